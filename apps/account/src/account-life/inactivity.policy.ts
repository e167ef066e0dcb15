import { type Effective, inForce } from '#reference';
import type { CustomsDate } from '#kernel';

interface InactivityPolicy extends Effective {
  /** Days without any use after which an account of the trade is deactivated. */
  readonly deactivatedAfterDays: number;
  /** Days before that its owners are warned, at least. */
  readonly warnedDaysBefore: number;
  readonly basis: string;
}

/** What becomes of accounts that nobody uses. EO 14411 deactivates importer numbers that were not used for a year. */
export const INACTIVITY_POLICIES: readonly InactivityPolicy[] = [
  { from: '2026-01-01' as CustomsDate, deactivatedAfterDays: 365, warnedDaysBefore: 30, basis: 'EO 14411' },
];

/** The policy on a day; undefined where none is in force: then nothing is deactivated. */
export const inactivityPolicy = (at: Date): InactivityPolicy | undefined =>
  inForce(INACTIVITY_POLICIES, at.toISOString().slice(0, 10) as CustomsDate);
