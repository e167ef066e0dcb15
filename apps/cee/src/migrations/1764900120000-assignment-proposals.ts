import type { QueryRunner } from 'typeorm';
import type { MigrationNote, NotedMigration } from '#persistence';

/** What importers bring in, by heading and month, and proposals where they should be assigned. */
export class AssignmentProposals1764900120000 implements NotedMigration {
  readonly name = 'AssignmentProposals1764900120000';
  readonly note: MigrationNote = {
    expands:
      'lines of entry summaries by importer, heading and month, what CBP found of importers, runs over all of them and their proposals',
    meanwhile:
      'a build before counts no lines and its entry service tells of none: what is filed meanwhile is missing in the figures, and so are summaries from before',
    contracts: null,
  };

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE importer_goods (
        importer_identity text NOT NULL,
        heading text NOT NULL CHECK (heading ~ '^[0-9]{4,10}$'),
        month date NOT NULL,
        -- Never below nothing; a check would refuse what is taken off, which is added as a negative row.
        lines bigint NOT NULL,
        dollars bigint NOT NULL,
        PRIMARY KEY (importer_identity, heading, month)
      );
      CREATE TABLE entry_goods (
        entry text PRIMARY KEY,
        -- Of the report that it was counted by: an older one changes nothing.
        version int NOT NULL,
        told_at timestamptz NOT NULL,
        importer_identity text NOT NULL,
        month date NOT NULL,
        goods jsonb NOT NULL
      );
      COMMENT ON TABLE entry_goods IS 'What an entry counts in importer_goods, so that it can be taken off when the entry changes';
      CREATE TABLE importer_on_record (
        -- Ordered as programs compare text: a run goes on behind the last one.
        importer_identity text COLLATE "C" PRIMARY KEY,
        importer_number text NOT NULL,
        -- Null until something was imported.
        first_month date
      );
      CREATE TABLE import_projection (
        id uuid PRIMARY KEY,
        importer_identity text COLLATE "C" NOT NULL REFERENCES importer_on_record,
        account_id uuid NOT NULL,
        goods jsonb NOT NULL,
        filed_by text NOT NULL,
        filed_at timestamptz NOT NULL
      );
      CREATE INDEX import_projection_of ON import_projection (importer_identity, filed_at DESC);
      CREATE TABLE assignment_factor (
        id uuid PRIMARY KEY,
        kind text NOT NULL CHECK (kind IN ('associated parties', 'intended use')),
        center_id text,
        team_number text,
        why text NOT NULL,
        found_by text NOT NULL,
        found_at timestamptz NOT NULL,
        ended_by text,
        ended_at timestamptz,
        end_why text,
        FOREIGN KEY (center_id, team_number) REFERENCES team (center_id, number),
        CHECK ((kind = 'intended use') = (center_id IS NOT NULL)),
        CHECK (num_nulls(ended_by, ended_at, end_why) IN (0, 3))
      );
      CREATE TABLE assignment_factor_importer (
        factor_id uuid NOT NULL REFERENCES assignment_factor,
        importer_identity text NOT NULL,
        PRIMARY KEY (factor_id, importer_identity)
      );
      CREATE INDEX assignment_factor_of ON assignment_factor_importer (importer_identity);
      CREATE TABLE proposal_run (
        id uuid PRIMARY KEY,
        as_of date NOT NULL,
        window_from date NOT NULL,
        window_to date NOT NULL,
        state text NOT NULL CHECK (state IN ('running', 'done')),
        importers int NOT NULL,
        importers_done int NOT NULL DEFAULT 0,
        after_importer text COLLATE "C" NOT NULL DEFAULT '',
        proposals int NOT NULL DEFAULT 0,
        unchanged int NOT NULL DEFAULT 0,
        ordered_by text NOT NULL,
        ordered_at timestamptz NOT NULL,
        done_at timestamptz
      );
      CREATE UNIQUE INDEX proposal_run_at_work ON proposal_run ((true)) WHERE state = 'running';
      CREATE TABLE assignment_proposal (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        run_id uuid NOT NULL REFERENCES proposal_run,
        -- The first of the importers that are placed together.
        unit text NOT NULL,
        account_id uuid,
        importers jsonb NOT NULL,
        state text NOT NULL CHECK (state IN ('unchanged', 'open', 'accepted', 'rejected', 'superseded')),
        current_center text,
        current_team text,
        center_id text,
        team_number text,
        method text NOT NULL,
        months int NOT NULL,
        lines bigint NOT NULL,
        dollars bigint NOT NULL,
        center_lines bigint NOT NULL,
        runner_up text,
        runner_up_lines bigint NOT NULL,
        margin_percent numeric(5, 1) NOT NULL,
        valid_from date,
        decided_by text,
        decided_at timestamptz,
        why text,
        UNIQUE (run_id, unit),
        CHECK (state <> 'open' OR center_id IS NOT NULL),
        CHECK ((state IN ('accepted', 'rejected')) = (decided_by IS NOT NULL))
      );
      CREATE INDEX assignment_proposal_open ON assignment_proposal (center_id, id) WHERE state = 'open';
      CREATE INDEX assignment_proposal_account ON assignment_proposal (account_id, id) WHERE account_id IS NOT NULL;
      CREATE INDEX assignment_proposal_importers ON assignment_proposal USING gin (importers);`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(
      'DROP TABLE assignment_proposal, proposal_run, assignment_factor_importer, assignment_factor, import_projection, importer_on_record, entry_goods, importer_goods',
    );
  }
}
