import type { QueryRunner } from 'typeorm';
import type { MigrationNote, NotedMigration } from '#persistence';

export class Compliance1765100600000 implements NotedMigration {
  readonly name = 'Compliance1765100600000';
  readonly note: MigrationNote = {
    expands: 'ids of importers, what was found in their entries, figures of it, and importers whose pattern changed',
    meanwhile: 'what the release before hears of is not counted until the summary is told of again',
    contracts: null,
  };

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE importer_on_record ADD COLUMN id bigint GENERATED ALWAYS AS IDENTITY UNIQUE;

      -- As the entry service last told of it.
      CREATE TABLE compliance_entry (
        entry text PRIMARY KEY,
        importer_id bigint NOT NULL,
        version int NOT NULL,
        told_at timestamptz NOT NULL,
        month date NOT NULL,
        counted boolean NOT NULL,
        value_dollars bigint NOT NULL,
        duty_cents bigint NOT NULL
      );
      CREATE INDEX compliance_entry_of ON compliance_entry (importer_id, month);
      CREATE TABLE compliance_slip (
        entry text NOT NULL REFERENCES compliance_entry,
        kind text NOT NULL,
        found_on date NOT NULL,
        declared_cents bigint NOT NULL,
        effect_cents bigint CHECK (effect_cents >= 0),
        PRIMARY KEY (entry, kind)
      );
      -- Kept as entries change; a run adds up anew.
      CREATE TABLE compliance_figure (
        importer_id bigint NOT NULL,
        month date NOT NULL,
        kind text NOT NULL,
        entries int NOT NULL,
        dollars bigint NOT NULL,
        effect_cents bigint NOT NULL,
        PRIMARY KEY (importer_id, month, kind)
      );
      CREATE TABLE compliance_run (
        id uuid PRIMARY KEY,
        as_of date NOT NULL,
        state text NOT NULL CHECK (state IN ('running', 'done')),
        importers int NOT NULL,
        importers_done int NOT NULL DEFAULT 0,
        after_importer bigint NOT NULL DEFAULT 0,
        changes int NOT NULL DEFAULT 0,
        put_right int NOT NULL DEFAULT 0,
        ordered_by text NOT NULL,
        ordered_at timestamptz NOT NULL,
        done_at timestamptz
      );
      CREATE UNIQUE INDEX one_compliance_run ON compliance_run (state) WHERE state = 'running';
      -- Twelve months of each importer as the last run found them: what peers are compared by.
      CREATE TABLE compliance_year (
        importer_id bigint NOT NULL,
        kind text NOT NULL,
        center_id text NOT NULL,
        heading text NOT NULL,
        -- The account that has the number; of a number without one, the number's id.
        holder text NOT NULL,
        entries int NOT NULL,
        dollars bigint NOT NULL,
        effect_cents bigint NOT NULL,
        PRIMARY KEY (importer_id, kind)
      );
      CREATE INDEX compliance_year_peers ON compliance_year (center_id, heading, kind);
      CREATE TABLE pattern_change (
        run_id uuid NOT NULL REFERENCES compliance_run,
        importer_id bigint NOT NULL,
        account_id uuid,
        center_id text,
        heading text,
        kind text NOT NULL,
        direction text NOT NULL CHECK (direction IN ('worse', 'better')),
        past_entries int NOT NULL,
        past_slips int NOT NULL,
        recent_entries int NOT NULL,
        recent_slips int NOT NULL,
        probability double precision NOT NULL,
        PRIMARY KEY (run_id, importer_id, kind)
      );
      CREATE INDEX pattern_change_of ON pattern_change (importer_id, kind);`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(
      'DROP TABLE pattern_change, compliance_year, compliance_run, compliance_figure, compliance_slip, compliance_entry; ALTER TABLE importer_on_record DROP COLUMN id',
    );
  }
}
