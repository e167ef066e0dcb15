import { AsyncLocalStorage } from 'node:async_hooks';
import { setTimeout as pause } from 'node:timers/promises';
import type { DataSource, EntityManager } from 'typeorm';

/** So long the database is asked what became of a COMMIT that nobody confirmed. */
const LOOK_UP_MS = 3_000;
const LOOK_EVERY_MS = 50;

/** The driver's words for a connection that was lost before: the COMMIT never left this process. */
const NOT_SENT =
  /^(Query runner already released|Client has encountered a connection error|Client was closed and is not queryable)/i;
/** PostgreSQL refused the COMMIT for what was written, by SQLSTATE: deferred constraints and triggers, somebody else was first. Not 40003, which does not know. */
const REFUSED = /^(22...|23...|25(?!P04)...|40(?!003)...|42...|P0...)$/;

/**
 * COMMIT was sent, and neither the confirmation came nor could it be found out afterwards: what was written may be kept or not.
 * What the driver said is in `driverError`, so that it counts as the database being away wherever the same work is simply done again.
 */
export class OutcomeUnknown extends Error {
  constructor(readonly driverError: unknown) {
    super(`It is not known whether the transaction was committed: ${(driverError as Error).message}`);
  }
}

const watched = new AsyncLocalStorage<{ committed: boolean }>();
/** Notes whether anything is written for good in the course of `work` and of all that it begins. */
export const watchCommits = <T>(work: () => T): T => watched.run({ committed: false }, work);
/** Whether anything was, so far. Who fails afterwards must not say that nothing was done. */
export const hasCommitted = (): boolean => watched.getStore()?.committed ?? false;

const codeOf = (error: unknown): string => {
  const { code, driverError } = error as { code?: unknown; driverError?: { code?: unknown } };
  return String(code ?? driverError?.code ?? '');
};

const isCertain = (error: unknown): boolean => NOT_SENT.test((error as Error).message) || REFUSED.test(codeOf(error));

/** Where PostgreSQL keeps what became of it; null where nothing was written. */
const numberAskedFor = async (manager: EntityManager): Promise<string | null> => {
  const [{ number }] = (await manager.query('SELECT pg_current_xact_id_if_assigned()::text AS number')) as [
    { number: string | null },
  ];
  return number;
};

/**
 * Does the work in one transaction. Whoever gets a value knows that it is kept, whoever gets an error that nothing is, except for
 * `OutcomeUnknown`: when the connection dies between COMMIT and its confirmation, the database is asked for a few seconds what became of it.
 *
 * @param numberOf the transaction's number (`pg_current_xact_id`) where the work has it already, null where it does not know; without it one statement more asks for it
 * @throws OutcomeUnknown
 */
export const inTransaction = async <T>(
  source: DataSource,
  work: (manager: EntityManager) => Promise<T>,
  numberOf?: () => string | null,
): Promise<T> => {
  const runner = source.createQueryRunner();
  try {
    await runner.startTransaction();
    const value = await work(runner.manager);
    const number = numberOf ? numberOf() : await numberAskedFor(runner.manager);
    const wroteNothing = !numberOf && number === null;
    try {
      await runner.commitTransaction();
    } catch (error) {
      // Closed for good: a connection on which a COMMIT may be under way must not serve anybody else.
      await (
        runner as unknown as { releasePostgresConnection(error: unknown): Promise<void> }
      ).releasePostgresConnection(error);
      if (isCertain(error)) throw error;
      if (!wroteNothing && !(await wasCommitted(source, number, error))) throw error;
    }
    const watcher = watched.getStore();
    if (watcher && number !== null) watcher.committed = true;
    return value;
  } catch (error) {
    await runner.rollbackTransaction().catch(() => undefined);
    throw error;
  } finally {
    await runner.release();
  }
};

/** @throws OutcomeUnknown */
const wasCommitted = async (source: DataSource, number: string | null, error: unknown): Promise<boolean> => {
  const until = performance.now() + LOOK_UP_MS;
  while (number !== null && performance.now() < until) {
    const left = AbortSignal.timeout(Math.max(1, Math.ceil(until - performance.now())));
    const status = await Promise.race([
      statusOf(source, number),
      new Promise<null>((resolve) => left.addEventListener('abort', () => resolve(null))),
    ]);
    if (status === 'committed') return true;
    if (status === 'aborted') return false;
    await pause(LOOK_EVERY_MS);
  }
  throw new OutcomeUnknown(error);
};

/** `committed`, `aborted` or `in progress`; null where the database does not answer or does not know. */
const statusOf = (source: DataSource, number: string): Promise<string | null> =>
  source.query('SELECT pg_xact_status($1::xid8) AS status', [number]).then(
    ([row]: { status: string | null }[]) => row?.status ?? null,
    () => null,
  );
