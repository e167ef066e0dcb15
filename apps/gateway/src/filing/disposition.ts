import { type Condition, NOT_PROCESSED, type Outcome, wasRefused } from '#contracts';
import { PROCESSED_OUTSIDE } from './downtime-conditions';

/** The outcome and the conditions of an answered filing, as its row has them. */
interface Judged {
  readonly outcome: Outcome;
  readonly conditions: readonly Pick<Condition, 'code'>[] | null;
}

/** Rows that were answered before these outcomes had names tell them by the code of a condition. */
export const outcomeOf = ({ outcome, conditions }: Judged): Outcome => {
  const has = (wanted: string): boolean => (conditions ?? []).some(({ code }) => code === wanted);
  if (outcome === 'rejected' && has(NOT_PROCESSED.code)) return 'not processed';
  return outcome === 'accepted' && has(PROCESSED_OUTSIDE) ? 'processed outside' : outcome;
};

/** The same in the database: of the row of `filing` that is called `f`. */
export const OUTCOME_SQL = `CASE WHEN f.outcome = 'rejected' AND f.conditions @> '[{"code":"${NOT_PROCESSED.code}"}]' THEN 'not processed'
  WHEN f.outcome = 'accepted' AND f.conditions @> '[{"code":"${PROCESSED_OUTSIDE}"}]' THEN 'processed outside' ELSE f.outcome END`;

export type FinalDisposition = 'processed' | 'rejected' | 'not processed, resend';

/** What an answered filing is told. */
export const finalDisposition = (filing: Judged): FinalDisposition => {
  const outcome = outcomeOf(filing);
  if (outcome === 'not processed') return 'not processed, resend';
  return outcome === 'rejected' ? 'rejected' : 'processed';
};

/** What a transmission is told whose filings are all answered: as one filing of it only where all agree. */
export const finalDispositionOfAll = (filings: readonly Judged[]): FinalDisposition => {
  if (filings.every((filing) => outcomeOf(filing) === 'not processed')) return 'not processed, resend';
  return filings.every((filing) => wasRefused(outcomeOf(filing))) ? 'rejected' : 'processed';
};
