import { randomBytes } from 'node:crypto';
import { fromBase32, totpCode, totpStep } from '#kernel';
import { messageOf } from '../infrastructure/failure';
import type { Secrets } from '../infrastructure/secrets';
import type { DemoAccount } from '../platform/accounts';

/** The program by which people sign in from a terminal. */
export const DEMO_CLIENT = 'portway-cli';
export const DEMO_CLIENTS = { [DEMO_CLIENT]: ['http://127.0.0.1/callback'] };

const TRIES = 3;

/** Somebody of the demo who can sign in; of a trial only, because password and secret are printed. */
export interface DemoSignIn {
  name: string;
  email: string;
  account: string;
  password: string;
  /** Of the authenticator app, in Base32. */
  secret: string;
}

/** What the app would show now; `later` half minutes on. */
export const demoCode = (secret: string, later = 0): string =>
  totpCode(fromBase32(secret), totpStep(Date.now()) + later);

/**
 * Lets the owner of the demo importer set up how to sign in, once for a data folder.
 *
 * @returns the person, or why there is none; null where people sign in somewhere else
 */
export const setUpDemoPerson = async (
  url: string,
  token: string,
  accounts: readonly DemoAccount[],
  secrets: Secrets,
): Promise<DemoSignIn | string | null> => {
  const account = accounts.find(({ people }) => people.some(({ role }) => role === 'owner'));
  const owner = account?.people.find(({ role }) => role === 'owner');
  if (!account || !owner) return 'nobody of the demo owns an account';
  const password = secrets.get('demo person password', () => `demo only ${randomBytes(6).toString('hex')}`);
  const known = secrets.known('demo person secret');
  const person = { name: owner.name, email: owner.email, account: account.name, password };
  if (known) return { ...person, secret: known };
  try {
    const made = await fetch(`${url}/operations/set-up-links`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify({ email: owner.email, actor: 'npm start' }),
      signal: AbortSignal.timeout(10_000),
    });
    if (made.status === 404) return null;
    if (!made.ok) return `the account service answered ${made.status}`;
    const { path } = (await made.json()) as { path: string };
    const page = await (await fetch(`${url}${path}`, { signal: AbortSignal.timeout(10_000) })).text();
    const secret = /<code>([A-Z2-7]+)<\/code>/.exec(page)?.[1] ?? '';
    // The code of the last half minute leaves that of this one to sign in with; it may have become too old on its way.
    let status = 0;
    for (let tries = 0; tries < TRIES; tries++) {
      const done = await fetch(`${url}${path}`, {
        method: 'POST',
        body: new URLSearchParams({ password, code: demoCode(secret, -1) }),
        signal: AbortSignal.timeout(10_000),
      });
      if (done.ok) return { ...person, secret: secrets.get('demo person secret', () => secret) };
      ({ status } = done);
    }
    return `it answered ${status}`;
  } catch (error) {
    return messageOf(error);
  }
};
