import { type Cents, type CustomsDate } from '#kernel';
import { type Effective, inForce } from '#reference';
import { type GuidelineStep, least, partOf, step } from './guideline';

interface CostBondRow extends Effective {
  readonly most: Cents;
  readonly part: string;
  readonly fewest: Cents;
  /** Goods worth more are forfeited by a court, not summarily. */
  readonly summaryUpTo: Cents;
}

/** Source: 19 USC 1607, 1608; 19 CFR 162.47. */
export const COST_BONDS: readonly CostBondRow[] = [
  { from: '1990-08-20', most: 500_000n, part: '0.10', fewest: 25_000n, summaryUpTo: 50_000_000n },
];

const SOURCE = '19 USC 1608; 19 CFR 162.47(b)';

const rowOn = (day: CustomsDate): CostBondRow => inForce(COST_BONDS, day) ?? COST_BONDS[0]!;

/** The bond that comes with a claim to seized goods: $5,000 or 10 % of their value, whichever is lower, but not less than $250. */
export const costBond = (
  valueCents: Cents,
  day: CustomsDate,
): { readonly cents: Cents; readonly steps: readonly GuidelineStep[] } => {
  const { most, part, fewest } = rowOn(day);
  const share = partOf(valueCents, part);
  const lower = least(share, most);
  const cents = lower < fewest ? fewest : lower;
  return {
    cents,
    steps: [
      step(`${part} of the value`, share, SOURCE),
      step('not more than', most, SOURCE),
      step('not less than', fewest, SOURCE),
      step('cost bond', cents, SOURCE),
    ],
  };
};

/** Whether goods of this value may be forfeited without a court (19 USC 1607). */
export const isSummary = (valueCents: Cents, day: CustomsDate): boolean => valueCents <= rowOn(day).summaryUpTo;
