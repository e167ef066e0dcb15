import type { FieldError } from '#kernel';
import { addDays, type CustomsDate, isCustomsDate } from '#kernel';
import type { AmountsOwed } from './notice';
import { outcomeFault } from '../earlier-answers/earlier-answers';
import { comparedOutcome, isCompared } from '../earlier-answers/question-kinds.table';
import { formOf, kindAsked, type NoticeFormCode } from './notice-forms.table';

/** What a specialist sends to issue a request or notice. */
export interface NoticeOrder {
  readonly id: string;
  readonly form: NoticeFormCode;
  /** Of a notice of action that is not proposed first. */
  readonly taken: boolean;
  readonly about: string;
  readonly question: string;
  readonly product: string | null;
  readonly heading: string | null;
  /** Manufacturer (MID), where it is one's only. */
  readonly supplier: string | null;
  readonly entryLines: readonly string[];
  readonly action: string | null;
  readonly finally: AmountsOwed | null;
  /** Of a notice of action: what the goods are by it, in the form of what it is about. */
  readonly outcome: string | null;
  /** Of a request for information: why it is asked although it was answered before. */
  readonly whyAgain: string | null;
  readonly phone: string | null;
}

/** What is wrong with an order by itself. */
export const noticeFaults = (order: NoticeOrder): FieldError[] => {
  const { form, taken, about, action, finally: owed, outcome, product, whyAgain } = order;
  const { actions } = formOf(form);
  const faults: FieldError[] = [];
  if (actions.length === 0) {
    if (action !== null) faults.push({ at: '/action', text: `is not for ${form}` });
  } else if (action === null || !actions.includes(action))
    faults.push({
      ...{ at: '/action', text: action === null ? `is missing: ${form} names one` : `'${action}' is none of ${form}` },
      remedy: `Take one of ${actions.join(', ')}.`,
    });
  if (form !== 'CF-29') {
    if (taken) faults.push({ at: '/taken', text: 'is for CF-29' });
    if (owed !== null) faults.push({ at: '/finally', text: 'is for CF-29' });
    if (outcome !== null) faults.push({ at: '/outcome', text: 'is for CF-29' });
  } else if (owed === null)
    faults.push({
      ...{ at: '/finally', text: 'is missing: a notice of action says what is owed in the end (19 CFR 152.2)' },
      remedy: 'Name dutyCents, and fees by accounting class.',
    });
  if (form === 'CF-29') {
    const fault = decidedFault(about, outcome);
    if (fault) faults.push(fault);
    else if (outcome !== null && product === null)
      faults.push({ at: '/product', text: 'is missing: a decision binds later ones on the same goods, in words' });
  }
  if (form !== 'CF-28' && whyAgain !== null) faults.push({ at: '/whyAgain', text: 'is for CF-28' });
  return faults;
};

/** What is wrong with what a notice of action decides; null when nothing is. */
export const decidedFault = (about: string, outcome: string | null): FieldError | null => {
  const at = '/outcome';
  const kind = kindAsked(about);
  if (!isCompared(kind)) return outcome === null ? null : { at, text: `is not for ${about}: nothing is compared` };
  if (outcome === null) return { at, text: `is missing: what is decided (${about}), such as 3926.90.99, 5.3% or CN` };
  return comparedOutcome(kind, outcome) === null ? { at, text: outcomeFault(kind, outcome) } : null;
};

const MOST_DAYS = 365;

/** What is wrong with a day up to which more time is given; null when nothing is. */
export const untilFault = (until: string | null, today: CustomsDate): FieldError | null => {
  const at = '/until';
  if (until === null) return { at, text: 'is missing: the last day' };
  if (!isCustomsDate(until)) return { at, text: `'${until}' is not a day, YYYY-MM-DD` };
  if (until <= today) return { at, text: `${until} is over` };
  if (until > addDays(today, MOST_DAYS)) return { at, text: `${until} is more than a year away` };
  return null;
};
