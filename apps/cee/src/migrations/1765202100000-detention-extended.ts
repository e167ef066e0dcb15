import type { QueryRunner } from 'typeorm';
import type { MigrationNote, NotedMigration } from '#persistence';

export class DetentionExtended1765202100000 implements NotedMigration {
  readonly name = 'DetentionExtended1765202100000';
  readonly note: MigrationNote = {
    expands: 'cases of restricted goods know until when their detention was extended',
    meanwhile: 'a build before shows the thirty days of the regulation; nothing is decided by it',
    contracts: null,
  };

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE center_case ADD COLUMN detained_until date');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE center_case DROP COLUMN detained_until');
  }
}
