import { Client } from 'pg';
import { laneOf } from '#messaging';
import { bodyOf, type Contender, effectsOf, type Message, TAKE_EFFECT } from './contender';
import { peerModule } from './packages';

interface Utils {
  migrate(): Promise<void>;
  release(): Promise<void>;
  addJobs(jobs: readonly object[]): Promise<unknown>;
}

interface Helpers {
  withPgClient(work: (client: Client) => Promise<unknown>): Promise<unknown>;
}

/** As much of graphile-worker 0.18 as is used. */
interface GraphileWorker {
  makeWorkerUtils(options: object): Promise<Utils>;
  run(options: object): Promise<{ stop(): Promise<void> }>;
  Logger: new (factory: () => () => void) => object;
}

const TASK = 'filed';
const CONCURRENT = 24;
const LOCAL_QUEUE = 500;
/** Subjects are put on so many named queues: it advises against one for each. */
const QUEUES = 16;

const library = (): GraphileWorker => peerModule<GraphileWorker>('graphile-worker');
const silent = (): object => new (library().Logger)(() => () => undefined);

const prepare: Contender['prepare'] = async ({ takerUrl }) => {
  const utils = await library().makeWorkerUtils({ connectionString: takerUrl, logger: silent() });
  await utils.migrate();
  await utils.release();
};

const openTaker =
  (named: boolean): Contender['openTaker'] =>
  async ({ takerUrl }) => {
    const utils = await library().makeWorkerUtils({ connectionString: takerUrl, maxPoolSize: 16, logger: silent() });
    return {
      async take(messages) {
        await utils.addJobs(
          messages.map((message) => ({
            identifier: TASK,
            payload: { ...bodyOf(message), ...message },
            ...(named && { queueName: `lane-${laneOf(message.subject, QUEUES)}` }),
          })),
        );
      },
      close: () => utils.release(),
    };
  };

/** What a worker that died had in hand is otherwise given out again after four hours. */
const unlock = async (url: string): Promise<void> => {
  const client = new Client({ connectionString: url });
  await client.connect();
  await client.query(
    `SELECT graphile_worker.force_unlock_workers(array_agg(DISTINCT locked_by)) FROM graphile_worker._private_jobs WHERE locked_by IS NOT NULL`,
  );
  await client.end();
};

const openWorker =
  (localQueue: { size: number } | undefined): Contender['openWorker'] =>
  async ({ takerUrl }) => {
    await unlock(takerUrl);
    const runner = await library().run({
      ...{ connectionString: takerUrl, concurrency: CONCURRENT, noHandleSignals: true, logger: silent() },
      ...{ maxPoolSize: CONCURRENT + 2, pollInterval: 100 },
      preset: {
        worker: {
          ...{ connectionString: takerUrl, concurrentJobs: CONCURRENT, maxPoolSize: CONCURRENT + 2, pollInterval: 100 },
          ...(localQueue && { localQueue }),
          completeJobBatchDelay: 0,
        },
      },
      taskList: {
        [TASK]: async (message: Message, { withPgClient }: Helpers) => {
          await withPgClient((client) =>
            client.query({ name: 'effect', text: TAKE_EFFECT, values: effectsOf([message]) }),
          );
        },
      },
    });
    return { close: () => runner.stop() };
  };

export const graphileWorker: Contender = {
  name: 'graphile-worker',
  how: `addJobs(); ${CONCURRENT} jobs at once from a local queue of ${LOCAL_QUEUE}, completed together; unlocked by hand after a kill`,
  promisesOrder: false,
  prepare,
  openTaker: openTaker(false),
  openWorker: openWorker({ size: LOCAL_QUEUE }),
};

export const graphileWorkerNamed: Contender = {
  name: 'graphile-worker, named queues',
  how: `addJobs(); subjects on ${QUEUES} named queues that it works one job at a time each, without a local queue, which would wait for more after every few; unlocked by hand after a kill`,
  promisesOrder: true,
  prepare,
  openTaker: openTaker(true),
  openWorker: openWorker(undefined),
};
