import type { QueryRunner } from 'typeorm';
import type { MigrationNote, NotedMigration } from '#persistence';

/** In-bond movements with their time, and the bills whose goods they move. */
export class InBondMovements1765201100000 implements NotedMigration {
  readonly name = 'InBondMovements1765201100000';
  readonly note: MigrationNote = {
    expands: 'in_bond_movement and in_bond_bill, of bills that arrive from now on or are changed after they arrived',
    meanwhile: 'a build before follows no movement: those whose bills it takes begin with the next change of a bill',
    contracts: null,
  };

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE in_bond_movement (
        -- SCAC of the carrier and the movement.
        movement_key text PRIMARY KEY,
        -- Nine digits, or SCAC and number of the bill where the carrier gave no number.
        movement text NOT NULL,
        in_bond_number text,
        entry_type text NOT NULL,
        account_id uuid NOT NULL,
        carrier_scac text NOT NULL,
        origin_port text NOT NULL,
        destination_port text,
        state text NOT NULL CHECK (state IN ('under way', 'overdue', 'arrived', 'withdrawn')),
        started_on date NOT NULL,
        due date NOT NULL,
        -- The first day on which it is known whether the time was kept: reports may come for two business days more.
        known_on date NOT NULL,
        arrived_on date,
        -- The account that reported the arrival.
        reported_by uuid,
        CHECK ((state = 'arrived') = (arrived_on IS NOT NULL)),
        CHECK ((arrived_on IS NULL) = (reported_by IS NULL))
      );
      CREATE INDEX in_bond_movement_named ON in_bond_movement (movement);
      CREATE INDEX in_bond_movement_under_way ON in_bond_movement (known_on, movement_key) WHERE state = 'under way';

      CREATE TABLE in_bond_bill (
        bill_key text PRIMARY KEY,
        movement_key text NOT NULL REFERENCES in_bond_movement
      );
      CREATE INDEX in_bond_bill_of ON in_bond_bill (movement_key)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE in_bond_bill; DROP TABLE in_bond_movement');
  }
}
