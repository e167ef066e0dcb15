import type { QueryRunner } from 'typeorm';
import type { MigrationNote, NotedMigration } from '#persistence';

export class NoticesOfCenters1765100201000 implements NotedMigration {
  readonly name = 'NoticesOfCenters1765100201000';
  readonly note: MigrationNote = {
    expands: 'requests and notices of Centers to importers: CF-28, CF-29, CF-4647, with answers and history',
    meanwhile:
      "the release before issues none; a work item that is 'with the importer' stays where it is until a replica of this release gives it back",
    contracts: null,
  };

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE SEQUENCE center_notice_number;
      CREATE TABLE center_notice (
        id uuid PRIMARY KEY,
        number text NOT NULL UNIQUE,
        form text NOT NULL CHECK (form IN ('CF-28', 'CF-29', 'CF-4647')),
        state text NOT NULL,
        version int NOT NULL,
        item_id bigint NOT NULL REFERENCES work_item,
        filer_code text NOT NULL,
        entry_number text NOT NULL,
        entry_type text,
        port_of_entry text,
        filer_account_id uuid NOT NULL,
        importer_account_id uuid NOT NULL,
        importer_name text NOT NULL,
        -- Of a social security number the last four digits.
        importer_number text NOT NULL,
        center_id text NOT NULL,
        team_number text NOT NULL,
        issued_by text NOT NULL,
        issued_by_id uuid NOT NULL,
        phone text,
        issued_at timestamptz NOT NULL,
        -- What was asked, to be found again.
        about text NOT NULL,
        question text NOT NULL,
        product text,
        heading text,
        entry_lines text[] NOT NULL,
        action text,
        finally jsonb,
        -- The order as it was sent: the same again is the same notice.
        hash text NOT NULL,
        clock_start date NOT NULL,
        -- Where another time than the clock's own was given.
        clock_days int,
        due_date date,
        order_id uuid,
        refusal text,
        FOREIGN KEY (center_id, team_number) REFERENCES team (center_id, number)
      );
      CREATE INDEX center_notice_due ON center_notice (due_date) WHERE due_date IS NOT NULL;
      CREATE INDEX center_notice_of_item ON center_notice (item_id, issued_at);
      CREATE INDEX center_notice_of_importer ON center_notice (importer_account_id, number);
      CREATE INDEX center_notice_of_filer ON center_notice (filer_account_id, number);
      CREATE INDEX center_notice_of_center ON center_notice (center_id, number);
      CREATE INDEX center_notice_of_order ON center_notice (order_id) WHERE order_id IS NOT NULL;

      CREATE TABLE center_notice_answer (
        id uuid PRIMARY KEY,
        notice_id uuid NOT NULL REFERENCES center_notice,
        account_id uuid NOT NULL,
        says text NOT NULL,
        text text,
        documents text[] NOT NULL,
        by_name text NOT NULL,
        answered_at timestamptz NOT NULL
      );
      CREATE INDEX center_notice_answer_of ON center_notice_answer (notice_id, answered_at);

      CREATE TABLE center_notice_event (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        notice_id uuid NOT NULL REFERENCES center_notice,
        -- Of a decision, made by who sent it.
        decision_id uuid UNIQUE,
        event text NOT NULL,
        state text NOT NULL,
        by_name text NOT NULL,
        by_id uuid,
        note text,
        occurred_at timestamptz NOT NULL
      );
      CREATE INDEX center_notice_event_of ON center_notice_event (notice_id, id);`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(
      'DROP TABLE center_notice_event, center_notice_answer, center_notice; DROP SEQUENCE center_notice_number',
    );
  }
}
