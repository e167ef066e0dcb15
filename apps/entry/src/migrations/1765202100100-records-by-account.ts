import type { QueryRunner } from 'typeorm';
import type { MigrationNote, NotedMigration } from '#persistence';

export class RecordsByAccount1765202100100 implements NotedMigration {
  readonly name = 'RecordsByAccount1765202100100';
  readonly note: MigrationNote = {
    expands: 'indexes of releases, summaries, deadlines, deposits, bonds and drawback claims by account',
    meanwhile: 'a build before looks through whole tables when accounts are merged, and is right',
    contracts: null,
  };

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE INDEX cargo_release_by_account ON cargo_release (account_id);
      CREATE INDEX entry_summary_by_account ON entry_summary (account_id);
      CREATE INDEX summary_deadline_by_account ON summary_deadline (account_id);
      CREATE INDEX estimated_deposit_by_account ON estimated_deposit (account_id);
      CREATE INDEX bond_by_account ON bond (account_id);
      CREATE INDEX drawback_claim_by_account ON drawback_claim (account_id);`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(
      'DROP INDEX cargo_release_by_account, entry_summary_by_account, summary_deadline_by_account, estimated_deposit_by_account, bond_by_account, drawback_claim_by_account',
    );
  }
}
