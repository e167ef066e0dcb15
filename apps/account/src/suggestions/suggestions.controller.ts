import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Post, Query, Res } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse } from '@nestjs/swagger';
import { IsIn, IsOptional, IsString, IsUUID, Length, Matches } from 'class-validator';
import type { FastifyReply } from 'fastify';
import { Asker, type Asking, Does, For, may } from '#access';
import { OpenTo, Problem, WholeNumber } from '#service';
import { Line } from '../people/people.controller';
import { relationTo, whoIs } from '../people/people';
import { DECISIONS, type SuggestionDecision, suggestionStates } from './suggestion.states';
import { type SuggestionCounts, Suggestions, type SuggestionView } from './suggestions';

export class SuggestionOrder {
  /** Made by who sends it: the same again is the same suggestion. */
  @IsUUID()
  id: string;

  @Line(120)
  title: string;

  /** What is suggested, as plain text on one line. */
  @Line(2_000)
  text: string;

  /** Code of a capability, or a module such as `entry`. */
  @IsString()
  @Length(2, 40)
  about: string;
}

export class SuggestionsQuery {
  @IsOptional()
  @IsIn([...suggestionStates.states])
  state: string | null = null;

  @IsOptional()
  @IsString()
  @Length(2, 40)
  about: string | null = null;

  /** The `next` of the page before. */
  @Matches(/^\d{1,18}$/)
  after = '0';

  @WholeNumber(1, 500)
  limit = 100;
}

export class SuggestionAssigned {
  /** Who works on it. */
  @Line(60)
  to: string;

  @Line(300)
  why: string;
}

export class SuggestionDecided {
  @IsIn([...DECISIONS])
  decision: SuggestionDecision;

  /** The suggestion that says the same, for `merged`. */
  @IsOptional()
  @IsUUID()
  mergedWith: string | null = null;

  /** What its account is told. */
  @Line(500)
  reason: string;
}

/** What may not be seen is not there. @throws Problem `not-found` */
const requireSight = (asking: Asking, accountId: string): void => {
  if (!may(asking, 'see', 'suggestion', relationTo(asking, accountId)))
    throw new Problem('not-found', `There is no account ${accountId}.`);
};

@Controller('accounts/:accountId/suggestions')
@For('see', 'suggestion')
export class AccountSuggestionsController {
  constructor(private readonly suggestions: Suggestions) {}

  /** Suggestions of the account, and of those merged into it. */
  @Get()
  async list(
    @Asker() asking: Asking,
    @Param('accountId', ParseUUIDPipe) accountId: string,
    @Query() query: SuggestionsQuery,
  ): Promise<{ suggestions: SuggestionView[]; next: string | null }> {
    requireSight(asking, accountId);
    return this.suggestions.list({ ...query, of: await this.suggestions.accountsOf(accountId) });
  }

  /** Files a suggestion. The same again is the same one (200). */
  @Post()
  @Does('change', 'suggestion')
  @ApiCreatedResponse({ description: 'It was registered' })
  @ApiOkResponse({ description: 'It was there' })
  async file(
    @Asker() asking: Asking,
    @Param('accountId', ParseUUIDPipe) accountId: string,
    @Body() order: SuggestionOrder,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<SuggestionView> {
    requireSight(asking, accountId);
    if (relationTo(asking, accountId) !== 'own' || !may(asking, 'change', 'suggestion', 'own'))
      throw new Problem('not-authorized', 'Suggestions are filed by the people of an account for it.');
    const { fresh, suggestion } = await this.suggestions.file(accountId, order, whoIs(asking));
    void reply.status(fresh ? 201 : 200);
    return suggestion;
  }
}

@Controller('suggestions')
@For('see', 'suggestion')
export class SuggestionsController {
  constructor(private readonly suggestions: Suggestions) {}

  /** Suggestions, in the order in which they were filed. For CBP all, else the own. */
  @Get()
  async list(
    @Asker() asking: Asking,
    @Query() query: SuggestionsQuery,
  ): Promise<{ suggestions: SuggestionView[]; next: string | null }> {
    return this.suggestions.list({ ...query, of: await this.seenBy(asking) });
  }

  /** How many there are, by state, by what they are about and by age. For CBP all, else the own. */
  @Get('counts')
  async counts(@Asker() asking: Asking): Promise<SuggestionCounts> {
    return this.suggestions.counts(await this.seenBy(asking));
  }

  /** One suggestion as it stands. */
  @Get(':suggestionId')
  async read(@Asker() asking: Asking, @Param('suggestionId', ParseUUIDPipe) id: string): Promise<SuggestionView> {
    return this.suggestions.read(id, await this.seenBy(asking));
  }

  /** Says who works on a suggestion. By CBP. */
  @Post(':suggestionId/assign')
  @Does('change', 'suggestion')
  @HttpCode(200)
  async assign(
    @Asker() asking: Asking,
    @Param('suggestionId', ParseUUIDPipe) id: string,
    @Body() { to, why }: SuggestionAssigned,
  ): Promise<SuggestionView> {
    await this.requireDecider(asking, id);
    return this.suggestions.assign(id, to, whoIs(asking), why);
  }

  /** Decides on a suggestion that is assigned; its account is told. By CBP. */
  @Post(':suggestionId/decide')
  @Does('change', 'suggestion')
  @HttpCode(200)
  async decide(
    @Asker() asking: Asking,
    @Param('suggestionId', ParseUUIDPipe) id: string,
    @Body() { decision, mergedWith, reason }: SuggestionDecided,
  ): Promise<SuggestionView> {
    await this.requireDecider(asking, id);
    return this.suggestions.decide(id, decision, mergedWith, whoIs(asking), reason);
  }

  /** Accounts whose suggestions who asks may see; null for all. */
  private async seenBy(asking: Asking): Promise<string[] | null> {
    return may(asking, 'see', 'suggestion', 'any') ? null : this.suggestions.accountsOf(asking.account.accountId);
  }

  /** @throws Problem `not-found` for one that may not be seen, `not-authorized` for the own */
  private async requireDecider(asking: Asking, id: string): Promise<void> {
    if (may(asking, 'change', 'suggestion', 'any')) return;
    await this.suggestions.read(id, await this.seenBy(asking));
    throw new Problem('not-authorized', 'CBP decides on suggestions.');
  }
}

export interface PublicSuggestionCounts {
  readonly filed: number;
  readonly open: number;
  readonly byState: { state: string; suggestions: number }[];
}

/** For everybody. */
@Controller('suggestions-so-far')
export class PublicSuggestionsController {
  constructor(private readonly suggestions: Suggestions) {}

  /** How many suggestions were made, and what became of them. */
  @Get()
  @OpenTo('everybody')
  async counts(): Promise<PublicSuggestionCounts> {
    const { open, byState } = await this.suggestions.counts(null);
    return { filed: byState.reduce((sum, { suggestions }) => sum + suggestions, 0), open, byState };
  }
}
