import type { LiquidationOrdered } from '#contracts';
import { type CustomsDate, type FieldError, isCustomsDate } from '#kernel';

/** What a specialist orders by hand; what follows from a notice or a protest is ordered by that. */
export const ORDERS_BY_HAND = ['extend', 'suspend', 'end suspension'] as const;
export type OrderByHand = (typeof ORDERS_BY_HAND)[number];

interface HoldCode {
  readonly code: string;
  readonly says: string;
  readonly by: 'extend' | 'suspend';
  readonly basis: LiquidationOrdered['basis'];
}

/** Why a liquidation is extended or suspended: entry summary query guide, p. ESQ-31; 19 CFR 159.12. */
export const HOLD_CODES: readonly HoldCode[] = [
  { code: '43', says: 'suspended: countervailing duty', by: 'suspend', basis: 'review' },
  { code: '44', says: 'suspended: antidumping duty', by: 'suspend', basis: 'review' },
  { code: '45', says: 'suspended: antidumping and countervailing duty', by: 'suspend', basis: 'review' },
  { code: '46', says: 'suspended: court', by: 'suspend', basis: 'court' },
  { code: '47', says: 'suspended: proof of actual use', by: 'suspend', basis: 'review' },
  { code: '48', says: 'suspended: other', by: 'suspend', basis: 'review' },
  { code: '49', says: 'extended by CBP', by: 'extend', basis: 'review' },
  { code: '50', says: 'extended on request of the importer', by: 'extend', basis: 'request of the importer' },
  { code: '51', says: 'extended: other', by: 'extend', basis: 'review' },
  { code: '65', says: 'suspended: evasion of duties (EAPA)', by: 'suspend', basis: 'evasion case' },
  { code: '66', says: 'suspended: injunction', by: 'suspend', basis: 'court' },
];

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
