import type { CapabilityCode } from '#contracts';
import {
  daysBetween,
  entryCheckDigit,
  FEDERAL_CALENDAR,
  isCustomsDate,
  isFilerCode,
  parseImporterNumber,
} from '#kernel';
import { acceptsEntryType, isPort, isVessel, MODES_OF_TRANSPORT } from '#reference';
import { computeSummary, summaryTypeOf } from './fees.rules';
import { againstSummary } from '../claims-on-entry/claims-on-entry.rules';
import { judgeLine } from './line.rules';
import { isCorrection, judgeCorrection, judgeNoCorrection } from './correction.rules';
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

/** A summary takes this many lines (entry summary guide, 40 record). */
export const MAXIMUM_LINES = 998;
const STATEMENT_DAYS_AHEAD = 90;
const STATEMENT_TYPES = ['2', '3', '5', '6', '7', '8'];
const PERIODIC_TYPES = ['6', '7', '8'];
const MOT_REQUIRED = ['01', '02', '03', '07', '21', '23', '51', '52'];
const WITHDRAWALS = ['31', '32', '34', '38'];
const IMPORT_DATE_REQUIRED = ['21', '23'];
/** Informal entries and entries of the government need no bond (19 CFR 142.4). */
const WITHOUT_BOND = ['11', '12', '51', '52'];
const NOBODY = /^0{2}-0{7,9}$|^0{3}-0{2}-0{4}$/;

const isAir = (mode: string): boolean => mode === '40' || mode === '41';
const isRail = (mode: string): boolean => mode === '20' || mode === '21';

/** What identifies the entry; the same for every action. */
function judgeIdentity(summary: EntrySummary, context: SummaryContext): SummaryCondition[] {
  const found: SummaryCondition[] = [];
  const { action, filerCode, entryNumber, portOfEntry, processingPort, entryType } = summary;
  const at = (field: keyof EntrySummary) => inHeader(summary, '10', field);

  if (!action) found.push(condition('B01', at('action')));
  else if (!['A', 'R', 'D'].includes(action)) found.push(condition('B02', at('action')));

  if (!filerCode) found.push(condition('B05', at('filerCode')));
  else if (!isFilerCode(filerCode) || !context.filerAuthorised) found.push(condition('B06', at('filerCode')));

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
function judgeExisting(summary: EntrySummary, existing: SummaryOnFile | null): SummaryCondition[] {
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
  if (existing.portOfEntry !== null && summary.portOfEntry !== null && existing.portOfEntry !== summary.portOfEntry) {
    found.push(condition('B32', at('portOfEntry')));
  }
  return found;
}

function judgeParties(summary: EntrySummary, context: SummaryContext): SummaryCondition[] {
  const found: SummaryCondition[] = [];
  const { importerNumber, consigneeNumber, entryType } = summary;
  const at = (field: keyof EntrySummary) => inHeader(summary, '11', field);

  const importer = parseImporterNumber(importerNumber ?? '');
  if (!importerNumber) found.push(condition('100', at('importerNumber')));
  else if (NOBODY.test(importerNumber)) found.push(condition('103', at('importerNumber')));
  else if (!importer.ok) found.push(condition('102', at('importerNumber')));
  else if (!context.importerOnFile(importer.value.text)) found.push(condition('101', at('importerNumber')));
  if (context.missingPower !== null) found.push(condition('P05', at('importerNumber'), context.missingPower));

  const informal = summaryTypeOf(summary)?.informal === true;
  if (!consigneeNumber) return entryType === '11' ? found : [...found, condition('255', at('consigneeNumber'))];
  if (NOBODY.test(consigneeNumber)) return informal ? found : [...found, condition('107', at('consigneeNumber'))];
  return parseImporterNumber(consigneeNumber).ok ? found : [...found, condition('105', at('consigneeNumber'))];
}

function judgeTransport(summary: EntrySummary): SummaryCondition[] {
  const found: SummaryCondition[] = [];
  const { modeOfTransport: mode, entryType, portOfUnlading, carrierScac, bills } = summary;
  const type = entryType ?? '';
  if (!mode) {
    if (MOT_REQUIRED.includes(type)) found.push(condition('164', inHeader(summary, '10', 'modeOfTransport')));
  } else if (!MODES_OF_TRANSPORT.has(mode)) found.push(condition('165', inHeader(summary, '10', 'modeOfTransport')));
  else if (WITHDRAWALS.includes(type)) found.push(condition('309', inHeader(summary, '10', 'modeOfTransport')));
  else {
    const byAirOrSea = isVessel(mode) || isAir(mode);
    if (!portOfUnlading && (byAirOrSea || isRail(mode)))
      found.push(condition('167', inHeader(summary, '20', 'portOfUnlading')));
    if (!carrierScac && byAirOrSea) found.push(condition('176', inHeader(summary, '20', 'carrierScac')));
    if (bills.length === 0 && (byAirOrSea || isRail(mode)))
      found.push(condition('183', inHeader(summary, '22', 'bills')));
  }
  if (portOfUnlading && !isPort(portOfUnlading))
    found.push(condition('166', inHeader(summary, '20', 'portOfUnlading')));
  bills.forEach((bill, index) => {
    const place = { recordIndex: bill.recordIndex, at: `/bills/${index}`, field: 'bills' };
    if (!['I', 'M', 'H', 'S'].includes(bill.componentType)) found.push(condition('186', place));
    if (!/^[A-Z0-9 ]+$/.test(bill.billNumber)) found.push(condition('322', place));
  });
  return found;
}

function judgeDates(summary: EntrySummary): SummaryCondition[] {
  const found: SummaryCondition[] = [];
  const { entryDate, importDate, estimatedArrival, statementDate } = summary;
  const type = summary.entryType ?? '';
  if (entryDate === null) {
    if (WITHDRAWALS.includes(type)) found.push(condition('124', inHeader(summary, '11', 'entryDate')));
  } else if (!isCustomsDate(entryDate)) found.push(condition('125', inHeader(summary, '11', 'entryDate')));
  else if (statementDate !== null && entryDate > statementDate)
    found.push(condition('218', inHeader(summary, '11', 'entryDate')));

  if (importDate === null) {
    if (IMPORT_DATE_REQUIRED.includes(type)) found.push(condition('127', inHeader(summary, '11', 'importDate')));
  } else if (!isCustomsDate(importDate)) found.push(condition('128', inHeader(summary, '11', 'importDate')));
  if (estimatedArrival !== null && !isCustomsDate(estimatedArrival))
    found.push(condition('171', inHeader(summary, '20', 'estimatedArrival')));
  return found;
}

/** Payment type and statement date (entry summary guide, usage note (y); 19 CFR 24.25). */
function judgePayment(summary: EntrySummary, { today }: SummaryContext): SummaryCondition[] {
  const { paymentType, statementDate, bond } = summary;
  const at = (field: keyof EntrySummary) => inHeader(summary, '10', field);
  if (!paymentType) return [condition('263', at('paymentType'))];
  if (paymentType === '1') return statementDate === null ? [] : [condition('199', at('statementDate'))];
  if (!STATEMENT_TYPES.includes(paymentType)) return [condition('197', at('paymentType'))];
  const found = PERIODIC_TYPES.includes(paymentType) && bond?.type !== '8' ? [condition('208', at('paymentType'))] : [];
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

const CAPABILITY_CONDITIONS: Readonly<
  Record<CapabilityCode, { code: SummaryConditionCode; field: keyof EntrySummary }>
> = {
  'periodic-statement': { code: 'P06', field: 'paymentType' },
  'json-summary': { code: 'P07', field: 'filerCode' },
};

/** What is open to named accounts first, and was not to these when the filing was received. */
const judgeCapabilitiesOf = (summary: EntrySummary, { missingCapabilities }: SummaryContext): SummaryCondition[] =>
  missingCapabilities.map(({ code, why }) => {
    const { code: says, field } = CAPABILITY_CONDITIONS[code];
    return condition(says, inHeader(summary, '10', field), why);
  });

function judgeBond(summary: EntrySummary): SummaryCondition[] {
  const { bond, entryType } = summary;
  if (!bond) return WITHOUT_BOND.includes(entryType ?? '') ? [] : [condition('119', inHeader(summary, '31', 'bond'))];
  const place = { recordIndex: bond.recordIndex, at: '/bond/type', field: 'bond' };
  // 0 stands for a bond that is waived.
  return ['0', '8', '9'].includes(bond.type) ? [] : [condition('112', place)];
}

function judgeLines(summary: EntrySummary, computed: ComputedSummary): SummaryCondition[] {
  if (summary.lines.length === 0) return [condition('400', inHeader(summary, '40', 'lines'))];
  if (summary.lines.length > MAXIMUM_LINES) return [condition('A24', inHeader(summary, '40', 'lines'))];
  return summary.lines.flatMap((line, index) =>
    judgeLine(line, {
      summary,
      index,
      date: computed.rateDate,
      computed: computed.lines[index]!,
      harborFeeWaived: computed.harborFeeWaived,
    }),
  );
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
 * the filer meant to change never reach a statement; under customs control the accepted version stays (guide, p. ESF-210).
 * A filing by somebody who may not file for the entry never touches it, and neither does a correction that is refused, nor anything what is corrected, liquidated, held by a Center, or claimed drawback on.
 */
export function effectOnFile(
  summary: Pick<EntrySummary, 'action' | 'correction'>,
  accepted: boolean,
  existing: SummaryOnFile | null,
  filerMayAct: boolean,
): EffectOnFile {
  const { action } = summary;
  if (isCorrection(summary)) return accepted ? 'correct' : 'keep';
  if (action === 'D') return accepted ? 'cancel' : 'keep';
  if (accepted) return existing ? 'replace' : 'add';
  const standsInTradeControl =
    existing?.control === 'trade' &&
    existing.state === 'accepted' &&
    !existing.corrected &&
    !existing.liquidation?.liquidated &&
    (existing.liquidation?.ordered ?? []).length === 0 &&
    existing.claims === undefined;
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
      : [...judgeExisting(summary, context.existing), ...judgeNoCorrection(summary)]),
  ];
  let computed: ComputedSummary | null = null;
  if (summary.action === 'D') {
    if (summary.lines.length > 0) conditions.push(condition('B24', inHeader(summary, '40', 'lines')));
  } else {
    const due = computeSummary(summary, context.today);
    conditions.push(
      ...judgeCapabilitiesOf(summary, context),
      ...judgeParties(summary, context),
      ...judgeTransport(summary),
      ...judgeDates(summary),
      ...(correction ? [] : judgePayment(summary, context)),
      ...judgeBond(summary),
      ...judgeLines(summary, due),
    );
    if (summary.lines.length > 0 && summary.lines.length <= MAXIMUM_LINES) {
      conditions.push(...judgeTotals(summary, due));
      computed = due;
    }
  }
  const claims = context.existing?.claims;
  if (claims) {
    const against =
      summary.action === 'D'
        ? `Claimed by ${claims.claims.join(', ')}.`
        : computed && againstSummary(claims, summary, computed);
    if (against) conditions.push(condition('P08', inHeader(summary, '10', 'entryNumber'), against));
  }
  const accepted = !conditions.some(({ severity }) => severity === 'fatal');
  return {
    accepted,
    conditions,
    computed,
    effect: effectOnFile(summary, accepted, context.existing, mayAct(context)),
  };
}
