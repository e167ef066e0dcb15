import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { OpenAPIObject } from '@nestjs/swagger';
import { openApiDocument } from './openapi';
import { openApiPage } from './openapi.page';

/** The page has a style in it and nothing else. */
const PAGE_POLICY =
  "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/** Addresses that no controller answers. */
export const OPENAPI_PATHS = ['/openapi.json', '/docs'] as const;

/** `/openapi.json` and a page to read it at `/docs`. */
export const serveOpenApi = (app: NestFastifyApplication): void => {
  let document: OpenAPIObject | undefined;
  const read = (): OpenAPIObject => (document ??= openApiDocument(app));
  const fastify = app.getHttpAdapter().getInstance();
  fastify.get('/openapi.json', (_request, reply) => void reply.header('access-control-allow-origin', '*').send(read()));
  fastify.get(
    '/docs',
    (_request, reply) =>
      void reply
        .header('content-security-policy', PAGE_POLICY)
        .type('text/html; charset=utf-8')
        .send(openApiPage(read())),
  );
};
