import type { QueryRunner } from 'typeorm';
import type { MigrationNote, NotedMigration } from '#persistence';

/** The reduced amount for a late summary follows its revisions. */
export class RevisionsOfLateSummaries1765203000000 implements NotedMigration {
  readonly name = 'RevisionsOfLateSummaries1765203000000';
  readonly note: MigrationNote = {
    expands: 'of which revision of a late summary its facts are, and whether one is on file',
    meanwhile: 'a build before keeps the facts of the first filing, whatever comes after it',
    contracts: null,
  };

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- 0: of a filing that was told before revisions were kept.
      ALTER TABLE late_summary_option ADD COLUMN summary_version int NOT NULL DEFAULT 0;
      ALTER TABLE late_summary_option ADD COLUMN on_file boolean NOT NULL DEFAULT true`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE late_summary_option DROP COLUMN summary_version, DROP COLUMN on_file');
  }
}
