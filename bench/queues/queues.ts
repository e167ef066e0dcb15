import { type ChildProcess, fork } from 'node:child_process';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { Client } from 'pg';
import { Foreseen } from '../../tools/infrastructure/failure';
import type { Servers } from '../servers';
import { type RoadCost, watchOver } from '../watch';
import { type Contender, EFFECTS, type Place } from './contender';
import { CONTENDERS } from './contenders';
import { installPeers } from './packages';
import { portway } from './portway';
import type { Load, Role } from './queue-process';

export const MESSAGES = 20_000;
const WARM_UP = 2_000;
const ALL_WITHIN_MS = 120_000;
const LOOK_EVERY_MS = 20;

/** How messages come: as filings do that a partner sends one at a time, and as batches do. */
const SHAPES = [
  { shape: 'one a request, 64 senders', senders: 64, inARequest: 1 },
  { shape: '50 a request, 8 senders', senders: 8, inARequest: 50 },
] as const;

export interface ContenderFigures {
  readonly name: string;
  readonly how: string;
  readonly promisesOrder: boolean;
  /** What a message costs, and how many a second take effect, from the first request to the last effect. */
  readonly shapes: readonly RoadCost[];
  /** Messages that took effect before an earlier one of their subject, while nothing was killed. */
  readonly outOfOrder: number;
  readonly kill: KillFigures;
}

/** The worker is killed when half of the messages took effect, and started again at once. */
export interface KillFigures {
  readonly messages: number;
  /** From the kill until the last of them took effect. */
  readonly seconds: number;
  readonly lost: number;
  readonly outOfOrder: number;
}

const urlOf = (adminUrl: string, database: string): string => {
  const url = new URL(adminUrl);
  url.pathname = `/${database}`;
  return url.href;
};

const running = new Set<ChildProcess>();

const startEnd = (role: Role): Promise<ChildProcess> =>
  new Promise((ready, fail) => {
    const child = fork(join(__dirname, 'queue-process.js'));
    running.add(child);
    child.once('message', () => ready(child));
    child.once('exit', (code) => {
      running.delete(child);
      fail(new Foreseen(`The ${role.end} of ${role.contender} ended with ${code}.`));
    });
    child.send(role);
  });

const endNow = async (child: ChildProcess): Promise<void> => {
  if (!running.has(child)) return;
  const gone = new Promise((done) => child.once('exit', done));
  child.kill('SIGKILL');
  await gone;
};

const take = (taker: ChildProcess, load: Load): Promise<void> =>
  new Promise((taken, fail) => {
    const ended = (): void => fail(new Foreseen('The taker ended while it took.'));
    taker.once('exit', ended);
    taker.once('message', () => {
      taker.off('exit', ended);
      taken();
    });
    taker.send(load);
  });

/** Looks at what took effect; counting all of it again and again would cost more than some contenders do. */
class Effects {
  constructor(private readonly client: Client) {}

  async isAtLeast(count: number): Promise<boolean> {
    return (await this.made()) >= count && (await this.count()) >= count;
  }

  async made(): Promise<number> {
    const { rows } = await this.client.query<{ made: number }>(
      `SELECT last_value::float8 AS made FROM effect_id_seq WHERE is_called`,
    );
    return rows[0]?.made ?? 0;
  }

  async count(): Promise<number> {
    const { rows } = await this.client.query<{ n: number }>('SELECT count(*)::int AS n FROM effect');
    return rows[0]!.n;
  }

  async outOfOrder(): Promise<number> {
    const { rows } = await this.client.query<{ n: number }>(
      `SELECT count(*)::int AS n FROM (SELECT n < max(n) OVER (PARTITION BY subject ORDER BY id) AS back FROM effect) AS effects WHERE back`,
    );
    return rows[0]!.n;
  }

  async forget(): Promise<void> {
    await this.client.query('TRUNCATE effect RESTART IDENTITY');
  }
}

const killFigures = async (
  { effects, taker, worker }: { effects: Effects; taker: ChildProcess; worker: ChildProcess },
  restart: () => Promise<ChildProcess>,
  load: Load,
): Promise<KillFigures> => {
  await effects.forget();
  const taking = take(taker, load);
  // Told where it is waited for: until then it would end the whole run.
  taking.catch(() => undefined);
  const deadline = performance.now() + ALL_WITHIN_MS;
  while ((await effects.made()) < load.messages / 2 && performance.now() < deadline) await pause(LOOK_EVERY_MS);
  const killedAt = performance.now();
  await endNow(worker);
  await restart();
  await taking;
  while (!(await effects.isAtLeast(load.messages)) && performance.now() < deadline) await pause(LOOK_EVERY_MS);
  const seconds = (performance.now() - killedAt) / 1_000;
  return {
    ...{ messages: load.messages, seconds },
    lost: load.messages - (await effects.count()),
    outOfOrder: await effects.outOfOrder(),
  };
};

const measureContender = async (
  servers: Servers,
  admin: Client,
  contender: Contender,
  count: number,
  say: (line: string) => void,
  workers = 1,
): Promise<ContenderFigures> => {
  const { postgres, rabbit } = servers;
  const { how, promisesOrder, crossesServices } = contender;
  const name = workers > 1 ? `${contender.name}, ${workers} workers` : contender.name;
  const databases = crossesServices ? ['portway_taker', 'portway_worker'] : ['peer_queue'];
  for (const database of databases) await admin.query(`CREATE DATABASE ${database}`);
  const place: Place = {
    takerUrl: urlOf(postgres.url, databases[0]!),
    workerUrl: urlOf(postgres.url, databases.at(-1)!),
    amqpUrl: rabbit.url,
  };
  const client = new Client({ connectionString: place.workerUrl });
  await client.connect();
  servers.cleanUp.push(() => client.end());
  const ends: ChildProcess[] = [];
  const start = async (end: Role['end']): Promise<ChildProcess> => {
    const child = await startEnd({ contender: contender.name, place, end });
    ends.push(child);
    return child;
  };
  try {
    await client.query(EFFECTS);
    await contender.prepare(place);
    const worker = await start('worker');
    const others = await Promise.all(Array.from({ length: workers - 1 }, () => start('worker')));
    const taker = await start('taker');
    const effects = new Effects(client);
    const units = [
      { name: 'taker', pid: taker.pid! },
      ...[worker, ...others].map(({ pid }) => ({ name: 'worker', pid: pid! })),
      ...(crossesServices ? [{ name: 'RabbitMQ', pid: rabbit.pid! }] : []),
    ];
    say(`${name}: warming up`);
    await take(taker, { messages: WARM_UP, ...SHAPES[1] });
    const watch = await watchOver(servers, admin, units, databases);
    const shapes: RoadCost[] = [];
    let outOfOrder = 0;
    for (const { shape, ...load } of SHAPES) {
      const until = performance.now() + ALL_WITHIN_MS;
      while (shapes.length === 0 && !(await effects.isAtLeast(WARM_UP))) {
        if (performance.now() > until) throw new Foreseen(`${name} did not work off what it was warmed up with.`);
        await pause(LOOK_EVERY_MS);
      }
      await effects.forget();
      const answered = async (): Promise<number> => ((await effects.isAtLeast(count)) ? count : 0);
      shapes.push(await watch.cost({ name: shape, answered }, count, (messages) => take(taker, { messages, ...load })));
      outOfOrder += await effects.outOfOrder();
      const { perSecond, processorMs, rows } = shapes.at(-1)!;
      say(
        `${name}, ${shape}: ${perSecond.toFixed(0)} a second, ${(processorMs * 1_000).toFixed(0)} µs of processors, ${rows.toFixed(1)} rows each`,
      );
    }
    await watch.end();
    const kill = await killFigures({ effects, taker, worker }, () => start('worker'), {
      ...{ messages: count, ...SHAPES[1] },
    });
    say(`${name}: killed, all after ${kill.seconds.toFixed(1)} s, ${kill.lost} lost, ${kill.outOfOrder} out of order`);
    return { name, how, promisesOrder, shapes, outOfOrder, kill };
  } finally {
    for (const child of ends) await endNow(child);
    await client.end();
    for (const database of databases) await admin.query(`DROP DATABASE ${database} WITH (FORCE)`);
  }
};

const withAdmin = async <T>(servers: Servers, work: (admin: Client) => Promise<T>): Promise<T> => {
  const admin = new Client({ connectionString: servers.postgres.url });
  await admin.connect();
  servers.cleanUp.push(
    () => admin.end(),
    async () => running.forEach((child) => child.kill('SIGKILL')),
  );
  try {
    return await work(admin);
  } finally {
    await admin.end();
  }
};

/** Portway's roads with so many processes that work them, one measurement after the other. */
export const measureWorkers = (
  servers: Servers,
  count: number,
  workers: readonly number[],
  say: (line: string) => void,
): Promise<ContenderFigures[]> =>
  withAdmin(servers, async (admin) => {
    const figures: ContenderFigures[] = [];
    for (const each of workers) figures.push(await measureContender(servers, admin, portway, count, say, each));
    return figures;
  });

/** Takes, keeps and delivers the same messages by Portway's roads and by its peers, with `fsync` on; `only`: those whose name has the word, and Portway. */
export const measureQueues = async (
  servers: Servers,
  count: number,
  only: string | undefined,
  say: (line: string) => void,
): Promise<ContenderFigures[]> => {
  await installPeers(say);
  return withAdmin(servers, async (admin) => {
    const figures: ContenderFigures[] = [];
    for (const contender of CONTENDERS)
      if (!only || contender === portway || contender.name.includes(only))
        figures.push(await measureContender(servers, admin, contender, count, say));
    return figures;
  });
};
