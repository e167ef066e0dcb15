import { SummaryStatusChanged } from '#contracts';
import { lifeCycle, ok, type Result } from '#kernel';

const ANSWER_ONLY: readonly string[] = [];

/**
 * The life of an entry summary (entry summary guide, pp. ESF-206, ESF-210). What a filing does to it the filer is told in the answer to
 * that filing. A summary that was deleted is off file, and its number may be filed again. After a post summary correction (p. ESF-183) there is no ordinary replacement and no
 * deletion, unless CBP rejects the correction.
 */
export const summaryStates = lifeCycle({
  states: [
    'off file',
    'in trade control',
    'under review',
    'rejected',
    'corrected',
    'correction under review',
    'correction rejected',
  ],
  transitions: [
    { from: 'off file', on: 'added', to: 'in trade control', who: 'filer', says: ANSWER_ONLY },
    { from: 'in trade control', on: 'replaced', to: 'in trade control', who: 'filer', says: ANSWER_ONLY },
    { from: 'in trade control', on: 'deleted by the filer', to: 'off file', who: 'filer', says: ANSWER_ONLY },
    // Amounts that the filer meant to change must not reach a statement.
    { from: 'in trade control', on: 'deleted by a rejected filing', to: 'off file', who: 'filer', says: ANSWER_ONLY },
    { from: 'in trade control', on: 'taken under review', to: 'under review', who: 'CBP', says: [] },
    { from: 'under review', on: 'review ended', to: 'in trade control', who: 'CBP', says: [] },
    { from: 'under review', on: 'rejected by CBP', to: 'rejected', who: 'CBP', says: [SummaryStatusChanged.type] },
    { from: 'rejected', on: 'replaced', to: 'in trade control', who: 'filer', says: ANSWER_ONLY },
    { from: 'in trade control', on: 'corrected', to: 'corrected', who: 'filer', says: ANSWER_ONLY },
    { from: 'corrected', on: 'corrected', to: 'corrected', who: 'filer', says: ANSWER_ONLY },
    { from: 'corrected', on: 'taken under review', to: 'correction under review', who: 'CBP', says: [] },
    { from: 'correction under review', on: 'review ended', to: 'corrected', who: 'CBP', says: [] },
    {
      ...{ from: 'correction under review', on: 'rejected by CBP', to: 'correction rejected', who: 'CBP' },
      says: [SummaryStatusChanged.type],
    },
    { from: 'correction rejected', on: 'replaced', to: 'corrected', who: 'filer', says: ANSWER_ONLY },
  ],
});

export type SummaryState = (typeof summaryStates.states)[number];
export type SummaryEvent = (typeof summaryStates.transitions)[number]['on'];

/** The same in the guide's own two words, as it is stored. Who had a summary in control is kept when it is deleted. */
interface Columns {
  readonly state: 'accepted' | 'rejected' | 'deleted';
  readonly control: 'trade' | 'cbp';
  /** A post summary correction was accepted. */
  readonly corrected: boolean;
}
const COLUMNS: Readonly<Record<SummaryState, Partial<Columns> & Omit<Columns, 'control'>>> = {
  'off file': { state: 'deleted', corrected: false },
  'in trade control': { state: 'accepted', control: 'trade', corrected: false },
  'under review': { state: 'accepted', control: 'cbp', corrected: false },
  rejected: { state: 'rejected', control: 'cbp', corrected: false },
  corrected: { state: 'accepted', control: 'trade', corrected: true },
  'correction under review': { state: 'accepted', control: 'cbp', corrected: true },
  'correction rejected': { state: 'rejected', control: 'cbp', corrected: true },
};

export const stateOf = (summary: Columns | undefined): SummaryState => {
  if (!summary || summary.state === 'deleted') return 'off file';
  const { corrected, control } = summary;
  if (summary.state === 'rejected') return corrected ? 'correction rejected' : 'rejected';
  if (control === 'trade') return corrected ? 'corrected' : 'in trade control';
  return corrected ? 'correction under review' : 'under review';
};

/** The columns after an event, or a refusal that names state and event. */
export const columnsAfter = (summary: Columns | undefined, event: SummaryEvent): Result<Columns> => {
  const next = summaryStates.next(stateOf(summary), event);
  return next.ok ? ok({ control: summary?.control ?? 'trade', ...COLUMNS[next.value] }) : next;
};
