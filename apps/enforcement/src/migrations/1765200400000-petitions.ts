import type { QueryRunner } from 'typeorm';
import type { MigrationNote, NotedMigration } from '#persistence';

export class Petitions1765200400000 implements NotedMigration {
  readonly name = 'Petitions1765200400000';
  readonly note: MigrationNote = {
    expands:
      'clocks of cases; petitions, decisions on them, offers in compromise, payments, input of Centers; copies of downtimes, standings of trusted traders and powers of attorney',
    meanwhile: 'the release before has no cases',
    contracts: null,
  };

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE downtime (downtime_id uuid PRIMARY KEY, version int NOT NULL, data json NOT NULL);
      CREATE TABLE importer_with_powers (importer_number text PRIMARY KEY, version int NOT NULL, powers jsonb NOT NULL);
      -- Every standing that was told, so that it is known how an account stood on the day of a petition.
      CREATE TABLE account_standing (
        account_id uuid NOT NULL,
        revision int NOT NULL,
        told_at timestamptz NOT NULL,
        standing jsonb NOT NULL,
        PRIMARY KEY (account_id, revision)
      );

      CREATE TABLE case_clock (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        case_id uuid NOT NULL REFERENCES enforcement_case,
        -- Of which party; 0 where it is the same for all.
        place int NOT NULL,
        clock text NOT NULL,
        started_on date NOT NULL,
        -- Where it was named instead of the clock's own.
        length int,
        -- By the rule alone; and with the relief of downtimes or the extension of an officer.
        legal_due date NOT NULL,
        due date NOT NULL,
        relieved_by text,
        extended_to date,
        extended_by text,
        extended_why text,
        -- Days of which the extension was given after the clock was over.
        days_late int NOT NULL DEFAULT 0,
        remind_on date NOT NULL,
        reminded_at timestamptz,
        ended_at timestamptz,
        ended_how text,
        UNIQUE (case_id, place, clock, started_on)
      );
      CREATE INDEX case_clock_due ON case_clock (due) WHERE ended_at IS NULL;
      CREATE INDEX case_clock_remind ON case_clock (remind_on) WHERE ended_at IS NULL AND reminded_at IS NULL;

      CREATE SEQUENCE petition_number;
      CREATE TABLE petition (
        id uuid PRIMARY KEY,
        number text NOT NULL UNIQUE,
        version int NOT NULL,
        case_id uuid NOT NULL REFERENCES enforcement_case,
        place int NOT NULL,
        kind text NOT NULL CHECK (kind IN ('petition', 'supplemental petition', 'petition for proceeds')),
        state text NOT NULL,
        decider text NOT NULL,
        contents jsonb NOT NULL,
        -- How the party stood as a trusted trader on the day of filing.
        standing jsonb NOT NULL,
        received_on date NOT NULL,
        due date,
        days_late int NOT NULL DEFAULT 0,
        filed_by text NOT NULL,
        filer_account_id uuid,
        filed_at timestamptz NOT NULL,
        -- What a first officer would decide, where a second one must agree.
        proposal jsonb,
        hash text NOT NULL
      );
      CREATE INDEX petition_case ON petition (case_id, filed_at);
      CREATE INDEX petition_open ON petition (state, filed_at, id) WHERE state NOT IN ('decided', 'withdrawn', 'ended');
      CREATE TABLE petition_event (
        petition_id uuid NOT NULL REFERENCES petition,
        version int NOT NULL,
        event text NOT NULL,
        state text NOT NULL,
        reason text NOT NULL,
        by_name text NOT NULL,
        occurred_at timestamptz NOT NULL,
        PRIMARY KEY (petition_id, version)
      );
      CREATE TABLE petition_decision (
        petition_id uuid PRIMARY KEY REFERENCES petition,
        case_id uuid NOT NULL,
        outcome text NOT NULL CHECK (outcome IN ('mitigated', 'denied', 'remitted', 'cancelled')),
        amount_cents bigint NOT NULL CHECK (amount_cents >= 0),
        reasons text NOT NULL,
        departure text,
        computation jsonb,
        center_input jsonb NOT NULL,
        by_name text NOT NULL,
        agreed_by text,
        decided_on date NOT NULL,
        good_until date,
        decided_at timestamptz NOT NULL
      );

      CREATE TABLE center_input (
        id uuid PRIMARY KEY,
        case_id uuid NOT NULL REFERENCES enforcement_case,
        petition_id uuid REFERENCES petition,
        account_id uuid NOT NULL,
        because text NOT NULL,
        asked_by text NOT NULL,
        asked_on date NOT NULL,
        asked_at timestamptz NOT NULL,
        due date NOT NULL,
        -- When the Center's service had the question, and how the account did then; null as long as that is not known.
        received_at timestamptz,
        center_id text,
        pattern jsonb,
        answered_at timestamptz,
        answered_by text,
        recommendation text,
        answer text
      );
      CREATE INDEX center_input_case ON center_input (case_id, asked_at);

      CREATE SEQUENCE offer_number;
      CREATE TABLE offer_in_compromise (
        id uuid PRIMARY KEY,
        number text NOT NULL UNIQUE,
        case_id uuid NOT NULL REFERENCES enforcement_case,
        place int NOT NULL,
        state text NOT NULL,
        law text NOT NULL,
        reasons text NOT NULL,
        amount_cents bigint NOT NULL CHECK (amount_cents > 0),
        deposit_reference text NOT NULL,
        made_by text NOT NULL,
        made_at timestamptz NOT NULL,
        decided_by text,
        decided_at timestamptz,
        decision text,
        hash text NOT NULL
      );
      CREATE INDEX offer_case ON offer_in_compromise (case_id, made_at);

      -- Money as it came and went: never changed, only added to. Deposits are held in suspense until they are applied or refunded.
      CREATE TABLE case_payment (
        id uuid PRIMARY KEY,
        case_id uuid NOT NULL REFERENCES enforcement_case,
        place int NOT NULL,
        kind text NOT NULL CHECK (kind IN ('payment', 'deposit', 'deposit applied', 'deposit refunded', 'refund', 'cost bond')),
        offer_id uuid REFERENCES offer_in_compromise,
        amount_cents bigint NOT NULL CHECK (amount_cents > 0),
        reference text NOT NULL,
        received_on date NOT NULL,
        by_name text NOT NULL,
        recorded_at timestamptz NOT NULL
      );
      CREATE INDEX case_payment_case ON case_payment (case_id, recorded_at);`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(
      `DROP TABLE case_payment, offer_in_compromise, center_input, petition_decision, petition_event, petition, case_clock, account_standing, importer_with_powers, downtime;
       DROP SEQUENCE petition_number, offer_number`,
    );
  }
}
