import fc from 'fast-check';
import { QueryFailedError, QueryRunnerAlreadyReleasedError } from 'typeorm';
import { isConflictOfKeys, isDatabaseUnavailable, isOutOfTime, reasonOf } from './failures';

const failed = (cause: object): Error => new QueryFailedError('SELECT 1', [], Object.assign(new Error('x'), cause));

test.each([
  '08006',
  '08P01',
  '25006',
  '25P03',
  '28P01',
  '3D000',
  '40001',
  '40P01',
  '53100',
  '53200',
  '53300',
  '55P03',
  '57014',
  '57P01',
  '57P02',
  '57P03',
  '57P05',
  '58030',
  'ECONNREFUSED',
  'ECONNRESET',
  'ECONNABORTED',
  'EPIPE',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENETDOWN',
  'ENOTFOUND',
  'EAI_AGAIN',
  'CERT_HAS_EXPIRED',
  'CERT_NOT_YET_VALID',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'ERR_TLS_CERT_ALTNAME_INVALID',
  'EPROTO',
])('%s: the database cannot do it now', (code) => {
  expect(isDatabaseUnavailable({ code })).toBe(true);
  expect(isDatabaseUnavailable(failed({ code }))).toBe(true);
});

test.each([
  'Query read timeout',
  'Connection terminated',
  'Connection terminated unexpectedly',
  'Connection terminated due to connection timeout',
  'timeout expired',
  'timeout exceeded when trying to connect',
  'Client has encountered a connection error and is not queryable',
  'Client was closed and is not queryable',
  'The server does not support SSL connections',
  'There was an error establishing an SSL connection',
])('"%s", the driver\'s word for a lost connection, is known', (message) => {
  expect(isDatabaseUnavailable(new Error(message))).toBe(true);
  expect(isDatabaseUnavailable(failed({ message }))).toBe(true);
});

test('a connection that was lost between two statements of a transaction is no fault of the data', () => {
  expect(isDatabaseUnavailable(new QueryRunnerAlreadyReleasedError())).toBe(true);
});

test.each([
  ['a statement that is wrong', failed({ code: '42601' })],
  ['a table that is missing', failed({ code: '42P01' })],
  ['a key that is taken', failed({ code: '23505' })],
  ['another service that is away', new TypeError('fetch failed', { cause: { code: 'ECONNREFUSED' } })],
  ['a number as a code', { code: 23 }],
  ['an aborted request', new DOMException('The operation timed out.', 'TimeoutError')],
])('%s is not the database being away', (_, error) => {
  expect(isDatabaseUnavailable(error)).toBe(false);
});

test('what took too long is told from what was lost, and a taken key from both', () => {
  expect([failed({ code: '57014' }), new Error('Query read timeout: …')].map(isOutOfTime)).toEqual([true, true]);
  expect([failed({ code: '57P01' }), new Error('Connection terminated'), undefined].map(isOutOfTime)).toEqual([
    false,
    false,
    false,
  ]);
  expect([{ code: '23505' }, failed({ code: '23505' }), { code: 23505 }, null].map(isConflictOfKeys)).toEqual([
    true,
    true,
    false,
    false,
  ]);
});

test('whatever is thrown, the question of what it was throws nothing', () => {
  const hostile = Object.defineProperties(
    {},
    Object.fromEntries(
      ['code', 'message', 'driverError', 'cause', 'name'].map((key) => [
        key,
        {
          get: () => {
            throw new Error(key);
          },
        },
      ]),
    ),
  );
  const cyclic: Record<string, unknown> = { code: 5 };
  cyclic['driverError'] = cyclic;
  const revoked = Proxy.revocable({}, {});
  revoked.revoke();
  const awkward = [
    hostile,
    cyclic,
    { driverError: hostile },
    revoked.proxy,
    { driverError: revoked.proxy },
    Object.create(null),
    Symbol('x'),
    () => 1,
    new DOMException('x', 'AbortError'),
    1n,
  ];
  const coded = fc.record(
    { code: fc.anything(), message: fc.anything(), driverError: fc.anything(), cause: fc.anything() },
    { requiredKeys: [] },
  );
  const ask = (thrown: unknown): void => {
    for (const question of [isDatabaseUnavailable, isConflictOfKeys, isOutOfTime])
      expect(typeof question(thrown)).toBe('boolean');
    expect(typeof reasonOf(thrown)).toBe('string');
  };
  for (const thrown of awkward) ask(thrown);
  fc.assert(
    fc.property(fc.oneof(coded, fc.anything({ withBigInt: true, withNullPrototype: true, withDate: true })), ask),
    { numRuns: 2_000 },
  );
});
