import type { QueryRunner } from 'typeorm';
import type { MigrationNote, NotedMigration } from '#persistence';

export class WorkItems1764900201000 implements NotedMigration {
  readonly name = 'WorkItems1764900201000';
  readonly note: MigrationNote = {
    expands: 'the work of the Centers: items with their history, and who is absent',
    meanwhile: 'a summary that was given to a Center by the release before becomes a work item with its next change',
    contracts: null,
  };

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE work_item (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        filer_code text NOT NULL,
        entry_number text NOT NULL,
        account_id uuid NOT NULL,
        importer_identity text,
        port_of_entry text,
        entry_type text,
        filed_on date,
        timeliness text,
        value_dollars bigint NOT NULL DEFAULT 0,
        duty_cents bigint NOT NULL DEFAULT 0,
        -- The summary as its owner last told of it.
        revision int NOT NULL,
        reported_at timestamptz NOT NULL,
        control text NOT NULL,
        times_rejected smallint NOT NULL DEFAULT 0,
        rejected_on date,
        -- The filer sent it again in answer to a rejection.
        resubmitted boolean NOT NULL DEFAULT false,
        center_id text,
        team_number text,
        state text NOT NULL,
        due_date date,
        priority smallint NOT NULL DEFAULT 0,
        reasons jsonb NOT NULL DEFAULT '[]',
        -- Where it stands among the open ones, the lowest first: less priority, later due date, greater rank.
        rank int NOT NULL DEFAULT 0,
        -- The next day on which the calendar alone changes the priority.
        judge_again_on date,
        holder_id uuid,
        holder_name text,
        lease_until timestamptz,
        reserved_for uuid,
        reserved_name text,
        done_at timestamptz,
        UNIQUE (filer_code, entry_number),
        CHECK ((state = 'taken') = (holder_id IS NOT NULL AND lease_until IS NOT NULL)),
        CHECK (state IN ('without a Center', 'withdrawn') OR (center_id IS NOT NULL AND team_number IS NOT NULL))
      );
      CREATE INDEX work_item_of_center ON work_item (center_id, rank, id) WHERE state = 'open';
      CREATE INDEX work_item_of_team ON work_item (center_id, team_number, rank, id) WHERE state = 'open';
      CREATE INDEX work_item_of_holder ON work_item (holder_id, rank, id) WHERE state = 'taken';
      CREATE INDEX work_item_reserved ON work_item (reserved_for, rank, id) WHERE state = 'open' AND reserved_for IS NOT NULL;
      CREATE INDEX work_item_lease ON work_item (lease_until) WHERE state = 'taken';
      CREATE INDEX work_item_judge ON work_item (judge_again_on) WHERE state = 'open';
      CREATE INDEX work_item_due ON work_item (center_id, team_number, due_date) WHERE state IN ('open', 'taken');
      CREATE INDEX work_item_of_importer ON work_item (importer_identity) WHERE state = 'open';
      CREATE INDEX work_item_with_filer ON work_item (due_date) WHERE state = 'with the filer';
      CREATE INDEX work_item_others ON work_item (center_id, state, rank, id) WHERE state <> 'open';
      CREATE INDEX work_item_done ON work_item (center_id, team_number, done_at) WHERE state = 'done';

      CREATE TABLE work_item_event (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        item_id bigint NOT NULL REFERENCES work_item,
        event text NOT NULL,
        state text NOT NULL,
        by_name text NOT NULL,
        by_id uuid,
        note text,
        occurred_at timestamptz NOT NULL
      );
      CREATE INDEX work_item_event_of ON work_item_event (item_id, id);

      CREATE TABLE absence (
        id uuid PRIMARY KEY,
        center_id text NOT NULL,
        person_id uuid NOT NULL,
        person_name text NOT NULL,
        from_day date NOT NULL,
        to_day date NOT NULL CHECK (to_day >= from_day),
        stand_in_id uuid CHECK (stand_in_id <> person_id),
        stand_in_name text,
        recorded_by text NOT NULL,
        recorded_at timestamptz NOT NULL,
        ended_by text,
        CONSTRAINT one_absence_a_day EXCLUDE USING gist (person_id WITH =, daterange(from_day, to_day, '[]') WITH &&) WHERE (ended_by IS NULL)
      );
      CREATE INDEX absence_of_center ON absence (center_id, to_day);`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE absence, work_item_event, work_item');
  }
}
