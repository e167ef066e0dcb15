import type { QueryRunner } from 'typeorm';
import type { MigrationNote, NotedMigration } from '#persistence';

/** Reports over the records of an account, as its people saved them. */
export class Reports1764800401000 implements NotedMigration {
  readonly name = 'Reports1764800401000';
  readonly note: MigrationNote = {
    expands: 'a table for saved reports',
    meanwhile: 'a build before has no addresses for reports and does not look at this table',
    contracts: null,
  };

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE report (
        id uuid PRIMARY KEY,
        account_id uuid NOT NULL REFERENCES account,
        name text NOT NULL,
        owner text NOT NULL,
        definition jsonb NOT NULL,
        saved_at timestamptz NOT NULL,
        UNIQUE (account_id, name)
      );`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE report');
  }
}
