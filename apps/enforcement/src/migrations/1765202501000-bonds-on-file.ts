import type { QueryRunner } from 'typeorm';
import type { MigrationNote, NotedMigration } from '#persistence';

/** Bonds as the register of entry told them last. */
export class BondsOnFile1765202501000 implements NotedMigration {
  readonly name = 'BondsOnFile1765202501000';
  readonly note: MigrationNote = {
    expands: 'a copy of the register of bonds, from the first change of each that is told after the update',
    meanwhile: 'a build before demands of sureties what is owed, whatever their bond is good for',
    contracts: null,
  };

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE bond_on_file (
        bond_number text PRIMARY KEY,
        version int NOT NULL,
        -- Of a single transaction bond: the entry that it is for.
        entry_key text,
        principal_accounts jsonb NOT NULL,
        data json NOT NULL
      );
      CREATE INDEX bond_on_file_of_entry ON bond_on_file (entry_key) WHERE entry_key IS NOT NULL;
      CREATE INDEX bond_on_file_of_principal ON bond_on_file USING gin (principal_accounts);`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE bond_on_file');
  }
}
