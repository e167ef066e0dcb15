import type { QueryRunner } from 'typeorm';
import type { MigrationNote, NotedMigration } from '#persistence';

/** Whose declaration of non-reimbursement it is: it is made on the account of an importer, and of no use to another (ADR 0103). */
export class DeclarationsOfImporters1765204500000 implements NotedMigration {
  readonly name = 'DeclarationsOfImporters1765204500000';
  readonly note: MigrationNote = {
    expands: 'non_reimbursement_declaration.importer_number, null where nobody said it: then it is not compared',
    meanwhile: 'a build before records declarations without it',
    contracts: null,
  };

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE non_reimbursement_declaration ADD COLUMN importer_number text');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE non_reimbursement_declaration DROP COLUMN importer_number');
  }
}
