import { type CustomsDate, Decimal } from '#kernel';
import { dueOf } from '#reference';
import { type CaseState, FINAL_STATES } from './case.states';
import type { Law } from './laws.data';

/** Days on which the statute of limitations counts. */
export interface OffenseDays {
  readonly violationOn: CustomsDate;
  /** When the offense, or the fraud, was discovered. */
  readonly discoveredOn: CustomsDate;
  /** When the involvement of the property was discovered, for a seizure; else null. */
  readonly involvementOn: CustomsDate | null;
  readonly fraud: boolean;
}

/** The last day on which a suit may be begun: 19 USC 1621; for a bond 28 USC 2415(a). */
export const limitationOf = ({ runsFrom, kind }: Law, days: OffenseDays): CustomsDate => {
  if (runsFrom === 'breach') return dueOf('suit on a bond', { start: days.violationOn }).dueDate;
  const start = runsFrom === 'violation or discovery of fraud' && !days.fraud ? days.violationOn : days.discoveredOn;
  const { dueDate } = dueOf('suit for a penalty or forfeiture', { start });
  if (kind !== 'seizure' || days.involvementOn === null) return dueDate;
  const involvement = dueOf('suit after involvement of property', { start: days.involvementOn }).dueDate;
  return involvement > dueDate ? involvement : dueDate;
};

const MOST = 99_999_999_999_99;

/** Dollars and cents as people write them, such as `25000.00`, as whole cents; or what is wrong with them. */
export const centsOf = (text: string): number | { readonly problem: string } => {
  if (!/^\d{1,15}(\.\d+)?$/.test(text)) return { problem: `'${text}' is not an amount of dollars, such as 25000.00` };
  if (/\.\d{3,}$/.test(text)) return { problem: `'${text}' has more than two decimals: there is nothing below a cent` };
  const cents = Number(Decimal.of(text).round(2).units);
  return cents <= MOST ? cents : { problem: `'${text}' is more than a case can be about` };
};

export const dollars = (cents: number): string => Decimal.of(cents).shift(2).toString();

/** Nothing is owed any more, whatever was paid: an accepted offer settles the claim. */
const SETTLED: readonly CaseState[] = ['paid', 'forfeited', ...FINAL_STATES];

/** What is still to be paid, or would be. */
export const owedOf = (of: {
  readonly state: CaseState;
  readonly assessedCents: number;
  readonly mitigatedCents: number | null;
  readonly paidCents: number;
}): number => (SETTLED.includes(of.state) ? 0 : Math.max(0, (of.mitigatedCents ?? of.assessedCents) - of.paidCents));

/** Kind of the event of an entry summary that was filed late or not at all. */
export const LATE_SUMMARY = 'late summary';
