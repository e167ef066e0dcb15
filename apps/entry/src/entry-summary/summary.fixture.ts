import { computeSummary } from './fees.rules';
import type {
  DeclaredFee,
  EntrySummary,
  SummaryContext,
  SummaryLine,
  SummaryTariff,
} from '../summary-on-file/summary.model';

/** Builders of summaries for the tests of this folder. */

type Writable<T> = T extends readonly (infer I)[]
  ? Writable<I>[]
  : T extends object
    ? { -readonly [K in keyof T]: Writable<T[K]> }
    : T;
export type DraftSummary = Writable<EntrySummary>;

/** A Monday in fiscal year 2026. */
export const TODAY = '2026-03-02';
export const IMPORTER = '12-345678900';

export const CONTEXT: SummaryContext = {
  today: TODAY,
  importerOnFile: (importerNumber) => importerNumber === IMPORTER,
  filerAuthorised: true,
  missingPower: null,
  missingCapabilities: [],
  existing: null,
};

/** What the goods of these tests are counted in. */
const COUNTED: Readonly<Record<string, SummaryTariff['quantities']>> = {
  '8708998105': [{ quantity: '100', unit: 'NO' }],
  '8708998180': [{ quantity: '100', unit: 'NO' }],
};

export const tariff = (
  hts: string,
  valueDollars: number,
  quantities: SummaryTariff['quantities'] = COUNTED[hts] ?? [],
  spi: string | null = null,
): SummaryTariff => ({
  hts,
  valueDollars,
  quantities,
  dutyCents: 0,
  spi,
  recordIndex: 8,
});

export const fee = (classCode: string, cents = 0): DeclaredFee => ({ classCode, cents, recordIndex: 9 });

export const party = (articlePartyTypeCode: string, articlePartyIdentifier: string) => ({
  ...{ articlePartyTypeCode, articlePartyIdentifier },
  recordIndex: 7,
});

export const line = (
  lineNumber: string,
  origin: string,
  tariffs: SummaryTariff[],
  fees: DeclaredFee[] = [],
): SummaryLine => ({
  lineNumber,
  countryOfOrigin: origin,
  countryOfExport: origin,
  exportDate: '2026-02-10',
  chargesDollars: 400,
  grossWeight: '900',
  manufacturerId: null,
  description: 'GOODS',
  foreignPortOfLadingCode: '57035',
  relatedPartyIndicator: 'N',
  articleParties: [party('M', `${origin === 'CA' ? 'XO' : origin}MAKERCO12CIT`), party('S', IMPORTER)],
  tariffs,
  fees,
  recordIndex: 7,
});

/** Vehicle parts of China worth 10,000 dollars, by container vessel at Los Angeles: the worked line of the documents. */
export const worked = (): DraftSummary => ({
  processingPort: '2704',
  action: 'A',
  filerCode: 'B76',
  entryNumber: '03245278',
  portOfEntry: '2704',
  brokerReference: 'PW0001',
  entryType: '01',
  modeOfTransport: '11',
  paymentType: '7',
  statementDate: '2026-03-12',
  importerNumber: IMPORTER,
  consigneeNumber: IMPORTER,
  entryDate: '2026-03-03',
  importDate: '2026-03-03',
  estimatedArrival: '2026-03-03',
  carrierScac: 'MAEU',
  portOfUnlading: '2704',
  bond: { type: '8', surety: '001', recordIndex: 5 },
  bonds: [{ type: '8', designation: 'B', surety: '001', amountDollars: null, recordIndex: 5 }],
  bills: [{ componentType: 'M', issuer: 'MAEU', billNumber: '260000101', recordIndex: 4 }],
  headerFees: [],
  lines: [line('001', 'CN', [tariff('99038803', 0), tariff('8708998105', 10_000)], [fee('499'), fee('501')])],
  totals: { valueDollars: null, dutyCents: 0, feeCents: 0, feesByClass: [], recordIndex: 12 },
  indicators: { electronicSignature: 'X', periodicStatementMonth: '04' },
  stateOfDestinationCode: 'CA',
  conveyanceName: 'MAERSK LIMA',
  records: { '10': 0, '11': 1, '20': 2 },
});

/** A post summary correction of it, for a reason of its line. */
export const corrected = (): DraftSummary => {
  const summary = worked();
  const given = { indicator: 'Y', accelerated: null, explanation: 'The parts are of chapter 87', reasons: [] };
  const lines = summary.lines.map((one) => ({ ...one, correctionReasons: [{ code: 'L03', recordIndex: 9 }] }));
  return {
    ...summary,
    action: 'R',
    paymentType: null,
    statementDate: null,
    indicators: { electronicSignature: 'X' },
    lines,
    correction: { ...given, recordIndex: 6 },
  };
};

/** An informal entry of laptops by air: nothing due but the fixed fee. */
export const informal = (): DraftSummary => ({
  ...worked(),
  entryType: '11',
  modeOfTransport: '41',
  carrierScac: 'LH',
  bills: [{ componentType: 'M', issuer: null, billNumber: '02012345675', recordIndex: 4 }],
  paymentType: '1',
  statementDate: null,
  indicators: { electronicSignature: 'X' },
  bond: null,
  bonds: [],
  headerFees: [fee('311')],
  lines: [{ ...laptops(900), fees: [] }],
});
export const laptops = (value: number, origin = 'DE'): SummaryLine =>
  line('001', origin, [tariff('8471300100', value, [{ quantity: '9', unit: 'NO' }])], [fee('499'), fee('501')]);
export const formal = (value = 5000, origin = 'DE'): DraftSummary => ({
  ...worked(),
  lines: [laptops(value, origin) as DraftSummary['lines'][number]],
});

/** A delete has what names the summary, and nothing else. */
export const removal = (): DraftSummary => ({
  ...{ processingPort: '2704', action: 'D', filerCode: 'B76', entryNumber: '03245278', portOfEntry: '2704' },
  ...{ brokerReference: 'PW0001', entryType: '01', modeOfTransport: null, paymentType: null, statementDate: null },
  ...{ importerNumber: null, consigneeNumber: null, entryDate: null, importDate: null, estimatedArrival: null },
  ...{ carrierScac: null, portOfUnlading: null, bond: null, bills: [], headerFees: [], lines: [] },
  totals: { valueDollars: null, dutyCents: null, feeCents: null, feesByClass: [], recordIndex: null },
  records: { '10': 0 },
});

/** A filing that is sound but for one thing. */
export interface Fixture {
  readonly when: string;
  readonly from?: () => DraftSummary;
  /** Before the amounts are computed; what is still wrong afterwards is what the code says. */
  readonly change?: (summary: DraftSummary) => void;
  /** After the amounts are computed, to declare a wrong one. */
  readonly declare?: (summary: DraftSummary) => void;
  readonly context?: Partial<SummaryContext>;
  /** Other conditions that the same fault cannot but bring with it. */
  readonly also?: readonly string[];
  /** What else the schedule says of its number is not the fixture's business. */
  readonly whateverTheTariffSays?: true;
}

export const draftOf = ({ from = worked, change, declare }: Fixture): DraftSummary => {
  const summary = from();
  change?.(summary);
  priced(summary);
  declare?.(summary);
  return summary;
};

const monthAfter = (day: string): string => String((Number(day.slice(5, 7)) % 12) + 1).padStart(2, '0');

/** The month after that of its statement stands in a filing that is paid by a periodic one, and in no other. */
export const withMonth = <T extends Pick<EntrySummary, 'paymentType' | 'statementDate' | 'indicators'>>(
  filing: T,
): T => {
  const { periodicStatementMonth: _month, ...indicators } = filing.indicators ?? {};
  const isPeriodic = ['6', '7', '8'].includes(filing.paymentType ?? '') && filing.statementDate !== null;
  return {
    ...filing,
    indicators: isPeriodic ? { ...indicators, periodicStatementMonth: monthAfter(filing.statementDate!) } : indicators,
  };
};

/** Writes the computed amounts into the filing, so that a test changes one thing and nothing else is wrong. */
export function priced(summary: DraftSummary, today = TODAY): DraftSummary {
  const due = computeSummary(summary, today);
  const classDue = (classCode: string) => due.feesByClass.find((entry) => entry.classCode === classCode)?.cents;
  summary.lines.forEach((item, index) => {
    item.tariffs.forEach((entry, position) => (entry.dutyCents = due.lines[index]!.tariffs[position]!.dutyCents));
    item.fees.forEach((entry) => {
      if (entry.classCode === '499') entry.cents = due.lines[index]!.mpfCents;
      if (entry.classCode === '501') entry.cents = due.lines[index]!.hmfCents;
    });
  });
  summary.headerFees.forEach((entry) => (entry.cents = classDue(entry.classCode) ?? entry.cents));
  const classes = [...summary.headerFees, ...summary.lines.flatMap(({ fees }) => fees)].map(
    ({ classCode }) => classCode,
  );
  summary.totals.feesByClass = [...new Set(classes)].map((classCode) => ({
    classCode,
    cents: classDue(classCode) ?? 0,
    recordIndex: 11,
  }));
  summary.totals.dutyCents = due.dutyCents;
  summary.totals.feeCents = summary.totals.feesByClass.reduce((sum, { cents }) => sum + cents, 0);
  return summary;
}
