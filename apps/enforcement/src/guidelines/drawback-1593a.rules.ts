import { type Cents, type CustomsDate, formatMoney } from '#kernel';
import { type Effective, inForce } from '#reference';
import { type Computation, type GuidelineStep, partOf, step } from './guideline';
import { pointed, weighed } from './penalties-1592.rules';

/** The most by how often: part of the loss of revenue, for the first, the second and each later violation that counts. */
interface DrawbackRow extends Effective {
  readonly fraud: string;
  readonly negligence: readonly [string, string, string];
  readonly disclosedFraud: string;
}

export const DRAWBACK_1593A: readonly DrawbackRow[] = [
  { from: '1993-12-08', fraud: '3', negligence: ['0.20', '0.50', '1.00'], disclosedFraud: '1' },
];

const APPENDIX = '19 CFR part 171 app. D';

export interface Facts1593a {
  readonly culpability: 'negligence' | 'fraud';
  /** Actual and potential loss of revenue. */
  readonly lossCents: Cents;
  /** Negligent violations of the same issue before this one. */
  readonly earlier: number;
  /** A member of the drawback compliance program that is generally in compliance. */
  readonly complianceProgram: boolean;
  readonly priorDisclosure: boolean;
  readonly interestCents: Cents;
  readonly mitigating: readonly string[];
  readonly aggravating: readonly string[];
}

/**
 * 19 USC 1593a(c): three times the loss for fraud; for negligence 20 percent of it, of the second of the same issue 50, of each one after that the loss itself; 20 again for one of another
 * issue. By 19 CFR part 171 app. D. A member of the drawback compliance program is warned in writing first, and counts from its second violation.
 *
 * @param day of the violation
 */
export const penalty1593a = (facts: Facts1593a, day: CustomsDate): Computation => {
  const row = inForce(DRAWBACK_1593A, day) ?? DRAWBACK_1593A[0]!;
  const { culpability, lossCents, complianceProgram, earlier } = facts;
  const steps: GuidelineStep[] = [step('loss of revenue', lossCents, '19 USC 1593a(c)')];
  const done = (from: Cents, to: Cents, suggested: Cents, warningFirst = false): Computation => ({
    ...{
      guideline: '19 USC 1593a',
      atLeast: formatMoney(from),
      atMost: formatMoney(to),
      suggested: formatMoney(suggested),
    },
    ...{ owedBesides: formatMoney(lossCents), warningFirst, steps },
    factors: weighed(facts.mitigating, facts.aggravating, APPENDIX),
  });
  if (facts.priorDisclosure) {
    const amount = culpability === 'fraud' ? partOf(lossCents, row.disclosedFraud) : facts.interestCents;
    const what = culpability === 'fraud' ? `${row.disclosedFraud} times the loss` : 'interest on the loss, no more';
    steps.push(step(`prior disclosure: ${what}`, amount, '19 USC 1593a(c)(3)'));
    return done(amount, amount, amount);
  }
  if (culpability === 'negligence' && complianceProgram && earlier === 0) {
    steps.push(
      step(
        'a member of the drawback compliance program, without fraud or repetition: a written notice instead of a penalty',
        0n,
        '19 USC 1593a(f)',
      ),
    );
    return done(0n, 0n, 0n, true);
  }
  const counts = earlier - (complianceProgram ? 1 : 0);
  const factor = culpability === 'fraud' ? row.fraud : row.negligence[Math.min(counts, 2)]!;
  const source =
    culpability === 'fraud' ? '19 USC 1593a(c)(1)' : complianceProgram ? '19 USC 1593a(g)' : '19 USC 1593a(c)(2)';
  const most = partOf(lossCents, factor);
  const after = complianceProgram ? ', of which the first was answered with a notice' : '';
  const what = culpability === 'fraud' ? 'fraud' : `negligence after ${earlier} of the same issue${after}`;
  steps.push(step(`${what}, the most: ${factor} times the loss`, most, source));
  const { cents, line } = pointed(0n, most, facts);
  steps.push(line);
  return done(0n, most, cents);
};
