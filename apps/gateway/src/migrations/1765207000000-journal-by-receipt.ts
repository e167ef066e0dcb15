import type { QueryRunner } from 'typeorm';
import type { MigrationNote, NotedMigration } from '#persistence';

/** What was filed long ago is found by when it came, in blocks as they lie on the disk: an index that is written once for many rows and is small. */
export class JournalByReceipt1765207000000 implements NotedMigration {
  readonly name = 'JournalByReceipt1765207000000';
  readonly note: MigrationNote = {
    expands: 'what was filed long ago is found by when it came',
    meanwhile:
      'the release before does not look for it; what is filed waits while the table is read once, some seconds for ten million transmissions',
    contracts: null,
  };

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      'CREATE INDEX transmission_by_receipt ON transmission USING brin (received_at) WITH (autosummarize = on)',
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP INDEX transmission_by_receipt');
  }
}
