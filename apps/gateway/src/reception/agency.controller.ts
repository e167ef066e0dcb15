import { Body, Controller, Get, HttpCode, Param, Post, Query, Req } from '@nestjs/common';
import { ApiHeader, ApiOperation, ApiPropertyOptional, ApiTags } from '@nestjs/swagger';
import { IsIn, IsOptional, Matches } from 'class-validator';
import { Asker, type Asking, Does, Looks, may } from '#access';
import { type AgencyLines, AgencyLinesRequest, entrySubject } from '#contracts';
import { AnswersAccepted, AnswersOk, Problem, Problems, Takes, WholeNumber } from '#service';
import type { WithRawBody } from '../edge/bodies';
import { ForAccounts } from '../edge/for-accounts';
import { AgencyDecisionBody, agencyDecision, agencyOf } from '../formats/json/agency-decision';
import { FilingDesk } from './filing-desk';
import { Owners } from '../questions/owners';
import { type Receipt, ReceiptSchema } from './receipt';

class AgencyLinesAsked {
  @ApiPropertyOptional({ description: 'Code of the agency: where the account has several, and for CBP' })
  @IsOptional()
  @Matches(/^[A-Z0-9]{3}$/, { message: 'agency must be a code of Appendix V, such as FDA' })
  agency?: string;

  @ApiPropertyOptional({
    enum: ['open', 'all'],
    default: 'open',
    description: '`open`: entries of which the agency has not let everything proceed',
  })
  @IsOptional()
  @IsIn(['open', 'all'])
  state: 'open' | 'all' = 'open';

  @ApiPropertyOptional({ description: 'Only this entry: `B76-0324527-8` or without hyphens' })
  @IsOptional()
  @Matches(/^[A-Z0-9]{3}-?\d{7}-?\d$/, { message: 'entry must be an entry number' })
  entry?: string;

  @ApiPropertyOptional({ description: 'The `next` of the page before' })
  @IsOptional()
  @Matches(/^[\x20-\x7e]{1,60}$/, { message: 'after must be the `next` of the page before' })
  after?: string;

  @ApiPropertyOptional({ default: 50, maximum: 200 })
  @WholeNumber(1, 200)
  limit = 50;
}

/** The desk of a partner government agency: what is filed for it, and what it decides. Each order is a filing, answered once, into its mailbox. */
@ApiTags('Partner agencies')
@Controller('agency')
@ForAccounts('change', 'line of an agency')
@Problems('not-authenticated', 'not-authorized', 'not-found', 'not-valid', 'conflict', 'unavailable')
export class AgencyController {
  constructor(
    private readonly owners: Owners,
    private readonly desk: FilingDesk,
    private readonly looks: Looks,
  ) {}

  @Get('lines')
  @Does('see', 'line of an agency')
  @ApiOperation({
    summary: 'Worklist of a partner agency: lines with data for it, oldest entry first',
    operationId: 'readAgencyLines',
  })
  @AnswersOk('Entries with the lines of the agency, their data and what it made of them.', AgencyLinesRequest.answer)
  @Problems('look-up-unavailable')
  async lines(
    @Query() { agency: asked, state, entry, after, limit }: AgencyLinesAsked,
    @Asker() asking: Asking,
  ): Promise<AgencyLines> {
    const isAgency = may(asking, 'change', 'line of an agency', 'any');
    const agency = isAgency ? agencyOf(asking.account, asked ?? null, '/agency') : asked;
    if (agency === undefined)
      throw new Problem('not-valid', 'Say for which agency.', [{ at: '/agency', text: 'is missing' }]);
    const page = await this.owners.ask('entry', AgencyLinesRequest, {
      parameters: {},
      query: { agency, state, limit, ...(entry && { entry: entry.replaceAll('-', '') }), ...(after && { after }) },
    });
    if (!page) throw new Problem('not-found', 'The entry service knows no such worklist.');
    await this.looks.tell(asking, `what waits for agency ${agency}`, () =>
      page.entries.map(({ entry: number, accountId }) => {
        const compact = number.replaceAll('-', '');
        const subject = entrySubject({ filerCode: compact.slice(0, 3), entryNumber: compact.slice(3) });
        return { accountIds: [accountId], kind: 'entry', subject };
      }),
    );
    return page;
  }

  @Post('entries/:filerCode/:entryNumber/decision')
  @HttpCode(202)
  @ApiHeader({
    name: 'Idempotency-Key',
    required: true,
    description: 'A new UUID for each order; the same one when that order is sent again',
  })
  @ApiOperation({
    summary: 'Decide on lines of an entry: may proceed, hold, documents required or received, refuse',
    operationId: 'decideForAgency',
  })
  @Takes(AgencyDecisionBody, 'The decision')
  @AnswersAccepted('Stored; the entry module decides.', ReceiptSchema)
  async decide(
    @Param('filerCode') filerCode: string,
    @Param('entryNumber') number: string,
    @Body() body: unknown,
    @Req() request: WithRawBody,
    @Asker() holder: Asking,
  ): Promise<Receipt> {
    return this.desk.receiveOrder(request, holder, agencyDecision(filerCode, number, body, holder));
  }
}
