import { ArrivalReported, called } from '#contracts';
import type { Received, UnitOfWork } from '#messaging';
import { portLocalDate } from '#reference';
import { type Bill, manifestMode } from '../bills/bill.model';
import { billStates } from '../bills/bill.states';
import { BillsAtHand } from '../bills/bills-at-hand';
import { answerFiling } from '../manifest-filing/filing-answer';
import { finding, outcomeOf } from '../manifest-filing/finding';
import { arrivedMovement, faultOfArrival, type Movement, toldOfArrival } from './in-bond.rules';
import { billsOf, movementRows, tellMovement } from './movements';

/**
 * Takes reports that goods in bond arrived at their destination, and tells that of each bill of the movement: its entries are decided anew, and the port sees it. What arrived
 * counts by the day of the report, whenever it is worked on.
 */
export const takeInBondArrivals = async (
  unit: UnitOfWork,
  messages: readonly Received<ArrivalReported>[],
): Promise<void> => {
  if (messages.length === 0) return;
  const { manager, now } = unit;
  const names = messages.map(({ data }) => data.inBondMovement);
  const unlocked = await movementRows(manager, 'WHERE m.movement = ANY($1::text[])', [names]);
  // Bills are locked before their movements, as by whoever changes a bill.
  const bills = await BillsAtHand.byKey(unit, [...(await billsOf(manager, unlocked)).values()].flat());
  const movements = new Map<string, Movement>(
    (await movementRows(manager, 'WHERE m.movement = ANY($1::text[]) ORDER BY m.movement_key FOR UPDATE', [names])).map(
      (movement) => [movement.key, movement],
    ),
  );
  const keys = await billsOf(manager, [...movements.values()]);
  const billsIn = ({ key }: Movement): Bill[] =>
    (keys.get(key) ?? []).map((one) => {
      const bill = bills.get(one);
      if (!bill) throw new Error(`bill ${one} joined in-bond movement ${key} at this moment: to be looked at again`);
      return bill;
    });
  const notified = (movement: Movement) => billsIn(movement).flatMap(({ details }) => details.secondaryNotify);
  for (const message of messages) {
    const { data } = message;
    const named = [...movements.values()].filter(({ movement }) => movement === data.inBondMovement);
    const movement =
      named.find(({ accountId }) => accountId === data.origin.accountId) ??
      named.find((one) => notified(one).includes(data.scac)) ??
      named[0];
    const its = movement ? billsIn(movement) : [];
    const code = faultOfArrival(data, movement, movement ? notified(movement) : [], now);
    const mode = manifestMode(its[0]?.conveyance.modeOfTransport ?? '') ?? 'ocean';
    const conditions =
      code === null ? [] : [finding(code, mode, data.origin.channel, { recordIndex: null, at: '', conveyance: '' })];
    if (movement && code === null) {
      const arrived = arrivedMovement(movement, portLocalDate(data.arrivedAt, data.portCode));
      await manager.query(
        `UPDATE in_bond_movement SET state = 'arrived', arrived_on = $2, reported_by = $3, held_days = $4, due = $5 WHERE movement_key = $1`,
        [movement.key, arrived.arrivedOn, data.origin.accountId, arrived.heldDays, arrived.due],
      );
      const step = toldOfArrival(movement, arrived);
      if (step) tellMovement(unit, arrived, keys.get(movement.key)!, step);
      movements.set(movement.key, arrived);
      for (const bill of its) {
        const next = billStates.next(bill.state, 'arrived in bond');
        if (!next.ok) continue;
        const details = { ...bill.details, inBondArrivedOn: arrived.arrivedOn! };
        bills.change({ ...bill, details }, 'arrived in bond', message, data.origin.filingId);
      }
    }
    answerFiling(
      unit,
      data.origin,
      {
        ...called(ArrivalReported, data),
        ...{ outcome: outcomeOf(conditions, code === null || code === '155'), conditions },
      },
      message,
    );
  }
  await bills.write();
};
