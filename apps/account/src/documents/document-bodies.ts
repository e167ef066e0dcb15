import type { Readable } from 'node:stream';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { type BodyKind, needed, Problem } from '#service';
import type { AccountConfig } from '../config/account.config';
import { DOCUMENT_BODIES } from './documents.controller';
import { readDocumentForm } from './forms/document-form';
import { Incoming, PIECE } from './uploads/document-uploads.controller';

/** The body as it came, the copy that the checking thread has, and the sealed one. */
const COPIES = 3;
/** All files of a form are held until the last is stored; of one at a time there are the copies above. */
const COPIES_OF_FORM = 2;

const FORM = 'multipart/form-data';

export const documentBodies = ({
  DOCUMENT_MAX_BYTES,
  DOCUMENT_MESSAGE_BYTES,
}: AccountConfig): Record<'document' | 'form' | 'piece', BodyKind> => ({
  document: { bytes: DOCUMENT_MAX_BYTES, cost: COPIES },
  form: { bytes: DOCUMENT_MESSAGE_BYTES, cost: COPIES_OF_FORM },
  piece: { bytes: DOCUMENT_MAX_BYTES, cost: 1 },
});

/** Documents are taken as the bytes that were sent, forms as the files that are in them. */
export const readDocumentBodies = (app: NestFastifyApplication, config: AccountConfig): void => {
  if (config.DOCUMENT_STORE !== '') needed(config, 'DOCUMENT_KEYS');
  app.useBodyParser(DOCUMENT_BODIES as never, { bodyLimit: config.DOCUMENT_MAX_BYTES }, (_request, body, done) =>
    done(null, body),
  );
  const fastify = app.getHttpAdapter().getInstance();
  fastify.addContentTypeParser(FORM, async (request: FastifyRequest, payload: Readable) => {
    requireKind(request, 'form', 'No form is taken here.');
    return readDocumentForm(payload, request.headers, config.DOCUMENT_MAX_BYTES);
  });
  fastify.addContentTypeParser(PIECE, async (request: FastifyRequest, payload: Readable) => {
    requireKind(request, 'piece', 'No pieces of documents are taken here.');
    return new Incoming(payload);
  });
  // What nobody wanted to read is read to its end: the next request comes behind it on the same connection.
  fastify.addHook('onResponse', (request: FastifyRequest, _reply: FastifyReply, done: () => void) => {
    if (request.body instanceof Incoming) request.body.stream.resume();
    done();
  });
};

const requireKind = ({ routeOptions }: FastifyRequest, kind: string, otherwise: string): void => {
  if ((routeOptions.config as { body?: string }).body !== kind) throw new Problem('wrong-content-type', otherwise);
};
