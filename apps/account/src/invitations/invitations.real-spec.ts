import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import request from 'supertest';
import { publicKeySet } from '#access';
import type { UnitOfWork } from '#messaging';
import { hashApiKey, type Log, type MailSender, type RecurringWork } from '#service';
import { eventually, ownFolder } from '../../../../test/support';
import {
  appCode,
  authorization,
  Browser,
  CLIENT,
  codeBefore,
  codeForm,
  tokenFor,
} from '../../../../test/support/browser';
import { accountBench, type AccountBench } from '../account.fixture';
import { AccountConfig } from '../config/account.config';
import { AccountMails } from '../mails/account-mails';
import { Authenticator, press } from '../sign-in/authenticator.fixture';
import { Invitations } from './invitations';

const ORIGIN = 'https://account.portway.test';
const PASSWORD = 'a long and quiet harbor';
const SIGNING = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  .privateKey.export({ format: 'der', type: 'pkcs8' })
  .toString('base64');
const outbox = ownFolder('mail');

let bench: AccountBench;
beforeAll(async () => {
  bench = await accountBench({
    SIGN_IN_ISSUER: `${ORIGIN}/oidc`,
    SIGN_IN_KEYS: JSON.stringify(publicKeySet(SIGNING)),
    SIGN_IN_SIGNING_KEY: SIGNING,
    SIGN_IN_SECRETS: randomBytes(32).toString('base64'),
    SIGN_IN_CLIENTS: JSON.stringify({ [CLIENT]: ['http://127.0.0.1/callback'] }),
    MAIL_OUTBOX: outbox,
    WRONG_KEYS_PER_MINUTE: '1000',
  });
});
afterAll(() => bench?.close());

let made = 0;
/** An account with an owner who has a key. */
const owned = async () => {
  made += 1;
  const { id: accountId } = await bench.open({ name: `Harbor ${made}`, kinds: ['broker'] });
  const headquarters = await bench.office('headquarters');
  const owner = { name: `Owner ${made}`, email: `owner.${made}@harbor.example`, why: 'Founder' };
  const { personId } = await bench.post(`/accounts/${accountId}/owner`, owner, headquarters, 200);
  return { accountId, owner: await bench.firstKey(accountId, personId), email: owner.email };
};

const USER = { role: 'user', leaves: { documents: 'read' }, why: 'Scans invoices' };
const guest = () => ({ name: `Guest ${(made += 1)}`, email: `guest.${made}@harbor.example` });

const mailsTo = (email: string): string[] =>
  readdirSync(outbox)
    .filter((name) => name.endsWith('.eml'))
    .map((name) =>
      readFileSync(join(outbox, name), 'utf8')
        .replace(/=\r?\n/g, '')
        .replace(/=3D/g, '='),
    )
    .filter((text) => text.includes(`To: ${email}`));

/** Invites, and answers the path of the link in the mail. */
const invited = async (who: { accountId: string; owner: string }, email: string, order: object = USER) => {
  const person = { name: 'Guest', email, ...order };
  const { id } = await bench.post(`/accounts/${who.accountId}/invitations`, person, who.owner, 201);
  return { id: id as string, path: await linkOf(id) };
};
const linkOf = async (id: string): Promise<string> => {
  await bench.service.app.get(AccountMails, { strict: false }).sendWaiting();
  const [mail] = await bench.source.query('SELECT id FROM outgoing_mail WHERE invitation_id = $1', [id]);
  const text = await eventually(() => readFileSync(join(outbox, `${mail.id}.eml`), 'utf8'));
  return new RegExp(`${ORIGIN}(/invitations/[\\w-]{43})`).exec(text.replace(/=\r?\n/g, ''))![1]!;
};

const browser = (): Browser => new Browser(ORIGIN, bench.service.url);
const kindsIn = async (accountId: string): Promise<string[]> => (await bench.log(accountId)).map(({ kind }) => kind);
const stateOf = async (who: { accountId: string; owner: string }, id: string) =>
  (await bench.get(`/accounts/${who.accountId}/invitations`, who.owner, 200)).invitations.find(
    (one: { id: string }) => one.id === id,
  );

/** Accepts as somebody new does: by setting up password and authenticator app. */
const accept = async (path: string) => {
  const at = browser();
  const page = await at.go(`${path}/accept`, {});
  const secret = /<code>([A-Z2-7]+)<\/code>/.exec(page.text)![1]!;
  const done = await at.go(page.path, { password: PASSWORD, code: await codeBefore(secret) });
  expect([done.status, done.text]).toEqual([200, expect.stringContaining('recovery codes')]);
  return secret;
};

const signIn = async (email: string, secret: string): Promise<string> => {
  const { address, verifier } = authorization(`${ORIGIN}/oidc`);
  const at = browser();
  const page = await at.go(address);
  const back = await at.go(page.path, { email, password: PASSWORD, code: appCode(secret) });
  const code = new URL(String(back.headers['location'])).searchParams.get('code')!;
  return (await tokenFor(bench.service.url, codeForm(code, verifier))).body.access_token as string;
};

describe('An invitation by mail', () => {
  test('leads whoever is new through the sign-in pages to a role with from, to, who and why, and stands in the log', async () => {
    const who = await owned();
    const { name, email } = guest();
    const to = '2999-01-01T00:00:00.000Z';
    const { id, path } = await invited(who, email, { ...USER, name, to });
    const [mail] = mailsTo(email);
    expect(mail).toContain(`Subject: Invitation to Harbor`);
    expect(mail).toContain('Scans invoices');
    // Opening it, as mail programs do by themselves, changes nothing.
    for (let time = 0; time < 2; time += 1) expect((await browser().go(path)).text).toContain('<h1>Invitation</h1>');
    expect(await stateOf(who, id)).toMatchObject({ state: 'invited', mail: 'sent', decidedAt: null });
    const token = await signIn(email, await accept(path));
    expect(await stateOf(who, id)).toMatchObject({ state: 'accepted', name, email, invitedBy: expect.any(String) });
    const me = await request(bench.service.url).get('/me').set('authorization', `Bearer ${token}`);
    expect(me.body.accounts).toMatchObject([{ accountId: who.accountId, roles: ['user'] }]);
    const { roles } = await bench.get(`/accounts/${who.accountId}/people`, who.owner, 200);
    expect(roles.at(-1)).toMatchObject({
      person: { name, email },
      to,
      givenBy: expect.stringMatching(/^Owner \d+ \(Harbor \d+\)$/),
      why: 'Scans invoices',
    });
    expect(await kindsIn(who.accountId)).toEqual(
      expect.arrayContaining(['invitation sent', 'invitation accepted', 'sign-in set up', 'signed in']),
    );
  });

  test('keeps its token nowhere but in the mail, and the answer is the same for an address that signs in and one that nobody has', async () => {
    const [who, other] = [await owned(), await owned()];
    const known = guest();
    await accept((await invited(other, known.email)).path);
    const answers = await Promise.all(
      [known, guest()].map((person) =>
        bench.post(`/accounts/${who.accountId}/invitations`, { ...person, ...USER }, who.owner, 201),
      ),
    );
    for (const answer of answers) expect(Object.keys(answer).sort()).toEqual(['endsAt', 'id']);
    const path = await linkOf(answers[0].id);
    const { invitations } = await bench.get(`/accounts/${who.accountId}/invitations`, who.owner, 200);
    const shape = (one: object): string => Object.keys(one).join();
    expect([shape(invitations[0]), invitations[0].state]).toEqual([shape(invitations[1]), invitations[1].state]);
    const token = path.split('/').at(-1)!;
    for (const table of ['invitation', 'outgoing_mail', 'activity', 'outbox'])
      expect([
        table,
        await bench.source.query(`SELECT 1 FROM ${table} t WHERE t::text LIKE $1`, [`%${token}%`]),
      ]).toEqual([table, []]);
  });

  test('of somebody who signs in already is accepted by signing in, by that person alone, and changes nothing of how', async () => {
    const [who, other] = [await owned(), await owned()];
    const [known, stranger] = [guest(), guest()];
    const secret = await accept((await invited(other, known.email)).path);
    const strangers = await accept((await invited(other, stranger.email)).path);
    const { id, path } = await invited(who, known.email);
    const page = await browser().go(path);
    expect(page.text).toContain('You sign in here already');
    const wrong = await browser().go(`${path}/accept`, { email: known.email, password: 'wrong', code: '000000' });
    expect([wrong.status, wrong.text]).toEqual([401, expect.stringContaining('is not right')]);
    const foreign = { email: stranger.email, password: PASSWORD, code: appCode(strangers) };
    const refused = await browser().go(`${path}/accept`, foreign);
    expect([refused.status, refused.text]).toEqual([403, expect.stringContaining('another e-mail address')]);
    expect((await stateOf(who, id)).state).toBe('invited');
    const own = { email: known.email.toUpperCase(), password: PASSWORD, code: appCode(secret) };
    expect((await browser().go(`${path}/accept`, own)).text).toContain('You accepted');
    expect((await stateOf(who, id)).state).toBe('accepted');
    const [{ n }] = await bench.source.query(
      'SELECT count(*)::int AS n FROM set_up_link l JOIN person p ON p.id = l.person_id WHERE p.email = $1',
      [known.email],
    );
    expect(n).toBe(1);
  });

  test('is accepted with a passkey as well, by who sets one up and by who has one', async () => {
    const [who, other] = [await owned(), await owned()];
    const { email } = guest();
    const authenticator = new Authenticator(ORIGIN);
    const at = browser();
    const first = await invited(other, email);
    const page = await at.go(`${first.path}/accept`, {});
    expect((await press(at, page, 'Set up a passkey', authenticator)).text).toContain('Your passkey is set up');
    const { id, path } = await invited(who, email);
    const accepted = await press(at, await at.go(path), 'Accept with a passkey', authenticator);
    expect(accepted.text).toContain('You accepted');
    expect([(await stateOf(other, first.id)).state, (await stateOf(who, id)).state]).toEqual(['accepted', 'accepted']);
  });

  test('is good once, also for two at the same moment', async () => {
    const who = await owned();
    const { email } = guest();
    const { path } = await invited(who, email);
    const pages = await Promise.all([1, 2].map(() => browser().go(`${path}/accept`, {})));
    const done = await Promise.all(
      pages.map(async (page) =>
        browser().go(page.path, {
          password: PASSWORD,
          code: await codeBefore(/<code>([A-Z2-7]+)<\/code>/.exec(page.text)![1]!),
        }),
      ),
    );
    expect(done.map(({ status }) => status).sort()).toEqual([200, 409]);
    for (const step of ['', '/accept', '/decline']) {
      const again = await browser().go(path + step, step === '' ? undefined : {});
      expect([again.status, again.text]).toEqual([409, expect.stringContaining('accepted already')]);
    }
    expect((await kindsIn(who.accountId)).filter((kind) => kind === 'invitation accepted')).toHaveLength(1);
  });

  test('that ended, was withdrawn or declined says so; one that is forged is not known', async () => {
    const who = await owned();
    const late = await invited(who, guest().email);
    await bench.service.app.get(Invitations, { strict: false }).expire(new Date(Date.now() + 13 * 86_400_000));
    expect((await stateOf(who, late.id)).state).toBe('invited');
    await bench.source.query(
      `UPDATE invitation SET invited_at = invited_at - interval '15 days', ends_at = ends_at - interval '15 days' WHERE id = $1`,
      [late.id],
    );
    const ended = await browser().go(`${late.path}/accept`, {});
    expect([ended.status, ended.text]).toEqual([409, expect.stringContaining('has ended')]);
    await bench.service.app.get(Invitations, { strict: false }).expire();
    expect((await stateOf(who, late.id)).state).toBe('expired');
    const taken = await invited(who, guest().email);
    const away = `/accounts/${who.accountId}/invitations/${taken.id}/withdraw`;
    await bench.post(away, { why: 'A mistake' }, who.owner, 204);
    const withdrawn = await browser().go(`${taken.path}/accept`, {});
    expect([withdrawn.status, withdrawn.text]).toEqual([409, expect.stringContaining('was withdrawn')]);
    await bench.post(away, { why: 'A mistake' }, who.owner, 409);
    const no = await invited(who, guest().email);
    expect((await browser().go(`${no.path}/decline`, {})).text).toContain('You declined');
    expect((await browser().go(no.path)).status).toBe(409);
    for (const token of ['x', randomBytes(32).toString('base64url')]) {
      const forged = await browser().go(`/invitations/${token}/accept`, {});
      expect([forged.status, forged.text]).toEqual([404, expect.stringContaining('is not known')]);
    }
    expect(await kindsIn(who.accountId)).toEqual(
      expect.arrayContaining(['invitation expired', 'invitation withdrawn', 'invitation declined']),
    );
  });

  test('is sent by who may give the role: a proxy invites no proxy, nobody themselves, a user nobody, and the owner no owner', async () => {
    const who = await owned();
    const path = `/accounts/${who.accountId}/invitations`;
    const [second, third] = [guest(), guest()];
    await accept((await invited(who, second.email, { ...second, role: 'proxy owner', why: 'Runs it' })).path);
    await accept((await invited(who, third.email, { ...USER, ...third })).path);
    const { roles } = await bench.get(`/accounts/${who.accountId}/people`, who.owner, 200);
    const keyOf = (email: string) =>
      bench.firstKey(who.accountId, roles.find((role: any) => role.person.email === email).person.id);
    const [proxy, user] = [await keyOf(second.email), await keyOf(third.email)];
    const refused = await bench.post(path, { ...guest(), role: 'proxy owner', why: 'More' }, proxy, 403);
    expect(refused.detail).toContain('proxy owner');
    await bench.post(path, { ...guest(), ...USER }, proxy, 201);
    await bench.post(path, { ...guest(), ...USER }, user, 403);
    await bench.post(path, { ...USER, name: 'Me', email: who.email.toUpperCase() }, who.owner, 403);
    const wrong = await bench.post(path, { ...guest(), role: 'owner', why: 'All of it' }, who.owner, 422);
    expect(wrong.errors.map((e: { at: string }) => e.at)).toEqual(['/role']);
    const past = await bench.post(path, { ...guest(), ...USER, to: '2020-01-01T00:00:00Z' }, who.owner, 422);
    expect(past.errors.map((e: { at: string }) => e.at)).toContain('/to');
    const same = guest();
    await bench.post(path, { ...same, ...USER }, who.owner, 201);
    await bench.post(path, { ...same, ...USER, email: same.email.toUpperCase() }, who.owner, 409);
    const foreign = await owned();
    await bench.post(path, { ...guest(), ...USER }, foreign.owner, 404);
    await bench.get(path, foreign.owner, 404);
  });

  test('gives nothing any more where who sent it lost the right to, or the account is not active', async () => {
    const who = await owned();
    const second = guest();
    await accept((await invited(who, second.email, { ...second, role: 'proxy owner', why: 'Runs it' })).path);
    const { roles } = await bench.get(`/accounts/${who.accountId}/people`, who.owner, 200);
    const role = roles.find((one: any) => one.person.email === second.email);
    const proxy = await bench.firstKey(who.accountId, role.person.id);
    const { path } = await invited({ ...who, owner: proxy }, guest().email);
    await bench.post(`/accounts/${who.accountId}/people/${role.id}/end`, { why: 'Left' }, who.owner, 204);
    const page = await browser().go(`${path}/accept`, {});
    const secret = /<code>([A-Z2-7]+)<\/code>/.exec(page.text)![1]!;
    const refused = await browser().go(page.path, { password: PASSWORD, code: await codeBefore(secret) });
    expect([refused.status, refused.text]).toEqual([409, expect.stringContaining('may not give this role any more')]);
    const late = await invited(who, guest().email);
    const hq = await bench.office('headquarters');
    await bench.post(`/accounts/${who.accountId}/suspend`, { why: 'Under review' }, hq, 200);
    const other = await browser().go(`${late.path}/accept`, {});
    const done = await browser().go(other.path, {
      password: PASSWORD,
      code: await codeBefore(/<code>([A-Z2-7]+)<\/code>/.exec(other.text)![1]!),
    });
    expect([done.status, done.text]).toEqual([409, expect.stringContaining('not active')]);
  });

  /** An office of CBP in which somebody with a key is account manager. */
  const staffed = async () => {
    const { id: accountId, key: owner } = await bench.open({ kinds: ['headquarters'], name: `CBP ${(made += 1)}` });
    const staff = guest();
    const role = { ...staff, role: 'account manager', why: 'Works there' };
    const above = await bench.office('headquarters');
    const { id, personId } = await bench.post(`/accounts/${accountId}/people`, role, above, 201);
    const leave = () => bench.post(`/accounts/${accountId}/people/${id}/end`, { why: 'Left' }, above, 204);
    return { owner, staff, leave, key: await bench.firstKey(accountId, personId) };
  };
  const refusedAt = async (path: string): Promise<[number, string]> => {
    const page = await browser().go(`${path}/accept`, {});
    const secret = /<code>([A-Z2-7]+)<\/code>/.exec(page.text)![1]!;
    const { status, text } = await browser().go(page.path, { password: PASSWORD, code: await codeBefore(secret) });
    return [status, text];
  };
  const PROXY = { role: 'proxy owner', why: 'Runs it' };

  test('leads nobody into an account who sent it, also from an office of CBP', async () => {
    const [{ accountId }, office] = [await owned(), await staffed()];
    const path = `/accounts/${accountId}/invitations`;
    const order = { ...office.staff, email: office.staff.email.toUpperCase(), ...PROXY };
    const refused = await bench.post(path, order, office.key, 403);
    expect(refused.detail).toContain('to themselves');
    const owner = await bench.post(
      `/accounts/${accountId}/owner`,
      { ...office.staff, why: 'Runs it' },
      office.key,
      403,
    );
    expect(owner.detail).toContain('to themselves');
    // One that is on file is worth nothing either.
    const { id, path: link } = await invited({ accountId, owner: office.key }, guest().email, PROXY);
    const { email, name } = office.staff;
    await bench.source.query('UPDATE invitation SET email = $2, email_identity = $2, name = $3 WHERE id = $1', [
      id,
      email,
      name,
    ]);
    expect(await refusedAt(link)).toEqual([403, expect.stringContaining('to themselves')]);
  });

  test('that CBP sent gives nothing any more where who sent it left the office, or the key it was sent with was revoked', async () => {
    const [{ accountId }, office] = [await owned(), await staffed()];
    const [left, stays] = [
      await invited({ accountId, owner: office.key }, guest().email, PROXY),
      await invited({ accountId, owner: office.owner }, guest().email, PROXY),
    ];
    const revoked = await invited({ accountId, owner: office.owner }, guest().email, PROXY);
    await office.leave();
    const gone = [409, expect.stringContaining('may not give this role any more')];
    expect(await refusedAt(left.path)).toEqual(gone);
    await accept(stays.path);
    await bench.source.query('UPDATE api_key SET revoked_at = now() WHERE hash = $1', [hashApiKey(office.owner)]);
    expect(await refusedAt(revoked.path)).toEqual(gone);
  });

  test('stays in the list when its e-mail is not kept any more, which is after three months', async () => {
    const who = await owned();
    const { id } = await invited(who, guest().email);
    const mails = bench.service.app.get(AccountMails, { strict: false });
    const days = (n: number): Date => new Date(Date.now() + n * 86_400_000);
    await mails.removeOld(days(89));
    expect(await stateOf(who, id)).toMatchObject({ state: 'invited', mail: 'sent' });
    await mails.removeOld(days(91));
    expect(await stateOf(who, id)).toMatchObject({ state: 'invited', mail: 'not kept' });
  });

  test('of which a second e-mail is sent has a link of its own, and the one before is worth nothing', async () => {
    const who = await owned();
    const { id, path } = await invited(who, guest().email, { ...USER, why: 'Replaces {link} of the old ones' });
    await bench.source.query(
      'UPDATE outgoing_mail SET settled_at = NULL, next_try_at = now() WHERE invitation_id = $1',
      [id],
    );
    const fresh = await eventually(async () => {
      const now = await linkOf(id);
      return now === path ? false : now;
    });
    expect((await browser().go(path)).status).toBe(404);
    expect((await browser().go(fresh)).status).toBe(200);
  });

  describe('is on file until a mail server has taken its e-mail', () => {
    const REFUSED = { status: 550, error: 'no such mailbox' };
    const AWAY = { status: null, error: 'connect ECONNREFUSED' };
    const SENT = { status: null, error: null };
    let said: string[];
    const mailsBy = (send: () => Promise<object>): AccountMails => {
      const tell = (_: object, text: string) => said.push(text);
      return new AccountMails(
        bench.source,
        bench.service.app.get(AccountConfig, { strict: false }),
        { send } as unknown as MailSender,
        { error: tell, warn: tell } as unknown as Log,
        { every: () => undefined } as unknown as RecurringWork,
      );
    };
    const THEN = new Date('2999-01-01T00:00:00.000Z');
    const post = async (mails: AccountMails): Promise<string> => {
      const mail = { to: guest().email, subject: 'A test', text: 'Nothing' };
      await mails.post({ manager: bench.source.manager, now: THEN } as UnitOfWork, mail);
      return mail.to;
    };
    /** Tries every so many hours, in another year than that of the service itself, which finds nothing to send then. */
    const take = async (times: number, everyHours: number, answer: (tries: number) => object): Promise<object> => {
      said = [];
      let tries = 0;
      const mails = mailsBy(() => Promise.resolve(answer((tries += 1))));
      const to = await post(mails);
      for (let turn = 0; turn < times; turn += 1)
        await mails.sendWaiting(new Date(THEN.getTime() + turn * everyHours * 3_600_000));
      const [row] = await bench.source.query(
        'SELECT tries, fault, settled_at IS NOT NULL AS settled FROM outgoing_mail WHERE recipient = $1',
        [to],
      );
      return row as object;
    };
    const WAITS = 'an e-mail to a person of an account waits: it cannot be sent now';
    const GIVEN_UP = 'an e-mail to a person of an account could not be sent';

    test('and given up, with the reason, after twelve refusals', async () => {
      expect(await take(15, 1, (tries) => (tries <= 2 ? REFUSED : SENT))).toEqual({
        tries: 3,
        fault: null,
        settled: true,
      });
      expect(said).toEqual([]);
      expect(await take(15, 1, () => REFUSED)).toEqual({ tries: 12, fault: 'no such mailbox', settled: true });
      expect(said).toEqual([WAITS, GIVEN_UP]);
    });

    test('and for two weeks where there is none, which is said before', async () => {
      expect(await take(28, 12, (tries) => (tries <= 27 ? AWAY : SENT))).toEqual({
        tries: 28,
        fault: null,
        settled: true,
      });
      expect(said).toEqual([WAITS]);
      expect(await take(40, 12, () => AWAY)).toEqual({ tries: 29, fault: 'connect ECONNREFUSED', settled: true });
      expect(said).toEqual([WAITS, GIVEN_UP]);
    });

    test('with progress after each e-mail, so that a mail server that is frozen looks like no standing still, and ends with the one in hand', async () => {
      let steps = 0;
      const [heard, stop]: [number[], AbortController] = [[], new AbortController()];
      const mails = mailsBy(() => {
        heard.push(steps);
        if (heard.length === 3) stop.abort();
        return Promise.resolve(AWAY);
      });
      await bench.source.query(`UPDATE outgoing_mail SET settled_at = now() WHERE settled_at IS NULL`);
      for (let n = 0; n < 4; n += 1) await post(mails);
      await mails.sendWaiting(THEN, { signal: stop.signal, progress: () => void (steps += 1) });
      expect([heard, steps]).toEqual([[0, 1, 2], 3]);
    });
  });
});
