import { Body, Controller, Delete, Get, HttpCode, Param, ParseIntPipe, Post, Query } from '@nestjs/common';
import {
  ApiAcceptedResponse,
  ApiNoContentResponse,
  ApiOperation,
  ApiProperty,
  ApiPropertyOptional,
  ApiTags,
} from '@nestjs/swagger';
import { Type as OpenType } from '@sinclair/typebox';
import { ArrayMaxSize, ArrayMinSize, ArrayUnique, IsIn, IsOptional, IsString, MaxLength } from 'class-validator';
import { Does } from '#access';
import { AnswersAccepted, AnswersCreated, AnswersOk, instantAsked, Problem, Problems, WholeNumber } from '#service';
import type { Account } from '../account/account';
import { Caller, ForAccounts } from '../edge/for-accounts';
import { KnownId } from '../edge/known-id';
import { WebhookSender } from '../webhooks/webhook-sender';
import { type Delivery, type Webhook, WebhooksRepository } from '../webhooks/webhooks.repository';

const EVENTS = ['answer', 'notification'];
const WEBHOOKS_PER_ACCOUNT = 20;
const RECOVERED_AT_ONCE = 10_000;

class NewWebhook {
  @ApiProperty({ description: 'Where to push; https only' })
  @IsString()
  @MaxLength(2_000)
  url: string;

  @ApiPropertyOptional({ enum: EVENTS, isArray: true, default: EVENTS })
  @IsOptional()
  @ArrayMinSize(1)
  @ArrayMaxSize(EVENTS.length)
  @ArrayUnique()
  @IsIn(EVENTS, { each: true })
  events: string[] = EVENTS;
}

class Recovery {
  @ApiProperty({ format: 'date-time', description: 'Everything placed at or after this instant' })
  @IsString()
  @MaxLength(40)
  since: string;
}

class LogQuery {
  @ApiPropertyOptional({ description: 'Only deliveries before this number' })
  @WholeNumber(1)
  before = Number.MAX_SAFE_INTEGER;

  @ApiPropertyOptional({ default: 100, maximum: 1000 })
  @WholeNumber(1, 1_000)
  limit = 100;
}

const WEBHOOK = {
  id: OpenType.String({ format: 'uuid' }),
  url: OpenType.String(),
  events: OpenType.Array(OpenType.String()),
  active: OpenType.Boolean(),
  createdAt: OpenType.String({ format: 'date-time' }),
};
const WebhookSchema = OpenType.Object(WEBHOOK);
const AddedWebhookSchema = OpenType.Object({ ...WEBHOOK, secret: OpenType.String() });
const DeliverySchema = OpenType.Object({
  id: OpenType.Integer(),
  mailboxId: OpenType.Integer(),
  event: OpenType.String(),
  state: OpenType.String({ description: 'pending, delivered, failed or cancelled' }),
  attempts: OpenType.Integer(),
  nextTryAt: OpenType.Union([OpenType.String({ format: 'date-time' }), OpenType.Null()]),
  status: OpenType.Union([OpenType.Integer(), OpenType.Null()]),
  error: OpenType.Union([OpenType.String(), OpenType.Null()]),
  createdAt: OpenType.String({ format: 'date-time' }),
  finishedAt: OpenType.Union([OpenType.String({ format: 'date-time' }), OpenType.Null()]),
});

const noDelivery = (): Problem =>
  new Problem(
    'not-found',
    'No such delivery of a webhook in force of this account is known, or it is being pushed now.',
  );

@ApiTags('Webhooks')
@Controller('webhooks')
@ForAccounts('see', 'webhook')
@Problems('not-authenticated')
export class WebhooksController {
  constructor(
    private readonly webhooks: WebhooksRepository,
    private readonly sender: WebhookSender,
  ) {}

  @Post()
  @Does('change', 'webhook')
  @ApiOperation({ summary: 'Have answers and notifications pushed to an address of yours', operationId: 'addWebhook' })
  @AnswersCreated('With `secret`, shown this once: it signs every delivery.', AddedWebhookSchema)
  @Problems('not-valid', 'state-conflict')
  async add(
    @Body() { url, events }: NewWebhook,
    @Caller() { accountId }: Account,
  ): Promise<Webhook & { secret: string }> {
    const refusal = this.sender.refusalOf(url);
    if (refusal)
      throw new Problem('not-valid', 'The address cannot be used.', [{ at: '/url', text: `The address ${refusal}.` }]);
    if ((await this.webhooks.countOf(accountId)) >= WEBHOOKS_PER_ACCOUNT) {
      throw new Problem(
        'state-conflict',
        `The account has ${WEBHOOKS_PER_ACCOUNT} webhooks already; remove one first.`,
      );
    }
    return this.webhooks.add(accountId, new URL(url).href, events);
  }

  @Get()
  @ApiOperation({ summary: 'Your webhooks', operationId: 'listWebhooks' })
  @AnswersOk('Those in force.', OpenType.Object({ webhooks: OpenType.Array(WebhookSchema) }))
  async list(@Caller() { accountId }: Account): Promise<{ webhooks: Webhook[] }> {
    return { webhooks: await this.webhooks.list(accountId) };
  }

  @Delete(':id')
  @Does('change', 'webhook')
  @HttpCode(204)
  @ApiOperation({ summary: 'End a webhook', operationId: 'removeWebhook' })
  @ApiNoContentResponse({ description: 'Ended.' })
  @Problems('not-found')
  async remove(@Param('id', KnownId) id: string, @Caller() { accountId }: Account): Promise<void> {
    if (!(await this.webhooks.remove(accountId, id)))
      throw new Problem('not-found', `No webhook ${id} of this account is known.`);
  }

  @Post(':id/deliveries/:deliveryId/resend')
  @Does('change', 'webhook')
  @HttpCode(202)
  @ApiOperation({ summary: 'Have one delivery pushed again', operationId: 'resendDelivery' })
  @ApiAcceptedResponse({ description: 'It is pushed at once, with attempts as from the first.' })
  @Problems('not-found', 'state-conflict')
  async resend(
    @Param('id', KnownId) id: string,
    @Param('deliveryId', new ParseIntPipe({ exceptionFactory: () => noDelivery() })) deliveryId: number,
    @Caller() { accountId }: Account,
  ): Promise<void> {
    const isNumber = Number.isSafeInteger(deliveryId) && deliveryId > 0;
    const outcome = isNumber ? await this.webhooks.resend(accountId, id, deliveryId) : 'unknown';
    if (outcome === 'unknown') throw noDelivery();
    if (outcome === 'under way')
      throw new Problem('state-conflict', 'It is being pushed right now: ask again when that has ended.');
  }

  @Post(':id/recoveries')
  @Does('change', 'webhook')
  @HttpCode(202)
  @ApiOperation({
    summary: 'Have everything pushed that did not arrive since a time',
    description:
      'What was placed since then, still waits in the mailbox and was not delivered: deliveries that failed, and entries that came while this webhook was not there.',
    operationId: 'recoverDeliveries',
  })
  @AnswersAccepted(
    'Queued, the oldest first. Where `more` is true, ask again once these are delivered.',
    OpenType.Object({
      queued: OpenType.Integer({ description: 'Deliveries that were queued' }),
      more: OpenType.Boolean(),
    }),
  )
  @Problems('not-found', 'not-valid')
  async recover(
    @Param('id', KnownId) id: string,
    @Body() { since }: Recovery,
    @Caller() { accountId }: Account,
  ): Promise<{ queued: number; more: boolean }> {
    const recovered = await this.webhooks.recover(accountId, id, instantAsked('since', since)!, RECOVERED_AT_ONCE);
    if (!recovered) throw new Problem('not-found', `No webhook ${id} of this account is in force.`);
    return recovered;
  }

  @Get(':id/deliveries')
  @ApiOperation({ summary: 'Delivery log of a webhook, newest first', operationId: 'readDeliveries' })
  @AnswersOk(
    'Every delivery with its attempts and what the other side answered.',
    OpenType.Object({ deliveries: OpenType.Array(DeliverySchema) }),
  )
  @Problems('not-found')
  async deliveries(
    @Param('id', KnownId) id: string,
    @Query() { before, limit }: LogQuery,
    @Caller() { accountId }: Account,
  ): Promise<{ deliveries: Delivery[] }> {
    const deliveries = await this.webhooks.deliveries(accountId, id, before, limit);
    if (!deliveries) throw new Problem('not-found', `No webhook ${id} of this account is known.`);
    return { deliveries };
  }
}
