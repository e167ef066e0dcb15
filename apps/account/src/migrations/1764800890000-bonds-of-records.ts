import type { QueryRunner } from 'typeorm';
import type { MigrationNote, NotedMigration } from '#persistence';

/** Bonds that a record names, for themselves: new columns lock out readers too, which must not last as long as the figures take that come after. */
export class BondsOfRecords1764800890000 implements NotedMigration {
  readonly name = 'BondsOfRecords1764800890000';
  readonly note: MigrationNote = {
    expands: 'the bonds that a record names',
    meanwhile: 'a build before keeps no bonds',
    contracts: null,
  };

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE trade_record ADD COLUMN bond_types text[], ADD COLUMN bond_designations text[], ADD COLUMN bond_sureties text[], ADD COLUMN bond_cents bigint[];
      COMMENT ON COLUMN trade_record.bond_types IS 'Of each bond, with its designation, surety and amount at the same place of the three columns after it; null in records of a build before'`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(
      'ALTER TABLE trade_record DROP COLUMN bond_types, DROP COLUMN bond_designations, DROP COLUMN bond_sureties, DROP COLUMN bond_cents',
    );
  }
}
