import type { QueryRunner } from 'typeorm';
import type { MigrationNote, NotedMigration } from '#persistence';

export class BillsInBondByDestination1765205300000 implements NotedMigration {
  readonly name = 'BillsInBondByDestination1765205300000';
  readonly note: MigrationNote = {
    expands: 'the bills that come in bond to a port are read by index, the latest heard first',
    meanwhile: 'a build before does not read them',
    contracts: null,
  };

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `CREATE INDEX picture_bill_in_bond ON picture_bill ((data -> 'inBond' ->> 'destinationPort'), heard_at DESC, bill_key)
        WHERE data -> 'inBond' ->> 'destinationPort' IS NOT NULL`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP INDEX picture_bill_in_bond');
  }
}
