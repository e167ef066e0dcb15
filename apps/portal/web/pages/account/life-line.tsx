import type { ReactNode } from 'react';
import { Said } from '../../ui/said';
import { useAge, When } from '../../ui/when';
import { dispositionWords } from '../../words/dispositions';
import { useWords } from '../../words/language';
import { accountWords } from './words';

/** A step in the life of a filing. */
export interface Step {
  /** Of this life only. */
  readonly id: string;
  /** ISO 8601. */
  readonly at: string;
  readonly what: string;
  /** Which part of the filing's life it belongs to. */
  readonly part: string;
  readonly by: string | null;
  readonly notes: readonly string[];
  /** Dispositions and remarks, as the module has them, each with the code before it. */
  readonly told?: readonly (readonly [code: string, text: string])[];
  readonly money?: string | null;
}

/** The steps, the first first, each with how long after the one before. */
export function LifeLine({ steps, zone, end }: { steps: readonly Step[]; zone?: string; end?: ReactNode }) {
  const say = useWords(accountWords);
  const age = useAge();
  const sorted = [...steps].sort((a, b) => Date.parse(a.at) - Date.parse(b.at));
  return (
    <ol className="pw-life">
      {sorted.map((step, index) => {
        const before = sorted[index - 1];
        const seconds = before ? (Date.parse(step.at) - Date.parse(before.at)) / 1_000 : 0;
        return (
          <li key={step.id} className="pw-life__step">
            <p className="pw-life__what">
              <strong>{step.what}</strong> <span className="pw-quiet">{step.part}</span>
            </p>
            <p className="pw-quiet">
              <When at={step.at} zone={zone} />
              {before && ` · ${seconds < 1 ? say('atOnce') : say('after', { time: age(seconds) })}`}
              {step.by && ` · ${say('by', { who: step.by })}`}
            </p>
            {step.money && <p className="pw-life__money">{step.money}</p>}
            {[...new Set(step.notes)].map((note) => (
              <p key={note}>{note}</p>
            ))}
            {[...new Map((step.told ?? []).map((one) => [one.join(' '), one]))].map(([key, [code, text]]) => (
              <p key={key}>
                {code} <Said text={text} words={dispositionWords} />
              </p>
            ))}
          </li>
        );
      })}
      {end && <li className="pw-life__step">{end}</li>}
    </ol>
  );
}
