import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { Client } from 'pg';
import { Foreseen } from '../tools/infrastructure/failure';
import { Meter } from './meter';
import { bodyOf, type Contender, EFFECTS, type End, type Message, type Place, type Taker } from './queues/contender';
import { portway } from './queues/portway';
import { tableQueueInOrder } from './queues/table-queue';
import { measureSummaryWork } from './summary-work';

/** Microseconds of processors each, of Portway and of what it is held against in the same minute. */
export interface Against {
  readonly own: number;
  readonly peer: number;
  readonly floor: number;
}

export interface GateFigures {
  /** A message taken, kept and delivered; the peer a table with one reader, the floor one INSERT of what it says a batch. RabbitMQ's part is not in it. */
  readonly messages: Against & { readonly rows: number };
  /** An entry summary of three lines judged, kept and answered; the peer looks up and writes each by itself, the floor is one INSERT a table and batch. */
  readonly summaries: Against & { readonly statementsABatch: number; readonly rows: number };
}

const MESSAGES_A_TURN = 400;
const IN_A_REQUEST = 50;
const SUMMARIES_A_TURN = 400;
const LINES = 3;
const WARM_UP = 800;
const WITHIN_MS = 60_000;
const LOOK_EVERY_MS = 10;

/** On a server where others are at work: databases of its own, which go away with it. */
const withDatabases = async <T>(
  adminUrl: string,
  count: number,
  work: (urls: readonly string[], names: readonly string[], admin: Client) => Promise<T>,
): Promise<T> => {
  const admin = new Client({ connectionString: adminUrl });
  await admin.connect();
  const names = Array.from({ length: count }, () => `cost_${randomUUID().replaceAll('-', '')}`);
  try {
    for (const name of names) await admin.query(`CREATE DATABASE ${name}`);
    const urls = names.map((name) => {
      const url = new URL(adminUrl);
      url.pathname = `/${name}`;
      return url.href;
    });
    return await work(urls, names, admin);
  } finally {
    for (const name of names) await admin.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
    await admin.end();
  }
};

/** Rows that were written in these databases but for plain tables of the peers; exact when nobody is connected any more. */
const rowsIn = async (urls: readonly string[]): Promise<number> => {
  let sum = 0;
  for (const url of urls) {
    const client = new Client({ connectionString: url });
    await client.connect();
    const { rows } = await client.query<{ n: number }>(
      `SELECT coalesce(sum(n_tup_ins + n_tup_upd + n_tup_del), 0)::float8 AS n FROM pg_stat_user_tables WHERE relname NOT LIKE 'plain\\_%'`,
    );
    sum += rows[0]!.n;
    await client.end();
  }
  return sum;
};

interface Open {
  readonly taker: Taker;
  readonly worker: End;
  readonly effects: Client;
}

const opened = async (contender: Contender, place: Place): Promise<Open> => {
  const effects = new Client({ connectionString: place.workerUrl });
  await effects.connect();
  await effects.query(EFFECTS);
  await contender.prepare(place);
  return { worker: await contender.openWorker(place), taker: await contender.openTaker(place), effects };
};

const closed = async ({ taker, worker, effects }: Open): Promise<void> => {
  await taker.close();
  await worker.close();
  await effects.end();
};

let taken = 0;
const someMessages = (count: number): Message[] =>
  Array.from({ length: count }, () => ({ id: randomUUID(), subject: `entry:${(taken += 1) % 100}`, n: taken }));

const carry = async ({ taker, effects }: Open): Promise<void> => {
  const before = await made(effects);
  for (let sent = 0; sent < MESSAGES_A_TURN; sent += IN_A_REQUEST) await taker.take(someMessages(IN_A_REQUEST));
  const deadline = performance.now() + WITHIN_MS;
  while ((await made(effects)) < before + MESSAGES_A_TURN) {
    if (performance.now() > deadline) throw new Foreseen('Some messages were not delivered.');
    await pause(LOOK_EVERY_MS);
  }
};

const made = async (effects: Client): Promise<number> =>
  (await effects.query<{ n: number }>('SELECT count(*)::int AS n FROM effect')).rows[0]!.n;

const median = (values: readonly number[]): number => [...values].sort((a, b) => a - b)[values.length >> 1]!;

/** By turns, and of each the median turn: what else the machine does meets all of them. */
const measureMessages = (
  adminUrl: string,
  amqpUrl: string,
  turns: number,
): Promise<Against & { readonly rows: number }> =>
  withDatabases(adminUrl, 3, async ([takerUrl, workerUrl, peerUrl], names, admin) => {
    const own = await opened(portway, { takerUrl: takerUrl!, workerUrl: workerUrl!, amqpUrl });
    const peer = await opened(tableQueueInOrder, { takerUrl: peerUrl!, workerUrl: peerUrl!, amqpUrl });
    await peer.effects.query('CREATE TABLE floor (id uuid PRIMARY KEY, body jsonb NOT NULL)');
    const floor = async (): Promise<void> => {
      for (let sent = 0; sent < MESSAGES_A_TURN; sent += IN_A_REQUEST) {
        const messages = someMessages(IN_A_REQUEST);
        const bodies = messages.map((message) => JSON.stringify(bodyOf(message)));
        await peer.effects.query(
          'INSERT INTO floor SELECT id, body FROM unnest($1::uuid[], $2::jsonb[]) AS m(id, body)',
          [messages.map(({ id }) => id), bodies],
        );
      }
    };
    const figures: Record<keyof Against, number[]> = { own: [], peer: [], floor: [] };
    try {
      const meter = new Meter(admin, names);
      // The first turn warms up.
      for (let turn = 0; turn <= turns; turn += 1) {
        figures.own[turn] = (await meter.used(() => carry(own))) / MESSAGES_A_TURN;
        figures.peer[turn] = (await meter.used(() => carry(peer))) / MESSAGES_A_TURN;
        figures.floor[turn] = (await meter.used(floor)) / MESSAGES_A_TURN;
      }
    } finally {
      await closed(own);
      await closed(peer);
    }
    const of = (which: keyof Against): number => median(figures[which].slice(1));
    return {
      ...{ own: of('own'), peer: of('peer'), floor: of('floor') },
      rows: (await rowsIn([takerUrl!, workerUrl!])) / ((turns + 1) * MESSAGES_A_TURN),
    };
  });

/** What the test run holds: processor time of Portway in times of a peer and of a floor, on servers that others use too. */
export const measureGate = async (adminUrl: string, amqpUrl: string, turns: number): Promise<GateFigures> => {
  const messages = await measureMessages(adminUrl, amqpUrl, turns);
  const count = turns * SUMMARIES_A_TURN;
  const { rows, ...work } = await withDatabases(adminUrl, 1, async ([url]) => ({
    ...(await measureSummaryWork({ url: url! }, count, LINES, () => undefined, WARM_UP)),
    rows: (await rowsIn([url!])) / (count + WARM_UP),
  }));
  if (work.accepted < work.summaries) throw new Foreseen(`${work.summaries - work.accepted} summaries were refused.`);
  return {
    messages,
    summaries: {
      own: work.keptUs + work.databaseUs,
      ...{ peer: work.peerUs, floor: work.floorUs, statementsABatch: work.statementsABatch, rows },
    },
  };
};
