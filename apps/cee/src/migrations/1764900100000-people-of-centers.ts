import type { QueryRunner } from 'typeorm';
import { SESSIONS_ENDED_TABLE } from '#access';
import type { MigrationNote, NotedMigration } from '#persistence';

/** What cee must know of accounts to let people in with nothing but its own database. */
export class PeopleOfCenters1764900100000 implements NotedMigration {
  readonly name = 'PeopleOfCenters1764900100000';
  readonly note: MigrationNote = {
    expands:
      'accounts, their keys, and who signed out everywhere, so that people of Centers and of accounts are let in',
    meanwhile: 'a build before lets nobody in but operators',
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
      CREATE INDEX account_importers ON account USING gin ((data -> 'importerNumbers'));
      CREATE INDEX account_people ON account USING gin ((data -> 'people') jsonb_path_ops);
      CREATE TABLE api_key (
        hash text PRIMARY KEY,
        account_id uuid NOT NULL REFERENCES account (id) ON DELETE CASCADE,
        person text,
        terms jsonb
      );
      CREATE INDEX api_key_account ON api_key (account_id);`);
    await runner.query(SESSIONS_ENDED_TABLE);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE sessions_ended, api_key, account');
  }
}
