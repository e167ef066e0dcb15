import type { ClockName } from '#reference';

/**
 * What is protested, claimed or petitioned, with the code by which the entry summary query names it (p. ESQ-31) and the time for it. 520(c) is closed: the section was repealed
 * for goods entered from 18 December 2004 on (Pub. L. 108-429).
 */
export const PROTEST_TYPES = [
  { type: '514', code: '1', says: 'protest under section 514 (19 USC 1514)', clock: 'protest', closedFrom: null },
  {
    ...{ type: '520(c)', code: '2', says: 'petition of clerical error under section 520(c)(1)' },
    ...{ clock: 'protest', closedFrom: '2004-12-18' },
  },
  {
    ...{ type: '520(d)', code: '3', says: 'claim of preference after importation (19 USC 1520(d))' },
    ...{ clock: 'claim of preference after importation', closedFrom: null },
  },
  {
    ...{ type: '181.115', code: '4', says: 'intervention of an exporter or producer (19 CFR 181.115)' },
    ...{ clock: 'protest', closedFrom: null },
  },
] as const satisfies readonly {
  readonly type: string;
  readonly code: string;
  readonly says: string;
  readonly clock: ClockName;
  readonly closedFrom: string | null;
}[];
export type ProtestType = (typeof PROTEST_TYPES)[number]['type'];

/** Who may file (19 CFR 174.12(a)). `proof`: what is looked up; of the others the Center sees that it is only said. */
export const CAPACITIES = [
  { capacity: 'importer', says: 'importer of record', rule: '19 CFR 174.12(a)(1)', proof: 'number of the entry' },
  { capacity: 'consignee', says: 'consignee on the entry papers', rule: '19 CFR 174.12(a)(1)', proof: null },
  { capacity: 'surety', says: 'surety of the importer or consignee', rule: '19 CFR 174.12(a)(1)', proof: null },
  { capacity: 'payer', says: 'who paid, or gets back, a charge', rule: '19 CFR 174.12(a)(2)', proof: null },
  { capacity: 'seeking entry', says: 'who seeks entry or delivery', rule: '19 CFR 174.12(a)(3)', proof: null },
  { capacity: 'drawback claimant', says: 'who filed a claim of drawback', rule: '19 CFR 174.12(a)(4)', proof: null },
  {
    ...{ capacity: 'exporter or producer', says: 'who signed a certificate of origin of the goods' },
    ...{ rule: '19 CFR 174.12(a)(5)', proof: null },
  },
] as const;

/** Decisions that may be protested (19 USC 1514(a)). Of a liquidation the day of notice is on file; of the others it is what the protestant says. */
export const DECISIONS_PROTESTED = [
  { decision: 'liquidation', says: 'liquidation or reliquidation: value, classification, rate, amount' },
  { decision: 'charge', says: 'a charge or exaction' },
  { decision: 'exclusion', says: 'exclusion of goods from entry or delivery, or demand for redelivery' },
  { decision: 'drawback', says: 'refusal to pay a claim of drawback' },
  { decision: 'demand on the bond', says: 'demand for payment against the bond of a surety' },
  { decision: 'refusal to reliquidate', says: 'refusal to reliquidate under 19 USC 1520(d)' },
] as const;

/** Criteria for further review, one of which an application must claim. */
export const FURTHER_REVIEW_CRITERIA = [
  {
    criterion: 'inconsistent',
    says: 'inconsistent with a ruling or decision on the same goods',
    rule: '19 CFR 174.24(a)',
  },
  { criterion: 'not ruled upon', says: 'questions of law or fact not ruled upon', rule: '19 CFR 174.24(b)' },
  {
    ...{ criterion: 'not considered', says: 'ruled upon, but facts or arguments were not considered' },
    rule: '19 CFR 174.24(c)',
  },
  {
    ...{ criterion: 'advice refused', says: 'headquarters refused to consider it as internal advice' },
    rule: '19 CFR 174.24(d), 177.11(b)(5)',
  },
] as const;
