import { CargoReleaseFiled, EntrySummaryFiled, ManifestFiled } from '#contracts';
import { eventually, realServers } from '../../../../test/support';
import { type CommitProxy, commitProxy } from '../../../../test/support/commit-proxy';
import { gatewayBench, type GatewayBench } from '../../../../test/support/gateway-bench';
import { CARRIER_KEY, sample } from '../gateway.fixture';

let road: CommitProxy;
let gate: GatewayBench;
beforeAll(async () => {
  road = await commitProxy(await realServers().freshDatabase('gateway'));
  gate = await gatewayBench({ KEY_CACHE_SECONDS: '300' }, road.url);
});
afterAll(async () => {
  await gate?.close();
  await road?.close();
});

const JOURNAL = 'INSERT INTO transmission';
const release = (serial: number): object => ({
  ...JSON.parse(sample('cargo-release.json')),
  entryNumber: `B76-${String(serial).padStart(7, '0')}-0`,
});
const kept = async (): Promise<number> =>
  (await gate.source.query('SELECT count(*)::int AS n FROM transmission WHERE duplicate_of IS NULL'))[0].n;
/** The same filings in every format, each sent the same way each time. */
const filings = (run: number): (() => ReturnType<GatewayBench['fileJson']>)[] => [
  () => gate.fileJson('/filings/cargo-release', release(run * 10 + 1)),
  () => gate.fileJson('/filings/cargo-release', release(run * 10 + 2)).set('idempotency-key', `order-${run}`),
  () => gate.fileAbi(sample('entry-summary.abi').replaceAll('03245278', `0324527${run}`)),
  () => gate.fileX12(sample('manifest-ocean.309').replaceAll('000000041', `00000004${run}`), CARRIER_KEY),
];
const published = async (): Promise<number> =>
  (
    await Promise.all(
      [CargoReleaseFiled, EntrySummaryFiled, ManifestFiled].map((c) => gate.published(c as typeof ManifestFiled)),
    )
  ).flat().length;

test('filers whose filings were stored are told so, although the word of it was lost on the way', async () => {
  const before = [await kept(), await published()] as const;
  const count = filings(1).length;
  for (const file of filings(1)) {
    road.lose('confirmation', JOURNAL);
    expect(
      await file()
        .expect(202)
        .then(({ body }) => body),
    ).toMatchObject({ disposition: 'accepted, being processed', filings: 1 });
  }
  expect(road.lost).toBe(count);
  expect([await kept(), await published()]).toEqual([before[0] + count, before[1] + count]);
  for (const file of filings(1)) expect((await file().expect(202)).body).toMatchObject({ repeats: expect.any(String) });
  expect(await published()).toBe(before[1] + count);
});

test('filers whose filings were not stored are told to send them again, and then they are stored once', async () => {
  const before = [await kept(), await published()] as const;
  for (const file of filings(2)) {
    road.lose('commit', JOURNAL);
    const { body } = await file().expect(503);
    expect(body).toMatchObject({
      type: 'urn:portway:problem:unavailable',
      disposition: 'not processed, resend',
      detail: expect.stringContaining('nothing of this message was kept'),
    });
  }
  expect([await kept(), await published()]).toEqual(before);
  for (const file of filings(2)) expect((await file().expect(202)).body).not.toHaveProperty('repeats');
  expect([await kept(), await published()]).toEqual(before.map((n) => n + filings(2).length));
});

test.each(['confirmation', 'commit'] as const)(
  'where nobody can say, filers are told to send the same again, and it takes effect once (lost: the %s)',
  async (what) => {
    const run = what === 'confirmation' ? 3 : 4;
    const before = [await kept(), await published()] as const;
    road.lose(what, JOURNAL, true);
    // Together, so that they wait together.
    const told = await Promise.all(
      filings(run).map((file) => file().then(({ status, body, headers }) => ({ status, body, headers }))),
    );
    const unknown = told.filter(({ body }) => body.type === 'urn:portway:problem:not-known');
    expect(unknown.length).toBeGreaterThan(0);
    for (const { status, body, headers } of unknown) {
      expect({ status, body }).toMatchObject({
        status: 503,
        body: { disposition: 'not known, resend', remedy: expect.stringContaining('Send exactly the same again') },
      });
      expect(JSON.stringify(body)).not.toMatch(/nothing of|not kept|not processed/);
      expect(headers).toMatchObject({
        'x-disposition': 'not known, resend',
        'retry-after': expect.stringMatching(/^\d+$/),
      });
    }
    // The others waited behind and were not even begun.
    for (const { body } of told.filter((one) => !unknown.includes(one)))
      expect(body).toMatchObject({ disposition: 'not processed, resend' });
    road.mend();
    for (const file of filings(run)) await eventually(() => file().expect(202));
    expect([await kept(), await published()]).toEqual(before.map((n) => n + filings(run).length));
  },
);

test('who made something else at such a moment is told to look at it, not that it was not done', async () => {
  const add = () => gate.fileJson('/webhooks', { url: 'https://example.com/answers' });
  road.lose('confirmation', 'INSERT INTO webhook');
  await add().expect(201);
  road.lose('confirmation', 'INSERT INTO webhook', true);
  const { body } = await add().expect(503);
  expect(body).toMatchObject({
    type: 'urn:portway:problem:outcome-not-known',
    remedy: expect.stringContaining('Look at how it stands'),
  });
  expect(body).not.toHaveProperty('disposition');
  road.mend();
  const { body: list } = await eventually(() => gate.call('get', '/webhooks').expect(200));
  expect(list.webhooks).toHaveLength(2);
});
