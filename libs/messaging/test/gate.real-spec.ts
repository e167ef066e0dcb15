import { setTimeout as pause } from 'node:timers/promises';
import { CargoReleaseFiled, EntryReviewOrdered, EntrySummaryFiled, type Contract } from '#contracts';
import { type Opening, putFirst, Received } from '#messaging';
import { eventually, realServers } from '../../../test/support';
import { Desk, openDesk, openGateway } from './desk';
import { prepareDatabase } from './desk-database.fixture';

/** A gate in front of a destination lets through what it says and nothing else, and nothing ever overtakes an earlier message of its subject. */

const servers = realServers();
const open: Desk[] = [];
let databaseUrl: string;
let amqpUrl: string;
let gateway: Desk;
let taken: { type: string; subject: string; n: number }[];
let refuse: (message: Received<{ estimatedValueDollars?: number }>) => void;

const LAST = '9223372036854775807';
const RELEASE = CargoReleaseFiled.type;
const SUMMARY = EntrySummaryFiled.type;

/** The gate's state is in the database, as every replica's relay reads it. */
const set = async (opening: Opening): Promise<void> => {
  await gateway.source.query(
    'INSERT INTO gate_state VALUES (1, $1) ON CONFLICT (id) DO UPDATE SET opening = excluded.opening',
    [JSON.stringify(opening)],
  );
  for (const { runtime } of open) runtime.wake();
};
const withGate = async (instance: string): Promise<Desk> => {
  const desk = await openGateway({ instance, databaseUrl, amqpUrl });
  desk.runtime.readGates = async (manager) => {
    const [row] = await manager.query('SELECT opening FROM gate_state');
    return new Map(row ? [['entry', row.opening as Opening]] : []);
  };
  open.push(desk);
  return desk;
};

beforeAll(async () => {
  amqpUrl = await servers.freshVhost();
});
beforeEach(async () => {
  databaseUrl = await servers.freshDatabase('gateway');
  const entryUrl = await servers.freshDatabase('entry');
  await Promise.all([prepareDatabase(databaseUrl), prepareDatabase(entryUrl)]);
  taken = [];
  refuse = () => undefined;
  const entry = await openDesk({ service: 'entry', instance: 'entry-1', databaseUrl: entryUrl, amqpUrl }, (runtime) => {
    for (const type of [RELEASE, SUMMARY, EntryReviewOrdered.type]) {
      runtime.handle(type, {
        repeats: true,
        handle: async (messages) => {
          for (const message of messages as Received<{ n: number }>[]) refuse(message as never);
          for (const { subject, correlationId } of messages) taken.push({ type, subject, n: Number(correlationId) });
        },
      });
    }
  });
  open.push(entry);
  const first = await openGateway({ instance: 'table-maker', databaseUrl, amqpUrl });
  await first.close();
  gateway = await withGate('gateway-1');
  await set('shut');
});
afterEach(async () => {
  for (const desk of open.splice(0)) await desk.close();
});

let number = 0;
beforeEach(() => {
  number = 0;
});
/** Publishes in the order given; returns the number of each message. */
const file = async (...messages: [type: string, subject: string][]): Promise<number[]> =>
  gateway.runtime.transactions.run(async (unit) =>
    messages.map(([type, subject]) => {
      const contract = [CargoReleaseFiled, EntrySummaryFiled, EntryReviewOrdered].find(
        (c) => c.type === type,
      )! as unknown as Contract;
      unit.publish(contract, subject, contract.example as never, { correlationId: String((number += 1)) });
      return number;
    }),
  );
const rowOf = async (n: number): Promise<string> =>
  (await gateway.source.query('SELECT id FROM outbox WHERE correlation_id = $1', [String(n)]))[0].id;
const waiting = async (): Promise<number> => (await gateway.runtime.waitingFor(['entry']))[0]!.depth;
const numbers = (): number[] => taken.map(({ n }) => n);
/** A message to somebody else, filed last: when it has left, the relay has looked at everything before it. */
const relayHasPassed = async (): Promise<void> => {
  for (let passes = 0; passes < 2; passes += 1) {
    await gateway.source.query(
      `INSERT INTO outbox (destination, lane, message_id, type, version, subject, correlation_id, hash, data, created_at)
       SELECT 'cee', lane, gen_random_uuid(), 'test.passed', 1, 'x', 'x', '', '{}', now() FROM generate_series(0, 3) AS lane`,
    );
    for (const { runtime } of open) runtime.wake();
    await eventually(async () => (await gateway.runtime.waitingFor(['cee']))[0]!.depth === 0);
  }
};

test('nothing leaves while the gate is shut, others are not held up, and everything leaves in order when it opens', async () => {
  const filed = await file([RELEASE, 'entry:1'], [SUMMARY, 'entry:1'], [RELEASE, 'entry:2']);
  await relayHasPassed();
  expect(taken).toEqual([]);
  expect(await waiting()).toBe(3);
  await set('open');
  await eventually(() => expect(numbers().sort()).toEqual(filed));
  expect(taken.filter(({ subject }) => subject === 'entry:1').map(({ n }) => n)).toEqual([1, 2]);
});

test('an opening for one row lets that one through', async () => {
  const [, second] = await file([RELEASE, 'entry:1'], [RELEASE, 'entry:2'], [RELEASE, 'entry:3']);
  await set({ rows: [await rowOf(second!)] });
  await eventually(() => expect(numbers()).toEqual([second]));
  await relayHasPassed();
  expect(numbers()).toEqual([second]);
  expect(await waiting()).toBe(2);
});

test('an opening up to a row keeps back what came later', async () => {
  const early = await file([RELEASE, 'entry:1'], [SUMMARY, 'entry:2'], [RELEASE, 'entry:3']);
  const upTo = await rowOf(early.at(-1)!);
  await file([RELEASE, 'entry:4'], [RELEASE, 'entry:1']);
  await set({ upTo });
  await eventually(() => expect(numbers().sort()).toEqual(early));
  await relayHasPassed();
  expect(numbers().sort()).toEqual(early);
  expect(await waiting()).toBe(2);
});

test('under an opening for what was put first that leaves alone, in the order of each subject, and the rest after it', async () => {
  await file(
    [RELEASE, 'entry:1'],
    [RELEASE, 'entry:2'],
    [SUMMARY, 'entry:2'],
    [RELEASE, 'entry:2'],
    [RELEASE, 'entry:3'],
  );
  const rows = await Promise.all([2, 3, 4].map(rowOf));
  await gateway.source.transaction((manager) => putFirst(rows, manager));
  await set({ upTo: LAST, types: [RELEASE], first: true });
  await eventually(() => expect(numbers()).toEqual([2]));
  await relayHasPassed();
  expect(numbers()).toEqual([2]);
  await set({ upTo: LAST, first: true });
  await eventually(() => expect(numbers()).toEqual([2, 3, 4]));
  await set({ upTo: LAST });
  await eventually(() => expect(numbers()).toHaveLength(5));
});

test('under an opening for some types a message waits behind an earlier one of its subject that may not leave', async () => {
  await file(
    [SUMMARY, 'entry:1'],
    [RELEASE, 'entry:1'],
    [RELEASE, 'entry:2'],
    [SUMMARY, 'entry:2'],
    [RELEASE, 'entry:2'],
    [RELEASE, 'entry:3'],
  );
  await set({ upTo: LAST, types: [RELEASE] });
  await eventually(() => expect(numbers().sort()).toEqual([3, 6]));
  await relayHasPassed();
  expect(numbers().sort()).toEqual([3, 6]);
  await set({ upTo: LAST });
  await eventually(() => expect(numbers()).toHaveLength(6));
  const of = (wanted: string): number[] => taken.filter(({ subject }) => subject === wanted).map(({ n }) => n);
  expect([of('entry:1'), of('entry:2')]).toEqual([
    [1, 2],
    [3, 4, 5],
  ]);
});

test('subjects that are excepted stay as a whole', async () => {
  await file([RELEASE, 'entry:1'], [RELEASE, 'entry:2'], [SUMMARY, 'entry:1'], [SUMMARY, 'entry:2']);
  await set({ upTo: LAST, exceptSubjects: ['entry:1'] });
  await eventually(() => expect(numbers().sort()).toEqual([2, 4]));
  await relayHasPassed();
  expect(await waiting()).toBe(2);
});

test('what may leave is found behind thousands of messages that may not', async () => {
  await file(
    ...Array.from({ length: 3_000 }, (_, i): [string, string] => [SUMMARY, `entry:${i}`]),
    ...Array.from({ length: 40 }, (_, i): [string, string] => [RELEASE, `entry:a${i}`]),
  );
  await set({ upTo: LAST, types: [RELEASE] });
  await eventually(() => expect(taken).toHaveLength(40));
  expect(new Set(taken.map(({ type }) => type))).toEqual(new Set([RELEASE]));
});

test('a lane that is given away and taken again in the middle of an pass takes nothing else along', async () => {
  await file(...Array.from({ length: 3_000 }, (_, i): [string, string] => [SUMMARY, `entry:${i}`]));
  await set({ upTo: LAST, types: [RELEASE] });
  const { relay } = gateway.runtime as unknown as {
    relay: { letGo(lane: number): Promise<void>; take(lane: number): void };
  };
  await eventually(
    () => gateway.runtime.broker.connected && [0, 1, 2, 3].every((lane) => gateway.runtime.ownsLane(lane)),
  );
  for (let round = 0; round < 300; round += 1) {
    // Every moment of a pass is to be met once.
    await pause(round % 9);
    await relay.letGo(round % 4);
    relay.take(round % 4);
  }
  await relayHasPassed();
  expect(await waiting()).toBe(3_000);
  expect(taken).toEqual([]);
});

test('two replicas obey the same gate', async () => {
  const second = await withGate('gateway-2');
  await eventually(
    () =>
      [0, 1, 2, 3].some((lane) => second.runtime.ownsLane(lane)) &&
      [0, 1, 2, 3].every((lane) => second.runtime.ownsLane(lane) !== gateway.runtime.ownsLane(lane)),
    { within: 20_000 },
  );
  const filed = await file(...Array.from({ length: 40 }, (_, i): [string, string] => [RELEASE, `entry:${i}`]));
  await relayHasPassed();
  expect(taken).toEqual([]);
  await set('open');
  await eventually(() => expect(numbers().sort((a, b) => a - b)).toEqual(filed));
});

describe('What is withdrawn', () => {
  test('never leaves; what stays keeps its order', async () => {
    const [first, second, third] = await file([RELEASE, 'entry:1'], [RELEASE, 'entry:1'], [RELEASE, 'entry:1']);
    const withdrawn = await gateway.runtime.transactions.run((unit) =>
      gateway.runtime.withdraw(unit, 'entry', [String(second), 'unknown']),
    );
    expect(withdrawn).toEqual([
      { messageId: expect.any(String), type: RELEASE, subject: 'entry:1', correlationId: String(second) },
    ]);
    await set('open');
    await eventually(() => expect(numbers()).toEqual([first, third]));
  });

  test('is never also sent, however the two meet', async () => {
    const filed = await file(...Array.from({ length: 200 }, (_, i): [string, string] => [RELEASE, `entry:${i}`]));
    await set('open');
    const withdrawn = await gateway.runtime.transactions.run((unit) =>
      gateway.runtime.withdraw(unit, 'entry', filed.slice(100).map(String)),
    );
    await eventually(async () => expect(await waiting()).toBe(0));
    await eventually(() => expect(taken.length + withdrawn.length).toBe(200));
    expect(withdrawn.filter(({ correlationId }) => numbers().includes(Number(correlationId)))).toEqual([]);
  });
});

test('failing counts different messages that failed since the last one that went well; one bad message counts once', async () => {
  const entry = open[0]!.runtime;
  refuse = ({ subject }) => {
    if (subject.startsWith('entry:bad')) throw new Error('broken');
  };
  await set('open');
  await file([RELEASE, 'entry:bad-1']);
  // Tried four times and set aside.
  await eventually(async () => expect((await entry.vitals()).inbox.setAside).toBe(1));
  expect((await entry.vitals()).failing).toBe(1);
  await file([RELEASE, 'entry:bad-2'], [RELEASE, 'entry:bad-3']);
  await eventually(async () => expect((await entry.vitals()).failing).toBe(3));
  await file([RELEASE, 'entry:good']);
  await eventually(() => expect(taken).toHaveLength(1));
  await eventually(async () => expect((await entry.vitals()).failing).toBeLessThan(3));
});
