import { MigrationInterface, QueryRunner } from 'typeorm';

/** Officers take entry summaries under review and reject them; nothing here cancels or liquidates one. */
export class SummaryReview1763715000002 implements MigrationInterface {
  readonly name = 'SummaryReview1763715000002';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE entry_summary
        DROP CONSTRAINT entry_summary_state_check,
        ADD CONSTRAINT entry_summary_state_check CHECK (state IN ('accepted', 'rejected', 'deleted')),
        ADD CONSTRAINT entry_summary_rejected_by_cbp CHECK (state <> 'rejected' OR control = 'cbp');
      ALTER TABLE entry_summary_version
        DROP CONSTRAINT entry_summary_version_event_check,
        ADD CONSTRAINT entry_summary_version_event_check CHECK (event IN ('added', 'replaced', 'deleted by the filer', 'deleted by a rejected filing',
          'taken under review', 'review ended', 'rejected by CBP')),
        ADD COLUMN officer text,
        ADD COLUMN note text`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE entry_summary_version
        DROP COLUMN note,
        DROP COLUMN officer,
        DROP CONSTRAINT entry_summary_version_event_check,
        ADD CONSTRAINT entry_summary_version_event_check CHECK (event IN ('added', 'replaced', 'deleted by the filer', 'deleted by a rejected filing'));
      ALTER TABLE entry_summary
        DROP CONSTRAINT entry_summary_rejected_by_cbp,
        DROP CONSTRAINT entry_summary_state_check,
        ADD CONSTRAINT entry_summary_state_check CHECK (state IN ('accepted', 'rejected', 'cancelled', 'liquidated', 'deleted'))`);
  }
}
