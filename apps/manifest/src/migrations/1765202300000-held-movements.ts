import type { QueryRunner } from 'typeorm';
import type { MigrationNote, NotedMigration } from '#persistence';

/** Time for which CBP held what moves in bond. */
export class HeldMovements1765202300000 implements NotedMigration {
  readonly name = 'HeldMovements1765202300000';
  readonly note: MigrationNote = {
    expands:
      'in_bond_movement.held_days, 0 for those of before, and held_since, which says since when CBP holds goods of it',
    meanwhile:
      'a build before stops no time: a movement that it sees held waits until that ends, and has no day more for it',
    contracts: null,
  };

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE in_bond_movement ADD COLUMN held_days integer NOT NULL DEFAULT 0 CHECK (held_days >= 0), ADD COLUMN held_since date;
      UPDATE in_bond_movement m SET held_since = greatest(m.started_on, h.since) FROM (
        SELECT b.movement_key, min(h.placed_at)::date AS since FROM in_bond_bill b JOIN bill_hold h ON h.bill_key = b.bill_key AND h.removed_at IS NULL GROUP BY b.movement_key
      ) h WHERE h.movement_key = m.movement_key AND m.state = 'under way'`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE in_bond_movement DROP COLUMN held_since, DROP COLUMN held_days');
  }
}
