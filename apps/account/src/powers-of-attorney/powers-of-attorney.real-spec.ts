import { randomUUID } from 'node:crypto';
import { PowerOfAttorneyChanged, PowerOfAttorneyNoticed } from '#contracts';
import type { Transactions, UnitOfWork } from '#messaging';
import { handlerBench, type HandlerBench } from '../../../../test/support/handler-bench';
import { accountBench } from '../account.fixture';
import { account } from '../account.service-definition';
import { readActivity } from '../activity-log/activity.repository';
import type { AccountConfig } from '../config/account.config';
import { TradeAccounts, type WantedAccount } from '../trade-account/trade-accounts';
import type { WantedPower } from './power.rules';
import { PowersOfAttorney } from './powers-of-attorney';

/** Noon of a Monday in Los Angeles. */
const NOW = new Date('2026-11-16T20:00:00Z');
const NUMBER = '12-3456789';
const PERSON = '219-09-9999';

const BY = { name: 'M. Lindqvist', channel: 'account' };

let bench: HandlerBench;
let accounts: TradeAccounts;
let powers: PowersOfAttorney;
const importer = randomUUID();
const buyer = randomUUID();
const broker = randomUUID();

const open = (id: string, change: Partial<WantedAccount>) =>
  accounts.bringTo({
    id,
    name: 'An account',
    kinds: ['importer'],
    importerNumbers: [],
    filerCodes: [],
    scacs: [],
    suretyCodes: [],
    firmsCodes: [],
    zoneNumbers: [],
    agencyCodes: [],
    people: [],
    onlyIfNew: false,
    ports: [],
    trusted: [],
    abi: null,
    apiKey: null,
    apiKeyPerson: null,
    active: true,
    ...change,
  });
const wanted = (change: Partial<WantedPower> = {}): WantedPower => ({
  id: randomUUID(),
  importerNumber: NUMBER,
  filerCode: 'B76',
  scopes: ['cargo release'],
  ports: null,
  partnership: false,
  from: '2026-11-16',
  to: null,
  ...change,
});
const told = async (): Promise<PowerOfAttorneyChanged[]> =>
  (await bench.published(PowerOfAttorneyChanged)).map(({ data }) => data);
const notices = async (powerId: string): Promise<PowerOfAttorneyNoticed[]> =>
  (await bench.published(PowerOfAttorneyNoticed)).map(({ data }) => data).filter((data) => data.powerId === powerId);
const logOf = async (accountId: string) =>
  (await readActivity(bench.source.manager, accountId, 0, 1_000)).filter(
    ({ itemKind }) => itemKind === 'power of attorney',
  );

beforeAll(async () => {
  bench = await handlerBench(account);
  const transactions = {
    run: async <T>(work: (unit: UnitOfWork) => Promise<T>): Promise<T> => {
      let result: T;
      await bench.handle(async ({ unit }) => void (result = await work(unit)), NOW);
      return result!;
    },
  } as unknown as Transactions;
  accounts = new TradeAccounts(bench.source, transactions, { ABI_PASSWORD_DAYS: 90 } as AccountConfig);
  powers = new PowersOfAttorney(bench.source, transactions);
  await open(importer, { importerNumbers: [NUMBER, PERSON] });
  await open(buyer, {});
  await open(broker, { kinds: ['broker'], filerCodes: ['B76'] });
});
afterAll(() => bench?.close());

test('a grant is told with all powers of the importer and stands in both logs; the same again changes nothing', async () => {
  const power = wanted({ scopes: ['entry summary', 'cargo release'], ports: ['2704'] });
  expect(await powers.grant(importer, power, BY, null)).toMatchObject({
    granted: true,
    power: { id: power.id, importerNumber: '12-345678900', filerCode: 'B76', revokedAt: null },
  });
  expect(await powers.grant(importer, power, BY, null)).toMatchObject({ granted: false });
  const sameTerms = { ...power, id: randomUUID(), ports: ['2704', '2704'] };
  expect(await powers.grant(importer, sameTerms, BY, null)).toMatchObject({ power: { id: power.id } });
  expect(await told()).toEqual([
    {
      importerNumber: '12-345678900',
      version: 1,
      powers: [
        {
          ...{ powerId: power.id, filerCode: 'B76', scopes: ['cargo release', 'entry summary'], ports: ['2704'] },
          ...{ from: '2026-11-16', to: null, revokedAt: null, revokedFrom: null },
        },
      ],
    },
  ]);
  for (const side of [importer, broker]) {
    expect(await logOf(side)).toMatchObject([
      { kind: 'power of attorney granted', summary: expect.stringContaining('only filers with a power of attorney') },
    ]);
  }
  expect((await powers.list(importer, 'importer', '0', 10)).powers.map(({ id }) => id)).toEqual([power.id]);
  expect((await powers.list(broker, 'filer', '0', 10)).powers.map(({ id }) => id)).toEqual([power.id]);
  expect((await powers.list(buyer, 'importer', '0', 10)).powers).toEqual([]);
});

test('who has not the number grants and revokes nothing, and nobody needs a power for the own filer code', async () => {
  await expect(powers.grant(buyer, wanted(), BY, null)).rejects.toMatchObject({ kind: 'not-valid' });
  await expect(powers.grant(importer, wanted({ filerCode: 'ZZ9' }), BY, null)).rejects.toMatchObject({
    errors: [{ at: '/filerCode', text: 'no account files under ZZ9' }],
  });
  const { power } = await powers.grant(importer, wanted({ to: '2026-12-31' }), BY, null);
  for (const stranger of [buyer, broker]) {
    await expect(powers.revoke(stranger, power.id, null, BY, 'mine now')).rejects.toMatchObject({
      kind: 'not-found',
    });
  }
  await expect(
    powers.grant(importer, { ...wanted({ id: power.id }), to: '2027-12-31' }, BY, null),
  ).rejects.toMatchObject({ kind: 'state-conflict', errors: [{ at: '/id' }, { at: '/to' }] });
});

test('a power is revoked from a day on and then at once; what was written is never changed', async () => {
  const { power } = await powers.grant(importer, wanted({ from: '2026-11-17' }), BY, null);
  const revoke = (from: string | null) => powers.revoke(importer, power.id, from, BY, 'another broker');
  expect(await revoke('2026-12-01')).toMatchObject({
    revoked: true,
    power: { revokedFrom: '2026-12-01', revokedAt: null },
  });
  expect(await revoke('2026-12-02')).toMatchObject({ revoked: false });
  expect(await revoke(null)).toMatchObject({ revoked: true, power: { revokedAt: NOW, revokedFrom: '2026-12-01' } });
  expect(await revoke(null)).toMatchObject({ revoked: false, power: { revocations: { length: 2 } } });
  expect((await told()).at(-1)!.powers.find(({ powerId }) => powerId === power.id)).toMatchObject({
    revokedAt: NOW.toISOString(),
    revokedFrom: '2026-12-01',
  });
  expect((await logOf(broker)).at(-1)).toMatchObject({ kind: 'power of attorney revoked' });
  // What was revoked is granted anew under an id of its own.
  expect(await powers.grant(importer, wanted({ from: '2026-11-17' }), BY, null)).toMatchObject({
    granted: true,
  });
  await expect(bench.source.query('UPDATE power_of_attorney SET ports = NULL')).rejects.toThrow(
    /never changed|permission/,
  );
  await expect(bench.source.query('DELETE FROM power_of_attorney_revocation')).rejects.toThrow(
    /never changed|permission/,
  );
});

test('the filer is told of a grant, a limit, a revocation and, once, of the end that comes; the importer of a renunciation', async () => {
  const { power } = await powers.grant(importer, wanted({ from: '2026-11-18', to: '2026-12-10' }), BY, 'season');
  await powers.remind(30, 100);
  await powers.remind(30, 100);
  await powers.revoke(importer, power.id, '2026-12-01', BY, 'shorter');
  await powers.revoke(importer, power.id, null, BY, 'own staff');
  expect(await notices(power.id)).toMatchObject([
    { accountId: broker, step: 'granted', importerNumber: '12-345678900', lastDay: '2026-12-10', reason: 'season' },
    { accountId: broker, step: 'about to end', lastDay: '2026-12-10', by: null },
    { accountId: broker, step: 'limited', lastDay: '2026-11-30', by: BY.name },
    { accountId: broker, step: 'revoked', lastDay: null, reason: 'own staff' },
  ]);

  const other = (await powers.grant(importer, wanted({ from: '2026-11-19', to: '2027-12-31' }), BY, null)).power;
  await powers.remind(30, 100);
  const clerk = { name: 'B. Harbor', channel: 'account' };
  await expect(powers.renounce(buyer, other.id, clerk, 'not mine')).rejects.toMatchObject({ kind: 'not-found' });
  expect(await powers.renounce(broker, other.id, clerk, 'unpaid')).toMatchObject({
    renounced: true,
    power: { revokedAt: NOW, revocations: [{ revokedBy: 'B. Harbor', reason: 'unpaid' }] },
  });
  expect(await powers.renounce(broker, other.id, clerk, 'unpaid')).toMatchObject({ renounced: false });
  expect(await notices(other.id)).toMatchObject([
    { step: 'granted' },
    { accountId: importer, step: 'renounced', by: 'B. Harbor' },
  ]);
  expect((await told()).at(-1)!.powers.find(({ powerId }) => powerId === other.id)).toMatchObject({
    revokedAt: NOW.toISOString(),
  });
  for (const side of [importer, broker])
    expect((await logOf(side)).at(-1)).toMatchObject({
      kind: 'power of attorney renounced',
      person: 'B. Harbor',
      summary: expect.stringContaining('renounced at once by B. Harbor: unpaid'),
    });
});

test("a service that begins to listen is told of every importer's powers as they are", async () => {
  const before = await told();
  const newest = new Map(before.map((one) => [one.importerNumber, one]));
  expect(await powers.announceAll()).toBe(newest.size);
  expect((await told()).slice(before.length)).toEqual(expect.arrayContaining([...newest.values()]));
});

test('a number that moves to another account takes its powers with it', async () => {
  const { power } = await powers.grant(importer, wanted({ scopes: ['see'] }), BY, null);
  await open(importer, { importerNumbers: [PERSON] });
  await open(buyer, { importerNumbers: [NUMBER] });
  expect((await powers.list(importer, 'importer', '0', 100)).powers).toEqual([]);
  expect((await powers.list(buyer, 'importer', '0', 100)).powers.map(({ id }) => id)).toContain(power.id);
  await expect(powers.revoke(importer, power.id, null, BY, 'too late')).rejects.toMatchObject({
    kind: 'not-found',
  });
  expect(await powers.revoke(buyer, power.id, null, BY, 'own staff')).toMatchObject({ revoked: true });
});

test('one over documents alone is told to nobody who judges filings, and whoever filed for the importer goes on', async () => {
  const trader = randomUUID();
  await open(trader, { importerNumbers: ['45-6789012'] });
  const tellings = async () => (await told()).filter(({ importerNumber }) => importerNumber.startsWith('45-'));
  const documents = wanted({ importerNumber: '45-6789012', scopes: ['documents'] });
  await powers.grant(trader, documents, BY, null);
  expect(await tellings()).toEqual([]);
  expect(await logOf(trader)).toMatchObject([{ summary: expect.not.stringContaining('only filers with') }]);
  const both = wanted({ importerNumber: '45-6789012', scopes: ['see', 'documents'] });
  await powers.grant(trader, both, BY, null);
  expect(await tellings()).toMatchObject([{ powers: [{ powerId: both.id, scopes: ['see'] }] }]);
  expect((await logOf(trader)).at(-1)).toMatchObject({ summary: expect.stringContaining('only filers with') });
  await powers.revoke(trader, documents.id, null, BY, 'over');
  expect((await tellings()).at(-1)).toMatchObject({ powers: [{ powerId: both.id }] });
});

test("a person's number is in no log and no subject of a message", async () => {
  await powers.grant(importer, wanted({ importerNumber: PERSON }), BY, null);
  expect(JSON.stringify([await logOf(importer), await logOf(broker)])).not.toContain(PERSON);
  expect((await bench.published(PowerOfAttorneyChanged)).map(({ subject }) => subject).join()).not.toContain('9999');
  expect((await powers.list(importer, 'importer', '0', 100)).powers.at(-1)).toMatchObject({
    importerNumber: '***-**-9999',
  });
});

test('two grants of one importer at the same instant are both told, in versions that follow each other', async () => {
  const before = (await told()).filter(({ importerNumber }) => importerNumber === PERSON).length;
  await Promise.all(
    ['2704', '5301', '0901'].map((port) =>
      powers.grant(importer, wanted({ importerNumber: PERSON, ports: [port] }), BY, null),
    ),
  );
  const versions = (await told())
    .filter(({ importerNumber }) => importerNumber === PERSON)
    .map(({ version }) => version);
  expect(versions.sort()).toEqual(Array.from({ length: before + 3 }, (_, index) => index + 1));
});

test('an owner of the account grants over HTTP; its machines, other accounts and CBP do not, and others see nothing of it', async () => {
  const service = await accountBench();
  try {
    const { id, key: machine } = await service.open({ kinds: ['importer'], importerNumbers: [NUMBER] });
    const other = await service.open({ kinds: ['broker'], filerCodes: ['B76'] });
    const headquarters = await service.office('headquarters');
    const anna = { name: 'Anna Lund', email: 'anna@harbor.example', why: 'Founder' };
    const { personId } = await service.post(`/accounts/${id}/owner`, anna, headquarters, 200);
    const owner = await service.firstKey(id, personId);
    const path = `/accounts/${id}/powers-of-attorney`;
    const order = wanted({ from: '2026-01-01' });
    await service.post(path, order, owner, 201);
    await service.post(path, order, owner, 200);
    for (const key of [machine, other.key, headquarters]) await service.post(path, order, key, 403);
    expect(
      (await service.get(`/accounts/${other.id}/powers-of-attorney?as=filer`, other.key, 200)).powers,
    ).toMatchObject([{ id: order.id, grantedBy: expect.stringContaining('Anna Lund') }]);
    await service.get(path, other.key, 404);
    expect((await service.get(path, headquarters, 200)).powers).toHaveLength(1);
    await service.post(`${path}/${order.id}/revocations`, { reason: 'another broker' }, other.key, 403);
    expect(
      await service.post(`${path}/${order.id}/revocations`, { reason: 'another broker' }, owner, 200),
    ).toMatchObject({
      revokedAt: expect.any(String),
    });
    await service.post(`/accounts/${other.id}/powers-of-attorney`, wanted(), owner, 404);

    const again = wanted({ from: '2026-01-01' });
    await service.post(path, again, owner, 201);
    const bo = { name: 'Bo Harbor', email: 'bo@harbor.example', why: 'Founder' };
    const filer = await service.firstKey(
      other.id,
      (await service.post(`/accounts/${other.id}/owner`, bo, headquarters, 200)).personId,
    );
    const renounce = `/accounts/${other.id}/powers-of-attorney/${again.id}/renunciations`;
    await service.post(renounce, { reason: 'unpaid' }, other.key, 403);
    await service.post(renounce, { reason: 'unpaid' }, owner, 404);
    await service.post(`${path}/${again.id}/renunciations`, { reason: 'unpaid' }, owner, 404);
    expect(await service.post(renounce, { reason: 'unpaid' }, filer, 200)).toMatchObject({
      revokedAt: expect.any(String),
    });
  } finally {
    await service.close();
  }
});
