import type { QueryRunner } from 'typeorm';
import { SESSIONS_ENDED_TABLE } from '#access';
import type { MigrationNote, NotedMigration } from '#persistence';

export class EnforcementCases1765200300000 implements NotedMigration {
  readonly name = 'EnforcementCases1765200300000';
  readonly note: MigrationNote = {
    expands: 'accounts and keys of who is let in; cases of fines, penalties and forfeitures with parties and history',
    meanwhile: 'the release before has no cases',
    contracts: null,
  };

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE account (
        id uuid PRIMARY KEY,
        version int NOT NULL,
        active boolean NOT NULL,
        data jsonb NOT NULL,
        changed_at timestamptz NOT NULL
      );
      CREATE INDEX account_importers ON account USING gin ((data -> 'importerNumbers'));
      CREATE INDEX account_people ON account USING gin ((data -> 'people') jsonb_path_ops);
      CREATE TABLE api_key (
        hash text PRIMARY KEY,
        account_id uuid NOT NULL REFERENCES account (id) ON DELETE CASCADE,
        person text,
        terms jsonb
      );
      CREATE INDEX api_key_account ON api_key (account_id);`);
    await runner.query(SESSIONS_ENDED_TABLE);
    await runner.query(`
      CREATE TABLE importer_on_record (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        importer_identity text NOT NULL UNIQUE
      );
      CREATE TABLE importer_account (
        account_id uuid NOT NULL,
        importer_identity text NOT NULL,
        PRIMARY KEY (account_id, importer_identity)
      );
      CREATE INDEX importer_account_of ON importer_account (importer_identity);

      CREATE SEQUENCE enforcement_case_number;
      CREATE TABLE enforcement_case (
        id uuid PRIMARY KEY,
        number text NOT NULL UNIQUE,
        version int NOT NULL,
        kind text NOT NULL CHECK (kind IN ('seizure', 'penalty', 'liquidated damages')),
        law text NOT NULL,
        state text NOT NULL,
        -- What it was opened for: of one event never two cases.
        event_kind text NOT NULL,
        event_key text NOT NULL UNIQUE,
        port text NOT NULL,
        center_id text,
        importer_id bigint REFERENCES importer_on_record,
        subject text NOT NULL,
        facts text NOT NULL,
        culpability text CHECK (culpability IN ('negligence', 'gross negligence', 'fraud')),
        violation_on date NOT NULL,
        discovered_on date NOT NULL,
        limitation_on date NOT NULL,
        value_cents bigint CHECK (value_cents >= 0),
        assessed_cents bigint NOT NULL CHECK (assessed_cents >= 0),
        mitigated_cents bigint CHECK (mitigated_cents >= 0),
        paid_cents bigint NOT NULL DEFAULT 0 CHECK (paid_cents >= 0),
        told_to_parties boolean NOT NULL DEFAULT false,
        -- When the last notice was mailed: with it its clock begins.
        notice_mailed_on date,
        opened_on date NOT NULL,
        opened_by text NOT NULL,
        opened_at timestamptz NOT NULL,
        changed_at timestamptz NOT NULL,
        hash text NOT NULL
      );
      -- The work list of an officer: open cases of a port, the one first whose limitation ends first.
      CREATE INDEX enforcement_case_work ON enforcement_case (port, limitation_on, id)
        WHERE state NOT IN ('cancelled', 'remitted', 'written off', 'closed');
      CREATE INDEX enforcement_case_state ON enforcement_case (port, state, limitation_on, id);
      CREATE INDEX enforcement_case_open ON enforcement_case (limitation_on, id)
        WHERE state NOT IN ('cancelled', 'remitted', 'written off', 'closed');
      CREATE INDEX enforcement_case_center ON enforcement_case (center_id, limitation_on, id)
        WHERE state NOT IN ('cancelled', 'remitted', 'written off', 'closed');
      CREATE INDEX enforcement_case_importer ON enforcement_case (importer_id);

      CREATE TABLE case_party (
        case_id uuid NOT NULL REFERENCES enforcement_case,
        -- From 1 on, in the order in which they were named: the last digits of the numbers of notices to it.
        place int NOT NULL CHECK (place >= 1),
        role text NOT NULL CHECK (role IN ('violator', 'owner', 'interested', 'principal', 'surety')),
        name text NOT NULL,
        address text,
        account_id uuid,
        surety_code text,
        bond_number text,
        -- Named by the importer number of the case: an account that gets it later is the party's.
        by_importer boolean NOT NULL,
        CHECK ((role = 'surety') = (surety_code IS NOT NULL)),
        PRIMARY KEY (case_id, place)
      );
      CREATE INDEX case_party_account ON case_party (account_id, case_id);

      CREATE TABLE case_reference (
        case_id uuid NOT NULL REFERENCES enforcement_case,
        kind text NOT NULL CHECK (kind IN ('entry', 'bill')),
        reference text NOT NULL,
        PRIMARY KEY (case_id, kind, reference)
      );
      CREATE INDEX case_reference_of ON case_reference (kind, reference);

      CREATE TABLE enforcement_case_event (
        case_id uuid NOT NULL REFERENCES enforcement_case,
        version int NOT NULL,
        step text NOT NULL,
        state text NOT NULL,
        reason text NOT NULL,
        amount_cents bigint,
        by_name text NOT NULL,
        occurred_at timestamptz NOT NULL,
        PRIMARY KEY (case_id, version)
      );`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(
      `DROP TABLE enforcement_case_event, case_reference, case_party, enforcement_case, importer_account, importer_on_record, sessions_ended, api_key, account;
       DROP SEQUENCE enforcement_case_number`,
    );
  }
}
