import { Decimal } from '#kernel';
import type { EntrySummary, SummaryLine } from '../summary-on-file/summary.model';
import { ofEachOfLines, type SummaryRule } from './rule';

type Case = NonNullable<SummaryLine['adCvdCases']>[number];

const SINGLE = '9';
const CONTINUOUS = '8';
const BONDED = 'B';
/** From this rate on, in per cent, a deposit that is bonded needs a bond of its own. */
const RATE = Decimal.of(5);

const basicBond = ({ bond, bonds }: EntrySummary): string | undefined => (bonds?.[0] ?? bond)?.type;
const hasSingle = ({ bonds = [] }: EntrySummary): boolean => bonds.some(({ type }) => type === SINGLE);

/** Deposits of antidumping and countervailing duty that are bonded: what is paid in cash needs no bond. */
export const ADCVD_BOND_RULES = [
  {
    ...{ record: '53', grouping: 'ADDCVD', fields: ['bondCashClaimCode'], code: '710' },
    text: 'AD/CVD CASE(S) REQUIRES STB',
    remedy:
      'Secure the entry by a single transaction bond, or deposit the duty in cash: a case of 5 % or more, or with a specific rate, is not bonded under a continuous bond.',
    page: 'ACE error dictionary, July 2026',
    mend: [{ do: 'set', to: 'C' }],
    found: ofEachOfLines<Case>(
      'adCvdCases',
      ({ adCvdCases }) => adCvdCases,
      'bondCashClaimCode',
      ({ bondCashClaimCode, caseRateTypeQualifierCode, caseDepositRate }, _line, summary) => {
        if (bondCashClaimCode !== BONDED || basicBond(summary) !== CONTINUOUS || hasSingle(summary)) return false;
        if (caseRateTypeQualifierCode === 'S') return true;
        const rate = caseDepositRate === null ? null : Decimal.parse(caseDepositRate);
        return rate?.ok === true && rate.value.compare(RATE) >= 0;
      },
    ),
  },
] as const satisfies readonly SummaryRule[];
