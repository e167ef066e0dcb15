import { type CustomsDate, Decimal } from '#kernel';
import { FEE_CLASS, FEE_CLASSES, HEADER_FEE_CLASSES, isFixedTransport, userFeesOn } from '#reference';
import { lineValue } from './duty.rules';
import { declaredFee, informalFeeDue, owesInformalFee, summaryTypeOf } from './fees.rules';
import { DUTY_TOLERANCE_CENTS, informalLimitOf, isHeldToLimit, onFee } from './line.rules';
import { condition, inHeader, type Place, type SummaryConditionCode } from './summary-conditions';
import type { ComputedSummary, DeclaredFee, EntrySummary, SummaryCondition } from '../summary-on-file/summary.model';

const dollars = (cents: number): string => Decimal.of(cents).shift(2).toString();
const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0);

/** Which condition says that the total of a class is not what header and lines add up to; 720 for all others. */
const TOTAL_MISMATCH: Readonly<Record<string, SummaryConditionCode>> = {
  [FEE_CLASS.harborMaintenance]: '719',
  [FEE_CLASS.mail]: '730',
  [FEE_CLASS.informal]: '731',
  [FEE_CLASS.manualSurcharge]: '732',
};

/** Which item of its record, so that AX shows the class at fault and not the first one. */
const itemOf = (all: readonly DeclaredFee[], fee: DeclaredFee): Pick<Place, 'field'> => {
  if (fee.recordIndex === null) return {};
  const place = all.filter(({ recordIndex }) => recordIndex === fee.recordIndex).indexOf(fee);
  return { field: `accountingClassCode${place + 1}` };
};

const onHeaderFee = (summary: EntrySummary, fee: DeclaredFee): Place => ({
  ...itemOf(summary.headerFees, fee),
  recordIndex: fee.recordIndex,
  at: `/headerFees/${summary.headerFees.indexOf(fee)}`,
});

const onTotal = (summary: EntrySummary, total: DeclaredFee): Place => ({
  ...itemOf(summary.totals.feesByClass, total),
  recordIndex: total.recordIndex,
  at: `/totals/feesByClass/${summary.totals.feesByClass.indexOf(total)}`,
});

const onGrandTotals = (summary: EntrySummary, field: 'dutyCents' | 'feeCents'): Place => ({
  recordIndex: summary.totals.recordIndex,
  at: `/totals/${field}`,
  field,
});

function judgeHeaderFees(
  summary: EntrySummary,
  computed: ComputedSummary,
  consolidated: boolean,
  feeDay: CustomsDate,
): SummaryCondition[] {
  const found: SummaryCondition[] = [];
  for (const fee of summary.headerFees) {
    if (!FEE_CLASSES.has(fee.classCode))
      found.push(condition('249', { ...onHeaderFee(summary, fee), record: '34', grouping: 'HDRFEE' }));
    // The surcharge is of summaries that CBP makes by hand (AE table 6, p. ESF-217).
    else if (!HEADER_FEE_CLASSES.includes(fee.classCode) || fee.classCode === FEE_CLASS.manualSurcharge) {
      found.push(condition('250', { ...onHeaderFee(summary, fee), record: '34', grouping: 'HDRFEE' }));
    }
  }
  const type = summaryTypeOf(summary);
  const informal = declaredFee(summary.headerFees, FEE_CLASS.informal);
  const fees = userFeesOn(feeDay)?.fees;
  if (!type || !fees) return found;
  const owed = owesInformalFee(summary, computed.lines);
  const fixed = Number(fees.informal);
  if (!informal)
    return owed
      ? [...found, condition('636', inHeader(summary, '34', 'headerFees'), `Amount: ${dollars(fixed)}.`)]
      : found;
  const place = onHeaderFee(summary, informal);
  if (!type.informal) found.push(condition('637', place));
  else if (!owed) found.push(condition('635', place));
  else if (informal.cents !== informalFeeDue(summary, fixed, consolidated)) {
    found.push(condition('638', place, `Amount: ${dollars(fixed)}.`));
  }
  return found;
}

/** The total of class 499 is held within the limits of the year, so it is judged against the computed fee. */
function judgeProcessingTotal(
  summary: EntrySummary,
  computed: ComputedSummary,
  total: DeclaredFee,
  feeDay: CustomsDate,
): SummaryCondition[] {
  const limits = userFeesOn(feeDay)?.fees;
  if (!limits || isFixedTransport(summary.modeOfTransport ?? '')) return [];
  const lineSum = BigInt(sum(computed.lines.map(({ mpfCents }) => mpfCents)));
  const due = computed.feesByClass.find(({ classCode }) => classCode === FEE_CLASS.merchandiseProcessing)?.cents ?? 0;
  if (due === 0 || total.cents === due) return [];
  const code = lineSum <= limits.mpfMinimum ? '639' : lineSum >= limits.mpfMaximum ? '640' : '641';
  return [condition(code, onTotal(summary, total), `Amount: ${dollars(due)}.`)];
}

function judgeFeeTotals(summary: EntrySummary, computed: ComputedSummary, feeDay: CustomsDate): SummaryCondition[] {
  const found: SummaryCondition[] = [];
  const lineFees = summary.lines.flatMap(({ fees }) => fees);
  const seen = new Set<string>();
  for (const total of summary.totals.feesByClass) {
    const place = onTotal(summary, total);
    const reported = [...summary.headerFees, ...lineFees].filter(({ classCode }) => classCode === total.classCode);
    const reportedCents = sum(reported.map(({ cents }) => cents));
    if (seen.has(total.classCode)) found.push(condition('254', place));
    else if (!FEE_CLASSES.has(total.classCode)) found.push(condition('734', place));
    else if (reported.length === 0) found.push(condition('712', place));
    else if (total.classCode === FEE_CLASS.merchandiseProcessing)
      found.push(...judgeProcessingTotal(summary, computed, total, feeDay));
    else if (total.cents !== reportedCents) {
      found.push(
        condition(
          TOTAL_MISMATCH[total.classCode] ?? '720',
          place,
          `Sum: ${dollars(reportedCents)}, total: ${dollars(total.cents)}.`,
        ),
      );
    }
    seen.add(total.classCode);
  }
  const untotalled = (fee: DeclaredFee) => FEE_CLASSES.has(fee.classCode) && !seen.has(fee.classCode);
  const headerFee = summary.headerFees.find(untotalled);
  if (headerFee) found.push(condition('715', onHeaderFee(summary, headerFee), `Class: ${headerFee.classCode}.`));
  const index = summary.lines.findIndex(({ fees }) => fees.some(untotalled));
  const line = summary.lines[index];
  const lineFee = line?.fees.find(untotalled);
  if (line && lineFee) {
    found.push(condition('716', onFee(line, index, lineFee), `Class: ${lineFee.classCode}.`));
  }
  return found;
}

function judgeGrandTotals(summary: EntrySummary, computed: ComputedSummary): SummaryCondition[] {
  const { dutyCents, feeCents, feesByClass } = summary.totals;
  if (dutyCents === null && feeCents === null) return [condition('701', onGrandTotals(summary, 'dutyCents'))];
  const found: SummaryCondition[] = [];
  const lineDuty = sum(summary.lines.flatMap(({ tariffs }) => tariffs.map((tariff) => tariff.dutyCents)));
  if ((dutyCents ?? 0) !== lineDuty) {
    found.push(
      condition(
        '722',
        onGrandTotals(summary, 'dutyCents'),
        `Sum: ${dollars(lineDuty)}, total: ${dollars(dutyCents ?? 0)}.`,
      ),
    );
  }
  if (Math.abs((dutyCents ?? 0) - computed.dutyCents) > DUTY_TOLERANCE_CENTS) {
    found.push(condition('627', onGrandTotals(summary, 'dutyCents'), `Computed: ${dollars(computed.dutyCents)}.`));
  }
  const feeSum = sum(feesByClass.map(({ cents }) => cents));
  if ((feeCents ?? 0) !== feeSum) {
    found.push(
      condition(
        '726',
        onGrandTotals(summary, 'feeCents'),
        `Sum: ${dollars(feeSum)}, total: ${dollars(feeCents ?? 0)}.`,
      ),
    );
  }
  return found;
}

function judgeSmallHarborFee(summary: EntrySummary, computed: ComputedSummary): SummaryCondition[] {
  if (!computed.harborFeeWaived) return [];
  const index = summary.lines.findIndex(({ fees }) => declaredFee(fees, FEE_CLASS.harborMaintenance));
  const line = summary.lines[index];
  const fee = line && declaredFee(line.fees, FEE_CLASS.harborMaintenance);
  return fee ? [condition('602', onFee(line, index, fee))] : [];
}

function judgeInformalValue(summary: EntrySummary, consolidated: boolean): SummaryCondition[] {
  const [first, second] = summary.lines;
  if (!isHeldToLimit(summary, consolidated) || !first || !second) return [];
  const limit = Math.max(...summary.lines.map(informalLimitOf));
  const value = sum(summary.lines.map(lineValue));
  return value > limit
    ? [condition('648', inHeader(summary, '10', 'entryType'), `Value: ${value}, limit: ${limit} dollars.`)]
    : [];
}

/** Fees of the header, totals by class and grand totals, to the cent. */
/** @param consolidated the summary consolidates releases @param feeDay the day whose fees apply */
export function judgeTotals(
  summary: EntrySummary,
  computed: ComputedSummary,
  consolidated: boolean,
  feeDay: CustomsDate,
): SummaryCondition[] {
  return [
    ...judgeInformalValue(summary, consolidated),
    ...judgeHeaderFees(summary, computed, consolidated, feeDay),
    ...judgeSmallHarborFee(summary, computed),
    ...judgeFeeTotals(summary, computed, feeDay),
    ...judgeGrandTotals(summary, computed),
  ];
}
