import { randomUUID } from 'node:crypto';
import request from 'supertest';
import { type FilerSetUp, FilerSetUpChanged, SetUpTold } from '#contracts';
import { verifyPassword } from '#service';
import { accountBench, type AccountBench } from '../account.fixture';
import { AbiPasswords } from './abi-passwords';
import { FilerSetUps } from './filer-set-ups';
import { SET_UP_DECISIONS, setUpChangeStates } from './set-up-change.states';

let bench: AccountBench;
let headquarters: string;
beforeAll(async () => {
  bench = await accountBench();
  headquarters = await bench.office('headquarters');
});
afterAll(() => bench?.close());

const setUp = (changes: Partial<FilerSetUp> = {}): FilerSetUp => ({
  ...{ filesAs: 'broker', nationalPermit: { number: '99-00123', from: '2022-12-19', to: null }, localPermitPorts: [] },
  parties: [
    {
      ...{ as: 'filer', ports: ['2704'], office: '', applications: ['SE'], processingPorts: [] },
      ...{ senders: [{ site: '2704', id: 'B76', office: '' }], from: '2026-01-01', to: null },
    },
  ],
  ...changes,
});
let made = 0;
const filer = async (): Promise<{ id: string; key: string; code: string }> => {
  const code = `F${String((made += 1)).padStart(2, '0')}`;
  const { id } = await bench.open({
    ...{ kinds: ['broker'], filerCodes: [code], abi: { site: '2704', id: code, password: 'PASSWD' } },
  });
  const person = { name: 'Mia Holt', email: `mia@${code}.example`, why: 'She owns it.' };
  const { personId } = await bench.post(`/accounts/${id}/owner`, person, headquarters, 200);
  return { id, key: await bench.firstKey(id, personId), code };
};
const sent = async <T>(type: string): Promise<T[]> => {
  const rows: { data: string }[] = await bench.source.query(
    `SELECT data FROM outbox WHERE type = $1 AND destination = 'gateway' ORDER BY id`,
    [type],
  );
  return rows.map(({ data }) => JSON.parse(data) as T);
};
const setUpsOf = async (code: string) =>
  (await sent<FilerSetUpChanged>(FilerSetUpChanged.type)).filter(({ filerCode }) => filerCode === code);
const toldTo = async (id: string) =>
  (await sent<SetUpTold>(SetUpTold.type)).filter(({ accountId }) => accountId === id);
const order = (body: object, status = 200) =>
  request(bench.service.url)
    .post('/operations/filer-set-ups')
    .set('authorization', 'Bearer operations-token-of-this-test')
    .send(body)
    .expect(status);

test('the life of a change of a set-up is sound: CBP decides, and every decision is told', () => {
  expect(setUpChangeStates.faults()).toEqual([]);
  for (const decision of SET_UP_DECISIONS)
    expect(setUpChangeStates.next('asked for', decision)).toMatchObject({ ok: true });
});

describe('The set-up of a filer', () => {
  test('is changed as its owner asks once CBP approves, and not before; gateway and account are told, and the log says who', async () => {
    const { id, key, code } = await filer();
    const wanted = { id: randomUUID(), setUp: setUp(), why: 'We file at Los Angeles.' };
    const at = `/accounts/${id}/filer-set-ups/${code}/changes`;
    const asked = await bench.post(at, wanted, key, 201);
    expect(asked).toMatchObject({ state: 'asked for', askedBy: 'Mia Holt (Harbor Brokers)', setUp: wanted.setUp });
    expect(await bench.post(at, wanted, key, 200)).toEqual(asked);
    await bench.post(at, { ...wanted, why: 'Another.' }, key, 409);
    await bench.post(at, { ...wanted, id: randomUUID() }, key, 409);
    expect(await setUpsOf(code)).toEqual([]);

    const decide = `/filer-set-up-changes/${asked.id}/decide`;
    await bench.post(decide, { decision: 'approved', reason: 'Mine.' }, key, 403);
    const { changes } = await bench.get('/filer-set-up-changes?state=asked%20for', headquarters, 200);
    expect(changes.map((change: { id: string }) => change.id)).toContain(asked.id);
    const decided = await bench.post(decide, { decision: 'approved', reason: 'Permit seen.' }, headquarters, 200);
    expect(decided).toMatchObject({ state: 'approved', reason: 'Permit seen.' });
    await bench.post(decide, { decision: 'refused', reason: 'No.' }, headquarters, 409);

    const [told] = await setUpsOf(code);
    expect(FilerSetUpChanged.faultOf(told)).toBeNull();
    expect(told).toMatchObject({ revision: 1, setUp: wanted.setUp });
    const [said] = await toldTo(id);
    expect(SetUpTold.faultOf(said)).toBeNull();
    expect(said).toMatchObject({ about: 'change approved', filerCode: code, reason: 'Permit seen.' });
    expect((await bench.log(id)).map(({ kind }) => kind).filter((kind) => kind.startsWith('filer set-up'))).toEqual([
      'filer set-up asked for',
      'filer set-up approved',
    ]);
    const seen = await bench.get(`/accounts/${id}/filer-set-ups`, key, 200);
    expect(seen).toMatchObject({ setUps: [{ filerCode: code, revision: 1 }], changes: [{ state: 'approved' }] });
  });

  test('stays as it is when the change is refused, withdrawn, or was asked of one that changed since', async () => {
    const { id, key, code } = await filer();
    await order({ filerCode: code, setUp: setUp() });
    const ask = () =>
      bench.post(
        `/accounts/${id}/filer-set-ups/${code}/changes`,
        { id: randomUUID(), setUp: setUp({ localPermitPorts: ['5301'] }), why: 'Laredo.' },
        key,
        201,
      );
    const refused = await ask();
    await bench.post(
      `/filer-set-up-changes/${refused.id}/decide`,
      { decision: 'refused', reason: 'No.' },
      headquarters,
      200,
    );
    const withdrawn = await ask();
    await bench.post(`/accounts/${id}/filer-set-up-changes/${withdrawn.id}/withdraw`, { why: 'Not now.' }, key, 200);
    const late = await ask();
    await order({ filerCode: code, setUp: setUp({ localPermitPorts: ['2704'] }) });
    const approval = { decision: 'approved', reason: 'Yes.' };
    await bench.post(`/filer-set-up-changes/${late.id}/decide`, approval, headquarters, 409);
    expect((await setUpsOf(code)).map(({ revision }) => revision)).toEqual([1, 2]);
  });

  test('is ordered by an operator, the same again changes nothing, and what cannot be is refused with its place', async () => {
    const { code } = await filer();
    await order({ filerCode: code, setUp: setUp() });
    await order({ filerCode: code, setUp: setUp() });
    await order({ filerCode: code, setUp: setUp({ localPermitPorts: ['5301'] }), onlyIfNew: true });
    expect(await setUpsOf(code)).toHaveLength(1);
    const [party] = setUp().parties;
    const bad = { ...party!, ports: ['9999'], senders: [], to: '2025-01-01' };
    const { body } = await order({ filerCode: code, setUp: setUp({ parties: [bad] }) }, 422);
    expect(body.errors.map(({ at }: { at: string }) => at)).toEqual([
      '/setUp/parties/0/to',
      '/setUp/parties/0/ports/0',
      '/setUp/parties/0/senders',
    ]);
    await order({ filerCode: code, setUp: { parties: 'all' } }, 422);
  });

  test('that ends, or whose permit does, is told of a month before, once for each last day', async () => {
    const { id, code } = await filer();
    const inDays = (days: number): string => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
    const permitTo = (to: string | null) => ({ nationalPermit: { number: '99-00123', from: '2022-12-19', to } });
    for (const [to, times] of [
      [null, 0],
      [inDays(60), 0],
      [inDays(20), 1],
      [inDays(20), 1],
      [inDays(25), 2],
    ] as const) {
      await order({ filerCode: code, setUp: setUp(permitTo(to)) });
      await bench.service.app.get(FilerSetUps, { strict: false }).warn();
      expect((await toldTo(id)).map(({ about }) => about)).toEqual(Array(times).fill('set-up ends'));
    }
    expect((await toldTo(id)).at(-1)).toMatchObject({ filerCode: code, until: `${inDays(25)}T00:00:00.000Z` });
  });

  test('of another account does not exist, and a code that an account does not have cannot be set up for it', async () => {
    const [one, other] = [await filer(), await filer()];
    await bench.get(`/accounts/${one.id}/filer-set-ups`, other.key, 404);
    const wanted = { id: randomUUID(), setUp: setUp(), why: 'Theirs.' };
    await bench.post(`/accounts/${other.id}/filer-set-ups/${one.code}/changes`, wanted, other.key, 404);
    await bench.post(`/accounts/${one.id}/filer-set-ups/${one.code}/changes`, wanted, other.key, 404);
  });
});

describe('An ABI password', () => {
  test('is changed by an owner who knows it, ends after its days, and gateway, account and log are told', async () => {
    const { id, key } = await filer();
    const at = `/accounts/${id}/abi-password`;
    await bench.post(at, { current: 'WRONG1', wanted: 'NEWPW1' }, key, 403);
    await bench.post(at, { current: 'PASSWD', wanted: 'short' }, key, 422);
    await bench.post(at, { current: 'PASSWD', wanted: 'PASSWD' }, key, 422);
    const { until } = await bench.post(at, { current: 'PASSWD', wanted: 'NEWPW1' }, key, 200);
    const days = (Date.parse(until) - Date.now()) / 86_400_000;
    expect(days).toBeGreaterThan(89);
    expect(days).toBeLessThanOrEqual(90);
    const { abi } = (await bench.told(id)).at(-1)!;
    expect(abi).toMatchObject({ until });
    expect(await bench.get(`/accounts/${id}/filer-set-ups`, key, 200)).toMatchObject({ passwordUntil: until });
    expect(await verifyPassword('NEWPW1', abi!.passwordHash)).toBe(true);
    expect(await toldTo(id)).toMatchObject([{ about: 'password changed', until, by: 'Mia Holt (Harbor Brokers)' }]);
    expect(JSON.stringify(await bench.log(id))).not.toMatch(/NEWPW1|PASSWD/);
    expect((await bench.log(id)).at(-1)).toMatchObject({ kind: 'ABI password changed' });
  });

  test('that ends is told of before: at two weeks, a week and a day, each once', async () => {
    const { id } = await filer();
    // A minute less than so many days: the database's clock counts finer than the service's.
    const endsIn = (days: number) =>
      bench.source.query(
        `UPDATE account SET abi_password_until = now() + make_interval(days => $2, mins => -1) WHERE id = $1`,
        [id, days],
      );
    for (const [days, times] of [
      [20, 0],
      [10, 1],
      [8, 1],
      [5, 2],
      [1, 3],
    ] as const) {
      await endsIn(days);
      await bench.service.app.get(AbiPasswords, { strict: false }).warn();
      expect((await toldTo(id)).map(({ about }) => about)).toEqual(Array(times).fill('password ends'));
    }
  });
});
