import type { QueryRunner } from 'typeorm';
import type { MigrationNote, NotedMigration } from '#persistence';

/** A continuous bond is found by the number of its principal, whose account may come later. */
export class PrincipalsOfBonds1765203000002 implements NotedMigration {
  readonly name = 'PrincipalsOfBonds1765203000002';
  readonly note: MigrationNote = {
    expands: 'of a continuous bond its importer on record, from the first change of each that is told after the update',
    meanwhile: 'a build before finds bonds by the accounts that their principals had when they were told',
    contracts: null,
  };

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE bond_on_file ADD COLUMN principal_id bigint REFERENCES importer_on_record;
      CREATE INDEX bond_on_file_of_importer ON bond_on_file (principal_id) WHERE principal_id IS NOT NULL`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE bond_on_file DROP COLUMN principal_id');
  }
}
