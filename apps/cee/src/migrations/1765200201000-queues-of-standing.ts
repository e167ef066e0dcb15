import type { QueryRunner } from 'typeorm';
import type { MigrationNote, NotedMigration } from '#persistence';

/** Queues of the Centers follow what a standing brings. */
export class QueuesOfStanding1765200201000 implements NotedMigration {
  readonly name = 'QueuesOfStanding1765200201000';
  readonly note: MigrationNote = {
    expands:
      'account_standing.queues_of, importers whose questions and protests are put in their place anew; work_item.mode_of_transport, by which benefits are judged',
    meanwhile:
      'a build before tells standings without them: their places are judged anew at the next change, as before',
    contracts: null,
  };

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE work_item ADD COLUMN mode_of_transport text;
      ALTER TABLE account_standing ADD COLUMN queues_of text[];
      CREATE INDEX account_standing_queues ON account_standing (account_id) WHERE queues_of IS NOT NULL;
      -- All places are judged once by what standings bring.
      UPDATE account_standing s SET queues_of = ARRAY(SELECT importer_identity FROM importer_account i WHERE i.account_id = s.account_id)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(
      'ALTER TABLE account_standing DROP COLUMN queues_of; ALTER TABLE work_item DROP COLUMN mode_of_transport',
    );
  }
}
