import { type Cents, type CustomsDate, formatMoney } from '#kernel';
import { type Effective, inForce } from '#reference';
import { type Computation, type GuidelineStep, least, step } from './guideline';
import { pointed, weighed } from './penalties-1592.rules';

interface BrokerRow extends Effective {
  /** For a violation or violations together. */
  readonly cap: Cents;
  readonly missingPower: Cents;
  readonly mitigatedPower: readonly [least: Cents, most: Cents];
}

export const BROKERS_1641: readonly BrokerRow[] = [
  { from: '1986-01-01', cap: 3_000_000n, missingPower: 100_000n, mitigatedPower: [25_000n, 50_000n] },
];

const APPENDIX = '19 CFR part 171 app. C';

export interface Facts1641 {
  /** Importers for whom the broker did business without a power of attorney on file. */
  readonly missingPowers: number;
  /** Assessed for other violations of the same notice. */
  readonly otherCents: Cents;
  readonly mitigating: readonly string[];
  readonly aggravating: readonly string[];
}

/**
 * Monetary penalties of brokers: 19 USC 1641(d)(2)(A), 19 CFR 111.91(a) by 19 CFR part 171 app. C: together at most $30,000 for the reasons of 111.53(a) to (g) but (b)(3), and
 * none for a reason for which the license is to be suspended or revoked. Who is no broker is penalized up to $10,000 a transaction and $30,000 together (111.91(b)): that the
 * officer gives as `otherCents`.
 *
 * @param day of the violation
 */
export const penalty1641 = (facts: Facts1641, day: CustomsDate): Computation => {
  const row = inForce(BROKERS_1641, day) ?? BROKERS_1641[0]!;
  const count = BigInt(facts.missingPowers);
  const steps: GuidelineStep[] = [];
  const [low, high] = row.mitigatedPower;
  if (count > 0n) {
    steps.push(
      step(
        `${count} powers of attorney missing, at ${formatMoney(row.missingPower)} each`,
        count * row.missingPower,
        APPENDIX,
      ),
    );
    steps.push(step(`mitigated, the least: ${formatMoney(low)} each`, count * low, APPENDIX));
    steps.push(step(`mitigated, the most: ${formatMoney(high)} each`, count * high, APPENDIX));
  }
  if (facts.otherCents > 0n) steps.push(step('other violations of the notice', facts.otherCents, APPENDIX));
  steps.push(step('violations together are never more', row.cap, '19 USC 1641(d)(2)(A)'));
  const from = least(count * low, row.cap);
  const to = least(count * high + facts.otherCents, row.cap);
  const { cents, line } = pointed(from, to, facts);
  steps.push(line);
  return {
    ...{ guideline: '19 USC 1641', atLeast: formatMoney(from), atMost: formatMoney(to), suggested: formatMoney(cents) },
    ...{ owedBesides: formatMoney(0n), warningFirst: false, steps },
    factors: weighed(facts.mitigating, facts.aggravating, APPENDIX),
  };
};
