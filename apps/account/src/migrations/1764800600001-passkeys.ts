import type { QueryRunner } from 'typeorm';
import type { MigrationNote, NotedMigration } from '#persistence';

/** People sign in with passkeys. */
export class Passkeys1764800600001 implements NotedMigration {
  readonly name = 'Passkeys1764800600001';
  readonly note: MigrationNote = {
    expands: 'passkeys of people, and the challenges that were answered',
    meanwhile: 'the release before takes password and code only: who has a passkey alone signs in at the new replicas',
    contracts: null,
  };

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE passkey (
        credential_id text PRIMARY KEY,
        person_id uuid NOT NULL REFERENCES person,
        public_key bytea NOT NULL,
        counter bigint NOT NULL,
        transports text[] NOT NULL,
        label text NOT NULL,
        added_at timestamptz NOT NULL,
        last_used_at timestamptz
      );
      COMMENT ON COLUMN passkey.counter IS 'Of signatures, as the authenticator counts them; 0 for one that does not count';
      CREATE INDEX passkey_of ON passkey (person_id);
      CREATE TABLE passkey_challenge_answered (
        challenge text PRIMARY KEY,
        ends_at timestamptz NOT NULL
      );`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE passkey_challenge_answered; DROP TABLE passkey;');
  }
}
