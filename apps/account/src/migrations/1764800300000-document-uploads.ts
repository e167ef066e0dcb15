import { QueryRunner } from 'typeorm';
import type { NotedMigration } from '#persistence';

/** Documents that come in several pieces. */
export class DocumentUploads1764800300000 implements NotedMigration {
  readonly name = 'DocumentUploads1764800300000';
  readonly note = {
    expands: 'Tables for documents that come in pieces, and for the pieces, which are sealed objects like documents.',
    meanwhile: 'A build of the release before has no addresses for uploads and does not look at these tables.',
    contracts: null,
  };

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE document_upload (
        id uuid PRIMARY KEY,
        account_id uuid NOT NULL REFERENCES account,
        key_hash text,
        begun_by text NOT NULL,
        channel text NOT NULL,
        name text NOT NULL,
        declared text,
        subjects text[] NOT NULL,
        length integer NOT NULL CHECK (length > 0),
        received integer NOT NULL DEFAULT 0 CHECK (received BETWEEN 0 AND length),
        state text NOT NULL CHECK (state IN ('receiving', 'received', 'refused')),
        begun_at timestamptz NOT NULL,
        expires_at timestamptz NOT NULL,
        taken_until timestamptz,
        document_id uuid REFERENCES document,
        refusal text
      );
      CREATE INDEX document_upload_of ON document_upload (account_id) WHERE state = 'receiving';
      CREATE INDEX document_upload_complete ON document_upload (id) WHERE state = 'receiving' AND received = length;
      CREATE INDEX document_upload_expires ON document_upload (expires_at);

      CREATE TABLE document_piece (
        name text PRIMARY KEY CHECK (name ~ '^[0-9a-f]{64}$'),
        owner_id uuid NOT NULL,
        place integer NOT NULL CHECK (place >= 0),
        bytes integer NOT NULL CHECK (bytes > 0),
        written_at timestamptz NOT NULL,
        kept boolean NOT NULL DEFAULT false,
        unused_since timestamptz
      );
      CREATE UNIQUE INDEX document_piece_of ON document_piece (owner_id, place) WHERE kept;
      CREATE INDEX document_piece_owner ON document_piece (owner_id);
      CREATE INDEX document_piece_unused ON document_piece (unused_since) WHERE unused_since IS NOT NULL;
      CREATE INDEX document_piece_open ON document_piece (written_at) WHERE NOT kept AND unused_since IS NULL;`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE document_piece, document_upload');
  }
}
