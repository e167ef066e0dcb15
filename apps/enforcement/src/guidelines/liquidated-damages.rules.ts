import { type Cents, type CustomsDate, formatMoney } from '#kernel';
import { type Effective, inForce } from '#reference';
import { type Computation, type GuidelineStep, least, partOf, step } from './guideline';

/**
 * Options and surcharges of the standards by which claims under bonds are cancelled. Amounts are cents, rates a part for each calendar day.
 *
 * In force since 14 April 1994 (T.D. 94-38) and in the mitigation guidelines (T.D. 02-20): an administrative fee of $100 and interest of 0.1 percent of the withheld duty for each
 * calendar day that it was late; the duty is rounded down and the interest up to the dollar, and merchandise processing fee, harbor maintenance fee, taxes and other charges due are
 * withheld duty. For petitions that come late since 9 January 2013: 0.1 percent of the whole claim for each day, on top of what a timely petition would have come to. Before that
 * day it was 0.1 percent of that base amount, $400 at least (T.D. 02-20, p. 248); no claim of those days can be sued for any more.
 */
interface DamagesRow extends Effective {
  readonly lateSummaryFee: Cents;
  readonly lateSummaryRate: string;
  readonly latePetitionRate: string | null;
}

export const DAMAGES: readonly DamagesRow[] = [
  { from: '1994-04-14', to: '2013-01-08', lateSummaryFee: 10_000n, lateSummaryRate: '0.001', latePetitionRate: null },
  { from: '2013-01-09', lateSummaryFee: 10_000n, lateSummaryRate: '0.001', latePetitionRate: '0.001' },
];

const STANDARDS = 'T.D. 94-38, T.D. 02-20';
const LATE = "CBP's guidelines for untimely petitions of 9 January 2013";

export interface FactsLateSummary {
  /** Duties, fees and taxes that were not paid when they were due. */
  readonly withheldCents: Cents;
  readonly daysLate: number;
  readonly assessedCents: Cents;
}

/** What cancels a claim for a late summary without a petition: a fee and a part of what was withheld for each day. Withheld money counts in whole dollars, a part of a dollar of interest as one. @param day of the breach */
export const lateSummary = (
  { withheldCents, daysLate, assessedCents }: FactsLateSummary,
  day: CustomsDate,
): Computation => {
  const row = inForce(DAMAGES, day) ?? DAMAGES[0]!;
  const whole = (withheldCents / 100n) * 100n;
  const exact = partOf(whole * BigInt(daysLate) * 1_000n, row.lateSummaryRate);
  const interest = ((exact + 99_999n) / 100_000n) * 100n;
  const sum = row.lateSummaryFee + interest;
  const amount = least(sum, assessedCents);
  const steps: GuidelineStep[] = [
    step('withheld duty, rounded down to the dollar', whole, STANDARDS),
    step(
      `${row.lateSummaryRate} of it for each of ${daysLate} calendar days, rounded up to the dollar`,
      interest,
      STANDARDS,
    ),
    step('administrative fee', row.lateSummaryFee, STANDARDS),
    step('together', sum, STANDARDS),
  ];
  if (amount < sum) steps.push(step('never more than the claim', assessedCents, '19 CFR 172.11'));
  return one('late summary', amount, steps);
};

export interface FactsLatePetition {
  /** What a timely petition would have come to. */
  readonly baseCents: Cents;
  readonly assessedCents: Cents;
  readonly daysLate: number;
}

/** What comes on top where a petition was taken late because its time was extended after it was over. @param day on which the petition was due */
export const latePetition = (
  { baseCents, assessedCents, daysLate }: FactsLatePetition,
  day: CustomsDate,
): Computation => {
  const rate = (inForce(DAMAGES, day) ?? DAMAGES[0]!).latePetitionRate;
  const steps: GuidelineStep[] = [step('what a timely petition would have come to', baseCents, STANDARDS)];
  const more = rate === null ? 0n : partOf(assessedCents * BigInt(daysLate), rate);
  if (rate === null) steps.push(step('no addition is on file for that day: the officer decides', null, STANDARDS));
  else steps.push(step(`${rate} of the claim for each of ${daysLate} days late`, more, LATE));
  const amount = least(baseCents + more, assessedCents);
  if (amount < baseCents + more) steps.push(step('never more than the claim', assessedCents, '19 CFR 172.11'));
  return one('late petition', amount, steps);
};

const one = (guideline: Computation['guideline'], cents: Cents, steps: readonly GuidelineStep[]): Computation => ({
  ...{ guideline, atLeast: formatMoney(cents), atMost: formatMoney(cents), suggested: formatMoney(cents) },
  ...{ owedBesides: formatMoney(0n), warningFirst: false, steps, factors: [] },
});
