import { Decimal, toCents, type Cents, type CustomsDate } from '#kernel';
import {
  ENTRY_TYPES,
  FEE_CLASS,
  isChapter98,
  isFixedTransport,
  isMpfExemptOrigin,
  isUserFeeFacility,
  isVessel,
  normalHts,
  PORTS,
  programFor,
  userFeesOn,
  type EntryType,
  type FeesOnDate,
} from '#reference';
import { declaredMoney } from './declared-money';
import { feeDate, isOffset, lineDuties, lineRateDate, rateDate, lineValue } from './duty.rules';
import { isConsolidated, isDomestic, isExpress, isSetComponent } from './line-kinds';
import { remediesToAskFor } from './remedy.rules';
import type {
  ComputedLine,
  ComputedSummary,
  DeclaredFee,
  EntrySummary,
  SummaryLine,
} from '../summary-on-file/summary.model';

const MAIL = '50';
const BORDER_WATERBORNE = '12';
/** 19 CFR 24.24(e)(2): a harbor fee of three dollars or less is not collected when nothing else is due. */
const HARBOR_FEE_FLOOR: Cents = 300n;
/** Numbers of chapter 98 that pay the processing fee all the same. Source: entry summary guide, AE table 9. */
const CHAPTER_98_PAYING = ['98020060', '98020080'];

/** The entry type of a summary when it is one that is filed as an entry summary at all. */
export function summaryTypeOf(summary: EntrySummary): EntryType | undefined {
  const type = ENTRY_TYPES.get(summary.entryType ?? '');
  return type?.filings.includes('AE') ? type : undefined;
}

export const declaredFee = (fees: readonly DeclaredFee[], classCode: string): DeclaredFee | undefined =>
  fees.find((fee) => fee.classCode === classCode);

/**
 * Whether the goods of a line pay no processing fee, formal or informal: by origin, by special program, or by chapter 98.
 * Source: 19 CFR 24.23(c); entry summary guide, usage note (m).
 */
export function isProcessingFeeExempt(line: SummaryLine, date: CustomsDate): boolean {
  if (isSetComponent(line) || isDomestic(line)) return true;
  const origin = line.countryOfOrigin ?? '';
  if (isMpfExemptOrigin(origin)) return true;
  if (line.tariffs.some(({ spi }) => spi !== null && programFor(spi, origin, date)?.mpfExempt)) return true;
  return line.tariffs.some(({ hts }) => isChapter98(hts) && !CHAPTER_98_PAYING.includes(normalHts(hts).slice(0, 8)));
}

/** A fee of a line: its whole-dollar value by the rate, rounded to the cent. Computed line by line, never on the total. */
const shareOf = (line: SummaryLine, factor: Decimal): Cents => toCents(Decimal.of(lineValue(line)).times(factor));

/** The processing fee of a line: of goods processed or assembled abroad on the value that pays duty (19 CFR 24.23(c)(3)). */
const processingShareOf = (line: SummaryLine, factor: Decimal): Cents => {
  const free = line.tariffs.reduce((sum, { hts, valueDollars }) => sum + (isOffset(hts) ? valueDollars : 0), 0);
  return toCents(Decimal.of(lineValue(line) - free).times(factor));
};

/** Whether the harbor fee can be due at all: a vessel, a type that pays it here, and a port of the list (12: any port). */
export function isHarborFeeDue(summary: EntrySummary): boolean {
  const { modeOfTransport, portOfUnlading, portOfEntry } = summary;
  if (modeOfTransport === null || !isVessel(modeOfTransport)) return false;
  if (summaryTypeOf(summary)?.harborFeeExempt) return false;
  return modeOfTransport === BORDER_WATERBORNE || PORTS.get(portOfUnlading ?? portOfEntry ?? '')?.harborFee === true;
}

/**
 * The harbor fee of a line. A border waterborne line always owes it. For other vessels the guide allows but does not
 * require it, since the exemptions of 19 CFR 24.24(c) and (d) are not part of the filing: it is owed where reported.
 */
function harborFeeOf(summary: EntrySummary, line: SummaryLine, rate: Decimal): Cents {
  if (isSetComponent(line)) return 0n;
  const claimed =
    summary.modeOfTransport === BORDER_WATERBORNE || declaredFee(line.fees, FEE_CLASS.harborMaintenance) !== undefined;
  return claimed && isHarborFeeDue(summary) ? shareOf(line, rate) : 0n;
}

/** The sum of the lines held within the limits of the year; a pipeline may pay any amount and nothing has no minimum. */
export function processingFeeTotal(sum: Cents, limits: FeesOnDate['fees'], modeOfTransport: string | null): Cents {
  if (sum === 0n || isFixedTransport(modeOfTransport ?? '')) return sum;
  if (sum < limits.mpfMinimum) return limits.mpfMinimum;
  return sum > limits.mpfMaximum ? limits.mpfMaximum : sum;
}

/** More than the maximum may be paid for a consolidated summary (usage note (w), p. ESF-174). */
function processingFeeDue(
  summary: EntrySummary,
  lines: readonly ComputedLine[],
  limits: FeesOnDate['fees'],
  consolidated: boolean,
): number {
  const lineSum = BigInt(sum(lines.map(({ mpfCents }) => mpfCents)));
  // The fee of a dollar is less than half a cent, and the minimum is due all the same.
  const pays = ({ mpfExempt, valueDollars }: ComputedLine) => !mpfExempt && valueDollars > 0;
  if (lineSum === 0n && lines.some(pays) && summaryTypeOf(summary)?.processingFee === 'formal')
    return isFixedTransport(summary.modeOfTransport ?? '') ? 0 : Number(limits.mpfMinimum);
  const due = Number(processingFeeTotal(lineSum, limits, summary.modeOfTransport));
  const declared = declaredFee(summary.totals.feesByClass, FEE_CLASS.merchandiseProcessing)?.cents ?? 0;
  return consolidated && lineSum >= limits.mpfMaximum ? Math.max(due, declared) : due;
}

/** The informal fee is fixed; more may be paid for a consolidated summary, and any amount by fixed transport (usage note (q), p. ESF-164). */
export function informalFeeDue(summary: EntrySummary, fixed: number, consolidated: boolean): number {
  const declared = declaredFee(summary.headerFees, FEE_CLASS.informal)?.cents ?? fixed;
  if (isFixedTransport(summary.modeOfTransport ?? '')) return declared;
  return consolidated ? Math.max(fixed, declared) : fixed;
}

/** Whether an informal entry pays its fee: not by mail, not at a courier hub or user fee airport, not when all is exempt. */
export function owesInformalFee(summary: EntrySummary, lines: readonly ComputedLine[]): boolean {
  if (isExpress(summary)) return false;
  if (summaryTypeOf(summary)?.processingFee !== 'informal' || summary.modeOfTransport === MAIL) return false;
  return !isUserFeeFacility(summary.portOfEntry ?? '') && lines.some(({ mpfExempt }) => !mpfExempt);
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0);

function notesOn(
  summary: EntrySummary,
  fees: FeesOnDate | undefined,
  lines: readonly ComputedLine[],
  date: CustomsDate,
): string[] {
  const notes = summary.lines.flatMap((line, at) => remediesToAskFor(line, summary, lines[at]?.rateDate ?? date));
  if (!fees) notes.push('No user fees are held for this date; none were computed.');
  if (fees?.provisional)
    notes.push('User fees for this fiscal year are not published yet; those of the year before were applied.');
  if (fees && isHarborFeeDue(summary) && lines.every(({ hmfCents }) => hmfCents === 0)) {
    notes.push('Vessel cargo at a port with the harbor maintenance fee, and none is reported.');
  }
  if (lines.some(({ tariffs }) => tariffs.some(({ verified }) => !verified)))
    notes.push('Some duty was not verified: its rate has no formula or is not held.');
  return notes;
}

/**
 * Duty and fees due on a summary, from the tariff and fee tables alone.
 *
 * @param consolidated the summary consolidates releases; one that is corrected does so without saying it
 * @param entered the entry date as CBP determined it; null while that is not known
 */
export function computeSummary(
  summary: EntrySummary,
  today: CustomsDate,
  consolidated = isConsolidated(summary),
  entered: CustomsDate | null = null,
): ComputedSummary {
  const date = rateDate(summary, today, entered);
  const feeDay = feeDate(summary, today, entered);
  const fees = userFeesOn(feeDay);
  const processing = summaryTypeOf(summary)?.processingFee;

  const lines = summary.lines.map((line): ComputedLine => {
    const lineDate = lineRateDate(line, summary, date);
    const tariffs = lineDuties(line, lineDate, today);
    const mpfExempt = processing === 'none' || isProcessingFeeExempt(line, feeDay);
    return {
      lineNumber: line.lineNumber,
      ...(lineDate !== date && { rateDate: lineDate }),
      valueDollars: lineValue(line),
      tariffs,
      dutyCents: sum(tariffs.map(({ dutyCents }) => dutyCents)),
      mpfExempt,
      mpfCents: fees && processing === 'formal' && !mpfExempt ? Number(processingShareOf(line, fees.mpfRate)) : 0,
      hmfCents: fees ? Number(harborFeeOf(summary, line, fees.hmfRate)) : 0,
    };
  });

  const due = new Map<string, number>();
  const add = (classCode: string, cents: number) => due.set(classCode, (due.get(classCode) ?? 0) + cents);
  const computedClasses: readonly string[] = [
    FEE_CLASS.merchandiseProcessing,
    FEE_CLASS.harborMaintenance,
    FEE_CLASS.informal,
  ];
  for (const fee of [...summary.headerFees, ...summary.lines.flatMap((line) => line.fees)]) {
    if (!computedClasses.includes(fee.classCode)) add(fee.classCode, fee.cents);
  }
  if (fees) {
    add(FEE_CLASS.merchandiseProcessing, processingFeeDue(summary, lines, fees.fees, consolidated));
    if (owesInformalFee(summary, lines))
      add(FEE_CLASS.informal, informalFeeDue(summary, Number(fees.fees.informal), consolidated));
  }
  const dutyCents = sum(lines.map((line) => line.dutyCents));
  const harborFee = sum(lines.map(({ hmfCents }) => hmfCents));
  const declared = declaredMoney(summary);
  const othersDue = dutyCents + sum([...due.values()]) > 0 || declared !== undefined;
  const harborFeeWaived = harborFee > 0 && BigInt(harborFee) <= HARBOR_FEE_FLOOR && !othersDue;
  if (!harborFeeWaived) add(FEE_CLASS.harborMaintenance, harborFee);

  const feesByClass = [...due].filter(([, cents]) => cents > 0).map(([classCode, cents]) => ({ classCode, cents }));
  const feeCents = sum(feesByClass.map(({ cents }) => cents));
  const computedLines = harborFeeWaived ? lines.map((line) => ({ ...line, hmfCents: 0 })) : lines;
  return {
    rateDate: date,
    lines: computedLines,
    valueDollars: sum(summary.lines.map((line) => (isSetComponent(line) ? 0 : lineValue(line)))),
    dutyCents,
    feesByClass,
    feeCents,
    harborFeeWaived,
    ...(declared && { declared }),
    totalCents: dutyCents + feeCents + (declared?.payableCents ?? 0),
    notes: notesOn(summary, fees, lines, date),
  };
}
