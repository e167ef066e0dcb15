import type { Condition, EntryFilingAnswered } from '#contracts';
import type { Module } from './transmission';

/** A filing with its answer, as the journal keeps it. */
export interface AnsweredFiling {
  readonly id: string;
  readonly ordinal: number;
  readonly kind: string;
  readonly module: Module;
  readonly subject: string;
  readonly reference: string;
  readonly outcome: EntryFilingAnswered['outcome'];
  readonly conditions: readonly Condition[];
  readonly summary: EntryFilingAnswered['entrySummary'];
  /** As `NewFiling.sent`; null of filings in JSON, and of those that came before it was kept. */
  readonly sent: object | null;
}

/** A filing of which the module has said nothing yet. */
export interface OpenFiling {
  readonly outcome: null;
  readonly sent: object | null;
}

/** What is decided on one filing, whoever decided it. */
export interface Judgement extends Pick<AnsweredFiling, 'outcome' | 'conditions' | 'summary'> {
  readonly transmissionId: string;
  readonly filingId: string;
}

/** A filing as the activity log names it. */
export interface AnsweredItem {
  kind: string;
  subject: string;
  filingId: string | null;
  outcome: string | null;
}

export const itemsOf = (filings: readonly AnsweredFiling[]): AnsweredItem[] =>
  filings.map(({ kind, subject, id, outcome }) => ({ kind, subject, filingId: id, outcome }));

/** What stands in an answer beside its conditions: of a bond its number and how it ended, of a summary what was computed. */
export const resultOf = ({ summary: kept }: { readonly summary: unknown }): Record<string, unknown> => {
  const summary = kept as AnsweredFiling['summary'];
  if (!summary) return {};
  if (!summary.bond) return { entrySummary: summary };
  const { finalCode, finalText, bond } = summary;
  return { bond: { number: bond.number, finalCode, finalText } };
};
