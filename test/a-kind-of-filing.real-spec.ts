import { MessagingRuntime } from '#messaging';
import { BROKER_KEY, sample } from '../apps/gateway/src/gateway.fixture';
import { StandInModule } from '../apps/gateway/src/gate/module.fixture';
import { eventually, realServers } from './support';
import { gatewayBench, type GatewayBench } from './support/gateway-bench';

/**
 * The table of kinds with a row more: protests, which have a module of their own. And a row that says something else: here entry summaries are
 * decided by that module too, so that one ABI transmission carries filings of two.
 */
jest.mock('../libs/contracts/src/filing-kinds.table', () => {
  const { kinds, modules } = jest.requireActual('../libs/contracts/src/filing-kinds.table');
  const { protest, protestModule } = jest.requireActual<typeof import('./kind-of-filing/protest.table')>(
    './kind-of-filing/protest.table',
  );
  const summary = { ...kinds['entry summary'], module: 'protest' };
  return {
    kinds: { ...kinds, 'entry summary': summary, protest },
    modules: { ...modules, protest: protestModule },
  };
});
jest.mock('../apps/gateway/src/formats/json/json-filings', () => {
  const actual = jest.requireActual('../apps/gateway/src/formats/json/json-filings');
  const { protestInJson } = jest.requireActual<typeof import('./kind-of-filing/protest.body')>(
    './kind-of-filing/protest.body',
  );
  return { ...actual, jsonFilings: { ...actual.jsonFilings, protest: protestInJson } };
});

const TOKEN = 'operations-token-of-this-test';
const LONG = { within: 30_000 };
const PROTEST = 'protest' as never;
let protests: StandInModule;
let entry: StandInModule;
let gate: GatewayBench;

beforeAll(async () => {
  const servers = realServers();
  const AMQP_URL = await servers.freshVhost();
  [protests, entry] = await Promise.all([
    StandInModule.start(PROTEST, AMQP_URL),
    StandInModule.start('entry', AMQP_URL),
  ]);
  gate = await gatewayBench({
    AMQP_URL,
    SERVICE_URLS: JSON.stringify({ protest: protests.url, entry: entry.url }),
    PILOT_WITHIN_SECONDS: '1',
    GATE_HEALTHY_SECONDS: '1',
  });
  await eventually(() => gate.service.app.get(MessagingRuntime).broker.connected, LONG);
});
afterAll(async () => {
  await gate?.close();
  await Promise.all([protests, entry].map((module) => module?.close()));
});

const order = (what: 'stop' | 'resume') =>
  gate
    .call('post', `/operations/gates/protest/inbound/${what}`, TOKEN)
    .send({ actor: 'Watch officer', cause: 'Its database is repaired' })
    .expect(200);
const stateOfGate = async (): Promise<string> => {
  const { body } = await gate.call('get', '/operations/gates', TOKEN).expect(200);
  return body.gates.find(
    (one: { module: string; direction: string }) => one.module === 'protest' && one.direction === 'inbound',
  )?.state;
};
const protest = async (protestNumber: string) =>
  (await gate.fileJson('/filings/protest', { protestNumber }).expect(202)).body as { id: string; disposition: string };
const answersTo = async (transmissionId: string) =>
  (await gate.mailbox(BROKER_KEY)).filter((answer) => answer.transmissionId === transmissionId);

test('a kind of filing with a module of its own is a row: it is filed, waits behind its own gate, goes out again and is answered', async () => {
  await eventually(async () => expect(await stateOfGate()).toBe('FLOWING'), LONG);
  const first = await protest('2704-26-100001');
  expect(first.disposition).toBe('accepted, being processed');
  await eventually(async () => {
    const [answer] = await answersTo(first.id);
    expect(JSON.parse(answer?.body ?? '{}')).toMatchObject({
      kind: 'protest',
      reference: '2704-26-100001',
      outcome: 'accepted',
      disposition: 'processed',
    });
  }, LONG);

  await order('stop');
  await eventually(async () => expect(await stateOfGate()).toBe('STOPPED'), LONG);
  const held = await protest('2704-26-100002');
  expect(held).toMatchObject({
    disposition: 'held, do not resend',
    treated: [{ kind: 'protest', disposition: 'held, do not resend', filings: 1 }],
  });
  const { body: queue } = await gate.call('get', '/operations/gates/protest/inbound/held', TOKEN).expect(200);
  expect(queue.items).toMatchObject([{ filingId: held.id, kind: 'protest', reference: '2704-26-100002' }]);
  expect(protests.taken.map(({ subject }) => subject)).toEqual(['protest:2704-26-100001']);

  await order('resume');
  await eventually(async () => expect(await stateOfGate()).toBe('FLOWING'), LONG);
  await eventually(async () => expect(await answersTo(held.id)).toHaveLength(1), LONG);
  expect(protests.taken.map(({ subject }) => subject)).toEqual(['protest:2704-26-100001', 'protest:2704-26-100002']);
});

test('in one ABI transmission each filing has the gate of its own module, and each batch is answered when its module has answered', async () => {
  await order('stop');
  await eventually(async () => expect(await stateOfGate()).toBe('STOPPED'), LONG);
  const { body: sent } = await gate.fileAbi(sample('cargo-release.abi') + sample('entry-summary.abi')).expect(202);
  expect(sent).toMatchObject({
    disposition: 'held, do not resend',
    filings: 2,
    treated: [{ kind: 'entry summary', disposition: 'held, do not resend', filings: 1 }],
  });
  const applications = async (): Promise<string[]> => (await answersTo(sent.id)).map(({ application }) => application);
  await eventually(async () => expect(await applications()).toEqual(['ADM', 'SX']), LONG);
  expect((await gate.call('get', sent.status).expect(200)).body).toMatchObject({
    counts: { filings: 2, unanswered: 1 },
    filings: [
      { kind: 'cargo release', module: 'entry', disposition: 'processed' },
      { kind: 'entry summary', module: 'protest', disposition: 'held, do not resend' },
    ],
  });
  await eventually(async () => {
    const { body: vitals } = await gate.call('get', '/operations/vitals', TOKEN).expect(200);
    const backlog = new Map(
      vitals.backlog.map((one: { module: string; unanswered: number }) => [one.module, one.unanswered]),
    );
    expect([backlog.get('entry'), backlog.get('protest')]).toEqual([0, 1]);
  }, LONG);

  await order('resume');
  await eventually(async () => expect(await applications()).toEqual(['ADM', 'SX', 'AX']), LONG);
  expect((await gate.call('get', sent.status).expect(200)).body).toMatchObject({ disposition: 'processed' });
});
