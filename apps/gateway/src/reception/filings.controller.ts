import { Body, Controller, Get, Headers, HttpCode, Param, Post, Query, Req, Res } from '@nestjs/common';
import { ApiHeader, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { AnswersAccepted, AnswersOk, Problems, Takes, TakesBody } from '#service';
import type { Account } from '../account/account';
import { Caller, ForAccounts } from '../edge/api-key.guard';
import { KnownId } from '../edge/known-id';
import type { WithRawBody } from '../edge/bodies';
import { type Receipt, ReceiptSchema } from './receipt';
import { ResponsesQuery, sendState } from './state-reply';
import { TransmissionStates, TransmissionStateSchema } from './transmission-state';
import { CargoReleaseBody } from '../formats/json/cargo-release.body';
import { EntrySummaryBody } from '../formats/json/entry-summary.body';
import { FilingDesk } from './filing-desk';
import { jsonFilings } from '../formats/json/json-filings';
import { ArrivalBody, ManifestBody } from '../formats/json/manifest.body';

const IdempotencyKey = (): MethodDecorator =>
  ApiHeader({
    name: 'Idempotency-Key',
    required: false,
    description: 'Your own name for this message: the same key and content is one filing, however often it is sent',
  });

@ApiTags('JSON filings')
@Controller('filings')
@ForAccounts()
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
  constructor(
    private readonly desk: FilingDesk,
    private readonly states: TransmissionStates,
  ) {}

  @Post('manifest')
  @HttpCode(202)
  @IdempotencyKey()
  @ApiOperation({ summary: 'File a manifest or amend one', operationId: 'fileManifest' })
  @Takes(ManifestBody, 'A conveyance, its ports and their bills of lading')
  @AnswersAccepted('Stored; the manifest module decides.', ReceiptSchema)
  async manifest(@Body() body: unknown, @Req() request: WithRawBody, @Caller() account: Account): Promise<Receipt> {
    return this.desk.receive(request, account, jsonFilings.manifest(body, account));
  }

  @Post('arrival')
  @HttpCode(202)
  @IdempotencyKey()
  @ApiOperation({ summary: 'Report the arrival of a conveyance', operationId: 'reportArrival' })
  @Takes(ArrivalBody, 'Which conveyance arrived where and when')
  @AnswersAccepted('Stored; the manifest module decides.', ReceiptSchema)
  async arrival(@Body() body: unknown, @Req() request: WithRawBody, @Caller() account: Account): Promise<Receipt> {
    return this.desk.receive(request, account, jsonFilings.arrival(body, account));
  }

  @Post('cargo-release')
  @HttpCode(202)
  @IdempotencyKey()
  @ApiOperation({ summary: 'File, replace, update or cancel a cargo release', operationId: 'fileCargoRelease' })
  @Takes(CargoReleaseBody, 'The entry with its bills, parties and lines')
  @AnswersAccepted('Stored; the entry module decides.', ReceiptSchema)
  async cargoRelease(@Body() body: unknown, @Req() request: WithRawBody, @Caller() account: Account): Promise<Receipt> {
    return this.desk.receive(request, account, jsonFilings['cargo-release'](body, account));
  }

  @Post('entry-summary')
  @HttpCode(202)
  @IdempotencyKey()
  @ApiOperation({ summary: 'File, replace or delete an entry summary', operationId: 'fileEntrySummary' })
  @Takes(EntrySummaryBody, 'The summary with its lines, duties, fees and totals')
  @AnswersAccepted('Stored; the entry module decides.', ReceiptSchema)
  async entrySummary(@Body() body: unknown, @Req() request: WithRawBody, @Caller() account: Account): Promise<Receipt> {
    return this.desk.receive(request, account, jsonFilings['entry-summary'](body, account));
  }

  @Get(':id')
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
