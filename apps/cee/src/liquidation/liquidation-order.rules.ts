import type { LiquidationOrdered } from '#contracts';
import { type CustomsDate, type FieldError, isCustomsDate } from '#kernel';
import { LIQUIDATION_HOLDS } from '#reference';

/** What a specialist orders by hand; what follows from a notice or a protest is ordered by that. */
export const ORDERS_BY_HAND = ['extend', 'suspend', 'end suspension'] as const;
export type OrderByHand = (typeof ORDERS_BY_HAND)[number];

interface HoldCode {
  readonly code: string;
  readonly says: string;
  readonly by: 'extend' | 'suspend';
  readonly basis: LiquidationOrdered['basis'];
}

const BASIS: Readonly<Partial<Record<string, LiquidationOrdered['basis']>>> = {
  '46': 'court',
  '50': 'request of the importer',
  '65': 'evasion case',
  '66': 'court',
};

/** Why a liquidation is extended or suspended: entry summary query guide, p. ESQ-31; 19 CFR 159.12. */
export const HOLD_CODES: readonly HoldCode[] = LIQUIDATION_HOLDS.map(({ code, kind, says }) => ({
  ...{ code, says: kind === 'suspension' ? `suspended: ${says}` : says },
  ...{ by: kind === 'suspension' ? 'suspend' : 'extend', basis: BASIS[code] ?? 'review' },
}));

export interface HandOrder {
  readonly order: OrderByHand;
  readonly code: string;
  readonly until: string | null;
}

/** What is wrong with an order by itself; whether it fits the entry, the entry service says. */
export const handOrderFaults = ({ order, code, until }: HandOrder, today: CustomsDate): FieldError[] => {
  const kind = order === 'extend' ? 'extend' : 'suspend';
  const faults: FieldError[] = [];
  const codes = HOLD_CODES.filter(({ by }) => by === kind).map((row) => row.code);
  if (!codes.includes(code))
    faults.push({ at: '/code', text: `'${code}' is no code to ${order}`, remedy: `Take one of ${codes.join(', ')}.` });
  if (order !== 'extend') {
    if (until !== null)
      faults.push({ at: '/until', text: 'is for an extension: a suspension lasts until it is ended' });
  } else if (until === null)
    faults.push({ at: '/until', text: 'is missing: an extension has a last day, within a year (19 CFR 159.12)' });
  else if (!isCustomsDate(until)) faults.push({ at: '/until', text: `'${until}' is not a day, YYYY-MM-DD` });
  else if (until <= today) faults.push({ at: '/until', text: `${until} is over` });
  return faults;
};

export const basisOf = (code: string): LiquidationOrdered['basis'] =>
  HOLD_CODES.find((row) => row.code === code)?.basis ?? 'review';
