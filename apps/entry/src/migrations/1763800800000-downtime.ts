import { MigrationInterface, QueryRunner } from 'typeorm';

/** What officers decided on paper, the downtimes, and what was due when. */
export class Downtime1763800800000 implements MigrationInterface {
  readonly name = 'Downtime1763800800000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE manual_decision (
        decision_id uuid PRIMARY KEY,
        control_number text NOT NULL,
        decision text NOT NULL CHECK (decision IN ('release', 'hold', 'exam', 'refuse')),
        entry_key text,
        bill_keys text[] NOT NULL,
        decided_at timestamptz NOT NULL,
        recorded_at timestamptz NOT NULL,
        data json NOT NULL
      );

      -- What a decision is about: the entry it names, and each bill. subject is the entry key behind 'entry:', or the bill key behind 'bill:'.
      CREATE TABLE manual_decision_about (
        subject text NOT NULL,
        decision_id uuid NOT NULL REFERENCES manual_decision,
        PRIMARY KEY (subject, decision_id)
      );

      -- The last sequence number that was read from the home of the decisions; one row.
      CREATE TABLE manual_decisions_read (
        only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
        sequence bigint NOT NULL
      );
      INSERT INTO manual_decisions_read (sequence) VALUES (0);

      -- standing: the paper decision the entry was last weighed with; paper_release: the one that released it, null for an electronic release.
      ALTER TABLE cargo_release
        ADD COLUMN standing json,
        ADD COLUMN paper_release json,
        ADD CONSTRAINT cargo_release_paper_release CHECK (paper_release IS NULL OR released_at IS NOT NULL);

      -- The window is the widest that any version of the downtime had: what it once relieved is judged again when it is narrowed.
      CREATE TABLE downtime (
        downtime_id uuid PRIMARY KEY,
        version int NOT NULL,
        number text NOT NULL,
        drill boolean NOT NULL,
        window_from timestamptz NOT NULL,
        window_to timestamptz NOT NULL,
        data json NOT NULL,
        -- The last entry whose deadline was judged again since the downtime changed; null when all were.
        judged_up_to text
      );
      CREATE INDEX downtime_to_judge ON downtime (downtime_id) WHERE judged_up_to IS NOT NULL;

      CREATE TABLE summary_deadline (
        entry_key text PRIMARY KEY,
        account_id uuid NOT NULL,
        port_of_entry text,
        mode_of_transport text,
        -- As the law has it, before any relief; null while no release or entry date is known, so that no time runs.
        legal_due_date date,
        due_date date,
        payment_due_date date,
        filed_on date NOT NULL,
        timeliness text NOT NULL CHECK (timeliness IN ('on time', 'late', 'relieved')),
        relieved_by text,
        CHECK ((timeliness = 'relieved') = (relieved_by IS NOT NULL)),
        CHECK (num_nulls(legal_due_date, due_date, payment_due_date) IN (0, 3))
      );
      CREATE INDEX summary_deadline_due ON summary_deadline (legal_due_date, entry_key);`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TABLE summary_deadline, downtime, manual_decisions_read, manual_decision_about, manual_decision;
      ALTER TABLE cargo_release DROP COLUMN paper_release, DROP COLUMN standing`);
  }
}
