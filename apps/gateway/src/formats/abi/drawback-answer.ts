import {
  decode,
  DRAWBACK_DISPOSITIONS,
  GRAMMARS,
  type Layout,
  type RecordImage,
  type ReferenceType,
  type Severity,
  type SummaryAnswer,
  summaryAnswerLayouts,
  type SummaryConditionGroup,
  SYSTEM_FAILURE,
} from '#catair';
import type { Condition } from '#contracts';
import { FINAL_OUTSIDE } from '../../filing/downtime-conditions';
import type { AnsweredFiling } from '../../filing/answered-filing';
import { outcomeOf } from '../../filing/disposition';

const SEVERITY: Record<Condition['severity'], Severity> = { fatal: 'F', warning: 'W', information: 'I' };
const LAYOUTS: ReadonlyMap<string, Layout> = new Map(
  [...GRAMMARS.get('DE')!.layouts.values()].map((layout) => [layout.recordId, layout]),
);
/** Data of these stands in the record and in the one that must follow it. */
const IN_TWO_RECORDS: ReadonlySet<string> = new Set(['50', '60', '70']);

type Records = readonly RecordImage[];
type Values = Readonly<Record<string, string>>;

const isReference = (name: string | null): name is ReferenceType =>
  name !== null && summaryAnswerLayouts.E0_REFERENCES.has(name as ReferenceType);

/**
 * DX: conditions gathered by the grouping and record they belong to, in the order of the records, then the final E1 (Drawback Entry Summary guide, version 27, pp. 78..89).
 *
 * @param position of the claim within its block, from 1
 */
export const drawbackAnswerOf = (
  { records, position }: { readonly records: Records; readonly position: number },
  filing: AnsweredFiling,
): SummaryAnswer => {
  const control = valuesOf(records, 0);
  const final = finalOf(filing);
  return {
    entryFilerCode: control['entryFilerCode'] ?? '',
    entryNumber: control['entryNumber'] ?? '',
    brokerReferenceNumber: control['brokerReferenceNumber'] ?? '',
    position,
    teamNumber: '',
    groups: groupsOf(
      records,
      position,
      filing.conditions.filter(({ code }) => final.code !== SYSTEM_FAILURE.code || code !== SYSTEM_FAILURE.code),
    ),
    final: { severity: worstOf(filing), ...final },
    ...(filing.summary?.version ? { versionNumber: filing.summary.version } : {}),
  };
};

/** The final disposition has the severity of the worst condition found (guide, p. 85, note 2, and p. 88). */
const worstOf = ({ conditions }: AnsweredFiling): Severity => {
  const found = (['fatal', 'warning', 'information'] as const).find((severity) =>
    conditions.some((condition) => condition.severity === severity),
  );
  return found ? SEVERITY[found] : '';
};

const finalOf = (
  filing: AnsweredFiling,
): (typeof DRAWBACK_DISPOSITIONS)[keyof typeof DRAWBACK_DISPOSITIONS] | typeof FINAL_OUTSIDE => {
  const { added, replaced, deleted, rejected, failed } = DRAWBACK_DISPOSITIONS;
  const outcome = outcomeOf(filing);
  if (outcome === 'not processed') return failed;
  if (outcome === 'rejected') return rejected;
  if (outcome === 'processed outside') return FINAL_OUTSIDE;
  return [replaced, deleted].find(({ code }) => code === filing.summary?.finalCode) ?? added;
};

const groupsOf = (records: Records, position: number, conditions: readonly Condition[]): SummaryConditionGroup[] => {
  const groups = new Map<
    string,
    SummaryConditionGroup & { at: number; conditions: SummaryConditionGroup['conditions'][number][] }
  >();
  for (const { grouping, recordIndex, field, severity, code, text } of conditions) {
    const referenceType = isReference(grouping) ? grouping : 'SUMMRY';
    const at = referenceType === 'SUMMRY' ? 0 : (recordIndex ?? 0);
    const item = /[1-9]\d?$/.exec(field ?? '')?.[0] ?? '1';
    const name = `${referenceType} ${at} ${item}`;
    const group = groups.get(name) ?? {
      ...{ referenceType, at, conditions: [] },
      occurrence: occurrenceOf(records, at, referenceType, position),
      values: referenceType === 'TOTALS' ? {} : shown(valuesOf(records, at), item),
    };
    groups.set(name, group);
    group.conditions.push({ severity: SEVERITY[severity], code, narrative: text });
  }
  return [...groups.values()].sort((a, b) => a.at - b.at);
};

const valuesOf = (records: Records, index: number): Values => {
  const record = records[index];
  const layout = record && LAYOUTS.get(record.recordId);
  if (!layout) return {};
  const own = decode(layout, record.image).values as Record<string, string>;
  return IN_TWO_RECORDS.has(record.recordId) ? { ...valuesOf(records, index + 1), ...own } : own;
};

/** Repeated items appear under their plain name. */
const shown = (values: Values, item: string): Record<string, string> => {
  const own = { ...values };
  for (const [name, value] of Object.entries(values))
    if (name.endsWith(item)) own[name.slice(0, -item.length)] ??= value;
  return own;
};

/** Which of its kind among all records of the claim, from 1; of what does not repeat, which claim of its block. */
const occurrenceOf = (records: Records, index: number, type: ReferenceType, position: number): number => {
  if (type === 'SUMMRY' || type === 'TOTALS') return position;
  const recordId = records[index]?.recordId;
  return Math.max(records.slice(0, index + 1).filter((record) => record.recordId === recordId).length, 1);
};
