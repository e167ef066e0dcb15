import { addDays, type CustomsDate, daysBetween, type FieldError, isCustomsDate, type Relief } from '#kernel';
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
  /** From when on they are excluded. */
  readonly excludedOn: CustomsDate | null;
  /** The last day of the detention, where more time was given than thirty days; of restricted goods only. */
  readonly detainedUntil: CustomsDate | null;
  /** Goods that bear a restricted mark, not a counterfeit one. */
  readonly restricted: boolean;
  /** Code of the agency that decides on admissibility and for which CBP detains; null where CBP decides. */
  readonly agency: string | null;
}

/** 19 CFR 151.16(a): for other agencies, and of restricted goods, no law detains or excludes by itself. */
const isDecidedByLaw = ({ restricted, agency }: Pick<CaseDays, 'restricted' | 'agency'>): boolean =>
  !restricted && agency === null;

/** What the law itself does to goods that were presented for examination, where CBP is silent. */
export interface ByLaw {
  readonly step: 'not released in time' | 'not decided in time';
  /** The first day on which it has happened. */
  readonly from: CustomsDate;
  readonly rule: string;
}

/**
 * What is not released in five working days is considered detained, what is not decided on in thirty days is deemed excluded.
 * Source: 19 CFR 151.16(b), (e); 19 USC 1499(c)(1), (c)(5)(A).
 */
export const byLaw = (kind: CaseKind, state: string, days: CaseDays): ByLaw | null => {
  const { presentedOn } = days;
  if (kind === 'evasion' || presentedOn === null || !isDecidedByLaw(days)) return null;
  const after = (name: ClockName, step: ByLaw['step']): ByLaw => {
    const { dueDate, rule } = running(name, { start: presentedOn }, presentedOn);
    return { step, from: addDays(dueDate, 1), rule };
  };
  if (state === 'open') return after('decision to detain', 'not released in time');
  if (state === 'detained') return after('admissibility of detained goods', 'not decided in time');
  return null;
};

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
    if (state === 'open' && isDecidedByLaw(days)) run('decision to detain', days.presentedOn);
    if (state === 'detained') {
      if (days.restricted && days.presentedOn !== null)
        clocks.push(running('detention of restricted goods', ofRestricted(days, days.presentedOn), today));
      else if (isDecidedByLaw(days)) run('admissibility of detained goods', days.presentedOn);
      run('notice of detention to the importer', days.detainedOn);
      if (kind === 'intellectual property') {
        if (!days.restricted) run('proof against detention', days.detainedOn);
        run(ownerClock(days.restricted), days.detainedOn);
      }
    }
    if (state === 'deemed excluded' || state === 'refused admission') run('protest', days.excludedOn);
    if (state === 'seized') run('notice of seizure to the owner', days.seizedOn);
  }
  return clocks.sort((a, b) => (a.dueDate < b.dueDate ? -1 : 1));
};

const ownerClock = (restricted: boolean): ClockName =>
  restricted ? 'notice of detention to the owner of restricted goods' : 'notice of detention to the owner';

/** The thirty days of restricted goods, or as many as were given. */
const ofRestricted = (
  { detainedUntil }: Pick<CaseDays, 'detainedUntil'>,
  start: CustomsDate,
): { readonly start: CustomsDate; readonly length?: number } =>
  detainedUntil === null ? { start } : { start, length: daysBetween(start, detainedUntil) };

const MOST_DAYS = 365;

/**
 * Why a detention is not extended until a day; null where it is. Only that of restricted goods is (19 CFR 133.25(a): freely, for good cause): on others the law decides on its day.
 */
export const extensionFault = (
  days: Pick<CaseDays, 'presentedOn' | 'restricted' | 'agency' | 'detainedUntil'>,
  until: string | null,
  today: CustomsDate,
): FieldError | null => {
  const at = '/until';
  if (!days.restricted) return { at: '/step', text: 'is for restricted goods only (19 CFR 133.25(a))' };
  if (until === null) return { at, text: 'is missing: the last day of the detention' };
  if (!isCustomsDate(until)) return { at, text: `'${until}' is not a day, YYYY-MM-DD` };
  const { lastDay } = detentionOf(days, today)!;
  if (today > lastDay) return { at, text: `is too late: the detention was over on ${lastDay}` };
  if (until <= lastDay) return { at, text: `is not after ${lastDay}, the last day as it is` };
  if (until > addDays(today, MOST_DAYS)) return { at, text: `${until} is more than a year away` };
  return null;
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
  /** The last day of the detention, and what happens to the goods after it; null where no day is known. */
  readonly detention?: { readonly lastDay: CustomsDate; readonly atEnd: string } | null;
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

/** How long goods may be detained, and what comes then. */
export const detentionOf = (
  days: Pick<CaseDays, 'presentedOn' | 'restricted' | 'agency' | 'detainedUntil'>,
  today: CustomsDate,
): { readonly lastDay: CustomsDate; readonly atEnd: string; readonly rule: string } | null => {
  if (days.presentedOn === null || (!days.restricted && days.agency !== null)) return null;
  const { dueDate, atEnd, rule } = days.restricted
    ? running('detention of restricted goods', ofRestricted(days, days.presentedOn), today)
    : running('admissibility of detained goods', { start: days.presentedOn }, today);
  return { lastDay: dueDate, atEnd, rule };
};
