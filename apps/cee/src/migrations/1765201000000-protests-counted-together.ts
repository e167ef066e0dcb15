import type { QueryRunner } from 'typeorm';
import type { MigrationNote, NotedMigration } from '#persistence';

export class ProtestsCountedTogether1765201000000 implements NotedMigration {
  readonly name = 'ProtestsCountedTogether1765201000000';
  readonly note: MigrationNote = {
    expands:
      "which protests came or went, so that CBP's time for those of the same category of an entry is counted anew",
    meanwhile:
      'what a build before withdraws goes on counting; what it files counts at once, as it did, and is counted again where another comes or goes',
    contracts: null,
  };

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE protest ADD COLUMN recount boolean NOT NULL DEFAULT false;
      CREATE INDEX protest_to_recount ON protest (id) WHERE recount;
      UPDATE protest SET recount = true WHERE proven AND state IN ('withdrawn', 'untimely');
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE protest DROP COLUMN recount');
  }
}
