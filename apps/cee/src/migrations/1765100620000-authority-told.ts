import type { QueryRunner } from 'typeorm';
import type { MigrationNote, NotedMigration } from '#persistence';

export class AuthorityTold1765100620000 implements NotedMigration {
  readonly name = 'AuthorityTold1765100620000';
  readonly note: MigrationNote = {
    expands: 'delegation_order.revision and told_revision, by which the entry service is told who decides',
    meanwhile:
      'an order that the release before changes is told with its next change: give none until all replicas are new',
    contracts: null,
  };

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE delegation_order ADD COLUMN revision int NOT NULL DEFAULT 1, ADD COLUMN told_revision int NOT NULL DEFAULT 0;
      CREATE INDEX delegation_order_untold ON delegation_order (id) WHERE told_revision < revision;`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE delegation_order DROP COLUMN told_revision, DROP COLUMN revision');
  }
}
