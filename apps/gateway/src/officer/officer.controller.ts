import { Body, Controller, HttpCode, Param, Post, Req } from '@nestjs/common';
import { ApiHeader, ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import { Type } from '@sinclair/typebox';
import { BillHoldOrdered, EntryReviewOrdered, type FilingOrigin, ReviewDecision } from '#contracts';
import { formatEntryNumber } from '#kernel';
import { Problem } from '#service';
import type { Account } from '../access/account';
import { Caller, ForAccounts } from '../access/api-key.guard';
import { FilingDesk } from '../filings/filing-desk';
import { BodyCheck, Closed, Text } from '../filings/json-schema';
import type { WithRawBody } from '../intake/bodies';
import { type Receipt, ReceiptSchema } from '../intake/receipt';
import type { NewFiling } from '../intake/transmission';
import { AnswersAccepted, Problems, Takes } from '../openapi/described';

const HoldBody = Closed({
  code: Type.String({ pattern: '^[0-9][A-Z]$', description: 'Code of the hold, such as 1H; also on removal' }),
  reason: Text(200, 'Why'),
  officer: Text(60, 'Who decides'),
});
const holdBody = new BodyCheck(HoldBody);

const ReviewBody = Closed({ decision: ReviewDecision, note: Type.Optional(Text(500, 'For the file; the filer of a summary that is rejected reads it')), officer: Text(60, 'Who decides') });
const reviewBody = new BodyCheck(ReviewBody);

const BILL_KEY = /^[A-Z]{2,4}[A-Z0-9]{1,12}$/;

const OrderKey = (): MethodDecorator =>
  ApiHeader({
    name: 'Idempotency-Key', required: true,
    description: 'A new UUID for each order; the same one when that order is sent again. The same key and content is one order, whatever was ordered since',
  });

/** What officers of a port order. Each order is a filing: it is answered once and its answer is in the officer's mailbox. */
@ApiTags('Officers')
@Controller('officer')
@ForAccounts('officer')
@Problems('not-authenticated', 'not-authorized', 'not-found', 'not-valid', 'conflict', 'unavailable')
export class OfficerController {
  constructor(private readonly desk: FilingDesk) {}

  @Post('bills/:billKey/holds')
  @HttpCode(202)
  @OrderKey()
  @ApiParam({ name: 'billKey', description: 'SCAC and number, `MAEU260000101`' })
  @ApiOperation({ summary: 'Place a hold on a bill of lading', operationId: 'placeHold' })
  @Takes(HoldBody, 'The hold')
  @AnswersAccepted('Stored; the manifest module decides.', ReceiptSchema)
  async place(@Param('billKey') billKey: string, @Body() body: unknown, @Req() request: WithRawBody, @Caller() account: Account): Promise<Receipt> {
    return this.order('place', billKey, body, request, account);
  }

  @Post('bills/:billKey/holds/remove')
  @HttpCode(202)
  @OrderKey()
  @ApiParam({ name: 'billKey', description: 'SCAC and number, `MAEU260000101`' })
  @ApiOperation({ summary: 'Remove a hold from a bill of lading', operationId: 'removeHold' })
  @Takes(HoldBody, 'The hold')
  @AnswersAccepted('Stored; the manifest module decides.', ReceiptSchema)
  async remove(@Param('billKey') billKey: string, @Body() body: unknown, @Req() request: WithRawBody, @Caller() account: Account): Promise<Receipt> {
    return this.order('remove', billKey, body, request, account);
  }

  @Post('entries/:filerCode/:entryNumber/review')
  @HttpCode(202)
  @OrderKey()
  @ApiOperation({ summary: 'Decide on an entry under review', operationId: 'reviewEntry' })
  @Takes(ReviewBody, 'The decision')
  @AnswersAccepted('Stored; the entry module decides.', ReceiptSchema)
  async review(
    @Param('filerCode') filerCode: string, @Param('entryNumber') number: string, @Body() body: unknown, @Req() request: WithRawBody, @Caller() account: Account,
  ): Promise<Receipt> {
    const entryNumber = number.replace('-', '');
    if (!/^[A-Z0-9]{3}$/.test(filerCode) || !/^\d{8}$/.test(entryNumber)) throw new Problem('not-found', `${filerCode}/${number} is no entry number.`);
    const { decision, note, officer } = reviewBody.read(body);
    return this.desk.receiveOrder(request, account, (origin): NewFiling => ({
      id: origin.filingId, module: 'entry', kind: 'entry review', subject: `entry:${filerCode}-${entryNumber}`,
      reference: formatEntryNumber(filerCode, entryNumber), contract: EntryReviewOrdered,
      data: { origin, filerCode, entryNumber, decision, note: note ?? null, officer, officerPorts: account.ports } satisfies EntryReviewOrdered,
    }));
  }

  private async order(action: 'place' | 'remove', billKey: string, body: unknown, request: WithRawBody, account: Account): Promise<Receipt> {
    if (!BILL_KEY.test(billKey)) throw new Problem('not-found', `${billKey} is no bill of lading number: send SCAC and number without spaces.`);
    const { code, reason, officer } = holdBody.read(body);
    return this.desk.receiveOrder(request, account, (origin: FilingOrigin): NewFiling => ({
      id: origin.filingId, module: 'manifest', kind: 'bill hold', subject: `bill:${billKey}`, reference: billKey, contract: BillHoldOrdered,
      data: { origin, billKey, action, holdCode: code, reason, officer, officerPorts: account.ports } satisfies BillHoldOrdered,
    }));
  }
}
