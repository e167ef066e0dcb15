import { randomUUID } from 'node:crypto';
import { CapabilitiesOnFile1764800520000, capabilitiesFor, storeCapabilities } from '#access';
import { CapabilityChanged, EntryFilingAnswered, SummaryReported } from '#contracts';
import { handlerBench, type HandlerBench, received } from '../../../../test/support/handler-bench';
import { accountBench, type AccountBench } from '../account.fixture';
import { PictureConsumer } from '../picture/picture.consumer';
import { MessageContext, UnitOfWork } from '#messaging';
import { eventually } from '../../../../test/support';
import { heldAccount } from '../trade-account/held-account';
import { readParticipation } from './participation.reader';

const CODE = 'periodic-statement';
const WHY = { why: 'The first accounts of the industry.' };

let bench: AccountBench;
/** A service that judges by capabilities, with nothing but its copy. */
let judge: HandlerBench;
let headquarters: string;
beforeAll(async () => {
  bench = await accountBench();
  judge = await handlerBench({ name: 'judge', entities: [], migrations: [CapabilitiesOnFile1764800520000] });
  headquarters = await bench.office('headquarters');
});
afterAll(async () => {
  await judge?.close();
  await bench?.close();
});

let heard = 0;
/** Brings what was told to who judges, in the order in which it was told. */
const tell = async (): Promise<void> => {
  const rows: { id: string; data: string }[] = await bench.source.query(
    'SELECT id, data FROM outbox WHERE type = $1 AND id > $2 ORDER BY id',
    [CapabilityChanged.type, heard],
  );
  heard = Number(rows.at(-1)?.id ?? heard);
  const told = rows.map(({ data }) => JSON.parse(data) as CapabilityChanged);
  for (const message of told) expect(CapabilityChanged.faultOf(message)).toBeNull();
  await judge.handle(({ unit }) => storeCapabilities(unit.manager, told));
};
const judgedFor = async (accountId: string, at = new Date(), identities: string[] = []) => {
  const participant = { accounts: [accountId], identities };
  const known = await capabilitiesFor(judge.source.manager, [CODE], [participant]);
  return known.allows(CODE, participant, at);
};
const viewOf = async (key: string, accountId: string) =>
  (await bench.get(`/accounts/${accountId}/capabilities`, key, 200)).capabilities.find((c: any) => c.code === CODE);
const waveOf = ({ waves }: any) => waves.at(-1).number as number;

describe('a capability', () => {
  test('of which nothing was told is open to all, and so is each one of this release at first', async () => {
    const { id, key } = await bench.open();
    expect(await judgedFor(id)).toMatchObject({ allowed: true, admissionId: null });
    await tell();
    expect(await judgedFor(id)).toMatchObject({ allowed: true });
    expect(await viewOf(key, id)).toMatchObject({ open: true, admissions: [{ who: 'everybody', wave: 1 }] });
  });

  test('is taken from all by an order, and given to forty by name: they have it from the opening of their wave on', async () => {
    const [first, other] = [await bench.open({ name: 'Lakeside Imports' }), await bench.open({ name: 'Hilltop' })];
    const off = await bench.post(`/capabilities/${CODE}/off`, { why: 'It is rolled out anew.' }, headquarters, 200);
    expect(off).toMatchObject({ state: 'off', waves: [{ number: 1, state: 'closed' }] });
    const wave = waveOf(
      await bench.post(`/capabilities/${CODE}/waves`, { name: 'Electronics', center: 'CEE003' }, headquarters, 201),
    );
    const waveAt = `/capabilities/${CODE}/waves/${wave}`;
    await bench.post(`${waveAt}/open`, WHY, headquarters, 409);
    const named = await bench.post(`${waveAt}/admissions`, { name: 'lakeside imports', ...WHY }, headquarters, 201);
    expect(named).toMatchObject({ who: 'account', accountId: first.id, from: null });
    await bench.post(`${waveAt}/admissions`, { accountId: first.id, ...WHY }, headquarters, 200);
    await bench.post(`${waveAt}/admissions`, { accountId: first.id, name: 'Hilltop', ...WHY }, headquarters, 422);
    await bench.post(`${waveAt}/admissions`, { name: 'Nobody at all', ...WHY }, headquarters, 422);
    await tell();
    expect(await judgedFor(first.id)).toMatchObject({ allowed: false });

    const opened = await bench.post(`${waveAt}/open`, WHY, headquarters, 200);
    expect(opened).toMatchObject({ state: 'in waves' });
    expect(opened.waves.at(-1)).toMatchObject({ state: 'open', admitted: 1, most: 40, center: 'CEE003' });
    await tell();
    expect(await judgedFor(first.id)).toMatchObject({ allowed: true, admissionId: named.id });
    expect(await judgedFor(other.id)).toEqual({
      allowed: false,
      admissionId: null,
      why: expect.stringContaining('It was open to you until'),
    });
    expect(await viewOf(first.key, first.id)).toMatchObject({ open: true });
    expect(await viewOf(other.key, other.id)).toMatchObject({ open: false });
    expect((await bench.log(first.id)).map(({ kind }) => kind)).toEqual([
      'account opened',
      'capability admitted',
      'capability opened',
    ]);
    await bench.get(`/accounts/${first.id}/capabilities`, other.key, 404);
    await bench.get(`/capabilities/${CODE}/admissions`, other.key, 403);
    await bench.post(`${waveAt}/admissions`, { accountId: other.id, ...WHY }, first.key, 403);
  });

  test('ends for an account from an instant on: what was received before counts as open, whenever it is judged', async () => {
    const { id } = await bench.open();
    const wave = waveOf(await bench.post(`/capabilities/${CODE}/waves`, { name: 'Apparel' }, headquarters, 201));
    const waveAt = `/capabilities/${CODE}/waves/${wave}`;
    const { id: admission } = await bench.post(`${waveAt}/admissions`, { accountId: id, ...WHY }, headquarters, 201);
    await bench.post(`${waveAt}/open`, WHY, headquarters, 200);
    const end = `/capabilities/${CODE}/admissions/${admission}/end`;
    await bench.post(end, { from: '2020-01-01T00:00:00Z', ...WHY }, headquarters, 422);
    await bench.post(end, { from: '2090-01-01T00:00:00Z', ...WHY }, headquarters, 200);
    await tell();
    expect(await judgedFor(id, new Date('2089-12-31T23:59:59Z'))).toMatchObject({ allowed: true });
    expect(await judgedFor(id, new Date('2090-01-01T00:00:00Z'))).toMatchObject({ allowed: false });
    const { to } = await bench.post(end, WHY, headquarters, 200);
    await bench.post(end, WHY, headquarters, 200);
    await tell();
    const ended = Date.parse(to);
    expect(await judgedFor(id, new Date(ended - 1))).toMatchObject({ allowed: true, admissionId: admission });
    expect(await judgedFor(id, new Date(ended))).toMatchObject({ allowed: false });
    // Named again, it is another admission.
    const again = await bench.post(`${waveAt}/admissions`, { accountId: id, ...WHY }, headquarters, 201);
    expect(again.id).not.toBe(admission);
    await tell();
    expect(await judgedFor(id)).toMatchObject({ allowed: true, admissionId: again.id });
  });

  test('is of a number in whichever account it is, and of no other', async () => {
    const holder = await bench.open({ kinds: ['importer'], importerNumbers: ['12-7000001'] });
    const wave = waveOf(await bench.post(`/capabilities/${CODE}/waves`, { name: 'By number' }, headquarters, 201));
    const waveAt = `/capabilities/${CODE}/waves/${wave}`;
    await bench.post(`${waveAt}/admissions`, { kind: 'importer number', value: 'x', ...WHY }, headquarters, 422);
    const order = { kind: 'importer number', value: '12-7000001', ...WHY };
    await bench.post(`${waveAt}/admissions`, order, headquarters, 201);
    await bench.post(`${waveAt}/open`, WHY, headquarters, 200);
    await tell();
    expect(await judgedFor(randomUUID(), new Date(), ['12-700000100'])).toMatchObject({ allowed: true });
    expect(await judgedFor(randomUUID(), new Date(), ['12-700000200'])).toMatchObject({ allowed: false });
    expect(await viewOf(holder.key, holder.id)).toMatchObject({ open: true });
  });

  test('has no more participants in a wave than it is planned for, also when two are named at the same instant', async () => {
    const order = { name: 'Two', most: 2 };
    const wave = waveOf(await bench.post(`/capabilities/${CODE}/waves`, order, headquarters, 201));
    const ids = await Promise.all([1, 2, 3, 4].map(async () => (await bench.open()).id));
    const answers = await Promise.allSettled(
      ids.map((accountId) =>
        bench.post(`/capabilities/${CODE}/waves/${wave}/admissions`, { accountId, ...WHY }, headquarters, 201),
      ),
    );
    expect(answers.filter(({ status }) => status === 'fulfilled')).toHaveLength(2);
  });

  test('follows a merger: the account that goes on has what the other one had', async () => {
    const [one, other] = [await bench.open(), await bench.open()];
    const wave = waveOf(await bench.post(`/capabilities/${CODE}/waves`, { name: 'Merged' }, headquarters, 201));
    const waveAt = `/capabilities/${CODE}/waves/${wave}`;
    await bench.post(`${waveAt}/admissions`, { accountId: one.id, ...WHY }, headquarters, 201);
    await bench.post(`${waveAt}/open`, WHY, headquarters, 200);
    await bench.post(`/accounts/${one.id}/merge`, { into: other.id, why: 'One company now.' }, headquarters, 200);
    await tell();
    expect(await judgedFor(other.id)).toMatchObject({ allowed: true });
    expect(await judgedFor(one.id)).toMatchObject({ allowed: false });
  });

  test('is given to nobody who is being merged at that moment', async () => {
    const [one, other] = [await bench.open(), await bench.open()];
    const wave = waveOf(await bench.post(`/capabilities/${CODE}/waves`, { name: 'Beside' }, headquarters, 201));
    const admit = () =>
      bench.post(`/capabilities/${CODE}/waves/${wave}/admissions`, { accountId: one.id, ...WHY }, headquarters, 422);
    let admitted: Promise<{ errors: { text: string }[] }> | undefined;
    await bench.source.transaction(async (manager) => {
      await heldAccount(manager, one.id);
      admitted = admit();
      admitted.catch(() => undefined);
      await eventually(async () => {
        const [{ waiting }] = await bench.source.query(
          `SELECT count(*)::int AS waiting FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`,
        );
        return waiting > 0;
      });
      await manager.query(
        `UPDATE account SET active = false, left_as = 'merged', left_why = 'One company now.', merged_into = $2 WHERE id = $1`,
        [one.id, other.id],
      );
    });
    expect((await admitted!).errors[0]!.text).toBe(`was merged into account ${other.id}`);
  });

  test('is registered with a code of its own, and by people with a name only', async () => {
    const order = { code: 'early-warning', name: 'Early warning', changes: 'notices ahead', judgedBy: 'port', ...WHY };
    const made = await bench.post('/capabilities', order, headquarters, 201);
    expect(made).toMatchObject({
      state: 'registered',
      judged: false,
      registeredBy: 'Somebody There (CBP headquarters)',
    });
    await bench.post('/capabilities', order, headquarters, 409);
    await bench.post('/capabilities', { ...order, code: 'Not A Code' }, headquarters, 422);
    await bench.post('/capabilities/no-such/off', WHY, headquarters, 404);
  });
});

test('CBP sees how often a capability was used and refused, by wave and account, and the quarterly report has it', async () => {
  const { id } = await bench.open({ name: 'Harbor Users' });
  const wave = waveOf(await bench.post(`/capabilities/${CODE}/waves`, { name: 'Used' }, headquarters, 201));
  const waveAt = `/capabilities/${CODE}/waves/${wave}`;
  const { id: admissionId } = await bench.post(`${waveAt}/admissions`, { accountId: id, ...WHY }, headquarters, 201);
  await bench.post(`${waveAt}/open`, WHY, headquarters, 200);
  const consumer = bench.service.app.get(PictureConsumer, { strict: false });
  const handle = (work: (context: MessageContext) => Promise<void>) =>
    bench.source.transaction(async (manager) => {
      const unit = new UnitOfWork(manager, 4);
      await work(new MessageContext(unit));
      await unit.flush();
    });
  const acceptedAt = '2026-11-24T10:00:00Z';
  const used = (entryNumber: string): SummaryReported => ({
    ...SummaryReported.example,
    ...{ accountId: id, entryNumber, acceptedAt, capabilities: [{ code: CODE, admissionId }] },
  });
  await handle((context) =>
    consumer.summaries(
      ['00000018', '00000026'].map((n) => received(SummaryReported, `entry:B76-${n}`, used(n))),
      context,
    ),
  );
  const { example } = EntryFilingAnswered;
  const refusal = {
    ...example,
    origin: { ...example.origin, accountId: id, receivedAt: acceptedAt },
    kind: 'entry summary',
    outcome: 'rejected',
    conditions: [
      {
        ...{ code: '210', text: 'NOT OPEN', remedy: 'Wait.', severity: 'fatal' },
        ...{ recordIndex: null, record: null, field: null, at: null, grouping: null },
      },
    ],
  } as EntryFilingAnswered;
  await handle((context) => consumer.refusedEntries([received(EntryFilingAnswered, 'entry:x', refusal)], context));

  const use = await bench.get(`/capabilities/${CODE}/use?from=2026-11-24&to=2026-11-25`, headquarters, 200);
  expect(use).toEqual({
    taken: 2,
    refused: 1,
    byWave: [{ wave, taken: 2, accounts: 1 }],
    byAccount: [{ accountId: id, name: 'Harbor Users', taken: 2, refused: 1 }],
  });
  expect((await bench.get(`/capabilities/${CODE}/use?from=2026-11-25&to=2026-11-26`, headquarters, 200)).taken).toBe(0);
  const report = await readParticipation(bench.source.manager, '2000-01-01T00:00:00Z', '2100-01-01T00:00:00Z');
  expect(report.capabilities.find(({ code }) => code === CODE)).toMatchObject({ taken: 2, refused: 1, accounts: 1 });
  await bench.get(`${waveAt}/candidates`, headquarters, 200);
});
