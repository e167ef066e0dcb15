import { randomUUID } from 'node:crypto';
import type { DataSource } from 'typeorm';
import { ManifestFiled } from '#contracts';
import { contentHash } from '#kernel';
import { createDataSource } from '#persistence';
import { migrated, realServers } from '../../../../../test/support';
import { gatewayBench, type GatewayBench } from '../../../../../test/support/gateway-bench';
import { CARRIER_KEY, partners, sample } from '../../gateway.fixture';
import { gateway } from '../../gateway.service-definition';

const manifest = sample('manifest-ocean.309');
let serial = 500;
/** The sample under a control number of its own. */
const numbered = (text = manifest): string => text.replaceAll('000000041', String(++serial).padStart(9, '0'));
const production = (text: string): string => text.replace('*0*T*>', '*0*P*>');
const to =
  (id: string) =>
  (text: string): string =>
    text.replace('*ZZ*PORTWAY        *', `*ZZ*${id.padEnd(15)}*`);
const onLines = (width: number, text: string): string =>
  text.replaceAll('\n', '').replace(new RegExp(`.{${width}}`, 'g'), '$&\r\n');

describe('A platform for trials', () => {
  let gate: GatewayBench;
  beforeAll(async () => {
    gate = await gatewayBench();
  });
  afterAll(() => gate?.close());
  const file = (text: string) => gate.fileX12(text, CARRIER_KEY);
  const filed = async (): Promise<number> => (await gate.published(ManifestFiled)).length;

  test('takes a test and a production interchange of one number as two', async () => {
    const text = numbered();
    const before = await filed();
    const test = await file(text).expect(202);
    const live = await file(production(text)).expect(202);
    expect([test.body.repeats, live.body.repeats]).toEqual([undefined, undefined]);
    expect((await file(text).expect(202)).body.repeats).toBe(test.body.id);
    expect((await file(production(text)).expect(202)).body.repeats).toBe(live.body.id);
    expect(await filed()).toBe(before + 2);
  });

  test.each([
    ['without line ends', (text: string) => text.replaceAll('\n', '')],
    ['with other line ends', (text: string) => text.replaceAll('\n', '\r\n')],
    ['broken into lines at 80 columns', (text: string) => onLines(80, text)],
    ['with other separators', (text: string) => text.replaceAll('*', '|').replaceAll('~\n', '!')],
  ])(
    'knows an interchange again that comes %s, and finds other content of the same number a conflict',
    async (_how, laidOut) => {
      const text = numbered();
      const first = await file(text).expect(202);
      const before = await filed();
      expect((await file(laidOut(text)).expect(202)).body.repeats).toBe(first.body.id);
      await file(laidOut(text.replace('SHANGHAI', 'NINGBO'))).expect(409);
      expect(await filed()).toBe(before);
    },
  );

  test('reads an interchange that is broken into lines at 80 columns, with all its bills', async () => {
    const { body } = await file(onLines(80, numbered())).expect(202);
    expect(body).toMatchObject({ disposition: 'accepted, being processed', filings: 1 });
    const { data } = (await gate.published(ManifestFiled)).find(
      ({ data: { origin } }) => origin.transmissionId === body.id,
    )!;
    const plainly = (await gate.published(ManifestFiled)).find(
      ({ data: { origin } }) => origin.transmissionId !== body.id,
    )!;
    expect(data.ports).toEqual(plainly.data.ports);
  });

  test('refuses what is addressed to somebody else, says by which name it is addressed, and uses nothing of it', async () => {
    const before = await filed();
    const { body } = await file(to('PORTWAYTEST')(numbered())).expect(202);
    expect(body).toMatchObject({
      disposition: 'rejected',
      filings: 0,
      errors: [{ at: 'segment 1 ISA08', code: 'not-addressed', remedy: expect.stringContaining('ZZ and PORTWAY') }],
    });
    const group = await file(numbered().replace('GS*SO*MAEU*PORTWAY*', 'GS*SO*MAEU*OTHER*')).expect(202);
    expect(group.body).toMatchObject({
      disposition: 'rejected',
      errors: [{ at: 'segment 2 GS03', code: 'not-addressed' }],
    });
    const { text } = await gate.call('get', body.status, CARRIER_KEY).set('accept', 'text/plain').expect(200);
    expect(text).toMatch(/AK9\*R\*1\*1\*0/);
    expect(await filed()).toBe(before);
  });
});

describe('A platform in production', () => {
  let gate: GatewayBench;
  beforeAll(async () => {
    gate = await gatewayBench({ X12_TEST_IS_LIVE: 'false', X12_ID: 'CUSTOMS', X12_QUALIFIER: '01' });
  });
  afterAll(() => gate?.close());
  const file = (text: string) =>
    gate.fileX12(
      text
        .replace('*ZZ*PORTWAY        *', '*01*CUSTOMS        *')
        .replace('GS*SO*MAEU*PORTWAY*', 'GS*SO*MAEU*CUSTOMS*'),
      CARRIER_KEY,
    );
  const filed = async (): Promise<number> => (await gate.published(ManifestFiled)).length;

  test('judges test data, answers it, and files nothing of it; sent again for production under the same number it is filed', async () => {
    const text = numbered();
    const { body } = await file(text).expect(202);
    expect(body).toMatchObject({
      disposition: 'rejected',
      filings: 0,
      errors: [
        {
          at: 'segment 1 ISA15',
          code: 'test-data',
          text: expect.stringContaining('nothing of it was filed'),
          remedy: expect.stringContaining('ISA15 P'),
        },
      ],
    });
    const { text: answers } = await gate.call('get', body.status, CARRIER_KEY).set('accept', 'text/plain').expect(200);
    expect(answers).toMatch(/AK9\*A\*1\*1\*1/);
    expect(answers).toMatch(/K1\*TEST DATA, NOTHING WAS FILED\*BILLS 3 OK 0 REJECTED/);
    expect(await filed()).toBe(0);
    expect((await file(text).expect(202)).body.repeats).toBeUndefined();
    expect((await file(production(text)).expect(202)).body).toMatchObject({
      disposition: 'accepted, being processed',
      filings: 1,
    });
    expect(await filed()).toBe(1);
  });

  test('tells in the answer to test data which bills it would refuse for their content', async () => {
    const { body } = await file(numbered(manifest.replace(/M11\*260000102\*\d{5}/, 'M11*260000102*57A35'))).expect(202);
    const { text } = await gate.call('get', body.status, CARRIER_KEY).set('accept', 'text/plain').expect(200);
    expect(text).toMatch(/K1\*TEST DATA, NOTHING WAS FILED\*BILLS 2 OK 1 REJECTED/);
    expect(text).toMatch(/K1\*034 INVALID FOREIGN PORT/);
  });

  test('is addressed by the name that its operator gave it', async () => {
    expect((await gate.fileX12(production(numbered()), CARRIER_KEY).expect(202)).body).toMatchObject({
      disposition: 'rejected',
      errors: [{ code: 'not-addressed' }, { code: 'not-addressed' }, { code: 'not-addressed' }],
    });
  });
});

test('an interchange that an earlier release stored is known again after the upgrade, and another of its number for other use is not', async () => {
  const url = await realServers().freshDatabase('gateway');
  const before = gateway.migrations.filter(({ name }) => !/NamesOf(Earlier)?Interchanges/.test(name));
  const settings = { url, applicationName: 'test', entities: [], poolSize: 2 };
  await migrated(url, { migrations: before });
  const [stored, renamed] = [randomUUID(), randomUUID()];
  const text = numbered();
  const control = text.slice(90, 99);
  const source = await createDataSource({ ...settings, migrations: [] }).initialize();
  const store = (into: DataSource, id: string, key: string, interchange: string): Promise<unknown> =>
    into.query(
      `INSERT INTO transmission (id, account_id, channel, format, module, idempotency_key, content_hash, body, received_at, correlation_id, disposition, filings, unanswered, envelope)
       VALUES ($1, $2, 'x12', 'X12 309', 'manifest', $3, $4, $5, now(), 'c', 'accepted, being processed', 1, 1, $6)`,
      [
        id,
        carrier.accountId,
        key,
        contentHash(Buffer.from(interchange)),
        Buffer.from(interchange),
        { header: { ...header, control: interchange.slice(90, 99) }, group: null },
      ],
    );
  const carrier = (await partners()).find(({ scacs }) => scacs.includes('MAEU'))!;
  const header = {
    senderQualifier: '02',
    sender: 'MAEU',
    receiverQualifier: 'ZZ',
    receiver: 'PORTWAY',
    control,
    usage: 'T',
  };
  await store(source, stored, `key:02/MAEU/${control}`, text);
  await store(source, renamed, `key:02/MAEU/${control}/${renamed}`, text);
  await source.destroy();
  const gate = await gatewayBench({}, url);
  try {
    expect((await gate.fileX12(text, CARRIER_KEY).expect(202)).body.repeats).toBe(stored);
    expect(await gate.published(ManifestFiled)).toEqual([]);
    expect((await gate.fileX12(production(text), CARRIER_KEY).expect(202)).body.repeats).toBeUndefined();
    const names = await gate.source.query(
      'SELECT idempotency_key FROM transmission WHERE id = ANY($1) ORDER BY length(idempotency_key)',
      [[stored, renamed]],
    );
    expect(names.map((row: { idempotency_key: string }) => row.idempotency_key)).toEqual([
      `key:02/MAEU/ZZ/PORTWAY/${control}/T`,
      `key:02/MAEU/ZZ/PORTWAY/${control}/T/${renamed}`,
    ]);

    // A replica of the earlier release still runs and stores one more.
    const [late, theirs] = [numbered(), randomUUID()];
    await store(gate.source, theirs, `key:02/MAEU/${late.slice(90, 99)}`, late);
    expect((await gate.fileX12(late, CARRIER_KEY).expect(202)).body.repeats).toBe(theirs);
  } finally {
    await gate.close();
  }
});
