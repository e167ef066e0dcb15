import type { QueryRunner } from 'typeorm';
import type { MigrationNote, NotedMigration } from '#persistence';

/** Which summary accounts for a release that it consolidates with others: one at a time (ADR 0090). */
export class ConsolidatedReleases1765202800000 implements NotedMigration {
  readonly name = 'ConsolidatedReleases1765202800000';
  readonly note: MigrationNote = {
    expands: 'releases that a summary consolidates',
    meanwhile: 'a build before writes none: a release that is consolidated by it may be consolidated again',
    contracts: null,
  };

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE consolidated_release (
        release_key text PRIMARY KEY,
        entry_key text NOT NULL
      );
      CREATE INDEX consolidated_release_of_summary ON consolidated_release (entry_key);`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE consolidated_release;');
  }
}
