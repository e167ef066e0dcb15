import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import type { Asking } from '#access';
import { type CustomsDate, samePerson } from '#kernel';
import { Transactions } from '#messaging';
import { Problem, requireSameContent } from '#service';
import { ordering } from '../people/asking-person';
import { isOfPort, officialOf } from '../people/center-people';
import { type BindingDecision, departedFrom, keepProducts, requireOutcome } from '../earlier-answers/earlier-answers';
import { type DepartureState, departureStates } from './departure.states';
import { type QuestionKind, subjectOf } from '../earlier-answers/question-kinds.table';

export interface NewDeparture {
  readonly id: string;
  readonly kind: QuestionKind;
  readonly goods: string;
  readonly accountId: string | null;
  readonly supplier: string | null;
  readonly outcome: string;
  readonly reason: string;
}

export interface DepartureView extends NewDeparture {
  readonly number: string;
  readonly state: string;
  /** Null where somebody of a port proposed it. */
  readonly center: string | null;
  /** What it departs from, as it stood when it was proposed. */
  readonly earlier: readonly {
    source: string;
    number: string;
    outcome: string;
    centerId: string | null;
    port: string | null;
    day: CustomsDate;
  }[];
  readonly proposedBy: string;
  readonly proposedAt: Date;
  readonly decidedBy: string | null;
  readonly decidedAt: Date | null;
  readonly decidedWhy: string | null;
  /** The decision that was made by it. */
  readonly usedBy: string | null;
}

interface Row {
  readonly id: string;
  readonly state: DepartureState;
  readonly proposed_by: string;
  readonly proposed_by_id: string;
  readonly center_id: string | null;
  readonly decided_by: string | null;
}

const VIEW = `d.id, d.number, d.kind, p.goods, d.account_id AS "accountId", d.supplier, d.outcome, d.reason, d.state, d.center_id AS center, d.earlier,
  d.proposed_by AS "proposedBy", d.proposed_at AS "proposedAt", d.decided_by AS "decidedBy", d.decided_at AS "decidedAt", d.decided_why AS "decidedWhy", d.used_by AS "usedBy"
  FROM departure d JOIN product p ON p.id = d.product_id`;

/** Whoever would decide otherwise than before on the same product says why, and a second person of greater rank approves it. One decision is made by it; later ones follow that. */
@Injectable()
export class Departures {
  constructor(
    private readonly source: DataSource,
    private readonly transactions: Transactions,
  ) {}

  /**
   * The same id again is the same proposal.
   *
   * @throws Problem `state-conflict` where nothing says otherwise, or the same is proposed already
   */
  propose(asking: Asking, order: NewDeparture): Promise<DepartureView> {
    const who = officialOf(asking);
    return this.transactions.run(async ({ manager, now }) => {
      await requireSameContent(manager, 'departure', order.id, order);
      const known = await find(manager, order.id);
      if (known) {
        if (known.kind === order.kind && known.proposedBy === who.name && known.reason === order.reason) return known;
        throw new Problem('state-conflict', 'Another departure has this id.', [{ at: '/id', text: 'is taken' }]);
      }
      const outcome = requireOutcome(order.kind, order.outcome);
      const supplier = order.supplier?.trim().toUpperCase() || null;
      const productId = (await keepProducts(manager, [order.goods.trim()])).get(order.goods.trim()) ?? null;
      const subject = subjectOf(order.kind, { ...order, supplier, productId });
      const earlier: BindingDecision[] = await departedFrom(manager, { kind: order.kind, subject }, outcome);
      if (earlier.length === 0)
        throw new Problem(
          'state-conflict',
          'No earlier decision in force says otherwise on this product: decide, nothing has to be approved.',
        );
      // What was proposed or approved without sight of what binds now serves nobody any more.
      await manager.query(
        `UPDATE departure SET state = 'refused', decided_by = coalesce(decided_by, 'the platform'), decided_at = $4, decided_why = 'Another decision binds since: proposed anew'
          WHERE kind = $1 AND subject = $2 AND outcome = $3 AND state IN ('proposed', 'approved')
            AND EXISTS (SELECT 1 FROM unnest($5::text[]) AS now WHERE NOT departure.earlier @> jsonb_build_array(jsonb_build_object('number', now)))`,
        [order.kind, subject, outcome, now, earlier.map(({ number }) => number)],
      );
      await manager.query(
        `INSERT INTO departure (id, number, kind, subject, product_id, account_id, supplier, outcome, reason, state, center_id, earlier, proposed_by, proposed_by_id, proposed_at)
         VALUES ($1, 'DP-' || to_char($2::timestamptz, 'YY') || '-' || lpad(nextval('departure_number')::text, 6, '0'), $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $2)
         ON CONFLICT (kind, subject, outcome) WHERE state IN ('proposed', 'approved') DO NOTHING`,
        [
          ...[order.id, now, order.kind, subject, productId, order.accountId, supplier, outcome, order.reason],
          ...[
            departureStates.initial,
            who.center,
            JSON.stringify(earlier.map(({ id: _id, ...one }) => one)),
            who.name,
            who.personId,
          ],
        ],
      );
      const made = await find(manager, order.id);
      if (made) return made;
      const [open] = await manager.query(
        `SELECT number, state, proposed_by AS by FROM departure WHERE kind = $1 AND subject = $2 AND outcome = $3 AND state IN ('proposed', 'approved')`,
        [order.kind, subject, outcome],
      );
      throw new Problem('state-conflict', `${open.by} proposed the same: ${open.number} is ${open.state}.`);
    });
  }

  /** A second person approves or refuses. The same decision of the same person again changes nothing. @throws Problem `not-found`, `not-authorized`, `state-conflict` */
  decide(asking: Asking, id: string, decision: 'approved' | 'refused', why: string): Promise<DepartureView> {
    const by = ordering(asking);
    return this.transactions.run(async ({ manager, now }) => {
      const [row]: Row[] = await manager.query('SELECT * FROM departure WHERE id = $1 FOR UPDATE', [id]);
      if (!row) throw new Problem('not-found', `There is no departure ${id}.`);
      if (row.proposed_by_id === asking.personId || samePerson(row.proposed_by, by))
        throw new Problem('not-authorized', `You proposed it: a second person decides.`);
      if (isOfPort(asking) && row.center_id !== null)
        throw new Problem(
          'not-authorized',
          `It is proposed by ${row.center_id}: its team lead or director, or headquarters, decides.`,
        );
      if (row.state === decision && row.decided_by === by) return (await find(manager, id))!;
      const next = departureStates.next(row.state, decision);
      if (!next.ok) throw new Problem('state-conflict', `It was ${row.state} by ${row.decided_by}.`);
      await manager.query(
        'UPDATE departure SET state = $2, decided_by = $3, decided_by_id = $4, decided_at = $5, decided_why = $6 WHERE id = $1',
        [id, next.value, by, asking.personId, now, why],
      );
      return (await find(manager, id))!;
    });
  }

  /** The newest first, in pages. @param before number of the last of the page before */
  async list({
    state,
    before,
    limit,
  }: {
    readonly state: string | null;
    readonly before: string | null;
    readonly limit: number;
  }): Promise<{ departures: DepartureView[]; next: string | null }> {
    const departures: DepartureView[] = await this.source.query(
      `SELECT ${VIEW} WHERE ($1::text IS NULL OR d.state = $1) AND ($2::text IS NULL OR d.number < $2) ORDER BY d.number DESC LIMIT $3`,
      [state, before, limit],
    );
    return { departures, next: departures.length === limit ? departures.at(-1)!.number : null };
  }
}

const find = async (manager: EntityManager, id: string): Promise<DepartureView | undefined> =>
  (await manager.query(`SELECT ${VIEW} WHERE d.id = $1`, [id]))[0];
