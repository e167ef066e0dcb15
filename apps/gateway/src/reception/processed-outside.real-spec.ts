import { EntryFilingAnswered, InteractionRecorded } from '#contracts';
import { gatewayBench, type GatewayBench } from '../../../../test/support/gateway-bench';
import { BROKER_KEY, CARRIER_KEY, COMMANDER, HEADQUARTERS_KEY, OFFICER_KEY, sample } from '../gateway.fixture';
import { open, stop } from '../downtime/downtime.fixture';

const OPERATIONS = 'operations-token-of-this-test';
let gate: GatewayBench;
beforeAll(async () => {
  gate = await gatewayBench();
  await stop(gate, 'entry', 'inbound');
  await stop(gate, 'manifest', 'inbound');
});
afterAll(() => gate?.close());

const said = { note: 'Released on paper at the gate', reference: 'MD-26-2704-000017' };
const outside = (module: string, body: object, { path = '/operations/gates', key = OPERATIONS } = {}) =>
  gate
    .call('post', `${path}/${module}/held/processed-outside`, key)
    .set('content-type', 'application/json')
    .send({ ...said, ...(key === OPERATIONS ? { actor: 'Officer 2704-17' } : {}), ...body });
const mailOf = async (id: string, key?: string) =>
  (await gate.mailbox(key)).filter(({ transmissionId, application }) => transmissionId === id && application !== 'ADM');
const release = (serial: number): object => ({
  ...JSON.parse(sample('cargo-release.json')),
  entryNumber: `B76-${String(serial).padStart(7, '0')}-0`,
});
const waiting = async (filingId: string): Promise<number> =>
  (
    await gate.source.query(
      `SELECT count(*)::int AS n FROM outbox WHERE correlation_id = $1 AND destination IN ('entry', 'manifest')`,
      [filingId],
    )
  )[0].n;

test('a filing done by hand leaves what waits, is answered to its filer with the reference, and told to the activity log; saying it again changes nothing', async () => {
  const { body } = await gate.fileJson('/filings/cargo-release', release(11)).expect(202);
  expect(await waiting(body.filingId)).toBe(1);
  const first = await outside('entry', { filingIds: [body.filingId] }).expect(200);
  expect(first.body.filings).toEqual([
    { filingId: body.filingId, reference: 'B76-0000011-0', result: 'processed outside' },
  ]);
  expect(await waiting(body.filingId)).toBe(0);
  const again = await outside('entry', { references: ['B76-0000011-0'] }).expect(200);
  expect(again.body.filings).toMatchObject([{ result: 'processed outside before' }]);
  const mail = await mailOf(body.id);
  expect(mail.map((entry) => JSON.parse(entry.body))).toMatchObject([
    {
      disposition: 'processed',
      outcome: 'processed outside',
      conditions: [
        {
          code: 'PWO',
          text: 'PROCESSED OUTSIDE MD-26-2704-000017',
          remedy: expect.stringContaining('Officer 2704-17'),
        },
      ],
    },
  ]);
  const logged = (await gate.published(InteractionRecorded))
    .map(({ data }) => data)
    .filter(({ transmissionId, kind }) => transmissionId === body.id && kind === 'answer placed');
  expect(logged).toHaveLength(1);
});

test('in CATAIR the SX names the reference, by order of headquarters', async () => {
  const { body } = await gate.fileAbi(sample('cargo-release.abi')).expect(202);
  const byHeadquarters = { path: '/officer/gates', key: HEADQUARTERS_KEY };
  const { body: refused } = await outside(
    'entry',
    { references: ['B76-0324527-8'], actor: 'R. Alvarez' },
    byHeadquarters,
  ).expect(422);
  expect(refused.errors).toMatchObject([{ at: '/actor', text: expect.stringContaining(COMMANDER) }]);
  const { body: told } = await outside('entry', { references: ['B76-0324527-8'] }, byHeadquarters).expect(200);
  expect(told.filings).toMatchObject([{ result: 'processed outside' }]);
  const [sx] = await mailOf(body.id);
  expect(sx!.body).toMatch(/^SE9013PWOPROCESSED OUTSIDE MD-26-2704-000017 *$/m);
  expect(sx!.body).toMatch(/^SE9002 {3}TRANSACTION ACCEPTED/m);
});

test('in CATAIR the AX of a summary says that it was processed outside, not that it was added', async () => {
  const { body } = await gate.fileAbi(sample('entry-summary.abi')).expect(202);
  await outside('entry', { references: ['B76-0324527-8'] }).expect(200);
  const [ax] = await mailOf(body.id);
  expect(ax!.body.match(/^E1.*/gm)!.map((line) => line.slice(0, 50).trimEnd())).toEqual([
    'E1 IPWO   PROCESSED OUTSIDE MD-26-2704-000017',
    'E1AIPWO   PROCESSED OUTSIDE',
  ]);
});

test('in X12 the 355 accepts the manifest and names the reference', async () => {
  const { body } = await gate.fileX12(sample('manifest-ocean.309'), CARRIER_KEY).expect(202);
  const reference = (await gate.call('get', body.status, CARRIER_KEY).expect(200)).body.filings[0].reference;
  await outside('manifest', { references: [reference] }).expect(200);
  const [, answer] = await mailOf(body.id, CARRIER_KEY);
  expect(answer).toMatchObject({ application: '355' });
  expect(answer!.body).toMatch(
    /K1\*MANIFEST ACCEPTED\*BILLS 3 OK 0 REJECTED~K1\*PWO PROCESSED OUTSIDE.*MD-26-2704-000017/s,
  );
});

test('a filing that left for its module is not touched and named, and one that does not wait is named too', async () => {
  const { body: left } = await gate.fileJson('/filings/cargo-release', release(12)).expect(202);
  await gate.source.query('DELETE FROM outbox WHERE correlation_id = $1', [left.filingId]);
  const { body: answered } = await gate.fileJson('/filings/cargo-release', release(13)).expect(202);
  await gate.answer(EntryFilingAnswered, (await gate.releases()).slice(-1));
  const { body } = await outside('entry', {
    filingIds: [left.filingId, answered.filingId],
    references: ['B76-9999999-9'],
  }).expect(200);
  expect(body.filings).toEqual([
    { filingId: left.filingId, reference: 'B76-0000012-0', result: 'already with its module' },
    { filingId: answered.filingId, reference: null, result: 'not waiting' },
    { filingId: null, reference: 'B76-9999999-9', result: 'not waiting' },
  ]);
  expect(await mailOf(left.id)).toEqual([]);
});

test('only operators and headquarters may say so, only of named filings, and only while the gate is not open', async () => {
  for (const key of [BROKER_KEY, OFFICER_KEY])
    await outside('entry', { references: ['B76-0000011-0'] }, { path: '/officer/gates', key }).expect(403);
  await outside('entry', { references: ['B76-0000011-0'] }, { key: BROKER_KEY }).expect(401);
  expect((await outside('entry', {}).expect(422)).body).toMatchObject({ errors: [{ at: '/filingIds' }] });
  expect((await outside('entry', { filingIds: ['x'] }).expect(422)).body).toMatchObject({
    errors: [{ at: '/filingIds/0' }],
  });
  await outside('account', { references: ['B76-0000011-0'] }).expect(404);
  await open(gate, 'entry', 'inbound');
  expect((await outside('entry', { references: ['B76-0000011-0'] }).expect(409)).body).toMatchObject({
    type: 'urn:portway:problem:state-conflict',
  });
});
