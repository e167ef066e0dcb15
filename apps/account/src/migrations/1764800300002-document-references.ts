import { QueryRunner } from 'typeorm';
import type { NotedMigration } from '#persistence';

/** References by which filings name documents. */
export class DocumentReferences1764800300002 implements NotedMigration {
  readonly name = 'DocumentReferences1764800300002';
  readonly note = {
    expands: 'A table for the documents that filings name, whether they are there or come later.',
    meanwhile:
      'A build of the release before does not link by reference; what it received is linked when it is named again.',
    contracts: null,
  };

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE document_named (
        account_id uuid NOT NULL,
        reference text NOT NULL,
        subject text NOT NULL,
        named_at timestamptz NOT NULL,
        PRIMARY KEY (account_id, reference, subject)
      );`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE document_named');
  }
}
