import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Turn } from '#kernel';
import { Transactions, type UnitOfWork } from '#messaging';
import { byHalves, RecurringWork } from '#service';
import { ManifestConfig } from '../config/manifest.config';
import { dayThere, timeOf } from './in-bond.rules';
import { billsOf, movementRows, NOT_HELD, tellMovement } from './movements';

const AT_ONCE = 500;

/** Finds in-bond movements whose time is over and tells each once. */
@Injectable()
export class InBondWatch {
  constructor(
    private readonly source: DataSource,
    private readonly transactions: Transactions,
    config: ManifestConfig,
    work: RecurringWork,
  ) {
    work.every(
      config.IN_BOND_LOOK_MS,
      'looking for in-bond movements that have not arrived',
      (turn) => this.look(new Date(), turn),
      {
        by: 'one replica',
      },
    );
  }

  /** @throws Error that names the movements that could not be told; all others were */
  async look(at: Date = new Date(), turn?: Turn): Promise<void> {
    const faults: string[] = [];
    let last = '';
    for (;;) {
      const due: { key: string }[] = await this.source.query(
        `SELECT m.movement_key AS key FROM in_bond_movement m WHERE m.state = 'under way' AND m.known_on <= $1::date + 1 AND m.movement_key > $2 AND ${NOT_HELD}
         ORDER BY m.movement_key LIMIT ${AT_ONCE}`,
        [at.toISOString().slice(0, 10), last],
      );
      if (due.length === 0) break;
      last = due.at(-1)!.key;
      await byHalves(
        due.map(({ key }) => key),
        (some) => this.transactions.run((unit) => this.tell(unit, some, at)),
        (key, error) => faults.push(`${key} (${error instanceof Error ? error.message : String(error)})`),
      );
      turn?.progress();
    }
    if (faults.length > 0) throw new Error(`In-bond movements that are overdue cannot be told: ${faults.join('; ')}`);
  }

  private async tell(unit: UnitOfWork, keys: readonly string[], at: Date): Promise<void> {
    const { manager } = unit;
    // Without those that arrived or were held meanwhile.
    const still = await movementRows(
      manager,
      `WHERE m.movement_key = ANY($1::text[]) AND m.state = 'under way' AND ${NOT_HELD} ORDER BY m.movement_key FOR UPDATE OF m`,
      [keys],
    );
    const over = still.filter((movement) => dayThere(movement, at) >= timeOf(movement).knownOn);
    if (over.length === 0) return;
    const bills = await billsOf(manager, over);
    await manager.query(`UPDATE in_bond_movement SET state = 'overdue' WHERE movement_key = ANY($1::text[])`, [
      over.map(({ key }) => key),
    ]);
    for (const movement of over) tellMovement(unit, movement, bills.get(movement.key)!, 'overdue');
  }
}
