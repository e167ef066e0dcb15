import { Injectable } from '@nestjs/common';
import { FilingHeld } from '#contracts';
import { Transactions } from '#messaging';
import type { Gate } from './gate';
import { type FilingOnItsWay, heldFiling } from './held-filing';

const AT_ONCE = 300;

/**
 * Tells the officers' picture of every filing that waits behind a gate, also of those that came in the moment before it closed. By the
 * rows that wait and not as filings come in: so none is left out, whatever a replica believed of the gate, and the normal road has nothing
 * to do with it.
 */
@Injectable()
export class HeldTeller {
  constructor(private readonly transactions: Transactions) {}

  async tell(gate: Gate): Promise<void> {
    while ((await this.tellSome(gate)) === AT_ONCE);
  }

  private tellSome({ module, direction }: Gate): Promise<number> {
    return this.transactions.run(async (unit) => {
      const rows: (Omit<FilingOnItsWay, 'data' | 'module'> & { id: string; data: string; filingId: string })[] = await unit.manager.query(
        `SELECT o.id, o.type, o.subject, o.data, o.correlation_id AS "filingId", f.reference
           FROM (SELECT id, type, subject, data, correlation_id FROM outbox
                  WHERE destination = $1 AND id > (SELECT told_up_to FROM gate WHERE module = $1 AND direction = $2) ORDER BY id LIMIT ${AT_ONCE}) AS o
           JOIN filing f ON f.subject = o.subject AND f.id = o.correlation_id::uuid
          ORDER BY o.id`,
        [module, direction],
      );
      if (rows.length === 0) return 0;
      for (const { data, filingId, ...row } of rows) {
        unit.publish(FilingHeld, row.subject, heldFiling({ ...row, module, data: JSON.parse(data) as FilingOnItsWay['data'] }), { correlationId: filingId });
      }
      await unit.manager.query('UPDATE gate SET told_up_to = greatest(told_up_to, $3) WHERE module = $1 AND direction = $2', [module, direction, rows.at(-1)!.id]);
      return rows.length;
    });
  }
}
