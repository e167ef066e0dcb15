import type { QueryRunner } from 'typeorm';
import type { MigrationNote, NotedMigration } from '#persistence';

/** Reports that are made aside: when they are due, how far each run is, what it came to, and who is told by e-mail. */
export class ReportRuns1764800700000 implements NotedMigration {
  readonly name = 'ReportRuns1764800700000';
  readonly note: MigrationNote = {
    expands: 'schedules of reports, and their runs with what they came to',
    meanwhile: 'a build before knows of none of these tables: it makes no report aside',
    contracts: null,
  };

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE report_schedule (
        id uuid PRIMARY KEY,
        report_id uuid NOT NULL REFERENCES report ON DELETE CASCADE,
        account_id uuid NOT NULL REFERENCES account,
        every text NOT NULL CHECK (every IN ('daily', 'weekly', 'monthly', 'quarterly')),
        business_day int NOT NULL CHECK (business_day > 0),
        time_of_day text NOT NULL CHECK (time_of_day ~ '^([01][0-9]|2[0-3]):[0-5][0-9]$'),
        time_zone text NOT NULL,
        covers text NOT NULL CHECK (covers IN ('the period before', 'everything')),
        format text NOT NULL CHECK (format IN ('csv', 'xlsx', 'json')),
        person_id uuid NOT NULL REFERENCES person,
        scheduled_by text NOT NULL,
        scheduled_at timestamptz NOT NULL,
        next_at timestamptz NOT NULL,
        state text NOT NULL CHECK (state IN ('active', 'stopped')),
        stopped_at timestamptz,
        stopped_why text
      );
      CREATE INDEX report_schedule_due ON report_schedule (next_at) WHERE state = 'active';
      CREATE INDEX report_schedule_of ON report_schedule (account_id);
      CREATE INDEX report_schedule_report ON report_schedule (report_id);

      CREATE TABLE report_run (
        id uuid PRIMARY KEY,
        account_id uuid NOT NULL REFERENCES account,
        report_id uuid NOT NULL,
        schedule_id uuid REFERENCES report_schedule ON DELETE SET NULL,
        due_at timestamptz,
        name text NOT NULL,
        definition jsonb NOT NULL,
        format text NOT NULL CHECK (format IN ('csv', 'xlsx', 'json')),
        person_id uuid REFERENCES person,
        ordered_by text NOT NULL,
        ordered_at timestamptz NOT NULL,
        notes text[] NOT NULL,
        state text NOT NULL CHECK (state IN ('waiting', 'running', 'ready', 'failed', 'stopped', 'removed')),
        attempt int NOT NULL DEFAULT 0,
        tries int NOT NULL DEFAULT 0,
        not_before timestamptz NOT NULL,
        started_at timestamptz,
        finished_at timestamptz,
        rows bigint NOT NULL DEFAULT 0,
        bytes bigint,
        kept_until timestamptz,
        fault text,
        UNIQUE (schedule_id, due_at)
      );
      COMMENT ON COLUMN report_run.not_before IS 'Until then nobody else takes it: while it runs it is put off again and again';
      COMMENT ON COLUMN report_run.attempt IS 'Of what an attempt wrote only that of the latest counts';
      CREATE INDEX report_run_of ON report_run (account_id, ordered_at DESC, id);
      CREATE INDEX report_run_next ON report_run (ordered_at) WHERE state IN ('waiting', 'running');
      CREATE INDEX report_run_kept ON report_run (kept_until) WHERE state = 'ready';

      CREATE TABLE report_piece (
        run_id uuid NOT NULL REFERENCES report_run ON DELETE CASCADE,
        attempt int NOT NULL,
        place int NOT NULL,
        content bytea NOT NULL,
        PRIMARY KEY (run_id, attempt, place)
      );`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE report_piece, report_run, report_schedule');
  }
}
