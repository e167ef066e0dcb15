import type { QueryRunner } from 'typeorm';
import type { MigrationNote, NotedMigration } from '#persistence';

/** Accounts are found by their filer codes: secondary notify parties of bonds are named by them. */
export class NotifyParties1765202500000 implements NotedMigration {
  readonly name = 'NotifyParties1765202500000';
  readonly note: MigrationNote = {
    expands: 'an index of accounts by filer code',
    meanwhile: 'the release before does not listen to what becomes of bonds',
    contracts: null,
  };

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE INDEX account_of_filer ON account USING gin ((data->'filerCodes'))`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP INDEX account_of_filer');
  }
}
