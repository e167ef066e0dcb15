import 'reflect-metadata';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROUTE_ARGS_METADATA } from '@nestjs/common/constants';
import { RIGHTS } from '#access';
import Ajv2020 from 'ajv/dist/2020';
import { getMetadataStorage } from 'class-validator';
import {
  CALLERS,
  type Caller,
  EVERY_SERVICE,
  outcomeFor,
  type Right,
  type RightOfRoute,
  routesOf,
} from '../tools/documents/rights';
import type { OpenApi } from '../tools/documents/openapi/openapi';
import { type Answer, everyService, type EveryService } from './support/every-service';

let all: EveryService;
beforeAll(async () => {
  all = await everyService();
});
afterAll(() => all?.close());

const routes = EVERY_SERVICE.flatMap(routesOf);
const id = '00000000-0000-4000-8000-000000000000';
const nameOf = ({ service, method, path }: RightOfRoute): string => `${service} ${method} ${path}`;

/** The address with something in each of its places. */
const filled = (path: string, value: (name: string) => string = (name) => (/id$/i.test(name) ? id : 'x')): string =>
  path.replace(/:(\w+)/g, (_, name: string) => value(name)).replace('*', value('*'));

/** Somebody who is let in. */
const guestOf = (right: Right): Caller => CALLERS.find((caller) => outcomeFor(right, caller) === 'let in') ?? 'no key';

const fits = (answer: Answer, expected: number | 'let in' | 'by its own token'): boolean => {
  if (typeof expected === 'number') return answer.status === expected;
  if (expected === 'by its own token') return [400, 401, 404, 422].includes(answer.status);
  return answer.status < 500 && answer.status !== 401 && answer.status !== 403;
};
/** What is wrong with an answer by what its document in docs/developers/openapi says of it; null when nothing is. */
const answersDescribed = (): ((route: RightOfRoute, answer: Answer) => string | null) => {
  const ajv = new Ajv2020({ strict: false, validateFormats: false, inlineRefs: false, code: { optimize: false } });
  const documents = new Map(
    EVERY_SERVICE.map(({ name }) => {
      const path = join(__dirname, '..', 'docs', 'developers', 'openapi', `${name}.json`);
      const { paths, components } = JSON.parse(readFileSync(path, 'utf8')) as OpenApi;
      ajv.addSchema({ $id: name, components });
      return [name, paths];
    }),
  );
  return ({ service, method, path }, { status, headers, text }) => {
    const written = path.replace(/:(\w+)/g, '{$1}').replace('*', '{rest}');
    const answer = documents.get(service)?.[written]?.[method.toLowerCase()]?.responses[status];
    if (!answer) return `it says nothing of ${status}`;
    const json = answer.content?.['application/json'];
    if (!json || !String(headers['content-type']).startsWith('application/json')) return null;
    const schema = JSON.parse(JSON.stringify(json.schema).replaceAll('"#/components', `"${service}#/components`));
    const check = ajv.compile(schema as object);
    return check(JSON.parse(text)) ? null : ajv.errorsText(check.errors);
  };
};
/** "Not now", by which an address may answer that reads what no service has looked at yet. */
const calm = (answer: Answer): boolean => answer.status === 503 && answer.text.includes('look-up-unavailable');

describe('Who may use an address', () => {
  test('is said by every address that a service answers, and no address is said that is not there', () => {
    for (const { name } of EVERY_SERVICE) {
      expect(
        routes
          .filter(({ service }) => service === name)
          .map(({ method, path }) => `${method} ${path}`)
          .sort(),
      ).toEqual([...all.served[name]!].sort());
    }
    expect(routes.filter(({ right }) => right === null).map(nameOf)).toEqual([]);
  });

  test('is what each caller is answered', async () => {
    const wrong: string[] = [];
    const described = answersDescribed();
    for (const route of routes) {
      const judge = async (caller: Caller): Promise<void> => {
        const expected = outcomeFor(route.right!, caller);
        const answer = await all.call(route.service, route.method, filled(route.path), caller);
        const fault = answer.status < 300 ? described(route, answer) : null;
        if (fault) wrong.push(`${nameOf(route)} answers ${caller} what its description does not say: ${fault}`);
        if (!fits(answer, expected) && !(expected === 'let in' && calm(answer)))
          wrong.push(
            `${nameOf(route)} by ${caller}: ${answer.status} instead of ${expected} ${answer.text.slice(0, 120)}`,
          );
      };
      // Who is not let in changes nothing: all of them at once.
      const isLetIn = (caller: Caller): boolean => typeof outcomeFor(route.right!, caller) !== 'number';
      await Promise.all(CALLERS.filter((caller) => !isLetIn(caller)).map(judge));
      for (const caller of CALLERS.filter(isLetIn)) await judge(caller);
    }
    expect(wrong).toEqual([]);
  });

  test('what belongs to an account does not exist for any other one', async () => {
    const owner = 'broker';
    const json = (value: unknown) => ({ type: 'application/json', text: JSON.stringify(value) });
    const made = async (
      path: string,
      body: { type: string; text: string },
    ): Promise<{ transmissionId?: string; id?: string; status?: string }> => {
      const answer = await all.call('gateway', 'POST', path, owner, body);
      expect(answer.status).toBeLessThan(300);
      return JSON.parse(answer.text) as { id?: string; status?: string };
    };
    const filed = await made('/abi', { type: 'text/plain', text: 'A2704B76  ' });
    const hook = await made('/webhooks', json({ url: 'https://partner.example/portway' }));
    const mail = JSON.parse((await all.call('gateway', 'GET', '/mailbox', owner)).text) as {
      entries: { id: number }[];
    };
    const transmission = filed.status!.split('/').at(-1)!;
    const own: Record<string, string> = {
      'GET /abi/:id': transmission,
      'GET /x12/:id': transmission,
      'GET /filings/:id': transmission,
      'POST /mailbox/:id/ack': String(mail.entries[0]!.id),
      'DELETE /webhooks/:id': hook.id!,
      'GET /webhooks/:id/deliveries': hook.id!,
      'POST /webhooks/:id/deliveries/:deliveryId/resend': hook.id!,
      'POST /webhooks/:id/recoveries': hook.id!,
    };
    const bodies: Record<string, { type: string; text: string }> = {
      'POST /webhooks/:id/recoveries': json({ since: '2026-11-30T08:00:00Z' }),
    };
    // A summary's id is told in a mailbox; whose filings are asked for is the caller's account alone.
    const withId = routes.filter(
      ({ service, path, right }) =>
        service === 'gateway' &&
        'record' in right! &&
        'own' in { ...RIGHTS[right.record].see, ...RIGHTS[right.record].change } &&
        path.includes('/:id') &&
        !path.startsWith('/downtime-summaries'),
    );
    expect(withId.map(({ method, path }) => `${method} ${path}`).sort()).toEqual(Object.keys(own).sort());
    const others = CALLERS.filter((caller) => !['no key', 'wrong key', owner, 'operations token'].includes(caller));
    for (const [address, value] of Object.entries(own)) {
      const [method, path] = address.split(' ') as [string, string];
      for (const caller of others) {
        const { right } = withId.find((route) => `${route.method} ${route.path}` === address)!;
        const answer = await all.call(
          'gateway',
          method,
          filled(path, () => value),
          caller,
          bodies[address],
        );
        expect([address, caller, answer.status]).toEqual([
          address,
          caller,
          outcomeFor(right!, caller) === 'let in' ? 404 : 403,
        ]);
      }
    }
    expect((await all.call('gateway', 'GET', `/abi/${transmission}`, owner)).status).toBe(200);
    expect((await all.call('gateway', 'GET', `/webhooks/${hook.id}/deliveries`, owner)).status).toBe(200);
  });
});

/** The fields of a route's query, and which of them are numbers. */
const queriesOf = ({ handler }: RightOfRoute): { name: string; isNumber: boolean }[] => {
  if (!handler) return [];
  const { controller, name } = handler;
  const args = (Reflect.getMetadata(ROUTE_ARGS_METADATA, controller, name) ?? {}) as Record<
    string,
    { index: number; data?: unknown }
  >;
  const types = (Reflect.getMetadata('design:paramtypes', controller.prototype as object, name) ??
    []) as (new () => object)[];
  return Object.entries(args)
    .filter(([key]) => key.startsWith('4:'))
    .flatMap(([, { index, data }]) => {
      if (typeof data === 'string') return [{ name: data, isNumber: false }];
      const type = types[index]!;
      const rules = getMetadataStorage().getTargetValidationMetadatas(type, '', false, false);
      const numbers = new Set(
        rules.filter(({ name: rule }) => rule === 'isInt').map(({ propertyName }) => propertyName),
      );
      return [...new Set(rules.map(({ propertyName }) => propertyName))].map((property) => ({
        name: property,
        isNumber: numbers.has(property),
      }));
    });
};

/** RFC 6749, section 5.2: what programs expect of a provider. */
const isOAuthError = ({ headers, text }: Answer): boolean =>
  String(headers['content-type']).startsWith('application/json') &&
  /^[a-z_]+$/.test((JSON.parse(text) as { error?: string }).error ?? '');

const isProblem = (answer: Answer): boolean => isOAuthError(answer) || isProblemDocument(answer);

const isProblemDocument = ({ status, headers, text }: Answer): boolean =>
  status < 400 ||
  (String(headers['content-type']).startsWith('application/problem+json') &&
    typeof (JSON.parse(text) as { remedy?: unknown }).remedy === 'string');

/** A few at a time: what is asked alone waits most of the time for the database. */
const AT_ONCE = 8;
const together = async <T>(all: readonly T[], work: (one: T) => Promise<void>): Promise<void> => {
  for (let at = 0; at < all.length; at += AT_ONCE) await Promise.all(all.slice(at, at + AT_ONCE).map(work));
};

/** An answer of the house: no fault of ours, and where it refuses, a problem document that says what to do. */
const isWellAnswered = (answer: Answer): boolean =>
  (answer.status < 500 || calm(answer)) &&
  (isProblem(answer) || String(answer.headers['content-type']).startsWith('text/html'));

const ODD_PLACES = [
  '%00',
  'a%00b',
  '%',
  '%zz',
  '%ff',
  '%c0%80',
  '-1',
  '1e20',
  '1e21',
  '99999999999999999999',
  'NaN',
  "'",
  '%22',
  '..%2f..',
  '%F0%9F%9A%A2',
  '%EF%BF%BF',
  'x'.repeat(90),
  'x'.repeat(101),
  'x'.repeat(4_000),
];
const ODD_VALUES = [
  '%00',
  'a%00b',
  '%',
  '%ff',
  '',
  '-1',
  '0',
  '1.5',
  '1e20',
  '1e21',
  '9007199254740991',
  '9007199254740993',
  '99999999999999999999',
  'Infinity',
  'NaN',
  '0x10',
  "'",
  '%F0%9F%9A%A2',
  'x'.repeat(5_000),
];

describe("Whatever is written into an address is answered in the house's way", () => {
  const answersTo = async (route: RightOfRoute, paths: string[]): Promise<string[]> => {
    const caller = guestOf(route.right!);
    const wrong: string[] = [];
    await together(paths, async (path) => {
      const answer = await all.call(route.service, route.method, path, caller);
      if (!isWellAnswered(answer))
        wrong.push(`${nameOf(route)}: ${path.slice(0, 120)} -> ${answer.status} ${answer.text.slice(0, 160)}`);
    });
    return wrong;
  };

  test('in each place of a path', async () => {
    const wrong: string[] = [];
    for (const route of routes) {
      const names = [...route.path.matchAll(/:(\w+)|\*/g)].map(([text, name]) => name ?? text);
      const paths = names.flatMap((name) =>
        ODD_PLACES.map((odd) => filled(route.path, (each) => (each === name ? odd : /id$/i.test(each) ? id : 'x'))),
      );
      wrong.push(...(await answersTo(route, paths)));
    }
    expect(wrong).toEqual([]);
  });

  test('in each field of a query, sent twice too', async () => {
    const wrong: string[] = [];
    for (const route of routes) {
      const names = queriesOf(route).map(({ name }) => name);
      const paths = [
        ...names.flatMap((name) => [
          ...ODD_VALUES.map((value) => `${name}=${value}`),
          `${name}=1&${name}=2`,
          `${name}[]=1`,
          `${name}[a]=1`,
        ]),
        'nobody=1',
        '%00=1',
        '__proto__=1',
      ];
      wrong.push(
        ...(await answersTo(
          route,
          paths.map((query) => `${filled(route.path)}?${query}`),
        )),
      );
    }
    expect(wrong).toEqual([]);
  });

  test('and a number that is none, below nothing or larger than any is refused by name', async () => {
    const wrong: string[] = [];
    let asked = 0;
    for (const route of routes) {
      for (const { name } of queriesOf(route).filter(({ isNumber }) => isNumber)) {
        await together(['-1', '1.5', '1e20', '1e21', '9007199254740993', 'NaN', 'x', '0x10', ''], async (value) => {
          asked++;
          const answer = await all.call(
            route.service,
            route.method,
            `${filled(route.path)}?${name}=${value}`,
            guestOf(route.right!),
          );
          if (answer.status !== 422 || !answer.text.includes(`"at":"/${name}"`))
            wrong.push(`${nameOf(route)}?${name}=${value}: ${answer.status}`);
        });
      }
    }
    expect(wrong).toEqual([]);
    expect(asked).toBeGreaterThan(100);
  });

  test('a NUL anywhere in an address is said to be none of an address', async () => {
    for (const path of ['/bills/MAEU%00', '/%00', '/activity?after=%00', '/nowhere/%00', '/status/%00']) {
      const answer = await all.call('gateway', 'GET', path, 'broker');
      expect([path, answer.status, JSON.parse(answer.text)]).toEqual([
        path,
        400,
        expect.objectContaining({ type: 'urn:portway:problem:not-readable', detail: expect.stringContaining('NUL') }),
      ]);
    }
  });

  test('a method that an address does not know is answered with those it knows; an address that is none, as such', async () => {
    for (const route of routes.filter(({ path }) => !path.includes('*'))) {
      const known = new Set(
        routes
          .filter(({ service, path }) => service === route.service && path === route.path)
          .map(({ method }) => method),
      );
      for (const method of ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'].filter((each) => !known.has(each))) {
        const answer = await all.call(route.service, method, filled(route.path), guestOf(route.right!));
        // Another pattern may fit the same address: /mailbox/:id/ack and /mailbox/ack do not, /desk/decisions/:n and its neighbours may.
        if (answer.status === 405)
          expect(String(answer.headers['allow']).split(', ')).toEqual(expect.arrayContaining([...known]));
        else
          expect([
            nameOf(route),
            method,
            routes.some(
              (other) =>
                other.service === route.service &&
                other.method === method &&
                fitsPattern(other.path, filled(route.path)),
            ),
          ]).toEqual([nameOf(route), method, true]);
        expect(isProblem(answer)).toBe(true);
      }
    }
    const nowhere = await all.call('gateway', 'DELETE', '/nowhere', 'broker');
    expect([nowhere.status, nowhere.headers['allow']]).toEqual([404, undefined]);
  });
});

const fitsPattern = (pattern: string, path: string): boolean =>
  new RegExp(`^${pattern.replace(/\./g, '\\.').replace(/:\w+/g, '[^/]+').replace('*', '.*')}$`).test(path);

describe("Whatever is sent is answered in the house's way", () => {
  const nested = (depth: number, open: string, close: string): string => open.repeat(depth) + close.repeat(depth);
  const ODD_BODIES: [what: string, type: string, text: string][] = [
    ['nothing', 'application/json', ''],
    ['no JSON', 'application/json', '{"a": '],
    ['null', 'application/json', 'null'],
    ['a list', 'application/json', '[]'],
    ['a text', 'application/json', '"x"'],
    ['lists in each other', 'application/json', nested(7_000, '[', ']')],
    ['objects in each other', 'application/json', `${'{"a":'.repeat(50_000)}1${'}'.repeat(50_000)}`],
    [
      'a NUL',
      'application/json',
      '{"actor":"a\\u0000b","note":"x","officer":"a\\u0000b","url":"https://partner.example/\\u0000"}',
    ],
    ['a NUL in a name', 'application/json', '{"a\\u0000b":1}'],
    ['__proto__', 'application/json', '{"__proto__":{"a":1}}'],
    ['half a surrogate', 'application/json', '{"actor":"\\ud800","note":"\\ud800"}'],
    ['a huge number', 'application/json', '{"actor":1e400,"limit":1e308}'],
    ['a form', 'application/x-www-form-urlencoded', 'a=%00&b=%ff&c'],
    ['an unknown content type', 'application/x-nobody', 'x'],
    ['no content type', '', 'x'],
  ];

  test('by a problem document where it is refused, to every address that takes anything', async () => {
    const wrong: string[] = [];
    for (const route of routes.filter(({ method }) => method !== 'GET' && method !== 'DELETE')) {
      await together(ODD_BODIES, async ([what, type, text]) => {
        const answer = await all.call(route.service, route.method, filled(route.path), guestOf(route.right!), {
          type,
          text,
        });
        if (!isWellAnswered(answer))
          wrong.push(`${nameOf(route)} ${what}: ${answer.status} ${answer.text.slice(0, 160)}`);
      });
    }
    expect(wrong).toEqual([]);
  });

  test('what is nested without end and what holds a NUL is refused by its place', async () => {
    const post = async (text: string) =>
      JSON.parse(
        (await all.call('gateway', 'POST', '/webhooks', 'broker', { type: 'application/json', text })).text,
      ) as Record<string, unknown>;
    expect(await post(`{"url":${nested(7_000, '[', ']')}}`)).toMatchObject({
      type: 'urn:portway:problem:not-valid',
      status: 422,
      disposition: 'rejected',
      errors: [{ text: expect.stringContaining('64') }],
    });
    expect(await post('{"url":"https://partner.example/\\u0000"}')).toMatchObject({
      status: 422,
      errors: [{ at: '/url', text: expect.stringContaining('NUL') }],
    });
  });
});

describe('Every answer says', () => {
  test('how it may be kept and shown', async () => {
    const wrong: string[] = [];
    for (const route of routes) {
      const { headers } = await all.call(route.service, route.method, filled(route.path), guestOf(route.right!));
      const policy = String(headers['content-security-policy']);
      if (headers['x-content-type-options'] !== 'nosniff')
        wrong.push(`${nameOf(route)}: x-content-type-options ${headers['x-content-type-options']}`);
      if (!/default-src 'none'/.test(policy) || !/frame-ancestors 'none'/.test(policy))
        wrong.push(`${nameOf(route)}: content-security-policy ${policy}`);
      if (headers['cache-control'] === undefined) wrong.push(`${nameOf(route)}: no cache-control`);
      else if (!('open' in route.right!) && headers['cache-control'] !== 'no-store')
        wrong.push(`${nameOf(route)}: cache-control ${headers['cache-control']}`);
    }
    expect(wrong).toEqual([]);
  });
});
