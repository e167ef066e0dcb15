import type { QueryRunner } from 'typeorm';
import type { MigrationNote, NotedMigration } from '#persistence';

/** What was demanded and paid in a bond is counted in all cases on it. */
export class CasesByBond1765203000001 implements NotedMigration {
  readonly name = 'CasesByBond1765203000001';
  readonly note: MigrationNote = {
    expands: 'an index of parties by the number of their bond',
    meanwhile:
      'a build before demands the amount of a bond in each case on it, and takes of a surety only all that is owed',
    contracts: null,
  };

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('CREATE INDEX case_party_bond ON case_party (bond_number) WHERE bond_number IS NOT NULL');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP INDEX case_party_bond');
  }
}
