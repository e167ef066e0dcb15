import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

/** Decisions whose chain must be looked at again. Rows are only added and taken, so that lanes never wait for one another. */
@Injectable()
export class MatchQueue {
  /** Marks every decision that the change of these bills or entries may concern, also by a bill that an entry names. Not for drills. */
  async mark(
    manager: EntityManager,
    { billKeys = [], entryKeys = [] }: { billKeys?: readonly string[]; entryKeys?: readonly string[] },
  ): Promise<void> {
    await manager.query(
      `INSERT INTO match_due (decision_id)
       SELECT d.id FROM manual_decision d WHERE NOT d.drill AND d.id IN (
         SELECT decision_id FROM manual_decision_bill WHERE bill_key = ANY($1::text[])
         UNION SELECT decision_id FROM decision_match_bill WHERE bill_key = ANY($1::text[])
         UNION SELECT id FROM manual_decision WHERE entry_key = ANY($2::text[])
         UNION SELECT decision_id FROM decision_match_entry WHERE entry_key = ANY($2::text[])
         UNION SELECT b.decision_id FROM picture_release r CROSS JOIN LATERAL jsonb_array_elements_text(r.bill_keys) named
                 JOIN manual_decision_bill b ON b.bill_key = named WHERE r.entry_key = ANY($2::text[]))`,
      [billKeys, entryKeys],
    );
  }
}
