import { createHash, generateKeyPairSync, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import request from 'supertest';
import { emailDigest, publicKeySet } from '#access';
import { SessionsEnded } from '#contracts';
import { eventually } from '../../../../test/support';
import { accountBench, type AccountBench } from '../account.fixture';
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

const ORIGIN = 'https://account.portway.test';
const ISSUER = `${ORIGIN}/oidc`;
const PASSWORD = 'a long and quiet harbor';
const SIGNING = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  .privateKey.export({ format: 'der', type: 'pkcs8' })
  .toString('base64');

const warned = jest.spyOn(console, 'warn').mockImplementation(() => {});
afterAll(() => warned.mockRestore());

const sha1 = (text: string): string => createHash('sha1').update(text).digest('hex').toUpperCase();
const FILLED_UP = `${'0'.repeat(34)}1:0`;

/** Of a service that knows which passwords were stolen: what it was asked, and what it answers. */
const asked: IncomingMessage[] = [];
let answerOfStolen: (response: ServerResponse) => void = (response) => response.end(FILLED_UP);
const stolen = createServer((question, response) => {
  asked.push(question);
  answerOfStolen(response);
});

let bench: AccountBench;
beforeAll(async () => {
  await once(stolen.listen(0, '127.0.0.1'), 'listening');
  bench = await accountBench({
    STOLEN_PASSWORDS_URL: `http://127.0.0.1:${(stolen.address() as AddressInfo).port}/range`,
    SIGN_IN_ISSUER: ISSUER,
    SIGN_IN_KEYS: JSON.stringify(publicKeySet(SIGNING)),
    SIGN_IN_SIGNING_KEY: SIGNING,
    SIGN_IN_SECRETS: randomBytes(32).toString('base64'),
    SIGN_IN_CLIENTS: JSON.stringify({ [CLIENT]: ['http://127.0.0.1/callback'] }),
    WRONG_KEYS_PER_MINUTE: '1000',
  });
});
afterAll(async () => {
  await bench?.close();
  stolen.close();
});

const operations = { authorization: 'Bearer operations-token-of-this-test' };
const url = (): string => bench.service.url;
const browser = (): Browser => new Browser(ORIGIN, url());
let made = 0;

/** Somebody who owns an account of their own and has set up how to sign in. */
const owner = async () => {
  made += 1;
  const email = `Owner.${made}@harbor.example`;
  const { id: accountId, key } = await bench.open({ name: `Harbor ${made}` });
  const headquarters = await bench.office('headquarters');
  const { personId } = await bench.post(
    `/accounts/${accountId}/owner`,
    { name: `Owner ${made}`, email, why: 'Founder' },
    headquarters,
    200,
  );
  return { accountId, key, headquarters, personId: personId as string, email, ...(await setUp(email)) };
};

const linkFor = async (email: string): Promise<string> => {
  const answer = await request(url())
    .post('/operations/set-up-links')
    .set(operations)
    .send({ email, actor: 'J. Rivera' });
  expect(answer.status).toBe(201);
  return answer.body.path as string;
};

const setUp = async (email: string) => {
  const path = await linkFor(email);
  const page = await browser().go(path);
  const secret = /<code>([A-Z2-7]+)<\/code>/.exec(page.text)![1]!;
  // The code of the step before: the present one stays good for signing in.
  const done = await browser().go(path, { password: PASSWORD, code: await codeBefore(secret) });
  expect([done.status, done.text]).toEqual([200, expect.stringContaining('recovery codes')]);
  const recovery = [...done.text.matchAll(/<li><code>([A-Z2-7-]+)<\/code>/g)].map(([, code]) => code!);
  return { secret, recovery, path };
};

/** Types it into the page, and answers where the browser ends. */
const typed = async (at: Browser, address: string, email: string, password: string, code: string) => {
  const page = await at.go(address);
  expect([page.status, page.text]).toEqual([200, expect.stringContaining('<h1>Sign in</h1>')]);
  return at.go(page.path, { email, password, code });
};

const codeIn = (page: { status: number; headers: NodeJS.Dict<string | string[]>; text: string }): string => {
  const back = new URL(String(page.headers['location'] ?? `${BACK}?error=${page.status}`));
  expect([back.origin + back.pathname, back.searchParams.get('error'), back.searchParams.get('state')]).toEqual([
    BACK,
    null,
    'as sent',
  ]);
  return back.searchParams.get('code')!;
};

/** A whole sign-in. */
const signIn = async (who: { email: string; secret: string }, later = 0): Promise<string> => {
  const { address, verifier } = authorization(ISSUER);
  const page = await typed(browser(), address, who.email, PASSWORD, appCode(who.secret, later));
  const { status, body } = await tokenFor(url(), codeForm(codeIn(page), verifier));
  expect([status, body.token_type, body.expires_in]).toEqual([200, 'Bearer', 8 * 3_600]);
  return body.access_token as string;
};

const get = (path: string, token: string, account?: string): request.Test => {
  const asked = request(url()).get(path).set('authorization', `Bearer ${token}`);
  return account === undefined ? asked : asked.set('portway-account', account);
};

const kindsIn = async (accountId: string): Promise<string[]> => (await bench.log(accountId)).map(({ kind }) => kind);

describe('Signing in', () => {
  test('password and code of the app lead, with PKCE, to a token that is worth what the roles of its person are worth', async () => {
    const who = await owner();
    const token = await signIn(who);
    const claims = JSON.parse(Buffer.from(token.split('.')[1]!, 'base64url').toString()) as Record<string, unknown>;
    expect(claims).toMatchObject({ iss: ISSUER, aud: 'urn:portway:api', sub: who.personId, email: who.email });
    expect((await get(`/accounts/${who.accountId}/people`, token)).status).toBe(200);
    const { body } = await get('/me', token);
    expect(body).toEqual({ accounts: [{ accountId: who.accountId, name: `Harbor ${made}`, roles: ['owner'] }] });
    expect(await kindsIn(who.accountId)).toEqual(
      expect.arrayContaining(['sign-in link made', 'sign-in set up', 'signed in']),
    );
  });

  test('a program that forgets PKCE, or weakens it, is sent back with an error', async () => {
    const { email, secret } = await owner();
    for (const more of [{ code_challenge: undefined }, { code_challenge_method: 'plain' }]) {
      const page = await browser().go(authorization(ISSUER, more).address);
      expect(new URL(String(page.headers['location'])).searchParams.get('error')).toBe('invalid_request');
    }
    const { address } = authorization(ISSUER);
    const code = codeIn(await typed(browser(), address, email, PASSWORD, appCode(secret)));
    for (const form of [codeForm(code, 'x'.repeat(43)), { ...codeForm(code, ''), code_verifier: '' }]) {
      const { status, body } = await tokenFor(url(), form);
      expect([status, body.error]).toEqual([400, expect.stringMatching(/invalid_(grant|request)/)]);
    }
  });

  test('gives the browser cookies of this host alone, which go over encrypted lines only and are closed to scripts', async () => {
    const who = await owner();
    const at = browser();
    codeIn(await typed(at, authorization(ISSUER).address, who.email, PASSWORD, appCode(who.secret)));
    expect(new Set(at.set.map((cookie) => /^[^=]+/.exec(cookie)![0].replace(/\.sig$/, '')))).toEqual(
      new Set(['__Secure-portway_sign_in', '__Secure-portway_resume', '__Host-portway_session']),
    );
    for (const cookie of at.set) {
      expect(cookie).toMatch(/; secure; httponly/i);
      expect(cookie).toMatch(/; samesite=lax/i);
      expect(cookie).not.toMatch(/; domain=/i);
      if (cookie.startsWith('__Host-')) expect(cookie).toMatch(/; path=\/;/i);
    }
  });

  test('a code is good once: used twice at the same moment it gives one token, and afterwards none', async () => {
    const { email, secret } = await owner();
    const { address, verifier } = authorization(ISSUER);
    const code = codeIn(await typed(browser(), address, email, PASSWORD, appCode(secret)));
    const both = await Promise.all([1, 2].map(() => tokenFor(url(), codeForm(code, verifier))));
    expect(both.filter(({ status }) => status === 200).length).toBeLessThanOrEqual(1);
    const { status, body } = await tokenFor(url(), codeForm(code, verifier));
    expect([status, body.error]).toEqual([400, 'invalid_grant']);
  });

  test('a code that comes again ends the token that was given for it, at every service', async () => {
    const who = await owner();
    const { address, verifier } = authorization(ISSUER);
    const code = codeIn(await typed(browser(), address, who.email, PASSWORD, appCode(who.secret)));
    const { body } = await tokenFor(url(), codeForm(code, verifier));
    const people = `/accounts/${who.accountId}/people`;
    expect((await get(people, body.access_token)).status).toBe(200);
    expect((await tokenFor(url(), codeForm(code, verifier))).status).toBe(400);
    await eventually(async () => (await get(people, body.access_token)).status === 401);
    expect(await kindsIn(who.accountId)).toContain('sign-in ended');
  });

  test('a form is read once, by the provider, and a parameter that is named twice is refused', async () => {
    const answer = await fetch(`${url()}/oidc/token`, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: `client_id=${CLIENT}&grant_type=authorization_code&grant_type=authorization_code&code=x`,
    });
    expect([answer.status, await answer.json()]).toMatchObject([
      400,
      { error: 'invalid_request', error_description: expect.stringContaining('must not be provided twice') },
    ]);
    const other = await request(url()).post('/oidc/token').send({ client_id: CLIENT });
    expect([other.status, other.body.error]).toEqual([400, 'invalid_request']);
    // The library says once a process that somebody read a body before it; a form was sent by the tests before this one.
    expect(warned).not.toHaveBeenCalled();
  });

  test('a program that is not known, and one that names another address to go back to, get a page and no code', async () => {
    for (const more of [{ client_id: 'nobody' }, { redirect_uri: 'https://elsewhere.example/' }]) {
      const page = await browser().go(authorization(ISSUER, more).address);
      expect([page.status, page.headers['location'], page.text]).toEqual([
        400,
        undefined,
        expect.stringContaining('This sign-in cannot go on'),
      ]);
      for (const own of ["default-src 'none'", 'img-src data:'])
        expect(page.headers['content-security-policy']).toContain(own);
    }
  });

  test('a code of the app is not taken twice, and each recovery code is taken once', async () => {
    const who = await owner();
    // The same code, whatever half minute it is by then.
    const app = appCode(who.secret);
    expect(codeIn(await typed(browser(), authorization(ISSUER).address, who.email, PASSWORD, app))).toBeTruthy();
    const again = await typed(browser(), authorization(ISSUER).address, who.email, PASSWORD, app);
    expect([again.status, again.text]).toEqual([401, expect.stringContaining('A code is good once')]);
    const code = who.recovery[0]!;
    expect(codeIn(await typed(browser(), authorization(ISSUER).address, who.email, PASSWORD, code))).toBeTruthy();
    const twice = await typed(browser(), authorization(ISSUER).address, who.email, PASSWORD, code);
    expect(twice.status).toBe(401);
  });

  test('recovery codes have 112 random bits at least, and those of 80 that were given out before go on working', async () => {
    const who = await owner();
    for (const code of who.recovery) {
      const signs = code.replaceAll('-', '');
      expect([signs, signs.length * 5 >= 112]).toEqual([expect.stringMatching(/^[A-Z2-7]+$/), true]);
    }
    const before = 'ABCD-EFGH-IJKL-MN23';
    await bench.source.query(
      'UPDATE sign_in_credential SET recovery_hashes = array_append(recovery_hashes, $2) WHERE person_id = $1',
      [who.personId, createHash('sha256').update(before.replaceAll('-', '')).digest('hex')],
    );
    for (const code of [before, who.recovery[0]!.toLowerCase().replaceAll('-', ' ')])
      expect(codeIn(await typed(browser(), authorization(ISSUER).address, who.email, PASSWORD, code))).toBeTruthy();
  });

  test('a browser that is signed in goes on without a password when its person says so, and signs out', async () => {
    const who = await owner();
    const at = browser();
    await typed(at, authorization(ISSUER).address, who.email, PASSWORD, appCode(who.secret));
    const page = await at.go(authorization(ISSUER).address);
    expect(page.text).toContain(`You are signed in as Owner ${made}`);
    expect(codeIn(await at.go(page.path, {}))).toBeTruthy();
    const leaving = await at.go(`${ISSUER}/sign-out`);
    const xsrf = /name="xsrf" value="([^"]+)"/.exec(leaving.text)![1]!;
    expect((await at.go('/oidc/sign-out/confirm', { xsrf, logout: 'yes' })).text).toContain('You are signed out');
    expect((await at.go(authorization(ISSUER).address)).text).toContain('<h1>Sign in</h1>');
  });

  test('a page of a sign-in opened in another browser is none of its business', async () => {
    const page = await browser().go(authorization(ISSUER).address);
    const other = await browser().go(page.path);
    expect([other.status, JSON.parse(other.text).type]).toEqual([404, 'urn:portway:problem:not-found']);
  });
});

describe('A link to set up how to sign in', () => {
  test('is good once, does not take a wrong code, nor a password that is short or guessed, and ends what was there before', async () => {
    const who = await owner();
    const token = await signIn(who);
    expect((await browser().go(who.path)).status).toBe(404);
    const path = await linkFor(who.email);
    const page = await browser().go(path);
    const secret = /<code>([A-Z2-7]+)<\/code>/.exec(page.text)![1]!;
    expect((await browser().go(path, { password: 'short', code: appCode(secret) })).status).toBe(422);
    const guessed = await browser().go(path, { password: 'Portway123456', code: appCode(secret) });
    expect([guessed.status, guessed.text]).toEqual([422, expect.stringContaining('is guessed too easily')]);
    const wrong = await browser().go(path, { password: PASSWORD, code: '000000' });
    expect([wrong.status, wrong.text]).toEqual([422, expect.stringContaining('not that of your authenticator app')]);
    expect((await browser().go(path, { password: 'another long password', code: appCode(secret) })).status).toBe(200);
    expect((await get('/me', token)).status).toBe(401);
  });
});

describe('Failed attempts', () => {
  test('lock the address for a quarter of an hour, say until when, and say the same of an address that nobody has', async () => {
    const who = await owner();
    for (const email of [who.email, 'nobody@nowhere.example']) {
      const seen: [number, string][] = [];
      for (let attempt = 1; attempt <= 6; attempt += 1) {
        const page = await typed(browser(), authorization(ISSUER).address, email, `wrong ${attempt}`, '000000');
        seen.push([page.status, /role="alert"><p>([^<]*)/.exec(page.text)![1]!.replace(/\d{4}-\S+Z/, 'THEN')]);
      }
      expect(seen).toEqual([
        ...Array.from({ length: 4 }, () => [
          401,
          expect.stringContaining('E-mail address, password or code is not right'),
        ]),
        ...Array.from({ length: 2 }, () => [429, expect.stringContaining('until THEN')]),
      ]);
    }
    // The right password does not help before, and the lock is in the database, not in the process.
    const right = await typed(browser(), authorization(ISSUER).address, who.email, PASSWORD, appCode(who.secret));
    expect(right.status).toBe(429);
    const kinds = await kindsIn(who.accountId);
    expect([kinds.filter((kind) => kind === 'sign-in failed').length, kinds.includes('sign-in locked')]).toEqual([
      5,
      true,
    ]);
    await bench.source.query(
      `UPDATE sign_in_failure SET first_at = first_at - interval '16 minutes', locked_until = locked_until - interval '16 minutes'`,
    );
    await signIn(who);
  });

  test('are counted on after a restart of the service, and a lock outlives it', async () => {
    const who = await owner();
    const fail = async (): Promise<number> =>
      (await typed(browser(), authorization(ISSUER).address, who.email, PASSWORD, '000000')).status;
    for (let attempt = 1; attempt <= 3; attempt += 1) expect(await fail()).toBe(401);
    await bench.restart();
    expect([await fail(), await fail()]).toEqual([401, 429]);
    await bench.restart();
    const right = await typed(browser(), authorization(ISSUER).address, who.email, PASSWORD, appCode(who.secret));
    expect([right.status, right.text]).toEqual([429, expect.stringContaining('nobody can sign in')]);
  });

  test('at the same moment are judged one after the other: no more than five before the lock', async () => {
    const who = await owner();
    const pages = await Promise.all(
      Array.from({ length: 12 }, () => typed(browser(), authorization(ISSUER).address, who.email, PASSWORD, '000000')),
    );
    expect(pages.filter(({ status }) => status === 401)).toHaveLength(4);
    expect((await kindsIn(who.accountId)).filter((kind) => kind === 'sign-in failed')).toHaveLength(5);
  });
});

describe('Somebody who signed in', () => {
  test('to several accounts says for which one, is told which there are, and gets into no other', async () => {
    const [who, other, third] = [await owner(), await owner(), await owner()];
    const role = {
      name: 'x',
      email: who.email.toUpperCase(),
      role: 'user',
      leaves: { documents: 'read' },
      why: 'Helps',
    };
    const { id: roleId } = await bench.post(
      `/accounts/${other.accountId}/people`,
      { ...role, name: 'Owner' },
      other.headquarters,
      201,
    );
    const token = await signIn(who);
    const path = `/accounts/${who.accountId}/people`;
    const unnamed = await get(path, token);
    expect([unnamed.status, unnamed.body.errors[0].at]).toEqual([422, 'Portway-Account']);
    expect(unnamed.body.errors[0].text).toContain(who.accountId);
    expect(unnamed.body.errors[0].text).toContain(other.accountId);
    expect((await get('/me', token)).body.accounts).toHaveLength(2);
    expect((await get(path, token, who.accountId)).status).toBe(200);
    // The same person, in the other account: a user, who has no leave for people.
    expect((await get(path, token, other.accountId)).status).toBe(403);
    for (const foreign of [third.accountId, 'nonsense']) {
      const { status, body } = await get(path, token, foreign);
      expect([status, body.detail]).toEqual([403, 'You have no role in the account that Portway-Account names.']);
    }
    // A role that ends while the token lives ends with the next request.
    await bench.post(`/accounts/${other.accountId}/people/${roleId}/end`, { why: 'Done' }, other.headquarters, 204);
    expect((await get(path, token, other.accountId)).status).toBe(403);
    expect((await get(path, token)).status).toBe(200);
  });

  test('has no role before its first instant, nor after its last', async () => {
    const [who, other] = [await owner(), await owner()];
    const give = (from: string | null, to: string | null) =>
      bench.post(
        `/accounts/${other.accountId}/people`,
        { name: 'Guest', email: who.email, role: 'proxy owner', why: 'Helps', from, to },
        other.headquarters,
        201,
      );
    const token = await signIn(who);
    const path = `/accounts/${other.accountId}/people`;
    await give('2999-01-01T00:00:00.000Z', null);
    expect((await get(path, token, other.accountId)).status).toBe(403);
    const { id } = await give(null, '2998-12-31T00:00:00.000Z');
    expect((await get(path, token, other.accountId)).status).toBe(200);
    await bench.source.query(`UPDATE person_role SET valid_to = now() WHERE id = $1`, [id]);
    await bench.source.query(`UPDATE account SET version = version + 1 WHERE id = $1`, [other.accountId]);
    expect((await get(path, token, other.accountId)).status).toBe(403);
  });

  test('signs out everywhere: every service is told, tokens of before open nothing, a new sign-in does', async () => {
    const who = await owner();
    const token = await signIn(who);
    const { status, body } = await request(url()).post('/me/sign-out').set('authorization', `Bearer ${token}`);
    expect(status).toBe(200);
    const refused = await get(`/accounts/${who.accountId}/people`, token);
    expect([refused.status, refused.body.detail]).toEqual([401, expect.stringContaining('signed out everywhere')]);
    const told: { destination: string; data: string }[] = await bench.source.query(
      `SELECT destination, data FROM outbox WHERE type = $1 AND data::jsonb ->> 'personId' = $2 ORDER BY destination`,
      [SessionsEnded.type, who.personId],
    );
    expect(told.map(({ destination }) => destination)).toEqual(['cee', 'enforcement', 'gateway', 'port']);
    expect(JSON.parse(told[0]!.data)).toEqual({
      personId: who.personId,
      emailDigest: emailDigest(who.email),
      endedBefore: body.endedBefore,
    });
    expect(await kindsIn(who.accountId)).toContain('signed out everywhere');
    await bench.source.query(`UPDATE sessions_ended SET ended_before = ended_before - interval '5 seconds'`);
    expect((await get('/me', await signIn(who, 1))).status).toBe(200);
  });

  test('sees where she is signed in, ends one of it at every service, and stays signed in with the others', async () => {
    const who = await owner();
    const [desk, lost] = [await signIn(who), await signIn(who, 1)];
    const list = async (token: string) => (await get('/me/sign-ins', token)).body.signIns as Record<string, unknown>[];
    const before = await list(desk);
    expect(before.map(({ signInClient, isThis }) => [signInClient, isThis])).toEqual([
      [CLIENT, false],
      [CLIENT, true],
    ]);
    const { id } = before[0]!;
    const end = (token: string) =>
      request(url()).post(`/me/sign-ins/${id}/end`).set('authorization', `Bearer ${token}`);
    // Somebody else's sign-in is none of hers.
    const other = await owner();
    expect((await end(await signIn(other))).status).toBe(404);
    expect((await end(desk)).status).toBe(204);
    const refused = await get(`/accounts/${who.accountId}/people`, lost);
    expect([refused.status, refused.body.detail]).toEqual([401, expect.stringContaining('of this sign-in')]);
    expect((await get(`/accounts/${who.accountId}/people`, desk)).status).toBe(200);
    expect((await list(desk)).map(({ isThis }) => isThis)).toEqual([true]);
    expect((await end(desk)).status).toBe(404);
    const told: { destination: string; data: string }[] = await bench.source.query(
      `SELECT destination, data FROM outbox WHERE type = $1 AND data::jsonb ->> 'personId' = $2 ORDER BY destination`,
      [SessionsEnded.type, who.personId],
    );
    expect(told.map(({ destination }) => destination)).toEqual(['cee', 'enforcement', 'gateway', 'port']);
    expect(JSON.parse(told[0]!.data)).toMatchObject({ emailDigest: id, ofOneSignIn: true });
    expect(await kindsIn(who.accountId)).toContain('sign-in ended');
  });

  test('is told of every account of the own; a key of the one that it opens, and who sends nothing of none', async () => {
    const { key, accountId } = await owner();
    const { status, body } = await get('/me', key);
    expect([status, body.accounts]).toEqual([200, [expect.objectContaining({ accountId })]]);
    expect((await request(url()).get('/me')).status).toBe(401);
  });
});

describe('A machine', () => {
  const basic = (id: string, secret: string) => ({
    authorization: `Basic ${Buffer.from(`${id}:${secret}`).toString('base64')}`,
  });
  const form = { grant_type: 'client_credentials' };

  test('gets a token for a key of its account, by the id and the key; the token opens what the key opens, for as long', async () => {
    const { id: accountId, key } = await bench.open({ kinds: ['broker'] });
    const headquarters = await bench.office('headquarters');
    const { personId } = await bench.post(
      `/accounts/${accountId}/owner`,
      { name: 'Ana', email: `ana.${accountId}@harbor.example`, why: 'Founder' },
      headquarters,
      200,
    );
    const by = await bench.firstKey(accountId, personId);
    const issued = await bench.post(
      `/accounts/${accountId}/keys`,
      { label: 'Filing system', leaves: { account: 'read' }, addresses: ['127.0.0.0/8', '::1'] },
      by,
      201,
    );
    const wrong = await tokenFor(url(), form, basic(issued.keyId, key));
    expect([wrong.status, wrong.body.error]).toEqual([401, 'invalid_client']);
    const { status, body } = await tokenFor(url(), form, basic(issued.keyId, issued.apiKey));
    expect([status, body.expires_in]).toEqual([200, 3_600]);
    expect((await get(`/accounts/${accountId}/people`, body.access_token)).status).toBe(200);
    expect((await get(`/accounts/${accountId}/powers-of-attorney`, body.access_token)).status).toBe(403);
    expect((await get('/me', body.access_token)).status).toBe(401);

    const elsewhere = await bench.post(
      `/accounts/${accountId}/keys`,
      { label: 'There', addresses: ['192.0.2.0/24'] },
      by,
      201,
    );
    const there = await tokenFor(url(), form, basic(elsewhere.keyId, elsewhere.apiKey));
    expect((await get(`/accounts/${accountId}/people`, there.body.access_token)).body.detail).toContain(
      'network address',
    );

    await bench.post(`/accounts/${accountId}/keys/${issued.keyId}/revoke`, {}, by, 204);
    const ended = await get(`/accounts/${accountId}/people`, body.access_token);
    expect([ended.status, ended.body.detail]).toEqual([401, expect.stringContaining('not in force any more')]);
    expect((await tokenFor(url(), form, basic(issued.keyId, issued.apiKey))).body.error).toBe('invalid_client');
  });
});

describe('Choosing a password', () => {
  const notCompared = async (): Promise<number> =>
    Number(
      /^portway_passwords_not_compared_total (\d+)/m.exec(
        (await request(url()).get('/metrics').set(operations)).text,
      )![1],
    );
  /** The page of a link and what it says when a password is chosen there. */
  const chosen = async (path: string, password: string) => {
    const secret = /<code>([A-Z2-7]+)<\/code>/.exec((await browser().go(path)).text)![1]!;
    return browser().go(path, { password, code: await codeBefore(secret) });
  };
  afterEach(() => {
    asked.length = 0;
    answerOfStolen = (response) => response.end(FILLED_UP);
  });

  test('one that most people choose, or that was stolen elsewhere, is refused with its reason; the link stays good for another', async () => {
    const { email } = await owner();
    asked.length = 0;
    const path = await linkFor(email);
    const common = await chosen(path, 'Sonyericsson');
    expect([common.status, common.text, asked]).toEqual([422, expect.stringContaining('most people choose'), []]);

    const known = 'seven geese by the mill';
    answerOfStolen = (response) => response.end(`${FILLED_UP}\r\n${sha1(known).slice(5)}:42\r\n`);
    const refused = await chosen(path, known);
    expect([refused.status, refused.text]).toEqual([422, expect.stringContaining('was stolen somewhere else')]);
    // Five digits of forty, and neither the password nor whose it is.
    expect(asked.map(({ url: path }) => path)).toEqual([`/range/${sha1(known).slice(0, 5)}`]);
    expect(asked[0]!.headers).toMatchObject({ 'add-padding': 'true', 'user-agent': 'Portway' });

    // A line that only fills up names no password that was stolen.
    answerOfStolen = (response) => response.end(`${sha1(PASSWORD).slice(5)}:0\r\n`);
    const before = await notCompared();
    expect((await chosen(path, PASSWORD)).text).toContain('recovery codes');
    expect(await notCompared()).toBe(before);
  });

  test.each<[string, (response: ServerResponse) => void]>([
    ['answers that it cannot', (response) => response.writeHead(503).end()],
    ['leads elsewhere', (response) => response.writeHead(302, { location: '/range/00000' }).end()],
    ['answers a page', (response) => response.end('<html>maintenance</html>')],
    ['breaks off', (response) => response.destroy()],
    ['answers without end', (response) => response.end(`${'F'.repeat(35)}:1\n`.repeat(30_000))],
    ['answers nothing', () => undefined],
  ])('where the service that is asked %s the password is taken, and operators are told', async (_what, answer) => {
    const { email } = await owner();
    const [path, before] = [await linkFor(email), await notCompared()];
    answerOfStolen = answer;
    asked.length = 0;
    expect((await chosen(path, 'seven geese by the mill')).text).toContain('recovery codes');
    expect([asked.length, await notCompared()]).toEqual([1, before + 1]);
  });
});
