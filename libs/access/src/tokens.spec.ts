import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, exportSPKI, generateKeyPair, type JWTPayload, SignJWT } from 'jose';
import { Recurring } from '#kernel';
import { emailDigest } from './person';
import { publicKeysIn } from './public-keys';
import { isToken, KEY_CLAIM, SESSION_CLAIM, Tokens } from './tokens';

const ISSUER = 'https://sign-in.example/oidc';
const AUDIENCE = 'urn:portway:api';
const EMAIL = 'Maya@Harbor.example';

const madeKey = async (kid: string) => {
  const { privateKey, publicKey } = await generateKeyPair('ES256', { extractable: true });
  return { kid, privateKey, publicKey, jwk: { ...(await exportJWK(publicKey)), kid, alg: 'ES256' } };
};
type Key = Awaited<ReturnType<typeof madeKey>>;

let key: Key;
let stranger: Key;
beforeAll(async () => {
  [key, stranger] = await Promise.all([madeKey('one'), madeKey('one')]);
});

/** What a service asks that again and again; here, when the test says so. */
const tokensWith = (settings: object = {}) => {
  const said: string[] = [];
  let turn: () => unknown = () => undefined;
  const work = {
    every: (everyMs: number, name: string, work: () => unknown) => {
      turn = work;
      return new Recurring({ work: name, everyMs, log: { error: () => {} } as never }, work as never);
    },
  };
  const config = {
    SIGN_IN_ISSUER: ISSUER,
    SIGN_IN_KEYS: JSON.stringify({ keys: [key.jwk] }),
    SIGN_IN_KEYS_URL: '',
    SIGN_IN_AUDIENCE: AUDIENCE,
    SIGN_IN_PERSON_CLAIM: 'email',
    SIGN_IN_ACR: '',
    ...settings,
  };
  const log = { warn: (_: object, text: string) => said.push(text) };
  return { tokens: new Tokens(config as never, log as never, work as never), read: async () => turn(), said };
};

const token = (
  claims: JWTPayload = {},
  by: { kid: string; privateKey: Key['privateKey'] } = key,
  head: { typ?: string } = {},
): Promise<string> => {
  const now = Math.floor(Date.now() / 1_000);
  return new SignJWT({ iss: ISSUER, aud: AUDIENCE, sub: 'x', iat: now, exp: now + 600, email: EMAIL, ...claims })
    .setProtectedHeader({ alg: 'ES256', kid: by.kid, ...head })
    .sign(by.privateKey);
};
const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');

test('a token of the provider tells its person by a digest of the e-mail address, however that is spelt', async () => {
  const { tokens } = tokensWith();
  for (const email of [EMAIL, ' maya@harbor.EXAMPLE'])
    expect(await tokens.whose(await token({ email }))).toMatchObject({ subject: { emailDigest: emailDigest(EMAIL) } });
  expect(await tokens.whose(await token({ [KEY_CLAIM]: 'a digest' }))).toMatchObject({
    subject: { keyHash: 'a digest' },
  });
});

test('a token tells which sign-in it is of, where its provider says so', async () => {
  const { tokens } = tokensWith();
  const session = 'ab'.repeat(32);
  expect(await tokens.whose(await token({ [SESSION_CLAIM]: session }))).toMatchObject({ subject: { session } });
  for (const claims of [{}, { [SESSION_CLAIM]: 7 }, { [SESSION_CLAIM]: 'AB'.repeat(32) }])
    expect(await tokens.whose(await token(claims))).toMatchObject({ subject: { session: null } });
});

test('a token that is none, is not signed, is signed by a stranger, or not for us, is refused with the reason', async () => {
  const { tokens } = tokensWith();
  const [head, body, signature] = (await token()).split('.') as [string, string, string];
  const secret = new TextEncoder().encode(await exportSPKI(key.publicKey));
  const symmetric = await new SignJWT(JSON.parse(Buffer.from(body, 'base64url').toString()))
    .setProtectedHeader({ alg: 'HS256', kid: 'one' })
    .sign(secret);
  const forged = part({ ...JSON.parse(Buffer.from(body, 'base64url').toString()), email: 'boss@harbor.example' });
  const judged = async (text: string) => {
    expect(isToken(text)).toBe(true);
    return tokens.whose(text);
  };
  const refused = (why: string) => ({ why: expect.stringContaining(why), wasGood: false });
  expect(await judged(`${part({ alg: 'none' })}.${body}.`)).toEqual(refused('not signed in a way that is taken'));
  expect(await judged(`${part({ alg: 'none', kid: 'one' })}.${body}.${signature}`)).toEqual(
    refused('not signed in a way'),
  );
  expect(await judged(symmetric)).toEqual(refused('not signed in a way that is taken'));
  expect(await judged(await token({}, stranger))).toEqual(refused('signature is wrong'));
  expect(await judged(await token({}, { ...stranger, kid: 'two' }))).toEqual(refused('key that is not known'));
  expect(await judged(`${head}.${forged}.${signature}`)).toEqual(refused('signature is wrong'));
  expect(await judged(await token({ iss: 'https://elsewhere.example' }))).toEqual(refused('its iss is not right'));
  expect(await judged(await token({ aud: 'portway-cli' }))).toEqual(refused('its aud is not right'));
  expect(await judged(await token({ exp: undefined }))).toEqual(refused('its exp is not right'));
  expect(await judged(await token({ nbf: Date.now() / 1_000 + 3_600 }))).toEqual(refused('its nbf is not right'));
  expect(await judged(await token({ email: undefined }))).toEqual(refused('the claim email is missing'));
  expect(await judged(await token({ email_verified: false }))).toEqual(refused('not verified'));
  expect(await judged('eyJ.x.x')).toEqual(refused('cannot be read'));
});

test('what the provider signed for something else than access is no token for us, whoever it is for', async () => {
  const { tokens } = tokensWith();
  for (const typ of ['JWT', 'at+jwt', 'application/at+jwt', 'AT+JWT'])
    expect(await tokens.whose(await token({}, key, { typ }))).toHaveProperty('subject');
  for (const typ of ['logout+jwt', 'dpop+jwt', 'secevent+jwt', 'oauth-authz-req+jwt'])
    expect(await tokens.whose(await token({}, key, { typ }))).toEqual({
      why: `it is a ${typ}, which is no access token`,
      wasGood: false,
    });
});

test('where a second factor is asked of another provider, a person whose token does not tell of it is not let in; a machine is', async () => {
  const { tokens } = tokensWith({ SIGN_IN_ACR: 'urn:example:mfa,phr' });
  for (const acr of ['phr', 'urn:example:mfa'])
    expect(await tokens.whose(await token({ acr }))).toHaveProperty('subject');
  for (const acr of [undefined, 'pwd', 'mfa', '', ['phr']])
    expect(await tokens.whose(await token({ acr }))).toEqual({
      why: 'its person did not sign in as strongly as is asked here: its acr is none of urn:example:mfa, phr',
      wasGood: true,
    });
  expect(await tokens.whose(await token({ [KEY_CLAIM]: 'a digest' }))).toHaveProperty('subject.keyHash');
});

test('a token that ended is refused with the instant, counts as no guess, and is not remembered beyond its end', async () => {
  const { tokens } = tokensWith();
  const now = Math.floor(Date.now() / 1_000);
  const ended = await token({ exp: now - 60 });
  expect(await tokens.whose(ended)).toEqual({
    why: `it ended at ${new Date((now - 60) * 1_000).toISOString()}: sign in again`,
    wasGood: true,
  });
  const short = await token({ exp: now + 600 });
  expect(await tokens.whose(short)).toHaveProperty('subject');
  const later = jest.spyOn(Date, 'now').mockReturnValue((now + 700) * 1_000);
  try {
    expect(await tokens.whose(short)).toHaveProperty('why');
  } finally {
    later.mockRestore();
  }
});

test('any provider will do: the claim that names the person is configured', async () => {
  const { tokens } = tokensWith({ SIGN_IN_PERSON_CLAIM: 'upn' });
  expect(await tokens.whose(await token({ email: undefined, upn: EMAIL }))).toMatchObject({
    subject: { emailDigest: emailDigest(EMAIL) },
  });
  expect(await tokensWith({ SIGN_IN_ISSUER: '' }).tokens.whose(await token())).toMatchObject({ wasGood: false });
});

describe('Keys that a provider shows at an address', () => {
  let server: Server;
  let shown: { status: number; text: string };
  beforeAll(async () => {
    server = createServer((_request, response) => void response.writeHead(shown.status).end(shown.text));
    await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  });
  afterAll(() => void server.close());

  test('take the place of the last ones; while the address answers nothing sound, those stay good', async () => {
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/jwks`;
    const { tokens, read, said } = tokensWith({ SIGN_IN_KEYS: '', SIGN_IN_KEYS_URL: url });
    expect(await tokens.whose(await token())).toMatchObject({
      why: expect.stringContaining('not known yet'),
      wasGood: true,
    });
    shown = { status: 200, text: JSON.stringify({ keys: [key.jwk] }) };
    await read();
    expect(await tokens.whose(await token())).toHaveProperty('subject');
    for (const bad of [
      { status: 503, text: '' },
      { status: 200, text: '<html>' },
      { status: 200, text: '{"keys":[]}' },
    ]) {
      shown = bad;
      await read();
      expect(await tokens.whose(await token())).toHaveProperty('subject');
    }
    expect(said).toHaveLength(3);
    const next = await madeKey('next');
    shown = { status: 200, text: JSON.stringify({ keys: [next.jwk] }) };
    await read();
    expect(await tokens.whose(await token({}, next))).toHaveProperty('subject');
    expect(await tokens.whose(await token())).toHaveProperty('why');
  });
});

test('a set with a private part, a shared secret or no key at all is no set of public keys', async () => {
  const secret = { ...key.jwk, ...(await exportJWK(key.privateKey)) };
  expect(publicKeysIn(JSON.stringify({ keys: [key.jwk] }))).not.toBeNull();
  for (const keys of [[secret], [{ kty: 'oct', k: 'AAAA' }], [], 'x', undefined])
    expect(publicKeysIn(JSON.stringify({ keys }))).toBeNull();
  expect(publicKeysIn('no JSON')).toBeNull();
});
