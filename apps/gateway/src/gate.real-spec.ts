import { storeStandings } from '#access';
import { replayPlaces } from './gate/trusted-first';
import { CargoReleaseFiled, DowntimeChanged, FilingHeld, type GateView, StandingChanged } from '#contracts';
import { MessagingRuntime, type Received } from '#messaging';
import { openDesk } from '../../../libs/messaging/test/desk';
import { prepareDatabase } from '../../../libs/messaging/test/desk-database.fixture';
import { eventually, realServers } from '../../../test/support';
import { gatewayBench, type GatewayBench } from '../../../test/support/gateway-bench';
import { received } from '../../../test/support/handler-bench';
import { slowness } from '../../../test/support/machine-speed';
import {
  BROKER_KEY,
  CARRIER_KEY,
  COMMANDER,
  HEADQUARTERS_KEY,
  OFFICER_KEY,
  RIVAL_KEY,
  sample,
} from './gateway.fixture';
import { DowntimeChangedConsumer } from './gate/downtime-changed.consumer';
import type { GateDocument } from './reception/gate-desk';
import { Gates } from './gate/gates';
import { StandInModule } from './gate/module.fixture';
import { ModuleWatch } from './gate/module-watch';

const servers = realServers();
const TOKEN = 'operations-token-of-this-test';
const LONG = { within: 30_000 };

let entry: StandInModule;
let manifest: StandInModule;
let first: GatewayBench;
let second: GatewayBench;
const open = new Set<GatewayBench>();

beforeEach(async () => {
  const [databaseUrl, AMQP_URL] = [await servers.freshDatabase('gateway'), await servers.freshVhost()];
  [entry, manifest] = await Promise.all([
    StandInModule.start('entry', AMQP_URL),
    StandInModule.start('manifest', AMQP_URL),
  ]);
  const settings = {
    AMQP_URL,
    SERVICE_URLS: JSON.stringify({ entry: entry.url, manifest: manifest.url }),
    PILOT_WITHIN_SECONDS: '1',
    GATE_HEALTHY_SECONDS: '1',
  };
  first = await gatewayBench({ ...settings, INSTANCE: 'gateway-1' }, databaseUrl);
  second = await gatewayBench({ ...settings, INSTANCE: 'gateway-2' }, databaseUrl);
  for (const bench of [first, second]) open.add(bench);
  await eventually(
    () => [first, second].every((bench) => runtimeOf(bench).broker.connected) && [first, second].some(leads),
    LONG,
  );
});
afterEach(async () => {
  await Promise.all([...open].map((bench) => bench.close()));
  open.clear();
  await Promise.all([entry, manifest].map((module) => module?.close()));
});

const runtimeOf = (bench: GatewayBench): MessagingRuntime => bench.service.app.get(MessagingRuntime);
const leads = (bench: GatewayBench): boolean => runtimeOf(bench).ownsLane(0);
const gateOf = async (bench = first, module = 'entry', direction = 'inbound'): Promise<GateDocument> => {
  const { body } = await bench.call('get', '/operations/gates', TOKEN).expect(200);
  return (body.gates as GateDocument[]).find((gate) => gate.module === module && gate.direction === direction)!;
};
const order = (what: 'stop' | 'resume', more: object = {}, bench = first, module = 'entry') =>
  bench
    .call('post', `/operations/gates/${module}/inbound/${what}`, TOKEN)
    .send({ actor: 'Watch officer', cause: 'Wrong duties after the patch', ...more });
const flowing = (bench = first, module = 'entry') =>
  eventually(async () => expect((await gateOf(bench, module)).state).toBe('FLOWING'), LONG);
/** Each replica learns of a change within half a second. */
const known = (bench: GatewayBench, state: string, module: 'entry' | 'manifest' = 'entry') =>
  eventually(() => expect(bench.service.app.get(Gates, { strict: false }).stateOf(module, 'inbound')).toBe(state), {
    within: 2_000 * slowness(),
  });
const path = async (module = 'entry'): Promise<string[]> =>
  (await gateOf([...open][0]!, module)).history.map(({ to }) => to).reverse();

let serial = 0;
const subjectOf = (n: number): string => `entry:B76-${String(n).padStart(7, '0')}0`;
const entryNumber = (n: number): string => `B76-${String(n).padStart(7, '0')}-0`;
interface Filed {
  readonly n: number;
  readonly subject: string;
  readonly id: string;
  readonly status: string;
  readonly disposition: string;
  readonly resend: boolean;
}
const release = async (bench = first, n = (serial += 1), change: object = {}): Promise<Filed> => {
  const { body } = await bench
    .fileJson('/filings/cargo-release', {
      ...JSON.parse(sample('cargo-release.json')),
      entryNumber: entryNumber(n),
      action: 'add',
      ...change,
    })
    .expect(202);
  return { ...body, n, subject: subjectOf(n) };
};
const summary = async (n: number, bench = first, change: object = {}) => {
  const body = { ...JSON.parse(sample('entry-summary.json')), entryNumber: entryNumber(n), ...change };
  return (await bench.fileJson('/filings/entry-summary', body).expect(202)).body as { id: string; disposition: string };
};
const subjects = (module = entry): string[] => module.taken.map(({ subject }) => subject);
const allAnswered = (count: number) =>
  eventually(
    async () =>
      expect((await first.source.query(`SELECT count(*)::int AS n FROM filing WHERE state = 'answered'`))[0].n).toBe(
        count,
      ),
    LONG,
  );

/** The port service, which hears of filings that wait. */
const portHears = async (): Promise<{ told: FilingHeld[]; close: () => Promise<void> }> => {
  const databaseUrl = await servers.freshDatabase('port');
  await prepareDatabase(databaseUrl);
  const told: FilingHeld[] = [];
  const desk = await openDesk(
    { service: 'port' as 'entry', instance: 'port-1', databaseUrl, amqpUrl: first.config.AMQP_URL },
    (runtime) =>
      runtime.handle(FilingHeld.type, {
        repeats: true,
        handle: async (messages) => void told.push(...(messages as Received<FilingHeld>[]).map(({ data }) => data)),
      }),
  );
  return { told, close: () => desk.close() };
};

test('a stop order holds filings at every replica; filers are told so at once, officers and operators see what waits', async () => {
  expect((await release()).disposition).toBe('accepted, being processed');
  await allAnswered(1);
  const { body: stopped } = await order('stop', { incidentNumber: 'IN-26-000031' }).expect(200);
  expect(stopped).toMatchObject({
    state: 'STOPPED',
    closedBy: 'order',
    changedBy: 'Watch officer',
    cause: 'Wrong duties after the patch',
    incidentNumber: 'IN-26-000031',
  });
  await eventually(async () => expect((await release(second)).disposition).toBe('held, do not resend'), {
    within: 1_000 * slowness(),
    every: 200,
  });
  const held = await release();
  expect(held).toMatchObject({ disposition: 'held, do not resend', resend: false });
  expect((await first.call('get', held.status).expect(200)).body).toMatchObject({
    disposition: 'held, do not resend',
    filings: [{ disposition: 'held, do not resend' }],
  });
  await first.fileJson('/filings/manifest', sample('manifest.json'), CARRIER_KEY).expect(202);
  await eventually(() => expect(manifest.taken).toHaveLength(1));

  const { body: queue } = await first.call('get', '/operations/gates/entry/inbound/held', TOKEN).expect(200);
  expect(queue.items.at(-1)).toMatchObject({
    filingId: held.id,
    kind: 'cargo release',
    accountName: 'Harbor Brokers',
    disposition: 'held, do not resend',
    ageSeconds: expect.any(Number),
  });
  expect(queue.counts).toEqual([
    { kind: 'cargo release', count: queue.items.length, oldestSeconds: expect.any(Number) },
  ]);
  await eventually(async () => {
    const { body: vitals } = await second.call('get', '/operations/vitals', TOKEN).expect(200);
    expect(
      (vitals.gates as GateView[]).find((gate) => gate.module === 'entry' && gate.direction === 'inbound'),
    ).toMatchObject({ state: 'STOPPED', held: queue.items.length });
    expect(vitals.backlog.find(({ module }: { module: string }) => module === 'entry').receivedPerSecond).toEqual(
      expect.any(Number),
    );
  });
  expect(entry.taken).toHaveLength(1);
  const port = await portHears();
  const waiting = queue.items.map(({ filingId }: { filingId: string }) => filingId).sort();
  await eventually(() => expect(port.told.map(({ filingId }) => filingId).sort()).toEqual(waiting), LONG).finally(
    port.close,
  );
  expect(port.told[0]).toMatchObject({
    module: 'entry',
    kind: 'cargo release',
    portCode: '2704',
    billKeys: ['MAEU260000112'],
  });
  expect((await first.call('get', '/metrics')).text).toMatch(
    /portway_gate_flowing\{module="entry",direction="inbound"\} 0/,
  );
});

test('resumed, one filing goes ahead; only when it is answered the others follow, oldest first, and nothing that came later overtakes', async () => {
  await order('stop').expect(200);
  await known(second, 'STOPPED');
  const held: Filed[] = [];
  for (let i = 0; i < 6; i += 1) held.push(await release());
  const early = held[1]!;
  await summary(early.n);
  await release(first, early.n);
  entry.answering = false;
  await order('resume', { cause: 'The patch is corrected' }).expect(200);
  await eventually(() => expect(subjects()).toEqual([held[0]!.subject]), LONG);
  expect((await gateOf()).state).toBe('TRIAL');
  const live = await release(second);
  expect(live.disposition).toBe('held, do not resend');
  await summary(held[0]!.n, second);
  await entry.answerAll();
  await flowing();
  await eventually(() => expect(entry.taken).toHaveLength(10), LONG);
  const of = (subject: string): string[] =>
    entry.taken.filter((taken) => taken.subject === subject).map(({ type }) => type.replace(/^gateway\.|-filed$/g, ''));
  expect(of(early.subject)).toEqual(['cargo-release', 'entry-summary', 'cargo-release']);
  expect(of(held[0]!.subject)).toEqual(['cargo-release', 'entry-summary']);
  expect(new Set(subjects().slice(-2))).toEqual(new Set([live.subject, held[0]!.subject]));
  expect(await path()).toEqual(['STOPPED', 'TRIAL', 'FLOWING']);
  await allAnswered(10);
});

test('of what was held the releases of trusted traders go out before all others, their summaries before other summaries, and no subject out of its order', async () => {
  const standing: StandingChanged = {
    ...StandingChanged.example,
    programs: [{ program: 'CTPAT', tier: 2, from: '2026-01-01', to: null }],
    benefits: [{ benefit: 'priority', ports: ['2704'], modes: null, from: '2026-01-01', to: null, figure: null }],
  };
  await first.source.transaction((manager) => storeStandings(manager, [standing]));
  await order('stop').expect(200);
  await known(second, 'STOPPED');
  const importer = { type: 'EI', number: '98-7654321' };
  const others = [await release(first, undefined, { importer }), await release(first, undefined, { importer })];
  await summary(others[0]!.n, first, { importerNumber: importer.number });
  const elsewhere = await release(first, undefined, { portOfEntry: '2809' });
  const trusted = [await release(), await release(second)];
  const goFirst = (count: number) =>
    eventually(
      async () =>
        expect((await first.source.query('SELECT count(*)::int AS n FROM outbox WHERE goes_first'))[0].n).toBe(count),
      LONG,
    );
  // Its summary comes when officers have been told of the release, as most do.
  await goFirst(2);
  await summary(trusted[1]!.n);
  const last = await release(first, undefined, { importer });
  await goFirst(3);
  await order('resume').expect(200);
  await flowing();
  await eventually(() => expect(entry.taken).toHaveLength(8), LONG);
  const releases = entry.taken.filter(({ type }) => type === CargoReleaseFiled.type).map(({ subject }) => subject);
  // One filing has gone ahead, whoever filed it.
  const [, ...behind] = releases;
  expect(behind.slice(0, 2).sort()).toEqual(trusted.map(({ subject }) => subject).sort());
  expect(behind.slice(2).sort()).toEqual([others[1]!, elsewhere, last].map(({ subject }) => subject).sort());
  const summaries = entry.taken.filter(({ type }) => type !== CargoReleaseFiled.type).map(({ subject }) => subject);
  expect(summaries).toEqual([trusted[1]!.subject, others[0]!.subject]);
  const placesOf = ({ subject }: { subject: string }) => replayPlaces(first.source.manager, subject);
  expect(await placesOf(trusted[0]!)).toMatchObject([
    {
      first: true,
      reason: expect.stringMatching(
        /^Ahead of \d+ filings that came before: the standing of its importer gives priority at port 2704 by mode \d\d on 20/,
      ),
    },
  ]);
  expect(await placesOf(trusted[1]!)).toMatchObject([{ first: true }, { first: true }]);
  expect(await placesOf(elsewhere)).toMatchObject([{ first: false, reason: 'Not given at port 2809.' }]);
  expect(await placesOf(last)).toEqual([]);
  await allAnswered(8);
});

test('a pilot that fails is left to its module and does not keep the gate shut', async () => {
  await order('stop').expect(200);
  const poison = await release();
  const good = [await release(), await release()];
  entry.refuse = ({ subject }) => {
    if (subject === poison.subject) throw new Error('this one cannot be handled');
  };
  await order('resume').expect(200);
  await flowing();
  await allAnswered(good.length);
  await eventually(
    async () => expect((await entry.setAside()).map(({ subject }) => subject)).toEqual([poison.subject]),
    LONG,
  );
  expect((await gateOf()).state).toBe('FLOWING');
  expect(await path()).toEqual(['STOPPED', 'TRIAL', 'FLOWING']);
});

test('a filing that its module cannot handle closes no gate; five different ones in a row do, and the gate opens by itself when that is over', async () => {
  let broken = (subject: string): boolean => subject === subjectOf(serial);
  entry.refuse = ({ subject }) => {
    if (broken(subject)) throw new Error('broken');
  };
  const bad = await release();
  broken = (subject) => subject === bad.subject;
  await eventually(async () => expect(await entry.setAside()).toHaveLength(1), LONG);
  expect(await path()).toEqual([]);
  broken = () => true;
  for (let i = 0; i < 6; i += 1) await release();
  await eventually(async () => expect((await gateOf()).state).toBe('STOPPED'), LONG);
  expect(await gateOf()).toMatchObject({
    closedBy: 'platform',
    changedBy: 'the platform',
    cause: expect.stringMatching(/messages that entry worked at failed, all of them different/),
  });
  broken = () => false;
  const held = await release();
  await flowing();
  await eventually(() => expect(subjects()).toContain(held.subject), LONG);
});

test('a module that is gone closes its gate within five seconds, and its return opens it', async () => {
  await release();
  await allAnswered(1);
  const keeper = [first, second].find(leads)!.service.app.get(ModuleWatch, { strict: false });
  await eventually(() => keeper.healthOf('entry').state === 'healthy', LONG);
  const gone = Date.now();
  entry.disappear();
  await eventually(async () => expect((await gateOf()).state).toBe('STOPPED'), { ...LONG, every: 50 });
  expect(Date.now() - gone).toBeLessThan(5_000 * slowness());
  expect((await gateOf(first, 'manifest')).state).toBe('FLOWING');
  expect(await gateOf()).toMatchObject({
    cause: expect.stringContaining('Nobody listens at the address of entry'),
    closedBy: 'platform',
  });
  await known(first, 'STOPPED');
  const held = await release();
  expect(held.disposition).toBe('held, do not resend');
  await entry.appear();
  await flowing();
  await allAnswered(2);
  expect(await path()).toEqual(['STOPPED', 'TRIAL', 'FLOWING']);
});

test('a module that lives and answers none of its filings closes its gate; the next filing is its pilot, and its answers open the gate', async () => {
  await release();
  await allAnswered(1);
  entry.answering = false;
  for (let i = 0; i < 3; i += 1) expect((await release()).disposition).toBe('accepted, being processed');
  await eventually(async () => expect((await gateOf()).state).toBe('STOPPED'), LONG);
  expect(await gateOf()).toMatchObject({
    closedBy: 'platform',
    cause: expect.stringMatching(/^3 filings wait for entry and none was answered for 1\d s\.$/),
  });
  expect((await gateOf(first, 'manifest')).state).toBe('FLOWING');
  const { body: vitals } = await second.call('get', '/operations/vitals', TOKEN).expect(200);
  expect(vitals.backlog.find(({ module }: { module: string }) => module === 'entry').standstill).toMatchObject({
    filings: 3,
  });
  await known(first, 'STOPPED');
  const held = await release();
  expect(held.disposition).toBe('held, do not resend');
  await eventually(() => expect(subjects()).toContain(held.subject), LONG);
  await eventually(
    async () =>
      expect((await gateOf()).history.map(({ cause }) => cause)).toContain(
        'A filing was sent ahead and was not answered within 1 s.',
      ),
    LONG,
  );
  await entry.answerAll();
  await release();
  await flowing();
  await allAnswered(6);
});

test('a filing that got lost closes no gate and holds nobody up while others are answered', async () => {
  const lost = await release();
  await allAnswered(1);
  await first.source.query(`UPDATE filing SET state = 'accepted', outcome = NULL, answered_at = NULL WHERE id = $1`, [
    lost.id,
  ]);
  await first.source.query('UPDATE transmission SET unanswered = 1 WHERE id = $1', [lost.id]);
  const began = Date.now();
  let n = 1;
  await eventually(
    async () => {
      expect((await release()).disposition).toBe('accepted, being processed');
      await allAnswered((n += 1) - 1);
      expect(Date.now() - began).toBeGreaterThan(13_000);
    },
    { within: 60_000, every: 500 },
  );
  expect(await path()).toEqual([]);
});

test('the replica that keeps the gates goes away in the middle of a replay: another one finishes it', async () => {
  const [leader, other] = leads(first) ? [first, second] : [second, first];
  await order('stop', {}, other).expect(200);
  await known(leader, 'STOPPED');
  const held: Filed[] = [];
  for (let i = 0; i < 20; i += 1) held.push(await release(other));
  entry.answering = false;
  await order('resume', {}, other).expect(200);
  await eventually(() => expect(entry.taken).toHaveLength(1), LONG);
  open.delete(leader);
  await leader.close();
  expect((await gateOf(other)).state).toBe('TRIAL');
  await entry.answerAll();
  await flowing(other);
  await eventually(() => expect(new Set(subjects())).toEqual(new Set(held.map(({ subject }) => subject))), LONG);
  expect(subjects()).toHaveLength(held.length);
  expect((await gateOf(other)).history.map(({ to }) => to).reverse()).toEqual(['STOPPED', 'TRIAL', 'FLOWING']);
});

test('held entries go after held manifests, because they refer to their bills', async () => {
  await order('stop').expect(200);
  await order('stop', {}, first, 'manifest').expect(200);
  await known(second, 'STOPPED', 'manifest');
  const releases = [await release(), await release(), await release()];
  const bill = JSON.parse(sample('manifest.json'));
  for (let i = 0; i < 3; i += 1)
    await first
      .fileJson('/filings/manifest', { ...bill, conveyance: { ...bill.conveyance, voyage: `09${i}W` } }, CARRIER_KEY)
      .expect(202);
  manifest.answering = false;
  await order('resume', {}, first, 'manifest').expect(200);
  await eventually(() => expect(manifest.taken).toHaveLength(1), LONG);
  await order('resume').expect(200);
  await eventually(() => expect(entry.taken).toHaveLength(1), LONG);
  await manifest.answerAll();
  await flowing();
  await eventually(() => expect(entry.taken).toHaveLength(releases.length), LONG);
  const [, ...replayed] = entry.taken;
  expect(Math.min(...replayed.map(({ at }) => at))).toBeGreaterThan(Math.max(...manifest.taken.map(({ at }) => at)));
});

describe('A downtime', () => {
  const tell = (version: number, said: Partial<DowntimeChanged> = {}) =>
    first.handle((context) =>
      first.service.app.get(DowntimeChangedConsumer, { strict: false }).take(
        [
          received(DowntimeChanged, 'downtime:x', {
            ...DowntimeChanged.example,
            version,
            from: '2026-01-01T00:00:00Z',
            ...said,
          }),
        ],
        context,
      ),
    );

  test('in force stops the gates it orders, revoked it opens them; an older version changes nothing', async () => {
    await tell(1);
    await eventually(async () => expect((await gateOf()).state).toBe('STOPPED'), LONG);
    expect(await gateOf(second)).toMatchObject({
      changedBy: 'Watch commander (headquarters)',
      cause: 'Downtime DT-26-000012',
      incidentNumber: 'IN-26-000031',
      treatments: DowntimeChanged.example.treatments,
    });
    await tell(3, { state: 'revoked' });
    await flowing();
    await tell(2);
    expect(await path()).toEqual(['STOPPED', 'TRIAL', 'FLOWING']);
    expect((await gateOf()).treatments).toEqual([]);
  });

  test('that a keeper carried out and did not live to note opens its gate all the same when it is revoked', async () => {
    await tell(1);
    await eventually(
      async () => expect(await first.source.query('SELECT 1 FROM downtime WHERE executed_version = 1')).toHaveLength(1),
      LONG,
    );
    await first.source.query(`UPDATE downtime SET executed = '[]'`);
    await tell(2, { state: 'revoked' });
    await flowing();
  });

  test('that is a drill stops nothing', async () => {
    await tell(1, { drill: true });
    await eventually(async () =>
      expect(await first.source.query('SELECT 1 FROM downtime WHERE executed_version = 1')).toHaveLength(1),
    );
    expect(await path()).toEqual([]);
    expect((await release()).disposition).toBe('accepted, being processed');
  });
});

test('headquarters orders gates with its own key; officers, partners and impossible orders are refused', async () => {
  const body = { module: 'entry', direction: 'inbound', order: 'stop', cause: 'Patch' };
  await first.call('post', '/officer/gates', OFFICER_KEY).send(body).expect(403);
  await first.call('get', '/officer/gates').expect(403);
  await first.call('get', '/operations/gates').expect(401);
  const { body: another } = await first
    .call('post', '/officer/gates', HEADQUARTERS_KEY)
    .send({ ...body, officer: 'R. Alvarez' })
    .expect(422);
  expect(another.errors).toMatchObject([{ at: '/officer', text: expect.stringContaining(COMMANDER) }]);
  const { body: gate } = await first.call('post', '/officer/gates', HEADQUARTERS_KEY).send(body).expect(200);
  expect(gate).toMatchObject({
    state: 'STOPPED',
    changedBy: `${COMMANDER}, Headquarters`,
    history: [{ from: 'FLOWING', to: 'STOPPED' }],
  });
  expect((await first.call('post', '/officer/gates', HEADQUARTERS_KEY).send(body).expect(409)).body.detail).toContain(
    'STOPPED already',
  );
  const waits = await release();
  const held = '/officer/gates/entry/inbound/held';
  await first.call('get', held, OFFICER_KEY).expect(403);
  await first.call('get', '/officer/gates/cee/inbound/held', HEADQUARTERS_KEY).expect(404);
  expect((await first.call('get', held, HEADQUARTERS_KEY).expect(200)).body).toMatchObject({
    counts: [{ kind: 'cargo release', count: 1 }],
    items: [{ filingId: waits.id, reference: entryNumber(waits.n), disposition: 'held, do not resend' }],
    next: null,
  });
  const own = async (key: string) => (await first.call('get', '/filings?state=unanswered', key).expect(200)).body;
  expect((await own(BROKER_KEY)).filings).toContainEqual(
    expect.objectContaining({ filingId: waits.id, kind: 'cargo release', disposition: 'held, do not resend' }),
  );
  expect((await own(RIVAL_KEY)).filings).toEqual([]);
  await first.call('get', '/filings?state=lost', BROKER_KEY).expect(422);
  await first
    .call('post', '/officer/gates', HEADQUARTERS_KEY)
    .send({ ...body, order: 'resume' })
    .expect(200);
  await flowing();
  expect((await order('resume').expect(409)).body.detail).toContain('FLOWING already');
  expect(
    (await order('stop', { treatments: [{ kind: 'drawback', disposition: 'stop sending' }] }).expect(422)).body.errors,
  ).toMatchObject([{ at: '/treatments/0/kind' }]);
  await first.call('post', '/operations/gates/cee/inbound/stop', TOKEN).send({ actor: 'x', cause: 'x' }).expect(404);
  expect((await first.call('get', '/officer/gates', HEADQUARTERS_KEY).expect(200)).body.gates).toHaveLength(4);
});
