import { setTimeout as pause } from 'node:timers/promises';
import { eventually, freshDatabaseOn, ownPostgres } from '../../../../test/support';
import { startTcpProxy, type TcpProxy } from '../../../../test/support/tcp-proxy';
import { gatewayBench, type GatewayBench } from '../../../../test/support/gateway-bench';
import { sample } from '../gateway.fixture';

let server: Awaited<ReturnType<typeof ownPostgres>>;
let road: TcpProxy;
let gate: GatewayBench;
beforeAll(async () => {
  server = await ownPostgres();
  road = await startTcpProxy({ port: server.port });
  const url = new URL(await freshDatabaseOn(server.url, 'gateway'));
  url.port = String(road.port);
  gate = await gatewayBench({ KEY_CACHE_SECONDS: '1' }, url.href);
});
afterAll(async () => {
  await gate?.close();
  await road?.close();
  await server?.stop();
});

test('while the journal is away nothing is promised, and what was sent again afterwards takes effect once', async () => {
  const release = JSON.parse(sample('cargo-release.json'));
  await gate.fileJson('/filings/cargo-release', release).expect(202);
  await server.kill();
  const refused = await gate
    .fileJson('/filings/cargo-release', { ...release, entryNumber: 'B76-0000001-0' })
    .expect(503);
  expect(refused.body).toMatchObject({ type: 'urn:portway:problem:unavailable', disposition: 'not processed, resend' });
  expect(refused.headers['retry-after']).toMatch(/^\d+$/);
  await gate.call('get', '/health/ready').expect(503);
  await gate.call('get', '/health/live').expect(200);
  await server.start();
  await eventually(() =>
    gate.fileJson('/filings/cargo-release', { ...release, entryNumber: 'B76-0000001-0' }).expect(202),
  );
  expect((await gate.releases()).map(({ entryNumber }) => entryNumber)).toEqual(['03245286', '00000010']);
});

test('where the network to the journal swallows everything, each is told within ten seconds that nothing was kept, and nothing is', async () => {
  const release = JSON.parse(sample('cargo-release.json'));
  const file = (serial: number) =>
    gate.fileJson('/filings/cargo-release', { ...release, entryNumber: `B76-000000${serial}-0` });
  await file(2).expect(202);
  const before = (await gate.releases()).length;
  // What is known of the keys is looked up again.
  await pause(1_100);
  road.mode = 'swallow';
  const told = async (serial: number): Promise<object> => {
    const since = performance.now();
    const { status, body } = await file(serial);
    return { status, disposition: body.disposition, inTime: performance.now() - since < 10_500 };
  };
  const [first, second] = [told(3), told(4)];
  await pause(1_500);
  const refused = { status: 503, disposition: 'not processed, resend', inTime: true };
  expect(await Promise.all([first, second, told(5)])).toEqual([refused, refused, refused]);
  road.mode = 'open';
  await eventually(() => file(3).expect(202), { within: 60_000 });
  await eventually(async () => expect(await gate.releases()).toHaveLength(before + 1));
});
