import type { DataSource } from 'typeorm';
import { isDatabaseUnavailable } from './failures';
import { hasCommitted, inTransaction, OutcomeUnknown, watchCommits } from './transaction';

/** A database whose COMMIT ends with this error, and that says this of it afterwards, one word a look. */
const database = (
  failure: Error | null,
  words: readonly (string | null | Error)[] = [],
  number: string | null = '7',
) => {
  const said: string[] = [];
  const left = [...words];
  const runner = {
    manager: { query: async () => [{ number }] },
    startTransaction: async () => undefined,
    commitTransaction: async () => {
      said.push('COMMIT');
      if (failure) throw failure;
    },
    rollbackTransaction: async () => void said.push('ROLLBACK'),
    release: async () => undefined,
    releasePostgresConnection: async () => void said.push('closed'),
  };
  const query = async (): Promise<unknown[]> => {
    said.push('look');
    const word = left.length > 1 ? left.shift()! : left[0]!;
    if (word instanceof Error) throw word;
    return [{ status: word }];
  };
  return { source: { createQueryRunner: () => runner, query } as unknown as DataSource, said };
};
const error = (message: string, code?: string): Error => Object.assign(new Error(message), code ? { code } : {});
const lost = error('Connection terminated unexpectedly');
const work = async (): Promise<string> => 'done';

test('what is committed is answered, and nothing is asked', async () => {
  const { source, said } = database(null);
  expect(await inTransaction(source, work)).toBe('done');
  expect(said).toEqual(['COMMIT']);
});

test.each([
  ['a constraint that is checked at the end', error('duplicate key', '23505')],
  ['a database that became read-only', error('cannot execute COMMIT in a read-only transaction', '25006')],
  ['another transaction that was first', error('could not serialize access', '40001')],
  [
    'a connection that was lost before: the COMMIT was never sent',
    error('Query runner already released. Cannot run queries anymore.'),
  ],
  ['a client that had noticed the loss', error('Client has encountered a connection error and is not queryable')],
])('nothing is kept, for certain, after %s', async (_, failure) => {
  const { source, said } = database(failure);
  await expect(inTransaction(source, work)).rejects.toBe(failure);
  expect(said).not.toContain('look');
});

test.each([
  ['the connection ends', lost],
  ['the server says nothing', error('Query read timeout: the database said nothing for 12 s')],
  ['the server is shut down', error('terminating connection due to administrator command', '57P01')],
  ['the statement takes too long', error('canceling statement due to statement timeout', '57014')],
  ['the transaction takes too long', error('terminating connection due to transaction timeout', '25P04')],
  ['the server does not know itself', error('statement completion unknown', '40003')],
])('what became of a COMMIT is looked up when %s', async (_, failure) => {
  expect(await inTransaction(database(failure, ['committed']).source, work)).toBe('done');
  expect(await inTransaction(database(failure, ['in progress', lost, 'committed']).source, work)).toBe('done');
  await expect(inTransaction(database(failure, ['in progress', 'aborted']).source, work)).rejects.toBe(failure);
});

test('a connection on which a COMMIT may be under way is closed before anybody else can get it', async () => {
  const { source, said } = database(lost, ['committed']);
  await inTransaction(source, work);
  expect(said.slice(0, 3)).toEqual(['COMMIT', 'closed', 'look']);
});

test('where nothing was written there is nothing to find out', async () => {
  const { source, said } = database(lost, [], null);
  expect(await inTransaction(source, work)).toBe('done');
  expect(said).not.toContain('look');
});

test('what cannot be found out is neither called done nor not done; whoever may do it again can', async () => {
  const { source } = database(lost, [lost]);
  const failure = await inTransaction(source, work).catch((e: unknown) => e);
  expect(failure).toBeInstanceOf(OutcomeUnknown);
  expect(isDatabaseUnavailable(failure)).toBe(true);
  await expect(inTransaction(database(lost).source, work, () => null)).rejects.toBeInstanceOf(OutcomeUnknown);
});

test('a request knows whether anything was written for good in it', async () => {
  const seen = await watchCommits(async () => {
    const before = hasCommitted();
    await inTransaction(database(null, [], null).source, work);
    const afterReading = hasCommitted();
    await inTransaction(database(error('duplicate key', '23505')).source, work).catch(() => undefined);
    const afterFailure = hasCommitted();
    await inTransaction(database(lost, ['committed']).source, work);
    return [before, afterReading, afterFailure, hasCommitted()];
  });
  expect([...seen, hasCommitted()]).toEqual([false, false, false, true, false]);
});
