import type { QueryRunner } from 'typeorm';
import type { MigrationNote, NotedMigration } from '#persistence';

export class PortsThatDecide1765203300000 implements NotedMigration {
  readonly name = 'PortsThatDecide1765203300000';
  readonly note: MigrationNote = {
    expands:
      'requests, notices, orders on liquidation and departures of ports: they are of no Center; an order names its port; protests are with who decided when they were filed, those that are open already with who decides now',
    meanwhile:
      'a build before shows those of ports without a Center, lets nobody decide on them, and issues and orders for Centers as ever',
    contracts: null,
  };

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- Null where the port of entry issued it and goes on with it.
      ALTER TABLE center_notice ALTER COLUMN center_id DROP NOT NULL, ALTER COLUMN team_number DROP NOT NULL;
      ALTER TABLE center_notice_reader ALTER COLUMN center_id DROP NOT NULL;
      ALTER TABLE departure ALTER COLUMN center_id DROP NOT NULL;
      -- The port that ordered it; null where a Center did.
      ALTER TABLE liquidation_order ALTER COLUMN center_id DROP NOT NULL, ADD COLUMN port text;
      -- The day by whose authority it is decided, where it was given to a Center since it was filed.
      ALTER TABLE protest ADD COLUMN office_on date;
      -- Those that are open stay with who has them today: a build before asked for the authority of the day on which somebody looked.
      UPDATE protest SET office_on = (now() AT TIME ZONE 'America/New_York')::date WHERE decided_on IS NULL AND center_id IS NOT NULL;
      CREATE INDEX center_notice_of_port ON center_notice (port_of_entry, number) WHERE center_id IS NULL;
      CREATE INDEX work_item_of_port ON work_item (port_of_entry, rank, id) WHERE state = 'without a Center';`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP INDEX work_item_of_port, center_notice_of_port;
      ALTER TABLE protest DROP COLUMN office_on;
      ALTER TABLE liquidation_order DROP COLUMN port;
      ALTER TABLE liquidation_order ALTER COLUMN center_id SET NOT NULL;
      ALTER TABLE departure ALTER COLUMN center_id SET NOT NULL;
      ALTER TABLE center_notice_reader ALTER COLUMN center_id SET NOT NULL;
      ALTER TABLE center_notice ALTER COLUMN center_id SET NOT NULL, ALTER COLUMN team_number SET NOT NULL;`);
  }
}
