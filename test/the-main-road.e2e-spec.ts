import { randomUUID } from 'node:crypto';
import { localDate } from '#kernel';
import { batch, cargoRelease, entrySummary, manifest309, Voyage, voyageOf } from '../tools/demo/filings';
import { eventually, Partner, sharedPlatform, type SharedPlatform } from './support';

let platform: SharedPlatform;
let broker: Partner;
let otherBroker: Partner;
let carrier: Partner;
let officer: Partner;
let run = 100;

beforeAll(async () => {
  platform = await sharedPlatform();
  const partner = (role: string) => new Partner(platform.gatewayUrl, platform.demo, role);
  broker = partner('broker');
  otherBroker = partner('second-broker');
  carrier = partner('ocean-carrier');
  officer = partner('officer');
});

const importer = '12-3456789';
const nextVoyage = (bills: number): Voyage => voyageOf((run += 1), 'MAEU', broker.filerCode, bills);
const releases = (voyage: Voyage) =>
  batch(
    'SE',
    broker.sender,
    broker.filerCode,
    voyage.shipments.map((s) => cargoRelease(s, importer, voyage.voyage)),
  );
const summaries = (voyage: Voyage) =>
  batch(
    'AE',
    broker.sender,
    broker.filerCode,
    voyage.shipments.map((s) => entrySummary(s, importer, voyage)),
  );

const only = async (partner: Partner, transmissionId: string, application: string): Promise<string> =>
  eventually(
    async () => {
      const items = (await partner.answersTo(transmissionId)).filter((i) => i.application === application);
      expect(items).toHaveLength(1);
      return items[0]!.body;
    },
    { within: 60_000 },
  );

/** Entry dispositions (SO60 columns 15-16) a broker was told for an entry, oldest first. */
const dispositions = async (entryNumber: string): Promise<string[]> => {
  const notices = (await broker.mailbox()).filter(
    (i) => i.application === 'SO' && i.body.includes(`${broker.filerCode}  ${entryNumber}`),
  );
  return notices.flatMap((i) =>
    i.body
      .split('\n')
      .filter((l) => l.startsWith('SO60'))
      .map((l) => l.slice(14, 16)),
  );
};

const arrive = async (voyage: Voyage): Promise<void> => {
  const answer = await carrier.json('/filings/arrival', {
    carrier: voyage.scac,
    voyage: voyage.voyage,
    port: voyage.port,
    arrivedAt: new Date().toISOString(),
    conveyanceName: voyage.vessel,
  });
  expect(answer).toMatchObject({ status: 202 });
};

test('what the register of bonds does not cover is refused: a release whose single transaction bond nobody filed, a summary of another surety', async () => {
  const voyage = nextVoyage(1);
  const single = releases(voyage)
    .replace(/^(SE10.{34})8/m, '$19')
    .replace(/^SE20CR .*$/m, (cr) => [cr, 'SE20V1 036'.padEnd(80), 'SE20AMT5000'.padEnd(80)].join('\n'));
  const release = await broker.abi(single);
  expect(await only(broker, release.body.id, 'SX')).toMatch(/^SE9011.*PK0/m);
  // The register of bonds is asked from the first day of this platform on, by the clock of bonds: at the port it may be the day before.
  const today = localDate(new Date(), 'America/New_York');
  const summary = await broker.abi(summaries({ ...voyage, today }).replace(/^318B 036/m, '318B 016'));
  expect(await only(broker, summary.body.id, 'AX')).toContain('REPORTED SURETY/BOND SURETY MISMATCH');
});

test('a ship arrives by X12, its cargo is released and summarised by CATAIR, and each partner is answered in its own format', async () => {
  const voyage = nextVoyage(3);
  const manifest = await carrier.x12(manifest309(voyage, run));
  expect(manifest.status).toBe(202);
  expect(manifest.body).toMatchObject({ disposition: 'accepted, being processed' });
  expect(await only(carrier, manifest.body.id, '997')).toMatch(/AK5\*A/);
  expect(await only(carrier, manifest.body.id, '355')).toBeTruthy();

  const release = await broker.abi(releases(voyage));
  expect(release.status).toBe(202);
  const sx = await only(broker, release.body.id, 'SX');
  const lines = sx.split('\n').filter((l) => l !== '');
  expect(lines.every((l) => l.length === 80)).toBe(true);
  expect(lines[0]).toMatch(/^A2704B76 {6}/);
  expect(lines.filter((l) => l.startsWith('SE10')).map((l) => l.slice(10, 18))).toEqual(
    voyage.shipments.map((s) => s.entryNumber),
  );
  expect(lines.filter((l) => l.startsWith('SE9002'))).toHaveLength(3);

  const summary = await broker.abi(summaries(voyage));
  const ax = await only(broker, summary.body.id, 'AX');
  expect(ax.split('\n').filter((l) => /^E1A.995/.test(l))).toHaveLength(3);
  // E0 52-54: the team of the Center for plastics.
  expect(
    ax
      .split('\n')
      .filter((l) => /^E0/.test(l))
      .every((l) => /^\d{3}$/.test(l.slice(51, 54))),
  ).toBe(true);

  await arrive(voyage);
  for (const { entryNumber } of voyage.shipments) {
    await eventually(async () => expect((await dispositions(entryNumber)).at(-1)).toBe('98'), { within: 60_000 });
  }
  await eventually(
    async () => {
      const notices = (await carrier.mailbox()).filter((i) => i.application === '350');
      for (const { billNumber } of voyage.shipments)
        expect(notices.map((n) => n.body).join('\n')).toMatch(new RegExp(`X4\\*${billNumber}\\*[^~]*\\*1C`));
    },
    { within: 60_000 },
  );
});

test('a bill that comes later than its entry is matched when it comes', async () => {
  const voyage = nextVoyage(1);
  const [shipment] = voyage.shipments;
  const release = await broker.abi(releases(voyage));
  await only(broker, release.body.id, 'SX');
  await carrier.x12(manifest309(voyage, run));
  await arrive(voyage);
  await eventually(async () => expect((await dispositions(shipment!.entryNumber)).at(-1)).toBe('98'), {
    within: 60_000,
  });
});

test('a hold beats a release: held cargo is not released on arrival, and is when the hold is removed', async () => {
  const voyage = nextVoyage(1);
  const [shipment] = voyage.shipments;
  await only(carrier, (await carrier.x12(manifest309(voyage, run))).body.id, '355');
  const hold = await officer.json(
    `/officer/bills/${shipment!.billKey}/holds`,
    { code: '1H', reason: 'Manifest review' },
    { 'idempotency-key': randomUUID() },
  );
  expect(hold.status).toBe(202);
  await eventually(async () => {
    const notices = (await carrier.mailbox()).filter(
      (i) => i.application === '350' && i.body.includes(shipment!.billNumber),
    );
    expect(notices.some((n) => n.body.includes('*1H'))).toBe(true);
  });
  await only(broker, (await broker.abi(releases(voyage))).body.id, 'SX');
  await arrive(voyage);
  await eventually(
    async () =>
      expect((await broker.get(`/entries/${broker.filerCode}/${shipment!.entryNumber}`)).body.release.state).toMatch(
        /hold/,
      ),
    { within: 60_000 },
  );
  expect(await dispositions(shipment!.entryNumber)).not.toContain('98');
  await officer.json(
    `/officer/bills/${shipment!.billKey}/holds/remove`,
    { code: '1H', reason: 'Reviewed' },
    { 'idempotency-key': randomUUID() },
  );
  await eventually(async () => expect((await dispositions(shipment!.entryNumber)).at(-1)).toBe('98'), {
    within: 60_000,
  });
  // Placed once more in the very same words it is another order, judged by the state it meets.
  await officer.json(
    `/officer/bills/${shipment!.billKey}/holds`,
    { code: '1H', reason: 'Manifest review' },
    { 'idempotency-key': randomUUID() },
  );
  await eventually(
    async () => expect((await officer.get(`/bills/${shipment!.billKey}`)).body.holds).toMatchObject([{ code: '1H' }]),
    { within: 60_000 },
  );
});

test('the same transmission sent twice is answered twice and takes effect once', async () => {
  const voyage = nextVoyage(1);
  const text = releases(voyage);
  const first = await broker.abi(text);
  const second = await broker.abi(text);
  expect(second.status).toBe(202);
  expect(second.body.id).not.toBe(first.body.id);
  expect(second.body.repeats).toBe(first.body.id);
  const answer = await only(broker, first.body.id, 'SX');
  expect(await only(broker, second.body.id, 'SX')).toBe(answer);
  expect(answer).toContain('SE9002');
  const third = await broker.abi(text);
  expect(await only(broker, third.body.id, 'SX')).toBe(answer);
});

test('an account sees only its own', async () => {
  const voyage = nextVoyage(1);
  const mine = await broker.abi(releases(voyage));
  await only(broker, mine.body.id, 'SX');
  expect((await otherBroker.get(`/abi/${mine.body.id}`)).status).toBe(404);
  expect((await otherBroker.get(`/entries/${broker.filerCode}/${voyage.shipments[0]!.entryNumber}`)).status).toBe(404);
  const item = (await broker.answersTo(mine.body.id))[0]!;
  expect((await otherBroker.request('POST', `/mailbox/${item.id}/ack`)).status).toBe(404);
  expect((await otherBroker.mailbox()).some((i) => i.id === item.id)).toBe(false);
});

test('an answer stays in the mailbox until it is acknowledged, and acknowledging twice is one', async () => {
  const voyage = nextVoyage(1);
  const sent = await broker.abi(releases(voyage));
  await only(broker, sent.body.id, 'SX');
  const [item] = await broker.answersTo(sent.body.id);
  expect((await broker.request('POST', `/mailbox/${item!.id}/ack`)).status).toBe(200);
  expect((await broker.request('POST', `/mailbox/${item!.id}/ack`)).status).toBe(200);
  expect((await broker.mailbox()).filter(({ transmissionId }) => transmissionId === sent.body.id)).toEqual([]);
});

test('what a carrier and a broker filed is in their pictures, with its duty, its Center and its chapter, and among their records', async () => {
  const voyage = nextVoyage(1);
  const { entryNumber, billKey } = voyage.shipments[0]!;
  await only(carrier, (await carrier.x12(manifest309(voyage, run))).body.id, '355');
  await only(broker, (await broker.abi(releases(voyage))).body.id, 'SX');
  await only(broker, (await broker.abi(summaries(voyage))).body.id, 'AX');
  await arrive(voyage);
  const ofAccount = async ({ account }: Partner, path: string): Promise<any> => {
    const response = await fetch(`${platform.urls['account']}/accounts/${account.id}${path}`, {
      headers: { authorization: `Bearer ${account.apiKey}` },
    });
    expect(response.status).toBe(200);
    return response.json();
  };
  const reference = `${broker.filerCode}-${entryNumber.slice(0, 7)}-${entryNumber.slice(7)}`;
  const recordOf = async (partner: Partner, named: string): Promise<any> =>
    (await ofAccount(partner, `/records?reference=${named}`)).records[0];
  await eventually(
    async () => {
      expect(await recordOf(broker, reference)).toMatchObject({
        kind: 'entry',
        state: 'released',
        summaryState: 'accepted',
        port: voyage.port,
        center: expect.stringMatching(/^CEE0\d\d$/),
      });
      expect(await recordOf(carrier, billKey)).toMatchObject({ kind: 'bill', state: 'arrived' });
    },
    { within: 60_000 },
  );
  const { dutyCents, chapters, center } = await recordOf(broker, reference);
  const { filer } = await ofAccount(broker, '/picture');
  expect(dutyCents).toBeGreaterThan(0);
  expect(filer.total.duty_cents).toBeGreaterThanOrEqual(dutyCents);
  expect(filer.byChapter.map(({ value }: { value: string }) => value)).toEqual(expect.arrayContaining(chapters));
  expect(filer.byCenter.map(({ value }: { value: string }) => value)).toContain(center);
  expect((await ofAccount(carrier, '/picture')).carrier.total.bills_arrived).toBeGreaterThan(0);
});

test("every interaction is on the account's activity log, and the log is unbroken", async () => {
  await eventually(
    async () => {
      const { status, body } = await broker.get('/activity?limit=500');
      expect(status).toBe(200);
      const kinds = new Set(body.entries.map((a: { kind: string }) => a.kind));
      expect([...kinds]).toEqual(
        expect.arrayContaining(['transmission received', 'answer placed', 'answer acknowledged']),
      );
    },
    { within: 60_000 },
  );
  const response = await fetch(`${platform.urls['account']}/operations/accounts/${broker.account.id}/activity/verify`, {
    headers: { authorization: `Bearer ${platform.demo.operationsToken}` },
  });
  expect(await response.json()).toMatchObject({ intact: true });
});
