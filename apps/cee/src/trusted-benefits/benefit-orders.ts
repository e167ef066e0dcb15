import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import type { Asking } from '#access';
import type { Benefit } from '#contracts';
import { type CustomsDate, type FieldError, isCustomsDate } from '#kernel';
import { Transactions } from '#messaging';
import { isPort, MODES_OF_TRANSPORT } from '#reference';
import { Problem, requireSameContent } from '#service';
import { today } from '../days/customs-days';
import { ordering } from '../people/asking-person';
import type { Program } from '../trusted-standing/programs';
import { standingsWait } from './account-standing';

export interface BenefitOrderView {
  readonly id: string;
  readonly effect: 'give' | 'withhold';
  readonly benefit: Benefit;
  readonly program: Program | null;
  readonly tiers: number[] | null;
  readonly ports: string[] | null;
  readonly modes: string[] | null;
  readonly figure: number | null;
  readonly from: CustomsDate;
  /** The last day. */
  readonly to: CustomsDate | null;
  readonly reason: string;
  readonly orderedBy: string;
  readonly orderedAt: Date;
  readonly endedBy: string | null;
  readonly endReason: string | null;
}
export type NewBenefitOrder = Pick<
  BenefitOrderView,
  'id' | 'effect' | 'benefit' | 'program' | 'tiers' | 'ports' | 'modes' | 'figure' | 'from' | 'to' | 'reason'
>;

const FIGURED: readonly Benefit[] = ['lower exam rate'];

/** Switches what standing brings, by benefit, program, tier, port, mode of transport and day. What is changed is told of all trusted traders, a moment later. */
@Injectable()
export class BenefitOrders {
  constructor(
    private readonly source: DataSource,
    private readonly transactions: Transactions,
  ) {}

  /** In the order in which they were given; those that are over, only where asked for. */
  async list(past: boolean): Promise<BenefitOrderView[]> {
    const all = await orders(this.source.manager, 'ORDER BY ordered_at, id', []);
    const day = today(new Date());
    return all.filter(({ to }) => past || to === null || to >= day);
  }

  /** The same id again is the same order. @throws Problem `not-valid` that names each field */
  give(asking: Asking, order: NewBenefitOrder): Promise<{ fresh: boolean; order: BenefitOrderView }> {
    return this.transactions.run(async ({ manager, now }) => {
      await requireSameContent(manager, 'order', order.id, order);
      // One that was taken is not judged anew: sent again a day later, its first day is over.
      const known = await orders(manager, 'WHERE id = $1', [order.id]);
      const errors = known.length > 0 ? [] : faultsOf(order, today(now));
      if (errors.length > 0) throw new Problem('not-valid', 'Some fields are wrong.', errors);
      const by = ordering(asking);
      const [written] = await manager.query(
        `INSERT INTO benefit_order (id, effect, benefit, program, tiers, ports, modes, figure, valid_from, valid_to, reason, ordered_by, ordered_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13) ON CONFLICT (id) DO NOTHING RETURNING id`,
        [
          ...[order.id, order.effect, order.benefit, order.program, order.tiers, order.ports, order.modes],
          ...[order.figure, order.from, order.to, order.reason, by, now],
        ],
      );
      const [kept] = await orders(manager, 'WHERE id = $1', [order.id]);
      if (!written && (kept!.reason !== order.reason || kept!.benefit !== order.benefit || kept!.orderedBy !== by))
        throw new Problem('state-conflict', 'Another order has this id.', [{ at: '/id', text: 'is taken' }]);
      if (written) await standingsWait(manager, `Headquarters: ${order.benefit}: ${order.reason}`);
      return { fresh: Boolean(written), order: kept! };
    });
  }

  /** Ends an order with a day; one that has not begun by then never does. Again changes nothing. @throws Problem */
  end(asking: Asking, id: string, to: string, why: string): Promise<BenefitOrderView> {
    return this.transactions.run(async ({ manager, now }) => {
      const [order] = await orders(manager, 'WHERE id = $1 FOR UPDATE', [id]);
      if (!order) throw new Problem('not-found', `There is no order ${id}.`);
      if (order.endedBy !== null && order.to === to) return order;
      const day = today(now);
      if (!isCustomsDate(to) || to < day)
        throw new Problem('not-valid', 'Some fields are wrong.', [
          { at: '/to', text: `must be a day that is not over, ${day} or later: what was given stays given` },
        ]);
      if (order.to !== null && order.to < day) throw new Problem('state-conflict', `The order ended with ${order.to}.`);
      if (order.to !== null && to > order.to)
        throw new Problem('not-valid', 'Some fields are wrong.', [
          { at: '/to', text: `is after ${order.to}, with which the order ends: who ends an order does not prolong it` },
        ]);
      await manager.query('UPDATE benefit_order SET valid_to = $2, ended_by = $3, end_reason = $4 WHERE id = $1', [
        ...[id, to, ordering(asking), why],
      ]);
      await standingsWait(manager, `Headquarters: ${order.benefit}: ${why}`);
      return (await orders(manager, 'WHERE id = $1', [id]))[0]!;
    });
  }

  /** Tells all standings again. @returns how many */
  retell(reason: string): Promise<number> {
    return this.transactions.run(({ manager }) => standingsWait(manager, reason, { again: true }));
  }
}

const orders = (manager: EntityManager, rest: string, values: readonly unknown[]): Promise<BenefitOrderView[]> =>
  manager.query(
    `SELECT id, effect, benefit, program, tiers, ports, modes, figure, valid_from::text AS "from", valid_to::text AS "to", reason,
            ordered_by AS "orderedBy", ordered_at AS "orderedAt", ended_by AS "endedBy", end_reason AS "endReason" FROM benefit_order ${rest}`,
    [...values],
  );

const faultsOf = (order: NewBenefitOrder, day: CustomsDate): FieldError[] => {
  const errors: FieldError[] = [];
  const say = (at: string, text: string): unknown => errors.push({ at, text });
  const { effect, benefit, program, tiers, ports, modes, figure, from, to } = order;
  if (effect === 'give' && program === null) say('/program', 'is missing: a benefit is given to a program');
  if (program === 'Trade Compliance' && tiers !== null) say('/tiers', 'is for CTPAT: Trade Compliance has no tiers');
  if (FIGURED.includes(benefit) && effect === 'give' && (figure === null || figure > 10_000))
    say('/figure', 'must be exams in 10,000 entries');
  if ((!FIGURED.includes(benefit) || effect === 'withhold') && figure !== null)
    say('/figure', 'is for a lower exam rate that is given');
  ports?.forEach((port, at) => isPort(port) || say(`/ports/${at}`, `there is no port ${port}`));
  modes?.forEach((mode, at) => MODES_OF_TRANSPORT.has(mode) || say(`/modes/${at}`, `there is no mode ${mode}`));
  for (const [at, list] of [
    ['/tiers', tiers],
    ['/ports', ports],
    ['/modes', modes],
  ] as const)
    if (list?.length === 0) say(at, 'names nothing: leave it out for all');
  if (!isCustomsDate(from)) say('/from', `'${from}' is not a day, YYYY-MM-DD`);
  else if (from < day) say('/from', `is over; the first day can be ${day}`);
  if (to !== null && !isCustomsDate(to)) say('/to', `'${to}' is not a day, YYYY-MM-DD`);
  else if (to !== null && to < from) say('/to', 'is before the first day');
  return errors;
};
