import type { QueryRunner } from 'typeorm';
import type { MigrationNote, NotedMigration } from '#persistence';

export class CenterNotices1765100202000 implements NotedMigration {
  readonly name = 'CenterNotices1765100202000';
  readonly note: MigrationNote = {
    expands: 'requests and notices of Centers, by whom they were sent to, so that documents answer them',
    meanwhile: 'a build before takes no document that names one',
    contracts: null,
  };

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE center_notice (
        action_number text NOT NULL,
        account_id uuid NOT NULL,
        version int NOT NULL,
        takes_answers boolean NOT NULL,
        filer_code text NOT NULL,
        entry_number text NOT NULL,
        PRIMARY KEY (action_number, account_id)
      )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE center_notice');
  }
}
