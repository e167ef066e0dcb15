import { eventually, freshDatabaseOn, ownPostgres } from '../../../../test/support';
import { gatewayBench, type GatewayBench } from '../../../../test/support/gateway-bench';
import { sample } from '../gateway.fixture';

let server: Awaited<ReturnType<typeof ownPostgres>>;
let gate: GatewayBench;
beforeAll(async () => {
  server = await ownPostgres();
  gate = await gatewayBench({ KEY_CACHE_SECONDS: '300' }, await freshDatabaseOn(server.url, 'gateway'));
});
afterAll(async () => {
  await gate?.close();
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
