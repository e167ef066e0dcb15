import { ENTRY_TYPES, isCountryOrProvince, suretyName } from '#reference';
import type { EntrySummary } from '../summary-on-file/summary.model';
import { hasRecords, ofEach, ofHeader, type SummaryMend, type SummaryRule, typeIs } from './rule';

type Bond = NonNullable<EntrySummary['bonds']>[number];

/** Entries that carry no bond unless the filer names one: informal (p. ESF-157) and those of the government (19 CFR 142.4). */
const WITHOUT_BOND = typeIs('11', '12', '51', '52');
const INFORMAL = typeIs('11', '12');
const BASIC = ['B', 'U', 'E'];
const DESIGNATIONS = [...BASIC, 'A'];
/** AE table 4, p. ESF-216. */
const WAIVER_REASONS = ['995', '996', '997', '998', '999'];
/** Types whose bond is not waived where a case is reported (p. ESF-158). */
const CASE_MAY_BE = typeIs('06', '21', '22', '23');

/** Bonds as filed. A format without columns may leave the designation out: then the bond is the basic one. */
export const bondsOf = (summary: EntrySummary): readonly Bond[] => {
  const { bond, bonds } = summary;
  if (!bonds) return bond ? [{ ...bond, designation: 'B', amountDollars: null }] : [];
  return hasRecords(summary) || bonds.every(({ designation }) => designation !== null)
    ? bonds
    : bonds.map((each) => ({ ...each, designation: each.designation ?? 'B' }));
};

export const hasContinuousBond = (summary: EntrySummary): boolean => bondsOf(summary).some(({ type }) => type === '8');

export const isWaived = ({ indicators }: EntrySummary): boolean => indicators?.bondWaiverIndicator === '0';

const isAdCvd = ({ entryType }: EntrySummary): boolean => ENTRY_TYPES.get(entryType ?? '')?.adcvd === true;
const namesCase = ({ lines }: EntrySummary): boolean => lines.some(({ adCvdCases }) => (adCvdCases ?? []).length > 0);
const mayBeWaived = (summary: EntrySummary): boolean =>
  !isAdCvd(summary) && !(CASE_MAY_BE(summary) && namesCase(summary));

const ofBonds = (
  field: keyof Bond,
  isBroken: (bond: Bond, summary: EntrySummary, index: number, all: readonly Bond[]) => boolean,
): SummaryRule['found'] =>
  ofEach('bonds', bondsOf, field, (bond, summary, _context, index, all) => isBroken(bond, summary, index, all));

const isKnownSurety = (code: string | null): boolean => code !== null && suretyName(code) !== undefined;

const CONTINUOUS: SummaryMend = {
  do: 'set',
  at: '/bonds',
  to: [{ type: '8', designation: 'B', surety: '001', amountDollars: null }],
};
const WITHOUT_BONDS: readonly SummaryMend[] = [
  { do: 'remove', at: '/bonds' },
  { do: 'remove', at: '/bond' },
];

const onBond = { record: '31', grouping: 'BNDDTL' } as const;
const onHeader = { record: '10', grouping: 'SUMMRY' } as const;

/** Bonds as they are named and waived (usage note (i), pp. ESF-156..158); whether the register has them is asked beside the book. */
export const BOND_RULES = [
  {
    ...onBond,
    code: '112',
    text: 'BOND TYPE CODE MUST BE 8 OR 9',
    remedy: 'Use 8 for a continuous bond, 9 for a single transaction bond.',
    page: 49,
    fields: ['bondTypeCode'],
    mend: [{ do: 'set', to: '8' }],
    found: ofBonds('type', ({ type }) => type !== '8' && type !== '9'),
  },
  {
    ...onBond,
    code: '119',
    text: 'BOND DETAIL MISSING - ENTRY TYPE',
    remedy: 'Report the bond that covers the entry, or that it is waived and why.',
    page: 156,
    mend: [CONTINUOUS],
    found: ofHeader(
      '31',
      'bond',
      (summary) => bondsOf(summary).length === 0 && !WITHOUT_BOND(summary) && !isWaived(summary),
    ),
  },
  {
    ...onBond,
    code: '120',
    text: 'BOND DETAIL NOT ALLOWED - BOND WAIVED',
    remedy: 'Leave the bonds out, or column 38 empty.',
    page: 158,
    mend: WITHOUT_BONDS,
    found: ofHeader('31', 'bonds', (summary) => isWaived(summary) && bondsOf(summary).length > 0),
  },
  {
    ...onHeader,
    code: '122',
    text: 'BOND WAIVER IND MUST BE 0',
    remedy: 'Send 0 where the bond is waived, or leave column 38 empty.',
    page: 27,
    fields: ['bondWaiverIndicator'],
    mend: [{ do: 'remove' }],
    found: ofHeader(
      '10',
      'indicators/bondWaiverIndicator',
      ({ indicators }) => Boolean(indicators?.bondWaiverIndicator) && indicators?.bondWaiverIndicator !== '0',
    ),
  },
  {
    ...onBond,
    code: '126',
    text: 'STB ACCOUNT NOT ALLOWED FOR BOND TYPE',
    remedy: 'Leave columns 19 to 28 empty for a continuous bond.',
    page: 50,
    fields: ['singleTransactionBondProducerAccountNumber'],
    mend: [{ do: 'remove' }],
    found: ofBonds(
      'singleTransactionBondProducerAccountNumber',
      ({ type, singleTransactionBondProducerAccountNumber: account }) => type === '8' && Boolean(account),
    ),
  },
  {
    ...onHeader,
    code: '130',
    text: 'BND WAIVER REASON NOT ALLOWED-NOT WAIVED',
    remedy: 'Leave columns 62 to 64 empty, or send 0 in column 38 where the bond is waived.',
    page: 158,
    fields: ['bondWaiverReasonCode'],
    mend: [{ do: 'remove' }],
    found: ofHeader(
      '10',
      'indicators/bondWaiverReasonCode',
      (summary) => Boolean(summary.indicators?.bondWaiverReasonCode) && !summary.indicators?.bondWaiverIndicator,
    ),
  },
  {
    ...onBond,
    code: '137',
    text: 'SURETY CODE MISSING',
    remedy: 'Name the surety that has written the bond.',
    page: 157,
    fields: ['suretyCompanyCode'],
    mend: [{ do: 'set', to: '001' }],
    found: ofBonds('surety', ({ surety }) => !surety),
  },
  {
    ...onBond,
    code: '138',
    text: 'SURETY CODE UNKNOWN',
    remedy: 'Use the three-digit code of a surety that is approved.',
    page: 157,
    fields: ['suretyCompanyCode'],
    mend: [{ do: 'set', to: '001' }],
    found: ofBonds('surety', ({ surety }) => Boolean(surety) && !isKnownSurety(surety)),
  },
  {
    ...onHeader,
    code: '139',
    text: 'BOND WAIVER CODE MISSING',
    remedy: 'Say why the bond is waived: 995 to 999 of AE table 4.',
    page: 158,
    fields: ['bondWaiverReasonCode'],
    mend: [{ do: 'set', to: '999' }],
    found: ofHeader(
      '10',
      'indicators/bondWaiverReasonCode',
      (summary) =>
        isWaived(summary) && mayBeWaived(summary) && !INFORMAL(summary) && !summary.indicators?.bondWaiverReasonCode,
    ),
  },
  {
    ...onHeader,
    code: '140',
    text: 'BOND WAIVER REASON CODE UNKNOWN',
    remedy: 'Use 995 to 999 of AE table 4.',
    page: 216,
    fields: ['bondWaiverReasonCode'],
    mend: [{ do: 'set', to: '999' }],
    found: ofHeader('10', 'indicators/bondWaiverReasonCode', (summary) => {
      const reason = summary.indicators?.bondWaiverReasonCode;
      return Boolean(reason) && !INFORMAL(summary) && isWaived(summary) && !WAIVER_REASONS.includes(reason!);
    }),
  },
  {
    ...onHeader,
    code: '141',
    text: 'BOND WAIVER NOT ALLOWED -ENT TYPE',
    remedy: 'Report the bond: it is not waived where antidumping or countervailing duty is at stake.',
    page: 158,
    fields: ['bondWaiverIndicator'],
    mend: [{ do: 'remove' }, { do: 'remove', at: '/indicators/bondWaiverReasonCode' }],
    found: ofHeader('10', 'indicators/bondWaiverIndicator', (summary) => isWaived(summary) && !mayBeWaived(summary)),
  },
  {
    ...onHeader,
    code: '154',
    text: 'CONTINUOUS BOND REQ FOR RECONCILIATION',
    remedy: 'Report the continuous bond (type 8), or leave columns 46 to 49 empty.',
    page: 177,
    fields: ['tradeAgreementReconciliationIndicator', 'reconciliationIssueCode'],
    mend: [CONTINUOUS],
    found: ofHeader(
      '10',
      'indicators/reconciliationIssueCode',
      (summary) =>
        Boolean(
          summary.indicators?.reconciliationIssueCode || summary.indicators?.tradeAgreementReconciliationIndicator,
        ) && !hasContinuousBond(summary),
    ),
  },
  {
    ...onHeader,
    code: '182',
    text: 'BND WAIVER REASON NOT ALLOWED-ENT TYPE',
    remedy: 'Leave columns 62 to 64 empty on an informal entry.',
    page: 158,
    fields: ['bondWaiverReasonCode'],
    mend: [{ do: 'remove' }],
    found: ofHeader(
      '10',
      'indicators/bondWaiverReasonCode',
      (summary) => INFORMAL(summary) && isWaived(summary) && Boolean(summary.indicators?.bondWaiverReasonCode),
    ),
  },
  {
    ...onBond,
    code: '193',
    text: 'MULTIPLE CONTINUOUS BONDS NOT ALLOWED',
    remedy: 'Name one continuous bond; a further bond is a single transaction bond.',
    page: 156,
    fields: ['bondTypeCode'],
    mend: [{ do: 'remove', at: '..' }],
    found: ofBonds(
      'type',
      ({ type }, _summary, index, all) => type === '8' && all.findIndex((bond) => bond.type === '8') < index,
    ),
  },
  {
    ...onHeader,
    code: '208',
    text: 'PERIODIC STMT REQUIRES CONTINUOUS BOND',
    remedy: 'Report the continuous bond (type 8), or choose another payment type.',
    page: 175,
    fields: ['paymentTypeCode'],
    of: 'ordinary',
    mend: [CONTINUOUS],
    found: ofHeader(
      '10',
      'paymentType',
      (summary) =>
        ['6', '7', '8'].includes(summary.paymentType ?? '') && !hasContinuousBond(summary) && !isWaived(summary),
    ),
  },
  {
    ...onBond,
    code: '214',
    text: 'STB AMOUNT NOT ALLOWED FOR BOND TYPE',
    remedy: 'Leave the amount of a continuous bond empty.',
    page: 50,
    fields: ['singleTransactionBondAmount'],
    mend: [{ do: 'set', to: null as never }],
    found: ofBonds('amountDollars', ({ type, amountDollars }) => type === '8' && amountDollars !== null),
  },
  {
    ...onBond,
    code: '223',
    text: 'CONT SUPERSEDED BOND IND NOT ALLOWED',
    remedy: 'Leave column 5 of a single transaction bond empty.',
    page: 158,
    fields: ['continuousBondIndicator'],
    mend: [{ do: 'remove' }],
    found: ofBonds(
      'continuousBondIndicator',
      ({ type, continuousBondIndicator: given }) => type === '9' && Boolean(given),
    ),
  },
  {
    ...onHeader,
    code: '224',
    text: 'ELEC INVOICE REQUIRES CONTINUOUS BOND',
    remedy: 'Report the continuous bond (type 8), or leave column 41 empty.',
    page: 172,
    fields: ['electronicInvoiceIndicator'],
    mend: [{ do: 'remove' }],
    found: ofHeader(
      '10',
      'indicators/electronicInvoiceIndicator',
      (summary) => summary.indicators?.electronicInvoiceIndicator === 'Y' && !hasContinuousBond(summary),
    ),
  },
  {
    ...onBond,
    code: '240',
    text: 'BOND AMOUNT CANNOT BE $0',
    remedy: 'Send the amount of the single transaction bond in whole dollars.',
    page: 158,
    fields: ['singleTransactionBondAmount'],
    mend: [{ do: 'set', to: 50_000 }],
    found: ofBonds('amountDollars', ({ type, amountDollars }) => type === '9' && amountDollars === 0),
  },
  {
    ...onBond,
    code: '246',
    text: 'CONT SUPERSEDED BOND IND MUST BE Y',
    remedy: 'Send Y where the bond supersedes the one of the entry, S where it replaces it, or leave column 5 empty.',
    page: 50,
    fields: ['continuousBondIndicator'],
    mend: [{ do: 'remove' }],
    found: ofBonds(
      'continuousBondIndicator',
      ({ type, continuousBondIndicator: given }) => type === '8' && Boolean(given) && given !== 'Y' && given !== 'S',
    ),
  },
  {
    ...onBond,
    code: '265',
    text: 'BOND AMOUNT MISSING',
    remedy: 'Send the amount of the single transaction bond in whole dollars.',
    page: 158,
    fields: ['singleTransactionBondAmount'],
    mend: [{ do: 'set', to: 50_000 }],
    found: ofBonds('amountDollars', ({ type, amountDollars }) => type === '9' && amountDollars === null),
  },
  {
    ...onBond,
    code: '266',
    text: 'BOND DESIGNATION MUST BE A OR B',
    remedy: 'Send B basic, A additional, U substitution or E superseding.',
    page: 49,
    fields: ['bondDesignationTypeCode'],
    mend: [{ do: 'set', to: 'B' }],
    found: ofBonds('designation', ({ designation }) => !DESIGNATIONS.includes(designation ?? '')),
  },
  {
    ...onBond,
    code: '267',
    text: 'CONTINUOUS BOND MUST BE FOR BASIC USE',
    remedy: 'Send B for the continuous bond.',
    page: 156,
    fields: ['bondDesignationTypeCode'],
    mend: [{ do: 'set', to: 'B' }],
    found: ofBonds(
      'designation',
      ({ type, designation }) => type === '8' && designation !== 'B' && DESIGNATIONS.includes(designation ?? ''),
    ),
  },
  {
    ...onBond,
    code: '268',
    text: 'STB MUST BE DESIGNATED ADDITIONAL',
    remedy: 'Of two bonds send A for the second, a single transaction bond.',
    page: 156,
    fields: ['bondDesignationTypeCode'],
    mend: [{ do: 'set', to: 'A' }],
    found: ofBonds(
      'designation',
      ({ type, designation }, _summary, index, all) =>
        index > 0 &&
        type === '9' &&
        BASIC.includes(designation ?? '') &&
        all.slice(0, index).some((before) => BASIC.includes(before.designation ?? '')),
    ),
  },
  {
    ...onBond,
    code: '269',
    text: 'BASIC BOND MISSING',
    remedy: 'Report the bond that secures the entry itself: B, or U or E in its place.',
    page: 156,
    fields: ['bondDesignationTypeCode'],
    mend: [{ do: 'set', at: '/bonds/0/designation', to: 'B' }],
    found: ofHeader('31', 'bonds', (summary) => {
      const bonds = bondsOf(summary);
      return bonds.length > 0 && bonds.every(({ type, designation }) => type === '8' && designation === 'A');
    }),
  },
  {
    ...onBond,
    code: '759',
    text: 'BASIC, SUPERSED/SUBSTITUTE BOND MISSING',
    remedy: 'Report the bond that secures the entry itself: B, or U or E in its place.',
    page: 156,
    fields: ['bondDesignationTypeCode'],
    mend: [{ do: 'set', at: '/bonds/0/designation', to: 'B' }],
    found: ofHeader('31', 'bonds', (summary) => {
      const bonds = bondsOf(summary);
      return bonds.some(({ type }) => type === '9') && bonds.every(({ designation }) => designation === 'A');
    }),
  },
  {
    ...onHeader,
    code: '761',
    text: 'BOND CANNOT BE WAIVED FOR NON-CA ARTCLES',
    remedy: 'Report the bond: of a temporary importation it is waived for goods of Canada alone.',
    page: 158,
    fields: ['bondWaiverIndicator'],
    mend: [{ do: 'remove' }, { do: 'remove', at: '/indicators/bondWaiverReasonCode' }],
    found: ofHeader(
      '10',
      'indicators/bondWaiverIndicator',
      (summary) =>
        summary.entryType === '23' &&
        isWaived(summary) &&
        summary.lines.some(({ countryOfOrigin: origin }) => origin !== 'CA' && !isProvince(origin)),
    ),
  },
] as const satisfies readonly SummaryRule[];

const isProvince = (origin: string | null): boolean => /^X[A-Z]$/.test(origin ?? '') && isCountryOrProvince(origin!);
