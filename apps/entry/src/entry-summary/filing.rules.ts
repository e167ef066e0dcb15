import type { CapabilityCode } from '#contracts';
import {
  type CustomsDate,
  daysBetween,
  entryCheckDigit,
  FEDERAL_CALENDAR,
  isCustomsDate,
  isFilerCode,
  parseImporterNumber,
} from '#kernel';
import { acceptsEntryType, isPort } from '#reference';
import { needlessOverrides, withoutOverridden } from './census.rules';
import { feeDate } from './duty.rules';
import { computeSummary } from './fees.rules';
import { againstSummary } from '../claims-on-entry/claims-on-entry.rules';
import { staysConsolidated } from './line-kinds';
import { judgeLine } from './line.rules';
import { hasPayment, isCorrection, judgeCorrection, judgeNoCorrection } from './correction.rules';
import type { RuleContext, SummaryRule } from './rule';
import { type BookCode, RULE_BOOK } from './rule-book';
import { condition, inHeader, type SummaryConditionCode } from './summary-conditions';
import type {
  ComputedSummary,
  EffectOnFile,
  EntrySummary,
  Judgement,
  SummaryCondition,
  SummaryContext,
  SummaryOnFile,
} from '../summary-on-file/summary.model';
import { judgeTotals } from './totals.rules';
import { isPrinted } from '../summary-on-file/control.rules';

/** A summary takes this many lines (entry summary guide, 40 record). */
export const MAXIMUM_LINES = 998;
const STATEMENT_DAYS_AHEAD = 90;
const STATEMENT_TYPES = ['2', '3', '5', '6', '7', '8'];
const NOBODY = /^0{2}-0{7,9}$|^0{3}-0{2}-0{4}$/;

/** What identifies the entry; the same for every action. */
function judgeIdentity(summary: EntrySummary, context: SummaryContext): SummaryCondition[] {
  const found: SummaryCondition[] = [];
  const { action, filerCode, entryNumber, portOfEntry, processingPort, processingFiler, entryType } = summary;
  const at = (field: keyof EntrySummary) => inHeader(summary, '10', field);

  if (!action) found.push(condition('B01', at('action')));
  else if (!['A', 'R', 'D'].includes(action)) found.push(condition('B02', at('action')));

  if (!filerCode) found.push(condition('B05', at('filerCode')));
  else if (!isFilerCode(filerCode) || !context.filerAuthorised) found.push(condition('B06', at('filerCode')));
  else if (processingFiler && processingFiler !== filerCode && !isCorrection(summary))
    found.push(condition('B53', at('filerCode'), `The block is of ${processingFiler}.`));

  if (!entryNumber) found.push(condition('B14', at('entryNumber')));
  else if (!/^\d{8}$/.test(entryNumber)) found.push(condition('B15', at('entryNumber')));
  else if (isFilerCode(filerCode)) {
    const expected = entryCheckDigit(filerCode, entryNumber.slice(0, 7), context.checkDigitOffset);
    if (Number(entryNumber[7]) !== expected) {
      found.push(
        condition(
          'B16',
          at('entryNumber'),
          `The check digit of ${filerCode}-${entryNumber.slice(0, 7)} is ${expected}.`,
        ),
      );
    }
  }

  if (!portOfEntry) found.push(condition('B03', at('portOfEntry')));
  else if (!isPort(portOfEntry)) found.push(condition('B04', at('portOfEntry')));
  else if (processingPort !== null && processingPort.slice(0, 2) !== portOfEntry.slice(0, 2))
    found.push(condition('B10', at('portOfEntry')));

  if (!entryType) found.push(condition('B17', at('entryType')));
  else if (!acceptsEntryType('AE', entryType, context.today)) found.push(condition('B18', at('entryType')));
  return found;
}

/** What the summary on file allows. */
function judgeExisting(summary: EntrySummary, { existing, today }: SummaryContext): SummaryCondition[] {
  const at = (field: keyof EntrySummary) => inHeader(summary, '10', field);
  const isDelete = summary.action === 'D';
  if (!existing) return isDelete ? [condition('B25', at('entryNumber'))] : [];
  const found: SummaryCondition[] = [];
  // What customs has rejected may be filed again, corrected or not.
  if (existing.corrected && existing.state === 'accepted') found.push(condition('B54', at('action')));
  if (existing.liquidation?.liquidated) found.push(condition('B30', at('entryNumber')));
  else if (isDelete && existing.liquidation && existing.liquidation.ordered.length > 0)
    found.push(condition('B26', at('entryNumber')));
  // Under customs control only a summary that customs has rejected may be replaced, and none may be deleted.
  if (existing.control === 'cbp' && (isDelete || existing.state === 'accepted'))
    found.push(condition('B29', at('entryNumber')));
  else if (
    existing.state === 'accepted' &&
    !existing.corrected &&
    !existing.liquidation?.liquidated &&
    isPrinted(existing, today)
  )
    found.push(condition('B29', at('entryNumber'), `Its statement was printed on ${existing.statementDate}.`));
  if (existing.portOfEntry !== null && summary.portOfEntry !== null && existing.portOfEntry !== summary.portOfEntry) {
    found.push(condition('B32', at('portOfEntry')));
  }
  return found;
}

function judgeParties(summary: EntrySummary, context: SummaryContext): SummaryCondition[] {
  const found: SummaryCondition[] = [];
  const { importerNumber } = summary;
  const at = (field: keyof EntrySummary) => inHeader(summary, '11', field);

  const importer = parseImporterNumber(importerNumber ?? '');
  if (!importerNumber) found.push(condition('100', at('importerNumber')));
  else if (NOBODY.test(importerNumber)) found.push(condition('103', at('importerNumber')));
  else if (!importer.ok) found.push(condition('102', at('importerNumber')));
  else if (!context.importerOnFile(importer.value.text))
    found.push(condition(context.importerInactive?.(importer.value.text) ? '111' : '101', at('importerNumber')));
  if (context.missingPower !== null) found.push(condition('W05', at('importerNumber'), context.missingPower));

  return found;
}

function judgeDates(summary: EntrySummary): SummaryCondition[] {
  const found: SummaryCondition[] = [];
  const { entryDate, importDate, estimatedArrival, statementDate } = summary;
  if (entryDate !== null && !isCustomsDate(entryDate))
    found.push(condition('125', inHeader(summary, '11', 'entryDate')));
  else if (entryDate !== null && statementDate !== null && entryDate > statementDate)
    found.push(condition('218', inHeader(summary, '11', 'entryDate')));

  if (importDate !== null && !isCustomsDate(importDate))
    found.push(condition('128', inHeader(summary, '11', 'importDate')));
  if (estimatedArrival !== null && !isCustomsDate(estimatedArrival))
    found.push(condition('171', inHeader(summary, '20', 'estimatedArrival')));
  return found;
}

/** Payment type and statement date (entry summary guide, usage note (y); 19 CFR 24.25). */
function judgePayment(summary: EntrySummary, { today, existing }: SummaryContext): SummaryCondition[] {
  const { paymentType, statementDate } = summary;
  const at = (field: keyof EntrySummary) => inHeader(summary, '10', field);
  // What customs has rejected stays with the payment it had (p. ESF-176; dictionary, 217).
  if (existing?.state === 'rejected') return hasPayment(summary) ? [condition('217', at('paymentType'))] : [];
  if (!paymentType) return [condition('263', at('paymentType'))];
  if (paymentType === '1') return statementDate === null ? [] : [condition('199', at('statementDate'))];
  if (!STATEMENT_TYPES.includes(paymentType)) return [condition('197', at('paymentType'))];
  const found: SummaryCondition[] = [];
  if (statementDate === null) return [...found, condition('202', at('statementDate'))];
  if (!isCustomsDate(statementDate)) return [...found, condition('203', at('statementDate'))];
  if (!FEDERAL_CALENDAR.isBusinessDay(statementDate)) {
    found.push(
      condition('204', at('statementDate'), `The next business day is ${FEDERAL_CALENDAR.onOrAfter(statementDate)}.`),
    );
  }
  if (statementDate <= today) found.push(condition('205', at('statementDate')));
  else if (daysBetween(today, statementDate) > STATEMENT_DAYS_AHEAD) found.push(condition('206', at('statementDate')));
  return found;
}

/** A periodic statement of type 6 is the filer's, any other the importer's. */
const conditionWithout = (
  capability: CapabilityCode,
  { paymentType }: EntrySummary,
): { code: SummaryConditionCode; field: keyof EntrySummary } =>
  capability === 'json-summary'
    ? { code: 'W07', field: 'filerCode' }
    : { code: paymentType === '6' ? '209' : '210', field: 'paymentType' };

/** What is open to named accounts first, and was not to these when the filing was received. */
const judgeCapabilitiesOf = (
  summary: EntrySummary,
  { missingCapabilities, statements }: SummaryContext,
): SummaryCondition[] =>
  missingCapabilities.flatMap(({ code, why }) => {
    const { code: says, field } = conditionWithout(code, summary);
    // Who takes part in no statement at all is told that (207), and not of the periodic ones too.
    if (field === 'paymentType' && statements?.authorised === false) return [];
    return [condition(says, inHeader(summary, '10', field), why)];
  });

function judgeLines(summary: EntrySummary, computed: ComputedSummary, consolidated: boolean): SummaryCondition[] {
  if (summary.lines.length === 0) return [condition('400', inHeader(summary, '40', 'lines'))];
  if (summary.lines.length > MAXIMUM_LINES) return [condition('A24', inHeader(summary, '40', 'lines'))];
  return summary.lines.flatMap((line, index) =>
    judgeLine(line, {
      summary,
      index,
      date: computed.lines[index]!.rateDate ?? computed.rateDate,
      computed: computed.lines[index]!,
      harborFeeWaived: computed.harborFeeWaived,
      consolidated,
    }),
  );
}

/** What judging needs of a row. Rows of the book differ in what they name beside it, and objects of one shape are read faster. */
type Judged = Pick<SummaryRule<BookCode>, 'code' | 'record' | 'grouping' | 'found'>;

const rulesFor = (action: 'D' | 'A', of: 'ordinary' | 'correction'): readonly Judged[] =>
  RULE_BOOK.filter(
    ({ actions, of: only = of }) => only === of && (action === 'D' ? actions !== undefined : actions !== 'D'),
  ).map(({ code, record, grouping, found }) => ({ code, record, grouping, found }));
/** Of each kind of filing its rows. What is no action is judged as an add. */
const BY_KIND = {
  delete: rulesFor('D', 'ordinary'),
  ordinary: rulesFor('A', 'ordinary'),
  correction: rulesFor('A', 'correction'),
};

/** The rows that hold for the filing, in their order. */
function judgeByBook(summary: EntrySummary, context: RuleContext): SummaryCondition[] {
  const kind = summary.action === 'D' ? 'delete' : isCorrection(summary) ? 'correction' : 'ordinary';
  const all: SummaryCondition[] = [];
  for (const rule of BY_KIND[kind]) {
    const found = rule.found(summary, context);
    if (found.length === 0) continue;
    const { code, record, grouping } = rule;
    for (const { detail, ...where } of found) all.push(condition(code, { record, grouping, ...where }, detail));
  }
  return all;
}

/** Whether the filer may file for this entry at all. */
export const mayAct = ({
  filerAuthorised,
  missingPower,
  missingCapabilities,
}: Pick<SummaryContext, 'filerAuthorised' | 'missingPower' | 'missingCapabilities'>): boolean =>
  filerAuthorised && missingPower === null && missingCapabilities.length === 0;

/**
 * What a filing does to the summary on file.
 *
 * A fatal rejection of an add or replace deletes the accepted version while it is still in trade control, so that amounts
 * the filer meant to change never reach a statement; under customs control, and so once its statement is printed, the accepted version stays (guide, p. ESF-210).
 * A filing by somebody who may not file for the entry never touches it, and neither does a correction that is refused, nor anything what is corrected, liquidated, held by a Center, or claimed drawback on, nor a warehouse entry from which goods are taken.
 */
export function effectOnFile(
  summary: Pick<EntrySummary, 'action' | 'correction'>,
  accepted: boolean,
  existing: SummaryOnFile | null,
  filerMayAct: boolean,
  today: CustomsDate,
): EffectOnFile {
  const { action } = summary;
  if (isCorrection(summary)) return accepted ? 'correct' : 'keep';
  if (action === 'D') return accepted ? 'cancel' : 'keep';
  if (accepted) return existing ? 'replace' : 'add';
  const standsInTradeControl =
    existing?.control === 'trade' &&
    existing.state === 'accepted' &&
    !isPrinted(existing, today) &&
    !existing.corrected &&
    !existing.liquidation?.liquidated &&
    (existing.liquidation?.ordered ?? []).length === 0 &&
    existing.claims === undefined &&
    existing.withdrawals === undefined;
  return standsInTradeControl && filerMayAct && ['A', 'R'].includes(action) ? 'delete' : 'keep';
}

/**
 * Judges an entry summary: every condition it meets, what is due on it, and what becomes of the summary on file. It is
 * accepted when no condition is fatal. Nothing is looked up here; the same filing in the same context gets the same answer.
 */
export function judgeSummary(summary: EntrySummary, context: SummaryContext): Judgement {
  const correction = isCorrection(summary);
  const conditions = [
    ...judgeIdentity(summary, context),
    ...(correction
      ? judgeCorrection(summary, context)
      : [...judgeExisting(summary, context), ...judgeNoCorrection(summary)]),
  ];
  let computed: ComputedSummary | null = null;
  const consolidated = staysConsolidated(summary, context);
  const { entered = null } = context;
  const due = computeSummary(summary, context.today, consolidated, entered);
  conditions.push(...judgeByBook(summary, { ...context, due }));
  if (summary.action !== 'D') {
    conditions.push(
      ...judgeCapabilitiesOf(summary, context),
      ...judgeParties(summary, context),
      ...judgeDates(summary),
      ...(correction ? [] : judgePayment(summary, context)),
      ...judgeLines(summary, due, consolidated),
    );
    if (summary.lines.length > 0 && summary.lines.length <= MAXIMUM_LINES) {
      conditions.push(...judgeTotals(summary, due, consolidated, feeDate(summary, context.today, entered)));
      computed = due;
    }
  }
  const claims = context.existing?.claims;
  if (claims) {
    const against =
      summary.action === 'D'
        ? `Claimed by ${claims.claims.join(', ')}.`
        : computed && againstSummary(claims, summary, computed);
    if (against) conditions.push(condition('W08', inHeader(summary, '10', 'entryNumber'), against));
  }
  for (const place of needlessOverrides(summary, conditions)) conditions.push(condition('485', place));
  const told = withoutOverridden(summary, conditions);
  const accepted = !told.some(({ severity }) => severity === 'fatal');
  return {
    accepted,
    conditions: told,
    computed,
    effect: effectOnFile(summary, accepted, context.existing, mayAct(context), context.today),
  };
}
