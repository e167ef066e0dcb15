import { timingSafeEqual } from 'node:crypto';
import { Body, CanActivate, Controller, ExecutionContext, Get, HttpCode, Inject, Injectable, Param, ParseUUIDPipe, Post, Query, UseGuards } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { IsISO8601, IsNotEmpty, IsString, MaxLength } from 'class-validator';
import type { FastifyRequest } from 'fastify';
import { MessagingRuntime, type RoadsView, SetAsideMessage, Worklist, WorklistEntry } from '#messaging';
import { listeners, type Vitals } from '#contracts';
import { ServiceConfig } from './config';
import { LOG, type Log } from './log';
import { Problem } from './problem';
import { VitalsReader } from './vitals';
import { WholeNumber } from './whole-number';

/** Whether the request shows the operations token. */
export const isOperator = ({ headers }: FastifyRequest, { OPERATIONS_TOKEN }: ServiceConfig): boolean => {
  const given = Buffer.from(headers.authorization?.replace(/^Bearer /i, '') ?? '');
  const wanted = Buffer.from(OPERATIONS_TOKEN);
  return given.length === wanted.length && timingSafeEqual(given, wanted);
};

/** Lets in who sends the operations token, whatever the address; where it begins with /operations, it was judged before the body was read. */
@Injectable()
export class OperationsGuard implements CanActivate {
  constructor(private readonly config: ServiceConfig) {}

  canActivate(context: ExecutionContext): boolean {
    if (isOperator(context.switchToHttp().getRequest<FastifyRequest>(), this.config)) return true;
    throw new Problem('not-authenticated', 'This address is for operators: send `Authorization: Bearer OPERATIONS_TOKEN`.');
  }
}

export class WorklistPage {
  @WholeNumber(1, 1_000)
  limit = 100;
}

export class WorklistDecision {
  /** Who decides. */
  @IsString()
  @IsNotEmpty()
  @MaxLength(100)
  actor: string;

  /** Why. */
  @IsString()
  @IsNotEmpty()
  @MaxLength(500)
  note: string;
}

export class ReplayOrder extends WorklistDecision {
  /** Instant from which on everything that left is sent again. */
  @IsISO8601({ strict: true, strictSeparator: true })
  since: string;
}

/** What operators see and do at a service: its vitals and the messages that wait for a person. */
@ApiExcludeController()
@Controller('operations')
@UseGuards(OperationsGuard)
export class OperationsController {
  constructor(
    private readonly worklist: Worklist,
    private readonly vitals: VitalsReader,
    private readonly messaging: MessagingRuntime,
    @Inject(LOG) private readonly log: Log,
  ) {}

  @Get('vitals')
  readVitals(): Promise<Vitals> {
    return this.vitals.read();
  }

  /** How far this service has sent to each other one, and heard each: two services compared show whether anything is missing between them. */
  @Get('roads')
  roads(): Promise<RoadsView> {
    return this.messaging.roads();
  }

  /** Sends a service everything again that left for it since an instant; it recognises what it has. */
  @Post('roads/:destination/replay')
  @HttpCode(202)
  async replay(@Param('destination') destination: string, @Body() { since, actor, note }: ReplayOrder): Promise<{ destination: string; lanes: { lane: number; after: number }[] }> {
    if (!(destination in listeners)) throw new Problem('not-found', `${destination} is no service that is sent anything.`);
    if (!this.messaging.isConnected) throw new Problem('unavailable', 'The broker is away, and the replicas hear of the order by it.', [], 5);
    const lanes = await this.messaging.replay(destination, since);
    this.log.warn({ destination, since, actor, note, lanes }, 'sent again on an operator\'s order');
    return { destination, lanes };
  }

  @Get('worklist')
  async list(@Query() { limit }: WorklistPage): Promise<{ messages: SetAsideMessage[] }> {
    return { messages: await this.worklist.list(limit) };
  }

  @Get('worklist/:messageId')
  async inspect(@Param('messageId', ParseUUIDPipe) messageId: string): Promise<WorklistEntry> {
    const entry = await this.worklist.inspect(messageId);
    if (!entry) throw new Problem('not-found', `No message ${messageId} is known here.`);
    return entry;
  }

  @Post('worklist/:messageId/retry')
  @HttpCode(200)
  retry(@Param('messageId', ParseUUIDPipe) messageId: string, @Body() decision: WorklistDecision): Promise<WorklistEntry> {
    return this.decide(messageId, this.worklist.retry(messageId, decision.actor, decision.note));
  }

  @Post('worklist/:messageId/discard')
  @HttpCode(200)
  discard(@Param('messageId', ParseUUIDPipe) messageId: string, @Body() decision: WorklistDecision): Promise<WorklistEntry> {
    return this.decide(messageId, this.worklist.discard(messageId, decision.actor, decision.note));
  }

  private async decide(messageId: string, refusal: Promise<'no such message' | 'not set aside' | null>): Promise<WorklistEntry> {
    const reason = await refusal;
    if (reason === 'no such message') throw new Problem('not-found', `No message ${messageId} is known here.`);
    if (reason === 'not set aside') throw new Problem('state-conflict', `Message ${messageId} is not set aside.`);
    return (await this.worklist.inspect(messageId))!;
  }
}
