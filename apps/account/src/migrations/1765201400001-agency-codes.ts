import type { QueryRunner } from 'typeorm';
import type { MigrationNote, NotedMigration } from '#persistence';

/** An account may be a partner government agency: it is known by the code under which data is filed for it. */
export class AgencyCodes1765201400001 implements NotedMigration {
  readonly name = 'AgencyCodes1765201400001';
  readonly note: MigrationNote = {
    expands: 'accounts of partner government agencies, known by their codes',
    meanwhile: 'a build before does not know such an account for an agency: it may look at nothing but its own',
    contracts: null,
  };

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE account_identifier DROP CONSTRAINT account_identifier_kind_check,
        ADD CONSTRAINT account_identifier_kind_check
          CHECK (kind IN ('importer number', 'filer code', 'SCAC', 'surety code', 'FIRMS code', 'zone number', 'agency code'))`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE account_identifier DROP CONSTRAINT account_identifier_kind_check,
        ADD CONSTRAINT account_identifier_kind_check
          CHECK (kind IN ('importer number', 'filer code', 'SCAC', 'surety code', 'FIRMS code', 'zone number'))`);
  }
}
