import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { CargoReleaseFiled, EntryFilingAnswered } from '#contracts';
import type { Received } from '#messaging';
import { eventually, realServers } from '../../../test/support';
import { type Desk, openDesk, takeIntoEffect } from './desk';
import { prepareDatabase } from './desk-database.fixture';

/** What one sender writes by the thousand is carried when nothing else is, and no more of it than is worked: what comes after it does not wait for it. */

const servers = realServers();
const MANY = 3_000;
/** How long the entry of these tests takes for a filing, at the least. */
const WORK_MS = 2;

let gateway: Desk;
let entry: Desk;
const taken: { subject: string; n: number }[] = [];
const answered: string[] = [];

beforeAll(async () => {
  const [amqpUrl, gatewayUrl, entryUrl] = await Promise.all([
    servers.freshVhost(),
    servers.freshDatabase('gateway'),
    servers.freshDatabase('entry'),
  ]);
  await Promise.all([prepareDatabase(gatewayUrl), prepareDatabase(entryUrl)]);
  entry = await openDesk({ service: 'entry', instance: 'entry-1', databaseUrl: entryUrl, amqpUrl }, (runtime) =>
    runtime.handle(CargoReleaseFiled.type, {
      repeats: true,
      handle: async (messages, unit) => {
        for (const message of messages as Received<CargoReleaseFiled>[]) {
          await takeIntoEffect(message, unit, 'entry-1');
          taken.push({ subject: message.subject, n: message.data.estimatedValueDollars ?? 0 });
        }
        await pause(messages.length * WORK_MS);
      },
    }),
  );
  gateway = await openDesk({ service: 'gateway', instance: 'gateway-1', databaseUrl: gatewayUrl, amqpUrl }, (runtime) =>
    runtime.handle(EntryFilingAnswered.type, {
      repeats: true,
      handle: async (messages) => {
        answered.push(...messages.map(({ correlationId }) => correlationId));
      },
    }),
  );
});
afterAll(async () => {
  await Promise.all([gateway?.close(), entry?.close()]);
});

const file = (filings: { subject: string; n: number }[], bulk: boolean): Promise<void> =>
  gateway.runtime.transactions.run(async (unit) => {
    for (const { subject, n } of filings) {
      const { example } = CargoReleaseFiled;
      unit.publish(
        CargoReleaseFiled,
        subject,
        { ...example, origin: { ...example.origin, filingId: randomUUID() }, estimatedValueDollars: n },
        { correlationId: subject },
        undefined,
        { bulk },
      );
    }
  });
const waiting = async (): Promise<number> => (await gateway.runtime.waitingFor(['entry']))[0]!.depth;

test('what comes after thousands is worked long before them, in its own order, and all of them are worked and answered once', async () => {
  const subjects = Array.from({ length: MANY }, (_, n) => `entry:bulk-${n}`);
  await file(
    subjects.map((subject) => ({ subject, n: 1 })),
    true,
  );
  await eventually(() => expect(taken.length).toBeGreaterThan(200));

  // One of somebody else, and one more of a subject of which the first still waits.
  await file(
    [
      { subject: 'entry:single', n: 1 },
      { subject: subjects.at(-1)!, n: 2 },
    ],
    false,
  );
  await eventually(() => expect(taken.map(({ subject }) => subject)).toContain('entry:single'));
  expect(await waiting()).toBeGreaterThan(MANY / 3);
  expect(taken.length).toBeLessThan(MANY / 2);

  await eventually(() => expect(taken).toHaveLength(MANY + 2), { within: 60_000 });
  expect(taken.filter(({ subject }) => subject === subjects.at(-1)!).map(({ n }) => n)).toEqual([1, 2]);
  await eventually(() => expect(answered).toHaveLength(MANY + 2));
  expect(new Set(answered).size).toBe(MANY + 1);
});

test('what is said because of bulk is bulk as well', async () => {
  entry.runtime.readGates = async () => new Map([['gateway', 'shut' as const]]);
  await file(
    Array.from({ length: 20 }, (_, n) => ({ subject: `entry:more-${n}`, n: 1 })),
    true,
  );
  await file([{ subject: 'entry:another', n: 1 }], false);
  const kept = (): Promise<object[]> =>
    entry.source.query(
      `SELECT bulk, count(*)::int AS answers FROM outbox WHERE destination = 'gateway' GROUP BY bulk ORDER BY bulk`,
    );
  await eventually(async () =>
    expect(await kept()).toEqual([
      { bulk: false, answers: 1 },
      { bulk: true, answers: 20 },
    ]),
  );

  answered.length = 0;
  entry.runtime.readGates = undefined;
  await eventually(() => expect(answered).toHaveLength(21));
});
