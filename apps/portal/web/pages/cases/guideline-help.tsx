import { useState } from 'react';
import { call } from '../../api/call';
import type { Computation, GuidelineOrder } from '../../api/enforcement';
import { type Field, OrderForm } from '../../ui/order-form';
import { centsTyped, dollarsOf } from '../../ui/money';
import { useLanguage, useWords } from '../../words/language';
import { useNames, useOptions } from './names';
import { caseWords } from './words';

const GUIDELINES = ['19 USC 1592', '19 USC 1593a', '19 USC 1641', 'late summary', 'late petition'] as const;
const MITIGATING = [
  ...['contributory error of CBP', 'cooperation with the investigation', 'immediate remedial action'],
  ...['inexperience in importing', 'prior good record', 'inability to pay', 'knowledge of CBP'],
];
const AGGRAVATING = [
  ...['obstructing the investigation', 'withholding evidence', 'providing misleading information'],
  ...['prior violations', 'transshipment of textiles', 'motive to evade a prohibition or restriction'],
  'failure to comply with a summons',
];
const of =
  (...guidelines: string[]) =>
  ({ guideline }: Readonly<Record<string, string>>): boolean =>
    guidelines.includes(guideline ?? '');

/** What the guidelines ask for, as fields of a form. */
export function useGuidelineFields(): Field[] {
  const say = useWords(caseWords);
  const options = useOptions();
  const name = useNames();
  const money = (field: string, label: string, optional: boolean, ...guidelines: string[]): Field => ({
    ...{ name: field, label, kind: 'money', optional, when: of(...guidelines) },
  });
  const count = (field: string, label: string, optional: boolean, ...guidelines: string[]): Field => ({
    ...{ name: field, label, kind: 'number', optional, when: of(...guidelines) },
  });
  const factors = (group: string, all: readonly string[]): Field[] =>
    all.map((factor) => ({
      ...{ name: `${group} ${factor}`, label: name('factor', factor), kind: 'tick' },
      when: of('19 USC 1592', '19 USC 1593a', '19 USC 1641'),
    }));
  return [
    { name: 'guideline', label: say('guideline'), kind: 'choice', options: options('guideline', GUIDELINES) },
    {
      ...{ name: 'culpability', label: say('culpability'), kind: 'choice' },
      options: options('culpability', ['negligence', 'gross negligence', 'fraud']),
      when: of('19 USC 1592', '19 USC 1593a'),
    },
    money('loss', say('loss'), false, '19 USC 1592', '19 USC 1593a'),
    money('dutiableValue', say('dutiableValue'), false, '19 USC 1592'),
    money('domesticValue', say('domesticValue'), false, '19 USC 1592'),
    money('withheld', say('withheld'), false, 'late summary'),
    money('base', say('base'), false, 'late petition'),
    count('daysLate', say('daysLate'), false, 'late summary', 'late petition'),
    count('missingPowers', say('missingPowers'), true, '19 USC 1641'),
    money('other', say('otherViolations'), true, '19 USC 1641'),
    {
      ...{ name: 'priorDisclosure', label: say('priorDisclosure'), kind: 'tick' },
      when: of('19 USC 1592', '19 USC 1593a'),
    },
    ...factors('less', MITIGATING),
    ...factors('more', AGGRAVATING),
  ];
}

const dollars = (typed: string | undefined): string | null => {
  const cents = centsTyped(typed ?? '');
  return !typed ? null : cents === null ? typed : (cents / 100).toFixed(2);
};

/** The facts of a violation as the guidelines take them; null where none were given. */
export const factsOf = (filled: Readonly<Record<string, string>>): GuidelineOrder | null => {
  if (!filled['guideline']) return null;
  const ticked = (group: string, all: readonly string[]): string[] =>
    all.filter((factor) => filled[`${group} ${factor}`] === 'yes');
  const whole = (typed: string | undefined): number | null => (typed ? Number(typed) : null);
  return {
    guideline: filled['guideline'] as GuidelineOrder['guideline'],
    ...(filled['culpability'] && { culpability: filled['culpability'] as 'fraud' }),
    ...{ loss: dollars(filled['loss']), dutiableValue: dollars(filled['dutiableValue']) },
    ...{ domesticValue: dollars(filled['domesticValue']), withheld: dollars(filled['withheld']) },
    ...{ base: dollars(filled['base']), other: dollars(filled['other']) },
    ...{ daysLate: whole(filled['daysLate']), missingPowers: whole(filled['missingPowers']) },
    priorDisclosure: filled['priorDisclosure'] === 'yes',
    ...{ mitigating: ticked('less', MITIGATING), aggravating: ticked('more', AGGRAVATING) },
  };
};

/** What the guidelines come to, step by step. Nothing is decided by it. */
export function GuidelineHelp({ caseId }: { caseId: string }) {
  const say = useWords(caseWords);
  const fields = useGuidelineFields();
  const [result, setResult] = useState<Computation | null>(null);
  return (
    <section aria-labelledby="guideline">
      <h2 id="guideline">{say('guidelineTitle')}</h2>
      <p>{say('guidelineLead')}</p>
      <OrderForm
        title={say('compute')}
        done={say('computed')}
        fields={fields}
        send={async (filled) => {
          setResult(
            await call('enforcement', 'POST /enforcement-cases/{caseId}/guideline', {
              path: { caseId },
              body: factsOf(filled)!,
            }),
          );
        }}
      />
      {result && <ComputationTold computation={result} />}
    </section>
  );
}

/** An amount by the guidelines: the range, what is suggested, and each step with its source. */
export function ComputationTold({ computation }: { computation: Computation }) {
  const say = useWords(caseWords);
  const name = useNames();
  const { language } = useLanguage();
  const shown = (amount: string): string => dollarsOf(centsTyped(amount) ?? 0, language);
  const { suggested, atLeast, atMost, owedBesides, warningFirst, steps, factors } = computation;
  return (
    <div className="pw-computation">
      <p className="pw-headline">
        {say('suggested', { amount: shown(suggested), least: shown(atLeast), most: shown(atMost) })}
      </p>
      {warningFirst && <p>{say('warningFirst')}</p>}
      {Number(owedBesides) > 0 && <p>{say('owedBesides', { amount: shown(owedBesides) })}</p>}
      <ol>
        {steps.map(({ what, amount, source }) => (
          <li key={what}>
            {what} {amount !== null && <strong>{shown(amount)}</strong>} <span className="pw-quiet">{source}</span>
          </li>
        ))}
      </ol>
      {factors.length > 0 && (
        <ul>
          {factors.map(({ factor, weighs }) => (
            <li key={factor}>
              {name('factor', factor)}: {say(weighs === 'mitigating' ? 'weighsLess' : 'weighsMore')}
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
