import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { type BodyKind, needed } from '#service';
import type { AccountConfig } from '../config/account.config';
import { DOCUMENT_BODIES } from './documents.controller';

/** The body as it came, the copy that the checking thread has, and the sealed one. */
const COPIES = 3;

export const documentBodies = ({ DOCUMENT_MAX_BYTES }: AccountConfig): Record<'document', BodyKind> => ({
  document: { bytes: DOCUMENT_MAX_BYTES, cost: COPIES },
});

/** Documents are taken as the bytes that were sent. */
export const readDocumentBodies = (app: NestFastifyApplication, config: AccountConfig): void => {
  if (config.DOCUMENT_STORE !== '') needed(config, 'DOCUMENT_KEYS');
  app.useBodyParser(DOCUMENT_BODIES as never, { bodyLimit: config.DOCUMENT_MAX_BYTES }, (_request, body, done) =>
    done(null, body),
  );
};
