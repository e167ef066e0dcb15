import { Transform } from 'node:stream';
import { CallHandler, ExecutionContext, Injectable, NestInterceptor } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { finalize, type Observable } from 'rxjs';
import { Problem } from '#service';

const full = (): Problem => new Problem('unavailable', 'More is being received than can be held at this moment; nothing of this message was kept.', [], 2);

/** Bytes of all bodies that are being received or wait to be stored. */
export class BodyBudget {
  private held = 0;

  constructor(private readonly most: number) {}

  /** @throws Problem `unavailable` when there is no room; one body alone always has */
  take(bytes: number): void {
    if (this.held > 0 && this.held + bytes > this.most) throw full();
    this.held += bytes;
  }

  give(bytes: number): void {
    this.held -= bytes;
  }
}

/** The share of one request. It ends when the answer is gone and the handler is done: a partner that hangs up frees nothing by it. */
class Share {
  private bytes = 0;
  private users = 1;

  constructor(private readonly budget: BodyBudget) {}

  grow(bytes: number): void {
    if (this.users === 0) return;
    this.budget.take(bytes);
    this.bytes += bytes;
  }

  begin(): void {
    this.users += 1;
  }

  end(): void {
    this.users -= 1;
    if (this.users === 0) this.budget.give(this.bytes);
  }
}

interface Sharing {
  share?: Share;
}

/** Reserves room for a body before it is read: its announced length, or each piece as it comes where none is announced. */
export const budgetBodies = (app: NestFastifyApplication, most: number): void => {
  const budget = new BodyBudget(most);
  const fastify = app.getHttpAdapter().getInstance();
  fastify.addHook('onRequest', async (request, reply) => {
    const announced = Number(request.headers['content-length'] ?? 0);
    const chunked = request.headers['transfer-encoding'] !== undefined;
    if (announced === 0 && !chunked) return;
    const share = new Share(budget);
    share.grow(chunked ? 0 : announced);
    (request as Sharing).share = share;
    reply.raw.once('close', () => share.end());
  });
  fastify.addHook('preParsing', async (request, _reply, payload) => {
    const { share } = request as Sharing;
    if (!share || request.headers['transfer-encoding'] === undefined) return payload;
    const counted = new Transform({
      transform(piece: Buffer, _encoding, done) {
        try {
          share.grow(piece.length);
          done(null, piece);
        } catch (error) {
          done(error as Error);
        }
      },
    });
    payload.on('error', (error) => counted.destroy(error));
    payload.on('close', () => {
      if (!payload.readableEnded) counted.destroy(Object.assign(new Error('the request was cut off'), { code: 'ECONNRESET' }));
    });
    return payload.pipe(counted);
  });
};

/** Keeps a body's room while its handler is at work. */
@Injectable()
export class BodyHeld implements NestInterceptor {
  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const { share } = context.switchToHttp().getRequest<Sharing>();
    share?.begin();
    return next.handle().pipe(finalize(() => share?.end()));
  }
}
