import { type INestApplication } from '@nestjs/common';
import { DocumentBuilder, type OpenAPIObject, SwaggerModule } from '@nestjs/swagger';
import { addExamples, problems } from '#service';

const ABOUT = `Filing of manifests, cargo releases and entry summaries, and everything that is answered.

What was answered \`202\` is stored and will be answered once; sending it again has no second effect. Errors are problem documents
(RFC 9457) with \`disposition\` (what happened to the message) and \`remedy\` (what to do).`;

const problemSchema = {
  type: 'object',
  required: ['type', 'title', 'status', 'detail', 'remedy'],
  properties: {
    type: {
      type: 'string',
      description: 'The kind of problem',
      enum: Object.keys(problems).map((name) => `urn:portway:problem:${name}`),
    },
    title: { type: 'string' },
    status: { type: 'integer' },
    detail: { type: 'string', description: 'What is the matter in this case' },
    remedy: { type: 'string', description: 'What to do about it' },
    disposition: {
      type: 'string',
      enum: [...new Set(Object.values(problems).flatMap(({ disposition }) => (disposition ? [disposition] : [])))],
    },
    errors: {
      type: 'array',
      items: {
        type: 'object',
        required: ['at', 'text'],
        properties: { at: { type: 'string' }, text: { type: 'string' }, code: { type: 'string' } },
      },
    },
    correlationId: { type: 'string', description: 'Name it when you ask for help' },
  },
} as const;

/** The gateway's OpenAPI document. */
export const openApiDocument = (app: INestApplication): OpenAPIObject => {
  const config = new DocumentBuilder()
    .setOpenAPIVersion('3.1.0')
    .setTitle('Portway')
    .setDescription(ABOUT)
    .setVersion('1')
    .setLicense('Apache-2.0', 'https://www.apache.org/licenses/LICENSE-2.0')
    .addBearerAuth({ type: 'http', scheme: 'bearer', description: 'API key of your account' }, 'key')
    .addApiKey({ type: 'apiKey', in: 'header', name: 'X-API-Key' }, 'header key')
    .build();
  const document = SwaggerModule.createDocument(app, config);
  const schemas = { ...document.components?.schemas, Problem: problemSchema as never };
  document.components = { ...document.components, schemas };
  addExamples(document.paths, schemas);
  return document;
};
