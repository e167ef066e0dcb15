import type { QueryRunner } from 'typeorm';
import type { MigrationNote, NotedMigration } from '#persistence';

/** What trusted traders are promised beside standing: contacts, answers in time, updates, blanket certifications, statements. */
export class TrustedService1765100510000 implements NotedMigration {
  readonly name = 'TrustedService1765100510000';
  readonly note: MigrationNote = {
    expands:
      'selections for exam of trusted traders, their named contacts, requests with targets, blanket certifications and monthly updates',
    meanwhile: 'a build before keeps none of them',
    contracts: null,
  };

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE trusted_selection (
        entry text PRIMARY KEY,
        version int NOT NULL,
        -- Whose standing counted; null where nobody's did.
        account_id uuid,
        port text NOT NULL,
        mode text NOT NULL,
        day date NOT NULL,
        exam boolean NOT NULL,
        avoided boolean NOT NULL,
        rate int NOT NULL,
        drawn_at int NOT NULL,
        hours numeric
      );
      CREATE INDEX trusted_selection_of ON trusted_selection (account_id, day) WHERE account_id IS NOT NULL;
      CREATE INDEX trusted_selection_peers ON trusted_selection (port, mode, day) INCLUDE (hours) WHERE account_id IS NULL AND exam AND hours IS NOT NULL;

      CREATE TABLE trusted_contact (
        account_id uuid NOT NULL,
        role text NOT NULL CHECK (role IN ('account manager', 'security specialist')),
        person_id uuid NOT NULL,
        name text NOT NULL,
        center_id text,
        named_by text NOT NULL,
        named_at timestamptz NOT NULL,
        ended_at timestamptz
      );
      CREATE UNIQUE INDEX trusted_contact_now ON trusted_contact (account_id, role) WHERE ended_at IS NULL;

      CREATE TABLE trusted_request (
        id uuid PRIMARY KEY,
        number text NOT NULL UNIQUE,
        account_id uuid NOT NULL,
        kind text NOT NULL CHECK (kind IN ('question', 'problem', 'penalty input', 'blanket certification')),
        state text NOT NULL CHECK (state IN ('open', 'answered', 'withdrawn')),
        reference text,
        text text NOT NULL,
        -- Of a blanket certification: what is asked for.
        certification text,
        goods text[],
        ports text[],
        valid_from date,
        valid_to date,
        asked_by text NOT NULL,
        asked_at timestamptz NOT NULL,
        due date NOT NULL,
        answered_by text,
        answered_at timestamptz,
        answer text,
        granted boolean,
        revoked_by text,
        revoke_reason text,
        CHECK ((state = 'open') = (answered_by IS NULL)),
        CHECK ((kind = 'blanket certification') = (certification IS NOT NULL AND valid_from IS NOT NULL AND valid_to IS NOT NULL)),
        CHECK (granted IS NULL OR kind = 'blanket certification')
      );
      CREATE INDEX trusted_request_of ON trusted_request (account_id, asked_at);
      CREATE INDEX trusted_request_open ON trusted_request (due, number) WHERE state = 'open';
      CREATE INDEX trusted_request_granted ON trusted_request (account_id) WHERE granted;

      CREATE TABLE trusted_update (
        account_id uuid NOT NULL,
        month date NOT NULL,
        content jsonb NOT NULL,
        told_at timestamptz NOT NULL,
        PRIMARY KEY (account_id, month)
      );
      CREATE INDEX work_item_filed_of ON work_item (importer_identity, filed_on);`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(
      'DROP INDEX work_item_filed_of; DROP TABLE trusted_update, trusted_request, trusted_contact, trusted_selection',
    );
  }
}
