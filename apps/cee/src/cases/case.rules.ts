import type { CustomsDate, Relief } from '#kernel';
import { type ClockName, dueOf, running, type RunningClock } from '#reference';
import type { CaseKind } from './case.states';

/** Days of what happened to a case. */
export interface CaseDays {
  readonly receivedOn: CustomsDate;
  readonly initiatedOn: CustomsDate | null;
  readonly extended: boolean;
  readonly determinedOn: CustomsDate | null;
  readonly reviewOn: CustomsDate | null;
  /** Presentation of the goods for examination. */
  readonly presentedOn: CustomsDate | null;
  readonly detainedOn: CustomsDate | null;
  readonly seizedOn: CustomsDate | null;
}

/**
 * The clocks that run in a state, the one that ends first in front.
 *
 * @param reliefs of the importer, for the clock of its proof
 */
export const clocksOf = (
  kind: CaseKind,
  state: string,
  days: CaseDays,
  today: CustomsDate,
  reliefs: readonly Relief[] = [],
): RunningClock[] => {
  const clocks: RunningClock[] = [];
  const run = (name: ClockName, start: CustomsDate | null): void => {
    if (start !== null) clocks.push(running(name, { start, reliefs }, today));
  };
  const determination = days.extended ? 'extended determination of evasion' : 'determination of evasion';
  if (kind === 'evasion') {
    if (state === 'alleged') run('decision on an allegation', days.receivedOn);
    if (state === 'under investigation') run('interim measures', days.initiatedOn);
    if (state === 'under investigation' || state === 'interim measures') run(determination, days.initiatedOn);
    if (state === 'evasion determined' || state === 'no evasion determined')
      run('request for review of a determination', days.determinedOn);
    if (state === 'under review') run('review of a determination', days.reviewOn);
  } else {
    if (state === 'open') run('decision to detain', days.presentedOn);
    if (state === 'detained' && kind === 'import safety') run('admissibility of detained goods', days.presentedOn);
    if (kind === 'intellectual property') {
      if (state === 'detained') {
        run('notice of detention to the importer', days.detainedOn);
        run('proof against detention', days.detainedOn);
        run('notice of detention to the owner', days.detainedOn);
      }
      if (state === 'seized') run('notice of seizure to the owner', days.seizedOn);
    }
  }
  return clocks.sort((a, b) => (a.dueDate < b.dueDate ? -1 : 1));
};

/** Whether a review can still begin. */
export const mayAskForReview = (determinedOn: CustomsDate, today: CustomsDate): boolean =>
  today <= dueOf('request for review of a determination', { start: determinedOn }).dueDate;

/** What CBP knows of goods that are detained or seized. */
export interface GoodsFacts {
  readonly dateOfImportation: string;
  readonly portOfEntry: string;
  readonly description: string;
  readonly quantity: string;
  readonly countryOfOrigin: string;
  readonly manufacturer: string | null;
  readonly exporter: string | null;
  readonly importer: string | null;
}

export interface Disclosure {
  readonly told: Partial<GoodsFacts>;
  /** What the owner is not told yet, and from when on or by what it may be. */
  readonly withheld: readonly string[];
  readonly rule: string;
}

const LIMITED = ['dateOfImportation', 'portOfEntry', 'description', 'quantity', 'countryOfOrigin'] as const;
const PARTIES = ['manufacturer', 'exporter', 'importer'] as const;

/**
 * What a notice tells the owner of a mark: of detained goods the limited importation information; who made, sent and imported them only once they are seized as counterfeit, and
 * images without redactions only when the importer's seven business days are over without proof. Source: 19 CFR 133.21(b)(4), (b)(3), (e); 133.25(b).
 */
export const disclosureOf = (
  notice: 'detention' | 'seizure',
  restricted: boolean,
  facts: GoodsFacts,
  detainedOn: CustomsDate | null,
  today: CustomsDate,
): Disclosure => {
  const fields = notice === 'seizure' ? [...LIMITED, ...PARTIES] : LIMITED;
  const told = Object.fromEntries(fields.flatMap((field) => (facts[field] ? [[field, facts[field]]] : [])));
  const withheld: string[] = [];
  if (notice === 'detention') {
    withheld.push('manufacturer, exporter and importer: with the notice of seizure');
    if (!restricted && detainedOn !== null) {
      const { dueDate } = dueOf('proof against detention', { start: detainedOn });
      if (today <= dueDate)
        withheld.push(`images and samples without redactions: after ${dueDate}, where the importer proves nothing`);
    }
  }
  const rule =
    notice === 'seizure' ? '19 CFR 133.21(e)' : restricted ? '19 CFR 133.25(b)' : '19 CFR 133.21(b)(3), (b)(4)';
  return { told, withheld, rule };
};
