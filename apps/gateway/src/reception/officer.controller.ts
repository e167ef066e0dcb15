import { Body, Controller, HttpCode, Param, Post, Req } from '@nestjs/common';
import { ApiHeader, ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import { Asker, type Asking, Does } from '#access';
import { AnswersAccepted, Problems, Takes } from '#service';
import { ForAccounts } from '../edge/for-accounts';
import { FilingDesk } from './filing-desk';
import type { WithRawBody } from '../edge/bodies';
import { type Receipt, ReceiptSchema } from './receipt';
import { HoldBody, holdOrder, ReviewBody, reviewOrder } from '../formats/json/orders';

const OrderKey = (): MethodDecorator =>
  ApiHeader({
    name: 'Idempotency-Key',
    required: true,
    description:
      'A new UUID for each order; the same one when that order is sent again. The same key and content is one order, whatever was ordered since',
  });

/** What officers of a port order. Each order is a filing: it is answered once and its answer is in the officer's mailbox. */
@ApiTags('Officers')
@Controller('officer')
@ForAccounts('change', 'hold')
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
  async place(
    @Param('billKey') billKey: string,
    @Body() body: unknown,
    @Req() request: WithRawBody,
    @Asker() holder: Asking,
  ): Promise<Receipt> {
    return this.desk.receiveOrder(request, holder, holdOrder('place', billKey, body, holder));
  }

  @Post('bills/:billKey/holds/remove')
  @HttpCode(202)
  @OrderKey()
  @ApiParam({ name: 'billKey', description: 'SCAC and number, `MAEU260000101`' })
  @ApiOperation({ summary: 'Remove a hold from a bill of lading', operationId: 'removeHold' })
  @Takes(HoldBody, 'The hold')
  @AnswersAccepted('Stored; the manifest module decides.', ReceiptSchema)
  async remove(
    @Param('billKey') billKey: string,
    @Body() body: unknown,
    @Req() request: WithRawBody,
    @Asker() holder: Asking,
  ): Promise<Receipt> {
    return this.desk.receiveOrder(request, holder, holdOrder('remove', billKey, body, holder));
  }

  @Post('entries/:filerCode/:entryNumber/review')
  @Does('change', 'review of an entry')
  @HttpCode(202)
  @OrderKey()
  @ApiOperation({ summary: 'Decide on an entry under review', operationId: 'reviewEntry' })
  @Takes(ReviewBody, 'The decision')
  @AnswersAccepted('Stored; the entry module decides.', ReceiptSchema)
  async review(
    @Param('filerCode') filerCode: string,
    @Param('entryNumber') number: string,
    @Body() body: unknown,
    @Req() request: WithRawBody,
    @Asker() holder: Asking,
  ): Promise<Receipt> {
    return this.desk.receiveOrder(request, holder, reviewOrder(filerCode, number, body, holder));
  }
}
