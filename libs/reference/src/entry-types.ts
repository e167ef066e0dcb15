import type { CustomsDate } from '#kernel';
import { cellsOf } from './effective';

export interface EntryType {
  readonly code: string;
  readonly text: string;
  /** Filings that accept it: AE entry summary, SE cargo release, QP in-bond, DE drawback. Empty: no automated filing. */
  readonly filings: readonly ('AE' | 'SE' | 'QP' | 'DE')[];
  readonly informal: boolean;
  /** Goods that pay the harbor fee in another step: entry summary guide, usage note (o). */
  readonly harborFeeExempt: boolean;
  /** Which processing fee the type pays: entry summary guide, usage notes (m) to (q). */
  readonly processingFee: 'formal' | 'informal' | 'none';
  /** Antidumping or countervailing duty cases belong to the type. */
  readonly adcvd: boolean;
  /**
   * When it is liquidated: in the cycle, at the latest after a year (19 CFR 159.11); only by that year, where its own day is that of a payment, which is not known here
   * (informal, 19 CFR 159.10); not at all, where the goods are entered for consumption later or leave again.
   */
  readonly liquidation: 'in the cycle' | 'after a year' | 'none';
  /** Day from which the type is not accepted any more. */
  readonly suspendedFrom?: CustomsDate;
}

const TABLE = `
01|Consumption, free and dutiable|AE SE
02|Consumption, quota or visa|AE SE
03|Consumption, antidumping or countervailing duty|AE SE
06|Consumption from a foreign trade zone|AE SE
07|Consumption, antidumping or countervailing duty with quota or visa|AE SE
09|Reconciliation summary|
11|Informal, free and dutiable|AE SE
12|Informal, quota or visa|AE SE
21|Warehouse|AE SE
22|Re-warehouse|AE SE
23|Temporary importation under bond|AE SE
24|Trade fair|
25|Permanent exhibition|
26|Foreign trade zone admission|
31|Warehouse withdrawal for consumption|AE
32|Warehouse withdrawal, quota|AE
34|Warehouse withdrawal, antidumping or countervailing duty|AE
38|Warehouse withdrawal, antidumping or countervailing duty with quota|AE
47|Drawback|DE
51|Defense contract|AE
52|Government, dutiable|AE SE
61|Immediate transportation|QP
62|Transportation and exportation|QP
63|Immediate exportation|QP
86|Low value shipment, section 321|SE`;

const INFORMAL = ['11', '12'];
const HARBOR_FEE_EXEMPT = ['06', '11', '12', '22', '31', '32', '34', '38'];
const ADCVD = ['03', '07', '34', '38'];
const NOT_FOR_CONSUMPTION = ['21', '22', '23'];
const SUSPENDED: Readonly<Record<string, CustomsDate>> = { '86': '2026-06-24' };

const liquidationOf = (code: string, filings: string): EntryType['liquidation'] => {
  if (!filings.includes('AE') || NOT_FOR_CONSUMPTION.includes(code)) return 'none';
  return INFORMAL.includes(code) ? 'after a year' : 'in the cycle';
};

/** Entry types and what accepts them. Source: entry summary guide, AE table 1; cargo release guide; in-bond guide. */
export const ENTRY_TYPES: ReadonlyMap<string, EntryType> = new Map(
  TABLE.trim()
    .split('\n')
    .map((row) => {
      const { code, text, filings } = cellsOf(row, ['code', 'text', 'filings']);
      const type: EntryType = {
        code,
        text,
        filings: filings.split(' ').filter(Boolean) as EntryType['filings'],
        informal: INFORMAL.includes(code),
        harborFeeExempt: HARBOR_FEE_EXEMPT.includes(code),
        processingFee: INFORMAL.includes(code) ? 'informal' : code === '23' ? 'none' : 'formal',
        adcvd: ADCVD.includes(code),
        liquidation: liquidationOf(code, filings),
        ...(SUSPENDED[code] && { suspendedFrom: SUSPENDED[code] }),
      };
      return [code, type];
    }),
);

/** Whether a filing accepts an entry type on a date. */
export function acceptsEntryType(filing: 'AE' | 'SE' | 'QP' | 'DE', code: string, date: CustomsDate): boolean {
  const type = ENTRY_TYPES.get(code);
  if (!type?.filings.includes(filing)) return false;
  return type.suspendedFrom === undefined || date < type.suspendedFrom;
}

/** Functions under which entry summaries are reviewed, each moved to a Center by itself (81 FR 92978). */
export const REVIEW_FUNCTIONS = [
  'entry-summary-review',
  'informal-entry-review',
  'warehouse-withdrawals',
  'post-summary-correction',
] as const;
export type ReviewFunction = (typeof REVIEW_FUNCTIONS)[number];

const WITHDRAWALS = ['31', '32', '34', '38'];

/** Under which function a summary is reviewed: informal entries (19 CFR 143.22), withdrawals from warehouse (144.31), corrections, and all others. */
export const reviewFunctionOf = (entryType: string | null, isCorrected = false): ReviewFunction => {
  if (isCorrected) return 'post-summary-correction';
  if (INFORMAL.includes(entryType ?? '')) return 'informal-entry-review';
  return WITHDRAWALS.includes(entryType ?? '') ? 'warehouse-withdrawals' : 'entry-summary-review';
};

/** Entry types that no Center decides on: what cee's table of them begins with. Who has a copy of the assignments asks cee about these. */
export const TYPES_WITHOUT_CENTER: readonly {
  readonly entryType: string;
  readonly reason: string;
  readonly source: string;
}[] = [
  { entryType: '26', reason: "admission to a foreign trade zone is the port director's", source: '19 CFR 101.1' },
  { entryType: '47', reason: 'drawback is decided by the drawback offices', source: '81 FR 92978' },
  { entryType: '51', reason: 'defense contracts are handled at one port for all', source: "platform's own rule" },
  { entryType: '61', reason: "in-bond movements are the port director's", source: '19 CFR 101.1' },
  { entryType: '62', reason: "in-bond movements are the port director's", source: '19 CFR 101.1' },
  { entryType: '63', reason: "in-bond movements are the port director's", source: '19 CFR 101.1' },
  { entryType: '86', reason: 'there is no entry summary', source: '19 CFR 143 subpart C' },
];
