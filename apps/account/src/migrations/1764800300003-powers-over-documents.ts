import { QueryRunner } from 'typeorm';
import type { NotedMigration } from '#persistence';

/** A power of attorney may be for documents. */
export class PowersOverDocuments1764800300003 implements NotedMigration {
  readonly name = 'PowersOverDocuments1764800300003';
  readonly note = {
    expands: 'power_of_attorney.scopes may hold the word documents.',
    meanwhile: 'A build of the release before grants the scopes that it knows, and shows this one as it stands.',
    contracts: null,
  };

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE power_of_attorney DROP CONSTRAINT power_of_attorney_scopes_check;
      ALTER TABLE power_of_attorney ADD CONSTRAINT power_of_attorney_scopes_check
        CHECK (scopes <@ ARRAY['cargo release', 'entry summary', 'see', 'documents'] AND cardinality(scopes) > 0);
      CREATE INDEX document_link_filer ON document_link (left(subject, 10), document_id) WHERE subject LIKE 'entry:%';`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP INDEX document_link_filer;
      ALTER TABLE power_of_attorney DROP CONSTRAINT power_of_attorney_scopes_check;
      ALTER TABLE power_of_attorney ADD CONSTRAINT power_of_attorney_scopes_check
        CHECK (scopes <@ ARRAY['cargo release', 'entry summary', 'see'] AND cardinality(scopes) > 0) NOT VALID;`);
  }
}
