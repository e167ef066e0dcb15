import type { QueryRunner } from 'typeorm';
import type { MigrationNote, NotedMigration } from '#persistence';

/** What cee must know of accounts to let the people of the Centers in, with everything else dead. Sessions that ended and terms of keys: libs/access. */
export class PeopleOfCenters1764900200000 implements NotedMigration {
  readonly name = 'PeopleOfCenters1764900200000';
  readonly note: MigrationNote = {
    expands: 'copies of accounts and digests of their keys, by which people of the Centers are let in',
    meanwhile: 'the release before keeps no accounts: their owner tells all of them again at its next start',
    contracts: null,
  };

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE account (
        id uuid PRIMARY KEY,
        version int NOT NULL,
        active boolean NOT NULL,
        data jsonb NOT NULL,
        changed_at timestamptz NOT NULL
      );
      CREATE TABLE api_key (
        hash text PRIMARY KEY,
        account_id uuid NOT NULL REFERENCES account (id) ON DELETE CASCADE,
        person text,
        terms jsonb
      );
      CREATE INDEX api_key_account ON api_key (account_id);
      CREATE INDEX account_people ON account USING gin ((data -> 'people') jsonb_path_ops);
      CREATE TABLE sessions_ended (
        email_digest text PRIMARY KEY CHECK (email_digest ~ '^[0-9a-f]{64}$'),
        ended_before timestamptz NOT NULL
      );
      CREATE TABLE downtime (
        downtime_id uuid PRIMARY KEY,
        version int NOT NULL,
        data json NOT NULL
      );`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE downtime, sessions_ended, api_key, account');
  }
}
