import type { QueryRunner } from 'typeorm';
import type { MigrationNote, NotedMigration } from '#persistence';

/** Open protests in their order, for ports; and no index of work items that nobody reads. */
export class IndexesThatAreRead1765204300000 implements NotedMigration {
  readonly name = 'IndexesThatAreRead1765204300000';
  readonly note: MigrationNote = {
    expands: 'an index of open protests in the order in which ports take them',
    meanwhile:
      'a build before takes the next protest of a port by it too; it finds work items without the indexes by due date and by the day on which they were done, which are counted as they move, and by importer by another',
    contracts: null,
  };

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE INDEX protest_open ON protest (coalesce(place_on, 'infinity'::date), number) WHERE state = 'open';
      DROP INDEX work_item_due, work_item_done, work_item_of_number;`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP INDEX protest_open;
      CREATE INDEX work_item_due ON work_item (center_id, team_number, due_date) WHERE state IN ('open', 'taken');
      CREATE INDEX work_item_done ON work_item (center_id, team_number, done_at) WHERE state = 'done';
      CREATE INDEX work_item_of_number ON work_item (importer_identity);`);
  }
}
