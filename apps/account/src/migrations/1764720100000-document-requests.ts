import { QueryRunner } from 'typeorm';
import type { NotedMigration } from '#persistence';

/** What CBP asks filers for, by action number. */
export class DocumentRequests1764720100000 implements NotedMigration {
  readonly name = 'DocumentRequests1764720100000';
  readonly note = {
    expands: 'A table for requests of CBP for documents.',
    meanwhile: 'A build of the release before has no addresses for requests and does not look at this table.',
    contracts: null,
  };

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE document_request (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        year integer NOT NULL,
        action_number text NOT NULL GENERATED ALWAYS AS ('DR' || lpad((year % 100)::text, 2, '0') || lpad(id::text, 8, '0')) STORED UNIQUE,
        account_id uuid NOT NULL REFERENCES account,
        kind text NOT NULL CHECK (kind IN ('UC1', 'UC2', 'UC3')),
        filer_code text NOT NULL,
        entry_number text NOT NULL,
        state text NOT NULL CHECK (state IN ('asked', 'overdue', 'answered', 'insufficient', 'accepted', 'closed', 'withdrawn')),
        asked_at timestamptz NOT NULL,
        asked_by text NOT NULL,
        phone text,
        remarks text[] NOT NULL,
        due_date date NOT NULL,
        decided_at timestamptz,
        decided_by text
      );
      CREATE INDEX document_request_to ON document_request (account_id, action_number);
      CREATE INDEX document_request_due ON document_request (due_date) WHERE state IN ('asked', 'insufficient');`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE document_request');
  }
}
