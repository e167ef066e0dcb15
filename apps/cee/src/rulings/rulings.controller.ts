import { Body, Controller, Get, HttpCode, Param, Post, Query, Res } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse } from '@nestjs/swagger';
import { ArrayMaxSize, IsArray, IsIn, IsOptional, IsString, IsUUID, Length, Matches, MaxLength } from 'class-validator';
import type { FastifyReply } from 'fastify';
import { Asker, type Asking, Does, For, may } from '#access';
import { Line, OpenTo, WholeNumber } from '#service';
import { actingFor, ordering } from '../people/asking-person';
import { RULING_STATES } from './ruling.rules';
import { Rulings, type RulingView, type WholeRulingView } from './rulings';

const NUMBER = /^(HQ|NY) [A-Z]?\d{6}$/;

export class RulingPlace {
  /** Such as `HQ H301234`. */
  @Matches(NUMBER)
  number: string;
}

export class RulingChangePlace extends RulingPlace {
  @IsUUID()
  changeId: string;
}

export class RulingOrder {
  /** Made by who sends it: the same again is the same ruling. */
  @IsUUID()
  id: string;

  /** Such as `HQ H301234`. */
  @IsString()
  @MaxLength(12)
  number: string;

  @IsString()
  @MaxLength(10)
  issuedOn: string;

  @Line(300)
  subject: string;

  /** Of the tariff: 4, 6, 8 or 10 digits. */
  @IsArray()
  @ArrayMaxSize(50)
  @MaxLength(10, { each: true })
  headings: string[] = [];

  @IsString()
  @Length(2, 100_000)
  text: string;

  /** Whom it was issued to; the public does not see it. */
  @IsOptional()
  @Line(100)
  holder: string | null = null;

  @IsOptional()
  @IsUUID()
  holderAccountId: string | null = null;

  /** Names and words that the public does not see. */
  @IsArray()
  @ArrayMaxSize(50)
  @Length(2, 100, { each: true })
  confidential: string[] = [];
}

export class RulingChangeOrder {
  @IsUUID()
  id: string;

  @IsIn(['modification', 'revocation'])
  kind: 'modification' | 'revocation';

  /** The ruling that says what holds instead. */
  @IsOptional()
  @Matches(NUMBER)
  byNumber: string | null = null;

  @Line(1_000)
  why: string;
}

export class RulingComment {
  @IsUUID()
  id: string;

  @Line(4_000)
  comment: string;
}

export class RulingsQuery {
  /** Words, `"phrases"`, `-without`, `or`. */
  @IsOptional()
  @IsString()
  @Length(1, 200)
  q: string | null = null;

  /** Begins with these digits of the tariff. */
  @IsOptional()
  @Matches(/^\d{2,10}$/)
  heading: string | null = null;

  /** Today: `in force`, `modified`, `revoked`. */
  @IsOptional()
  @IsIn(RULING_STATES)
  state: string | null = null;

  /** The `next` of the page before. */
  @IsOptional()
  @Matches(NUMBER)
  after: string | null = null;

  @WholeNumber(1, 100)
  limit = 50;
}

/** Rulings as everybody reads them: without the names of those they were issued to. */
@Controller('rulings')
export class RulingsController {
  constructor(private readonly rulings: Rulings) {}

  /** Rulings by words, heading and state, newest first. */
  @Get()
  @OpenTo('everybody')
  search(@Query() asked: RulingsQuery): Promise<{ rulings: RulingView[]; next: string | null }> {
    return this.rulings.search(asked);
  }

  /** One ruling with the changes of it. */
  @Get(':number')
  @OpenTo('everybody')
  read(@Param() { number }: RulingPlace): Promise<RulingView> {
    return this.rulings.read(number);
  }
}

/** Rulings as headquarters issues and changes them. */
@Controller('rulings')
@For('change', 'ruling')
export class RulingOrdersController {
  constructor(private readonly rulings: Rulings) {}

  /** A ruling whole, with its holder, its history, and what a change of it touches; for CBP and the holder. */
  @Get(':number/whole')
  @Does('see', 'ruling')
  whole(@Asker() asking: Asking, @Param() { number }: RulingPlace): Promise<WholeRulingView> {
    return this.rulings.readWhole(asking, number, may(asking, 'see', 'ruling', 'any'));
  }

  /** Issues a ruling, or enters one from before. The same again is the same one (200). */
  @Post()
  @ApiCreatedResponse({ description: 'It was issued' })
  @ApiOkResponse({ description: 'It was there' })
  async issue(
    @Asker() asking: Asking,
    @Body() order: RulingOrder,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<WholeRulingView> {
    const { fresh, ruling } = await this.rulings.issue(order, ordering(asking));
    void reply.status(fresh ? 201 : 200);
    return ruling;
  }

  /** Proposes to modify or revoke a ruling; one in effect for less than 60 days is changed at once. The answer says what it touches. */
  @Post(':number/changes')
  @HttpCode(200)
  change(
    @Asker() asking: Asking,
    @Param() { number }: RulingPlace,
    @Body() order: RulingChangeOrder,
  ): Promise<WholeRulingView> {
    return this.rulings.change(number, order, ordering(asking));
  }

  /** Publishes the final notice: in effect 60 days later. */
  @Post(':number/changes/:changeId/publication')
  @HttpCode(200)
  publish(@Asker() asking: Asking, @Param() { number, changeId }: RulingChangePlace): Promise<WholeRulingView> {
    return this.rulings.publish(number, changeId, ordering(asking));
  }

  /** Gives a proposed change up. */
  @Post(':number/changes/:changeId/end')
  @HttpCode(200)
  drop(@Asker() asking: Asking, @Param() { number, changeId }: RulingChangePlace): Promise<WholeRulingView> {
    return this.rulings.drop(number, changeId, ordering(asking));
  }
}

/** Comments of the trade on changes of rulings. */
@Controller('rulings/:number/changes/:changeId/comments')
@For('see', 'comment on a ruling')
export class RulingCommentsController {
  constructor(private readonly rulings: Rulings) {}

  /** What was commented, oldest first; for an account its own comments. */
  @Get()
  async list(
    @Asker() asking: Asking,
    @Param() { number, changeId }: RulingChangePlace,
  ): Promise<{ comments: { id: string; accountId: string; comment: string; by: string; at: Date }[] }> {
    return {
      comments: await this.rulings.comments(
        number,
        changeId,
        may(asking, 'see', 'comment on a ruling', 'any') ? null : asking.account.accountId,
      ),
    };
  }

  /** Comments on a proposed change. */
  @Post()
  @Does('change', 'comment on a ruling')
  @HttpCode(200)
  comment(
    @Asker() asking: Asking,
    @Param() { number, changeId }: RulingChangePlace,
    @Body() comment: RulingComment,
  ): Promise<{ received: string }> {
    return this.rulings.comment(number, changeId, comment, asking, actingFor(asking));
  }
}
