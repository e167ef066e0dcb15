import type { QueryRunner } from 'typeorm';
import type { MigrationNote, NotedMigration } from '#persistence';

/** What was sent with an id of the sender, by a digest of each field; by what an untimely protest was judged last. */
export class ContentSentOnce1765200900000 implements NotedMigration {
  readonly name = 'ContentSentOnce1765200900000';
  readonly note: MigrationNote = {
    expands:
      'what was sent with ids that the sender made, so that other content with the same id is refused; by which day and downtimes an untimely protest was judged last',
    meanwhile:
      'a build before compares only part of what is sent again, and judges every untimely protest at each look',
    contracts: null,
  };

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE sent_once (
        what text NOT NULL,
        id text NOT NULL,
        digests jsonb NOT NULL,
        PRIMARY KEY (id, what)
      );
      ALTER TABLE protest ADD relief_judged text;`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE sent_once; ALTER TABLE protest DROP relief_judged;');
  }
}
