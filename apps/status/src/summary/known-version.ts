import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import type { FastifyReply, FastifyRequest } from 'fastify';

/** RFC 9110, 13.1.2: a list of tags or `*`, compared weakly. */
export const isKnown = (header: string | undefined, etag: string): boolean =>
  header !== undefined &&
  (header.trim() === '*' ||
    header.split(',').some((tag) => tag.trim().replace(/^W\//, '') === etag.replace(/^W\//, '')));

export interface Version {
  readonly etag: string;
  readonly type: string;
  readonly body: Buffer;
  /** Seconds for which it may be shown without asking again; `immutable` where its address changes with its content. */
  readonly maxAgeSeconds: number | 'immutable';
}

const compress = promisify(gzip);
const compressed = new WeakMap<Buffer, Promise<Buffer>>();
const WORTH_COMPRESSING = 2_048;
const takesGzip = (request: FastifyRequest): boolean =>
  /(^|[\s,])gzip([\s,;]|$)/.test(String(request.headers['accept-encoding'] ?? '')) &&
  !/gzip;\s*q=0(\.0+)?([\s,]|$)/.test(String(request.headers['accept-encoding']));

/** Sends a version, or 304 to who has it. What is sent often is compressed once. */
export const sendKnown = (
  request: FastifyRequest,
  reply: FastifyReply,
  { etag, type, body, maxAgeSeconds }: Version,
): void => {
  const cache = maxAgeSeconds === 'immutable' ? 'public, max-age=31536000, immutable' : `max-age=${maxAgeSeconds}`;
  void reply.header('etag', etag).header('cache-control', cache).header('vary', 'accept-encoding');
  if (isKnown(request.headers['if-none-match'], etag)) return void reply.status(304).send();
  void reply.type(type);
  if (body.length < WORTH_COMPRESSING || /^font|woff/.test(type) || !takesGzip(request)) return void reply.send(body);
  let small = compressed.get(body);
  if (!small) compressed.set(body, (small = compress(body)));
  void small.then(
    (packed) => reply.header('content-encoding', 'gzip').send(packed),
    () => reply.send(body),
  );
};
