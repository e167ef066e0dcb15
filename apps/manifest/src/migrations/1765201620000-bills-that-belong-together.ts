import type { QueryRunner } from 'typeorm';
import type { MigrationNote, NotedMigration } from '#persistence';

/** Finds the house bills of a master bill and the bills of an in-bond movement. */
export class BillsThatBelongTogether1765201620000 implements NotedMigration {
  readonly name = 'BillsThatBelongTogether1765201620000';
  readonly note: MigrationNote = {
    expands: 'indexes by which bills are found by master bill and by in-bond number',
    meanwhile: 'the release before does not look for them',
    contracts: null,
  };

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE INDEX bill_of_master ON bill (master_bill) WHERE master_bill IS NOT NULL;
      CREATE INDEX bill_of_in_bond ON bill ((details -> 'inBond' ->> 'number')) WHERE details -> 'inBond' ->> 'number' IS NOT NULL;`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP INDEX bill_of_master; DROP INDEX bill_of_in_bond');
  }
}
