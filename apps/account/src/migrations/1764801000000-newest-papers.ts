import type { QueryRunner } from 'typeorm';
import type { MigrationNote, NotedMigration } from '#persistence';

/** The newest messages, documents and requests for them of an account, and those of a month, are found without reading all that it has. */
export class NewestPapers1764801000000 implements NotedMigration {
  readonly name = 'NewestPapers1764801000000';
  readonly note: MigrationNote = {
    expands: 'indexes on messages, documents and requests for documents of accounts by when they came',
    meanwhile:
      'a build before uses them without knowing; messages, documents and requests are not written while they are made, some seconds for a million messages',
    contracts: null,
  };

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE INDEX mailbox_message_newest ON mailbox_message (account_id, placed_at DESC, (mailbox_id::text) DESC);
      CREATE INDEX document_newest ON document (account_id, received_at DESC, (id::text) DESC);
      CREATE INDEX document_request_newest ON document_request (account_id, asked_at DESC, action_number DESC)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP INDEX mailbox_message_newest, document_newest, document_request_newest');
  }
}
