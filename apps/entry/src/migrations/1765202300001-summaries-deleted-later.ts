import type { QueryRunner } from 'typeorm';
import type { MigrationNote, NotedMigration } from '#persistence';

/** Summaries that were deleted after their release had been looked at. */
export class SummariesDeletedLater1765202300001 implements NotedMigration {
  readonly name = 'SummariesDeletedLater1765202300001';
  readonly note: MigrationNote = {
    expands:
      'estimated_deposit.deleted_on, the day on which the summary of a release was deleted; releases whose summary is deleted already are awaited again, by it',
    meanwhile: 'a build before awaits no summary again that is deleted meanwhile',
    contracts: null,
  };

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE estimated_deposit ADD COLUMN deleted_on date;
      INSERT INTO estimated_deposit (entry_key, account_id, state, due, known_on, deleted_on)
      SELECT r.entry_key, r.account_id, 'awaited', r.release_date, s.changed_at::date, s.changed_at::date
        FROM entry_summary s JOIN cargo_release r USING (entry_key) CROSS JOIN deposit_watch w
       WHERE s.state = 'deleted' AND r.state <> 'cancelled' AND r.release_date IS NOT NULL AND (r.released_at, r.entry_key) <= (w.released_at, w.entry_key)
         AND r.released_at > now() - interval '1 year'
      ON CONFLICT (entry_key) DO UPDATE SET state = 'awaited', known_on = excluded.known_on, deleted_on = excluded.deleted_on WHERE estimated_deposit.state = 'filed'`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE estimated_deposit DROP COLUMN deleted_on');
  }
}
