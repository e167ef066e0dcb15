import type { QueryRunner } from 'typeorm';
import type { MigrationNote, NotedMigration } from '#persistence';

export class ContentSentOnce1765201002000 implements NotedMigration {
  readonly name = 'ContentSentOnce1765201002000';
  readonly note: MigrationNote = {
    expands:
      'payments, offers, petitions and property that were sent with ids that the sender made, by a digest of each field',
    meanwhile: 'a build before compares only part of what is sent again',
    contracts: null,
  };

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE sent_once (
        what text NOT NULL,
        id text NOT NULL,
        digests jsonb NOT NULL,
        PRIMARY KEY (id, what)
      );`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE sent_once');
  }
}
