import {
  type DataFault,
  type Fate,
  fateOf,
  type Layout,
  type PlacedRecord,
  type ReferenceType,
  remarkableFields,
} from '#catair';
import type { CarriedRecord, Condition } from '#contracts';
import { type ReadingCode, readingCondition } from '../reading-conditions';

type Placed = PlacedRecord<Layout>;

type Application = 'SE' | 'AE' | 'DE' | 'CB';

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
 */
export const readingOf = (application: Application, records: readonly Placed[]): RecordReading => {
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
      if (application === 'AE' && WITH_MARKS[`${recordId} ${fault.field}`]?.test(values[fault.field!] ?? '')) continue;
      const told = unreadable(
        fault,
        layout,
        fateOf(application, recordId, fault.field!),
        recordIndex,
        grouping,
        isStrict(application, recordId),
      );
      (told.severity === 'fatal' ? fatal : warnings).push(told);
    }
    if (application === 'AE') fatal.push(...blanksIn(record, grouping), ...lackingIn(record, grouping));
    const remarkable = remarkableFields(application, layout, values);
    if (remarkable.length === 0) continue;
    const untyped = remarkable.filter(({ typed }) => !typed);
    if (untyped.length > 0)
      carried.push({
        record: recordId,
        recordIndex,
        fields: Object.fromEntries(untyped.map((f) => [f.name, f.value])),
      });
    for (const { name, because } of remarkable) {
      if (because === null) continue;
      const told = notJudged.get(recordId) ?? { first: record, fields: new Map<string, string>(), grouping };
      told.fields.set(name, because);
      notJudged.set(recordId, told);
    }
  }
  const information: Condition[] = [];
  for (const [recordId, { first, fields, grouping }] of notJudged) {
    const reasons = [...new Set(fields.values())].map(
      (because) => `${[...fields].flatMap(([name, said]) => (said === because ? [name] : [])).join(', ')}: ${because}`,
    );
    const place = { record: recordId, recordIndex: first.recordIndex, field: [...fields.keys()][0]!, grouping };
    information.push(readingCondition('W95', recordId, reasons.join(' '), place));
  }
  return { carried, reading: [...listed(fatal), ...listed(warnings), ...information] };
};

/**
 * Numbers of a summary in which zero is written and not left blank (ACE error dictionary, 252, 253, 421, 437, 438, 477, 536, 539, 721, 723, 725, 728, 729). Of the
 * grand totals other revenue alone may be blank (p. ESF-131).
 */
const NEVER_BLANK: Readonly<Record<string, readonly string[]>> = {
  '34': ['headerFeeAmount'],
  '40': ['grossShippingWeight'],
  '50': ['dutyAmount', 'valueOfGoodsAmount'],
  '53': ['caseDepositRate', 'dutyAmount'],
  '60': ['irTaxAmount'],
  '62': ['userFeeAmount'],
  '90': [
    ...['grandTotalDutyAmount', 'grandTotalUserFeeAmount', 'grandTotalIrTaxAmount'],
    ...['grandTotalAdDutyAmount', 'grandTotalCvDutyAmount'],
  ],
};

const NONE: readonly never[] = [];

interface NeverBlank {
  readonly name: string;
  readonly from: number;
  readonly to: number;
  /** Of items that repeat: where this is filled, the item is begun. */
  readonly begunBy: string | null;
}

const neverBlankIn = new WeakMap<Layout, readonly NeverBlank[]>();

const neverBlankOf = (layout: Layout): readonly NeverBlank[] => {
  const known = neverBlankIn.get(layout);
  if (known) return known;
  const never = NEVER_BLANK[layout.recordId] ?? NONE;
  const fields = layout.fields.flatMap(({ name, from, to }): NeverBlank[] => {
    const [, stem, item] = /^(.*?)(\d?)$/.exec(name)!;
    return never.includes(stem!) ? [{ name, from, to, begunBy: item ? `accountingClassCode${item}` : null }] : [];
  });
  neverBlankIn.set(layout, fields);
  return fields;
};

const blanksIn = ({ layout, recordId, recordIndex, values }: Placed, grouping: string | null): Condition[] =>
  neverBlankOf(layout).flatMap(({ name, from, to, begunBy }) => {
    if (values[name] !== '' || (begunBy !== null && !values[begunBy])) return [];
    const text = `${recordId} ${name} (columns ${from}-${to}): blank, send zeroes where there is nothing.`;
    return [
      readingCondition('W91', whereOf({ recordId, from, to }), text, {
        record: recordId,
        recordIndex,
        field: name,
        grouping,
      }),
    ];
  });

/** Mandatory fields whose absence no rule has a code for, or none at this record (pp. ESF-18, 42, 53..58, 71, 119). */
const LACKING: Readonly<Record<string, readonly string[]>> = {
  '21': ['tripIdentifier'],
  '34': ['accountingClassCode1'],
  '35': ['reasonCode1'],
  '36': ['pscFilingExplanationText'],
  '42': ['invoiceLineRangeBegin1', 'invoiceLineRangeEnd1'],
  '44': ['commercialDescriptionText'],
  '63': ['reasonCode1'],
};

const lackingIn = ({ layout, recordId, recordIndex, values }: Placed, grouping: string | null): Condition[] => {
  const blank = LACKING[recordId]?.filter((name) => values[name] === '') ?? NONE;
  return blank.map((field) => {
    const { from, to } = layout.fields.find(({ name }) => name === field)!;
    const place = { record: recordId, recordIndex, field, grouping };
    return readingCondition('W9A', whereOf({ recordId, from, to }), `${field} (columns ${from}-${to}):`, place);
  });
};

/** Codes that the guide itself writes with a mark: programs such as C# and A+, carriers such as *F (pp. ESF-66, 144). */
const WITH_MARKS: Readonly<Record<string, RegExp>> = {
  '20 carrierCode': /^[A-Z0-9 *]*$/,
  '40 specialProgramClaimCode': /^[A-Z0-9 *+#]*$/,
};

/** A class of the guide of summaries is the domain of its field in all filing scenarios (p. ESF-18); in what it borrows of a cargo release names have apostrophes. */
const isStrict = (application: Application, recordId: string): boolean =>
  application === 'AE' && !recordId.startsWith('SE');

const groupingOf = (application: Application, recordId: string, inLine: boolean): ReferenceType | null => {
  if (application === 'SE' || application === 'CB') return null;
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
  fault: DataFault,
  layout: Layout,
  fate: Fate | null,
  recordIndex: number,
  grouping: string | null,
  strict = false,
): Condition => {
  const { field, text, recordId } = fault;
  const { fieldClass, oneOf } = layout.fields.find(({ name }) => name === field)!;
  const ofText: ReadingCode = strict ? 'W99' : 'W94';
  const code: ReadingCode =
    fate?.kind !== 'typed' && !strict
      ? 'W94'
      : oneOf !== null
        ? 'W93'
        : fieldClass === 'D'
          ? 'W92'
          : fieldClass === 'N' || fieldClass === '(S)N'
            ? 'W91'
            : ofText;
  return readingCondition(code, whereOf(fault), `${text}.`, {
    record: recordId,
    recordIndex,
    field,
    grouping,
  });
};

/** What cannot be read of records of agencies, those that stand where none may, and, in a summary, that nobody reviews them there. */
export const agencyReadingOf = (
  application: 'SE' | 'AE',
  placed: readonly Placed[],
  strays: readonly Placed[],
): Condition[] => {
  const ofSummary = application === 'AE';
  const grouping = ofSummary ? 'LINITM' : null;
  const found: Condition[] = [];
  for (const { recordId: record, recordIndex } of strays)
    found.push(
      readingCondition(ofSummary ? 'W98' : 'W97', record, '', { record, recordIndex, field: null, grouping: null }),
    );
  for (const { layout, recordIndex, faults } of placed)
    for (const fault of faults)
      found.push(
        fault.kind === 'class'
          ? unreadable(fault, layout, { kind: 'typed' }, recordIndex, grouping)
          : readingCondition('W96', whereOf(fault), `${fault.text}.`, {
              record: fault.recordId,
              recordIndex,
              field: null,
              grouping,
            }),
      );
  const [first] = placed;
  return [...(listed(found) as Condition[]), ...(ofSummary && first ? notReviewed(first) : [])];
};

/** Told once for all records of agencies in a summary. */
const notReviewed = ({ layout, recordId, recordIndex }: Placed): Condition[] => {
  const fate = fateOf('AE', recordId, layout.fields[0]!.name);
  const because = fate?.kind === 'typed' ? fate.unjudged : undefined;
  if (because === undefined) return [];
  const place = { record: recordId, recordIndex, field: null, grouping: 'LINITM' };
  return [readingCondition('W95', 'OI, PG', because, place)];
};

const whereOf = ({ recordId, from, to }: Pick<DataFault, 'recordId' | 'from' | 'to'>): string =>
  `${recordId} ${from === to ? `COL ${from}` : `COL ${from}-${to}`}`;

/** Left out where there is nothing to say, so that an ordinary filing is no larger. */
export const membersOf = ({ carried, reading }: RecordReading): Partial<RecordReading> => ({
  ...(carried.length > 0 ? { carried } : {}),
  ...(reading.length > 0 ? { reading } : {}),
});
