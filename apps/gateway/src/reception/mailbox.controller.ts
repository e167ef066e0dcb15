import { Body, Controller, Get, Headers, HttpCode, Param, ParseIntPipe, Post, Query, Res } from '@nestjs/common';
import { ApiOperation, ApiProduces, ApiProperty, ApiPropertyOptional, ApiTags } from '@nestjs/swagger';
import { Type as OpenType } from '@sinclair/typebox';
import { Transform } from 'class-transformer';
import { ArrayMaxSize, ArrayMinSize, IsIn, IsInt, IsOptional, Max, Min } from 'class-validator';
import type { FastifyReply } from 'fastify';
import { Does } from '#access';
import { Transactions } from '#messaging';
import { AnswersOk, Problem, Problems, TakesBody, WholeNumber } from '#service';
import type { Account } from '../account/account';
import { Caller, ForAccounts } from '../edge/for-accounts';
import { wantsText } from './state-reply';
import { MailboxRepository } from '../mailbox/mailbox.repository';

class MailboxQuery {
  @ApiPropertyOptional({ description: 'Only entries with a higher number: the `next` of the page before.' })
  @IsOptional()
  @WholeNumber(0)
  after?: number;

  @ApiPropertyOptional({ default: 100, maximum: 1000 })
  @WholeNumber(1, 1_000)
  limit = 100;

  @ApiPropertyOptional({ enum: ['abi', 'x12', 'json'] })
  @IsOptional()
  @Transform(({ value }: { value: unknown }) => (typeof value === 'string' ? value.toLowerCase() : value))
  @IsIn(['abi', 'x12', 'json'])
  format?: string;
}

class AcknowledgeOrder {
  @ApiProperty({ type: [Number], description: 'Numbers of the entries you have safely stored', maxItems: 1000 })
  @ArrayMinSize(1)
  @ArrayMaxSize(1_000)
  @IsInt({ each: true })
  @Min(1, { each: true })
  @Max(Number.MAX_SAFE_INTEGER, { each: true })
  ids: number[];
}

const EntryNumber = new ParseIntPipe({
  exceptionFactory: () => new Problem('not-found', 'No mailbox entry of this account has this number.'),
});

const PageSchema = OpenType.Object({
  entries: OpenType.Array(
    OpenType.Object({
      id: OpenType.Integer(),
      transmissionId: OpenType.Union([OpenType.String({ format: 'uuid' }), OpenType.Null()]),
      event: OpenType.String({ description: 'answer or notification' }),
      format: OpenType.String(),
      application: OpenType.String(),
      contentType: OpenType.String(),
      createdAt: OpenType.String({ format: 'date-time' }),
      body: OpenType.String({ description: 'The message itself, in your format' }),
    }),
  ),
  next: OpenType.Union([OpenType.Integer(), OpenType.Null()], {
    description: 'The `after` of the next page; null at the end',
  }),
});

@ApiTags('Mailbox')
@Controller('mailbox')
@ForAccounts('see', 'mailbox entry')
@Problems('not-authenticated', 'unavailable', 'look-up-unavailable')
export class MailboxController {
  constructor(
    private readonly mailbox: MailboxRepository,
    private readonly transactions: Transactions,
  ) {}

  @Get()
  @ApiOperation({ summary: 'Answers and notifications that wait for you, oldest first', operationId: 'readMailbox' })
  @ApiProduces('application/json', 'text/plain')
  @AnswersOk(
    'Kept until acknowledged. A page ends at `limit` entries or at 16 MB unless the operator set another size. With `Accept: text/plain` the messages one after the other, their numbers in `X-Mailbox-Ids`.',
    PageSchema,
  )
  async list(
    @Query() query: MailboxQuery,
    @Caller() { accountId }: Account,
    @Headers('accept') accept: string | undefined,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const { limit, after = 0, format = null } = query;
    const { entries, next } = await this.mailbox.list(accountId, { after, limit, format });
    if (!wantsText(accept)) {
      void reply.send({ entries, next });
      return;
    }
    const bodies = entries.map(({ body }) => (body.endsWith('\n') ? body : `${body}\n`));
    void reply
      .header('x-mailbox-ids', entries.map(({ id }) => id).join(','))
      .type('text/plain; charset=utf-8')
      .send(bodies.join(''));
  }

  @Post('ack')
  @Does('change', 'mailbox entry')
  @TakesBody('list')
  @HttpCode(200)
  @ApiOperation({ summary: 'Acknowledge several entries', operationId: 'acknowledgeMany' })
  @AnswersOk(
    'Those of them that are yours; doing it again changes nothing.',
    OpenType.Object({ acknowledged: OpenType.Array(OpenType.Integer()) }),
  )
  @Problems('not-valid')
  async acknowledgeMany(
    @Body() { ids }: AcknowledgeOrder,
    @Caller() { accountId }: Account,
  ): Promise<{ acknowledged: number[] }> {
    return { acknowledged: await this.transactions.run((unit) => this.mailbox.acknowledge(unit, accountId, ids)) };
  }

  @Post(':id/ack')
  @Does('change', 'mailbox entry')
  @HttpCode(200)
  @ApiOperation({ summary: 'Acknowledge an entry: it leaves the mailbox', operationId: 'acknowledge' })
  @AnswersOk(
    'Acknowledged; doing it again changes nothing.',
    OpenType.Object({ acknowledged: OpenType.Array(OpenType.Integer()) }),
  )
  @Problems('not-found')
  async acknowledge(
    @Param('id', EntryNumber) id: number,
    @Caller() { accountId }: Account,
  ): Promise<{ acknowledged: number[] }> {
    if (!Number.isSafeInteger(id) || id < 1)
      throw new Problem('not-found', `No mailbox entry ${id} of this account is known.`);
    const acknowledged = await this.transactions.run((unit) => this.mailbox.acknowledge(unit, accountId, [id]));
    if (acknowledged.length === 0) throw new Problem('not-found', `No mailbox entry ${id} of this account is known.`);
    return { acknowledged };
  }
}
