import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyRequest } from 'fastify';
import { type BodyKind, Problem } from '#service';
import type { GatewayConfig } from '../config/gateway.config';

/**
 * Memory for each byte until the message is stored, as measured (`npm run bench -- memory`): ABI is read where it lies and written in pieces, so that is
 * its bytes and a copy; X12 and JSON are read into objects as a whole.
 */
export const bodiesOf = ({
  ABI_MAX_BYTES,
  X12_MAX_BYTES,
  JSON_MAX_BYTES,
}: GatewayConfig): Record<'abi' | 'x12' | 'json' | 'list', BodyKind> => ({
  abi: { bytes: ABI_MAX_BYTES, cost: 2.5 },
  x12: { bytes: X12_MAX_BYTES, cost: 20 },
  json: { bytes: JSON_MAX_BYTES, cost: 10 },
  list: { bytes: LIST_BYTES, cost: 10 },
});

export type WithRawBody = FastifyRequest & { rawBody?: Buffer };

/** A thousand names of filings or entries. */
const LIST_BYTES = 128 * 1024;
const TEXT_TYPES = ['text/plain', 'application/octet-stream', 'application/edi-x12', 'application/edi-consent'];

/**
 * Messages are kept as the bytes that were sent: their text is read only where it is understood, and a repeat is known by its
 * bytes. A request that ends before its announced length never gets past here.
 */
export const readBodies = (app: NestFastifyApplication, config: GatewayConfig): void => {
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
};

const tooLarge = (bytes: number, limit: number): Problem =>
  new Problem('too-large', `The message has ${bytes} bytes; at most ${limit} are taken here.`);

/** The bytes of a text message. @throws Problem `not-readable` when there are none, `too-large` when there are too many */
export const bytesOfBody = (body: unknown, limit: number): Buffer => {
  if (!Buffer.isBuffer(body) || body.length === 0) throw new Problem('not-readable', 'The request has no body.');
  if (body.length > limit) throw tooLarge(body.length, limit);
  return body;
};
