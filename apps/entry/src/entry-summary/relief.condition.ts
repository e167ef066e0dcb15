import { catalogue, type Rule } from '#kernel';
import { inHeader } from './summary-conditions';
import type { EntrySummary, SummaryCondition } from '../summary-on-file/summary.model';
import type { SummaryDeadline } from '../deadlines/deadline.rules';

/** W02 is Portway's own. */
export const RELIEF_CONDITIONS = catalogue<Rule<'W02'>>([
  {
    code: 'W02',
    text: 'FILED IN TIME: DUE DATE WAS PUT OFF',
    severity: 'information',
    resend: false,
    source: 'Portway; 19 CFR 142.12(b)',
    remedy: 'Nothing to do: the summary fell due in a downtime, so it is not late.',
  },
]);

/** A filer is told of the deadline only when relief made the difference. */
export function reliefTold(
  summary: EntrySummary,
  { timeliness, legalDueDate, dueDate, paymentDueDate, relievedBy }: SummaryDeadline,
): SummaryCondition[] {
  if (timeliness !== 'relieved') return [];
  const { code, text, remedy, severity } = RELIEF_CONDITIONS.get('W02');
  const { recordIndex, at, field } = inHeader(summary, '10', 'entryNumber');
  const detail = `It was due ${legalDueDate}; downtime ${relievedBy} put that off to ${dueDate}, estimated duties to ${paymentDueDate}.`;
  return [
    {
      code,
      text,
      severity,
      remedy: `${remedy} ${detail}`,
      record: '10',
      grouping: 'SUMMRY',
      recordIndex,
      field: field ?? null,
      at: recordIndex === null ? at : null,
      lineNumber: null,
    },
  ];
}
