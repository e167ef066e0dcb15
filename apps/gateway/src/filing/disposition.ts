import { SUMMARY_DISPOSITIONS } from '#catair';
import type { Condition } from '#contracts';
import type { AnsweredFiling } from './answered-filing';

type Judged = Pick<AnsweredFiling, 'outcome'> & { readonly conditions: readonly Pick<Condition, 'code'>[] | null };

/** An operator had to discard the filing: nothing of it was processed, and the same may be sent again (guide, p. ESF-211). */
export const SYSTEM_FAILURE = SUMMARY_DISPOSITIONS.failed.code;

export const hasFailed = ({
  outcome,
  conditions,
}: {
  outcome: string | null;
  conditions: Judged['conditions'];
}): boolean => outcome === 'rejected' && (conditions ?? []).some(({ code }) => code === SYSTEM_FAILURE);

export type FinalDisposition = 'processed' | 'rejected' | 'not processed, resend';

/** What an answered filing is told. */
export const finalDisposition = (filing: {
  outcome: string | null;
  conditions: Judged['conditions'];
}): FinalDisposition => {
  if (hasFailed(filing)) return 'not processed, resend';
  return filing.outcome === 'rejected' ? 'rejected' : 'processed';
};

/** What a transmission is told whose filings are all answered: as one filing of it only where all agree. */
export const finalDispositionOfAll = (filings: readonly Judged[]): FinalDisposition => {
  if (filings.every(hasFailed)) return 'not processed, resend';
  return filings.every(({ outcome }) => outcome === 'rejected') ? 'rejected' : 'processed';
};
