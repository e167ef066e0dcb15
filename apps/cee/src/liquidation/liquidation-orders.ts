import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import type { Asking } from '#access';
import { entrySubject, LiquidationChanged, LiquidationOrdered } from '#contracts';
import type { CustomsDate } from '#kernel';
import { Transactions, type UnitOfWork } from '#messaging';
import { currentCorrelation, Problem, requireSameFields } from '#service';
import { requireOffice } from '../authority/authority.repository';
import { NO_CENTER } from '../centers/centers.data';
import { storedLiquidation } from '../entry-liquidations/stored-liquidation';
import { type Official, officialOf } from '../people/center-people';
import { tellOfDecision } from '../work/concerned';
import { WorkDesk } from '../work/work-desk';
import { centerDay } from '../work/work-item';
import { basisOf, handOrderFaults, HOLD_CODES, type OrderByHand } from './liquidation-order.rules';

export interface LiquidationOrderView {
  readonly id: string;
  readonly order: LiquidationOrdered['order'];
  readonly code: string | null;
  readonly until: CustomsDate | null;
  readonly finally: LiquidationOrdered['finally'];
  readonly basis: string;
  readonly reference: string | null;
  readonly reason: string;
  /** Null where a port ordered it. */
  readonly centerId: string | null;
  readonly port: string | null;
  readonly specialist: string;
  readonly orderedAt: Date;
  /** `waits` until the entry service says. */
  readonly outcome: 'waits' | 'carried out' | 'refused';
  readonly refusal: string | null;
}

export interface WantedByHand {
  readonly id: string;
  readonly order: OrderByHand;
  readonly code: string;
  readonly until: string | null;
  readonly reference: string | null;
  readonly reason: string;
}

/** An order to the entry service, by whoever decides: a specialist or an officer by hand, a notice of action, a protest. */
export interface NewLiquidationOrder
  extends Pick<
    LiquidationOrdered,
    'filerCode' | 'entryNumber' | 'order' | 'code' | 'until' | 'finally' | 'basis' | 'reference' | 'reason'
  > {
  readonly id: string;
  readonly by: Pick<Official, 'personId' | 'name' | 'center'>;
  readonly teamNumber: string | null;
  /** The port of entry: what somebody of ports orders is of that one. Left out where a Center orders. */
  readonly port?: string | null;
  /** The account of CBP in which the specialist orders it. */
  readonly accountId: string;
}

const COLUMNS = `o.id, "order", code, until::text AS until, finally, basis, reference, reason, center_id AS "centerId", o.port, specialist, ordered_at AS "orderedAt", outcome, refusal`;

/** What Centers, and ports where they decide, order about the liquidation of entries. The entry service carries it out or refuses it. */
@Injectable()
export class LiquidationOrders {
  constructor(
    private readonly source: DataSource,
    private readonly transactions: Transactions,
    private readonly desk: WorkDesk,
  ) {}

  /**
   * By who has the item of the summary, or a team lead of its Center; by an officer of the port of entry where the port has the function on the day. The same again is the same order.
   *
   * @throws Problem
   */
  byHand(asking: Asking, itemId: string, wanted: WantedByHand): Promise<LiquidationOrderView> {
    const who = officialOf(asking);
    return this.transactions.run(async (unit) => {
      const { manager, now } = unit;
      const known = await sameOrder(manager, who, itemId, wanted);
      if (known) return known;
      const item = await this.desk.decidable(unit, asking, itemId);
      // Of the same order sent twice at the same instant the second waited for the item.
      const first = await sameOrder(manager, who, itemId, wanted);
      if (first) return first;
      const faults = handOrderFaults(wanted, centerDay(now));
      if (faults.length > 0) throw new Problem('not-valid', 'Some fields are wrong.', faults);
      await requireOffice(manager, who, item, 'liquidation', centerDay(now));
      const { says } = HOLD_CODES.find(({ code }) => code === wanted.code)!;
      const { filerCode, entryNumber, teamNumber } = item;
      await this.order(unit, {
        ...{ ...wanted, filerCode, entryNumber, teamNumber, finally: null, basis: basisOf(wanted.code) },
        ...{ by: who, port: item.portOfEntry, accountId: asking.account.accountId },
      });
      const until = wanted.until === null ? '' : ` until ${wanted.until}`;
      await tellOfDecision(unit, asking, item, wanted.order, `ordered to ${wanted.order} (${says})${until}`);
      return (await read(manager, wanted.id, itemId))!.view;
    });
  }

  /** Orders, in the transaction of what it follows from. The same again, with its id, changes nothing. @throws Problem `state-conflict` where the id is of another order */
  async order(unit: UnitOfWork, wanted: NewLiquidationOrder): Promise<void> {
    const { id, filerCode, entryNumber, by, accountId } = wanted;
    const port = by.center === null ? (wanted.port ?? null) : null;
    const teamNumber = by.center && wanted.teamNumber;
    const { order, code, until, finally: owed, basis, reference, reason } = wanted;
    const rows: unknown[] = await unit.manager.query(
      `INSERT INTO liquidation_order (id, filer_code, entry_number, "order", code, until, finally, basis, reference, reason, center_id, team_number, specialist,
         specialist_id, ordered_at, port) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16) ON CONFLICT DO NOTHING RETURNING id`,
      [
        ...[id, filerCode, entryNumber, order, code, until, owed === null ? null : JSON.stringify(owed), basis],
        ...[reference, reason, by.center, teamNumber, by.name, by.personId, unit.now, port],
      ],
    );
    if (rows.length === 0) {
      const [same] = await unit.manager.query(
        `SELECT 1 FROM liquidation_order WHERE id = $1 AND filer_code = $2 AND entry_number = $3 AND "order" = $4 AND basis = $5 AND reference IS NOT DISTINCT FROM $6
            AND code IS NOT DISTINCT FROM $7 AND finally::jsonb IS NOT DISTINCT FROM $8::jsonb`,
        [id, filerCode, entryNumber, order, basis, reference, code, owed === null ? null : JSON.stringify(owed)],
      );
      if (same) return;
      throw new Problem('state-conflict', 'Another order has this id.', [{ at: '/id', text: 'is taken' }]);
    }
    unit.publish(
      LiquidationOrdered,
      entrySubject({ filerCode, entryNumber }),
      {
        ...{ orderId: id, filerCode, entryNumber, order, code, until, finally: owed, basis, reference, reason },
        ...{ centerId: by.center ?? NO_CENTER, teamNumber, specialist: by.name, accountId },
        ...(port !== null && { port }),
        occurredAt: unit.now.toISOString(),
      },
      { correlationId: currentCorrelation() ?? id },
    );
  }

  /** Where the liquidation of an entry stands, null where the entry service told nothing of it yet, and what was ordered, the newest last. */
  async of(entry: {
    readonly filerCode: string;
    readonly entryNumber: string;
  }): Promise<{ liquidation: LiquidationView | null; orders: LiquidationOrderView[] }> {
    const key = [entry.filerCode, entry.entryNumber];
    const orders: LiquidationOrderView[] = await this.source.query(
      `SELECT ${COLUMNS} FROM liquidation_order o WHERE filer_code = $1 AND entry_number = $2 ORDER BY ordered_at, id`,
      key,
    );
    const [row] = await this.source.query(
      'SELECT data FROM entry_liquidation WHERE filer_code = $1 AND entry_number = $2',
      key,
    );
    return { liquidation: row ? shown(storedLiquidation.read(row.data)) : null, orders };
  }
}

export interface LiquidationView
  extends Pick<
    LiquidationChanged,
    'state' | 'scheduledFor' | 'deemed' | 'noticeOn' | 'heldBy' | 'filed' | 'liquidated' | 'changeCents'
  > {
  /** When the entry service told it. */
  readonly asOf: string;
}

const shown = (data: LiquidationChanged): LiquidationView => {
  const { state, scheduledFor, deemed, noticeOn, heldBy, filed, liquidated, changeCents, occurredAt } = data;
  return { state, scheduledFor, deemed, noticeOn, heldBy, filed, liquidated, changeCents, asOf: occurredAt };
};

const contentOf = ({
  order,
  code,
  until,
  reference,
  reason,
}: Pick<LiquidationOrderView, 'order' | 'code' | 'until' | 'reference' | 'reason'>): object => ({
  ...{ order, code, until, reference, reason },
});

const read = async (
  manager: EntityManager,
  id: string,
  itemId: string,
): Promise<{ view: LiquidationOrderView; ofItem: boolean } | null> => {
  const [row] = await manager.query(
    `SELECT ${COLUMNS}, EXISTS (SELECT 1 FROM work_item w WHERE w.id = $2 AND w.filer_code = o.filer_code AND w.entry_number = o.entry_number) AS "ofItem"
       FROM liquidation_order o WHERE o.id = $1`,
    [id, itemId],
  );
  if (!row) return null;
  const { ofItem, ...view } = row;
  return { view, ofItem };
};

const sameOrder = async (
  manager: EntityManager,
  { name }: Official,
  itemId: string,
  wanted: WantedByHand,
): Promise<LiquidationOrderView | null> => {
  const known = await read(manager, wanted.id, itemId);
  if (!known) return null;
  const { view, ofItem } = known;
  if (!ofItem || view.specialist !== name)
    throw new Problem('state-conflict', 'Another order has this id.', [{ at: '/id', text: 'is taken' }]);
  requireSameFields('order', contentOf(view), contentOf(wanted));
  return view;
};
