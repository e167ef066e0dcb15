import {
  type DataFault,
  type Fate,
  fateOf,
  type Layout,
  type PlacedRecord,
  type ReferenceType,
  untypedFields,
} from '#catair';
import type { CarriedRecord, Condition } from '#contracts';
import { type ReadingCode, readingCondition } from '../reading-conditions';

type Placed = PlacedRecord<Layout>;

type Application = 'SE' | 'AE' | 'DE';

/** Under which reference of a DX a record of a drawback claim is told (Drawback Entry Summary, version 27, pp. 80..83). */
const CLAIM_GROUPING: Readonly<Record<string, ReferenceType>> = {
  '31': 'BNDDTL',
  '40': 'IMPORT',
  '41': 'CLASSI',
  '42': 'QTYUOM',
  '43': 'HDRREV',
  '50': 'MANUFD',
  '51': 'MANUFD',
  '52': 'MANUFD',
  '53': 'MANUFD',
  '60': 'EXPDES',
  '61': 'EXPDES',
  '62': 'NOIHDR',
  '63': 'NOIEWR',
  '64': 'NAFTAD',
  '70': 'TFTEAE',
  '71': 'TFTEAE',
  '72': 'TFTEAE',
  '73': 'TFTEAE',
  '89': 'REVTOT',
  '90': 'TOTALS',
};

/** Under which reference of an AX a record of a summary is told (Entry Summary Create/Update, p. ESF-192). */
const GROUPING: Readonly<Record<string, ReferenceType>> = {
  '22': 'CARMAN',
  '23': 'BOLINB',
  '31': 'BNDDTL',
  '32': 'CONREL',
  '33': 'MISDOC',
  '34': 'HDRFEE',
  '35': 'PSCHRE',
  '36': 'PSCEXP',
  '42': 'EIPINV',
  '44': 'COMDES',
  '47': 'ARPART',
  '50': 'TARIFF',
  '52': 'LICNSE',
  '53': 'ADDCVD',
  '54': 'IADDET',
  '62': 'LINFEE',
  '63': 'PSCLRE',
  CW02: 'CENWRN',
  '88': 'TOTALS',
  '89': 'FEETOT',
  '90': 'TOTALS',
};

export interface RecordReading {
  readonly carried: CarriedRecord[];
  readonly reading: Condition[];
}

/** Of one filing that is unreadable throughout, so many fatal conditions and so many warnings are listed; the last says how many more. */
const LISTED = 50;

/**
 * What the records of one transaction hold beside the typed members of its message, and what cannot be read or is not judged. A
 * kind of record is told once that it is not judged, however often it comes.
 *
 * @param whole records of which nothing is typed, with what is said of them
 */
export const readingOf = (
  application: Application,
  records: readonly Placed[],
  whole: ReadonlyMap<Placed, Fate> = new Map(),
): RecordReading => {
  const carried: CarriedRecord[] = [];
  const fatal: Condition[] = [];
  const warnings: Condition[] = [];
  const notJudged = new Map<string, { first: Placed; fields: Map<string, string>; grouping: string | null }>();
  let inLine = false;
  for (const record of records) {
    const { layout, recordId, recordIndex, values, faults } = record;
    inLine = recordId === '40' || (inLine && recordId !== '88' && recordId !== '89' && recordId !== '90');
    const grouping = groupingOf(application, recordId, inLine);
    for (const fault of faults) {
      if (fault.kind !== 'class') continue;
      const told = unreadable(fault, layout, fateOf(application, recordId, fault.field!), recordIndex, grouping);
      (told.severity === 'fatal' ? fatal : warnings).push(told);
    }
    const untyped = untypedFields(application, layout, values, whole.get(record) ?? null);
    if (untyped.length === 0) continue;
    carried.push({ record: recordId, recordIndex, fields: Object.fromEntries(untyped.map((f) => [f.name, f.value])) });
    for (const { name, fate } of untyped) {
      if (fate.kind !== 'not judged') continue;
      const told = notJudged.get(recordId) ?? { first: record, fields: new Map<string, string>(), grouping };
      told.fields.set(name, fate.because);
      notJudged.set(recordId, told);
    }
  }
  const information: Condition[] = [];
  for (const [recordId, { first, fields, grouping }] of notJudged) {
    const reasons = [...new Set(fields.values())].map(
      (because) => `${[...fields].flatMap(([name, said]) => (said === because ? [name] : [])).join(', ')}: ${because}`,
    );
    const place = { record: recordId, recordIndex: first.recordIndex, field: [...fields.keys()][0]!, grouping };
    information.push(readingCondition('PR5', recordId, reasons.join(' '), place));
  }
  return { carried, reading: [...listed(fatal), ...listed(warnings), ...information] };
};

const groupingOf = (application: Application, recordId: string, inLine: boolean): ReferenceType | null => {
  if (application === 'SE') return null;
  if (application === 'DE') return CLAIM_GROUPING[recordId] ?? 'SUMMRY';
  return GROUPING[recordId] ?? (inLine ? 'LINITM' : 'SUMMRY');
};

const listed = (conditions: readonly Condition[]): readonly Condition[] => {
  const more = conditions.length - LISTED;
  return more <= 0
    ? conditions
    : conditions
        .slice(0, LISTED)
        .map((c, at) => (at === LISTED - 1 ? { ...c, remedy: `${c.remedy} ${more} more are not listed.` } : c));
};

/** What would be lost is fatal; what is kept as sent, whatever its characters, is a warning. */
const unreadable = (
  { field, from, to, text, recordId }: DataFault,
  layout: Layout,
  fate: Fate | null,
  recordIndex: number,
  grouping: string | null,
): Condition => {
  const { fieldClass, oneOf } = layout.fields.find(({ name }) => name === field)!;
  const code: ReadingCode =
    fate?.kind !== 'typed'
      ? 'PR4'
      : oneOf !== null
        ? 'PR3'
        : fieldClass === 'D'
          ? 'PR2'
          : fieldClass === 'N' || fieldClass === '(S)N'
            ? 'PR1'
            : 'PR4';
  const columns = from === to ? `COL ${from}` : `COL ${from}-${to}`;
  return readingCondition(code, `${recordId} ${columns}`, `${text}.`, {
    record: recordId,
    recordIndex,
    field,
    grouping,
  });
};

/** Left out where there is nothing to say, so that an ordinary filing is no larger. */
export const membersOf = ({ carried, reading }: RecordReading): Partial<RecordReading> => ({
  ...(carried.length > 0 ? { carried } : {}),
  ...(reading.length > 0 ? { reading } : {}),
});
