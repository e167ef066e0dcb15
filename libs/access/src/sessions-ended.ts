import type { EntityManager, QueryRunner } from 'typeorm';
import type { SessionsEnded } from '#contracts';
import type { MigrationNote, NotedMigration } from '#persistence';

/** Since when tokens of a person, or of one of her sign-ins, are good; an earlier end never takes the place of a later one. */
export const endSessions = async (
  manager: EntityManager,
  { emailDigest, endedBefore }: Pick<SessionsEnded, 'emailDigest' | 'endedBefore'>,
): Promise<void> => {
  await manager.query(
    `INSERT INTO sessions_ended (email_digest, ended_before) VALUES ($1, $2)
     ON CONFLICT (email_digest) DO UPDATE SET ended_before = greatest(sessions_ended.ended_before, excluded.ended_before)`,
    [emailDigest, endedBefore],
  );
};

/** Seconds since 1970 before which tokens of the person by that sign-in open nothing; 0 where neither ended. */
export const sessionsEndedBefore = async (
  manager: Pick<EntityManager, 'query'>,
  emailDigest: string,
  session: string | null,
): Promise<number> => {
  const [row] = await manager.query(
    'SELECT extract(epoch FROM max(ended_before))::float8 AS seconds FROM sessions_ended WHERE email_digest = ANY($1)',
    [[emailDigest, ...(session ? [session] : [])]],
  );
  return (row?.seconds as number | null | undefined) ?? 0;
};

export const SESSIONS_ENDED_TABLE = `
  CREATE TABLE sessions_ended (
    email_digest text PRIMARY KEY CHECK (email_digest ~ '^[0-9a-f]{64}$'),
    ended_before timestamptz NOT NULL
  )`;

/** People sign in: in every service that keeps accounts to let them in. */
export class PeopleSignIn1764800110000 implements NotedMigration {
  readonly name = 'PeopleSignIn1764800110000';
  readonly note: MigrationNote = {
    expands: 'who signed out everywhere, and an index that finds the accounts of a person',
    meanwhile: 'the release before takes API keys only',
    contracts: null,
  };

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(SESSIONS_ENDED_TABLE);
    await runner.query("CREATE INDEX account_people ON account USING gin ((data -> 'people') jsonb_path_ops)");
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP INDEX account_people');
    await runner.query('DROP TABLE sessions_ended');
  }
}
