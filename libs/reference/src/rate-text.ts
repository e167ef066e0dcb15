import { Decimal } from '#kernel';

/** Components of an article of which a rate may speak. Source: HTS chapter 91, additional U.S. and statistical notes. */
export type Component = 'movement' | 'case' | 'strap' | 'battery';

/** One term of a rate: a percentage of the value, or dollars for each reported unit; of one component where `on` names it. */
export type RatePart =
  | { readonly kind: 'ad valorem'; readonly factor: Decimal; readonly on?: readonly Component[] }
  | { readonly kind: 'specific'; readonly dollars: Decimal; readonly unit: string; readonly on?: readonly Component[] }
  | CodedPart;

/**
 * A computation of appendix F that is no plain sum, by its code: P1, P2 and P3 stand for the rates as the appendix names them, as dollars and factors.
 * A tariff states it in words that are read (sugar), or as `=F 0.06 0.10 0.01` where its words are not.
 */
export interface CodedPart {
  readonly kind: 'coded';
  readonly code: 'A' | 'B' | 'C' | 'F' | 'J' | 'K' | '9';
  readonly p1: Decimal;
  readonly p2: Decimal;
  readonly p3: Decimal;
}

/** Terms that are added up; none for Free. Undefined where the tariff's wording is not a sum of such terms. */
export type Rate = readonly RatePart[];

/** Units as rates print them, and the unit of measure code in which the quantity is reported (appendix C). */
const RATE_UNITS: Readonly<Record<string, string>> = {
  kg: 'KG',
  g: 'G',
  t: 'T',
  ton: 'T',
  liter: 'L',
  liters: 'L',
  'pf.liter': 'PFL',
  'pf. liter': 'PFL',
  bbl: 'BBL',
  m2: 'M2',
  'm²': 'M2',
  m3: 'M3',
  'm³': 'M3',
  each: 'NO',
  article: 'NO',
  head: 'NO',
  'no.': 'NO',
  'doz.': 'DOZ',
  doz: 'DOZ',
  'pr.': 'PRS',
  pr: 'PRS',
  gross: 'GR',
  'line/ gross': 'GRL',
  'line/gross': 'GRL',
  thousand: 'THS',
  '1000': 'THS',
  '1,000 pins': 'THS',
  '1,000': 'THS',
  'lin. m': 'LNM',
  m: 'M',
  'm2 of recording surface': 'M2',
  jewel: 'JWL',
  'clean kg': 'CYK',
  'kg of total sugars': 'KTS',
  // The tariff measures these as they come: what is reported in the unit is the weight the rate speaks of.
  'kg on drained weight': 'KG',
  'kg on contents and container': 'KG',
  'kg on entire contents of container': 'KG',
  'pf. liter on ethyl alcohol content': 'PFL',
};
/** Kilograms of what the goods contain are their own unit. */
const CONTENT = /^kg (?:on|of) [a-z ]+ content$/;
/** The goods are weighed with what they stand in: what is reported in the unit is that weight. */
const WITH_CONTAINER = /, including weight of container$/;

const COMPONENTS: Readonly<Record<string, readonly Component[]>> = {
  'on the movement': ['movement'],
  'on the case': ['case'],
  'on the battery': ['battery'],
  'on the strap, band or bracelet': ['strap'],
  'on the movement and case': ['movement', 'case'],
  'on the case and strap, band or bracelet': ['case', 'strap'],
  'on case and strap, band or bracelet': ['case', 'strap'],
};

const PERCENT = /^(\d+(?:\.\d+)?)\s*%(?:\s+(on .+))?$/;
/** A third, to so many places that no value comes to another cent. */
const THIRD = /^33 1\/3\s*%/;
const CENTS = /^(\d+(?:\.\d+)?)\s*(?:¢|cents?)\s*(?:\/\s*|\s)(.+)$/i;
const DOLLARS = /^\$(\d+(?:\.\d+)?)\s*(?:\/\s*|\s)(.+)$/;
const CODED = /^=([ABCFJK9])((?: \d+(?:\.\d+)?){3})$/;
const SUGAR =
  /^(\d+\.\d+)\s*(?:¢|cents)\/kg less (\d+\.\d+)\s*(?:¢|cents)\/kg for each degree under 100 degrees .*but not less than (\d+\.\d+)\s*(?:¢|cents)\/kg$/;
/** Wordings of chapter 99 that add to the duty of the article, which has its own number on the line. */
const BESIDE =
  /^The duty provided in (?:the applicable subheading|subheadings [\d., or]+)(?:\s*\+\s*(?:a duty of (.+) upon the value of the [a-z.-]+ content\.?|(?:a duty of )?(.+)))?$/i;
const NOTHING_MORE = /^(free|no additional duty|no change)$|^free, (under bond|for such temporary periods)/i;

function parsePart(text: string): RatePart | undefined {
  const percent = PERCENT.exec(text);
  if (percent) {
    const factor = Decimal.of(percent[1]!).shift(2);
    if (percent[2] === undefined || percent[2] === 'on the entire set') return { kind: 'ad valorem', factor };
    const on = COMPONENTS[percent[2]];
    return on && { kind: 'ad valorem', factor, on };
  }
  const cents = CENTS.exec(text);
  const [, amount, words = ''] = cents ?? DOLLARS.exec(text) ?? [];
  const printed = words.trim().toLowerCase().replace(WITH_CONTAINER, '');
  const unit = RATE_UNITS[printed] ?? (CONTENT.test(printed) ? 'CKG' : undefined);
  if (!amount || !unit) return undefined;
  return { kind: 'specific', dollars: Decimal.of(amount).shift(cents ? 2 : 0), unit };
}

/**
 * Reads the words of a duty rate: `Free`, `6.8%`, `4.4¢/kg`, `$1.05/kg + 2.3%`, `44¢ each`, `51¢ each + 6.25% on the case`, raw sugar by its degrees, and the
 * additions of chapter 99. Any other wording gives undefined: such duty is never computed from a guess.
 */
export function parseRate(text: string): Rate | undefined {
  const trimmed = text.trim().replace(THIRD, '33.333333333333%');
  if (NOTHING_MORE.test(trimmed)) return [];
  const coded = CODED.exec(trimmed);
  if (coded) {
    const [p1, p2, p3] = coded[2]!.trim().split(' ').map(Decimal.of) as [Decimal, Decimal, Decimal];
    return [{ kind: 'coded', code: coded[1] as CodedPart['code'], p1, p2, p3 }];
  }
  const sugar = SUGAR.exec(trimmed);
  if (sugar) {
    const [p1, p2, p3] = sugar.slice(1).map((cents) => Decimal.of(cents).shift(2)) as [Decimal, Decimal, Decimal];
    return [{ kind: 'coded', code: 'K', p1, p2, p3 }];
  }
  const beside = BESIDE.exec(trimmed);
  if (beside) return beside[1] || beside[2] ? parseRate(beside[1] ?? beside[2] ?? '') : [];
  const parts = trimmed.split(/\s*\+\s*/).map(parsePart);
  if (!parts.every((part): part is RatePart => part !== undefined)) return undefined;
  const byComponent = parts.some((part) => part.kind === 'ad valorem' && part.on);
  // "Each" of a rate by components is each movement: the article is counted there.
  return byComponent
    ? parts.map((part) => (part.kind === 'specific' ? { ...part, on: ['movement'] as const } : part))
    : parts;
}

/** Duty computation codes of appendix F; X has no formula. */
export type DutyFormula =
  | '0'
  | '1'
  | '2'
  | '3'
  | '4'
  | '5'
  | '6'
  | '7'
  | '9'
  | 'A'
  | 'B'
  | 'C'
  | 'D'
  | 'E'
  | 'F'
  | 'J'
  | 'K'
  | 'X';

/** The same quantity in another unit: what one of the reported unit is in the unit of the rate. */
const CONVERSIONS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  THS: { NO: '0.001' },
  T: { KG: '0.001' },
  KG: { T: '1000', G: '0.001' },
  G: { KG: '1000' },
  DOZ: { DPC: '1' },
  CKG: { KTS: '1' },
  KTS: { CKG: '1' },
};

/** What a quantity of the reported unit counts in the unit of a rate; undefined where they do not measure the same. */
export const inUnitOf = (rateUnit: string, reported: string): Decimal | undefined => {
  if (rateUnit === reported) return ONE;
  const factor = CONVERSIONS[rateUnit]?.[reported];
  return factor === undefined ? undefined : Decimal.of(factor);
};
const ONE = Decimal.of('1');

/** The place among a number's units whose quantity a specific rate takes; -1 where none fits. The unit of the rate itself comes first. */
export function unitPlace(rateUnit: string, units: readonly string[]): number {
  const exact = units.indexOf(rateUnit);
  return exact >= 0 ? exact : units.findIndex((unit) => inUnitOf(rateUnit, unit) !== undefined);
}

/**
 * The computation code for a rate. Q1, Q2 and Q3 are the units of the tariff number in their order.
 * Source: appendix F, duty computation.
 */
export function formulaOf(rate: Rate | undefined, units: readonly string[]): DutyFormula {
  if (!rate) return 'X';
  const [only] = rate;
  if (only?.kind === 'coded') {
    if (rate.length > 1) return 'X';
    return only.code === 'K' && units.length > 2 ? 'J' : only.code;
  }
  const specific = rate.flatMap((part) => (part.kind === 'specific' ? [unitPlace(part.unit, units)] : []));
  const adValorem = rate.length - specific.length;
  if (adValorem > 1 || specific.includes(-1)) return 'X';
  switch (`${specific.sort().join(',')}/${adValorem}`) {
    case '/0':
      return '0';
    case '/1':
      return '7';
    case '0/0':
      return '1';
    case '1/0':
      return '2';
    case '0,1/0':
      return '3';
    case '0/1':
      return '4';
    case '1/1':
      return '5';
    case '0,1/1':
      return '6';
    case '2/1':
      return 'D';
    case '1,2/1':
      return 'E';
    default:
      return 'X';
  }
}

/** The rate of one component: the terms that speak of it, each without saying so. A rate that names none is the same for all. */
export const rateOnComponent = (rate: Rate, component: Component): Rate =>
  rate
    .filter((part) => part.kind === 'coded' || part.on === undefined || part.on.includes(component))
    .map((part) => {
      if (part.kind === 'coded') return part;
      const { on: _, ...whole } = part;
      return whole;
    });

export const namesComponents = (rate: Rate): boolean =>
  rate.some((part) => part.kind !== 'coded' && part.on !== undefined);
