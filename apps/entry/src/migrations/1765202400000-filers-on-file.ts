import type { QueryRunner } from 'typeorm';
import type { MigrationNote, NotedMigration } from '#persistence';

/** Under which codes accounts file, so that a code of nobody is told from one of somebody else. */
export class FilersOnFile1765202400000 implements NotedMigration {
  readonly name = 'FilersOnFile1765202400000';
  readonly note: MigrationNote = {
    expands:
      'account_on_file.filer_codes: filer codes of an account, apart by a space; null until the account is told again',
    meanwhile: 'a build before leaves it as it is; while an account has none told, no filer code is taken for unknown',
    contracts: null,
  };

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE account_on_file ADD COLUMN filer_codes text');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE account_on_file DROP COLUMN filer_codes');
  }
}
