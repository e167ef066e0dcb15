import type { CustomsDate } from '#kernel';

export type BondType = '8' | '9';

export interface BondActivity {
  readonly code: string;
  readonly name: string;
  /** 8 continuous, 9 single transaction. */
  readonly types: readonly BondType[];
}

const BOTH: readonly BondType[] = ['8', '9'];

/** Bond activity codes (eBond guide v1.9, record 10, note 2, p. CB-27). */
export const BOND_ACTIVITIES: ReadonlyMap<string, BondActivity> = new Map(
  (
    [
      ['1', 'Importer or broker', BOTH],
      ['1A', 'Drawback payments refunds', BOTH],
      ['2', 'Custodian of bonded merchandise', ['8']],
      ['3', 'International carrier', BOTH],
      ['3A', 'Instruments of international traffic', ['8']],
      ['3A3', 'Carrier of international traffic', ['8']],
      ['4', 'Foreign trade zone operator', ['8']],
      ['5', 'Public gauger', ['8']],
      ['6', 'Wool and fur products', ['9']],
      ['7', 'Bill of lading', ['9']],
      ['8', 'Detention of copyrighted material', ['9']],
      ['10', 'Court costs for condemned goods', ['9']],
      ['11', 'Airport security', ['8']],
      ['16', 'Importer security filing', BOTH],
      ['17', 'Marine terminal operator', ['8']],
      ['19', 'User fee facility', ['8']],
    ] as const
  ).map(([code, name, types]) => [code, { code, name, types }]),
);

export interface BondTransactionType {
  readonly code: string;
  readonly name: string;
  readonly activities: readonly string[];
  readonly form: RegExp;
}

/** What a single transaction bond is bound to (eBond guide v1.9, record 20, pp. CB-29, CB-30). */
export const BOND_TRANSACTIONS: ReadonlyMap<string, BondTransactionType> = new Map(
  (
    [
      ['1', 'Entry number', ['1', '1A', '6', '7', '8', '12', '16'], /^[A-Z0-9]{3}\d{8}$/],
      ['2', 'ISF transaction number', ['16'], /^[A-Z0-9]{3,4}\d{11}$/],
      ['3', 'Seizure case number', ['10'], /^\d{4}[A-Z0-9]{4}\d{8}$/],
      ['4', 'Bill of lading number', ['7'], /^[A-Z0-9]{5,40}$/],
      ['5', 'Carrier and voyage', ['3'], /^[A-Z0-9]{3,40}$/],
    ] as const
  ).map(([code, name, activities, form]) => [code, { code, name, activities, form }]),
);

/** Activities whose bond covers an entry: importer or broker, alone or with drawback (Entry Summary Create/Update, p. ESF-157). */
export const COVERS_ENTRIES: ReadonlySet<string> = new Set(['1']);

/** A bond cannot be left out for these entry types: each with its ground. Informal entries need none. */
export const NEVER_WAIVED: ReadonlyMap<string, string> = new Map([
  ['03', 'goods subject to anti-dumping or countervailing duty (Entry Summary Create/Update, p. ESF-158)'],
  ['07', 'goods subject to anti-dumping or countervailing duty (Entry Summary Create/Update, p. ESF-158)'],
]);

/** Why no bond is needed; a bill of another kind than an entry, or one that is secured otherwise (Entry Summary Create/Update, table 4, p. ESF-216). */
export const BOND_WAIVER_REASONS: ReadonlyMap<string, string> = new Map([
  ['995', 'Supplemental duty bills on vessel repair entries'],
  ['996', 'Fines, penalty or liquidated damage bills'],
  ['997', 'All other contingent bills'],
  ['998', 'Bills secured other than by a surety'],
  ['999', 'No surety, unsecured bills'],
]);

export interface SufficiencyRule {
  readonly from: CustomsDate;
  readonly until: CustomsDate | null;
  /** No bond is below this. */
  readonly leastDollars: number;
  /** Of the duties, taxes and fees of twelve months (continuous), or of the value of the goods (single transaction). */
  readonly percent: number;
  /** Steps to which an amount is rounded up, up to each limit. */
  readonly steps: readonly { readonly to: number; readonly by: number }[];
  readonly source: string;
}

/**
 * What a bond must be good for, by the day on which it is asked. A continuous bond: ten percent of duties, taxes and fees of the twelve months before, 50,000 dollars at the least; a single transaction bond: the value of
 * the goods at the least, since duties are not known when cargo is released, and not below 100 dollars.
 */
export const SUFFICIENCY: Readonly<Record<BondType, readonly SufficiencyRule[]>> = {
  '8': [
    {
      ...{ from: '1991-07-23', until: null, leastDollars: 50_000, percent: 10 },
      steps: [
        { to: 100_000, by: 10_000 },
        { to: Infinity, by: 100_000 },
      ],
      source: '19 CFR 113.13(b); Monetary Guidelines for Setting Bond Amounts',
    },
  ],
  '9': [
    {
      ...{ from: '1991-07-23', until: null, leastDollars: 100, percent: 100 },
      steps: [{ to: Infinity, by: 1 }],
      source: '19 CFR 113.13(a), (b); Monetary Guidelines for Setting Bond Amounts',
    },
  ],
};

/** The least amount of a bond in whole dollars. @param baseDollars duties, taxes and fees of twelve months, or the value of the goods */
export const leastBondDollars = (type: BondType, baseDollars: number, on: CustomsDate): number => {
  const rule = SUFFICIENCY[type].find(({ from, until }) => from <= on && (until === null || on <= until));
  if (!rule) return 0;
  const wanted = Math.max(rule.leastDollars, Math.ceil((baseDollars * rule.percent) / 100));
  const { by } = rule.steps.find(({ to }) => wanted <= to)!;
  return Math.ceil(wanted / by) * by;
};

/** Days between the day on which a termination is asked for and the one on which it takes effect, at the least (eBond guide v1.9, record 10, p. CB-24; 19 CFR 113.27). */
export const TERMINATION_NOTICE_DAYS = 15;
/** Days between the effective date of a bond and the one on which a user leaves it, at the least (eBond guide v1.9, record 36, p. CB-34). */
export const USER_DELETE_DAYS = 10;
/** A superseding bond is taken so long after the entry was placed on file (eBond guide v1.9, p. CB-26). */
export const SUPERSEDED_WITHIN_DAYS = 90;
