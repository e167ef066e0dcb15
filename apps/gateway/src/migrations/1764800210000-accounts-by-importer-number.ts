import type { QueryRunner } from 'typeorm';
import type { MigrationNote, NotedMigration } from '#persistence';

/** Whose an importer number is, found by index: of an entry that CBP looks at, its importer is told. */
export class AccountsByImporterNumber1764800210000 implements NotedMigration {
  readonly name = 'AccountsByImporterNumber1764800210000';
  readonly note: MigrationNote = {
    expands: 'accounts are found by importer number through an index',
    meanwhile: 'the release before does not ask for it',
    contracts: null,
  };

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE INDEX account_importers ON account USING gin ((data -> 'importerNumbers'))`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP INDEX account_importers');
  }
}
