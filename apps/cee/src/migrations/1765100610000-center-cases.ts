import type { QueryRunner } from 'typeorm';
import type { MigrationNote, NotedMigration } from '#persistence';

export class CenterCases1765100610000 implements NotedMigration {
  readonly name = 'CenterCases1765100610000';
  readonly note: MigrationNote = {
    expands:
      'cases of the Centers with allegations, covered entries, referrals, recorded marks and notices to their owners',
    meanwhile: 'the release before has no cases',
    contracts: null,
  };

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE SEQUENCE center_case_number;
      CREATE TABLE recorded_mark (
        registration text PRIMARY KEY,
        kind text NOT NULL CHECK (kind IN ('trademark', 'trade name', 'copyright')),
        mark text NOT NULL,
        headings text[] NOT NULL,
        owner_name text NOT NULL,
        owner_contact text NOT NULL,
        valid_from date NOT NULL,
        valid_to date NOT NULL CHECK (valid_to >= valid_from),
        recorded_by text NOT NULL,
        recorded_at timestamptz NOT NULL
      );
      CREATE TABLE center_case (
        id uuid PRIMARY KEY,
        number text NOT NULL UNIQUE,
        kind text NOT NULL CHECK (kind IN ('evasion', 'import safety', 'intellectual property')),
        center_id text NOT NULL REFERENCES center,
        state text NOT NULL,
        subject text NOT NULL,
        facts text NOT NULL,
        headings text[] NOT NULL,
        importer_id bigint,
        importer_name text,
        -- Where the goods are.
        port text,
        registration text REFERENCES recorded_mark,
        -- Of a mark: an article that is restricted (gray market, confusingly similar), not counterfeit.
        restricted boolean NOT NULL DEFAULT false,
        opened_by text NOT NULL,
        opened_at timestamptz NOT NULL,
        hash text NOT NULL,
        received_on date NOT NULL,
        initiated_on date,
        extended boolean NOT NULL DEFAULT false,
        determination text CHECK (determination IN ('evasion', 'no evasion')),
        determined_on date,
        review_on date,
        presented_on date,
        detained_on date,
        seized_on date
      );
      CREATE INDEX center_case_of ON center_case (center_id, opened_at);
      -- Who alleged is nobody's business but of who works on the case.
      CREATE TABLE case_allegation (
        case_id uuid PRIMARY KEY REFERENCES center_case,
        account_id uuid,
        name text NOT NULL,
        contact text NOT NULL,
        interest text NOT NULL,
        order_numbers text[] NOT NULL,
        evidence text NOT NULL,
        alleged_by text NOT NULL
      );
      CREATE INDEX case_allegation_of ON case_allegation (account_id);
      CREATE TABLE case_event (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        case_id uuid NOT NULL REFERENCES center_case,
        event text NOT NULL,
        state text NOT NULL,
        reason text NOT NULL,
        by_name text NOT NULL,
        occurred_at timestamptz NOT NULL
      );
      CREATE INDEX case_event_of ON case_event (case_id, id);
      CREATE TABLE case_entry (
        case_id uuid NOT NULL REFERENCES center_case,
        filer_code text NOT NULL,
        entry_number text NOT NULL,
        -- The last order about it: a suspension, or its end.
        order_id uuid NOT NULL,
        suspended boolean NOT NULL,
        PRIMARY KEY (case_id, filer_code, entry_number)
      );
      CREATE TABLE case_referral (
        id uuid PRIMARY KEY,
        case_id uuid NOT NULL REFERENCES center_case,
        kind text NOT NULL CHECK (kind IN ('hold', 'exam', 'enforcement')),
        port text NOT NULL,
        target text NOT NULL,
        hold_code text CHECK ((hold_code IS NOT NULL) = (kind = 'hold')),
        reason text NOT NULL,
        made_by text NOT NULL,
        made_at timestamptz NOT NULL,
        state text NOT NULL,
        answer text,
        answered_by text,
        answered_at timestamptz
      );
      CREATE INDEX case_referral_of ON case_referral (case_id, made_at);
      CREATE INDEX case_referral_open ON case_referral (port, made_at) WHERE state = 'made';
      CREATE TABLE mark_notice (
        id uuid PRIMARY KEY,
        case_id uuid NOT NULL REFERENCES center_case,
        kind text NOT NULL CHECK (kind IN ('detention', 'seizure')),
        owner_name text NOT NULL,
        owner_contact text NOT NULL,
        issued_on date NOT NULL,
        disclosure jsonb NOT NULL,
        issued_by text NOT NULL,
        issued_at timestamptz NOT NULL
      );
      CREATE INDEX mark_notice_of ON mark_notice (case_id, issued_at);`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(
      'DROP TABLE mark_notice, case_referral, case_entry, case_event, case_allegation, center_case, recorded_mark; DROP SEQUENCE center_case_number',
    );
  }
}
