import type { QueryRunner } from 'typeorm';
import type { MigrationNote, NotedMigration } from '#persistence';

const BEFORE = `'added', 'replaced', 'deleted by the filer', 'deleted by a rejected filing', 'taken under review', 'review ended', 'rejected by CBP'`;

/** Summaries that were corrected after they were accepted. */
export class PostSummaryCorrections1765100200000 implements NotedMigration {
  readonly name = 'PostSummaryCorrections1765100200000';
  readonly note: MigrationNote = {
    expands:
      'entry_summary.corrected, after which there is no ordinary replacement; the event of it in entry_summary_version',
    meanwhile:
      'a build before takes a correction as a replacement, as it did, and one on file for a summary like any other',
    contracts: null,
  };

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE entry_summary ADD COLUMN corrected boolean NOT NULL DEFAULT false;
      ALTER TABLE entry_summary_version
        DROP CONSTRAINT entry_summary_version_event_check,
        ADD CONSTRAINT entry_summary_version_event_check CHECK (event IN (${BEFORE}, 'corrected'))`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE entry_summary_version
        DROP CONSTRAINT entry_summary_version_event_check,
        ADD CONSTRAINT entry_summary_version_event_check CHECK (event IN (${BEFORE}));
      ALTER TABLE entry_summary DROP COLUMN corrected`);
  }
}
