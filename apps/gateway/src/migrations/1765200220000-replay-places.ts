import type { QueryRunner } from 'typeorm';
import type { MigrationNote, NotedMigration } from '#persistence';

/** What place filings of trusted traders have among those that wait behind a gate, and why. */
export class ReplayPlaces1765200220000 implements NotedMigration {
  readonly name = 'ReplayPlaces1765200220000';
  readonly note: MigrationNote = {
    expands: 'replay_place, the place of a filing of a trusted trader in the replay after a downtime, with the reason',
    meanwhile: 'a build before puts filings first and does not say so',
    contracts: null,
  };

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE replay_place (
        filing_id uuid PRIMARY KEY,
        subject text NOT NULL,
        goes_first boolean NOT NULL,
        reason text NOT NULL,
        judged_at timestamptz NOT NULL
      );
      CREATE INDEX replay_place_of ON replay_place (subject)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE replay_place');
  }
}
