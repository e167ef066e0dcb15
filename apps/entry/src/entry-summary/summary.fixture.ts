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

export const tariff = (
  hts: string,
  valueDollars: number,
  quantities: SummaryTariff['quantities'] = [],
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
  bills: [{ componentType: 'M', issuer: 'MAEU', billNumber: '260000101', recordIndex: 4 }],
  headerFees: [],
  lines: [line('001', 'CN', [tariff('99038803', 0), tariff('8708998105', 10_000)], [fee('499'), fee('501')])],
  totals: { valueDollars: null, dutyCents: 0, feeCents: 0, feesByClass: [], recordIndex: 12 },
  records: { '10': 0, '11': 1, '20': 2 },
});

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
