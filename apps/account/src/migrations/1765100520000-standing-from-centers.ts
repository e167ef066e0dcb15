import type { QueryRunner } from 'typeorm';
import type { MigrationNote, NotedMigration } from '#persistence';

/** Who is in CTPAT is decided by the Centers from the first time on that they tell of an account. */
export class StandingFromCenters1765100520000 implements NotedMigration {
  readonly name = 'StandingFromCenters1765100520000';
  readonly note: MigrationNote = {
    expands: 'account.standing_revision, the last standing that cee told of; 0 for an account of which it never did',
    meanwhile: 'a build before writes standings by hand over those of the Centers, until the next one comes',
    contracts: null,
  };

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE account ADD COLUMN standing_revision int NOT NULL DEFAULT 0');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE account DROP COLUMN standing_revision');
  }
}
