import { Decimal } from '#kernel';

/** One term of a rate: a percentage of the value, or dollars for each reported unit. */
export type RatePart =
  | { readonly kind: 'ad valorem'; readonly factor: Decimal }
  | { readonly kind: 'specific'; readonly dollars: Decimal; readonly unit: string };

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
  'no.': 'NO',
  'doz.': 'DOZ',
  doz: 'DOZ',
  'pr.': 'PRS',
  pr: 'PRS',
  thousand: 'THS',
};

const PERCENT = /^(\d+(?:\.\d+)?)\s*%$/;
const CENTS = /^(\d+(?:\.\d+)?)\s*(?:¢|cents?)\s*(?:\/\s*|\s)(.+)$/i;
const DOLLARS = /^\$(\d+(?:\.\d+)?)\s*(?:\/\s*|\s)(.+)$/;

function parsePart(text: string): RatePart | undefined {
  const percent = PERCENT.exec(text)?.[1];
  if (percent) return { kind: 'ad valorem', factor: Decimal.of(percent).shift(2) };
  const cents = CENTS.exec(text);
  const [, amount, words = ''] = cents ?? DOLLARS.exec(text) ?? [];
  const unit = RATE_UNITS[words.trim().toLowerCase()];
  if (!amount || !unit) return undefined;
  return { kind: 'specific', dollars: Decimal.of(amount).shift(cents ? 2 : 0), unit };
}

/**
 * Reads the words of a duty rate: `Free`, `6.8%`, `4.4¢/kg`, `4.4 cents/kg`, `$1.05/kg + 2.3%`, `44¢ each`.
 * Any other wording, such as the sugar or watch rates, gives undefined: such duty is never computed from a guess.
 */
export function parseRate(text: string): Rate | undefined {
  const trimmed = text.trim();
  if (/^(free|no additional duty)$/i.test(trimmed)) return [];
  const parts = trimmed.split(/\s+\+\s+/).map(parsePart);
  return parts.every((part): part is RatePart => part !== undefined) ? parts : undefined;
}

/** Duty computation codes of appendix F that this platform computes; X has no formula. */
export type DutyFormula = '0' | '1' | '2' | '3' | '4' | '5' | '6' | '7' | 'X';

/**
 * The computation code for a rate. Q1 and Q2 are the first and second unit of the tariff number.
 * Source: appendix F, duty computation.
 */
export function formulaOf(rate: Rate | undefined, units: readonly string[]): DutyFormula {
  if (!rate) return 'X';
  const specific = rate.filter((part) => part.kind === 'specific').map(({ unit }) => units.indexOf(unit));
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
    default:
      return 'X';
  }
}
