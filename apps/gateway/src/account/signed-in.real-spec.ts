import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import request from 'supertest';
import { AccountChangedConsumer, emailDigest, KnownAccounts } from '#access';
import { AccountChanged, accountSubject, personSubject, SessionsEnded } from '#contracts';
import { MessageContext } from '#messaging';
import { gatewayBench } from '../../../../test/support/gateway-bench';
import { received } from '../../../../test/support/handler-bench';
import { SessionsEndedConsumer } from '../../../../libs/access/src/sessions-ended.consumer';

/** Here there is neither an account service nor a provider: what the gateway decides, it decides by what it has. */
const ISSUER = 'https://sign-in.example/oidc';
const EMAIL = 'maya@harbor.example';
const HARBOR = '0b5a1f0e-7d0e-4a53-8b55-0d9c1e6f2c01';
const SUMMIT = '0b5a1f0e-7d0e-4a53-8b55-0d9c1e6f2c02';
const MAYA = '8c1f0e52-6a4e-4c57-9d0b-3f1f0f2a7b11';

let bench: Awaited<ReturnType<typeof gatewayBench>>;
let sign: (claims?: { iat?: number; portway_session?: string }) => Promise<string>;
beforeAll(async () => {
  const { privateKey, publicKey } = await generateKeyPair('ES256', { extractable: true });
  bench = await gatewayBench({
    SIGN_IN_ISSUER: ISSUER,
    SIGN_IN_KEYS: JSON.stringify({ keys: [{ ...(await exportJWK(publicKey)), kid: 'one', alg: 'ES256' }] }),
    WRONG_KEYS_PER_MINUTE: '3',
  });
  sign = ({ iat, ...claims } = {}) =>
    new SignJWT({ email: EMAIL, ...claims })
      .setProtectedHeader({ alg: 'ES256', kid: 'one' })
      .setIssuer(ISSUER)
      .setAudience('urn:portway:api')
      .setSubject(MAYA)
      .setIssuedAt(iat)
      .setExpirationTime('8h')
      .sign(privateKey);
});
afterAll(() => bench?.close());

const role = (to: string | null = null) => ({
  personId: MAYA,
  name: 'Maya Chen',
  emailDigest: emailDigest(EMAIL),
  role: 'owner',
  leaves: null,
  ports: [],
  center: null,
  from: '2020-01-01T00:00:00.000Z',
  to,
});
let version = 0;
const tell = (accountId: string, name: string, more: Partial<AccountChanged> = {}): Promise<void> =>
  bench.handle((context) => {
    const data: AccountChanged = {
      ...AccountChanged.example,
      accountId,
      name,
      version: (version += 1),
      filerCodes: [],
      abi: null,
      apiKeyHashes: [],
      people: [role()],
      ...more,
    } as AccountChanged;
    return new AccountChangedConsumer(bench.service.app.get(KnownAccounts)).take(
      [received(AccountChanged, accountSubject(accountId), data)],
      context,
    );
  });
const mailbox = async (token: string, account?: string) => {
  const asked = request(bench.service.url).get('/mailbox').set('authorization', `Bearer ${token}`);
  const { status, body } = await (account ? asked.set('Portway-Account', account) : asked);
  return [status, body.detail];
};

test('who signed in is let in by what the gateway has of the accounts, for as long as the role lasts', async () => {
  const token = await sign();
  expect(await mailbox(token)).toEqual([403, 'You have no role in any active account at the moment.']);
  await tell(HARBOR, 'Harbor Brokers');
  expect(await mailbox(token)).toEqual([200, undefined]);
  await tell(SUMMIT, 'Summit Customs Brokerage');
  expect(await mailbox(token)).toEqual([422, 'You work in several accounts: say for which one this is.']);
  expect(await mailbox(token, SUMMIT)).toEqual([200, undefined]);
  await tell(SUMMIT, 'Summit Customs Brokerage', { active: false });
  expect(await mailbox(token, SUMMIT)).toEqual([403, 'The account Summit Customs Brokerage is not active.']);
  await tell(SUMMIT, 'Summit Customs Brokerage', { people: [role(new Date(Date.now() - 1).toISOString())] });
  expect(await mailbox(token, SUMMIT)).toEqual([
    403,
    'You have no role in the account Summit Customs Brokerage at the moment.',
  ]);
  await tell(SUMMIT, 'Summit Customs Brokerage', { mergedInto: HARBOR, active: false });
  expect(await mailbox(token, SUMMIT)).toEqual([
    403,
    'The account Summit Customs Brokerage was merged into another one.',
  ]);
  expect(await mailbox(token)).toEqual([200, undefined]);
});

test('who signed out everywhere is refused as soon as the gateway hears of it, though the token lives; a later token is taken', async () => {
  const now = Math.floor(Date.now() / 1_000);
  const [before, after] = [await sign({ iat: now - 60 }), await sign({ iat: now + 4 })];
  await tell(HARBOR, 'Harbor Brokers');
  expect(await mailbox(before)).toEqual([200, undefined]);
  const ended = (at: number): SessionsEnded => ({
    personId: MAYA,
    emailDigest: emailDigest(EMAIL),
    endedBefore: new Date(at * 1_000).toISOString(),
  });
  // An earlier one that comes late takes nothing back.
  for (const at of [now, now - 3_600])
    await bench.handle((context: MessageContext) =>
      new SessionsEndedConsumer(bench.service.app.get(KnownAccounts)).take(
        [received(SessionsEnded, personSubject(MAYA), ended(at))],
        context,
      ),
    );
  expect(await mailbox(before)).toEqual([401, expect.stringContaining('signed out everywhere')]);
  expect(await mailbox(after)).toEqual([200, undefined]);
});

test('a sign-in that was ended is refused as soon as the gateway hears of it; the others of its person are taken', async () => {
  const iat = Math.floor(Date.now() / 1_000) + 8;
  const [ended, other] = await Promise.all(['ab', 'cd'].map((two) => sign({ iat, portway_session: two.repeat(32) })));
  expect([await mailbox(ended!), await mailbox(other!)]).toEqual([
    [200, undefined],
    [200, undefined],
  ]);
  await bench.handle((context: MessageContext) =>
    new SessionsEndedConsumer(bench.service.app.get(KnownAccounts)).take(
      [
        received(SessionsEnded, personSubject(MAYA), {
          personId: MAYA,
          emailDigest: 'ab'.repeat(32),
          endedBefore: new Date((iat + 1) * 1_000).toISOString(),
          ofOneSignIn: true,
        }),
      ],
      context,
    ),
  );
  expect(await mailbox(ended!)).toEqual([401, expect.stringContaining('of this sign-in')]);
  expect(await mailbox(other!)).toEqual([200, undefined]);
});

test('forged tokens count as wrong keys do: after some of them from one address, only those that were right before are looked at', async () => {
  const good = await sign({ iat: Math.floor(Date.now() / 1_000) + 4 });
  expect((await mailbox(good))[0]).toBe(200);
  const answers: unknown[] = [];
  for (let attempt = 0; attempt < 5; attempt += 1)
    answers.push((await mailbox(`${good.slice(0, -6)}AAA${attempt}xx`))[0]);
  expect(answers).toEqual([401, 401, 401, 429, 429]);
  expect((await mailbox(good))[0]).toBe(200);
});
