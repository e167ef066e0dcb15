import { createHmac, hkdfSync, randomBytes, timingSafeEqual } from 'node:crypto';
import { isIP } from 'node:net';
import { Injectable } from '@nestjs/common';
import {
  generateAuthenticationOptions,
  generateRegistrationOptions,
  verifyAuthenticationResponse,
  verifyRegistrationResponse,
} from '@simplewebauthn/server';
import { DataSource, type EntityManager } from 'typeorm';
import { emailDigest } from '#access';
import { Transactions, type UnitOfWork } from '#messaging';
import { hashApiKey, Problem, RecurringWork } from '#service';
import { AccountConfig } from '../config/account.config';
import { type Attempt, Credentials, type Person } from './credentials';

export interface PasskeyView {
  readonly id: string;
  readonly label: string;
  readonly addedAt: Date;
  readonly lastUsedAt: Date | null;
}

/** What a page hands to the browser, as JSON; null where nobody has passkeys here. */
export type PasskeyOptions = string | null;

interface Row {
  credential_id: string;
  person_id: string;
  public_key: Buffer;
  counter: string;
  transports: string[];
  label: string;
  added_at: Date;
  last_used_at: Date | null;
}

/** EdDSA, ES256, RS256 (IANA, COSE algorithms). */
const ALGORITHMS = [-8, -7, -257];
const CHALLENGE_SECONDS = 900;
const NONCE_BYTES = 16;
const END_BYTES = 4;
const PAGE_SECONDS = 600;
const MOST = 10;
const SWEEP_EVERY_MS = 600_000;
/** Model of `sign_in_state`: who signed in to change passkeys, for a few minutes. */
const PAGE = 'PasskeyPage';

/** A credential's id: base64url of at most 1,023 bytes (Web Authentication Level 3, 7.1 step 25). */
const CREDENTIAL_ID = /^[A-Za-z0-9_-]{1,1364}$/;
/** How an authenticator is reached: `usb`, `internal`, `smart-card`; unknown words are kept. */
const TRANSPORT = /^[a-z-]{1,32}$/;

const WRONG: Attempt = {
  outcome: 'wrong',
  status: 401,
  wrong: 'The passkey was not taken. Try it again, or sign in in another way.',
};

/**
 * Passkeys of people (Web Authentication Level 3): each stands for password and code together, so the authenticator must verify who uses it. One that was removed, or
 * whose counter went back, signs nobody in.
 */
@Injectable()
export class Passkeys {
  private readonly domain: string;
  private readonly origins: string[];
  private readonly keys: readonly Buffer[];

  constructor(
    private readonly source: DataSource,
    private readonly transactions: Transactions,
    private readonly credentials: Credentials,
    config: AccountConfig,
    work: RecurringWork,
  ) {
    const issuer = config.SIGN_IN_SIGNING_KEY === '' ? null : new URL(config.SIGN_IN_ISSUER);
    const host = issuer?.hostname ?? '';
    // Browsers know passkeys of names only, never of network addresses.
    this.domain = issuer ? config.PASSKEY_DOMAIN || (isIP(host.replace(/^\[|\]$/g, '')) ? '' : host) : '';
    this.origins = config.PASSKEY_ORIGINS ? config.PASSKEY_ORIGINS.split(',') : [issuer?.origin ?? ''];
    this.keys = config.SIGN_IN_SECRETS.split(',').map((one) =>
      Buffer.from(hkdfSync('sha256', Buffer.from(one, 'base64'), '', 'portway passkey challenges', 32)),
    );
    work.every(SWEEP_EVERY_MS, 'forgetting challenges of passkeys', () => this.sweep(), { by: 'one replica' });
  }

  /** For signing in, with whichever passkey the browser's person chooses: no address is asked for. @param use what the answer is good for, and nothing else */
  async signInOptions(use: string): Promise<PasskeyOptions> {
    if (this.domain === '') return null;
    return JSON.stringify(
      await generateAuthenticationOptions({
        rpID: this.domain,
        challenge: this.challenge(use),
        userVerification: 'required',
        timeout: CHALLENGE_SECONDS * 1_000,
      }),
    );
  }

  /** For adding one. */
  async additionOptions(use: string, person: Person): Promise<PasskeyOptions> {
    if (this.domain === '') return null;
    return JSON.stringify(
      await generateRegistrationOptions({
        rpName: 'Portway',
        rpID: this.domain,
        userName: person.email,
        userDisplayName: person.name,
        userID: new Uint8Array(Buffer.from(person.id)),
        challenge: this.challenge(use),
        timeout: CHALLENGE_SECONDS * 1_000,
        attestationType: 'none',
        supportedAlgorithmIDs: ALGORITHMS,
        excludeCredentials: (await this.rows(this.source.manager, person.id)).map((row) => ({ id: row.credential_id })),
        authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
      }),
    );
  }

  /** Judges an answer as `Credentials.attempt` judges a password: failures count and lock the address of whose passkey it is. */
  async attempt(answer: string, use: string, at = new Date()): Promise<Attempt> {
    const response = parsed(answer);
    const id = response?.['id'];
    if (typeof id !== 'string' || !CREDENTIAL_ID.test(id)) return WRONG;
    const [row]: (Row & Person)[] = await this.source.query(
      'SELECT p.id, p.name, p.email FROM passkey k JOIN person p ON p.id = k.person_id WHERE k.credential_id = $1',
      [id],
    );
    if (!row) return WRONG;
    return this.credentials.judged(emailDigest(row.email), at, WRONG, async (unit) => {
      const [key]: Row[] = await unit.manager.query('SELECT * FROM passkey WHERE credential_id = $1 FOR UPDATE', [id]);
      const fault = key ? await this.faultOf(unit, key, response!, use, at) : 'it was removed';
      return fault === null ? { person: row, how: ' with a passkey' } : fault;
    });
  }

  /** Checks a new passkey and keeps it. @throws Problem `not-valid` */
  async add(
    unit: UnitOfWork,
    person: Person,
    answer: string,
    label: string,
    use: string,
    at = unit.now,
  ): Promise<void> {
    const response = parsed(answer);
    const verified = await verifyRegistrationResponse({
      response: response as never,
      expectedChallenge: (challenge) => this.take(unit.manager, challenge, use, at),
      expectedOrigin: this.origins,
      expectedRPID: this.domain,
      requireUserVerification: true,
      supportedAlgorithmIDs: ALGORITHMS,
    }).catch(() => null);
    if (!response || !verified?.verified)
      throw notTaken('It was made for another page, too long ago, or without checking who uses it: try again.');
    const had = await this.rows(unit.manager, person.id);
    if (had.length >= MOST) throw notTaken(`You have ${MOST} passkeys already: remove one first.`);
    const { id, publicKey, counter, transports: said } = verified.registrationInfo.credential;
    if (!CREDENTIAL_ID.test(id)) throw notTaken('Its id is longer than those of passkeys are.');
    // Nobody vouches for them, not even the page's script.
    const transports = (Array.isArray(said) ? (said as unknown[]) : []).filter((one) => TRANSPORT.test(String(one)));
    const [added] = await unit.manager.query(
      `INSERT INTO passkey (credential_id, person_id, public_key, counter, transports, label, added_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT DO NOTHING RETURNING credential_id`,
      [id, person.id, Buffer.from(publicKey), counter, transports, label, unit.now],
    );
    if (!added) throw notTaken('It is registered already.');
  }

  /** Those of a person, the oldest first. */
  async list(personId: string): Promise<PasskeyView[]> {
    const rows = await this.rows(this.source.manager, personId);
    return rows.map(({ credential_id: id, label, added_at: addedAt, last_used_at: lastUsedAt }) => ({
      ...{ id, label, addedAt, lastUsedAt },
    }));
  }

  /** A page by which somebody who signed in just now changes the own passkeys; its token is good for ten minutes. */
  async openPage({ id }: Person): Promise<string> {
    const token = randomBytes(32).toString('base64url');
    await this.source.query(
      `INSERT INTO sign_in_state (model, id, payload, ends_at) VALUES ($1, $2, $3, now() + $4 * interval '1 second')`,
      [PAGE, hashApiKey(token), { accountId: id }, PAGE_SECONDS],
    );
    return token;
  }

  /** Whose page it is. @throws Problem `not-found` */
  async personOfPage(token: string): Promise<Person> {
    const [row] = await this.source.query(
      `SELECT payload ->> 'accountId' AS id FROM sign_in_state WHERE model = $1 AND id = $2 AND ends_at > now()`,
      [PAGE, hashApiKey(token)],
    );
    const person = row ? await this.credentials.person(row.id as string) : null;
    if (!person) throw new Problem('not-found', 'This page has ended: sign in again to change your passkeys.');
    return person;
  }

  /** Adds one for who signed in. @throws Problem as `add` and `personOfPage` */
  async addOn(token: string, answer: string, label: string): Promise<void> {
    const person = await this.personOfPage(token);
    await this.transactions.run(async (unit) => {
      await this.add(unit, person, answer, label, `add ${hashApiKey(token)}`);
      await this.credentials.tell(unit, person.id, {
        kind: 'passkey added',
        summary: `${person.name} added a passkey: ${label}`,
        person: person.name,
      });
    });
  }

  /** Removes one of who signed in. @throws Problem as `personOfPage`; `not-found`; `state-conflict` for the only way to sign in */
  async removeOn(token: string, id: string): Promise<void> {
    const person = await this.personOfPage(token);
    await this.transactions.run(async (unit) => {
      const { manager } = unit;
      await manager.query('SELECT 1 FROM person WHERE id = $1 FOR UPDATE', [person.id]);
      const rows = await this.rows(manager, person.id);
      const row = rows.find((one) => one.credential_id === id);
      if (!row) throw new Problem('not-found', 'You have no such passkey.');
      const [password] = await manager.query('SELECT 1 FROM sign_in_credential WHERE person_id = $1', [person.id]);
      if (rows.length === 1 && !password)
        throw new Problem('state-conflict', 'It is the only way by which you sign in: add another one first.');
      await manager.query('DELETE FROM passkey WHERE credential_id = $1', [id]);
      await this.credentials.tell(unit, person.id, {
        kind: 'passkey removed',
        summary: `${person.name} removed a passkey: ${row.label}`,
        person: person.name,
      });
    });
  }

  /** Why an answer signs nobody in, for the activity log; null where it does. The counter is then the answer's. */
  private async faultOf(
    { manager }: UnitOfWork,
    key: Row,
    response: Record<string, unknown>,
    use: string,
    at: Date,
  ): Promise<string | null> {
    const handle = (response['response'] as { userHandle?: unknown } | undefined)?.userHandle;
    if (typeof handle === 'string' && Buffer.from(handle, 'base64url').toString() !== key.person_id)
      return 'it names somebody else';
    const verified = await verifyAuthenticationResponse({
      response: response as never,
      expectedChallenge: (challenge) => this.take(manager, challenge, use, at),
      expectedOrigin: this.origins,
      expectedRPID: this.domain,
      // The counter is judged below, once it is known that the authenticator says it.
      credential: { id: key.credential_id, publicKey: new Uint8Array(key.public_key), counter: 0 },
      requireUserVerification: true,
    }).catch(() => null);
    if (!verified?.verified) return 'its answer does not fit';
    const { newCounter } = verified.authenticationInfo;
    const before = Number(key.counter);
    if (newCounter <= before && (newCounter > 0 || before > 0))
      return `its counter went from ${before} to ${newCounter}: somebody may have copied it`;
    await manager.query('UPDATE passkey SET counter = $2, last_used_at = $3 WHERE credential_id = $1', [
      key.credential_id,
      newCounter,
      at,
    ]);
    return null;
  }

  private rows(manager: EntityManager, personId: string): Promise<Row[]> {
    return manager.query('SELECT * FROM passkey WHERE person_id = $1 ORDER BY added_at, credential_id', [personId]);
  }

  /** When it ends, what is random in it, and a mark over both and over what it is good for: nothing is kept of it before it is answered. */
  private challenge(use: string): Uint8Array<ArrayBuffer> {
    const end = Buffer.alloc(END_BYTES);
    end.writeUInt32BE(Math.floor(Date.now() / 1_000) + CHALLENGE_SECONDS);
    const open = Buffer.concat([end, randomBytes(NONCE_BYTES)]);
    return new Uint8Array(Buffer.concat([open, mark(this.keys[0]!, open, use)]));
  }

  /** Whether a challenge is one of ours for this use, has not ended, and was not answered before. */
  private async take(manager: EntityManager, challenge: string, use: string, at: Date): Promise<boolean> {
    const bytes = Buffer.from(challenge, 'base64url');
    const [open, given] = [
      bytes.subarray(0, END_BYTES + NONCE_BYTES),
      bytes.subarray(END_BYTES + NONCE_BYTES, bytes.length),
    ];
    const isOurs = this.keys.some((key) => {
      const right = mark(key, open, use);
      return given.length === right.length && timingSafeEqual(given, right);
    });
    if (!isOurs) return false;
    const endsAt = new Date(open.readUInt32BE() * 1_000);
    if (endsAt <= at) return false;
    const [taken] = await manager.query(
      'INSERT INTO passkey_challenge_answered (challenge, ends_at) VALUES ($1, $2) ON CONFLICT DO NOTHING RETURNING challenge',
      // As it was given: base64url reads the same bytes from other texts too, and from some that the database does not take.
      [bytes.toString('base64url'), endsAt],
    );
    return taken !== undefined;
  }

  private async sweep(): Promise<void> {
    await this.source.query('DELETE FROM passkey_challenge_answered WHERE ends_at < now()');
  }
}

const mark = (key: Buffer, open: Buffer, use: string): Buffer =>
  createHmac('sha256', key).update(open).update(use).digest();

const notTaken = (why: string): Problem =>
  new Problem('not-valid', `The passkey was not taken. ${why}`, [{ at: '/passkey', text: why }]);

const parsed = (answer: string): Record<string, unknown> | null => {
  try {
    const value: unknown = JSON.parse(answer);
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : null;
  } catch {
    return null;
  }
};
