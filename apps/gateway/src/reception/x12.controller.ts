import { Body, Controller, Get, Headers, HttpCode, Param, Post, Query, Res } from '@nestjs/common';
import { ApiConsumes, ApiOperation, ApiProduces, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Does } from '#access';
import { AnswersAccepted, AnswersOk, Problems, TakesBody, TakesText } from '#service';
import type { Account } from '../account/account';
import { Caller, ForAccounts } from '../edge/for-accounts';
import { KnownId } from '../edge/known-id';
import { GatewayConfig } from '../config/gateway.config';
import { bytesOfBody } from '../edge/bodies';
import { type Receipt, ReceiptSchema, Reception } from './receipt';
import { ResponsesQuery, sendState } from './state-reply';
import { TransmissionStates, TransmissionStateSchema } from './transmission-state';
import { X12TransmissionReader } from '../formats/x12/x12-transmission';

@ApiTags('X12')
@Controller('x12')
@ForAccounts('see', 'filing')
export class X12Controller {
  constructor(
    private readonly reader: X12TransmissionReader,
    private readonly reception: Reception,
    private readonly states: TransmissionStates,
    private readonly config: GatewayConfig,
  ) {}

  @Post()
  @Does('change', 'filing')
  @TakesBody('x12')
  @HttpCode(202)
  @ApiOperation({
    summary: 'File one X12 interchange: manifests (309), or acknowledgements of what was sent to you (997, 999)',
    operationId: 'fileX12',
  })
  @ApiConsumes('application/edi-x12', 'text/plain', 'application/octet-stream')
  @TakesText('One interchange from ISA to IEA')
  @AnswersAccepted('Stored; the 997 is in the mailbox. `errors` are faults of the interchange itself.', ReceiptSchema)
  @Problems(
    'not-readable',
    'not-authenticated',
    'conflict',
    'too-large',
    'too-slow',
    'wrong-content-type',
    'too-many-requests',
    'unavailable',
    'stop-sending',
  )
  async file(@Body() body: unknown, @Caller() account: Account): Promise<Receipt> {
    return this.reception.receive(
      await this.reader.read(bytesOfBody(body, this.config.X12_MAX_BYTES), account),
      '/x12',
    );
  }

  @Get(':id')
  @ApiOperation({ summary: 'State and answers of an interchange', operationId: 'readX12' })
  @ApiProduces('application/json', 'text/plain')
  @AnswersOk('As JSON; with `Accept: text/plain` the 997 and 355 themselves.', TransmissionStateSchema)
  @Problems('not-authenticated', 'not-found')
  async read(
    @Param('id', KnownId) id: string,
    @Query() { after }: ResponsesQuery,
    @Caller() { accountId }: Account,
    @Headers('accept') accept: string | undefined,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    sendState(reply, await this.states.read(accountId, 'x12', id, after), accept);
  }
}
