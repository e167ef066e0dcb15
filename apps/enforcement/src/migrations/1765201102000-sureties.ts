import type { QueryRunner } from 'typeorm';
import type { MigrationNote, NotedMigration } from '#persistence';

/** Demands on sureties as things of their own, and sureties that were told to show cause. */
export class Sureties1765201102000 implements NotedMigration {
  readonly name = 'Sureties1765201102000';
  readonly note: MigrationNote = {
    expands:
      'surety_demand, with those that were made before by their clocks; show_cause_notice; an index of powers of attorney by filer',
    meanwhile: 'a build before starts the clock of a demand and writes none: its demands show as clocks alone',
    contracts: null,
  };

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE SEQUENCE surety_demand_number;
      CREATE TABLE surety_demand (
        id uuid PRIMARY KEY,
        number text NOT NULL UNIQUE,
        case_id uuid NOT NULL REFERENCES enforcement_case,
        place int NOT NULL,
        amount_cents bigint NOT NULL CHECK (amount_cents >= 0),
        state text NOT NULL CHECK (state IN ('demanded', 'petitioned', 'overdue', 'met', 'ended')),
        mailed_on date NOT NULL,
        how text NOT NULL,
        reference text,
        demanded_by text NOT NULL,
        demanded_at timestamptz NOT NULL,
        UNIQUE (case_id, place, mailed_on)
      );
      CREATE UNIQUE INDEX surety_demand_running ON surety_demand (case_id, place) WHERE state NOT IN ('met', 'ended');
      CREATE INDEX surety_demand_state ON surety_demand (state, number);
      INSERT INTO surety_demand (id, number, case_id, place, amount_cents, state, mailed_on, how, demanded_by, demanded_at)
        SELECT gen_random_uuid(), 'SD-' || to_char(k.started_on, 'YY') || '-' || lpad(nextval('surety_demand_number')::text, 6, '0'), k.case_id, k.place,
               greatest(0, coalesce(c.mitigated_cents, c.assessed_cents) - c.paid_cents),
               CASE WHEN c.state IN ('paid', 'closed') THEN 'met' WHEN c.state IN ('cancelled', 'remitted', 'written off') THEN 'ended'
                    WHEN k.ended_at IS NULL THEN 'demanded' WHEN k.ended_how = 'over' THEN 'overdue' ELSE 'petitioned' END,
               k.started_on, 'not recorded', 'not recorded', now()
          FROM (SELECT DISTINCT ON (case_id, place) * FROM case_clock WHERE clock = 'petition of a surety' ORDER BY case_id, place, started_on DESC) k
          JOIN enforcement_case c ON c.id = k.case_id;

      CREATE TABLE show_cause_notice (
        id uuid PRIMARY KEY,
        surety_code text NOT NULL,
        issued_on date NOT NULL,
        issued_by text NOT NULL,
        why text NOT NULL,
        ended_on date,
        ended_by text,
        ended_why text,
        hash text NOT NULL,
        CHECK (num_nulls(ended_on, ended_by, ended_why) IN (0, 3)),
        CHECK (ended_on >= issued_on)
      );
      CREATE UNIQUE INDEX show_cause_notice_in_force ON show_cause_notice (surety_code) WHERE ended_on IS NULL;

      -- By filer: who acts for whom in cases.
      CREATE INDEX importer_with_powers_of ON importer_with_powers USING gin (powers jsonb_path_ops)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(
      'DROP INDEX importer_with_powers_of; DROP TABLE show_cause_notice; DROP TABLE surety_demand; DROP SEQUENCE surety_demand_number',
    );
  }
}
