import { QueryRunner } from 'typeorm';
import type { NotedMigration } from '#persistence';

/** Images of trade records. Their content is elsewhere, sealed, by its SHA-256. */
export class Documents1764720000000 implements NotedMigration {
  readonly name = 'Documents1764720000000';
  readonly note = {
    expands: 'Tables for images of trade records, their links, their legal holds and the content that they have.',
    meanwhile: 'A build of the release before has no addresses for documents and does not look at these tables.',
    contracts: null,
  };

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE document_content (
        sha256 text PRIMARY KEY CHECK (sha256 ~ '^[0-9a-f]{64}$'),
        bytes integer NOT NULL CHECK (bytes > 0),
        stored_at timestamptz NOT NULL,
        verified_at timestamptz NOT NULL,
        damaged_at timestamptz,
        damage text,
        unused_since timestamptz
      );
      CREATE INDEX document_content_verified ON document_content (verified_at);
      CREATE INDEX document_content_damaged ON document_content (damaged_at) WHERE damaged_at IS NOT NULL;
      CREATE INDEX document_content_unused ON document_content (unused_since) WHERE unused_since IS NOT NULL;

      CREATE TABLE document (
        id uuid PRIMARY KEY,
        account_id uuid NOT NULL REFERENCES account,
        sha256 text NOT NULL,
        name text NOT NULL,
        kind text NOT NULL,
        bytes integer NOT NULL,
        state text NOT NULL CHECK (state IN ('being checked', 'kept', 'refused', 'deleted')),
        pages integer,
        width integer,
        height integer,
        words tsvector NOT NULL,
        channel text NOT NULL,
        received_at timestamptz NOT NULL,
        received_by text NOT NULL,
        refusal text,
        deleted_at timestamptz,
        deleted_by text,
        deleted_why text
      );
      CREATE UNIQUE INDEX document_once ON document (account_id, sha256) WHERE state IN ('being checked', 'kept');
      CREATE INDEX document_of ON document (account_id, id);
      CREATE INDEX document_has ON document (sha256);
      CREATE INDEX document_words ON document USING gin (words);
      CREATE INDEX document_waiting ON document (id) WHERE state = 'being checked';

      CREATE TABLE document_link (
        document_id uuid NOT NULL REFERENCES document,
        subject text NOT NULL,
        linked_at timestamptz NOT NULL,
        linked_by text NOT NULL,
        PRIMARY KEY (document_id, subject)
      );
      CREATE INDEX document_link_to ON document_link (subject, document_id);

      CREATE TABLE document_hold (
        id uuid PRIMARY KEY,
        document_id uuid NOT NULL REFERENCES document,
        reason text NOT NULL,
        placed_at timestamptz NOT NULL,
        placed_by text NOT NULL,
        lifted_at timestamptz,
        lifted_by text,
        lifted_why text,
        CHECK (num_nulls(lifted_at, lifted_by, lifted_why) IN (0, 3))
      );
      CREATE INDEX document_hold_on ON document_hold (document_id, placed_at);`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE document_hold, document_link, document, document_content');
  }
}
