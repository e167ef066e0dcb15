import type { BenefitOnEntry, PilotOnEntry, SelectedBy } from '#contracts';
import type { Static } from '@sinclair/typebox';
import type { CustomsDate } from '#kernel';

/** What is drawn is one of so many; rates are exams in as many entries. */
export const DRAWN_FROM = 10_000;

/** How an entry was drawn. */
export interface Draw {
  /** From 0 to 9,999. */
  readonly number: number;
  /** Selected for everybody below this. */
  readonly floor: number;
  /** Selected below this by the rules for everybody. */
  readonly rate: number;
  /** Selected below this: the rate, or the lower one that standing brought. */
  readonly drawnAt: number;
}

/** What an officer said of where an examination is, and what it took. */
export interface ExamFacts {
  /** FIRMS code. */
  readonly site: string | null;
  readonly begunAt: string | null;
  readonly hours: number | null;
  /** Why it is not where the importer elected to have it. */
  readonly siteReason: string | null;
}

/** How an entry was screened: whether it was selected for examination, why, and what trusted standing brought it. Kept with the release. */
export interface Selection {
  /** On which it was screened first, by the clock of the port: that day's seed draws it, however often it is screened anew. */
  readonly day: CustomsDate;
  readonly port: string | null;
  readonly mode: string | null;
  /** Null where no rule was in force. */
  readonly draw: Draw | null;
  readonly by: Static<typeof SelectedBy> | null;
  /** The gravest first. */
  readonly reasons: readonly string[];
  /** From 0 to 100. */
  readonly risk: number;
  readonly trustedAccountId: string | null;
  readonly benefits: readonly Static<typeof BenefitOnEntry>[];
  /** What partner agencies give in pilots; left out where the importer takes part in none. */
  readonly pilots?: readonly Static<typeof PilotOnEntry>[];
  readonly examination: ExamFacts | null;
}
