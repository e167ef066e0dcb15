import type { QueryRunner } from 'typeorm';
import type { MigrationNote, NotedMigration } from '#persistence';

export class RecordsByAccount1765202100200 implements NotedMigration {
  readonly name = 'RecordsByAccount1765202100200';
  readonly note: MigrationNote = {
    expands: 'indexes by account of what was found, asked, decided and published about it',
    meanwhile: 'a build before looks through whole tables when accounts are merged, and is right',
    contracts: null,
  };

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE INDEX departure_by_account ON departure (account_id);
      CREATE INDEX import_projection_by_account ON import_projection (account_id);
      CREATE INDEX pattern_change_by_account ON pattern_change (account_id);
      CREATE INDEX penalty_input_by_account ON penalty_input (account_id);
      CREATE INDEX publication_by_about_account ON publication (about_account) WHERE about_account IS NOT NULL;
      CREATE INDEX ruling_by_holder_account ON ruling (holder_account) WHERE holder_account IS NOT NULL;
      CREATE INDEX ruling_comment_by_account ON ruling_comment (account_id);`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(
      'DROP INDEX departure_by_account, import_projection_by_account, pattern_change_by_account, penalty_input_by_account, publication_by_about_account, ruling_by_holder_account, ruling_comment_by_account',
    );
  }
}
