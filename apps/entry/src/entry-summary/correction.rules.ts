import { daysBetween, isCustomsDate, parseImporterNumber } from '#kernel';
import { ADCVD_HOLDS, CORRECTION_REASONS, ENTRY_TYPES, LIQUIDATION_HOLDS, REASONS_OF_TYPE } from '#reference';
import type {
  EntrySummary,
  LiquidationOnFile,
  SummaryCondition,
  SummaryContext,
} from '../summary-on-file/summary.model';
import { isPrinted } from '../summary-on-file/control.rules';
import { condition, inHeader, onLine, type Place, type SummaryConditionCode } from './summary-conditions';

/** A correction is refused where the liquidation is so near, in calendar days (guide, p. ESF-183). */
const CLOSED_BEFORE_LIQUIDATION_DAYS = 14;
/** And where the entry is so old, since 14 January 2017 (82 FR 2385); the dictionary still says 270. */
const CLOSED_AFTER_ENTRY_DAYS = 300;
const INFORMAL = ['11', '12'];
/** Words that explain nothing (guide, p. ESF-185). */
const NO_EXPLANATION = /^[\s.\-/]*(n[\s./]*a|none|nothing|not applicable|unknown|psc|correction)?[\s.\-/]*$/i;
const EXTENSIONS = LIQUIDATION_HOLDS.filter(({ kind }) => kind === 'extension').map(({ code }) => code);

/** What CATAIR has places for and a correction may not report (guide, p. ESF-184). */
const NOT_IN_A_CORRECTION: readonly (readonly [record: string, field: string | null, code: SummaryConditionCode])[] = [
  ['10', 'cargoReleaseCertificationRequest', '271'],
  ['10', 'liveEntryIndicator', '272'],
  ['10', 'tradeAgreementReconciliationIndicator', '273'],
  ['10', 'reconciliationIssueCode', '274'],
  ['20', 'locationOfGoodsCode', '280'],
  ['10', 'consolidatedSummaryIndicator', '270'],
  ['32', null, '270'],
];
const RECONCILED = ['tradeAgreementReconciliationIndicator', 'reconciliationIssueCode'];

/** Fields of the header by which a correction without a reason is found out; the entry type has reasons of its own. */
const HEADER_FIELDS = [
  ...(['modeOfTransport', 'consigneeNumber', 'importDate', 'entryDate', 'estimatedArrival', 'carrierScac'] as const),
  ...(['portOfUnlading'] as const),
];

/** Further parts of the header whose change has a reason of its own (AE table 14: H05 to H09, H12, H13), without the place where they were sent. */
const HEADER_PARTS: Readonly<Record<string, (summary: EntrySummary) => unknown>> = {
  bonds: ({ bonds, bond, indicators }) => [
    (bonds ?? (bond ? [bond] : [])).map(({ type, surety }) => [type, surety]),
    ...[indicators?.bondWaiverIndicator ?? '', indicators?.bondWaiverReasonCode ?? ''],
  ],
  electronicInvoiceIndicator: ({ indicators }) => indicators?.electronicInvoiceIndicator ?? '',
  shipmentUsageTypeCode: ({ indicators }) => indicators?.shipmentUsageTypeCode ?? '',
  stateOfDestinationCode: ({ stateOfDestinationCode }) => stateOfDestinationCode ?? '',
  headerFees: ({ headerFees }) => headerFees.map(({ classCode, cents }) => [classCode, cents]),
};
const hasChanged = (part: string, before: EntrySummary, after: EntrySummary): boolean => {
  const of = HEADER_PARTS[part]!;
  return JSON.stringify(of(before)) !== JSON.stringify(of(after));
};

export const isCorrection = ({ correction }: Pick<EntrySummary, 'correction'>): boolean =>
  correction?.indicator === 'Y';

/** Where a field that no correction may have was sent; in a typed member, or as an earlier build carried it. Undefined where it was not. */
const carried = (
  summary: EntrySummary,
  record: string,
  field: string | null,
): { readonly recordIndex: number | null } | undefined =>
  isGiven(summary, record, field)
    ? { recordIndex: recordOf(summary, record) }
    : summary.carried?.find(
        (each) => each.record === record && (field === null || (each.fields[field] ?? '').trim() !== ''),
      );

/** Pointer of such a field in the typed members. */
const placeIn = (record: string, field: string | null): string => {
  if (field === null || record === '32') return '/consolidatedReleases';
  return record === '10' ? `/indicators/${field}` : `/${field}`;
};

/** Null in filings without records. */
const recordOf = ({ records, consolidatedReleases: [first] = [] }: EntrySummary, record: string): number | null =>
  (record === '32' ? first?.recordIndex : records[record]) ?? records['10'] ?? null;

const isGiven = (summary: EntrySummary, record: string, field: string | null): boolean => {
  if (record === '32') return (summary.consolidatedReleases?.length ?? 0) > 0;
  if (field === null) return false;
  const holder = (record === '10' ? summary.indicators : summary) as Readonly<Record<string, unknown>> | undefined;
  return Boolean(holder?.[field]);
};

/** Whether anything says how the summary is paid. */
export const hasPayment = ({ paymentType, statementDate, indicators }: EntrySummary): boolean =>
  paymentType !== null ||
  statementDate !== null ||
  Boolean(indicators?.periodicStatementMonth || indicators?.statementClientBranchIdentifier);

const inCorrection = ({ correction }: EntrySummary, field = 'correction'): Place => ({
  recordIndex: correction?.recordIndex ?? null,
  at: '/correction',
  field,
});

/** What belongs to a correction, in a filing that is none. */
export const judgeNoCorrection = (summary: EntrySummary): SummaryCondition[] => {
  const { correction, lines } = summary;
  const place = inHeader(summary, '10', 'correction');
  const found: SummaryCondition[] = [];
  if (correction?.indicator) found.push(condition('B41', place));
  if (correction?.accelerated) found.push(condition('276', place));
  if (correction?.explanation) found.push(condition('277', inCorrection(summary)));
  if (correction && correction.reasons.length > 0) found.push(condition('284', inCorrection(summary)));
  lines.forEach((line, index) => {
    const [first] = line.correctionReasons ?? [];
    if (first) found.push(condition('580', reasonPlace(onLine(line, index, 'correctionReasons'), first.recordIndex)));
  });
  return found;
};

const reasonPlace = (place: Place, recordIndex: number | null): Place =>
  recordIndex === null ? place : { ...place, recordIndex };

/** `12-3456789` is the same importer as `12-345678900`. */
const normal = (number: string | null): string | null => {
  const parsed = parseImporterNumber(number ?? '');
  return parsed.ok ? parsed.value.text : number;
};

/** Whether the summary on file, and its liquidation, may be corrected now. */
const judgeOnFile = (summary: EntrySummary, { existing, today }: SummaryContext): SummaryCondition[] => {
  const at = (field: keyof EntrySummary): Place => inHeader(summary, '10', field);
  if (!existing) return [condition('B42', at('entryNumber'))];
  const found: SummaryCondition[] = [];
  const { content } = existing;
  if (existing.state === 'rejected') found.push(condition('B46', at('entryNumber')));
  else if (existing.control === 'cbp') found.push(condition('B59', at('entryNumber')));
  const { statementDate = null } = existing;
  if (statementDate !== null && !isPrinted(existing, today))
    found.push(condition('B45', at('entryNumber'), `Its statement is printed on ${statementDate}.`));
  const entered = content?.entryDate ?? null;
  if (entered !== null && isCustomsDate(entered) && daysBetween(entered, today) > CLOSED_AFTER_ENTRY_DAYS)
    found.push(condition('B48', at('entryNumber'), `It was entered on ${entered}.`));
  if ([summary.entryType, content?.entryType].some((type) => INFORMAL.includes(type ?? '')))
    found.push(condition('B49', at('entryType')));
  if (existing.portOfEntry !== null && summary.portOfEntry !== null && existing.portOfEntry !== summary.portOfEntry)
    found.push(condition('B44', at('portOfEntry')));
  if (existing.importerNumber !== null && normal(existing.importerNumber) !== normal(summary.importerNumber))
    found.push(condition('286', inHeader(summary, '11', 'importerNumber')));
  if (content && RECONCILED.some((field) => carried(content, '10', field) !== undefined))
    found.push(condition('B52', at('entryNumber')));
  return [...found, ...judgeLiquidation(summary, existing.liquidation, today)];
};

const judgeLiquidation = (
  summary: EntrySummary,
  liquidation: LiquidationOnFile | null,
  today: string,
): SummaryCondition[] => {
  if (!liquidation) return [];
  const place = inHeader(summary, '10', 'entryNumber');
  const { liquidated, holds, scheduledFor } = liquidation;
  if (liquidated) return [condition('B50', place)];
  const found: SummaryCondition[] = [];
  if (holds.some((code) => EXTENSIONS.includes(code))) found.push(condition('B59', place, 'It is extended.'));
  const other = holds.find((code) => !EXTENSIONS.includes(code) && !ADCVD_HOLDS.includes(code));
  if (other !== undefined) found.push(condition('B60', place, `It is suspended by ${other}.`));
  if (scheduledFor !== null && daysBetween(today, scheduledFor) <= CLOSED_BEFORE_LIQUIDATION_DAYS)
    found.push(condition('B51', place, `It is scheduled for ${scheduledFor}.`));
  return found;
};

const reasonFaults = (
  reasons: readonly { readonly code: string; readonly recordIndex: number | null }[],
  level: 'header' | 'line',
  [unknown, twice]: readonly [SummaryConditionCode, SummaryConditionCode],
  place: Place,
): SummaryCondition[] => {
  const known = CORRECTION_REASONS.filter((reason) => reason.level === level).map(({ code }) => code);
  return reasons.flatMap(({ code, recordIndex }, index) => {
    const at = reasonPlace(place, recordIndex);
    if (!known.includes(code)) return [condition(unknown, at, `${code} is none of them.`)];
    return reasons.findIndex((one) => one.code === code) < index ? [condition(twice, at)] : [];
  });
};

/** Which reason another entry type has. */
const reasonOfType = (before: string | null, after: string | null): string => {
  const [was, is] = [before, after].map((type) => ENTRY_TYPES.get(type ?? '')?.adcvd ?? false);
  return was === is ? 'H02' : is ? 'H01' : 'H14';
};

/** Reasons as codes, and whether they fit what changes (guide, pp. ESF-185, 186). */
const judgeReasons = (summary: EntrySummary, content: EntrySummary | null): SummaryCondition[] => {
  const given = summary.correction?.reasons ?? [];
  const codes = given.map(({ code }) => code);
  const place = inCorrection(summary);
  const found = reasonFaults(given, 'header', ['278', '279'], place);
  summary.lines.forEach((line, index) => {
    const at = onLine(line, index, 'correctionReasons');
    found.push(...reasonFaults(line.correctionReasons ?? [], 'line', ['582', '583'], at));
  });
  if (given.length === 0 && summary.lines.every(({ correctionReasons = [] }) => correctionReasons.length === 0))
    found.push(condition('748', place));
  if (!content) return found;
  const ofType = codes.filter((code) => REASONS_OF_TYPE.includes(code));
  if (content.entryType === summary.entryType) {
    if (ofType.length > 0) found.push(condition('281', place));
  } else {
    const needed = reasonOfType(content.entryType, summary.entryType);
    if (!ofType.includes(needed)) found.push(condition('282', place, `It is ${needed}.`));
  }
  const changed = [
    ...HEADER_FIELDS.filter((field) => content[field] !== summary[field]),
    ...Object.keys(HEADER_PARTS).filter((part) => hasChanged(part, content, summary)),
  ];
  if (changed.length > 0 && codes.every((code) => REASONS_OF_TYPE.includes(code)))
    found.push(condition('283', place, `Changed: ${changed.join(', ')}.`));
  return found;
};

/**
 * Whether a summary may be corrected after it was accepted, and whether the filing says why (guide, usage note (gg), pp. ESF-183..186). That the summary is paid is not judged:
 * no payment is known here.
 */
export const judgeCorrection = (summary: EntrySummary, context: SummaryContext): SummaryCondition[] => {
  const at = (field: keyof EntrySummary): Place => inHeader(summary, '10', field);
  if (summary.action === 'D') return [condition('B43', at('action'))];
  const { correction } = summary;
  const found = judgeOnFile(summary, context);
  if (hasPayment(summary)) found.push(condition('217', at('paymentType')));
  for (const [record, field, code] of NOT_IN_A_CORRECTION) {
    const given = carried(summary, record, field);
    if (given && !found.some((known) => known.code === code))
      found.push(
        condition(code, { recordIndex: given.recordIndex, at: placeIn(record, field), ...(field && { field }) }),
      );
  }
  if (correction?.accelerated && correction.accelerated !== 'Y') found.push(condition('275', at('correction')));
  if (NO_EXPLANATION.test(correction?.explanation ?? '')) found.push(condition('287', inCorrection(summary)));
  return [...found, ...judgeReasons(summary, context.existing?.content ?? null)];
};
