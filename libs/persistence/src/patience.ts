import type { DataSource, EntityManager } from 'typeorm';
import { letBeSilent } from './silence';

const WITHIN_MS = 300_000;
const ALIVE_EVERY_MS = 1_000;
/** The server speaks before its silence is taken for death. */
const LONGER_MS = 2_000;

interface Patience {
  /** How long each statement may take (milliseconds), five minutes where it is not given: PostgreSQL ends it then (SQLSTATE 57014). */
  readonly withinMs?: number;
  /** Called every second while it lasts, for who must know that somebody is at work; what it throws gives the work up. */
  readonly alive?: () => unknown;
  /** Gives the work up at once, with its reason; PostgreSQL ends the statement as soon as it notices. */
  readonly signal?: AbortSignal;
}

/**
 * For what cannot be short, such as adding up a quarter: one transaction that only reads, whose statements may take longer than those of a service do. A clock gives the sign of life
 * meanwhile, which is right because the limit ends what stands still. Nothing else may be waited for in it.
 */
export const withPatience = async <T>(
  source: DataSource,
  work: (manager: EntityManager) => Promise<T>,
  { withinMs = WITHIN_MS, alive = () => undefined, signal }: Patience,
): Promise<T> => {
  signal?.throwIfAborted();
  const runner = source.createQueryRunner();
  const gone = new AbortController();
  let isTelling = false;
  const timer = setInterval(() => {
    if (isTelling) return;
    isTelling = true;
    Promise.resolve()
      .then(alive)
      .then(
        () => (isTelling = false),
        (error: unknown) => gone.abort(error),
      );
  }, ALIVE_EVERY_MS);
  const givenUp = signal ? AbortSignal.any([signal, gone.signal]) : gone.signal;
  let patient: ReturnType<typeof letBeSilent> | undefined;
  const end = (): void => patient?.giveUp();
  try {
    patient = letBeSilent(await runner.connect(), withinMs + LONGER_MS);
    givenUp.throwIfAborted();
    givenUp.addEventListener('abort', end);
    await runner.startTransaction();
    await runner.query(
      `SET LOCAL statement_timeout = ${Math.ceil(withinMs)}; SET LOCAL client_connection_check_interval = 2000; SET LOCAL transaction_read_only = on`,
    );
    const value = await work(runner.manager);
    await runner.commitTransaction();
    return value;
  } catch (error) {
    await runner.rollbackTransaction().catch(() => undefined);
    throw givenUp.aborted ? givenUp.reason : error;
  } finally {
    clearInterval(timer);
    givenUp.removeEventListener('abort', end);
    patient?.asBefore();
    await runner.release();
  }
};
