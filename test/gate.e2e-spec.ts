import type { GateView } from '#contracts';
import { batch, cargoRelease, voyageOf } from '../tools/demo/filings';
import { Answer, eventually, Partner, sharedPlatform, type SharedPlatform } from './support';
import { slowness } from './support/machine-speed';

/** The gate in front of the entry module, while real processes die and come back. */

let platform: SharedPlatform;
let broker: Partner;
let run = 8_000;
const importer = '12-3456789';

beforeAll(async () => {
  platform = await sharedPlatform();
  broker = new Partner(platform.gatewayUrl, platform.demo, 'broker');
});

interface Gate extends GateView {
  readonly history: { from: string; to: string; at: string; by: string; cause: string }[];
}
const operations = async (method: string, path: string, body?: object): Promise<any> => {
  const headers = { authorization: `Bearer ${platform.demo.operationsToken}`, 'content-type': 'application/json' };
  const response = await fetch(`${platform.gatewayUrl}/operations/gates${path}`, {
    method,
    headers,
    ...(body ? { body: JSON.stringify(body) } : {}),
  });
  expect(response.status).toBe(200);
  return response.json();
};
const gateOf = async (module = 'entry'): Promise<Gate> =>
  ((await operations('GET', '')).gates as Gate[]).find(
    (gate) => gate.module === module && gate.direction === 'inbound',
  )!;
const changesSince = async (count: number): Promise<string[]> =>
  (await gateOf()).history
    .map(({ to }) => to)
    .reverse()
    .slice(count);
const file = (): Promise<Answer> => {
  const voyage = voyageOf((run += 1), 'MAEU', broker.filerCode, 1);
  return broker.abi(
    batch('SE', broker.sender, broker.filerCode, [cargoRelease(voyage.shipments[0]!, importer, voyage.voyage)]),
  );
};
const answeredOnce = (sent: readonly Answer[]): Promise<void> =>
  eventually(
    async () => {
      const mailbox = await broker.mailbox();
      for (const { body } of sent)
        expect(
          mailbox.filter(({ transmissionId, application }) => transmissionId === body.id && application === 'SX'),
        ).toHaveLength(1);
    },
    { within: 60_000, every: 250 },
  );
const flows = (): Promise<void> =>
  eventually(async () => expect((await gateOf()).state).toBe('FLOWING'), { within: 40_000, every: 100 });

test('entry is killed: its gate is closed within five seconds, filers are told, and everything is answered when it is back', async () => {
  await answeredOnce([await file()]);
  const before = (await gateOf()).history.length;
  await platform.ctl('kill', 'entry');
  const killed = Date.now();
  await eventually(async () => expect((await gateOf()).state).toBe('STOPPED'), {
    within: 5_000 * slowness(),
    every: 50,
  });
  const closedAfter = Date.now() - killed;
  const gate = await gateOf();
  expect(gate).toMatchObject({
    changedBy: 'the platform',
    cause: expect.stringContaining('Nobody listens at the address of entry'),
  });
  expect((await gateOf('manifest')).state).toBe('FLOWING');
  const sent = [await file(), await file(), await file()];
  for (const { status, body } of sent) {
    expect(status).toBe(202);
    expect(body).toMatchObject({ disposition: 'held, do not resend', resend: false });
  }
  const queue = await operations('GET', '/entry/inbound/held');
  expect(queue.items).toHaveLength(3);
  await platform.ctl('start', 'entry');
  await answeredOnce(sent);
  await flows();
  expect(await changesSince(before)).toEqual(['STOPPED', 'TRIAL', 'FLOWING']);
  // The door learns of it within half a second.
  await eventually(async () => expect((await file()).body.disposition).toBe('accepted, being processed'), {
    within: 2_000 * slowness(),
  });
  expect(closedAfter).toBeLessThan(5_000 * slowness());
});

test('the gateway is killed in the middle of a trial: what was held is answered once, and the gate opens', async () => {
  const before = (await gateOf()).history.length;
  await operations('POST', '/entry/inbound/stop', { actor: 'Watch officer', cause: 'Patch' });
  const sent: Answer[] = [];
  for (let i = 0; i < 25; i += 1) sent.push(await file());
  await operations('POST', '/entry/inbound/resume', { actor: 'Watch officer', cause: 'Patch corrected' });
  await platform.ctl('kill', 'gateway');
  await platform.ctl('start', 'gateway');
  await answeredOnce(sent);
  await flows();
  const changes = await changesSince(before);
  expect(changes.slice(0, 2)).toEqual(['STOPPED', 'TRIAL']);
  expect(changes.at(-1)).toBe('FLOWING');
});

test('the broker is killed: filings are held and told so, but no gate closes, because the modules live', async () => {
  const before = (await gateOf()).history.length;
  await platform.ctl('kill', 'broker');
  const sent = await file();
  await eventually(
    async () => expect((await broker.get(`/abi/${sent.body.id}`)).body.disposition).toBe('held, do not resend'),
    { within: 30_000, every: 250 },
  );
  expect((await gateOf()).state).toBe('FLOWING');
  await platform.ctl('start', 'broker');
  await answeredOnce([sent]);
  expect((await gateOf()).history).toHaveLength(before);
});
