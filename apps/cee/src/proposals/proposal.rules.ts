import type { CustomsDate } from '#kernel';
import { type Goods, WINDOW_MONTHS } from '../imports/goods.rules';
import { type ScopeIndex, scopeOf } from '../scope/scope.rules';

/** By which rule of 19 CFR 101.10(b) a Center is proposed; the last two propose none. */
export const METHODS = [
  'predominant goods',
  'projection',
  'associated parties',
  'intended use',
  'high relative value',
  'broker',
  'nothing known',
] as const;
export type Method = (typeof METHODS)[number];

/** What is known of an importer, of the numbers of one account, or of parties that were found to be associated: they are placed together. */
export interface Imports {
  /** Goods of the twelve months. */
  readonly actual: readonly Goods[];
  /** Months of the twelve in which they imported: 12 for a year and more, 0 for an importer that has not begun. */
  readonly months: number;
  /** Goods of a year as the importers expect them; null where none said so. */
  readonly projected: readonly Goods[] | null;
  /** Whether a broker is the importer of record. */
  readonly broker: boolean;
  /** Whether CBP found importers of several accounts to be associated. */
  readonly associated: boolean;
  /** Where the goods belong by their use, as CBP found. */
  readonly intendedUse: { readonly centerId: string; readonly teamNumber: string } | null;
}

export interface Proposed {
  readonly centerId: string | null;
  readonly teamNumber: string | null;
  readonly method: Method;
  /** Lines and dollars of a year: what was imported, with what is projected for the months before they began. */
  readonly lines: number;
  readonly dollars: number;
  /** Lines of the Center that is proposed, and of the one after it by lines. */
  readonly centerLines: number;
  readonly runnerUp: string | null;
  readonly runnerUpLines: number;
  /** By how many percent of all lines the proposed Center leads; negative where it was chosen for another reason than lines. One decimal. */
  readonly marginPercent: number;
}

/**
 * A Center that has so large a part of the value, though another has more lines, is proposed for "high relative value". The regulation gives no figure: it is the
 * platform's own, and each proposal is reviewed.
 */
const HIGH_VALUE_SHARE = 0.8;

interface Weight {
  readonly key: string;
  lines: number;
  dollars: number;
}

/** Most lines first; of equal ones the higher value, then the lower name. */
const ranked = (goods: readonly (Goods & { readonly key: string })[]): Weight[] => {
  const weights = new Map<string, Weight>();
  for (const { key, lines, dollars } of goods) {
    const weight = weights.get(key) ?? { key, lines: 0, dollars: 0 };
    weight.lines += lines;
    weight.dollars += dollars;
    weights.set(key, weight);
  }
  return [...weights.values()].sort((a, b) => b.lines - a.lines || b.dollars - a.dollars || (a.key < b.key ? -1 : 1));
};

/** Under a year: what was imported, and of the projected year the part of the months before; without a projection a year at the same pace. */
const ofAYear = ({ actual, months, projected }: Imports): Goods[] => {
  if (months >= WINDOW_MONTHS) return [...actual];
  if (projected) {
    const part = (WINDOW_MONTHS - months) / WINDOW_MONTHS;
    return [
      ...actual,
      ...projected.map(({ heading, lines, dollars }) => ({ heading, lines: lines * part, dollars: dollars * part })),
    ];
  }
  const pace = months === 0 ? 1 : WINDOW_MONTHS / months;
  return actual.map(({ heading, lines, dollars }) => ({ heading, lines: lines * pace, dollars: dollars * pace }));
};

const tenth = (value: number): number => Math.round(value * 10) / 10;

/**
 * The Center and team of importers by what they import. Source: 19 CFR 101.10(b): the predominant number of goods; associated parties, intended use and high relative
 * value otherwise. A broker that is the importer of record brings in the goods of many: its entries are placed one by one.
 */
export const proposeFor = (imports: Imports, day: CustomsDate, scope: ScopeIndex): Proposed => {
  const placed = ofAYear(imports).flatMap((goods) => {
    const row = scopeOf(goods.heading, day, scope);
    return row ? [{ ...goods, key: row.centerId, team: row.teamNumber }] : [];
  });
  const centers = ranked(placed);
  const lines = centers.reduce((sum, center) => sum + center.lines, 0);
  const dollars = centers.reduce((sum, center) => sum + center.dollars, 0);
  const result = (centerId: string | null, team: string | null, method: Method): Proposed => {
    const own = centers.find(({ key }) => key === centerId);
    const other = centers.find(({ key }) => key !== centerId);
    const [centerLines, runnerUpLines] = [own?.lines ?? 0, centerId === null ? 0 : (other?.lines ?? 0)];
    return {
      ...{ centerId, teamNumber: team, method, lines: Math.round(lines), dollars: Math.round(dollars) },
      centerLines: Math.round(centerLines),
      runnerUp: centerId === null ? null : (other?.key ?? null),
      runnerUpLines: Math.round(runnerUpLines),
      marginPercent: lines === 0 ? 0 : tenth(((centerLines - runnerUpLines) * 100) / lines),
    };
  };
  if (imports.broker) return result(null, null, 'broker');
  const { intendedUse } = imports;
  if (intendedUse) return result(intendedUse.centerId, intendedUse.teamNumber, 'intended use');
  const [first] = centers;
  if (!first) return result(null, null, 'nothing known');
  const teamOf = (center: string): string =>
    ranked(placed.filter(({ key }) => key === center).map((goods) => ({ ...goods, key: goods.team })))[0]!.key;
  const valuable = centers.find((center) => center !== first && center.dollars >= dollars * HIGH_VALUE_SHARE);
  if (valuable && dollars > 0) return result(valuable.key, teamOf(valuable.key), 'high relative value');
  const method =
    imports.months < WINDOW_MONTHS ? 'projection' : imports.associated ? 'associated parties' : 'predominant goods';
  return result(first.key, teamOf(first.key), method);
};
