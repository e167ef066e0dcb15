import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Post, Query, Res } from '@nestjs/common';
import { ApiAcceptedResponse, ApiOkResponse } from '@nestjs/swagger';
import { IsOptional, IsString, IsUUID, Length, Matches } from 'class-validator';
import type { FastifyReply } from 'fastify';
import { Asker, type Asking, Does, For, KnownAccounts, Looks, may } from '#access';
import { accountSubject } from '#contracts';
import { isCustomsDate } from '#kernel';
import { Problem, WholeNumber } from '#service';
import { ordering, relationTo, requireAllCenters } from '../people/asking-person';
import { ComplianceRuns, type ComplianceRunView } from './compliance-runs';
import {
  type ComplianceView,
  ComplianceViews,
  pageMark,
  type PatternChangeView,
  type SlipView,
} from './compliance-view';

export class SlipsQuery {
  /** The `next` of the page before. */
  @IsOptional()
  @IsString()
  after: string | null = null;

  @WholeNumber(1, 500)
  limit = 100;
}

export class PatternChangesQuery {
  /** A Center such as `CEE009`; the own where it is left out, and all for who serves none. */
  @IsOptional()
  @Matches(/^CEE\d{3}$/)
  center: string | null = null;

  @WholeNumber(1, 500)
  limit = 100;
}

export class ComplianceRunOrder {
  /** Made by who sends it: the same again is the same run. */
  @IsUUID()
  id: string;

  /** The day whose months, scope and assignments it goes by; today where it is left out. */
  @IsOptional()
  @Matches(/^\d{4}-\d{2}-\d{2}$/)
  asOf: string | null = null;
}

export class ComplianceRunEnd {
  @IsString()
  @Length(1, 2_000)
  why: string;
}

@Controller('accounts/:accountId/compliance')
@For('see', 'compliance')
export class AccountComplianceController {
  constructor(
    private readonly accounts: KnownAccounts,
    private readonly views: ComplianceViews,
    private readonly looks: Looks,
  ) {}

  /** The account as a whole over twelve months: by kind of what was found, by entries and by value, month by month, and beside its peers. */
  @Get()
  async view(@Asker() asking: Asking, @Param('accountId', ParseUUIDPipe) id: string): Promise<ComplianceView> {
    return this.views.of(id, await this.numbersOf(asking, id, 'the compliance of the account'));
  }

  /** What was found in its entries, each with the steps by which it is, or is not, worth weighing a penalty. */
  @Get('slips')
  async slips(
    @Asker() asking: Asking,
    @Param('accountId', ParseUUIDPipe) id: string,
    @Query() { after, limit }: SlipsQuery,
  ): Promise<{ slips: SlipView[]; next: string | null }> {
    const page = { after: pageMark(after), limit };
    return this.views.slips(await this.numbersOf(asking, id, 'what was found in entries of the account'), page);
  }

  private async numbersOf(asking: Asking, accountId: string, what: string): Promise<readonly string[]> {
    const account = await this.accounts.byId(accountId);
    if (!account || !may(asking, 'see', 'compliance', relationTo(asking, accountId)))
      throw new Problem('not-found', `There is no account ${accountId}.`);
    await this.looks.tell(asking, what, () => [
      { accountIds: [accountId], kind: 'compliance', subject: accountSubject(accountId) },
    ]);
    return account.importerNumbers;
  }
}

@Controller()
@For('see', 'pattern change')
export class PatternChangesController {
  constructor(
    private readonly views: ComplianceViews,
    private readonly runs: ComplianceRuns,
  ) {}

  /** Importers whose pattern changed, by the newest run: those first that chance explains least, with the figures that made it. */
  @Get('pattern-changes')
  async list(
    @Asker() asking: Asking,
    @Query() { center, limit }: PatternChangesQuery,
  ): Promise<{ changes: PatternChangeView[] }> {
    return this.views.changes(center ?? asking.center, limit);
  }

  /** Runs, newest first, with how far they are. */
  @Get('compliance-runs')
  async runsDone(): Promise<{ runs: ComplianceRunView[] }> {
    return { runs: await this.runs.list() };
  }

  /** One run, with how far it is. */
  @Get('compliance-runs/:id')
  one(@Param('id', ParseUUIDPipe) id: string): Promise<ComplianceRunView> {
    return this.runs.one(id);
  }

  /** Measures all importers anew. It is done afterwards; the run says how far it is. The same again is the same one (200). */
  @Post('compliance-runs')
  @Does('change', 'pattern change')
  @ApiAcceptedResponse({ description: 'It was ordered' })
  @ApiOkResponse({ description: 'It was there' })
  async order(
    @Asker() asking: Asking,
    @Body() { id, asOf }: ComplianceRunOrder,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ComplianceRunView> {
    if (asOf !== null && !isCustomsDate(asOf))
      throw new Problem('not-valid', 'Some fields are wrong.', [{ at: '/asOf', text: 'is not a day, YYYY-MM-DD' }]);
    if (asOf !== null) requireAllCenters(asking);
    const { fresh, run } = await this.runs.order(id, asOf, ordering(asking));
    void reply.status(fresh ? 202 : 200);
    return run;
  }

  /** Ends a run that does not come to its end, so that the next can be ordered; for headquarters. */
  @Post('compliance-runs/:id/end')
  @HttpCode(200)
  @Does('change', 'pattern change')
  end(
    @Asker() asking: Asking,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() { why }: ComplianceRunEnd,
  ): Promise<ComplianceRunView> {
    requireAllCenters(asking);
    return this.runs.end(id, why, ordering(asking));
  }
}
