import { generateKeyPairSync, randomBytes } from 'node:crypto';
import request from 'supertest';
import { publicKeySet, Uses } from '#access';
import { AccountUsed, accountSubject, DeactivationAnnounced } from '#contracts';
import { MessageContext, Transactions } from '#messaging';
import { hashApiKey } from '#service';
import {
  appCode,
  authorization,
  Browser,
  CLIENT,
  codeBefore,
  codeForm,
  tokenFor,
} from '../../../../test/support/browser';
import { received } from '../../../../test/support/handler-bench';
import { accountBench, type AccountBench } from '../account.fixture';
import { AccountUsedConsumer } from '../account-use/account-uses';
import { Inactivity } from './inactivity';

const ORIGIN = 'https://account.portway.test';
const PASSWORD = 'a long and quiet harbor';
const SIGNING = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  .privateKey.export({ format: 'der', type: 'pkcs8' })
  .toString('base64');
const DAY = 86_400_000;

let bench: AccountBench;
let manager: string;
beforeAll(async () => {
  bench = await accountBench({
    SIGN_IN_ISSUER: `${ORIGIN}/oidc`,
    SIGN_IN_KEYS: JSON.stringify(publicKeySet(SIGNING)),
    SIGN_IN_SIGNING_KEY: SIGNING,
    SIGN_IN_SECRETS: randomBytes(32).toString('base64'),
    SIGN_IN_CLIENTS: JSON.stringify({ [CLIENT]: ['http://127.0.0.1/callback'] }),
  });
  manager = await bench.office('headquarters');
});
afterAll(() => bench?.close());

let made = 0;
const owned = async () => {
  made += 1;
  const { id: accountId } = await bench.open({ name: `Harbor ${made}`, kinds: ['broker'] });
  const email = `owner.${made}@harbor.example`;
  const { personId } = await bench.post(
    `/accounts/${accountId}/owner`,
    { name: `Owner ${made}`, email, why: 'Founder' },
    manager,
    200,
  );
  return { accountId, email, owner: await bench.firstKey(accountId, personId) };
};

const told = (): Promise<void> => bench.service.app.get(Uses, { strict: false }).tell();
/** The led work, at another time than now: the clock of the service stays as it is. */
const inactivity = (): Inactivity => bench.service.app.get(Inactivity, { strict: false });
const stateIn = async (accountId: string) => {
  const [row] = await bench.source.query(
    'SELECT a.active, a.left_as AS "leftAs", u.warned_at AS "warnedAt" FROM account a LEFT JOIN account_use u ON u.account_id = a.id WHERE a.id = $1',
    [accountId],
  );
  return row as { active: boolean; leftAs: string | null; warnedAt: Date | null };
};
const lastUse = async (accountId: string): Promise<number> => {
  const [row] = await bench.source.query('SELECT last_used_at FROM account_use WHERE account_id = $1', [accountId]);
  return row ? (row.last_used_at as Date).getTime() : 0;
};
const used = (accountId: string, at: Date): Promise<void> =>
  bench.source.query(
    `INSERT INTO account_use (account_id, last_used_at) VALUES ($1, $2) ON CONFLICT (account_id) DO UPDATE SET last_used_at = excluded.last_used_at`,
    [accountId, at],
  );
/** Lets an account be as one that was opened and last used on a day. */
const lastUsedOn = async (accountId: string, at: Date): Promise<void> => {
  await bench.source.query('UPDATE account SET opened_at = $2 WHERE id = $1', [accountId, at]);
  await used(accountId, at);
};
const setUp = async (email: string) => {
  const made = await request(bench.service.url)
    .post('/operations/set-up-links')
    .set('authorization', 'Bearer operations-token-of-this-test')
    .send({ email, actor: 'J. Rivera' });
  const at = new Browser(ORIGIN, bench.service.url);
  const secret = /<code>([A-Z2-7]+)<\/code>/.exec((await at.go(made.body.path)).text)![1]!;
  await at.go(made.body.path, { password: PASSWORD, code: await codeBefore(secret) });
  return secret;
};
const signIn = async (email: string, secret: string): Promise<string> => {
  const { address, verifier } = authorization(`${ORIGIN}/oidc`);
  const at = new Browser(ORIGIN, bench.service.url);
  const back = await at.go((await at.go(address)).path, { email, password: PASSWORD, code: appCode(secret) });
  const code = new URL(String(back.headers['location'])).searchParams.get('code')!;
  return (await tokenFor(bench.service.url, codeForm(code, verifier))).body.access_token as string;
};

describe('The last use', () => {
  test('of a key is shown with it, by the key and by a token issued for it, and is not written at each request', async () => {
    const { accountId, owner } = await owned();
    const keys = `/accounts/${accountId}/keys`;
    const issued = await bench.post(keys, { label: 'filing system', leaves: { account: 'read' } }, owner, 201);
    const ofIssued = async () =>
      (await bench.get(keys, owner, 200)).keys.find(({ id }: { id: string }) => id === issued.keyId).lastUsedAt;
    expect(await ofIssued()).toBeNull();
    const began = Date.now();
    await bench.get(`/accounts/${accountId}/people`, issued.apiKey, 200);
    expect(await ofIssued()).toBeNull();
    await told();
    const first = Date.parse(await ofIssued());
    expect(first).toBeGreaterThanOrEqual(began);
    expect(await lastUse(accountId)).toBeGreaterThanOrEqual(first);
    const { body } = await tokenFor(
      bench.service.url,
      { grant_type: 'client_credentials' },
      { authorization: `Basic ${Buffer.from(`${issued.keyId}:${issued.apiKey}`).toString('base64')}` },
    );
    await bench.get(`/accounts/${accountId}/people`, body.access_token, 200);
    await told();
    expect(Date.parse(await ofIssued())).toBeGreaterThan(first);
  });

  test('is told by other services, and an earlier one that comes later changes nothing', async () => {
    const { accountId, owner } = await owned();
    const hash = hashApiKey(owner);
    const take = (instant: string): Promise<void> =>
      bench.service.app.get(Transactions, { strict: false }).run((unit) =>
        bench.service.app.get(AccountUsedConsumer, { strict: false }).take(
          [
            received(AccountUsed, accountSubject(accountId), {
              accountId,
              lastUsedAt: instant,
              keys: [{ hash, lastUsedAt: instant }],
            }),
          ],
          new MessageContext(unit),
        ),
      );
    await take('2999-01-01T00:00:00.000Z');
    await take('2998-01-01T00:00:00.000Z');
    expect(new Date(await lastUse(accountId)).toISOString()).toBe('2999-01-01T00:00:00.000Z');
    const [row] = await bench.source.query('SELECT last_used_at FROM api_key WHERE hash = $1', [hash]);
    expect(row.last_used_at.toISOString()).toBe('2999-01-01T00:00:00.000Z');
  });

  test('of every account in which a person has a role is its sign-in', async () => {
    const [who, other] = [await owned(), await owned()];
    const guest = { name: 'Guest', email: who.email, role: 'user', leaves: {}, why: 'Helps' };
    await bench.post(`/accounts/${other.accountId}/people`, guest, other.owner, 201);
    const secret = await setUp(who.email);
    for (const { accountId } of [who, other]) await used(accountId, new Date('2020-01-01'));
    await signIn(who.email, secret);
    for (const { accountId } of [who, other])
      expect(await lastUse(accountId)).toBeGreaterThan(Date.parse('2025-01-01'));
  });
});

describe('An account that nobody uses', () => {
  test('is warned a month before its year ends, by mailbox, mail and log, and then deactivated', async () => {
    const { accountId, email } = await owned();
    const last = new Date('2030-03-01T12:00:00.000Z');
    await lastUsedOn(accountId, last);
    const on = (days: number): Date => new Date(last.getTime() + days * DAY);
    await inactivity().warn(on(334.9));
    expect((await stateIn(accountId)).warnedAt).toBeNull();
    await inactivity().warn(on(335));
    await inactivity().warn(on(336));
    const notices: { data: string }[] = await bench.source.query(
      'SELECT data FROM outbox WHERE type = $1 AND subject = $2',
      [DeactivationAnnounced.type, accountSubject(accountId)],
    );
    expect(notices.map(({ data }) => JSON.parse(data))).toEqual([
      { accountId, lastUsedAt: last.toISOString(), deactivatedFrom: on(365).toISOString(), basis: 'EO 14411' },
    ]);
    const mails = await bench.source.query('SELECT subject, body FROM outgoing_mail WHERE recipient = $1', [email]);
    expect(mails).toEqual([
      { subject: expect.stringContaining('about to be deactivated'), body: expect.stringContaining('2031-03-01') },
    ]);
    await inactivity().deactivate(on(364.9));
    expect((await stateIn(accountId)).active).toBe(true);
    await inactivity().deactivate(on(365));
    expect(await stateIn(accountId)).toMatchObject({ active: false, leftAs: 'deactivated' });
    expect((await bench.told(accountId)).at(-1)!.active).toBe(false);
    expect((await bench.log(accountId)).slice(-2).map(({ kind, summary }) => [kind, summary])).toEqual([
      ['deactivation announced', expect.stringContaining('EO 14411')],
      ['account deactivated', `The platform: not used since ${last.toISOString()} (EO 14411)`],
    ]);
  });

  test('stays when it is used after the warning, is warned again a year later, and is never deactivated without a month of warning', async () => {
    const { accountId } = await owned();
    const last = new Date('2040-03-01T12:00:00.000Z');
    await lastUsedOn(accountId, last);
    const on = (days: number): Date => new Date(last.getTime() + days * DAY);
    await inactivity().warn(on(340));
    await used(accountId, on(350));
    await inactivity().deactivate(on(400));
    expect((await stateIn(accountId)).active).toBe(true);
    // Nobody looked for long: the month begins with the warning.
    await inactivity().deactivate(on(800));
    expect((await stateIn(accountId)).active).toBe(true);
    await inactivity().warn(on(800));
    await inactivity().deactivate(on(829));
    expect((await stateIn(accountId)).active).toBe(true);
    await inactivity().deactivate(on(830));
    expect((await stateIn(accountId)).active).toBe(false);
  });

  test('stays where it is an office of CBP, is suspended, or was never used but opened less than a year ago', async () => {
    const { id: office } = await bench.open({ kinds: ['officer'], ports: ['2704'], name: 'Port of Los Angeles' });
    const [suspended, young] = [await owned(), await owned()];
    const at = new Date('2050-03-01T12:00:00.000Z');
    await lastUsedOn(office, new Date('2040-01-01'));
    await lastUsedOn(suspended.accountId, new Date('2040-01-01'));
    await bench.post(`/accounts/${suspended.accountId}/suspend`, { why: 'Under review' }, manager, 200);
    await bench.source.query('UPDATE account SET opened_at = $2 WHERE id = $1', [
      young.accountId,
      new Date(at.getTime() - 300 * DAY),
    ]);
    for (const turn of [0, 31]) {
      await inactivity().warn(new Date(at.getTime() + turn * DAY));
      await inactivity().deactivate(new Date(at.getTime() + turn * DAY));
    }
    expect((await stateIn(office)).active).toBe(true);
    expect((await stateIn(suspended.accountId)).leftAs).toBe('suspended');
    expect((await stateIn(young.accountId)).active).toBe(true);
  });
});

describe('A deactivated account', () => {
  const deactivated = async () => {
    const who = await owned();
    const secret = await setUp(who.email);
    await bench.post(`/accounts/${who.accountId}/deactivate`, { why: 'Not used' }, manager, 200);
    const token = await signIn(who.email, secret);
    const me = (method: 'get' | 'post', path: string, body?: object) =>
      request(bench.service.url)[method](`/me/reactivations${path}`).set('authorization', `Bearer ${token}`).send(body);
    return { ...who, me };
  };
  const WHY = { why: 'We import again' };

  test('lets nobody in, is asked back by its owner, vetted by CBP, and then begins its year anew', async () => {
    const { accountId, owner, me } = await deactivated();
    await bench.get(`/accounts/${accountId}`, owner, 401);
    const asked = await me('post', '', { accountId, ...WHY });
    expect([asked.status, asked.body.state]).toEqual([201, 'asked']);
    expect((await me('post', '', { accountId, ...WHY })).body.id).toBe(asked.body.id);
    const open = (await bench.get('/reactivations?open=true', manager, 200)).reactivations;
    expect(open).toContainEqual(expect.objectContaining({ id: asked.body.id, accountId, why: 'We import again' }));
    await used(accountId, new Date('2020-01-01'));
    const granted = await bench.post(`/reactivations/${asked.body.id}/grant`, { why: 'Vetted' }, manager, 200);
    expect(granted).toMatchObject({ state: 'granted', decidedWhy: 'Vetted' });
    await bench.get(`/accounts/${accountId}`, owner, 200);
    expect(await lastUse(accountId)).toBeGreaterThan(Date.parse('2025-01-01'));
    await bench.post(`/reactivations/${asked.body.id}/grant`, { why: 'Again' }, manager, 409);
    expect((await me('get', '')).body.reactivations).toMatchObject([{ state: 'granted' }]);
    expect((await me('post', '', { accountId, ...WHY })).status).toBe(409);
    expect((await bench.log(accountId)).map(({ kind }) => kind)).toEqual(
      expect.arrayContaining(['reactivation asked for', 'account reactivated']),
    );
  });

  test('that CBP gives back by itself settles what was asked for, and nobody gives it back for one who does not own it any more', async () => {
    const { accountId, me } = await deactivated();
    const { body: asked } = await me('post', '', { accountId, ...WHY });
    await bench.post(`/accounts/${accountId}/reactivate`, { why: 'Vetted by telephone' }, manager, 200);
    expect((await me('get', '')).body.reactivations).toMatchObject([
      { id: asked.id, state: 'granted', decidedWhy: 'Vetted by telephone' },
    ]);
    await bench.post(`/accounts/${accountId}/suspend`, { why: 'Under review' }, manager, 200);
    await bench.post(`/reactivations/${asked.id}/grant`, { why: 'Still in the list' }, manager, 409);
    expect((await stateIn(accountId)).leftAs).toBe('suspended');
    await bench.post(`/accounts/${accountId}/deactivate`, { why: 'Not used' }, manager, 200);
    const { body: again } = await me('post', '', { accountId, ...WHY });
    expect([again.state, again.id === asked.id]).toEqual(['asked', false]);
    const heir = { name: 'An heir', email: `heir.${made}@harbor.example`, why: 'Sold' };
    await bench.post(`/accounts/${accountId}/owner`, heir, manager, 200);
    const refused = await bench.post(`/reactivations/${again.id}/grant`, { why: 'Vetted' }, manager, 409);
    expect(refused.detail).toContain('does not own the account any more');
    expect((await stateIn(accountId)).active).toBe(false);
    await bench.post(`/reactivations/${again.id}/refuse`, { why: 'Sold' }, manager, 200);
  });

  test("stays so where CBP refuses or its owner takes it back, and is nobody else's to ask for", async () => {
    const [one, two] = [await deactivated(), await deactivated()];
    const foreign = await one.me('post', '', { accountId: two.accountId, ...WHY });
    expect(foreign.status).toBe(404);
    const asked = await one.me('post', '', { accountId: one.accountId, ...WHY });
    expect((await two.me('post', `/${asked.body.id}/withdraw`)).status).toBe(404);
    expect((await one.me('post', `/${asked.body.id}/withdraw`)).body.state).toBe('withdrawn');
    const again = await one.me('post', '', { accountId: one.accountId, ...WHY });
    const refused = await bench.post(`/reactivations/${again.body.id}/refuse`, { why: 'No such firm' }, manager, 200);
    expect(refused.state).toBe('refused');
    expect((await stateIn(one.accountId)).active).toBe(false);
    const { owner } = await owned();
    await bench.get('/reactivations', owner, 403);
    await bench.post(`/reactivations/${again.body.id}/grant`, WHY, owner, 403);
  });
});
