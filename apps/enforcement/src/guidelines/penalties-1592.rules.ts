import { type Cents, type CustomsDate, formatMoney } from '#kernel';
import { inForce } from '#reference';
import { type Computation, type GuidelineStep, least, partOf, step, type WeighedFactor } from './guideline';
import { type Culpability, FACTORS_SOURCE, RANGES_1592 } from './penalties-1592.data';

export interface Facts1592 {
  readonly culpability: Culpability;
  /** Loss of duties, taxes and fees, actual and potential; none is 0. */
  readonly lossCents: Cents;
  readonly dutiableValueCents: Cents;
  readonly domesticValueCents: Cents;
  readonly priorDisclosure: boolean;
  /** On the loss, to the day of payment. */
  readonly interestCents: Cents;
  readonly mitigating: readonly string[];
  readonly aggravating: readonly string[];
}

export const weighed = (
  mitigating: readonly string[],
  aggravating: readonly string[],
  source: string,
): WeighedFactor[] => [
  ...mitigating.map((factor) => ({ factor, weighs: 'mitigating' as const, source })),
  ...aggravating.map((factor) => ({ factor, weighs: 'aggravating' as const, source })),
];

const PLACE = "platform's own rule";

/** Where between the least and the most the factors point: each counts one; without any in the middle. The regulation gives them no numbers. */
export const pointed = (
  from: Cents,
  to: Cents,
  { mitigating, aggravating }: { readonly mitigating: readonly string[]; readonly aggravating: readonly string[] },
): { readonly cents: Cents; readonly line: GuidelineStep } => {
  const [down, up] = [BigInt(mitigating.length), BigInt(aggravating.length)];
  const cents = down + up === 0n ? (from + to) / 2n : from + ((to - from) * up) / (down + up);
  const what =
    down + up === 0n
      ? 'no factors are given: the middle of the range'
      : `${down} mitigating and ${up} aggravating: ${up} of ${down + up} of the way from the least to the most`;
  return { cents, line: step(what, cents, PLACE) };
};

/** 19 USC 1592 by 19 CFR part 171 app. B. @param day of the violation */
export const penalty1592 = (facts: Facts1592, day: CustomsDate): Computation => {
  const row =
    inForce(
      RANGES_1592.filter(({ culpability }) => culpability === facts.culpability),
      day,
    ) ?? RANGES_1592.find(({ culpability }) => culpability === facts.culpability)!;
  const { lossCents, dutiableValueCents, domesticValueCents, interestCents } = facts;
  const loses = lossCents > 0n;
  const [base, basis] = loses ? [lossCents, 'the loss of duty'] : [dutiableValueCents, 'the dutiable value'];
  const steps: GuidelineStep[] = [
    step(loses ? 'loss of duties, taxes and fees' : 'dutiable value: there is no loss of duty', base, row.source),
    step('domestic value: a penalty is never more', domesticValueCents, row.statuteSource),
  ];
  const done = (from: Cents, to: Cents, suggested: Cents): Computation => ({
    ...{
      guideline: '19 USC 1592',
      atLeast: formatMoney(from),
      atMost: formatMoney(to),
      suggested: formatMoney(suggested),
    },
    ...{ owedBesides: formatMoney(lossCents), warningFirst: false, steps },
    factors: weighed(facts.mitigating, facts.aggravating, FACTORS_SOURCE),
  });
  const capped = (what: string, factor: string, source: string): Cents => {
    const full = partOf(base, factor);
    steps.push(step(`${what}: ${factor} times ${basis}`, full, source));
    if (full <= domesticValueCents) return full;
    steps.push(step('more than the domestic value, which is the most', domesticValueCents, row.statuteSource));
    return domesticValueCents;
  };
  const besides = (): void => {
    if (loses) steps.push(step('the duty itself is owed besides', lossCents, '19 USC 1592(d)'));
  };
  if (facts.priorDisclosure) {
    if (row.disclosed) {
      const amount = capped(
        'prior disclosure',
        loses ? row.disclosed.ofLoss : row.disclosed.ofValue,
        row.disclosedSource,
      );
      besides();
      return done(amount, amount, amount);
    }
    const amount = loses ? interestCents : 0n;
    steps.push(
      step(
        loses ? 'prior disclosure: interest on the loss, no more' : 'prior disclosure without a loss of duty: nothing',
        amount,
        row.disclosedSource,
      ),
    );
    besides();
    return done(amount, amount, amount);
  }
  const [low, high] = loses ? row.ofLoss : row.ofValue;
  const from = capped(`${row.culpability}, the least`, low, row.source);
  let to = capped(`${row.culpability}, the most`, high, row.source);
  if (row.statute)
    to = least(
      to,
      capped('the most of the statute', loses ? row.statute.ofLoss : row.statute.ofValue, row.statuteSource),
    );
  const { cents, line } = pointed(from, to, facts);
  steps.push(line);
  besides();
  return done(from, to, cents);
};
