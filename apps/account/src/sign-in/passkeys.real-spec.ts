import { generateKeyPairSync, randomBytes } from 'node:crypto';
import request from 'supertest';
import { publicKeySet } from '#access';
import {
  appCode,
  authorization,
  BACK,
  Browser,
  CLIENT,
  codeBefore,
  codeForm,
  tokenFor,
} from '../../../../test/support/browser';
import { accountBench, type AccountBench } from '../account.fixture';
import { Authenticator, type Oddity, press } from './authenticator.fixture';

const ORIGIN = 'https://account.portway.test';
const ISSUER = `${ORIGIN}/oidc`;
const PASSWORD = 'a long and quiet harbor';
const SIGNING = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  .privateKey.export({ format: 'der', type: 'pkcs8' })
  .toString('base64');

let bench: AccountBench;
beforeAll(async () => {
  bench = await accountBench({
    SIGN_IN_ISSUER: ISSUER,
    SIGN_IN_KEYS: JSON.stringify(publicKeySet(SIGNING)),
    SIGN_IN_SIGNING_KEY: SIGNING,
    SIGN_IN_SECRETS: randomBytes(32).toString('base64'),
    SIGN_IN_CLIENTS: JSON.stringify({ [CLIENT]: ['http://127.0.0.1/callback'] }),
    // A domain above the host, as browsers allow.
    PASSKEY_DOMAIN: 'portway.test',
    WRONG_KEYS_PER_MINUTE: '1000',
  });
});
afterAll(() => bench?.close());

const url = (): string => bench.service.url;
const browser = (): Browser => new Browser(ORIGIN, url());
const kindsIn = async (accountId: string): Promise<string[]> => (await bench.log(accountId)).map(({ kind }) => kind);
let made = 0;

/** Somebody with an account, and a link to set up how to sign in. */
const person = async () => {
  made += 1;
  const email = `sailor.${made}@harbor.example`;
  const { id: accountId } = await bench.open({ name: `Harbor ${made}` });
  const headquarters = await bench.office('headquarters');
  const owner = { name: `Sailor ${made}`, email, why: 'Founder' };
  const { personId } = await bench.post(`/accounts/${accountId}/owner`, owner, headquarters, 200);
  return { accountId, personId: personId as string, email, link: await linkFor(email) };
};
const linkFor = async (email: string): Promise<string> =>
  (
    await request(url())
      .post('/operations/set-up-links')
      .set('authorization', 'Bearer operations-token-of-this-test')
      .send({ email, actor: 'J. Rivera' })
  ).body.path as string;

/** Somebody who set up a passkey and nothing else. */
const sailor = async () => {
  const who = await person();
  const [at, authenticator] = [browser(), new Authenticator(ORIGIN)];
  const done = await press(at, await at.go(who.link), 'Set up a passkey', authenticator);
  expect([done.status, done.text]).toEqual([200, expect.stringContaining('Your passkey is set up')]);
  return { ...who, authenticator };
};

/** Somebody who set up password and app. */
const typist = async () => {
  const who = await person();
  const page = await browser().go(who.link);
  const secret = /<code>([A-Z2-7]+)<\/code>/.exec(page.text)![1]!;
  expect((await browser().go(who.link, { password: PASSWORD, code: await codeBefore(secret) })).status).toBe(200);
  return { ...who, secret };
};

/** Signs in with a passkey, as far as the browser gets. */
const tryPasskey = async (authenticator: Authenticator, odd: Oddity = {}) => {
  const { address, verifier } = authorization(ISSUER);
  const at = browser();
  const page = await press(at, await at.go(address), 'Sign in with a passkey', authenticator, odd);
  return { ...page, verifier, code: new URL(String(page.headers['location'] ?? BACK)).searchParams.get('code') };
};
const tokenWith = async (authenticator: Authenticator): Promise<string> => {
  const { code, verifier } = await tryPasskey(authenticator);
  return (await tokenFor(url(), codeForm(code!, verifier))).body.access_token as string;
};

describe('A passkey', () => {
  test('is set up in place of a password, and signs its person in without any address', async () => {
    const who = await sailor();
    const token = await tokenWith(who.authenticator);
    const me = await request(url()).get('/me').set('authorization', `Bearer ${token}`);
    expect(me.body.accounts).toMatchObject([{ accountId: who.accountId, roles: ['owner'] }]);
    const entries = await bench.log(who.accountId);
    expect(entries.map(({ summary }) => summary)).toEqual(
      expect.arrayContaining([
        expect.stringMatching(/^Sailor \d+ set up a passkey$/),
        expect.stringMatching(/^Sailor \d+ signed in with a passkey$/),
      ]),
    );
  });

  test('is not asked for on a page with any other script, nor from another origin', async () => {
    const page = await browser().go(authorization(ISSUER).address);
    const policy = String(page.headers['content-security-policy']);
    expect(policy).toMatch(/script-src 'sha256-[A-Za-z0-9+/]{43}='/);
    expect(policy).not.toContain('script-src *');
    const who = await person();
    for (const odd of [{ origin: 'https://portway.test.evil.example' }, { verified: false }, { challenge: 'AAAA' }]) {
      const at = browser();
      const refused = await press(at, await at.go(who.link), 'Set up a passkey', new Authenticator(ORIGIN), odd);
      expect([odd, refused.status]).toEqual([odd, 422]);
      expect(refused.text).toContain('The passkey was not taken');
    }
    expect(await bench.source.query('SELECT 1 FROM passkey WHERE person_id = $1', [who.personId])).toEqual([]);
  });

  test('is refused for a wrong signature, another origin, a person who was not verified, or the answer to another page', async () => {
    const { authenticator, accountId } = await sailor();
    const other = await browser().go(authorization(ISSUER).address);
    const challenge = /challenge&quot;:&quot;([\w-]+)/.exec(other.text)![1]!;
    for (const odd of [{ spoilt: true }, { origin: 'https://elsewhere.example' }, { verified: false }, { challenge }]) {
      const { status, text } = await tryPasskey(authenticator, odd);
      expect([odd, status, text]).toEqual([odd, 401, expect.stringContaining('The passkey was not taken')]);
    }
    expect((await kindsIn(accountId)).filter((kind) => kind === 'sign-in failed')).toHaveLength(4);
    expect((await tryPasskey(authenticator)).code).toBeTruthy();
    const stranger = await tryPasskey(new Authenticator(ORIGIN));
    expect([stranger.status, stranger.text]).toEqual([401, expect.stringContaining('The passkey was not taken')]);
  });

  test('whose counter goes back signs nobody in, and the log says that it may have been copied', async () => {
    const { authenticator, accountId } = await sailor();
    expect((await tryPasskey(authenticator, { counter: 7 })).code).toBeTruthy();
    for (const counter of [7, 3, 0]) expect((await tryPasskey(authenticator, { counter })).status).toBe(401);
    const failed = (await bench.log(accountId)).filter(({ kind }) => kind === 'sign-in failed');
    expect(failed.map(({ summary }) => summary)).toContainEqual(
      expect.stringContaining('its counter went from 7 to 3: somebody may have copied it'),
    );
    expect((await tryPasskey(authenticator, { counter: 8 })).code).toBeTruthy();
  });

  test('that is none, or whose id is no text that the database takes, is not taken, on every page', async () => {
    const { address } = authorization(ISSUER);
    const at = browser();
    const page = await at.go(address);
    const action = /action="([^"]+)"/.exec(page.text)![1]!;
    for (const id of ['\u0000', '', 'A'.repeat(1_400), 7, null])
      for (const where of ['/passkeys', action]) {
        const { status, text } = await at.go(where, { passkey: JSON.stringify({ id }) });
        expect([id, where, status, text]).toEqual([
          id,
          where,
          401,
          expect.stringContaining('The passkey was not taken'),
        ]);
      }
  });

  test('whose challenge is written in another way, or that says odd things of itself, is taken once and breaks nothing', async () => {
    const who = await sailor();
    const at = browser();
    const own = await press(at, await at.go('/passkeys'), 'Go on with a passkey', who.authenticator);
    const [, token] = /name="token" value="([^"]+)"/.exec(own.text)!;
    const options = JSON.parse(/data-options="([^"]*)"/.exec(own.text)![1]!.replaceAll('&quot;', '"'));
    const add = async (challenge: string, transports: unknown) => {
      const made = new Authenticator(ORIGIN).create(options, { challenge }) as unknown as { response: object };
      const passkey = JSON.stringify({ ...made, response: { ...made.response, transports } });
      return (await at.go('/passkeys/add', { token: token!, passkey, label: 'odd' })).status;
    };
    const statuses = [
      await add(`${options.challenge}\u0000`, ['usb']),
      await add(`${options.challenge}=`, ['usb']),
      await add(options.challenge, ['\u0000', 'usb', 7]),
    ];
    expect(statuses).toEqual([200, 422, 422]);
  });

  test('that never counts, as those that are kept in several devices, goes on signing in', async () => {
    const { authenticator } = await sailor();
    for (let time = 0; time < 2; time += 1) expect((await tryPasskey(authenticator, { counter: 0 })).code).toBeTruthy();
  });

  test('an answer is good once, also for two at the same moment', async () => {
    const who = await sailor();
    const at = browser();
    const page = await at.go('/passkeys');
    const options = JSON.parse(/data-options="([^"]*)"/.exec(page.text)![1]!.replaceAll('&quot;', '"'));
    const passkey = JSON.stringify(who.authenticator.get(options, { counter: 0 }));
    const both = await Promise.all([1, 2].map(() => browser().go('/passkeys', { passkey })));
    expect(both.map(({ status }) => status).sort()).toEqual([200, 401]);
  });

  test('that fails counts as a password that fails: both lock the address, for both', async () => {
    const who = await typist();
    const page = await browser().go('/passkeys', { email: who.email, password: PASSWORD, code: appCode(who.secret) });
    const [at, authenticator] = [browser(), new Authenticator(ORIGIN)];
    expect((await press(at, page, 'Add a passkey', authenticator)).status).toBe(200);
    for (let time = 0; time < 2; time += 1)
      expect((await tryPasskey(authenticator, { spoilt: true })).status).toBe(401);
    for (let time = 0; time < 2; time += 1) {
      const wrong = await browser().go('/passkeys', { email: who.email, password: 'wrong', code: '000000' });
      expect(wrong.status).toBe(401);
    }
    const fifth = await tryPasskey(authenticator, { spoilt: true });
    expect([fifth.status, fifth.text]).toEqual([429, expect.stringContaining('nobody can sign in')]);
    expect((await tryPasskey(authenticator)).status).toBe(429);
    const typed = { email: who.email, password: PASSWORD, code: appCode(who.secret, 1) };
    expect((await browser().go('/passkeys', typed)).status).toBe(429);
    expect(await kindsIn(who.accountId)).toContain('sign-in locked');
  });
});

describe('Passkeys of a person', () => {
  test('are listed, added and removed after signing in anew; the only way to sign in stays', async () => {
    const who = await sailor();
    const at = browser();
    const begin = await at.go('/passkeys');
    const own = await press(at, begin, 'Go on with a passkey', who.authenticator);
    expect([own.status, own.text]).toEqual([200, expect.stringMatching(/last used \d{4}-/)]);
    const second = new Authenticator(ORIGIN);
    const both = await press(at, own, 'Add a passkey', second);
    const ids = [...both.text.matchAll(/name="id" value="([^"]+)"/g)].map(([, id]) => id!);
    expect(ids).toHaveLength(2);
    const twice = await press(at, both, 'Add a passkey', second);
    expect([twice.status, twice.text]).toEqual([422, expect.stringContaining('registered already')]);
    const token = /name="token" value="([^"]+)"/.exec(both.text)![1]!;
    const one = await at.go('/passkeys/remove', { token, id: ids[0]! });
    expect([one.status, [...one.text.matchAll(/name="id"/g)].length]).toEqual([200, 1]);
    expect((await tryPasskey(who.authenticator)).status).toBe(401);
    const last = await at.go('/passkeys/remove', { token, id: ids[1]! });
    expect([last.status, last.text]).toEqual([409, expect.stringContaining('the only way by which you sign in')]);
    expect((await tryPasskey(second)).code).toBeTruthy();
    expect(await kindsIn(who.accountId)).toEqual(expect.arrayContaining(['passkey added', 'passkey removed']));
  });

  test("are nobody else's to change, and a page is good for ten minutes", async () => {
    const [who, other] = [await sailor(), await sailor()];
    const at = browser();
    const page = await press(at, await at.go('/passkeys'), 'Go on with a passkey', who.authenticator);
    const token = /name="token" value="([^"]+)"/.exec(page.text)![1]!;
    const id = other.authenticator.id.toString('base64url');
    expect((await at.go('/passkeys/remove', { token, id })).status).toBe(409);
    expect((await tryPasskey(other.authenticator)).code).toBeTruthy();
    expect((await at.go('/passkeys/remove', { token: 'x', id })).status).toBe(404);
    await bench.source.query(
      `UPDATE sign_in_state SET ends_at = ends_at - interval '11 minutes' WHERE model = 'PasskeyPage'`,
    );
    const late = await at.go('/passkeys/remove', { token, id: who.authenticator.id.toString('base64url') });
    expect([late.status, late.text]).toEqual([404, expect.stringContaining('sign in again')]);
  });

  test('of before end with a new link, and so do a password and whoever signed in', async () => {
    const who = await typist();
    const token = await (async () => {
      const { address, verifier } = authorization(ISSUER);
      const at = browser();
      const back = await at.go((await at.go(address)).path, {
        email: who.email,
        password: PASSWORD,
        code: appCode(who.secret),
      });
      const code = new URL(String(back.headers['location'])).searchParams.get('code')!;
      return (await tokenFor(url(), codeForm(code, verifier))).body.access_token as string;
    })();
    const [at, first, second] = [browser(), new Authenticator(ORIGIN), new Authenticator(ORIGIN)];
    await press(at, await at.go(await linkFor(who.email)), 'Set up a passkey', first);
    expect((await request(url()).get('/me').set('authorization', `Bearer ${token}`)).status).toBe(401);
    const typed = { email: who.email, password: PASSWORD, code: appCode(who.secret, 1) };
    expect((await browser().go('/passkeys', typed)).status).toBe(401);
    await press(at, await at.go(await linkFor(who.email)), 'Set up a passkey', second);
    expect((await tryPasskey(first)).status).toBe(401);
    expect((await tryPasskey(second)).code).toBeTruthy();
  });
});
