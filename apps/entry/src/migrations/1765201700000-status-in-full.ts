import type { QueryRunner } from 'typeorm';
import type { MigrationNote, NotedMigration } from '#persistence';

/** What CBP ordered of an entry. */
export class StatusInFull1765201700000 implements NotedMigration {
  readonly name = 'StatusInFull1765201700000';
  readonly note: MigrationNote = {
    expands: 'cargo_release.ordered: quota, an announced cancellation, the arrival of an in-bond movement',
    meanwhile: 'a build before keeps what was ordered as it is; its origin 90 of releases on paper is read as 09',
    contracts: null,
  };

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE cargo_release ADD COLUMN ordered json');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE cargo_release DROP COLUMN ordered');
  }
}
