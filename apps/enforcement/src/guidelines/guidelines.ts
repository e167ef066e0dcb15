import { type Cents, type CustomsDate, Decimal, type FieldError } from '#kernel';
import { penalty1641 } from './broker-1641.rules';
import { penalty1593a } from './drawback-1593a.rules';
import type { Computation, GuidelineName } from './guideline';
import { latePetition, lateSummary } from './liquidated-damages.rules';
import { AGGRAVATING, CULPABILITIES, type Culpability, MITIGATING } from './penalties-1592.data';
import { penalty1592 } from './penalties-1592.rules';

const AMOUNTS = ['loss', 'dutiableValue', 'domesticValue', 'interest', 'other', 'withheld', 'base'] as const;
const COUNTS = ['earlier', 'missingPowers', 'daysLate'] as const;

/** What an officer says of the violation. Amounts are dollars and cents, such as `1250.00`; what is left out is none. */
export type GuidelineFacts = { readonly guideline: GuidelineName } & Readonly<
  Partial<Record<(typeof AMOUNTS)[number], string | null>>
> &
  Readonly<Partial<Record<(typeof COUNTS)[number], number | null>>> & {
    readonly culpability?: Culpability | null;
    readonly priorDisclosure?: boolean;
    readonly complianceProgram?: boolean;
    readonly mitigating?: readonly string[];
    readonly aggravating?: readonly string[];
  };

const DOLLARS = /^\d{1,13}(\.\d{1,2})?$/;

/** What each guideline cannot do without. */
const NEEDED: Readonly<Record<GuidelineName, readonly (keyof GuidelineFacts)[]>> = {
  '19 USC 1592': ['culpability', 'loss', 'dutiableValue', 'domesticValue'],
  '19 USC 1593a': ['culpability', 'loss'],
  '19 USC 1641': [],
  'late summary': ['withheld', 'daysLate'],
  'late petition': ['base', 'daysLate'],
};

/** What is wrong with the facts, each by its field. */
export const factFaults = (facts: GuidelineFacts): FieldError[] => {
  const errors: FieldError[] = [];
  const say = (at: string, text: string): unknown => errors.push({ at: `/${at}`, text });
  for (const field of NEEDED[facts.guideline])
    if (facts[field] === undefined || facts[field] === null) say(field, `is missing: ${facts.guideline} needs it`);
  for (const field of AMOUNTS) {
    const text = facts[field];
    if (typeof text === 'string' && !DOLLARS.test(text))
      say(field, `'${text}' is not an amount of dollars with at most two decimals, such as 1250.00`);
  }
  for (const field of COUNTS) {
    const count = facts[field];
    if (typeof count === 'number' && !(Number.isInteger(count) && count >= 0 && count <= 100_000))
      say(field, 'must be a whole number from 0 to 100000');
  }
  if (facts.guideline === '19 USC 1593a' && facts.culpability === 'gross negligence')
    say('culpability', '19 USC 1593a knows fraud and negligence');
  if (facts.culpability && !CULPABILITIES.includes(facts.culpability))
    say('culpability', `must be one of ${CULPABILITIES.join(', ')}`);
  if (facts.guideline === '19 USC 1641' && !facts.missingPowers && !facts.other)
    say('missingPowers', 'is missing, and there is no other violation either');
  const known: readonly (readonly [keyof GuidelineFacts, readonly string[]])[] = [
    ['mitigating', MITIGATING],
    ['aggravating', AGGRAVATING],
  ];
  for (const [field, words] of known)
    (facts[field] as readonly string[] | undefined)?.forEach((word, at, all) => {
      if (!words.includes(word)) say(`${field}/${at}`, `must be one of ${words.join(', ')}`);
      else if (all.indexOf(word) < at) say(`${field}/${at}`, 'is there twice');
    });
  if (facts.priorDisclosure && facts.culpability !== 'fraud' && cents(facts.loss) > 0n && !facts.interest)
    say('interest', 'is missing: after a prior disclosure the interest on the loss is what is owed');
  return errors;
};

const cents = (text: string | null | undefined): Cents => (text ? Decimal.of(text).shift(-2).round(0).units : 0n);

/**
 * What the guidelines come to. The facts are sound (`factFaults`).
 *
 * @param day of the violation or breach, by which the rows hold
 */
export const computed = (
  facts: GuidelineFacts,
  { assessedCents, day }: { readonly assessedCents: Cents; readonly day: CustomsDate },
): Computation => {
  const { culpability, mitigating = [], aggravating = [], priorDisclosure = false, complianceProgram = false } = facts;
  const weighing = { mitigating, aggravating };
  const lossCents = cents(facts.loss);
  const interestCents = cents(facts.interest);
  switch (facts.guideline) {
    case '19 USC 1592':
      return penalty1592(
        {
          ...{ culpability: culpability!, lossCents, dutiableValueCents: cents(facts.dutiableValue) },
          ...{ domesticValueCents: cents(facts.domesticValue), priorDisclosure, interestCents, ...weighing },
        },
        day,
      );
    case '19 USC 1593a':
      return penalty1593a(
        {
          ...{ culpability: culpability === 'fraud' ? 'fraud' : 'negligence', lossCents, earlier: facts.earlier ?? 0 },
          ...{ complianceProgram, priorDisclosure, interestCents, ...weighing },
        },
        day,
      );
    case '19 USC 1641':
      return penalty1641({ missingPowers: facts.missingPowers ?? 0, otherCents: cents(facts.other), ...weighing }, day);
    case 'late summary':
      return lateSummary({ withheldCents: cents(facts.withheld), daysLate: facts.daysLate ?? 0, assessedCents }, day);
    case 'late petition':
      return latePetition({ baseCents: cents(facts.base), daysLate: facts.daysLate ?? 0, assessedCents }, day);
  }
};
