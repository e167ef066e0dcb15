import { called, type EntryFilingAnswered, EntrySummaryFiled, type Outcome } from '#contracts';
import type { Team } from '../importer/importer.repository';
import type { ComputedSummary, EffectOnFile, SummaryCondition } from '../summary-on-file/summary.model';

/** How an AX ends. Source: entry summary guide, pp. ESF-206..211; it prints no code for a deletion. */
const FINAL = {
  add: { finalCode: '995', finalText: 'SUMMARY HAS BEEN ADDED' },
  correct: { finalCode: '996', finalText: 'SUMMARY HAS BEEN REPLACED' },
  replace: { finalCode: '996', finalText: 'SUMMARY HAS BEEN REPLACED' },
  cancel: { finalCode: '', finalText: 'ENTRY SUMMARY DELETED' },
  rejected: { finalCode: '999', finalText: 'TRANSACTION DATA REJECTED' },
} as const;

/** `PNDING` and `NOTELG` stand where a Center would: nobody can tell yet, or the entry has none. */
export const PENDING = 'PNDING';
export const NOT_ELIGIBLE = 'NOTELG';

export interface SummaryResult {
  readonly filing: EntrySummaryFiled;
  readonly accepted: boolean;
  readonly effect: EffectOnFile;
  readonly conditions: readonly SummaryCondition[];
  readonly computed: ComputedSummary | null;
  /** Version on file after an add or replace. */
  readonly version: string | null;
}

export function summaryAnswer(
  { filing, accepted, effect, conditions, computed, version }: SummaryResult,
  team: Team | null,
): EntryFilingAnswered {
  const warned = conditions.some(({ severity }) => severity === 'warning');
  const outcome: Outcome = !accepted ? 'rejected' : warned ? 'accepted with warnings' : 'accepted';
  const final = accepted && effect !== 'delete' && effect !== 'keep' ? FINAL[effect] : FINAL.rejected;
  return {
    origin: filing.origin,
    ...called(EntrySummaryFiled, filing),
    outcome,
    conditions: conditions.map(({ lineNumber: _line, ...condition }) => condition),
    entrySummary: {
      teamNumber: team?.teamNumber ?? null,
      centerId: team?.centerId ?? null,
      version,
      ...final,
      computed: computed && {
        dutyCents: computed.dutyCents,
        feeCents: computed.feeCents,
        totalCents: computed.totalCents,
        ...(computed.declared && { declared: computed.declared }),
      },
    },
  };
}

export const withTeam = (answer: EntryFilingAnswered, team: Team): EntryFilingAnswered => ({
  ...answer,
  entrySummary: answer.entrySummary && { ...answer.entrySummary, teamNumber: team.teamNumber, centerId: team.centerId },
});
