import { MigrationInterface, QueryRunner } from 'typeorm';

/** Entry summaries with every accepted version, the answers that wait for a team, and the teams of importers. */
export class EntrySummary1763715000001 implements MigrationInterface {
  readonly name = 'EntrySummary1763715000001';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE entry_summary (
        entry_key text PRIMARY KEY CHECK (length(entry_key) = 11),
        account_id uuid NOT NULL,
        filing_id uuid NOT NULL,
        -- deleted: taken off file by the filer, or by the implicit-delete rule; the number may be filed again.
        state text NOT NULL CHECK (state IN ('accepted', 'rejected', 'cancelled', 'liquidated', 'deleted')),
        control text NOT NULL CHECK (control IN ('trade', 'cbp')),
        version char(5) NOT NULL,
        revision int NOT NULL CHECK (revision > 0),
        port_of_entry text,
        broker_reference text,
        importer_number text,
        team_state text NOT NULL CHECK (team_state IN ('pending', 'assigned', 'not eligible')),
        center_id text,
        team_number text,
        changed_at timestamptz NOT NULL
      ) WITH (fillfactor = 80);

      CREATE TABLE entry_summary_version (
        entry_key text NOT NULL,
        revision int NOT NULL,
        version char(5) NOT NULL,
        event text NOT NULL CHECK (event IN ('added', 'replaced', 'deleted by the filer', 'deleted by a rejected filing')),
        filing_id uuid NOT NULL,
        account_id uuid NOT NULL,
        at timestamptz NOT NULL,
        content json,
        computed json,
        PRIMARY KEY (entry_key, revision)
      );
      CREATE TRIGGER history_is_kept BEFORE UPDATE OR DELETE ON entry_summary_version
        FOR EACH ROW EXECUTE FUNCTION history_is_kept();

      -- One row for each answer that is held back until its team is known or due_at has passed. Whoever deletes the row answers.
      CREATE TABLE waiting_answer (
        filing_id uuid PRIMARY KEY,
        due_at timestamptz NOT NULL,
        correlation_id text NOT NULL,
        message_id uuid,
        answer json NOT NULL
      );
      CREATE INDEX waiting_answer_due ON waiting_answer (due_at);

      CREATE TABLE importer_team (
        assignment_id bigint PRIMARY KEY,
        importer_number text NOT NULL,
        center_id text NOT NULL,
        team_number text,
        valid_from date NOT NULL,
        valid_to date
      );
      CREATE INDEX importer_team_of ON importer_team (importer_number, valid_from);`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE entry_summary, entry_summary_version, waiting_answer, importer_team');
  }
}
