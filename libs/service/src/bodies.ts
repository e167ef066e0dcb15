import { Transform } from 'node:stream';
import { CallHandler, ExecutionContext, Injectable, NestInterceptor } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyRequest } from 'fastify';
import { Gauge } from 'prom-client';
import { finalize, type Observable } from 'rxjs';
import { Holdings, networkOf } from './allowances';
import { type Called, tooMany } from './caller-limits';
import type { ServiceConfig } from './config';
import { Metrics } from './health';
import { Problem } from './problem';
import { type Refusal, Refusals } from './refusals';
import { RouteNote } from './route-note';

const MIB = 1024 * 1024;
/** What is taken from somebody who is not known by a key: enough for every address that is open. */
export const OPEN_BODY_BYTES = 16 * 1024;
/** Up to here a body is small: it is read at once, and large ones leave room for it. */
const SMALL_BYTES = 256 * 1024;
/** The part of the room that large bodies leave to small ones. */
const LEFT_TO_SMALL = 1 / 8;
const OF_ONE_ACCOUNT = 1 / 2;
const OF_ONE_ADDRESS = 1 / 64;
const RETRY_SECONDS = 2;

/** What a process needs beside the bodies, and what the container is taken to have where it has no limit. */
const BESIDE_BODIES = 512 * MIB;
const WITHOUT_LIMIT = 2_048 * MIB;
/** No container has so much; Node says it where there is no limit. */
const UNLIMITED = 2 ** 50;

/**
 * Bytes of memory that bodies may take in a container of so many. Half of what is left: while one part of a body is copied or
 * written, another part of it is there twice, and freed memory is given back later.
 */
export const roomForBodies = (container: number): number => {
  const limit = container > 0 && container < UNLIMITED ? container : WITHOUT_LIMIT;
  return Math.max(limit - BESIDE_BODIES, limit / 4) / 2;
};

/** How much an address takes, in bytes, and how many bytes of memory each of them needs until its message is stored. */
export interface BodyKind {
  readonly bytes: number;
  readonly cost: number;
}

interface Noted {
  readonly body?: string;
}

/** The address takes a body of this kind of the service's. Every other address takes as much as the server's `bodyLimit` from who is known. */
export const TakesBody = (kind: string): MethodDecorator & ClassDecorator => RouteNote({ body: kind } satisfies Noted);

const full = (): Problem =>
  new Problem(
    'unavailable',
    'More is being received than can be held at this moment; nothing of this message was kept.',
    [],
    RETRY_SECONDS,
  );

/** Memory taken by all bodies that are being received or wait to be stored, with a share for each who sends. */
class BodyBudget {
  held = 0;
  private readonly accounts: Holdings;
  private readonly addresses: Holdings;

  /** @param largest what one largest message needs: it always has room when it is alone */
  constructor(
    private readonly most: number,
    largest: number,
  ) {
    this.accounts = new Holdings(Math.max(most * OF_ONE_ACCOUNT, largest));
    this.addresses = new Holdings(most * OF_ONE_ADDRESS);
  }

  /** @throws Problem `unavailable` when there is no room, `too-many-requests` when the sender has its share */
  take({ sender, isKnown }: Sender, memory: number, isLarge: boolean): void {
    if (this.held > 0 && this.held + memory > this.most * (isLarge ? 1 - LEFT_TO_SMALL : 1)) throw full();
    const shares = isKnown ? this.accounts : this.addresses;
    if (!shares.take(sender, memory))
      throw tooMany(
        'As much as one sender may have under way at once is being received from you; nothing of this message was kept.',
        RETRY_SECONDS,
      );
    this.held += memory;
  }

  give({ sender, isKnown }: Sender, memory: number): void {
    (isKnown ? this.accounts : this.addresses).give(sender, memory);
    this.held -= memory;
  }
}

interface Sender {
  readonly sender: string;
  /** By a key: an account or an operator; otherwise a network address. */
  readonly isKnown: boolean;
}

/** The share of one request. It ends when the answer is gone and the handler is done: a partner that hangs up frees nothing by it. */
class Share {
  private memory = 0;
  private bytes = 0;
  private users = 1;

  constructor(
    private readonly budget: BodyBudget,
    private readonly sender: Sender,
    private readonly kind: BodyKind,
  ) {}

  /** @throws Problem as the budget, or `too-large` */
  grow(bytes: number): void {
    if (this.users === 0) return;
    this.bytes += bytes;
    if (this.bytes > this.kind.bytes) throw tooLarge(this.bytes, this.kind.bytes);
    const memory = bytes * this.kind.cost;
    this.budget.take(this.sender, memory, this.bytes > SMALL_BYTES);
    this.memory += memory;
  }

  begin(): void {
    this.users += 1;
  }

  end(): void {
    this.users -= 1;
    if (this.users === 0) this.budget.give(this.sender, this.memory);
  }
}

interface Sharing {
  share?: Share;
}

const tooLarge = (bytes: number, limit: number): Problem =>
  new Problem('too-large', `The message has ${bytes} bytes or more; at most ${limit} are taken here.`);

const announcedBy = ({ headers }: FastifyRequest): number =>
  headers['transfer-encoding'] === undefined ? Number(headers['content-length'] ?? 0) : Infinity;

const REASONS: Readonly<Partial<Record<Problem['kind'], Refusal>>> = {
  'too-large': 'body too large',
  'too-slow': 'body too slow',
  unavailable: 'no room for body',
  'too-many-requests': 'no room for body',
};

/**
 * Bodies are counted as they arrive, after it is known who sends: one that becomes larger than its address takes, has no room or comes
 * too slowly is refused in the middle of it. Small ones with a length are counted at once: nothing can be gained by announcing them.
 *
 * @param room bytes of memory for all bodies
 */
export const limitBodies = (
  app: NestFastifyApplication,
  config: ServiceConfig,
  kinds: Readonly<Record<string, BodyKind>>,
  room: number,
): void => {
  const fastify = app.getHttpAdapter().getInstance();
  const refusals = app.get(Refusals);
  const largest = Math.max(...Object.values(kinds).map(({ bytes, cost }) => bytes * cost), 0);
  const budget = new BodyBudget(Math.max(room, largest / (1 - LEFT_TO_SMALL)), largest);
  new Gauge({
    name: 'portway_body_memory_bytes',
    help: 'Memory set apart for bodies that are being received or wait to be stored',
    registers: [app.get(Metrics).registry],
    collect() {
      this.set(budget.held);
    },
  });
  const { bodyLimit = MIB } = fastify.initialConfig;
  const kindOf = (request: FastifyRequest): BodyKind => {
    const { body } = request.routeOptions.config as Noted;
    if ((request as Called).caller === undefined) return { bytes: OPEN_BODY_BYTES, cost: 1 };
    return (body === undefined ? undefined : kinds[body]) ?? { bytes: bodyLimit, cost: 1 };
  };
  const senderOf = (request: FastifyRequest): Sender => {
    const { caller } = request as Called;
    return { sender: caller ?? networkOf(request.ip), isKnown: caller !== undefined };
  };
  const refused = (request: FastifyRequest, error: unknown): Error => {
    const reason = error instanceof Problem ? REASONS[error.kind] : undefined;
    if (reason) refusals.note(reason, (request as Called).caller ?? request.ip);
    return error as Error;
  };
  fastify.addHook('onRequest', (request, reply, done) => {
    const announced = announcedBy(request);
    if (announced === 0) return done();
    const kind = kindOf(request);
    if (announced !== Infinity && announced > kind.bytes)
      return done(refused(request, tooLarge(announced, kind.bytes)));
    const share = new Share(budget, senderOf(request), kind);
    (request as Sharing).share = share;
    reply.raw.once('close', () => share.end());
    done();
  });
  fastify.addHook('preParsing', (request, _reply, payload, done) => {
    const { share } = request as Sharing;
    if (!share) return done(null, payload);
    const announced = announcedBy(request);
    if (announced > OPEN_BODY_BYTES)
      return done(
        null,
        counted(payload as FastifyRequest['raw'], share, config.BODY_PACE_SECONDS, (error) => refused(request, error)),
      );
    try {
      share.grow(announced);
      done(null, payload);
    } catch (error) {
      done(refused(request, error));
    }
  });
};

/** The body as it comes, counted. It ends with an error as soon as there is one. */
const counted = (
  payload: FastifyRequest['raw'],
  share: Share,
  paceSeconds: number,
  refused: (error: unknown) => Error,
): Transform => {
  let [arrived, before, slow] = [0, 0, 0];
  const stream = new Transform({
    transform(piece: Buffer, _encoding, done) {
      try {
        arrived += piece.length;
        share.grow(piece.length);
        done(null, piece);
      } catch (error) {
        done(refused(error));
      }
    },
  });
  const pace = setInterval(() => {
    slow = arrived - before < OPEN_BODY_BYTES ? slow + 1 : 0;
    before = arrived;
    // Twice in a row: after a freeze of the process what has come is read only after this.
    if (slow > 1)
      stream.destroy(
        refused(
          new Problem(
            'too-slow',
            `Less than ${OPEN_BODY_BYTES} bytes of the message came within ${paceSeconds} s, twice in a row; nothing of it was kept.`,
          ),
        ),
      );
  }, paceSeconds * 1_000).unref();
  payload.once('end', () => clearInterval(pace));
  stream.once('close', () => clearInterval(pace));
  payload.on('error', (error) => stream.destroy(error));
  payload.on('close', () => {
    if (!payload.readableEnded)
      stream.destroy(Object.assign(new Error('the request was cut off'), { code: 'ECONNRESET' }));
  });
  return payload.pipe(stream);
};

/** Keeps a body's room while its handler is at work. */
@Injectable()
export class BodyHeld implements NestInterceptor {
  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    if (context.getType() !== 'http') return next.handle();
    const { share } = context.switchToHttp().getRequest<Sharing>();
    share?.begin();
    return next.handle().pipe(finalize(() => share?.end()));
  }
}
