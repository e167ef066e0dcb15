import { randomBytes } from 'node:crypto';
import type { DataSource } from 'typeorm';
import { CargoReleaseFiled, EntryFilingAnswered } from '#contracts';
import type { Received } from '#messaging';
import { eventually, realServers } from '../../../test/support';
import { type Desk, openDesk, takeIntoEffect } from './desk';
import { prepareDatabase } from './desk-database.fixture';

const PERSON = '219-09-4420';
const ENTRY = 'entry:B76-00000001';
const [KEY, NEXT] = [randomBytes(32), randomBytes(32)];
const ID = '00000000-0000-4000-8000-000000000001';

const servers = realServers();
const urls = { gateway: '', entry: '' };
let amqpUrl: string;
let open: Desk[] = [];
let logged = '';
const log = {
  info: () => undefined,
  warn: (fields: object, text: string) => void (logged += `${text} ${JSON.stringify(fields)}\n`),
  error: (fields: object, text: string) => void (logged += `${text} ${JSON.stringify(fields)}\n`),
};

beforeEach(async () => {
  amqpUrl = await servers.freshVhost();
  for (const name of ['gateway', 'entry'] as const) {
    urls[name] = await servers.freshDatabase(name);
    await prepareDatabase(urls[name]);
  }
  logged = '';
});
afterEach(async () => {
  for (const desk of open.splice(0)) await desk.close();
});

type Handle = (message: Received<CargoReleaseFiled>) => void;
const start = async (
  service: 'gateway' | 'entry',
  messageKeys: Buffer[],
  taken: Handle = () => undefined,
): Promise<Desk> => {
  const desk = await openDesk(
    { service, instance: `${service}-1`, databaseUrl: urls[service], amqpUrl, messageKeys, log },
    (runtime) =>
      service === 'gateway'
        ? runtime.handle(EntryFilingAnswered.type, { repeats: true, handle: async () => undefined })
        : runtime.handle(CargoReleaseFiled.type, {
            repeats: true,
            handle: async (messages, unit) => {
              for (const message of messages as Received<CargoReleaseFiled>[]) {
                taken(message);
                await takeIntoEffect(message, unit, 'entry-1');
              }
            },
          }),
  );
  open.push(desk);
  return desk;
};
const stop = async (desk: Desk): Promise<void> => {
  open = open.filter((one) => one !== desk);
  await desk.close();
};

const file = (gateway: Desk, contactName: string, n = 1): Promise<void> =>
  gateway.runtime.transactions.run(async (unit) =>
    unit.publish(
      CargoReleaseFiled,
      ENTRY,
      { ...CargoReleaseFiled.example, contactName, estimatedValueDollars: n },
      { correlationId: ID },
    ),
  );
/** Tables of a database in which a text stands. */
const placesOf = async (text: string, source: DataSource): Promise<string[]> => {
  const tables: { name: string }[] = await source.query(
    `SELECT table_name AS name FROM information_schema.tables WHERE table_schema = 'public' AND table_type = 'BASE TABLE'`,
  );
  const found: string[] = [];
  for (const { name } of tables)
    if (
      (await source.query(`SELECT 1 FROM "${name}" t WHERE t::text LIKE '%' || $1 || '%' LIMIT 1`, [text])).length > 0
    )
      found.push(name);
  return found;
};
const waitingAt = async (desk: Desk): Promise<string[]> =>
  (await desk.source.query(`SELECT state FROM inbox ORDER BY sequence`)).map(({ state }: { state: string }) => state);

test('the number of a person is in clear in no table of messages of the sender, nor of the listener that has no key; with the key it goes on, in order', async () => {
  const gateway = await start('gateway', [KEY]);
  await file(gateway, `J. Doe ${PERSON}`);
  expect(await placesOf(PERSON, gateway.source)).toEqual([]);
  for (const keys of [[], [NEXT]]) {
    const taken: Received<CargoReleaseFiled>[] = [];
    const entry = await start('entry', keys, (message) => taken.push(message));
    await eventually(async () => {
      expect((await waitingAt(entry))[0]).toBe('waiting');
      expect(entry.runtime.late().map(({ work }) => work)).toEqual([]);
      expect(entry.runtime.inbox.lockedSeconds).not.toBeNull();
    });
    if (keys.length === 0) await file(gateway, 'J. Doe', 2);
    // More often than a message that fails is tried.
    await eventually(async () => {
      const [{ failed }] = await entry.source.query('SELECT failed FROM inbox ORDER BY sequence LIMIT 1');
      expect(Number(failed)).toBeGreaterThan(5);
      expect(await waitingAt(entry)).toEqual(['waiting', 'waiting']);
    });
    expect(taken).toEqual([]);
    expect(await entry.runtime.worklist.list()).toEqual([]);
    const long = jest.spyOn(entry.runtime.inbox, 'lockedSeconds', 'get').mockReturnValue(31);
    expect(entry.runtime.late()).toContainEqual({ work: 'messages that wait for a key in messages.key', seconds: 31 });
    long.mockRestore();
    for (const source of [gateway.source, entry.source]) expect(await placesOf(PERSON, source)).toEqual([]);
    await stop(entry);
  }
  expect(logged).toContain('waits for a key that this service does not have');
  const taken: string[] = [];
  const entry = await start('entry', [NEXT, KEY], ({ data }) => taken.push(data.contactName ?? ''));
  await eventually(async () => expect(await waitingAt(entry)).toEqual(['done', 'done']));
  expect(taken).toEqual([`J. Doe ${PERSON}`, 'J. Doe']);
  expect(entry.runtime.inbox.lockedSeconds).toBeNull();
  expect([await placesOf(PERSON, entry.source), await placesOf(PERSON, gateway.source)]).toEqual([[], []]);
  expect(logged).not.toContain(PERSON);
});

test('one that fails is kept encrypted, its error is masked, and an operator sees the last four digits', async () => {
  const gateway = await start('gateway', [KEY]);
  const entry = await start('entry', [KEY], ({ data }) => {
    throw new Error(`no such importer: ${data.contactName}`);
  });
  await file(gateway, PERSON);
  const aside = await eventually(async () => {
    const [one] = await entry.runtime.worklist.list();
    return one!.messageId;
  });
  expect(await placesOf(PERSON, entry.source)).toEqual([]);
  const seen = await entry.runtime.worklist.inspect(aside);
  expect(seen).toMatchObject({ data: { contactName: '***-**-4420' }, reason: 'Error: no such importer: ***-**-4420' });
  expect(JSON.stringify(seen)).not.toContain(PERSON);
  expect(logged).not.toContain(PERSON);
  await stop(entry);
  const without = await start('entry', []);
  without.runtime.worklist.whenDiscarded(CargoReleaseFiled.type, () => undefined);
  expect(await without.runtime.worklist.discard(aside, 'operator one', 'not ours')).toBe('no key');
  await stop(without);
  const told: unknown[] = [];
  const again = await start('entry', [KEY]);
  again.runtime.worklist.whenDiscarded(
    CargoReleaseFiled.type,
    (data) => void told.push((data as CargoReleaseFiled).contactName),
  );
  expect(await again.runtime.worklist.discard(aside, 'operator one', 'not ours')).toBeNull();
  expect(told).toEqual([PERSON]);
});

test('a message in clear of an earlier build, on its way or waiting, is handled', async () => {
  const earlier = await start('gateway', []);
  await file(earlier, PERSON);
  await stop(earlier);
  await start('gateway', [KEY]);
  const taken: string[] = [];
  const entry = await start('entry', [KEY], ({ data }) => taken.push(data.contactName ?? ''));
  await eventually(async () => expect(await waitingAt(entry)).toEqual(['done']));
  expect(taken).toEqual([PERSON]);
});
