import type { QueryRunner } from 'typeorm';
import type { MigrationNote, NotedMigration } from '#persistence';

export class CorrectionsOnWorkItems1765201004000 implements NotedMigration {
  readonly name = 'CorrectionsOnWorkItems1765201004000';
  readonly note: MigrationNote = {
    expands: 'work items say where the summary is a post summary correction, and why',
    meanwhile: 'what a build before takes shows no correction until the summary is reported again',
    contracts: null,
  };

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE work_item ADD COLUMN correction jsonb');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE work_item DROP COLUMN correction');
  }
}
