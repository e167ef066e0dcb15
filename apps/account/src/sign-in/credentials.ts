import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { emailDigest, emailIdentity, endSessions } from '#access';
import { accountSubject, personSubject, SessionsEnded } from '#contracts';
import { base32, totpAddress, totpStepOf } from '#kernel';
import { Transactions, type UnitOfWork } from '#messaging';
import { currentCorrelation, hashApiKey, hashPassword, Problem, RecurringWork, verifyPassword } from '#service';
import { noteSignIn } from '../account-use/account-uses';
import { AccountConfig } from '../config/account.config';
import { appendActivity } from '../activity-log/activity.repository';
import { commonPasswordFault } from './common-passwords';
import { passwordFault } from './password.rules';
import { opened, sealed } from './sign-in-keys';
import { StolenPasswords } from './stolen-passwords';

/** After so many failures within the time, nobody gets in under the address until as much time has passed again. */
const MOST_FAILURES = 5;
const LOCK_MS = 15 * 60_000;
const LINK_MS = 24 * 3_600_000;
const RECOVERY_CODES = 10;
/** No password fits it, and finding that out takes as long as with any other. */
const NO_PASSWORD = `scrypt$16384$${'00'.repeat(16)}$${'00'.repeat(32)}`;
const SWEEP_EVERY_MS = 600_000;

export interface Person {
  readonly id: string;
  readonly name: string;
  readonly email: string;
}

export type Attempt =
  | { readonly outcome: 'signed in'; readonly person: Person }
  | { readonly outcome: 'wrong' | 'locked'; readonly status: number; readonly wrong: string };

/** A link that is good, and what an authenticator app is told. */
export interface SettingUp {
  readonly person: Person;
  readonly secret: string;
  readonly address: string;
}

interface CredentialRow extends Person {
  password_hash: string;
  totp_secret: Buffer;
  totp_last_step: string;
  recovery_hashes: string[];
}

const WRONG: Attempt = {
  outcome: 'wrong',
  status: 401,
  wrong: 'E-mail address, password or code is not right. A code is good once; wait for the next one.',
};
const locked = (until: Date): Attempt => ({
  outcome: 'locked',
  status: 429,
  wrong: `Too many attempts failed: nobody can sign in with this e-mail address until ${until.toISOString()}.`,
});

/** Accepts an invitation in the same transaction in which who was invited sets up how to sign in. */
export abstract class Acceptance {
  abstract acceptIn(unit: UnitOfWork, invitationId: string): Promise<void>;
}

/** What people sign in with at the embedded provider: password, and a code of an authenticator app or a recovery code. */
@Injectable()
export class Credentials {
  private readonly secrets: readonly Buffer[];

  constructor(
    private readonly source: DataSource,
    private readonly transactions: Transactions,
    private readonly stolen: StolenPasswords,
    config: AccountConfig,
    work: RecurringWork,
  ) {
    this.secrets = config.SIGN_IN_SECRETS.split(',').map((one) => Buffer.from(one, 'base64'));
    work.every(SWEEP_EVERY_MS, 'forgetting what ended of signing in', () => this.sweep(), { by: 'one replica' });
  }

  /** Whether people sign in here, and not at another provider. */
  get areHere(): boolean {
    return this.secrets[0]!.length > 0;
  }

  /** Judges an attempt to sign in. Of an address that nobody has nothing else is said, counted or waited than of any other. */
  async attempt(email: string, password: string, code: string, at = new Date()): Promise<Attempt> {
    if (email.trim() === '') return WRONG;
    const digest = emailDigest(email);
    const lockedUntil = await lockedUntilOf(this.source.manager, digest, at);
    if (lockedUntil) return locked(lockedUntil);
    const [row]: CredentialRow[] = await this.source.query(
      `SELECT p.id, p.name, p.email, c.* FROM person p JOIN sign_in_credential c ON c.person_id = p.id WHERE p.email_identity = $1`,
      [emailIdentity(email)],
    );
    const fits = await verifyPassword(password, row?.password_hash ?? NO_PASSWORD);
    return this.judged(digest, at, WRONG, async (unit) =>
      row && fits && (await this.takeCode(unit.manager, row, code, at)) ? { person: row, how: '' } : null,
    );
  }

  /**
   * Judges attempts for one address one after the other: of many at the same moment no more are judged than before the address is locked.
   *
   * @param judge answers who signed in and how, or why not where the activity log shall say it
   */
  async judged(
    digest: string,
    at: Date,
    wrong: Attempt,
    judge: (unit: UnitOfWork) => Promise<{ person: Person; how: string } | string | null>,
  ): Promise<Attempt> {
    return this.transactions.run(async (unit) => {
      await unit.manager.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [digest]);
      const until = await lockedUntilOf(unit.manager, digest, at);
      if (until) return locked(until);
      const found = await judge(unit);
      if (found === null || typeof found === 'string') return (await this.failed(unit, digest, at, found)) ?? wrong;
      const { person, how } = found;
      await unit.manager.query('DELETE FROM sign_in_failure WHERE email_digest = $1', [digest]);
      await this.tell(unit, person.id, {
        kind: 'signed in',
        summary: `${person.name} signed in${how}`,
        person: person.name,
      });
      await noteSignIn(unit.manager, person.id, unit.now);
      return { outcome: 'signed in', person };
    });
  }

  async person(personId: string): Promise<Person | null> {
    const [row] = await this.source.query('SELECT id, name, email FROM person WHERE id = $1', [personId]);
    return (row as Person | undefined) ?? null;
  }

  /** A link by which a person sets up what they sign in with, once and within a day. @throws Problem `not-found` */
  async makeLink(email: string, madeBy: string): Promise<{ token: string; endsAt: Date }> {
    if (!this.areHere) throw new Problem('not-found', 'This installation has no sign-in provider of its own.');
    return this.transactions.run(async (unit) => {
      const [person] = await unit.manager.query('SELECT id, name FROM person WHERE email_identity = $1', [
        emailIdentity(email),
      ]);
      if (!person)
        throw new Problem('not-found', 'No person with this e-mail address has, or had, a role in any account.');
      const { token, endsAt } = await this.linkIn(unit, person.id, madeBy, null);
      await this.tell(unit, person.id, {
        kind: 'sign-in link made',
        summary: `${madeBy} made a link by which ${person.name} sets up how to sign in`,
      });
      return { token, endsAt };
    });
  }

  /** A link for somebody who was invited and has nothing to sign in with yet: with it the invitation is accepted. */
  linkOfInvitation(unit: UnitOfWork, personId: string, invitationId: string): Promise<{ token: string }> {
    return this.linkIn(unit, personId, 'an invitation', invitationId);
  }

  private async linkIn(unit: UnitOfWork, personId: string, madeBy: string, invitationId: string | null) {
    const token = randomBytes(32).toString('base64url');
    const endsAt = new Date(unit.now.getTime() + LINK_MS);
    await unit.manager.query(
      'INSERT INTO set_up_link (token_hash, person_id, totp_secret, made_by, made_at, ends_at, invitation_id) VALUES ($1, $2, $3, $4, $5, $6, $7)',
      [
        hashApiKey(token),
        personId,
        sealed(this.secrets, randomBytes(20), personId),
        madeBy,
        unit.now,
        endsAt,
        invitationId,
      ],
    );
    return { token, endsAt };
  }

  /** Whether the person of an e-mail address has something to sign in with here. */
  async canSignIn(email: string, manager: EntityManager = this.source.manager): Promise<boolean> {
    const [row] = await manager.query(
      `SELECT 1 FROM person p WHERE p.email_identity = $1
         AND (EXISTS (SELECT 1 FROM sign_in_credential WHERE person_id = p.id) OR EXISTS (SELECT 1 FROM passkey WHERE person_id = p.id))`,
      [emailIdentity(email)],
    );
    return row !== undefined;
  }

  /** What a link is for. @throws Problem `not-found` for one that is not known, was used or ended */
  async settingUp(token: string): Promise<SettingUp> {
    const { person, secret } = await this.link(this.source.manager, token);
    return { person, secret: base32(secret), address: totpAddress(person.email, secret) };
  }

  /**
   * Sets up password and authenticator app by a link, in place of what was there: who signed in with that is signed out.
   *
   * @param accept what belongs to it where the link is that of an invitation
   * @returns recovery codes, each good once in place of a code; they are nowhere else
   * @throws Problem `not-found`; `not-valid` where the password is guessed too easily, common or known to be stolen, or the code is not the app's
   */
  async setUp(
    token: string,
    { password, code }: { password: string; code: string },
    accept: (unit: UnitOfWork, invitationId: string) => Promise<void>,
    at = new Date(),
  ): Promise<string[]> {
    const { person: chooser } = await this.settingUp(token);
    const fault =
      passwordFault(password, chooser) ?? (await commonPasswordFault(password)) ?? (await this.stolen.fault(password));
    if (fault) throw new Problem('not-valid', `This password ${fault.text}. ${fault.remedy}`, [fault]);
    const passwordHash = await hashPassword(password);
    const codes = Array.from({ length: RECOVERY_CODES }, newRecoveryCode);
    await this.settingUpBy(token, accept, async (unit, { person, secret, sealedSecret }) => {
      const step = totpStepOf(secret, code, at.getTime(), 0);
      if (step === null)
        throw new Problem('not-valid', 'The code is not that of your authenticator app.', [
          {
            at: '/code',
            text: 'is not the code of this secret at this time',
            remedy: 'Check the clock of your device.',
          },
        ]);
      await unit.manager.query(
        `INSERT INTO sign_in_credential (person_id, password_hash, totp_secret, totp_last_step, recovery_hashes, set_at) VALUES ($1, $2, $3, $4, $5, $6)`,
        [person.id, passwordHash, sealedSecret, step, codes.map(recoveryHash), unit.now],
      );
      return 'password and authenticator app';
    });
    return codes;
  }

  /**
   * Sets up how a person signs in by a link, in place of all that was there before: who signed in with that is signed out.
   *
   * @param keep keeps what is set up, and says what that is
   * @throws Problem `not-found`, `state-conflict`, or what `keep` throws
   */
  async settingUpBy(
    token: string,
    accept: (unit: UnitOfWork, invitationId: string) => Promise<void>,
    keep: (unit: UnitOfWork, link: { person: Person; secret: Buffer; sealedSecret: Buffer }) => Promise<string>,
  ): Promise<void> {
    await this.transactions.run(async (unit) => {
      const { manager } = unit;
      const { invitationId, ...link } = await this.link(manager, token, true);
      const { person } = link;
      if (invitationId !== null && (await this.canSignIn(person.email, manager)))
        throw new Problem('state-conflict', 'You can sign in already: open the invitation again, and accept it so.');
      // Accounts are locked before their logs.
      if (invitationId !== null) await accept(unit, invitationId);
      const had = await this.canSignIn(person.email, manager);
      await manager.query('DELETE FROM sign_in_credential WHERE person_id = $1', [person.id]);
      await manager.query('DELETE FROM passkey WHERE person_id = $1', [person.id]);
      const what = await keep(unit, link);
      await manager.query('UPDATE set_up_link SET used_at = $2 WHERE token_hash = $1', [hashApiKey(token), unit.now]);
      await manager.query('DELETE FROM sign_in_failure WHERE email_digest = $1', [emailDigest(person.email)]);
      await this.tell(unit, person.id, {
        kind: 'sign-in set up',
        summary: `${person.name} set up ${what}`,
        person: person.name,
      });
      if (had) await this.endEverywhere(unit, person);
    });
  }

  /** Signs a person out everywhere: every service refuses tokens issued before, as soon as it hears of it. */
  async signOutEverywhere(emailDigestOfPerson: string): Promise<Date> {
    return this.transactions.run(async (unit) => {
      const [person] = await unit.manager.query(
        'SELECT id, name, email FROM person WHERE email_digest(email_identity) = $1',
        [emailDigestOfPerson],
      );
      if (!person) throw new Problem('not-found', 'No account knows this person.');
      return this.endEverywhere(unit, person as Person);
    });
  }

  private async endEverywhere(unit: UnitOfWork, person: Person): Promise<Date> {
    // Tokens say whole seconds: those issued within the second that runs are ended too.
    const endedBefore = new Date(Math.ceil((unit.now.getTime() + 1) / 1_000) * 1_000);
    const ended = { emailDigest: emailDigest(person.email), endedBefore: endedBefore.toISOString() };
    await endSessions(unit.manager, ended);
    await unit.manager.query(`DELETE FROM sign_in_state WHERE payload ->> 'accountId' = $1`, [person.id]);
    await unit.manager.query('DELETE FROM sign_in WHERE person_id = $1', [person.id]);
    unit.publish(
      SessionsEnded,
      personSubject(person.id),
      { personId: person.id, ...ended },
      { correlationId: currentCorrelation() ?? randomUUID() },
    );
    await this.tell(unit, person.id, {
      kind: 'signed out everywhere',
      summary: `${person.name} was signed out everywhere`,
      person: person.name,
    });
    return endedBefore;
  }

  private async link(manager: EntityManager, token: string, lock = false) {
    const [row] = await manager.query(
      `SELECT l.totp_secret, l.invitation_id, p.id, p.name, p.email FROM set_up_link l JOIN person p ON p.id = l.person_id
       WHERE l.token_hash = $1 AND l.used_at IS NULL AND l.ends_at > now() ${lock ? 'FOR UPDATE OF l' : ''}`,
      [hashApiKey(token)],
    );
    if (!row)
      throw new Problem('not-found', 'This link is not known, was used already, or has ended: ask for another one.');
    const person: Person = { id: row.id, name: row.name, email: row.email };
    return {
      person,
      sealedSecret: row.totp_secret as Buffer,
      secret: opened(this.secrets, row.totp_secret, row.id),
      invitationId: row.invitation_id as string | null,
    };
  }

  /** Whether it is a code of the person's app or a recovery code; either is then used up. */
  private async takeCode(manager: EntityManager, row: CredentialRow, code: string, at: Date): Promise<boolean> {
    const [now] = await manager.query(
      'SELECT totp_last_step, recovery_hashes FROM sign_in_credential WHERE person_id = $1 FOR UPDATE',
      [row.id],
    );
    const secret = opened(this.secrets, row.totp_secret, row.id);
    const step = totpStepOf(secret, code.replace(/\s/g, ''), at.getTime(), Number(now.totp_last_step));
    if (step !== null) {
      await manager.query('UPDATE sign_in_credential SET totp_last_step = $2 WHERE person_id = $1', [row.id, step]);
      return true;
    }
    const recovery = recoveryHash(code);
    if (!(now.recovery_hashes as string[]).includes(recovery)) return false;
    await manager.query(
      'UPDATE sign_in_credential SET recovery_hashes = array_remove(recovery_hashes, $2) WHERE person_id = $1',
      [row.id, recovery],
    );
    return true;
  }

  /** Counts a failure. @returns that the address is locked by it */
  private async failed(unit: UnitOfWork, digest: string, at: Date, why: string | null): Promise<Attempt | null> {
    const [{ locked_until: until }] = await unit.manager.query(
      `INSERT INTO sign_in_failure AS f (email_digest, failures, first_at) VALUES ($1, 1, $2)
       ON CONFLICT (email_digest) DO UPDATE SET
         failures = CASE WHEN f.first_at <= $3 THEN 1 ELSE f.failures + 1 END,
         first_at = CASE WHEN f.first_at <= $3 THEN $2 ELSE f.first_at END,
         locked_until = CASE WHEN f.first_at > $3 AND f.failures + 1 >= $4 THEN $5::timestamptz END
       RETURNING locked_until`,
      [digest, at, new Date(at.getTime() - LOCK_MS), MOST_FAILURES, new Date(at.getTime() + LOCK_MS)],
    );
    const [person] = await unit.manager.query('SELECT id, name FROM person WHERE email_digest(email_identity) = $1', [
      digest,
    ]);
    if (person) {
      await this.tell(unit, person.id, {
        kind: 'sign-in failed',
        summary: `Somebody tried to sign in as ${person.name} and could not${why === null ? '' : `: the passkey was refused, ${why}`}`,
      });
      if (until)
        await this.tell(unit, person.id, {
          kind: 'sign-in locked',
          summary: `Nobody can sign in as ${person.name} until ${(until as Date).toISOString()}: too many failed attempts`,
        });
    }
    return until ? locked(until) : null;
  }

  /** Into the logs of the accounts in which the person has a role at the moment. */
  async tell(
    unit: UnitOfWork,
    personId: string,
    told: { kind: string; summary: string; person?: string },
  ): Promise<void> {
    const rows: { account_id: string }[] = await unit.manager.query(
      `SELECT DISTINCT account_id FROM person_role
       WHERE person_id = $1 AND valid_from <= $2 AND (valid_to IS NULL OR valid_to > $2) ORDER BY account_id`,
      [personId, unit.now],
    );
    await appendActivity(
      unit.manager,
      rows.map(({ account_id: accountId }) => ({
        accountId,
        occurredAt: unit.now.toISOString(),
        channel: 'sign-in',
        transmissionId: null,
        mailboxId: null,
        filingId: null,
        itemKind: 'account',
        subject: accountSubject(accountId),
        outcome: null,
        disposition: 'processed',
        ...told,
      })),
      unit.now,
    );
  }

  private async sweep(): Promise<void> {
    await this.source.query('DELETE FROM sign_in_state WHERE ends_at < now()');
    await this.source.query('DELETE FROM sign_in WHERE ends_at < now()');
    await this.source.query(
      `DELETE FROM sign_in_failure WHERE first_at < now() - interval '1 day' AND (locked_until IS NULL OR locked_until < now())`,
    );
    await this.source.query(`DELETE FROM set_up_link WHERE ends_at < now() - interval '30 days'`);
  }
}

const lockedUntilOf = async (manager: EntityManager, digest: string, at: Date): Promise<Date | null> => {
  const [row] = await manager.query(
    'SELECT locked_until FROM sign_in_failure WHERE email_digest = $1 AND locked_until > $2',
    [digest, at],
  );
  return (row?.locked_until as Date | undefined) ?? null;
};

/** 15 bytes are 120 random bits, and 24 signs in groups of four. Of before there are some of 80 bits. */
const newRecoveryCode = (): string => base32(randomBytes(15)).replace(/.{4}(?=.)/g, '$&-');

/** Codes are random and long, so a plain digest cannot be searched. */
const recoveryHash = (code: string): string =>
  createHash('sha256')
    .update(code.toUpperCase().replace(/[^A-Z2-7]/g, ''))
    .digest('hex');
