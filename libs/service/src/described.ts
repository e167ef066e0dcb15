import { applyDecorators } from '@nestjs/common';
import {
  ApiAcceptedResponse,
  ApiCreatedResponse,
  ApiBody,
  ApiOkResponse,
  ApiProduces,
  ApiResponse,
} from '@nestjs/swagger';
import type { TSchema } from '@sinclair/typebox';
import { type ProblemName, problems } from './problem';

/** Schemas are the same objects that check bodies; the OpenAPI document takes them as they are (JSON Schema 2020-12). */
const plain = (schema: TSchema): never => JSON.parse(JSON.stringify(schema)) as never;

export const Takes = (schema: TSchema, description: string): MethodDecorator =>
  ApiBody({ description, schema: plain(schema) });

export const TakesText = (description: string): MethodDecorator => ApiBody({ description, schema: { type: 'string' } });

export const AnswersOk = (description: string, schema: TSchema): MethodDecorator =>
  ApiOkResponse({ description, schema: plain(schema) });
export const AnswersAccepted = (description: string, schema: TSchema): MethodDecorator =>
  ApiAcceptedResponse({ description, schema: plain(schema) });
export const AnswersCreated = (description: string, schema: TSchema): MethodDecorator =>
  ApiCreatedResponse({ description, schema: plain(schema) });

/**
 * What a method sends by the reply itself, which the type of what it returns does not tell: a media type and, of JSON, the type of the document,
 * from which its schema is made (tools/documents/openapi).
 */
export const Sends = <_Document = string>(mediaType: string): MethodDecorator & ClassDecorator =>
  ApiProduces(mediaType);

/** Problem documents an address may answer with, beside those that every address has. */
export const Problems = (...names: ProblemName[]): MethodDecorator & ClassDecorator => {
  const byStatus = new Map<number, string[]>();
  for (const name of names) {
    const { status, title } = problems[name];
    byStatus.set(status, [...(byStatus.get(status) ?? []), `\`${name}\`: ${title}`]);
  }
  return applyDecorators(
    ...[...byStatus].map(([status, titles]) =>
      ApiResponse({
        status,
        description: titles.join('; '),
        content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
      }),
    ),
  );
};
