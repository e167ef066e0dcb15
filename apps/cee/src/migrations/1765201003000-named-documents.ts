import type { QueryRunner } from 'typeorm';
import type { MigrationNote, NotedMigration } from '#persistence';

export class NamedDocuments1765201003000 implements NotedMigration {
  readonly name = 'NamedDocuments1765201003000';
  readonly note: MigrationNote = {
    expands:
      'documents that accounts name in answers and protests, and whether the account service has them; whose work items are, by account',
    meanwhile: 'what is named to a build before is not looked for',
    contracts: null,
  };

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE named_document (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        named_in text NOT NULL CHECK (named_in IN ('notice', 'protest')),
        record_id uuid NOT NULL,
        number text NOT NULL,
        account_id uuid NOT NULL,
        document text NOT NULL,
        found text NOT NULL CHECK (found IN ('waits', 'there', 'not there', 'not checked')),
        named_at timestamptz NOT NULL,
        checked_at timestamptz,
        UNIQUE (record_id, account_id, document, named_at)
      );
      CREATE INDEX named_document_waits ON named_document (account_id, id) WHERE found = 'waits';
      -- What an account has goes on with the one into which it is merged, of a million items too.
      CREATE INDEX work_item_of_account ON work_item (account_id);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP INDEX work_item_of_account; DROP TABLE named_document');
  }
}
