import { setTimeout as pause } from 'node:timers/promises';
import { Client } from 'pg';
import { bodyOf, type Contender, effectsOf, type Message, type Place, TAKE_EFFECT } from './contender';
import { peerModule } from './packages';

interface Db {
  executeSql(text: string, values?: unknown[]): Promise<{ rows: unknown[] }>;
}

interface Job {
  readonly id: string;
  readonly data: Message;
}

/** As much of pg-boss 12 as is used. */
interface PgBoss {
  on(event: 'error', listener: (error: Error) => void): void;
  start(): Promise<unknown>;
  createQueue(name: string, options: object): Promise<void>;
  insert(name: string, jobs: readonly object[]): Promise<unknown>;
  work(name: string, options: object, handler: (jobs: Job[], tx: Db) => Promise<void>): Promise<string>;
  fetch(name: string, options: object): Promise<Job[]>;
  complete(name: string, ids: readonly string[], data: null, options: object): Promise<unknown>;
  stop(options: object): Promise<void>;
}

const QUEUE = 'filed';
const AT_ONCE = 500;
const WORKERS = 4;
const LOOK_AGAIN_MS = 10;
/** What a worker that died had in hand is given out again after so many seconds, the least that is allowed for what takes milliseconds. */
const EXPIRES_SECONDS = 2;

const started = async (place: Place, supervise: boolean): Promise<PgBoss> => {
  const { PgBoss: Boss } = peerModule<{ PgBoss: new (options: object) => PgBoss }>('pg-boss');
  const boss = new Boss({
    connectionString: place.takerUrl,
    ...{ max: 16, schedule: false, supervise, superviseIntervalSeconds: 1, monitorIntervalSeconds: 1 },
  });
  boss.on('error', (error) => process.stderr.write(`pg-boss: ${error.message}\n`));
  await boss.start();
  return boss;
};

const prepared =
  (policy: string): Contender['prepare'] =>
  async (place) => {
    const boss = await started(place, false);
    await boss.createQueue(QUEUE, { policy, expireInSeconds: EXPIRES_SECONDS, retryLimit: 1_000 });
    await boss.stop({ graceful: false });
  };

const openTaker =
  (withKey: boolean): Contender['openTaker'] =>
  async (place) => {
    const boss = await started(place, false);
    return {
      async take(messages) {
        await boss.insert(
          QUEUE,
          messages.map((message) => ({
            id: message.id,
            data: { ...bodyOf(message), ...message },
            ...(withKey && { singletonKey: message.subject }),
          })),
        );
      },
      close: () => boss.stop({ graceful: true }),
    };
  };

const takeEffect = async (jobs: readonly Job[], db: Db): Promise<void> => {
  const messages = jobs.map(({ data }) => data);
  await db.executeSql(TAKE_EFFECT, effectsOf(messages));
};

const worksWith =
  (localConcurrency: number): Contender['openWorker'] =>
  async (place) => {
    const boss = await started(place, true);
    await boss.work(
      QUEUE,
      {
        ...{ batchSize: AT_ONCE, localConcurrency, transactional: true },
        ...{ pollingIntervalSeconds: 0.5, burstWhenBatchFull: true },
      },
      (jobs, tx) => takeEffect(jobs, tx),
    );
    return { close: () => boss.stop({ graceful: true }) };
  };

const worksInOneTransaction: Contender['openWorker'] = async (place) => {
  const boss = await started(place, true);
  const client = new Client({ connectionString: place.takerUrl });
  await client.connect();
  const db: Db = { executeSql: (text, values) => client.query(text, values) };
  let isClosing = false;
  const work = async (): Promise<void> => {
    await client.query('BEGIN');
    const jobs = await boss.fetch(QUEUE, { batchSize: AT_ONCE, db });
    if (jobs.length > 0) {
      await takeEffect(jobs, db);
      await boss.complete(
        QUEUE,
        jobs.map(({ id }) => id),
        null,
        { db },
      );
    }
    await client.query('COMMIT');
    if (jobs.length === 0) await pause(LOOK_AGAIN_MS);
  };
  const goingOn = (async () => {
    while (!isClosing) await work();
  })();
  return {
    async close() {
      isClosing = true;
      await goingOn;
      await client.end();
      await boss.stop({ graceful: true });
    },
  };
};

export const pgBoss: Contender = {
  name: 'pg-boss',
  how: `insert(); ${WORKERS} workers of ${AT_ONCE} at once, transactional, without a pause while batches are full`,
  promisesOrder: false,
  prepare: prepared('standard'),
  openTaker: openTaker(false),
  openWorker: worksWith(WORKERS),
};

export const pgBossByKey: Contender = {
  name: 'pg-boss, key_strict_fifo',
  how: `insert() with the subject as key; one worker of ${AT_ONCE} at once, transactional, without a pause while batches are full`,
  promisesOrder: true,
  prepare: prepared('key_strict_fifo'),
  openTaker: openTaker(true),
  openWorker: worksWith(1),
};

export const pgBossOneReader: Contender = {
  name: 'pg-boss, one reader',
  how: `insert(); one reader of ${AT_ONCE} at once; fetch(), effect and complete() in one commit`,
  promisesOrder: true,
  prepare: prepared('standard'),
  openTaker: openTaker(false),
  openWorker: worksInOneTransaction,
};
