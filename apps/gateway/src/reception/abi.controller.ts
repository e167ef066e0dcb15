import { Body, Controller, Get, Headers, HttpCode, Param, Post, Query, Res } from '@nestjs/common';
import { ApiConsumes, ApiOperation, ApiProduces, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Asker, type Asking, Does } from '#access';
import { AnswersAccepted, AnswersOk, Problems, TakesBody, TakesText } from '#service';
import type { Account } from '../account/account';
import { Caller, ForAccounts } from '../edge/for-accounts';
import { KnownId } from '../edge/known-id';
import { GatewayConfig } from '../config/gateway.config';
import { bytesOfBody } from '../edge/bodies';
import { type Receipt, ReceiptSchema, Reception } from './receipt';
import { ResponsesQuery, sendState } from './state-reply';
import { TransmissionStates, TransmissionStateSchema } from './transmission-state';
import { AbiQuestions } from '../formats/abi/abi-questions';
import { AbiTransmissionReader } from '../formats/abi/abi-transmission';

@ApiTags('ABI')
@Controller('abi')
@ForAccounts('see', 'filing')
export class AbiController {
  constructor(
    private readonly reader: AbiTransmissionReader,
    private readonly questions: AbiQuestions,
    private readonly reception: Reception,
    private readonly states: TransmissionStates,
    private readonly config: GatewayConfig,
  ) {}

  @Post()
  @Does('change', 'filing')
  @TakesBody('abi')
  @HttpCode(202)
  @ApiOperation({
    summary:
      'File one CATAIR transmission: batches of cargo releases (SE) and entry summaries (AE), and of questions (CQ, EQ, KI)',
    operationId: 'fileAbi',
  })
  @ApiConsumes('text/plain', 'application/octet-stream')
  @TakesText('Records of 80 columns from A to Z, with or without line ends')
  @AnswersAccepted('Stored. Refused batches have their X1 answer in the mailbox already.', ReceiptSchema)
  @Problems(
    'not-readable',
    'not-authenticated',
    'too-large',
    'too-slow',
    'wrong-content-type',
    'too-many-requests',
    'unavailable',
    'stop-sending',
  )
  async file(@Body() body: unknown, @Caller() account: Account, @Asker() asking: Asking): Promise<Receipt> {
    const { asked, ...transmission } = await this.reader.read(bytesOfBody(body, this.config.ABI_MAX_BYTES), account);
    return this.reception.receive(await this.questions.answered(transmission, asked, asking), '/abi');
  }

  @Get(':id')
  @ApiOperation({ summary: 'State and answer of a transmission', operationId: 'readAbi' })
  @ApiProduces('application/json', 'text/plain')
  @AnswersOk(
    'As JSON; with `Accept: text/plain` the CATAIR answer itself, empty until it is there.',
    TransmissionStateSchema,
  )
  @Problems('not-authenticated', 'not-found')
  async read(
    @Param('id', KnownId) id: string,
    @Query() { after }: ResponsesQuery,
    @Caller() { accountId }: Account,
    @Headers('accept') accept: string | undefined,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    sendState(reply, await this.states.read(accountId, 'abi', id, after), accept);
  }
}
