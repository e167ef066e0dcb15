import type { FieldError } from '#kernel';
import { addDays, type CustomsDate, isCustomsDate } from '#kernel';
import type { AmountsOwed } from './notice';
import { formOf, type NoticeFormCode } from './notice-forms.table';

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
  readonly entryLines: readonly string[];
  readonly action: string | null;
  readonly finally: AmountsOwed | null;
  readonly phone: string | null;
}

/** What is wrong with an order by itself. */
export const noticeFaults = ({ form, taken, action, finally: owed }: NoticeOrder): FieldError[] => {
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
  } else if (owed === null)
    faults.push({
      ...{ at: '/finally', text: 'is missing: a notice of action says what is owed in the end (19 CFR 152.2)' },
      remedy: 'Name dutyCents, and fees by accounting class.',
    });
  return faults;
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
