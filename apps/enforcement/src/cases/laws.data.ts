import type { CaseKind } from './case.states';

export interface Law {
  readonly law: string;
  readonly kind: CaseKind;
  readonly about: string;
  /** Section by which a notice goes before the penalty itself; null where none does. */
  readonly prePenalty: string | null;
  /** Up to which amount (cents) no notice goes before the penalty, with its section; left out where one always does. */
  readonly withoutPrePenalty?: { readonly upToCents: number; readonly source: string };
  /** Section by which the pre-penalty notice for fraud needs headquarters; left out where none says so. */
  readonly fraudApproval?: string;
  /**
   * From when on the statute of limitations runs: the violation, or where that was fraud its discovery (1592, 1593a); the discovery of the offense; or the breach of the bond.
   */
  readonly runsFrom: 'violation or discovery of fraud' | 'discovery' | 'breach';
  /** What it may be assessed with, in words; null where a degree of culpability decides. */
  readonly source: string;
}

/** The laws that cases are opened for. */
export const LAWS: readonly Law[] = [
  {
    ...{ law: '19 USC 1592', kind: 'penalty', about: 'false statement or omission, by fraud or negligence' },
    ...{ prePenalty: '19 CFR 162.77', runsFrom: 'violation or discovery of fraud', source: '19 USC 1592, 1621(1)' },
    withoutPrePenalty: { upToCents: 100_000, source: '19 USC 1592(b)(1)(B)' },
  },
  {
    ...{ law: '19 USC 1593a', kind: 'penalty', about: 'false claim of drawback' },
    ...{ prePenalty: '19 CFR 162.77a', runsFrom: 'violation or discovery of fraud', source: '19 USC 1593a, 1621(1)' },
    withoutPrePenalty: { upToCents: 100_000, source: '19 USC 1593a(b)(1)(B); 19 CFR 162.77a(c)' },
    fraudApproval: '19 CFR 162.77a(d)',
  },
  {
    ...{ law: '19 USC 1641', kind: 'penalty', about: 'misconduct of a customs broker' },
    ...{ prePenalty: '19 CFR 111.92', runsFrom: 'discovery', source: '19 USC 1641(d)(2)(A), 1621' },
  },
  {
    ...{ law: '19 USC 1436', kind: 'penalty', about: 'arrival, report, entry or clearance of a conveyance' },
    ...{ prePenalty: null, runsFrom: 'discovery', source: '19 USC 1436, 1621' },
  },
  {
    ...{ law: '19 USC 1581', kind: 'penalty', about: 'failing to stop when told to, or resisting boarding' },
    ...{ prePenalty: null, runsFrom: 'discovery', source: '19 USC 1581(d), 1621' },
  },
  {
    ...{ law: '19 USC 1584', kind: 'penalty', about: 'manifest that is missing, or goods that differ from it' },
    ...{ prePenalty: null, runsFrom: 'discovery', source: '19 USC 1584, 1621' },
  },
  {
    ...{ law: '19 USC 1595a', kind: 'seizure', about: 'goods brought in contrary to law' },
    ...{ prePenalty: null, runsFrom: 'discovery', source: '19 USC 1595a(c), 1621' },
  },
  {
    ...{ law: '19 USC 1526', kind: 'seizure', about: 'goods that bear a counterfeit mark' },
    ...{ prePenalty: null, runsFrom: 'discovery', source: '19 USC 1526(e), 1621' },
  },
  {
    ...{ law: '18 USC 545', kind: 'seizure', about: 'smuggled goods' },
    ...{ prePenalty: null, runsFrom: 'discovery', source: '18 USC 545; 19 USC 1621' },
  },
  {
    ...{ law: '19 USC 1623', kind: 'liquidated damages', about: 'breach of a condition of a bond' },
    ...{ prePenalty: null, runsFrom: 'breach', source: '19 USC 1623; 19 CFR 113.62, 113.63; 28 USC 2415(a)' },
  },
];

export const lawOf = (law: string): Law | undefined => LAWS.find((row) => row.law === law);
