import type { QueryRunner } from 'typeorm';
import type { MigrationNote, NotedMigration } from '#persistence';

/** The team of a summary comes a moment after it: in the page where its row is, there is room for the row with the team, and no index is written again (ADR 0100). */
export class RoomForTeams1765204200000 implements NotedMigration {
  readonly name = 'RoomForTeams1765204200000';
  readonly note: MigrationNote = {
    expands: 'pages of summaries that are written from now on keep a fifth free; those that are there stay as they are',
    meanwhile: 'a build before writes and reads them as ever',
    contracts: null,
  };

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE entry_summary SET (fillfactor = 80)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE entry_summary RESET (fillfactor)');
  }
}
