import { createHash, randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { endSessions } from '#access';
import { personSubject, SessionsEnded } from '#contracts';
import { Transactions, type UnitOfWork } from '#messaging';
import { currentCorrelation, Problem } from '#service';
import { Credentials } from './credentials';

const SHOWN = 100;
const LONGEST_NAME = 300;
const DIGEST = /^[0-9a-f]{64}$/;

/** One sign-in of a person: of one program, in one browser. */
export interface SignInView {
  readonly id: string;
  /** The program, as SIGN_IN_CLIENTS names it. */
  readonly signInClient: string;
  /** As the browser calls itself (User-Agent); empty where it said nothing. */
  readonly browser: string;
  /** ISO 8601. */
  readonly begunAt: string;
  /** ISO 8601; no token of it is good for longer. */
  readonly endsAt: string;
  /** Whether it is the one that asks. */
  readonly isThis: boolean;
}

/** Who is signed in where, by the embedded provider. A sign-in is named by a digest, which its tokens carry and which opens nothing. */
@Injectable()
export class SignIns {
  constructor(
    private readonly source: DataSource,
    private readonly transactions: Transactions,
    private readonly credentials: Credentials,
  ) {}

  /** A browser is let through to a program; signed in is who then comes for a token. */
  async prepare(by: { grantId: string; personId: string; program: string; browser: string }): Promise<void> {
    await this.source.query(
      `INSERT INTO sign_in (id, grant_id, person_id, program, browser, ends_at) VALUES ($1, $2, $3, $4, $5, now() + interval '1 hour')`,
      [digestOf(by.grantId), by.grantId, by.personId, by.program, by.browser.slice(0, LONGEST_NAME)],
    );
  }

  /** @returns the name of the sign-in in its tokens */
  async begin(grantId: string, seconds: number): Promise<string> {
    const id = digestOf(grantId);
    await this.source.query(
      `UPDATE sign_in SET begun_at = now(), ends_at = now() + $2::float8 * interval '1 second' WHERE id = $1 AND begun_at IS NULL`,
      [id, seconds],
    );
    return id;
  }

  /** @param session the sign-in by which is asked */
  async of(emailDigest: string, session: string | null): Promise<SignInView[]> {
    const rows: { id: string; program: string; browser: string; begun_at: Date; ends_at: Date }[] =
      await this.source.query(
        `SELECT s.id, s.program, s.browser, s.begun_at, s.ends_at FROM sign_in s JOIN person p ON p.id = s.person_id
         WHERE email_digest(p.email_identity) = $1 AND s.begun_at IS NOT NULL AND s.ends_at > now()
         ORDER BY s.begun_at DESC, s.id LIMIT ${SHOWN}`,
        [emailDigest],
      );
    return rows.map(({ id, program, browser, begun_at: begunAt, ends_at: endsAt }) => ({
      ...{ id, signInClient: program, browser, begunAt: begunAt.toISOString(), endsAt: endsAt.toISOString() },
      isThis: id === session,
    }));
  }

  /** Ends a sign-in of the person at every service, and in its browser. @throws Problem `not-found` */
  async end(emailDigest: string, id: string): Promise<void> {
    await this.transactions.run(async (unit) => {
      const isHers = DIGEST.test(id)
        ? await unit.manager.query(
            'SELECT 1 FROM sign_in s JOIN person p ON p.id = s.person_id WHERE s.id = $1 AND email_digest(p.email_identity) = $2',
            [id, emailDigest],
          )
        : [];
      if (isHers.length === 0 || !(await this.endIn(unit, id)))
        throw new Problem('not-found', 'You are not signed in so, or not any more.');
    });
  }

  /** The provider takes back what it gave: somebody signed out there, or a code came twice, and one of the two who have it stole it (RFC 6749, 4.1.2). */
  async endGrant(grantId: string): Promise<void> {
    await this.transactions.run((unit) => this.endIn(unit, digestOf(grantId)));
  }

  /** @returns whether there was such a sign-in */
  private async endIn(unit: UnitOfWork, id: string): Promise<boolean> {
    const [[ended]]: [{ grant_id: string; person_id: string; program: string; name: string }[]] =
      await unit.manager.query(
        `DELETE FROM sign_in s USING person p WHERE p.id = s.person_id AND s.id = $1
         RETURNING s.grant_id, s.person_id, s.program, p.name`,
        [id],
      );
    if (!ended) return false;
    const { grant_id: grantId, person_id: personId, program, name } = ended;
    await unit.manager.query(
      `DELETE FROM sign_in_state WHERE payload ->> 'accountId' = $1
         AND (id = $2 OR payload ->> 'grantId' = $2 OR jsonb_path_exists(payload, '$.authorizations.*.grantId ? (@ == $grant)', jsonb_build_object('grant', $2::text)))`,
      [personId, grantId],
    );
    // Tokens say whole seconds: those issued within the second that runs are ended too.
    const endedBefore = new Date(Math.ceil((unit.now.getTime() + 1) / 1_000) * 1_000).toISOString();
    await endSessions(unit.manager, { emailDigest: id, endedBefore });
    unit.publish(
      SessionsEnded,
      personSubject(personId),
      { personId, emailDigest: id, endedBefore, ofOneSignIn: true },
      { correlationId: currentCorrelation() ?? randomUUID() },
    );
    const summary = `A sign-in of ${name} to ${program} ended`;
    await this.credentials.tell(unit, personId, { kind: 'sign-in ended', summary, person: name });
    return true;
  }
}

const digestOf = (grantId: string): string => createHash('sha256').update(`sign-in ${grantId}`).digest('hex');
