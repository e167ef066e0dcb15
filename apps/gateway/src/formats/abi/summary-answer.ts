import {
  decode,
  GRAMMARS,
  type Layout,
  type RecordImage,
  type ReferenceType,
  type Severity,
  type SummaryAnswer,
  summaryAnswerLayouts,
  type SummaryConditionGroup,
  SUMMARY_DISPOSITIONS,
  SYSTEM_FAILURE,
} from '#catair';
import type { Condition } from '#contracts';
import { FINAL_OUTSIDE } from '../../filing/downtime-conditions';
import type { AnsweredFiling } from '../../filing/answered-filing';
import { outcomeOf } from '../../filing/disposition';

const SEVERITY: Record<Condition['severity'], Severity> = { fatal: 'F', warning: 'W', information: 'I' };
const LAYOUTS: ReadonlyMap<string, Layout> = new Map(
  [...GRAMMARS.get('AE')!.layouts.values()].map((layout) => [layout.recordId, layout]),
);
/** What stands within a line is told under its line (Entry Summary Create/Update, p. ESF-192). */
const OF_A_LINE: ReadonlySet<string> = new Set([
  'EIPINV',
  'INVLIN',
  'COMDES',
  'ARPART',
  'TARIFF',
  'TARQTY',
  'LICNSE',
  'ADDCVD',
  'IADDET',
  'LINFEE',
  'PSCLRE',
  'CENWRN',
]);

const isReference = (name: string | null): name is ReferenceType =>
  name !== null && summaryAnswerLayouts.E0_REFERENCES.has(name as ReferenceType);

type Records = readonly RecordImage[];

/** AX: conditions gathered by the grouping and record they belong to, in the order of the records, then the final E1. */
export const summaryAnswerOf = (
  { records, position }: { readonly records: Records; readonly position: number },
  filing: AnsweredFiling,
): SummaryAnswer => {
  const control = valuesOf(records, 0);
  const { summary } = filing;
  const final = finalOf(filing);
  return {
    entryFilerCode: control['entryFilerCode'] ?? '',
    entryNumber: control['entryNumber'] ?? '',
    brokerReferenceNumber: control['brokerReferenceNumber'] ?? '',
    position,
    teamNumber: summary?.teamNumber ?? '',
    groups: groupsOf(
      records,
      filing.conditions.filter(({ code }) => final.code !== SYSTEM_FAILURE.code || code !== SYSTEM_FAILURE.code),
    ),
    final: { severity: severityOf(filing), ...final },
    ...(summary?.version ? { versionNumber: summary.version } : {}),
  };
};

/** Agencies' own data (OI and PG records) is warned about by the agency, all else by the census. */
const isOfAgency = ({ record }: Condition): boolean => record === 'OI' || (record?.startsWith('PG') ?? false);

/** Records of agencies are told as what they are, those that the guide has a reference for (pp. ESF-198..203). */
const agencyReferenceOf = (condition: Condition): ReferenceType | null => {
  const type = condition.record === 'OI' ? 'PGOI' : condition.record;
  return isOfAgency(condition) && condition.recordIndex !== null && isReference(type) ? type : null;
};

/** What of such a record says which it is: the words of OI, and what follows the identifier of all others. */
const pertinent = ({ recordId, image }: RecordImage): string =>
  (recordId === 'OI' ? image.slice(10, 65) : image.slice(4, 59)).trimEnd();

/** The most severe condition found (Entry Summary Create/Update, pp. ESF-204..209): an agency's warning goes before one of the census; blank where none was. */
const severityOf = (filing: AnsweredFiling): Severity | '' => {
  const { conditions } = filing;
  const outcome = outcomeOf(filing);
  if (outcome === 'rejected' || outcome === 'not processed') return 'F';
  const warnings = conditions.filter(({ severity }) => severity === 'warning');
  if (warnings.some(isOfAgency)) return 'P';
  if (warnings.length > 0) return 'W';
  return conditions.some(({ severity }) => severity === 'information') ? 'I' : '';
};

const finalOf = (
  filing: AnsweredFiling,
): (typeof SUMMARY_DISPOSITIONS)[keyof typeof SUMMARY_DISPOSITIONS] | typeof FINAL_OUTSIDE => {
  const { added, replaced, deleted, rejected, failed } = SUMMARY_DISPOSITIONS;
  const outcome = outcomeOf(filing);
  if (outcome === 'not processed') return failed;
  if (outcome === 'rejected') return rejected;
  if (outcome === 'processed outside') return FINAL_OUTSIDE;
  return [replaced, deleted].find(({ code }) => code === filing.summary?.finalCode) ?? added;
};

const groupsOf = (records: Records, conditions: readonly Condition[]): SummaryConditionGroup[] => {
  const groups = new Map<
    string,
    SummaryConditionGroup & { at: number; rank: number; conditions: SummaryConditionGroup['conditions'][number][] }
  >();
  const open = (referenceType: ReferenceType, index: number, field: string | null, rank: number) => {
    const at = referenceType === 'SUMMRY' ? 0 : index;
    const name = `${referenceType} ${at} ${itemOf(field)}`;
    const found = groups.get(name);
    if (found) return found;
    const group = {
      referenceType,
      at,
      rank,
      occurrence: occurrenceOf(records, at, referenceType),
      values: isAgency(referenceType)
        ? { agencyRecord: pertinent(records[at]!) }
        : shown(valuesOf(records, at), itemOf(field)),
      conditions: [],
    };
    groups.set(name, group);
    return group;
  };
  for (const condition of conditions) {
    const type =
      agencyReferenceOf(condition) ?? (isReference(condition.grouping) ? condition.grouping : ('SUMMRY' as const));
    const record = condition.recordIndex ?? 0;
    const index = type === 'LINITM' ? (lineAbove(records, record) ?? record) : record;
    if (OF_A_LINE.has(type) || isAgency(type)) {
      const line = lineAbove(records, index);
      if (line !== null) open('LINITM', line, null, 0);
      const tariff = isAgency(type) ? tariffAbove(records, index) : null;
      if (tariff !== null) open('TARIFF', tariff, null, 0);
    }
    open(type, index, condition.field, 1).conditions.push({
      severity: condition.severity === 'warning' && isOfAgency(condition) ? 'P' : SEVERITY[condition.severity],
      code: condition.code,
      narrative: condition.text,
    });
  }
  const rankOf = (type: string): number =>
    type === 'SUMMRY' ? 0 : type === 'TOTALS' || type === 'PSTLIN' || type === 'FEETOT' ? 2 : 1;
  return [...groups.values()].sort(
    (a, b) => rankOf(a.referenceType) - rankOf(b.referenceType) || a.at - b.at || a.rank - b.rank,
  );
};

/** The number of a repeated item, from the field's name: `accountingClassCode2` is item 2. */
const itemOf = (field: string | null): string => /[1-9]$/.exec(field ?? '')?.[0] ?? '1';

const isAgency = (type: ReferenceType): boolean => type.startsWith('PG');

/** The tariff number that data of an agency stands behind; null where it stands before the first of its line. */
const tariffAbove = (records: Records, index: number): number | null => {
  for (let at = Math.min(index, records.length - 1); at >= 0 && records[at]!.recordId !== '40'; at -= 1)
    if (records[at]!.recordId === '50') return at;
  return null;
};

const lineAbove = (records: Records, index: number): number | null => {
  for (let at = Math.min(index, records.length - 1); at >= 0; at -= 1) if (records[at]!.recordId === '40') return at;
  return null;
};

const valuesOf = (records: Records, index: number): Readonly<Record<string, string>> => {
  const record = records[index];
  const layout = record && LAYOUTS.get(record.recordId);
  return layout ? (decode(layout, record.image).values as Record<string, string>) : {};
};

/** Repeated items appear under their plain name. */
const shown = (values: Readonly<Record<string, string>>, item: string): Record<string, string> => {
  const own = { ...values };
  for (const [name, value] of Object.entries(values)) if (name.endsWith(item)) own[name.slice(0, -1)] ??= value;
  return own;
};

/** Which of its kind, from 1: among the records of the whole summary, or of its line for what stands in a line. */
const occurrenceOf = (records: Records, index: number, type: ReferenceType): number => {
  if (type === 'SUMMRY' || type === 'TOTALS' || type === 'PSTLIN') return type === 'SUMMRY' ? 1 : 0;
  const { recordId } = records[index] ?? { recordId: '' };
  const from = OF_A_LINE.has(type) || isAgency(type) ? (lineAbove(records, index) ?? 0) : 0;
  let count = 0;
  for (let at = from; at <= index && at < records.length; at += 1) if (records[at]!.recordId === recordId) count += 1;
  return Math.max(count, 1);
};
