import { Decimal, isCustomsDate, toCents, type Cents, type CustomsDate } from '#kernel';
import {
  COMPUTATIONS,
  computeDuty,
  contentIn,
  EMERGENCY_POWERS_VOID_FROM,
  isArticleOfRemedy,
  isChapter98,
  isChapter99,
  isEmergencyPowersNumber,
  normalHts,
  rateOf,
  takesPlaceOfDuty,
  type DutyFormula,
  type DutyStep,
  type Quantity,
  type Rate,
  type TariffRate,
} from '#reference';
import { isDomestic, isSetComponent } from './line-kinds';
import type {
  ComputedTariff,
  EntrySummary,
  ReleaseOnFile,
  SummaryLine,
  SummaryTariff,
} from '../summary-on-file/summary.model';

/** Kinds of entry under a quota: an in-bond date does not govern their rates (p. ESF-159). */
const QUOTA_TYPES = ['02', '07', '12', '32', '38'];

type Dates = Pick<EntrySummary, 'entryType' | 'entryDate' | 'statementDate' | 'estimatedArrival' | 'inBondDate'>;

const firstDay = (dates: readonly (CustomsDate | null | undefined)[]): CustomsDate | undefined =>
  dates.find((date): date is CustomsDate => date !== null && date !== undefined && isCustomsDate(date));

/**
 * The day whose fees apply: the entry date that CBP determined, else the one that the filer estimated, else the statement date, else the arrival if it is still to come, else
 * the day of receipt. Source: entry summary guide, usage note (n).
 * @param entered the entry date as CBP determined it; null while that is not known
 */
export function feeDate(
  { entryDate, statementDate, estimatedArrival }: Dates,
  today: CustomsDate,
  entered: CustomsDate | null,
): CustomsDate {
  const toCome = estimatedArrival !== null && estimatedArrival > today ? estimatedArrival : null;
  return firstDay([entered, entryDate, statementDate, toCome]) ?? today;
}

/**
 * The day whose rates apply: the in-bond date but for a quota entry, else the day whose fees apply. Source: entry summary guide, usage note (j).
 */
export function rateDate(summary: Dates, today: CustomsDate, entered: CustomsDate | null): CustomsDate {
  const inBond = QUOTA_TYPES.includes(summary.entryType ?? '') ? undefined : firstDay([summary.inBondDate]);
  return inBond ?? feeDate(summary, today, entered);
}

/**
 * The entry date as CBP determined it (usage notes (j) and (ll), pp. ESF-159, 189, 190; 19 CFR 141.68): under immediate delivery the day on which the summary was filed with success, else
 * the day of release. Null while that is not known, and for goods under a quota, which are entered when they are presented.
 * @param filedOn the day of the first filing that was accepted, since the filer deleted the summary last; the day of this one where none was
 */
export const enteredOn = (
  { entryType }: Pick<Dates, 'entryType'>,
  release: ReleaseOnFile | undefined,
  filedOn: CustomsDate,
): CustomsDate | null => {
  if (!release || QUOTA_TYPES.includes(entryType ?? '')) return null;
  return release.entersBySummary ? filedOn : release.releaseDate;
};

/** The day whose rates apply to a line: of privileged foreign goods from a zone the day that status was filed for (usage note (j)). */
export function lineRateDate(line: SummaryLine, { entryType }: Dates, ofSummary: CustomsDate): CustomsDate {
  if (entryType !== '06' || line.zone?.status !== 'P') return ofSummary;
  return firstDay([line.zone.privilegedFilingDate]) ?? ofSummary;
}

/**
 * Duty at a rate: percentages of the value and dollars for each unit are added up exactly and rounded once, half a cent
 * or more up (19 CFR 159.3). A quantity in a unit the filer did not report counts as nothing.
 */
export const dutyOf = (rate: Rate, value: Decimal, quantities: readonly Quantity[]): Cents =>
  toCents(computeDuty(rate, { value, quantities }).least);

/** The numbers of chapters 1 to 97 on a line: what the goods are. */
export const articlesOf = (line: SummaryLine): readonly SummaryTariff[] =>
  line.tariffs.filter(({ hts }) => !isChapter98(hts) && !isChapter99(hts));

/** Value of a line in whole dollars: the sum over its 50 records. */
export const lineValue = (line: SummaryLine): number =>
  line.tariffs.reduce((sum, { valueDollars }) => sum + valueDollars, 0);

/** Repairs, processing abroad and parts of the United States: their own record has the value that is free, the article's the value that is not. */
export const isOffset = (hts: string): boolean => normalHts(hts).startsWith('9802');

export function quantitiesOf(tariff: SummaryTariff): Quantity[] {
  return tariff.quantities.flatMap(({ quantity, unit }) => {
    const amount = Decimal.parse(quantity);
    return amount.ok && unit !== null ? [{ quantity: amount.value, unit }] : [];
  });
}

/**
 * What a number does on its line, in the order in which they count: it frees the line, has the value that is free, is void, is the whole duty, adds to
 * the duty, or is the article that pays its own. A number of a set, of domestic goods or freed by another owes nothing.
 */
export type DutyRole = 'frees' | 'free value' | 'void' | 'whole duty' | 'additional' | 'article' | 'nothing';

/** One tariff number's duty as it can be shown. */
export interface ShownDuty {
  readonly hts: string;
  readonly role: DutyRole;
  readonly rateText: string;
  readonly column: TariffRate['column'] | null;
  readonly formula: DutyFormula;
  readonly equation: string;
  readonly rateDate: CustomsDate;
  /** First day of the period of the tariff that the rate was taken from. */
  readonly rateFrom: CustomsDate | null;
  readonly steps: readonly { readonly says: string; readonly dollars: string }[];
  readonly dutyCents: number;
  /** False where the filer's own amount stands, as it is or at the bound that is known. */
  readonly verified: boolean;
  /** Why a duty is nothing, or stands as declared. */
  readonly note: string | null;
}

interface Worked extends ComputedTariff {
  readonly role: DutyRole;
  readonly steps: readonly DutyStep[];
  readonly from: CustomsDate | null;
  readonly note: string | null;
}

const nothing = (hts: string, note: string, role: DutyRole = 'nothing', formula: DutyFormula = '0'): Worked => ({
  ...{ hts, dutyCents: 0, rateText: 'Free', column: 'general', formula, verified: true },
  ...{ role, steps: [], from: null, note },
});

/** What the filer declared, held between what is certainly due at the least and at the most. */
function asDeclared(
  tariff: SummaryTariff,
  found: TariffRate | undefined,
  note: string,
  bounds: Partial<Record<'least' | 'most', number>> = {},
): Worked {
  const { least = 0, most = Number.MAX_SAFE_INTEGER } = bounds;
  return {
    hts: tariff.hts,
    dutyCents: Math.min(Math.max(tariff.dutyCents, least), most),
    rateText: found?.text ?? '',
    column: found?.column ?? null,
    formula: found?.formula ?? 'X',
    verified: false,
    ...{ role: 'article', steps: [], from: found?.article.from ?? null, note },
  };
}

interface RateGiven {
  readonly value: Decimal;
  /** The general rate, above which no special one is. */
  readonly general?: TariffRate | undefined;
  /** Duty of the other articles, in dollars, of which a derived duty is a part. */
  readonly derivedFrom?: Decimal;
}

function atRate(
  tariff: SummaryTariff,
  found: TariffRate | undefined,
  { value, general, derivedFrom }: RateGiven,
): Worked {
  if (!found) return asDeclared(tariff, found, 'the number is not in force');
  const quantities = quantitiesOf(tariff);
  if (!found.rate) {
    const why = found.held ? 'the rate has no formula' : `the ${found.column} rate is not held`;
    if (found.column !== 'special') return asDeclared(tariff, found, why);
    // A special rate is never above the general one.
    const most = general?.rate && Number(toCents(computeDuty(general.rate, { value, quantities }).most));
    return asDeclared(tariff, found, why, most === undefined ? {} : { most });
  }
  const { least, most, steps } = computeDuty(found.rate, { value, quantities, ...(derivedFrom && { derivedFrom }) });
  if (!least.equals(most)) {
    const bounds = { least: Number(toCents(least)), most: Number(toCents(most)) };
    return { ...asDeclared(tariff, found, 'between two amounts, for want of what decides it', bounds), steps };
  }
  const { text, column, formula, article } = found;
  return {
    ...{ hts: tariff.hts, dutyCents: Number(toCents(least)), rateText: text, column, formula, verified: true },
    ...{ role: 'article', steps, from: article.from, note: null },
  };
}

/** Duty of the other articles of a line in dollars, not rounded: what a derived rate (code 9) is a part of. */
function dutyOfOthers(tariff: SummaryTariff, line: SummaryLine, rates: readonly (TariffRate | undefined)[]): Decimal {
  return line.tariffs.reduce((sum, other, at) => {
    const rate = rates[at]?.rate;
    if (other === tariff || !rate || rates[at]?.formula === '9' || isChapter98(other.hts) || isChapter99(other.hts))
      return sum;
    const value = Decimal.of(other.valueDollars);
    return sum.plus(computeDuty(rate, { value, quantities: quantitiesOf(other) }).least);
  }, Decimal.ZERO);
}

/** What a number of chapter 99 adds is on the value of its line: where its rate is on a content, that line has the value of the content alone. */
function additional(tariff: SummaryTariff, line: SummaryLine, found: TariffRate | undefined, isWhole: boolean): Worked {
  const worked = atRate(tariff, found, { value: dutiableValue(tariff, line) });
  const content = found && contentIn(found.text);
  return {
    ...{ ...worked, role: isWhole ? 'whole duty' : 'additional' },
    ...(content && !worked.note && { note: `the value of this line is that of the ${content} content` }),
  };
}

/**
 * A number of chapter 98 or 99 carries no value of its own; its duty is on the value of the articles beside it that it speaks of.
 */
function dutiableValue(tariff: SummaryTariff, line: SummaryLine): Decimal {
  const number = normalHts(tariff.hts);
  const base = articlesOf(line).filter(({ hts }) => isArticleOfRemedy(number, normalHts(hts)) !== false);
  return Decimal.of(base.reduce((sum, { valueDollars }) => sum + valueDollars, 0));
}

function workLine(line: SummaryLine, date: CustomsDate, received: CustomsDate): Worked[] {
  if (isSetComponent(line))
    return line.tariffs.map(({ hts }) => nothing(hts, 'an article of a set: its header has the duty'));
  if (isDomestic(line)) return line.tariffs.map(({ hts }) => nothing(hts, 'of domestic status in its zone'));
  const origin = line.countryOfOrigin ?? '';
  const rates = line.tariffs.map(({ hts, spi }) => rateOf(hts, date, origin, spi ?? undefined));
  // A provision of chapter 98 that is free frees the whole line, whatever the rate of the article.
  const freedBy = line.tariffs.find(
    ({ hts }, at) => isChapter98(hts) && !isOffset(hts) && rates[at]?.rate?.length === 0,
  );
  if (freedBy)
    return line.tariffs.map((tariff) =>
      nothing(tariff.hts, `free under ${freedBy.hts}`, tariff === freedBy ? 'frees' : 'nothing'),
    );
  const isVoid = (hts: string): boolean =>
    isEmergencyPowersNumber(normalHts(hts)) && received >= EMERGENCY_POWERS_VOID_FROM;
  const inPlace = line.tariffs.find(
    ({ hts }, at) => isChapter99(hts) && !isVoid(hts) && takesPlaceOfDuty(normalHts(hts), rates[at]?.text ?? ''),
  );
  return line.tariffs.map((tariff, at): Worked => {
    const found = rates[at];
    const { hts, valueDollars } = tariff;
    if (isChapter98(hts) && isOffset(hts)) return nothing(hts, 'the value that is free of duty', 'free value', '9');
    if (isChapter99(hts)) {
      if (isVoid(hts))
        return nothing(hts, 'duties under the International Emergency Economic Powers Act are void', 'void');
      return additional(tariff, line, found, tariff === inPlace);
    }
    const value = Decimal.of(valueDollars);
    if (isChapter98(hts)) return atRate(tariff, found, { value });
    if (inPlace) return nothing(hts, `the rate of ${inPlace.hts} takes the place of its own`);
    const general = found && !found.rate && found.column === 'special' ? rateOf(hts, date, origin) : undefined;
    const derived = found?.formula === '9' && { derivedFrom: dutyOfOthers(tariff, line, rates) };
    return atRate(tariff, found, { value, general, ...derived });
  });
}

/**
 * The duty of each tariff number of a line. Where the tariff gives no formula, its rate is not held, or the number is not in force, the
 * filer's own amount stands and is marked as not verified. `received` is the day the filing came.
 */
export const lineDuties = (line: SummaryLine, date: CustomsDate, received: CustomsDate = date): ComputedTariff[] =>
  workLine(line, date, received).map(({ hts, dutyCents, rateText, column, formula, verified }) => ({
    ...{ hts, dutyCents, rateText, column, formula, verified },
  }));

/** The same duties with the steps they were computed by, for people who ask why. */
export const showDuties = (line: SummaryLine, date: CustomsDate, received: CustomsDate): ShownDuty[] =>
  workLine(line, date, received).map(
    ({ hts, dutyCents, rateText, column, formula, verified, role, steps, from, note }) => ({
      ...{ hts, role, rateText, column, formula },
      ...{ equation: COMPUTATIONS[formula].equation, rateDate: date, rateFrom: from },
      steps: steps.map(({ says, dollars }) => ({ says, dollars: dollars.toString() })),
      ...{ dutyCents, verified, note },
    }),
  );
