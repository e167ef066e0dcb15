import { randomUUID } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect } from 'amqplib';
import { CargoReleaseFiled, EntryFilingAnswered, ManualDecisionMade, NOT_PROCESSED } from '#contracts';
import { laneOf, messagingDefaults, Received, Unprocessable } from '#messaging';
import { eventually, realServers } from '../../../test/support';
import { hashOf, pack } from '../src/envelope';
import { Names } from '../src/topology';
import { accept, Desk, openDesk, openGateway, takeIntoEffect, Wish } from './desk';
import { prepareDatabase } from './desk-database.fixture';
import { accountFor, endAllEntries, startEntry } from './processes';

const queueOf = (service: string, lane: number): string => new Names('portway').queueOf(service, lane);

const servers = realServers();
let amqpUrl: string;
let entryUrl: string;
let gateway: Desk;
let entry: Desk | undefined;
let healed: boolean;

beforeEach(async () => {
  amqpUrl = await servers.freshVhost();
  const gatewayUrl = await servers.freshDatabase('gateway');
  entryUrl = await servers.freshDatabase('entry');
  await prepareDatabase(gatewayUrl);
  await prepareDatabase(entryUrl);
  gateway = await openGateway({ instance: 'gateway-1', databaseUrl: gatewayUrl, amqpUrl });
  entry = undefined;
  healed = false;
});

afterEach(async () => {
  endAllEntries();
  await entry?.close();
  await gateway.close();
});

/** An entry service in this process; poison is poison until `healed`. */
const openEntry = async (): Promise<Desk> => {
  const failedOnce = new Set<string>();
  entry = await openDesk(
    { service: 'entry', instance: 'entry-1', databaseUrl: entryUrl, amqpUrl, attempts: 3 },
    (runtime) =>
      runtime.handle(CargoReleaseFiled.type, {
        repeats: true,
        handle: async (messages, unit) => {
          for (const message of messages as Received<CargoReleaseFiled>[]) {
            const wish = message.data.contactName as Wish;
            if (wish === 'be poison' && !healed) throw new Error('this filing cannot be handled');
            if (wish === 'fail once' && !failedOnce.has(message.id)) {
              failedOnce.add(message.id);
              throw new Error('failed the first time');
            }
            await takeIntoEffect(message, unit, 'entry-1');
          }
        },
      }),
  );
  await eventually(() => entry!.runtime.broker.connected);
  return entry;
};

const subject = (n: number) => `entry:B76-${String(n).padStart(8, '0')}`;

const oneSetAside = (desk: Desk) =>
  eventually(async () => {
    const list = await desk.runtime.worklist.list();
    expect(list).toHaveLength(1);
    return list[0]!;
  });

test('a poison filing in the middle of a batch is set aside, and all others are handled', async () => {
  await accept(
    gateway,
    Array.from({ length: 101 }, (_, n) => ({ subject: subject(n), n, wish: n === 50 ? 'be poison' : 'be handled' })),
  );
  const desk = await openEntry();
  await eventually(async () => expect((await accountFor(gateway, desk.source)).final).toBe(100));
  const aside = await oneSetAside(desk);
  expect(aside).toMatchObject({
    subject: subject(50),
    attempts: 3,
    state: 'set aside',
    reason: expect.stringContaining('cannot be handled'),
  });
  expect(await accountFor(gateway, desk.source)).toMatchObject({
    accepted: 101,
    final: 100,
    answeredTwice: 0,
    tookEffectTwice: 0,
  });
});

test('an operator inspects a message set aside, retries it when its cause is mended, and both are on record', async () => {
  const [filingId] = await accept(gateway, [{ subject: subject(1), n: 1, wish: 'be poison' }]);
  const desk = await openEntry();
  const aside = await oneSetAside(desk);
  const seen = await desk.runtime.worklist.inspect(aside.messageId);
  expect(seen).toMatchObject({
    correlationId: filingId,
    data: { origin: { filingId } },
    error: expect.stringContaining('cannot be handled'),
  });
  healed = true;
  expect(await desk.runtime.worklist.retry(aside.messageId, 'operator one', 'rule mended')).toBeNull();
  await eventually(async () => expect((await accountFor(gateway, desk.source)).final).toBe(1));
  const after = await desk.runtime.worklist.inspect(aside.messageId);
  expect(after!.state).toBe('done');
  expect(after!.actions.map((a) => [a.action, a.actor])).toEqual([
    ['set aside', 'entry-1'],
    ['retried', 'operator one'],
  ]);
});

test('what was heard under a name that its contract had before is handled under the one of today', async () => {
  const desk = await openEntry();
  const taken: string[] = [];
  desk.runtime.handle(ManualDecisionMade.type, {
    repeats: true,
    handle: async (messages) => void taken.push(...messages.map(({ type }) => type)),
  });
  await desk.source.query(
    `INSERT INTO inbox (message_id, lane, type, version, subject, correlation_id, hash, state, published_at, next_try_at, data)
     VALUES ($1, 0, 'status.manual-decision-made', 1, 'entry:B76-03245278', 'paper', '', 'waiting', now(), now(), $2)`,
    [randomUUID(), JSON.stringify(ManualDecisionMade.example)],
  );
  await eventually(() => taken.length > 0);
  expect(taken).toEqual([ManualDecisionMade.type]);
  expect(await desk.runtime.worklist.list()).toEqual([]);
});

test('an operator discards a filing: it takes no effect, stays on file, is answered, and cannot be retried by mistake', async () => {
  await accept(gateway, [{ subject: subject(1), n: 1, wish: 'be poison' }]);
  const desk = await openEntry();
  desk.runtime.worklist.whenDiscarded(CargoReleaseFiled.type, (data, unit, cause) => {
    const { origin } = data as CargoReleaseFiled;
    unit.publish(
      EntryFilingAnswered,
      subject(1),
      {
        origin,
        kind: 'cargo release',
        reference: '-',
        outcome: 'not processed',
        conditions: [NOT_PROCESSED],
        entrySummary: null,
      },
      cause,
    );
  });
  const aside = await oneSetAside(desk);
  expect(await desk.runtime.worklist.discard(aside.messageId, 'operator one', 'test filing')).toBeNull();
  expect(await desk.runtime.worklist.retry(aside.messageId, 'operator two', 'again')).toBe('not set aside');
  expect(await desk.runtime.worklist.list()).toEqual([]);
  expect((await desk.runtime.worklist.inspect(aside.messageId))!.data).toMatchObject({ contactName: 'be poison' });
  expect(await desk.runtime.worklist.retry(randomUUID(), 'operator two', 'unknown')).toBe('no such message');
  await eventually(async () =>
    expect(await gateway.source.query('SELECT outcome FROM final_state')).toEqual([{ outcome: 'not processed' }]),
  );
});

test('a filing that fails once holds back the later ones of its subject, and all are handled in order', async () => {
  await accept(gateway, [
    { subject: subject(7), n: 1, wish: 'fail once' },
    { subject: subject(7), n: 2 },
    { subject: subject(8), n: 1 },
    { subject: subject(7), n: 3 },
  ]);
  const desk = await openEntry();
  await eventually(async () => expect((await accountFor(gateway, desk.source)).final).toBe(4));
  const rows = await desk.source.query('SELECT n FROM effect WHERE subject = $1 ORDER BY id', [subject(7)]);
  expect(rows.map((r: { n: number }) => r.n)).toEqual([1, 2, 3]);
});

test('a filing whose handling kills the service is set aside after bounded attempts, and the others are handled', async () => {
  await accept(
    gateway,
    Array.from({ length: 20 }, (_, n) => ({
      subject: subject(n),
      n,
      wish: n === 10 ? 'kill the service' : 'be handled',
    })),
  );
  const environment = {
    DATABASE_URL: entryUrl,
    AMQP_URL: amqpUrl,
    MARK: join(tmpdir(), `portway-mark-${randomUUID()}`),
    ATTEMPTS: '3',
  };
  let deaths = 0;
  for (; deaths < 10; deaths += 1) {
    const child = await startEntry(environment);
    let isDead = false;
    void child.ended.then(() => (isDead = true));
    // It dies, or all the others are answered.
    await eventually(async () => isDead || (await accountFor(gateway, gateway.source).catch(() => null))?.final === 19);
    if (!isDead) break;
  }
  // Once before anything is on file, once in the claimed batch, then alone until the third attempt is used up.
  expect(deaths).toBe(4);
  const desk = await openDesk(
    { service: 'entry', instance: 'observer', databaseUrl: entryUrl, amqpUrl: 'amqp://127.0.0.1:1' },
    () => undefined,
  );
  entry = desk;
  expect((await oneSetAside(desk)).subject).toBe(subject(10));
  // The last answers are still on their way.
  await eventually(async () => expect((await accountFor(gateway, desk.source)).final).toBe(19));
  expect(await accountFor(gateway, desk.source)).toMatchObject({
    accepted: 20,
    final: 19,
    answeredTwice: 0,
    tookEffectTwice: 0,
  });
});

describe('by hand on the broker', () => {
  const send = async (message: { id: string; data: unknown; version?: number; subject?: string }): Promise<void> => {
    const connection = await connect(amqpUrl);
    const channel = await connection.createConfirmChannel();
    const about = message.subject ?? subject(1);
    const data = JSON.stringify(message.data);
    const content = pack([
      {
        id: message.id,
        type: CargoReleaseFiled.type,
        version: message.version ?? 1,
        subject: about,
        correlationId: 'by-hand',
        causationId: null,
        hash: hashOf(CargoReleaseFiled.type, about, data),
        at: new Date().toISOString(),
        data,
      },
    ]);
    channel.sendToQueue(queueOf('entry', laneOf(about, messagingDefaults.lanes)), content, { persistent: true });
    await channel.waitForConfirms();
    await connection.close();
  };
  const filing = (n: number) => ({ ...CargoReleaseFiled.example, contactName: 'be handled', estimatedValueDollars: n });
  const effects = async (desk: Desk) => (await desk.source.query('SELECT count(*)::int AS n FROM effect'))[0].n;

  test('the same message delivered three times takes effect once', async () => {
    const desk = await openEntry();
    const id = randomUUID();
    for (let i = 0; i < 3; i += 1) await send({ id, data: filing(1) });
    await send({ id: randomUUID(), data: filing(2) });
    await eventually(async () => expect(await effects(desk)).toBe(2));
  });

  test('the same number with other content is refused as a conflict and kept for a person to see', async () => {
    const desk = await openEntry();
    const id = randomUUID();
    await send({ id, data: filing(1) });
    await send({ id, data: filing(999) });
    await eventually(async () => {
      const entryRow = await desk.runtime.worklist.inspect(id);
      expect(entryRow!.conflicts).toEqual([
        expect.objectContaining({ data: expect.objectContaining({ estimatedValueDollars: 999 }) }),
      ]);
    });
    expect(await effects(desk)).toBe(1);
  });

  test('a message that does not match its contract is set aside at once, with the field named', async () => {
    const desk = await openEntry();
    await send({ id: randomUUID(), data: { ...filing(1), entryNumber: 5 } });
    expect(await oneSetAside(desk)).toMatchObject({ attempts: 1, reason: expect.stringContaining('/entryNumber') });
  });

  test('bytes that are no message are set aside for a person and the lane goes on', async () => {
    const desk = await openEntry();
    const connection = await connect(amqpUrl);
    const channel = await connection.createConfirmChannel();
    channel.sendToQueue(
      queueOf('entry', laneOf(subject(1), messagingDefaults.lanes)),
      Buffer.from('\u0000 not a bundle'),
    );
    await channel.waitForConfirms();
    await connection.close();
    await send({ id: randomUUID(), data: filing(1) });
    await eventually(async () => expect(await effects(desk)).toBe(1));
    expect(await oneSetAside(desk)).toMatchObject({ type: 'unreadable', reason: 'not a message: not JSON' });
  });

  test('a message of a version that this replica does not know yet waits for one that does, and is not taken for garbage however often it was tried', async () => {
    const desk = await openEntry();
    await send({ id: randomUUID(), data: filing(1), version: 2 });
    await eventually(async () => {
      const [row] = await desk.source.query('SELECT state, failed FROM inbox');
      expect(row).toMatchObject({ state: 'waiting' });
      expect(row.failed).toBeGreaterThan(4);
    });
    expect(await desk.runtime.worklist.list()).toEqual([]);
  });
});

test('a handler can say that no further attempt helps', async () => {
  await accept(gateway, [{ subject: subject(1), n: 1 }]);
  entry = await openDesk(
    { service: 'entry', instance: 'entry-1', databaseUrl: entryUrl, amqpUrl, attempts: 3 },
    (runtime) =>
      runtime.handle(CargoReleaseFiled.type, {
        repeats: true,
        handle: () => Promise.reject(new Unprocessable('the port is closed for ever')),
      }),
  );
  expect(await oneSetAside(entry)).toMatchObject({ attempts: 1, reason: expect.stringContaining('closed for ever') });
});

test('when the queue of a dead service is full, its messages wait in the outbox and others still travel', async () => {
  const stopped = await openEntry();
  await stopped.close();
  entry = undefined;
  const connection = await connect(amqpUrl);
  const channel = await connection.createConfirmChannel();
  for (let lane = 0; lane < messagingDefaults.lanes; lane += 1) {
    for (let i = 0; i < 2_000; i += 1) channel.sendToQueue(queueOf('entry', lane), Buffer.from('filler'));
  }
  await channel.waitForConfirms().catch(() => undefined);
  await accept(
    gateway,
    Array.from({ length: 100 }, (_, n) => ({ subject: subject(n), n })),
  );
  // The queue takes a little more than its limit before it refuses.
  await eventually(
    async () => {
      await accept(
        gateway,
        Array.from({ length: 50 }, (_, n) => ({ subject: subject(n), n: 1_000 })),
      );
      expect((await gateway.runtime.vitals()).outbox.depth).toBeGreaterThan(0);
    },
    { within: 20_000, every: 300 },
  );
  for (let lane = 0; lane < messagingDefaults.lanes; lane += 1) await channel.purgeQueue(queueOf('entry', lane));
  await connection.close();
  await eventually(async () => expect((await gateway.runtime.vitals()).outbox.depth).toBe(0), { within: 20_000 });
});

test('large filings of one conveyance travel in several bundles, none too large for the broker, in their order', async () => {
  const large = 'X'.repeat(300 * 1024);
  for (let n = 0; n < 12; n += 1) {
    await gateway.runtime.transactions.run(async (unit) => {
      const filingId = randomUUID();
      await unit.manager.query('INSERT INTO accepted VALUES ($1, $2, $3)', [filingId, subject(1), n]);
      const data = {
        ...CargoReleaseFiled.example,
        origin: { ...CargoReleaseFiled.example.origin, filingId },
        contactName: 'be handled',
        contactPhone: large,
        estimatedValueDollars: n,
      };
      unit.publish(CargoReleaseFiled, subject(1), data, { correlationId: filingId });
    });
  }
  await eventually(async () => expect((await gateway.runtime.vitals()).outbox.depth).toBe(0));
  const connection = await connect(amqpUrl);
  const channel = await connection.createChannel();
  const queue = queueOf('entry', laneOf(subject(1), messagingDefaults.lanes));
  const sizes: number[] = [];
  const { messageCount } = await channel.checkQueue(queue);
  await channel.consume(queue, (message) => message && sizes.push(message.content.length));
  await eventually(() => sizes.length === messageCount);
  await connection.close();
  expect(sizes.length).toBeGreaterThan(5);
  expect(Math.max(...sizes)).toBeLessThan(1024 * 1024);
  const desk = await openEntry();
  await eventually(async () => expect((await accountFor(gateway, desk.source)).final).toBe(12));
  const rows = await desk.source.query('SELECT n FROM effect ORDER BY id');
  expect(rows.map((r: { n: number }) => r.n)).toEqual(Array.from({ length: 12 }, (_, n) => n));
});
