import { Body, Controller, Get, Headers, HttpCode, Param, Post, Query, Req, Res } from '@nestjs/common';
import { ApiHeader, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Does } from '#access';
import { AnswersAccepted, AnswersOk, Problems, Takes, TakesBody } from '#service';
import { EVERY_KIND, type JsonFilingName, type KindOfFiling } from '#contracts';
import type { Account } from '../account/account';
import { Caller, ForAccounts } from '../edge/for-accounts';
import { KnownId } from '../edge/known-id';
import type { WithRawBody } from '../edge/bodies';
import { type Receipt, ReceiptSchema } from './receipt';
import { ResponsesQuery, sendState } from './state-reply';
import { TransmissionStates, TransmissionStateSchema } from './transmission-state';
import { FilingDesk } from './filing-desk';
import {
  type UnansweredFilings,
  UnansweredFilingsReader,
  UnansweredFilingsSchema,
  UnansweredQuery,
} from './unanswered-filings';
import { jsonFilings } from '../formats/json/json-filings';

const IdempotencyKey = (): MethodDecorator =>
  ApiHeader({
    name: 'Idempotency-Key',
    required: false,
    description: 'Your own name for this message: the same key and content is one filing, however often it is sent',
  });

/** Adds the address of a kind that is filed in JSON. */
const serve = (prototype: FilingsController, { module }: KindOfFiling, name: JsonFilingName): void => {
  const { operationId, summary, schema, describes } = jsonFilings[name];
  const handler = function (this: FilingsController, body: unknown, request: WithRawBody, account: Account) {
    return this.file(name, body, request, account);
  };
  Object.defineProperty(prototype, operationId, { value: handler, writable: true, configurable: true });
  const descriptor = Object.getOwnPropertyDescriptor(prototype, operationId)!;
  for (const decorate of [
    Post(name),
    HttpCode(202),
    IdempotencyKey(),
    ApiOperation({ summary, operationId }),
    Takes(schema, describes),
    AnswersAccepted(`Stored; the ${module} module decides.`, ReceiptSchema),
  ])
    decorate(prototype, operationId, descriptor);
  Reflect.defineMetadata('design:paramtypes', [Object, Object, Object], prototype, operationId);
  for (const [at, parameter] of [Body(), Req(), Caller()].entries()) parameter(prototype, operationId, at);
};

@ApiTags('JSON filings')
@Controller('filings')
@ForAccounts('change', 'filing')
@TakesBody('json')
@Problems(
  'not-readable',
  'not-authenticated',
  'not-authorized',
  'not-valid',
  'conflict',
  'too-large',
  'too-slow',
  'too-many-requests',
  'unavailable',
  'stop-sending',
)
export class FilingsController {
  // Before the class is decorated, so that what guards it guards these too.
  static {
    for (const kind of EVERY_KIND) if (kind.json) serve(FilingsController.prototype, kind, kind.json as JsonFilingName);
  }

  constructor(
    private readonly desk: FilingDesk,
    private readonly states: TransmissionStates,
    private readonly unanswered: UnansweredFilingsReader,
  ) {}

  /** @throws Problem as the body is read and in `FilingDesk` */
  async file(name: JsonFilingName, body: unknown, request: WithRawBody, account: Account): Promise<Receipt> {
    return this.desk.receive(request, account, jsonFilings[name].read(body, account));
  }

  @Get()
  @Does('see', 'filing')
  @ApiOperation({
    summary: 'Your filings that are not answered yet, the oldest first',
    operationId: 'unansweredFilings',
  })
  @AnswersOk('How many, and those that wait longest.', UnansweredFilingsSchema)
  list(@Query() _: UnansweredQuery, @Caller() { accountId }: Account): Promise<UnansweredFilings> {
    return this.unanswered.read(accountId);
  }

  @Get(':id')
  @Does('see', 'filing')
  @ApiOperation({ summary: 'State and answer of a filing', operationId: 'readFiling' })
  @AnswersOk('Its state; the answer when there is one.', TransmissionStateSchema)
  @Problems('not-found')
  async read(
    @Param('id', KnownId) id: string,
    @Query() { after }: ResponsesQuery,
    @Caller() { accountId }: Account,
    @Headers('accept') accept: string | undefined,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    sendState(reply, await this.states.read(accountId, 'json', id, after), accept);
  }
}
