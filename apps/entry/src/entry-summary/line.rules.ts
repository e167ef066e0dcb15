import { Decimal, isCustomsDate, type CustomsDate } from '#kernel';
import {
  FEE_CLASS,
  FEE_CLASSES,
  HEADER_FEE_CLASSES,
  isChapter98,
  isChapter99,
  isCountry,
  isCountryOrProvince,
  isInsularPossession,
  isTariffNumber,
  isVessel,
  normalHts,
  tariffArticle,
  userFeesOn,
  type TariffArticle,
} from '#reference';
import { judgeClaim } from './claim.rules';
import { articlesOf, isOffset, lineValue } from './duty.rules';
import { declaredFee, isHarborFeeDue, summaryTypeOf } from './fees.rules';
import { isExpress, isPersonal, isSetComponent, UNKNOWN_ORIGIN } from './line-kinds';
import { judgeRemedies } from './remedy.rules';
import { condition, onLine, type Place } from './summary-conditions';
import type {
  ComputedLine,
  ComputedTariff,
  DeclaredFee,
  EntrySummary,
  SummaryCondition,
  SummaryLine,
  SummaryTariff,
} from '../summary-on-file/summary.model';

/** Duty may differ from the computed amount by this much, on a line and in total (dictionary, 624 and 627). */
export const DUTY_TOLERANCE_CENTS = 299;
/** Value from which freight and other charges must be reported (usage note (v)). */
const CHARGES_FROM_DOLLARS = 1250;
/** Value up to which an entry may be informal; American goods returned may be worth more (19 CFR 143.21). */
export const INFORMAL_LIMIT_DOLLARS = 2500;
const RETURNED_GOODS_LIMIT_DOLLARS = 10_000;
const MAXIMUM_VALUE_DOLLARS = 100_000_000;
const MAXIMUM_AIR_WEIGHT_KG = Decimal.of('102060');
const WAREHOUSE_TYPES = ['21', '22', '31', '32', '34', '38'];
const CANADA_UNNAMED_TYPES = ['06', '11', '31', '32', '34'];
const EMBARGOED = ['CU', 'KP'];

const dollars = (cents: number): string => Decimal.of(cents).shift(2).toString();

/** What a line is judged against. */
export interface LineContext {
  readonly summary: EntrySummary;
  readonly index: number;
  readonly date: CustomsDate;
  readonly computed: ComputedLine;
  readonly harborFeeWaived: boolean;
  /** The summary consolidates releases. */
  readonly consolidated: boolean;
}

const onTariff = (line: SummaryLine, index: number, tariff: SummaryTariff, field: keyof SummaryTariff): Place => ({
  recordIndex: tariff.recordIndex,
  at: `/lines/${index}/tariffs/${line.tariffs.indexOf(tariff)}/${field}`,
  lineNumber: line.lineNumber,
  field,
});

export const onFee = (line: SummaryLine, index: number, fee: DeclaredFee): Place => ({
  recordIndex: fee.recordIndex,
  at: `/lines/${index}/fees/${line.fees.indexOf(fee)}`,
  lineNumber: line.lineNumber,
});

const isReturnedGoods = (line: SummaryLine): boolean =>
  line.tariffs.some(({ hts }) => normalHts(hts).startsWith('98010010'));

/** Menageries, fairs and conferences for a time: no limit of value (AE table 9, p. ESF-219). */
const isExhibit = (line: SummaryLine): boolean => line.tariffs.some(({ hts }) => /^980100[56]0/.test(normalHts(hts)));

/** The value up to which a line may stand on an informal entry. */
export const informalLimitOf = (line: SummaryLine): number =>
  isExhibit(line)
    ? Number.POSITIVE_INFINITY
    : isReturnedGoods(line)
      ? RETURNED_GOODS_LIMIT_DOLLARS
      : INFORMAL_LIMIT_DOLLARS;

/** Of goods repaired abroad it is the repair that counts, which the article's record has (usage note (v), p. ESF-172). */
const valueForCharges = (line: SummaryLine): number =>
  line.tariffs.some(({ hts }) => /^980200[45]0/.test(normalHts(hts)))
    ? line.tariffs.reduce((sum, { hts, valueDollars }) => sum + (isOffset(hts) ? 0 : valueDollars), 0)
    : lineValue(line);

/** Informal entries are, but not personal shipments, consolidated summaries (p. ESF-177) and those of express carriers (p. ESF-188). */
export const isHeldToLimit = (summary: EntrySummary, consolidated: boolean): boolean =>
  summaryTypeOf(summary)?.informal === true && !isPersonal(summary) && !consolidated && !isExpress(summary);

function judgeHeader(line: SummaryLine, { summary, index, consolidated }: LineContext): SummaryCondition[] {
  const found: SummaryCondition[] = [];
  const { countryOfOrigin: origin, countryOfExport: exported, exportDate } = line;
  const type = summary.entryType ?? '';
  const at = (field: keyof SummaryLine) => onLine(line, index, field);

  if (!line.lineNumber.trim()) found.push(condition('402', at('lineNumber')));
  if (!origin) found.push(condition('407', at('countryOfOrigin')));
  else if (origin !== UNKNOWN_ORIGIN && !isCountryOrProvince(origin))
    found.push(condition('408', at('countryOfOrigin')));
  else if (origin === 'CA' && exported === 'CA' && !CANADA_UNNAMED_TYPES.includes(type))
    found.push(condition('414', at('countryOfOrigin')));

  // Of a zone it may be left out (guide, p. ESF-135); where the origin is unknown too, that is said instead (413).
  if (!exported) {
    if (type !== '06' && origin !== UNKNOWN_ORIGIN) found.push(condition('410', at('countryOfExport')));
  } else if (!isCountry(exported)) found.push(condition('411', at('countryOfExport')));
  else if (exported === 'US' && !WAREHOUSE_TYPES.includes(type)) found.push(condition('412', at('countryOfExport')));

  if (exportDate !== null && !isCustomsDate(exportDate)) found.push(condition('419', at('exportDate')));
  else if (exportDate !== null && summary.importDate !== null && exportDate > summary.importDate)
    found.push(condition('426', at('exportDate')));

  const chargesFree =
    isSetComponent(line) ||
    consolidated ||
    summaryTypeOf(summary)?.informal ||
    summary.modeOfTransport === '60' ||
    isInsularPossession(origin ?? '');
  const chargesFrom = isReturnedGoods(line) ? RETURNED_GOODS_LIMIT_DOLLARS : CHARGES_FROM_DOLLARS;
  if (!chargesFree && !line.chargesDollars && valueForCharges(line) > chargesFrom)
    found.push(condition('664', at('chargesDollars')));

  for (const { code, field } of censusWarnings(line, summary)) found.push(condition(code, at(field)));
  return found;
}

/** Warnings of the census on a line, overridden or not (AE table 11, p. ESF-221). */
export const censusWarnings = (
  line: SummaryLine,
  { modeOfTransport }: Pick<EntrySummary, 'modeOfTransport'>,
): readonly { readonly code: '27A' | '27H' | '27P'; readonly field: keyof SummaryLine }[] => {
  const { countryOfOrigin: origin, countryOfExport: exported, grossWeight } = line;
  const found: { code: '27A' | '27H' | '27P'; field: keyof SummaryLine }[] = [];
  if (EMBARGOED.includes(origin ?? '') || (origin === 'US' && exported === 'US'))
    found.push({ code: '27A', field: 'countryOfOrigin' });
  const weight = grossWeight === null ? undefined : Decimal.parse(grossWeight);
  const byAir = modeOfTransport === '40' || modeOfTransport === '41';
  if (byAir && weight?.ok && weight.value.compare(MAXIMUM_AIR_WEIGHT_KG) > 0)
    found.push({ code: '27H', field: 'grossWeight' });
  if (lineValue(line) > MAXIMUM_VALUE_DOLLARS) found.push({ code: '27P', field: 'tariffs' });
  return found;
};

/** Units a number requires: none where the tariff says X, and none for chapters 98 and 99. */
const unitsRequired = (article: Pick<TariffArticle, 'units'>): readonly string[] =>
  article.units.filter((unit) => unit !== 'X');

/** Quantities and units of measure against those of the tariff, in its order. */
export function judgeQuantities(
  line: SummaryLine,
  index: number,
  tariff: SummaryTariff,
  article: Pick<TariffArticle, 'units'>,
): SummaryCondition[] {
  const place = onTariff(line, index, tariff, 'quantities');
  const required = unitsRequired(article);
  const reported = tariff.quantities.filter(({ unit }) => unit !== null && unit !== 'X');
  if (required.length > 0 && reported.length === 0)
    return [condition('439', place, `Unit: ${required.join(' and ')}.`)];
  const missing = (['443', '444'] as const)[reported.length - 1];
  const found =
    reported.length < required.length && missing
      ? [condition(missing, place, `Unit: ${required[reported.length]}.`)]
      : [];
  reported.forEach(({ quantity, unit }, position) => {
    if (unit === required[position]) return;
    const amount = Decimal.parse(quantity);
    const code = amount.ok && amount.value.isZero ? '441' : '442';
    found.push(condition(code, place, `The tariff has ${required[position] ?? 'no unit'} here, not ${unit}.`));
  });
  return found;
}

/** Chapter 98, then chapter 99, then the article; with two numbers of chapter 98 any order goes (dictionary, 852). */
function isInSequence(line: SummaryLine): boolean {
  const rank = line.tariffs.map(({ hts }) => (isChapter98(hts) ? 0 : isChapter99(hts) ? 1 : 2));
  return rank.filter((value) => value === 0).length > 1 || rank.every((value, i) => (rank[i - 1] ?? 0) <= value);
}

/** Duty that was taken as declared: the rate has no formula, or the schedule has one for these goods that is not held (dictionary, 622). */
function judgeVerified(tariff: ComputedTariff | undefined, place: Place): SummaryCondition[] {
  if (!tariff || tariff.verified) return [];
  const notHeld = tariff.rateText === '' && tariff.column !== null && normalHts(tariff.hts) < '98';
  return [notHeld ? condition('W09', place, `It is the ${tariff.column} rate.`) : condition('622', place)];
}

function judgeTariffs(line: SummaryLine, context: LineContext): SummaryCondition[] {
  const { summary, index, date, computed } = context;
  const [leading] = line.tariffs;
  if (!leading) return [condition('431', onLine(line, index, 'tariffs'))];
  const found: SummaryCondition[] = [];
  const seen = new Set<string>();
  for (const [position, tariff] of line.tariffs.entries()) {
    const place = onTariff(line, index, tariff, 'hts');
    const hts = normalHts(tariff.hts);
    const article = tariffArticle(hts, date);
    if (!hts) found.push(condition('432', place));
    else if (!isTariffNumber(hts)) found.push(condition('433', place));
    else if (!article) found.push(condition('434', place, `That date is ${date}.`));
    else {
      found.push(...judgeQuantities(line, index, tariff, article));
      found.push(...judgeVerified(computed.tariffs[position], place));
    }
    // Of 9802, as for watches, a number may come again, but not right behind itself.
    const mayRepeat = hts.startsWith('9802') && normalHts(line.tariffs[position - 1]?.hts ?? '') !== hts;
    if (hts && seen.has(hts) && !mayRepeat) found.push(condition('436', place));
    seen.add(hts);
  }
  // American goods returned may be entered under the chapter 98 number alone.
  if (articlesOf(line).length === 0 && !isReturnedGoods(line) && line.tariffs.every(({ hts }) => isTariffNumber(hts))) {
    found.push(condition('609', onTariff(line, index, leading, 'hts')));
  }
  if (!isInSequence(line)) found.push(condition('852', onTariff(line, index, leading, 'hts')));
  const first = normalHts(leading.hts);
  if (summary.entryType === '23' && !first.startsWith('9813'))
    found.push(condition('676', onTariff(line, index, leading, 'hts')));
  if (summary.entryType === '51' && first !== '9808003000')
    found.push(condition('677', onTariff(line, index, leading, 'hts')));
  if (summary.entryType !== '23' && first.startsWith('9813'))
    found.push(condition('604', onTariff(line, index, leading, 'hts')));
  return [...found, ...judgeRemedies(line, summary, index, date), ...judgeClaim(line, index, date)];
}

function judgeDuty(line: SummaryLine, { index, computed }: LineContext): SummaryCondition[] {
  if (isSetComponent(line)) return [];
  const declared = line.tariffs.reduce((sum, { dutyCents }) => sum + dutyCents, 0);
  if (Math.abs(declared - computed.dutyCents) <= DUTY_TOLERANCE_CENTS) return [];
  return [
    condition(
      '624',
      onLine(line, index, 'tariffs'),
      `Computed: ${dollars(computed.dutyCents)}, reported: ${dollars(declared)}.`,
    ),
  ];
}

function judgeProcessingFee(line: SummaryLine, { summary, index, computed }: LineContext): SummaryCondition[] {
  const type = summaryTypeOf(summary);
  const fee = declaredFee(line.fees, FEE_CLASS.merchandiseProcessing);
  if (!type || isSetComponent(line)) return [];
  if (fee && type.informal) return [condition('630', onFee(line, index, fee))];
  if (fee && computed.mpfExempt) return [condition('632', onFee(line, index, fee))];
  if (type.processingFee !== 'formal' || computed.mpfExempt) return [];
  if (!fee) return [condition('633', onLine(line, index, 'fees'), `Amount: ${dollars(computed.mpfCents)}.`)];
  return fee.cents === computed.mpfCents
    ? []
    : [condition('634', onFee(line, index, fee), `Amount: ${dollars(computed.mpfCents)}.`)];
}

/** The harbor fee of a line; whether the whole fee is too small to collect is for the totals to say. */
function judgeHarborFee(
  line: SummaryLine,
  { summary, index, computed, harborFeeWaived }: LineContext,
): SummaryCondition[] {
  const fee = declaredFee(line.fees, FEE_CLASS.harborMaintenance);
  if (harborFeeWaived || isSetComponent(line)) return [];
  if (!fee)
    return summary.modeOfTransport === '12' && isHarborFeeDue(summary)
      ? [condition('600', onLine(line, index, 'fees'))]
      : [];
  const place = onFee(line, index, fee);
  if (summaryTypeOf(summary)?.harborFeeExempt) return [condition('481', place)];
  if (!isVessel(summary.modeOfTransport ?? '')) return [condition('482', place)];
  return fee.cents === computed.hmfCents ? [] : [condition('601', place, `Amount: ${dollars(computed.hmfCents)}.`)];
}

function judgeFeeClasses(line: SummaryLine, { index }: LineContext): SummaryCondition[] {
  const found: SummaryCondition[] = [];
  const seen = new Set<string>();
  for (const fee of line.fees) {
    if (!FEE_CLASSES.has(fee.classCode)) found.push(condition('249', onFee(line, index, fee)));
    else if (HEADER_FEE_CLASSES.includes(fee.classCode) || seen.has(fee.classCode))
      found.push(condition('250', onFee(line, index, fee)));
    seen.add(fee.classCode);
  }
  return found;
}

/** Everything there is to say about one line. */
export function judgeLine(line: SummaryLine, context: LineContext): SummaryCondition[] {
  const { summary, index, date } = context;
  const found = [...judgeHeader(line, context), ...judgeTariffs(line, context), ...judgeDuty(line, context)];
  found.push(...judgeFeeClasses(line, context));
  // Without the fees of that day there is nothing to judge them by.
  if (userFeesOn(date)) found.push(...judgeProcessingFee(line, context), ...judgeHarborFee(line, context));
  if (isHeldToLimit(summary, context.consolidated) && lineValue(line) > informalLimitOf(line)) {
    found.push(condition('646', onLine(line, index, 'tariffs'), `Limit: ${informalLimitOf(line)} dollars.`));
  }
  return found;
}
