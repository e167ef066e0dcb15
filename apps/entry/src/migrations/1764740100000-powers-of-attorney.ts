import type { QueryRunner } from 'typeorm';
import type { MigrationNote, NotedMigration } from '#persistence';

/** Powers of attorney of the importers that keep them at the account service, as it last told of them. */
export class PowersOfAttorneyOnFile1764740100000 implements NotedMigration {
  readonly name = 'PowersOfAttorneyOnFile1764740100000';
  readonly note: MigrationNote = {
    expands: 'importer_with_powers, by which filings are refused that no power of attorney allows',
    meanwhile: 'a build before takes no message of it and refuses nothing by it',
    contracts: null,
  };

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE importer_with_powers (
        importer_number text PRIMARY KEY,
        version int NOT NULL,
        powers jsonb NOT NULL
      )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE importer_with_powers');
  }
}
