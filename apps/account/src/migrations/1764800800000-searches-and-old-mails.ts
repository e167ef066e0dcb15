import { QueryRunner } from 'typeorm';
import type { NotedMigration } from '#persistence';

/** Searches of accounts by part of a name and by number, and e-mails that are old enough to be removed, are found without reading everything. */
export class SearchesAndOldMails1764800800000 implements NotedMigration {
  readonly name = 'SearchesAndOldMails1764800800000';
  readonly note = {
    expands: 'Indexes on names and numbers of accounts, and on e-mails with documents that are done with.',
    meanwhile:
      'A build of the release before uses them without knowing; accounts are not changed while they are made, some seconds for 100,000.',
    contracts: null,
  };

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE EXTENSION IF NOT EXISTS pg_trgm;
      CREATE INDEX account_name_parts ON account USING gin (name gin_trgm_ops);
      CREATE INDEX account_identifier_identity ON account_identifier (identity);
      CREATE INDEX document_mail_done ON document_mail (received_at) WHERE state IN ('answered', 'not answered');`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP INDEX account_name_parts, account_identifier_identity, document_mail_done');
  }
}
