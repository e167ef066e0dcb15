import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyRequest } from 'fastify';
import { Problem } from '#service';
import type { GatewayConfig } from '../gateway.config';

export type WithRawBody = FastifyRequest & { rawBody?: Buffer };

const TEXT_TYPES = ['text/plain', 'application/octet-stream', 'application/edi-x12', 'application/edi-consent'];

/**
 * Messages are kept as the bytes that were sent: their text is read only where it is understood, and a repeat is known by its
 * bytes. A request that ends before its announced length never gets past here.
 */
export const readBodies = (app: NestFastifyApplication, config: GatewayConfig): void => {
  const fastify = app.getHttpAdapter().getInstance();
  const bodyLimit = Math.max(config.ABI_MAX_BYTES, config.X12_MAX_BYTES);
  app.useBodyParser(TEXT_TYPES as never, { bodyLimit }, (_request, body, done) => done(null, body));
  app.useBodyParser('application/json', { bodyLimit: config.JSON_MAX_BYTES }, (request, body, done) => {
    (request as unknown as WithRawBody).rawBody = body;
    if (body.length === 0) return done(null, undefined);
    try {
      done(null, JSON.parse(body.toString('utf8')));
    } catch (error) {
      done(new Problem('not-readable', `The body is no JSON: ${(error as Error).message}.`) as Error, undefined);
    }
  });
  fastify.addHook('onRequest', (request, _reply, done) => {
    const limit = request.url.startsWith('/abi') ? config.ABI_MAX_BYTES : request.url.startsWith('/x12') ? config.X12_MAX_BYTES : config.JSON_MAX_BYTES;
    const announced = Number(request.headers['content-length'] ?? 0);
    done(announced > limit ? (tooLarge(announced, limit) as Error) : undefined);
  });
};

const tooLarge = (bytes: number, limit: number): Problem => new Problem('too-large', `The message has ${bytes} bytes; at most ${limit} are taken here.`);

/** The bytes of a text message. @throws Problem `not-readable` when there are none, `too-large` when there are too many */
export const bytesOfBody = (body: unknown, limit: number): Buffer => {
  if (!Buffer.isBuffer(body) || body.length === 0) throw new Problem('not-readable', 'The request has no body.');
  if (body.length > limit) throw tooLarge(body.length, limit);
  return body;
};
