import { batch, cargoRelease, entrySummary, manifest309, voyageOf } from '../tools/demo/filings';
import { eventually, Partner, sharedPlatform, type SharedPlatform } from './support';

/** What still works, and what partners are told, while a part of the platform is down. */

let platform: SharedPlatform;
let broker: Partner;
let carrier: Partner;
let run = 7_000;
const importer = '12-3456789';

beforeAll(async () => {
  platform = await sharedPlatform();
  broker = new Partner(platform.gatewayUrl, platform.demo, 'broker');
  carrier = new Partner(platform.gatewayUrl, platform.demo, 'ocean-carrier');
});

const nextVoyage = () => voyageOf((run += 1), 'MAEU', broker.filerCode, 1);
const sendSummary = async (voyage = nextVoyage()) => {
  const { body } = await broker.abi(
    batch('AE', broker.sender, broker.filerCode, [entrySummary(voyage.shipments[0]!, importer, voyage)]),
  );
  const ax = await eventually(async () => (await broker.answersTo(body.id)).find((i) => i.application === 'AX')!.body, {
    within: 60_000,
  });
  return { entryNumber: voyage.shipments[0]!.entryNumber, ax };
};
const teamOf = (ax: string): string =>
  ax
    .split('\n')
    .find((l) => l.startsWith('E0'))!
    .slice(51, 54);
const summary = async (): Promise<any> => (await fetch(`${platform.urls['status']}/status/summary.json`)).json();
const gates = async (): Promise<string[]> => {
  const response = await fetch(`${platform.gatewayUrl}/operations/gates`, {
    headers: { authorization: `Bearer ${platform.demo.operationsToken}` },
  });
  return ((await response.json()) as { gates: { state: string }[] }).gates.map(({ state }) => state);
};
const stateOf = (body: any, name: string): any => body.components.find((c: { name: string }) => c.name === name);

test('with cee down an entry summary is accepted with its team pending, and a UC notification follows when cee is back', async () => {
  await platform.ctl('kill', 'cee');
  const { entryNumber, ax } = await sendSummary();
  expect(ax).toMatch(/^E1A.995/m);
  expect(teamOf(ax)).toBe('   ');
  await platform.ctl('start', 'cee');
  await eventually(
    async () => {
      const notices = (await broker.mailbox()).filter((i) => i.application === 'UC' && i.body.includes(entryNumber));
      expect(notices).toHaveLength(1);
      expect(notices[0]!.body).toMatch(/^E1T2\d{3}/m);
    },
    { within: 60_000 },
  );
});

test('with entry down releases are accepted, kept and shown as held; they are answered when it is back', async () => {
  await platform.ctl('kill', 'entry');
  const voyage = nextVoyage();
  const sent = await broker.abi(
    batch('SE', broker.sender, broker.filerCode, [cargoRelease(voyage.shipments[0]!, importer, voyage.voyage)]),
  );
  expect(sent.status).toBe(202);
  await eventually(async () => {
    const entry = stateOf(await summary(), 'entry');
    expect(entry.state).toBe('down');
    expect(JSON.stringify(entry)).toContain('do not resend');
  });
  expect(stateOf(await summary(), 'manifest').state).toBe('operational');
  const manifest = await carrier.x12(manifest309(nextVoyage(), run));
  await eventually(
    async () => expect((await carrier.answersTo(manifest.body.id)).some((i) => i.application === '355')).toBe(true),
    { within: 60_000 },
  );
  expect((await broker.get(`/entries/${broker.filerCode}/${voyage.shipments[0]!.entryNumber}`)).status).toBe(503);
  await platform.ctl('start', 'entry');
  await eventually(
    async () => expect((await broker.answersTo(sent.body.id)).map((i) => i.application)).toEqual(['SX']),
    { within: 60_000 },
  );
  await eventually(async () => expect(stateOf(await summary(), 'entry').state).toBe('operational'));
  await eventually(async () => expect(await gates()).toEqual(['FLOWING', 'FLOWING', 'FLOWING', 'FLOWING']));
});

test('with the broker down filings are accepted and answered when it is back', async () => {
  await platform.ctl('kill', 'broker');
  const voyage = nextVoyage();
  const sent = await broker.abi(
    batch('SE', broker.sender, broker.filerCode, [cargoRelease(voyage.shipments[0]!, importer, voyage.voyage)]),
  );
  expect(sent.status).toBe(202);
  expect((await fetch(`${platform.gatewayUrl}/health/ready`)).status).toBe(200);
  await platform.ctl('start', 'broker');
  await eventually(
    async () => expect((await broker.answersTo(sent.body.id)).map((i) => i.application)).toEqual(['SX']),
    { within: 30_000 },
  );
});

test('with everything else dead, database and broker too, the status summary is served and says so', async () => {
  for (const name of ['gateway', 'manifest', 'entry', 'cee', 'account', 'port', 'broker', 'database'])
    await platform.ctl('kill', name);
  await eventually(
    async () => {
      const body = await summary();
      for (const name of ['gateway', 'manifest', 'entry', 'cee', 'account', 'port', 'broker'])
        expect(stateOf(body, name).state).toBe('down');
    },
    { within: 60_000 },
  );
  for (const name of ['database', 'broker', 'port', 'account', 'cee', 'entry', 'manifest', 'gateway'])
    await platform.ctl('start', name);
  await eventually(
    async () => {
      const body = await summary();
      for (const name of ['gateway', 'manifest', 'entry', 'cee', 'account', 'port', 'broker'])
        expect(stateOf(body, name).state).toBe('operational');
    },
    { within: 40_000 },
  );
  const { ax } = await sendSummary();
  expect(ax).toMatch(/^E1A.995/m);
});
