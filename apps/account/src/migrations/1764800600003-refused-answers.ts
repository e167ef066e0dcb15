import type { QueryRunner } from 'typeorm';
import type { MigrationNote, NotedMigration } from '#persistence';

/** How often a mail server refused the answer to an e-mail with documents. */
export class RefusedAnswers1764800600003 implements NotedMigration {
  readonly name = 'RefusedAnswers1764800600003';
  readonly note: MigrationNote = {
    expands: 'how often a mail server refused the answer to an e-mail with documents, 0 for those of before',
    meanwhile: 'the release before takes no e-mails with documents',
    contracts: null,
  };

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE document_mail ADD COLUMN refusals integer NOT NULL DEFAULT 0');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE document_mail DROP COLUMN refusals');
  }
}
