import { randomUUID } from 'node:crypto';
import { accountBench, type AccountBench } from '../account.fixture';

let bench: AccountBench;
beforeAll(async () => {
  bench = await accountBench();
});
afterAll(() => bench?.close());

const ANNA = { name: 'Anna Lund', email: 'anna@harbor.example', why: 'Founder' };
const BEN = { name: 'Ben Ochoa', email: 'ben@harbor.example', why: 'Head of operations' };
const CARA = { name: 'Cara Diaz', email: 'cara@harbor.example', why: 'Files summaries' };

/** An account with an owner who has a key. */
const owned = async () => {
  const { id: accountId, key: machine } = await bench.open({ kinds: ['broker'] });
  const headquarters = await bench.office('headquarters');
  const { personId } = await bench.post(`/accounts/${accountId}/owner`, ANNA, headquarters, 200);
  const keyOf = async (person: string, by: string, more: object = {}): Promise<string> =>
    (await bench.post(`/accounts/${accountId}/keys`, { label: 'desk', personId: person, ...more }, by, 201)).apiKey;
  // CBP issues nobody's keys: the first one of an owner comes from those who run the platform.
  const owner = await bench.firstKey(accountId, personId);
  return { accountId, machine, headquarters, owner, keyOf };
};

describe('people of an account', () => {
  test('an owner makes a proxy owner and a user; a proxy makes users and no proxy', async () => {
    const { accountId, owner, keyOf } = await owned();
    const path = `/accounts/${accountId}/people`;
    const { personId: ben } = await bench.post(path, { ...BEN, role: 'proxy owner' }, owner, 201);
    const proxy = await keyOf(ben, owner);
    const user = { ...CARA, role: 'user', leaves: { filing: 'write' } };
    await bench.post(path, user, proxy, 201);
    const refused = await bench.post(path, { ...CARA, role: 'proxy owner' }, proxy, 403);
    expect(refused.detail).toContain('proxy owner');
    const { roles } = await bench.get(path, proxy, 200);
    expect(roles.map((r: any) => [r.person.name, r.role, r.givenBy, r.why])).toEqual([
      ['Anna Lund', 'owner', expect.stringContaining('headquarters'), 'Founder'],
      ['Ben Ochoa', 'proxy owner', 'Anna Lund (Harbor Brokers)', 'Head of operations'],
      ['Cara Diaz', 'user', 'Ben Ochoa (Harbor Brokers)', 'Files summaries'],
    ]);
  });

  test("the last owner cannot be removed, only exchanged, and the former owner's key is worth nothing from then on", async () => {
    const { accountId, owner, keyOf } = await owned();
    const { roles } = await bench.get(`/accounts/${accountId}/people`, owner, 200);
    const removal = await bench.post(`/accounts/${accountId}/people/${roles[0].id}/end`, { why: 'leaves' }, owner, 409);
    expect(removal.detail).toContain('hands it over');
    const { personId } = await bench.post(`/accounts/${accountId}/owner`, BEN, owner, 200);
    expect((await bench.get(`/accounts/${accountId}/people`, owner, 403)).detail).toContain('no role');
    const ben = await bench.firstKey(accountId, personId);
    await keyOf(personId, ben);
  });

  test('a user sees and changes what the leave says, and nothing of people or keys', async () => {
    const { accountId, owner, keyOf } = await owned();
    const path = `/accounts/${accountId}/people`;
    const { personId } = await bench.post(path, { ...CARA, role: 'user', leaves: { account: 'read' } }, owner, 201);
    const user = await keyOf(personId, owner);
    await bench.get(path, user, 200);
    await bench.post(path, { ...BEN, role: 'user', leaves: {} }, user, 403);
    const none = await bench.post(path, { ...BEN, role: 'user', leaves: {} }, owner, 201);
    const idle = await keyOf(none.personId, owner);
    expect((await bench.get(path, idle, 403)).detail).toContain('An owner of the account can give it');
  });

  test('a role with an end opens nothing after it, and one that was ended nothing at once', async () => {
    const { accountId, owner, keyOf } = await owned();
    const path = `/accounts/${accountId}/people`;
    const user = { ...CARA, role: 'user', leaves: { account: 'read' } };
    const past = { from: '2026-01-01T00:00:00Z', to: '2026-02-01T00:00:00Z' };
    const old = await bench.post(path, { ...user, ...past }, owner, 201);
    expect(
      (await bench.post(`/accounts/${accountId}/keys`, { label: 'desk', personId: old.personId }, owner, 422)).errors[0]
        .at,
    ).toBe('/personId');
    const { id, personId } = await bench.post(path, user, owner, 201);
    const key = await keyOf(personId, owner);
    await bench.get(path, key, 200);
    await bench.post(`${path}/${id}/end`, { why: 'Works elsewhere' }, owner, 204);
    await bench.get(path, key, 403);
    await bench.post(`${path}/${id}/end`, { why: 'again' }, owner, 204);
    expect((await bench.told(accountId)).at(-1)!.people!.map(({ name }) => name)).toEqual(['Anna Lund']);
  });

  test('what is wrong with a role is said field by field', async () => {
    const { accountId, owner } = await owned();
    const path = `/accounts/${accountId}/people`;
    const at = async (order: object): Promise<string[]> =>
      (await bench.post(path, { ...CARA, ...order }, owner, 422)).errors.map((e: { at: string }) => e.at);
    expect(await at({ role: 'auditor' })).toEqual(['/role']);
    expect(await at({ role: 'owner' })).toEqual(['/role']);
    expect(await at({ role: 'user' })).toEqual(['/leaves']);
    expect(await at({ role: 'user', leaves: { everything: 'write', filing: 'all' } })).toEqual([
      '/leaves/everything',
      '/leaves/filing',
    ]);
    expect(await at({ role: 'user', leaves: {}, ports: ['2704'], center: 'CEE009' })).toEqual(['/ports', '/center']);
    expect(await at({ role: 'user', leaves: {}, from: '2026-02-01', to: '2026-01-01' })).toEqual(['/to']);
    expect(await at({ role: 'user', leaves: {}, email: 'nobody' })).toEqual(['/email']);
    await bench.post(path, { ...CARA, role: 'user', leaves: {} }, owner, 201);
    await bench.post(path, { ...CARA, role: 'user', leaves: {} }, owner, 409);
  });

  test('nobody of another account sees that there is such an account', async () => {
    const { accountId } = await owned();
    const other = await owned();
    const id = randomUUID();
    for (const key of [other.owner, other.machine]) {
      await bench.get(`/accounts/${accountId}/people`, key, 404);
    }
    await bench.post(`/accounts/${accountId}/people`, { ...BEN, role: 'user', leaves: {} }, other.owner, 404);
    await bench.post(`/accounts/${accountId}/people/${id}/end`, { why: 'no reason' }, other.owner, 404);
    await bench.post(`/accounts/${accountId}/owner`, BEN, other.owner, 404);
    await bench.get(`/accounts/${accountId}/keys`, other.owner, 404);
    await bench.post(`/accounts/${accountId}/keys`, { label: 'mine' }, other.owner, 404);
    await bench.post(`/accounts/${accountId}/keys/${id}/rotate`, {}, other.owner, 404);
    await bench.post(`/accounts/${accountId}/keys/${id}/revoke`, {}, other.owner, 404);
  });

  test('roles of CBP are given by headquarters, in offices of CBP, and an auditor changes nothing', async () => {
    const headquarters = await bench.office('headquarters');
    const office = await bench.open({ kinds: ['officer'], ports: ['2704'], name: 'Port of Los Angeles' });
    const path = `/accounts/${office.id}/people`;
    const auditor = await bench.post(path, { ...BEN, role: 'auditor' }, headquarters, 201);
    const manager = await bench.post(path, { ...CARA, role: 'account manager' }, headquarters, 201);
    const [eyes, hand] = [
      await bench.firstKey(office.id, auditor.personId),
      await bench.firstKey(office.id, manager.personId),
    ];
    await bench.get(path, eyes, 200);
    await bench.post(path, { ...ANNA, role: 'officer' }, eyes, 403);
    await bench.post(path, { ...ANNA, role: 'headquarters' }, hand, 403);
    await bench.post(path, { ...ANNA, role: 'Center specialist', center: 'CEE009' }, headquarters, 201);
    expect((await bench.post(path, { ...ANNA, role: 'user', leaves: {} }, headquarters, 422)).errors[0].at).toBe(
      '/role',
    );
  });
});

test('a key of headquarters that was issued to nobody by name decides nothing', async () => {
  const office = await bench.open({ kinds: ['headquarters'] });
  await bench.source.query('UPDATE api_key SET person = NULL WHERE account_id = $1', [office.id]);
  const { accountId } = await owned();
  const refused = await bench.post(`/accounts/${accountId}/suspend`, { why: 'No reason' }, office.key, 403);
  expect(refused.detail).toContain('issued to nobody by name');
  expect((await bench.told(accountId)).at(-1)!.active).toBe(true);
});

describe('keys of an account', () => {
  /** As if the last instant of a key had passed. */
  const ended = (keyId: string): Promise<void> =>
    bench.source.query(`UPDATE api_key SET valid_until = now() - interval '1 second' WHERE id = $1`, [keyId]);

  test('a key with an end opens nothing from that instant on, and nobody has to take it away', async () => {
    const { accountId, owner } = await owned();
    const until = '2999-01-01T00:00:00.000Z';
    const { keyId, apiKey } = await bench.post(
      `/accounts/${accountId}/keys`,
      { label: 'until then', until },
      owner,
      201,
    );
    const { keys } = await bench.get(`/accounts/${accountId}/keys`, owner, 200);
    expect(keys.find(({ id }: { id: string }) => id === keyId)).toMatchObject({ until, revokedAt: null });
    await bench.get(`/accounts/${accountId}`, apiKey, 200);
    await ended(keyId);
    expect((await bench.get(`/accounts/${accountId}`, apiKey, 401)).detail).toContain('not in force any more');
  });

  test('a limited key does what it is limited to, from where it may be used, until it ends', async () => {
    const { accountId, owner } = await owned();
    const keys = `/accounts/${accountId}/keys`;
    const issue = async (terms: object): Promise<string> =>
      (await bench.post(keys, { label: 'a machine', ...terms }, owner, 201)).apiKey;
    const reader = await issue({ leaves: { account: 'read' } });
    await bench.get(`/accounts/${accountId}/people`, reader, 200);
    await bench.get(`/accounts/${accountId}/people`, await issue({ leaves: { documents: 'write' } }), 403);
    await bench.get(`/accounts/${accountId}/people`, await issue({ addresses: ['127.0.0.0/8', '::1'] }), 200);
    expect(
      (await bench.get(`/accounts/${accountId}/people`, await issue({ addresses: ['192.0.2.0/24'] }), 403)).detail,
    ).toContain('network address');
    const wrong = await bench.post(
      keys,
      { label: 'a machine', addresses: ['here'], until: '2020-01-01', leaves: { all: 'read' } },
      owner,
      422,
    );
    expect(wrong.errors.map((e: { at: string }) => e.at)).toEqual(['/leaves/all', '/addresses/0', '/until']);
    const machine = await issue({});
    await bench.get(keys, machine, 403);
    await bench.post(keys, { label: 'more' }, machine, 403);
  });

  test('a key is exchanged for one with the same terms; the old one works for another day, and can be ended at once', async () => {
    const { accountId, owner } = await owned();
    const keys = `/accounts/${accountId}/keys`;
    const first = await bench.post(keys, { label: 'filing system', leaves: { account: 'read' } }, owner, 201);
    const second = await bench.post(`${keys}/${first.keyId}/rotate`, {}, owner, 201);
    for (const key of [first.apiKey, second.apiKey]) await bench.get(`/accounts/${accountId}/people`, key, 200);
    const listed = (await bench.get(keys, owner, 200)).keys;
    const [old, fresh] = [first, second].map(({ keyId }) => listed.find((key: { id: string }) => key.id === keyId));
    expect(fresh).toMatchObject({ label: 'filing system', leaves: { account: 'read' }, until: null });
    expect(Date.parse(old.until) - Date.parse(fresh.issuedAt)).toBe(86_400_000);
    const third = await bench.post(`${keys}/${second.keyId}/rotate`, {}, owner, 201);
    await ended(second.keyId);
    await bench.get(`/accounts/${accountId}/people`, second.apiKey, 401);
    await bench.get(`/accounts/${accountId}/people`, third.apiKey, 200);
    await bench.post(`${keys}/${first.keyId}/revoke`, {}, owner, 204);
    await bench.get(`/accounts/${accountId}/people`, first.apiKey, 401);
    expect((await bench.told(accountId)).at(-1)!.keyTerms).toHaveLength(3);
  });

  test('every step is in the log of the account, with who took it', async () => {
    const { accountId, owner, headquarters } = await owned();
    await bench.post(`/accounts/${accountId}/people`, { ...BEN, role: 'proxy owner' }, owner, 201);
    const entries = await bench.log(accountId);
    expect(entries.map(({ kind }) => kind)).toEqual(['account opened', 'owner changed', 'key issued', 'role given']);
    expect(entries.at(-1)!.summary).toBe('Anna Lund (Harbor Brokers) made Ben Ochoa proxy owner: Head of operations');
    expect(headquarters).toBeTruthy();
  });
});
