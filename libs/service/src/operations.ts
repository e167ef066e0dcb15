import { createHash, timingSafeEqual } from 'node:crypto';
import {
  Body,
  CanActivate,
  Controller,
  ExecutionContext,
  Get,
  HttpCode,
  Inject,
  Injectable,
  Param,
  ParseUUIDPipe,
  Post,
  Query,
  UseGuards,
} from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { IsIn, IsISO8601, IsNotEmpty, IsString, IsUUID, MaxLength } from 'class-validator';
import type { FastifyRequest } from 'fastify';
import {
  MessagingRuntime,
  type RoadsView,
  SetAsideMessage,
  Worklist,
  WorklistEntry,
  type WorklistRefusal,
} from '#messaging';
import { listeners, type Vitals, type WorklistResult } from '#contracts';
import { masked } from '#kernel';
import { Colleagues } from './colleagues';
import { ServiceConfig } from './config';
import { LOG, type Log } from './log';
import { Problem } from './problem';
import { VitalsReader } from './vitals';
import { WholeNumber } from './whole-number';

const digestOf = (token: string): Buffer => createHash('sha256').update(token).digest();

/** The operator whose token the request shows: by name, or without one where all share a token. */
export const operatorOf = (
  { headers }: Pick<FastifyRequest, 'headers'>,
  { OPERATIONS_TOKEN, OPERATORS }: ServiceConfig,
): { readonly name: string | null } | null => {
  const given = digestOf(headers.authorization?.replace(/^Bearer /i, '') ?? '');
  const known = [
    ...Object.entries(OPERATORS).map(([name, hash]) => ({ name, hash: Buffer.from(String(hash), 'hex') })),
    { name: null, hash: digestOf(OPERATIONS_TOKEN) },
  ];
  return known.find(({ hash }) => hash.length === given.length && timingSafeEqual(hash, given)) ?? null;
};

/**
 * Lets in operators by their tokens, and other services for what they may ask. Where an address begins with /operations, tokens were judged before the
 * body was read; the mark of a service is over its body too.
 */
@Injectable()
export class OperationsGuard implements CanActivate {
  constructor(
    private readonly config: ServiceConfig,
    private readonly colleagues: Colleagues,
  ) {}

  canActivate(context: ExecutionContext): boolean {
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const operator = operatorOf(request, this.config);
    if (operator) return signedBy(operator.name, request.body);
    if (this.colleagues.isLetIn(request)) return true;
    throw new Problem('not-authenticated', FOR_OPERATORS);
  }
}

export const FOR_OPERATORS =
  "This address is for operators: send `Authorization: Bearer TOKEN` with an operator's token.";

/** Who decides is who signed in, not what was typed. */
const signedBy = (name: string | null, body: unknown): true => {
  if (name !== null && typeof body === 'object' && body !== null && 'actor' in body) body.actor = name;
  return true;
};

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

/** As another service passes on what a person decided there. */
export class WorklistOrder {
  @IsUUID()
  messageId: string;

  @IsIn(['retry', 'discard'])
  order: 'retry' | 'discard';

  /** The person and the office. */
  @IsString()
  @IsNotEmpty()
  @MaxLength(200)
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
  async replay(
    @Param('destination') destination: string,
    @Body() { since, actor, note }: ReplayOrder,
  ): Promise<{ destination: string; lanes: { lane: number; after: number }[] }> {
    if (!(destination in listeners))
      throw new Problem('not-found', `${destination} is no service that is sent anything.`);
    if (!this.messaging.isConnected)
      throw new Problem('unavailable', 'The broker is away, and the replicas hear of the order by it.', [], 5);
    const lanes = await this.messaging.replay(destination, since);
    this.log.warn({ destination, since, actor, note, lanes }, "sent again on an operator's order");
    return { destination, lanes };
  }

  /** Messages that wait for a person, the oldest first. */
  @Get('worklist')
  async list(@Query() { limit }: WorklistPage): Promise<{ messages: SetAsideMessage[] }> {
    const messages = await this.worklist.list(limit);
    return {
      messages: messages.map((message) => ({ ...message, reason: message.reason && masked(message.reason) })),
    };
  }

  /** A message with what became of it, whether it waits or not. */
  @Get('worklist/:messageId')
  async inspect(@Param('messageId', ParseUUIDPipe) messageId: string): Promise<WorklistEntry> {
    const entry = await this.worklist.inspect(messageId);
    if (!entry) throw new Problem('not-found', `No message ${messageId} is known here.`);
    return entry;
  }

  /** Handles a message that was set aside once more. */
  @Post('worklist/:messageId/retry')
  @HttpCode(200)
  retry(
    @Param('messageId', ParseUUIDPipe) messageId: string,
    @Body() decision: WorklistDecision,
  ): Promise<WorklistEntry> {
    return this.decide(messageId, this.worklist.retry(messageId, decision.actor, decision.note));
  }

  /** Gives a message up; what was filed with it is answered as not processed. */
  @Post('worklist/:messageId/discard')
  @HttpCode(200)
  discard(
    @Param('messageId', ParseUUIDPipe) messageId: string,
    @Body() decision: WorklistDecision,
  ): Promise<WorklistEntry> {
    return this.decide(messageId, this.worklist.discard(messageId, decision.actor, decision.note));
  }

  /** The same for another service, where the person signed in who decides. What came of it is an answer, and no fault. */
  @Post('worklist-orders')
  @HttpCode(200)
  async order(@Body() { messageId, order, actor, note }: WorklistOrder): Promise<{ result: WorklistResult }> {
    return { result: (await this.worklist[order](messageId, actor, note)) ?? 'ordered' };
  }

  private async decide(messageId: string, refusal: Promise<WorklistRefusal | null>): Promise<WorklistEntry> {
    const reason = await refusal;
    if (reason === 'no such message') throw new Problem('not-found', `No message ${messageId} is known here.`);
    if (reason === 'not set aside') throw new Problem('state-conflict', `Message ${messageId} is not set aside.`);
    if (reason === 'no key')
      throw new Problem(
        'state-conflict',
        `Message ${messageId} is encrypted under a key that is not in messages.key of this service.`,
      );
    return (await this.worklist.inspect(messageId))!;
  }
}
