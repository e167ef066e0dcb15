import { MigrationInterface, QueryRunner } from 'typeorm';

/** The times in which an inbound gate was not open, the filings held in each, and the accounts that are told of it. */
export class DowntimeSummary1763800500001 implements MigrationInterface {
  readonly name = 'DowntimeSummary1763800500001';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE stop_period (
        -- The line of the history by which the gate stopped flowing.
        id bigint PRIMARY KEY REFERENCES gate_history (id),
        module text NOT NULL CHECK (module IN ('manifest', 'entry')),
        began_at timestamptz NOT NULL,
        incident_number text,
        cause text NOT NULL,
        ended_at timestamptz,
        -- What was received until then stands in held_filing.
        gathered_at timestamptz,
        -- All accounts that are to be told are noted in downtime_summary.
        summarised_at timestamptz,
        CHECK (summarised_at IS NULL OR ended_at IS NOT NULL)
      );
      CREATE INDEX stop_period_open ON stop_period (id) WHERE summarised_at IS NULL;

      CREATE TABLE held_filing (
        period_id bigint NOT NULL REFERENCES stop_period (id),
        account_id uuid NOT NULL,
        filing_id uuid NOT NULL,
        transmission_id uuid NOT NULL,
        PRIMARY KEY (period_id, account_id, filing_id)
      );

      CREATE TABLE downtime_summary (
        period_id bigint NOT NULL REFERENCES stop_period (id),
        account_id uuid NOT NULL,
        told_at timestamptz,
        PRIMARY KEY (period_id, account_id)
      );
      CREATE INDEX downtime_summary_due ON downtime_summary (period_id, account_id) WHERE told_at IS NULL;`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE downtime_summary, held_filing, stop_period');
  }
}
