import type { Condition, EntryFilingAnswered } from '#contracts';

/** A filing with its answer, as the journal keeps it. */
export interface AnsweredFiling {
  readonly id: string;
  readonly ordinal: number;
  readonly kind: string;
  readonly subject: string;
  readonly reference: string;
  readonly outcome: EntryFilingAnswered['outcome'];
  readonly conditions: readonly Condition[];
  readonly summary: EntryFilingAnswered['entrySummary'];
}

/** A filing of which the module has said nothing yet. */
export interface OpenFiling {
  readonly outcome: null;
}

/** What is decided on one filing, whoever decided it. */
export interface Judgement extends Pick<AnsweredFiling, 'outcome' | 'conditions' | 'summary'> {
  readonly transmissionId: string;
  readonly filingId: string;
}

/** A transmission all of whose filings are answered. */
export interface CompletedTransmission {
  readonly id: string;
  readonly accountId: string;
  readonly correlationId: string;
  readonly body: Buffer;
  readonly envelope: unknown;
  /** In the order sent. */
  readonly filings: readonly AnsweredFiling[];
}
