import { accountBench, type AccountBench } from '../account.fixture';

let bench: AccountBench;
let manager: string;
beforeAll(async () => {
  bench = await accountBench();
  manager = await bench.office('headquarters');
});
afterAll(() => bench?.close());

const NOBODY = 'pk_of_nobody_at_all';
const importer = (value: string) => ({ kind: 'importer number', value });
const order = (changes: object = {}) => ({
  name: 'Lakeside Imports',
  numbers: [importer('12-4000001'), importer('12-4000002')],
  applicant: { name: 'Mia Holt', email: 'mia@lakeside.example' },
  ...changes,
});
const WHY = { why: 'The numbers are those of the company.' };

describe('an application for an account', () => {
  test('of several importer numbers is approved, and the applicant owns the account and takes its first key, once', async () => {
    const { id, token } = await bench.post('/applications', order(), NOBODY, 201);
    expect((await bench.get(`/applications/${id}/state`, token, 200)).state).toBe('applied');
    await bench.post(`/applications/${id}/key`, {}, token, 409);
    const approved = await bench.post(`/applications/${id}/approve`, WHY, manager, 200);
    expect(approved).toMatchObject({
      state: 'approved',
      decidedWhy: WHY.why,
      decidedBy: 'Somebody There (CBP headquarters)',
    });
    const { accountId, apiKey } = await bench.post(`/applications/${id}/key`, {}, token, 201);
    await bench.post(`/applications/${id}/key`, {}, token, 409);
    expect(await bench.get(`/accounts/${accountId}`, apiKey, 200)).toMatchObject({
      name: 'Lakeside Imports',
      kinds: ['importer'],
      importerNumbers: ['12-4000001', '12-4000002'],
    });
    const { roles } = await bench.get(`/accounts/${accountId}/people`, apiKey, 200);
    expect(roles.map((r: any) => [r.person.name, r.role])).toEqual([['Mia Holt', 'owner']]);
    expect((await bench.told(accountId)).map(({ version }) => version)).toEqual([1, 2]);
    expect((await bench.log(accountId)).map(({ kind }) => kind)).toEqual(['account opened', 'key issued']);
    await bench.post(`/applications/${id}/refuse`, WHY, manager, 409);
  });

  test('is refused with a reason that the applicant reads, or withdrawn by the applicant', async () => {
    const first = await bench.post('/applications', order(), NOBODY, 201);
    await bench.post(`/applications/${first.id}/refuse`, { why: 'The number is not yours.' }, manager, 200);
    expect(await bench.get(`/applications/${first.id}/state`, first.token, 200)).toMatchObject({
      state: 'refused',
      decidedWhy: 'The number is not yours.',
      accountId: null,
    });
    const second = await bench.post('/applications', order(), NOBODY, 201);
    await bench.post(`/applications/${second.id}/withdraw`, {}, second.token, 200);
    await bench.post(`/applications/${second.id}/approve`, WHY, manager, 409);
  });

  test('shows of a social security number the last four digits, to who vets it too; the account gets the whole one', async () => {
    const numbers = [importer('219-09-4431')];
    const { id, token } = await bench.post('/applications', order({ numbers }), NOBODY, 201);
    const shown = JSON.stringify([
      await bench.get(`/applications/${id}/state`, token, 200),
      await bench.get('/applications?open=true', manager, 200),
    ]);
    expect(shown).toContain('***-**-4431');
    expect(shown).not.toContain('219-09-4431');
    await bench.post(`/applications/${id}/approve`, WHY, manager, 200);
    const { accountId, apiKey } = await bench.post(`/applications/${id}/key`, {}, token, 201);
    expect(await bench.post(`/accounts/${accountId}/numbers/reveal`, WHY, apiKey, 200)).toEqual({
      importerNumbers: ['219-09-4431'],
    });
  });

  test('for a number that another account has is not approved, and stays to be decided', async () => {
    await bench.open({ kinds: ['importer'], importerNumbers: ['12-4000009'] });
    const { id } = await bench.post('/applications', order({ numbers: [importer('12-4000009')] }), NOBODY, 201);
    expect((await bench.post(`/applications/${id}/approve`, WHY, manager, 409)).detail).toContain(
      'only one active account',
    );
    const { applications } = await bench.get('/applications?open=true', manager, 200);
    expect(applications.map((one: { id: string }) => one.id)).toContain(id);
  });

  test('is seen with its own token and by CBP, and by nobody else', async () => {
    const [one, other] = [
      await bench.post('/applications', order(), NOBODY, 201),
      await bench.post('/applications', order(), NOBODY, 201),
    ];
    const trader = await bench.open({ kinds: ['broker'] });
    for (const key of [other.token, trader.key, manager]) await bench.get(`/applications/${one.id}/state`, key, 401);
    await bench.post(`/applications/${one.id}/withdraw`, {}, other.token, 401);
    await bench.post(`/applications/${one.id}/key`, {}, other.token, 401);
    await bench.get('/applications', trader.key, 403);
    await bench.post(`/applications/${one.id}/approve`, WHY, trader.key, 403);
    const rows: { token_hash: string }[] = await bench.source.query('SELECT token_hash FROM application');
    expect(rows.map((row) => row.token_hash)).not.toContain(one.token);
  });

  test('says field by field what is wrong with it, and one address does not fill the list', async () => {
    const wrong = async (changes: object): Promise<string[]> =>
      (await bench.post('/applications', order(changes), NOBODY, 422)).errors.map((e: { at: string }) => e.at);
    expect(await wrong({ numbers: [] })).toEqual(['/numbers']);
    expect(
      await wrong({ numbers: [importer('twelve'), { kind: 'SCAC', value: 'MAEU', subAccounts: ['surety'] }] }),
    ).toEqual(['/numbers/0/value', '/numbers/1/subAccounts']);
    expect(await wrong({ applicant: { name: 'Mia Holt', email: 'mia' } })).toEqual(['/applicant/email']);
    const mine = order({ applicant: { name: 'Bo Reed', email: 'bo@reed.example' } });
    for (let n = 0; n < 5; n += 1) await bench.post('/applications', mine, NOBODY, 201);
    await bench.post('/applications', mine, NOBODY, 429);
  });
});
