import { type Cents, Decimal, formatMoney } from '#kernel';

/** One line of a computation: what it is, how much (dollars and cents), and where that is written. */
export interface GuidelineStep {
  readonly what: string;
  readonly amount: string | null;
  readonly source: string;
}

export interface WeighedFactor {
  readonly factor: string;
  readonly weighs: 'mitigating' | 'aggravating';
  readonly source: string;
}

/**
 * What the guidelines come to for facts that an officer gives: help, not a verdict. Amounts are dollars and cents; a fraction of a cent is dropped, so that no maximum is exceeded.
 */
export interface Computation {
  readonly guideline: GuidelineName;
  readonly atLeast: string;
  readonly atMost: string;
  /** Within the range; equal to it where the range is one amount. */
  readonly suggested: string;
  /** Duty or revenue that mitigation is conditioned upon, besides the penalty. */
  readonly owedBesides: string;
  /** A written notice of the violation comes before any penalty. */
  readonly warningFirst: boolean;
  readonly steps: readonly GuidelineStep[];
  readonly factors: readonly WeighedFactor[];
}

export const GUIDELINES = ['19 USC 1592', '19 USC 1593a', '19 USC 1641', 'late summary', 'late petition'] as const;
export type GuidelineName = (typeof GUIDELINES)[number];

/** A part of an amount, its fraction of a cent dropped. */
export const partOf = (cents: Cents, factor: string): Cents => {
  const { units, scale } = Decimal.of(factor);
  return (cents * units) / 10n ** BigInt(scale);
};

export const least = (...amounts: readonly Cents[]): Cents => amounts.reduce((a, b) => (b < a ? b : a));

export const step = (what: string, cents: Cents | null, source: string): GuidelineStep => ({
  what,
  amount: cents === null ? null : formatMoney(cents),
  source,
});
