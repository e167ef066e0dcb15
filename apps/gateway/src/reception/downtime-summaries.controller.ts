import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiOperation, ApiPropertyOptional, ApiTags } from '@nestjs/swagger';
import { Type as OpenType } from '@sinclair/typebox';
import { IsUUID } from 'class-validator';
import { AnswersOk, Problem, Problems, WholeNumber } from '#service';
import type { Account } from '../account/account';
import { Caller, ForAccounts } from '../edge/for-accounts';
import { HeldFilingsRepository } from '../downtime/held-filings.repository';
import { toldFiling } from '../downtime/summary.document';

const FIRST = '00000000-0000-0000-0000-000000000000';

class HeldQuery {
  @ApiPropertyOptional({ description: 'Only filings behind this one: the `next` of the page before' })
  @IsUUID()
  after = FIRST;

  @ApiPropertyOptional({ default: 200, maximum: 1000 })
  @WholeNumber(1, 1_000)
  limit = 200;
}

const PageSchema = OpenType.Object({
  filings: OpenType.Array(
    OpenType.Object({
      filingId: OpenType.String({ format: 'uuid' }),
      transmissionId: OpenType.String({ format: 'uuid' }),
      kind: OpenType.String(),
      reference: OpenType.String(),
      fate: OpenType.String({ description: 'processed · rejected · to be sent again · processed outside · waiting' }),
      outcome: OpenType.Union([OpenType.String(), OpenType.Null()]),
      answeredAt: OpenType.Union([OpenType.String(), OpenType.Null()]),
      conditions: OpenType.Array(
        OpenType.Object({
          code: OpenType.String(),
          text: OpenType.String(),
          remedy: OpenType.String(),
          severity: OpenType.String(),
        }),
      ),
    }),
  ),
  next: OpenType.Union([OpenType.String({ format: 'uuid' }), OpenType.Null()], {
    description: 'The `after` of the next page; null at the end',
  }),
});

@ApiTags('Mailbox')
@Controller('downtime-summaries')
@ForAccounts('see', 'downtime summary')
@Problems('not-authenticated', 'not-found', 'look-up-unavailable')
export class DowntimeSummariesController {
  constructor(private readonly held: HeldFilingsRepository) {}

  @Get(':id/filings')
  @ApiOperation({ summary: 'All your filings that a downtime held, as they stand now', operationId: 'readHeldFilings' })
  @AnswersOk('In the order received. The address is in the `downtime-summary` of your mailbox.', PageSchema)
  async filings(
    @Param('id') id: string,
    @Query() { after, limit }: HeldQuery,
    @Caller() { accountId }: Account,
  ): Promise<{ filings: object[]; next: string | null }> {
    const found = /^\d{1,15}$/.test(id) ? await this.held.page(Number(id), accountId, after, limit + 1) : null;
    if (!found) throw new Problem('not-found', `No downtime ${id} held filings of this account.`);
    const filings = found.slice(0, limit);
    return { filings: filings.map(toldFiling), next: found.length > limit ? filings.at(-1)!.filingId : null };
  }
}
