import type { BillHoldOrdered, Condition } from '#contracts';
import { catalogue, catalogueTable, ok, refused, type Result, type Rule } from '#kernel';
import type { Bill } from '../bills/bill.model';
import { billStates } from '../bills/bill.states';
import { holdCode, type HoldCode } from './hold-codes';

const rule = <const C extends string>(code: C, text: string, remedy: string): Rule<C> => ({
  code,
  text,
  remedy,
  resend: false,
  severity: 'fatal',
  source: 'Portway',
});

/** What an officer is told when a hold cannot be placed or removed. */
export const HOLD_ERRORS = catalogue([
  rule('H01', 'UNKNOWN HOLD CODE', 'Use 1H, 2H, 3H or 7H, also to remove the hold.'),
  rule(
    'H02',
    'BILL NOT ON FILE',
    'Check the SCAC and number. A hold can be placed once the carrier has filed the bill.',
  ),
  rule('H03', 'BILL DELETED', 'The carrier took the bill off the manifest; there is nothing to hold.'),
  rule('H04', 'HOLD ALREADY PLACED', 'Nothing to do: the hold is in force.'),
  rule('H05', 'NO SUCH HOLD IN FORCE', "Look at the bill's holds: it was removed before or never placed."),
  rule(
    'H06',
    'BILL AT ANOTHER PORT',
    "An officer orders holds at the ports of the account only: ask an officer of the bill's port, or have the port added to the account.",
  ),
]);

const POINTER: Record<string, string> = {
  H01: '/holdCode',
  H02: '/billKey',
  H03: '/billKey',
  H04: '/holdCode',
  H05: '/holdCode',
  H06: '/billKey',
};

export const holdCondition = (code: (typeof HOLD_ERRORS)['all'][number]['code']): Condition => {
  const { text, remedy, severity } = HOLD_ERRORS.get(code);
  return {
    code,
    text,
    remedy,
    severity,
    recordIndex: null,
    record: null,
    field: POINTER[code]!.slice(1),
    at: POINTER[code]!,
    grouping: null,
  };
};

type HoldErrorCode = (typeof HOLD_ERRORS)['all'][number]['code'];

export interface HeldBill {
  readonly bill: Bill;
  readonly hold: HoldCode;
}

/** The bill after a hold order, or why the order is not possible. */
export const applyHold = (
  order: Pick<BillHoldOrdered, 'action' | 'holdCode' | 'reason' | 'officerPorts'>,
  bill: Bill | undefined,
  now: Date,
): Result<HeldBill, HoldErrorCode> => {
  const hold = holdCode(order.holdCode);
  if (!hold) return refused('H01');
  if (!bill) return refused('H02');
  if (!order.officerPorts.includes(bill.portCode)) return refused('H06');
  const inForce = bill.holds.some(({ code }) => code === hold.code);
  const next = billStates.next(bill.state, order.action === 'place' ? 'hold placed' : 'hold removed');
  if (!next.ok) return refused('H03');
  if (order.action === 'place') {
    if (inForce) return refused('H04');
    const placed = { code: hold.code, reason: order.reason, placedAt: now.toISOString() };
    return ok({ hold, bill: { ...bill, state: next.value, holds: [...bill.holds, placed] } });
  }
  if (!inForce) return refused('H05');
  return ok({ hold, bill: { ...bill, state: next.value, holds: bill.holds.filter(({ code }) => code !== hold.code) } });
};

/** For the partner documents. */
export const holdErrorTable = (): string => catalogueTable(HOLD_ERRORS.all);
