import type { QueryRunner } from 'typeorm';
import type { MigrationNote, NotedMigration } from '#persistence';

/** Who decides on entry summaries, as cee tells. */
export class AuthorityOfCenters1765100630000 implements NotedMigration {
  readonly name = 'AuthorityOfCenters1765100630000';
  readonly note: MigrationNote = {
    expands:
      'delegation orders with the authority that they give, and the day of an entry summary by which authority and assignment count',
    meanwhile:
      'a build before decides as if nothing were known of authority; its summaries have no day, so that port and Center both may review them',
    contracts: null,
  };

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE delegation_order (
        order_id uuid PRIMARY KEY,
        revision int NOT NULL,
        center_id text NOT NULL
      );
      CREATE TABLE center_authority (
        order_id uuid NOT NULL REFERENCES delegation_order,
        center_id text NOT NULL,
        function_code text NOT NULL,
        reach text NOT NULL CHECK (reach IN ('volunteers', 'all')),
        valid_from date NOT NULL,
        valid_to date,
        PRIMARY KEY (order_id, function_code)
      );
      CREATE INDEX center_authority_over ON center_authority (function_code);
      CREATE TABLE authority_volunteer (
        order_id uuid NOT NULL REFERENCES delegation_order,
        importer_number text NOT NULL,
        PRIMARY KEY (order_id, importer_number)
      );
      CREATE INDEX authority_volunteer_of ON authority_volunteer (importer_number);
      ALTER TABLE entry_summary ADD COLUMN entry_date date;`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(
      'ALTER TABLE entry_summary DROP COLUMN entry_date; DROP TABLE authority_volunteer, center_authority, delegation_order',
    );
  }
}
