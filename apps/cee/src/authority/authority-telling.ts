import { Injectable } from '@nestjs/common';
import { AuthorityChanged, delegationOrderSubject } from '#contracts';
import { Transactions } from '#messaging';
import { RecurringWork } from '#service';

const AT_ONCE = 20;
const LOOK_EVERY_MS = 5_000;

interface Untold {
  id: string;
  number: string;
  revision: number;
  center: string;
  authority: AuthorityChanged['authority'];
  volunteers: string[];
}

/**
 * Tells the entry service who decides, order by order: those from before the platform, and each that was ordered or rolled back. An order takes effect with a day that has begun nowhere, so that
 * it is told long before it counts.
 */
@Injectable()
export class AuthorityTelling {
  constructor(
    private readonly transactions: Transactions,
    work: RecurringWork,
  ) {
    work.every(LOOK_EVERY_MS, 'telling who decides', () => this.turn(), { firstAfterMs: 500, by: 'one replica' });
  }

  /** @returns whether there may be more */
  turn(): Promise<boolean> {
    return this.transactions.run(async (unit) => {
      const { manager, now } = unit;
      const locked: { id: string }[] = await manager.query(
        `SELECT id FROM delegation_order WHERE told_revision < revision AND state IN ('ordered', 'rolled back') ORDER BY id LIMIT $1 FOR UPDATE SKIP LOCKED`,
        [AT_ONCE],
      );
      if (locked.length === 0) return false;
      const ids = locked.map(({ id }) => id);
      const untold: Untold[] = await manager.query(
        `SELECT o.id, o.number, o.revision, o.center_id AS center,
                coalesce((SELECT jsonb_agg(jsonb_build_object('function', a.function_code, 'reach', a.reach, 'from', a.valid_from::text, 'to', a.valid_to::text) ORDER BY a.function_code)
                            FROM authority a WHERE a.order_id = o.id AND a.ordered), '[]') AS authority,
                ARRAY(SELECT v.importer_identity FROM delegation_volunteer v WHERE v.order_id = o.id ORDER BY 1) AS volunteers
         FROM delegation_order o WHERE o.id = ANY($1::uuid[]) ORDER BY o.id`,
        [ids],
      );
      for (const { id, number, revision, center, authority, volunteers } of untold)
        unit.publish(
          AuthorityChanged,
          delegationOrderSubject(id),
          { orderId: id, revision, number, centerId: center, authority, volunteers, occurredAt: now.toISOString() },
          { correlationId: id },
        );
      await manager.query('UPDATE delegation_order SET told_revision = revision WHERE id = ANY($1::uuid[])', [ids]);
      return locked.length === AT_ONCE;
    });
  }
}
