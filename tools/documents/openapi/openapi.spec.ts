import Ajv2020 from 'ajv/dist/2020';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Controller, Get, Module, Post } from '@nestjs/common';
import { allRequests, calls } from '#contracts';
import { exampleOf, OpenTo, type ServiceDefinition } from '#service';
import { EVERY_SERVICE, routesOf } from '../rights';
import { type OpenApi, type Operation, openApiOf } from './openapi';

const FOLDER = join(__dirname, '..', '..', '..', 'docs', 'developers', 'openapi');
/** As committed; that it says what the code does is asked by test/generated-documents.spec.ts. */
const documentOf = (service: string): OpenApi => JSON.parse(readFileSync(join(FOLDER, `${service}.json`), 'utf8'));
const services = EVERY_SERVICE.map(({ name }) => name);
const operationsOf = ({ paths }: OpenApi): [address: string, operation: Operation][] =>
  Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]): [string, Operation] => [
      `${method.toUpperCase()} ${path}`,
      operation,
    ]),
  );

describe.each(services)('the document of %s', (service) => {
  const document = documentOf(service);

  test('has every address that the service answers, and says of each what it is for, who may use it and what it answers', () => {
    const addresses = routesOf(EVERY_SERVICE.find(({ name }) => name === service)!).map(
      ({ method, path }) => `${method} ${path.replace(/:(\w+)/g, '{$1}').replace('*', '{rest}')}`,
    );
    expect(
      operationsOf(document)
        .map(([address]) => address)
        .sort(),
    ).toEqual(addresses.sort());
    for (const [address, operation] of operationsOf(document)) {
      const [answered] = Object.entries(operation.responses).find(([status]) => Number(status) < 300) ?? [];
      expect([address, operation.summary !== '', operation['x-portway-for'] !== '', answered !== undefined]).toEqual([
        address,
        true,
        true,
        true,
      ]);
    }
    const ids = operationsOf(document).map(([, { operationId }]) => operationId);
    expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([]);
  });

  test('writes every longer shape once, under a name', () => {
    const places = new Map<string, string[]>();
    const look = (node: object, at: string): void => {
      const { description: _, ...shape } = node as Record<string, unknown>;
      const text = JSON.stringify(shape);
      if (('properties' in shape || 'anyOf' in shape || 'enum' in shape) && !Array.isArray(node) && text.length >= 200)
        places.set(text, [...(places.get(text) ?? []), at]);
      for (const [key, value] of Object.entries(node))
        if (key !== 'example' && value !== null && typeof value === 'object') look(value as object, `${at}/${key}`);
    };
    look({ paths: document.paths, schemas: document.components.schemas }, '');
    expect([...places.values()].filter(({ length }) => length > 1)).toEqual([]);
  });

  test('has examples that are what its schemas describe', () => {
    const ajv = new Ajv2020({ strict: false, validateFormats: false, inlineRefs: false, code: { optimize: false } });
    ajv.addSchema({ $id: 'document', components: document.components });
    const wrong: string[] = [];
    let looked = 0;
    for (const [address, { requestBody, responses }] of operationsOf(document)) {
      const contents = [requestBody?.content, ...Object.values(responses).map(({ content }) => content)];
      for (const media of contents.map((content) => content?.['application/json'])) {
        if (!media) continue;
        looked++;
        const schema = JSON.parse(JSON.stringify(media.schema).replaceAll('"#/components', '"document#/components'));
        const check = ajv.compile(schema);
        if (media.example === undefined) wrong.push(`${address} has no example`);
        else if (!check(media.example)) wrong.push(`${address}: ${ajv.errorsText(check.errors)}`);
      }
    }
    expect(wrong).toEqual([]);
    expect(looked).toBeGreaterThan(5);
  });
});

test('every request of one service to another is in the document of who is asked, with its contract and who asks', () => {
  for (const { from, to, asks, why } of calls) {
    const [, operation] = operationsOf(documentOf(to)).find(
      ([address]) => address === `${asks.method} ${asks.path.replace(/:(\w+)/g, '{$1}')}`,
    )!;
    expect(operation['x-portway-contract']).toBe(`${asks.name}@${asks.version}`);
    expect(operation['x-portway-asked-by']).toContainEqual({ service: from, why });
  }
  expect(allRequests.length).toBeGreaterThan(0);
});

describe('an address of which nothing is said', () => {
  @OpenTo('everybody')
  @Controller('new')
  class NewController {
    @Get('silent')
    silent(): number {
      return 1;
    }
    @Post('bodily')
    bodily(): void {}
  }
  @Controller('new')
  class OpenByOversight {
    @Get()
    read(): number {
      return 1;
    }
  }
  const documented = (controller: new () => object, handler: object): OpenApi => {
    @Module({ controllers: [controller] })
    class New {}
    const source = {
      handlers: { [`apps/entry ${controller.name}.${Object.getOwnPropertyNames(controller.prototype)[1]}`]: handler },
      schemas: {},
    };
    const definition = { name: 'entry', module: New } as unknown as ServiceDefinition;
    return openApiOf(definition, source as never, null);
  };
  const told = { summary: 'A number', more: null, answer: { type: 'number' }, sends: null, parameters: [] };

  test('has no document, and a sentence says what is missing', () => {
    expect(() => documented(NewController, { ...told, summary: null })).toThrow(
      /entry GET \/new\/silent says nothing of what it is for: write a sentence over NewController\.silent/,
    );
    expect(() => documented(OpenByOversight, told)).toThrow(/entry GET \/new does not say who may use it/);
  });

  test('a field of which no example is known is named', () => {
    expect(() => exampleOf({ type: 'object', properties: { flagState: { type: 'string' } } })).toThrow(
      /`flagState` of which no example is known/,
    );
  });
});
