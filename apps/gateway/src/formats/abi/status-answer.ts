import {
  type BlockHeader,
  decode,
  encodeFitted,
  printable,
  type RecordImage,
  renderSo,
  statusQueryLayouts as Q,
  type ValuesOf,
} from '#catair';
import type { BillOnFile, CargoReleaseFiled, EntryOnFile } from '#contracts';
import { catalogue, catalogueTable } from '#kernel';
import { isKnown, type Found, type Known } from '../../questions/questions';
import { catairDate, portClock } from '../port-clock';
import { agencyOf, groupsOf, inBondsOf } from '../release-status';

/** What is asked in a WR1 (Cargo/Manifest/In-bond/Entry Status Query, revision 21, p. ACMQ-13). */
export type StatusQuestion = { readonly limit: number } & (
  | { readonly about: 'entry'; readonly filerCode: string; readonly entryNumber: string; readonly withBills: boolean }
  | { readonly about: 'in-bond'; readonly number: string }
  | { readonly about: 'bill'; readonly issuer: string; readonly number: string; readonly withRelated: boolean }
  | { readonly about: 'air waybill'; readonly number: string; readonly house: string }
);

/** A WR1 that asks nothing that can be answered, and what it named. */
export interface Unasked {
  readonly about: null;
  readonly code: StatusCode;
  readonly as: ValuesOf<typeof Q.WR1_INPUT>;
}

/** Appendix of the guide, p. ACMQ-64; PQA is Portway's own. */
export const STATUS_CONDITIONS = catalogue([
  condition('009', 'INVALID CARRIER CODE', 'Send the SCAC of the issuer: two to four letters.'),
  condition('176', 'CARRIER CODE MISSING', 'Fill columns 32-35 with the SCAC of the issuer of the bill.'),
  condition('185', 'BOL/IN-BOND NUMBER(S) MISSING', 'Fill columns 36-47 with the number of the bill.'),
  condition(
    '122',
    'BILL NBR NOT ON FILE',
    'Nothing is on file, or not for you: file an entry for it, or have its carrier name you to be told.',
  ),
  condition('123', 'INBOND NBR NOT ON FILE', 'Nothing is on file under the number, or no bill of it for you.'),
  condition(
    '297',
    'INVALID AIRWAY BILL',
    'Send eleven digits in columns 48-58, and a house air waybill with them only.',
  ),
  condition('950', 'ENTRY RECORD NOT FOUND', 'Nothing is on file, or it was filed more than six months ago.'),
  condition('B05', 'ENTRY FILER MISSING', 'Fill columns 8-10 with the filer code.'),
  condition('B14', 'ENTRY NUMBER MISSING', 'Fill columns 11-19 with the entry number.'),
  condition(
    'INE',
    'INSUFFICIENT DATA FOR QUERY',
    'Ask for one thing in a WR1: an entry, an in-bond, a bill or an air waybill.',
  ),
  condition('X17', 'FILER NOT AUTHORIZED', 'Ask for entries of the filer that B names.'),
  condition('X39', 'DATA FOUND IN FILLER', 'Leave columns 4-7 and 74-80 of the WR1 blank.'),
  condition('X40', 'NON-STANDARD DATA FOUND', 'Send characters of a keyboard only.'),
  {
    ...condition(
      'ZZZ',
      '** ACE SYSTEM FAILURE **',
      'Nothing was processed: who keeps the answer is away. Ask again in a few minutes.',
    ),
    resend: true,
  },
  {
    ...condition(
      'PQA',
      'LAST KNOWN',
      'Who keeps the answer is away: what follows is what was known at that time. Ask again for what it is now.',
    ),
    severity: 'information',
  },
] as const);
type StatusCode = Parameters<typeof STATUS_CONDITIONS.get>[0];

function condition<const C extends string>(code: C, text: string, remedy: string) {
  return { code, text, remedy, severity: 'fatal', resend: false, source: 'ACMQ-64' } as const;
}

/** The table of docs/partners/questions.md. */
export const statusPartnerTables = (): Record<'status conditions', string> => ({
  'status conditions': catalogueTable(STATUS_CONDITIONS.all),
});

const LIMITS: Readonly<Record<string, number>> = { '': 1, '1': 5, '2': Infinity };

/** Reads what stands where a WR1 should: one that is wrong is answered by itself, the others are as sound as before (p. ACMQ-64). */
export const statusQuestionIn = (records: readonly RecordImage[], block: BlockHeader): StatusQuestion | Unasked => {
  const image = records[0]!.image;
  const { faults } = decode(Q.WR1_INPUT, image);
  const { values: as } = decode(Q.WR1_INPUT, printable(image));
  const no = (code: StatusCode): Unasked => ({ about: null, code, as });
  if (faults.some(({ kind }) => kind === 'charset')) return no('X40');
  if (faults.some(({ kind }) => kind === 'constant') || records.length > 1) return no('INE');
  return faults.some(({ kind }) => kind === 'filler') ? no('X39') : statusQuestion(as, block);
};

const statusQuestion = (as: ValuesOf<typeof Q.WR1_INPUT>, block: BlockHeader): StatusQuestion | Unasked => {
  const { entryFilerCode, entryNumber, inBondNumber, billIssuerCode, billNumber } = as;
  const { airWaybillNumber, houseAirWaybillNumber, relatedBillsIndicator, billsOfEntryIndicator } = as;
  const no = (code: StatusCode): Unasked => ({ about: null, code, as });
  const asked = [
    entryFilerCode + entryNumber,
    inBondNumber,
    // An in-bond movement of air cargo is named with its carrier (p. ACMQ-13).
    inBondNumber === '' ? billIssuerCode + billNumber : billNumber,
    airWaybillNumber + houseAirWaybillNumber,
  ];
  const limit = LIMITS[as.limitOutputOption];
  if (asked.filter((one) => one !== '').length !== 1 || limit === undefined) return no('INE');
  if (![relatedBillsIndicator, billsOfEntryIndicator].every((one) => one === '' || one === 'Y')) return no('INE');
  if (inBondNumber !== '') return { about: 'in-bond', number: inBondNumber, limit };
  if (airWaybillNumber + houseAirWaybillNumber !== '') {
    if (!/^\d{11}$/.test(airWaybillNumber)) return no('297');
    return { about: 'air waybill', number: airWaybillNumber, house: houseAirWaybillNumber, limit };
  }
  if (entryFilerCode + entryNumber !== '') {
    if (entryFilerCode === '') return no('B05');
    if (entryNumber === '') return no('B14');
    if (entryFilerCode !== block.processingFilerCode) return no('X17');
    if (!/^\d{8}$/.test(entryNumber)) return no('950');
    return { about: 'entry', filerCode: entryFilerCode, entryNumber, withBills: billsOfEntryIndicator === 'Y', limit };
  }
  if (billIssuerCode === '') return no('176');
  if (billNumber === '') return no('185');
  if (!/^[A-Z]{2,4}$/.test(billIssuerCode)) return no('009');
  return {
    about: 'bill',
    issuer: billIssuerCode,
    number: billNumber,
    withRelated: relatedBillsIndicator === 'Y',
    limit,
  };
};

/** WR0, WSA or WSB: why a question has no answer, or how old the answer behind it is. */
const said = (question: StatusQuestion | Unasked, code: StatusCode, more = ''): string => {
  const narrative = STATUS_CONDITIONS.get(code).text + more;
  const errorCode = code;
  if (question.about === null) {
    const { as } = question;
    if (as.entryFilerCode + as.entryNumber !== '') return encodeFitted(Q.WR0, { ...as, errorCode, narrative });
    if (as.airWaybillNumber + as.houseAirWaybillNumber !== '')
      return encodeFitted(Q.WSB, { ...as, errorCode, narrative });
    return encodeFitted(Q.WSA, { ...as, errorCode, narrative });
  }
  if (question.about === 'entry') {
    const { filerCode: entryFilerCode, entryNumber } = question;
    return encodeFitted(Q.WR0, { entryFilerCode, entryNumber, errorCode, narrative });
  }
  if (question.about === 'air waybill') {
    const { number: airWaybillNumber, house: houseAirWaybillNumber } = question;
    return encodeFitted(Q.WSB, { airWaybillNumber, houseAirWaybillNumber, errorCode, narrative });
  }
  if (question.about === 'in-bond') return encodeFitted(Q.WSA, { inBondNumber: question.number, errorCode, narrative });
  const { issuer: billIssuerCode, number: billNumber } = question;
  return encodeFitted(Q.WSA, { billIssuerCode, billNumber, errorCode, narrative });
};

const MINUTE_MS = 60_000;
/** How long ago something was known, for people. */
export const ageText = (asOf: Date, now: Date): string => {
  const minutes = Math.max(0, Math.floor((now.getTime() - asOf.getTime()) / MINUTE_MS));
  if (minutes < 120) return `${minutes} MIN`;
  return minutes < 2 * 1_440 ? `${Math.floor(minutes / 60)} HOURS` : `${Math.floor(minutes / 1_440)} DAYS`;
};

/** ` 2026-11-29 19:05Z 12 MIN AGO`: behind the text of PQA it fits 40 columns. */
const since = (asOf: Date, now: Date): string =>
  ` ${asOf.toISOString().slice(0, 16).replace('T', ' ')}Z ${ageText(asOf, now)}`;

const NOT_ON_FILE: Readonly<Record<StatusQuestion['about'], StatusCode>> = {
  entry: '950',
  'in-bond': '123',
  bill: '122',
  'air waybill': '122',
};

/** What was found to a question, and the bills to show with it. */
export interface StatusFound {
  readonly found: Found<unknown>;
  readonly entry?: EntryOnFile;
  readonly bills: readonly Known<BillOnFile>[];
}

/** The records of C1 for one WR1. */
export const statusRecords = (question: StatusQuestion | Unasked, answer: StatusFound, now: Date): string[] => {
  if (question.about === null) return [said(question, question.code)];
  const { found, entry, bills } = answer;
  if (found === 'away') return [said(question, 'ZZZ')];
  if (!isKnown(found)) return [said(question, NOT_ON_FILE[question.about])];
  const oldest = [found, ...bills].filter(({ isLastKnown }) => isLastKnown).sort((a, b) => +a.asOf - +b.asOf)[0];
  return [
    ...(oldest ? [said(question, 'PQA', since(oldest.asOf, now))] : []),
    ...(entry ? entryRecords(entry, question.limit) : []),
    ...bills.flatMap(({ value }) => billRecords(value, question.limit, question.about === 'in-bond')),
  ];
};

const digits = (value: number | null): string =>
  value === null || value < 0 || value > 99_999_999 ? '' : String(value);
const numeric = (value: string | null | undefined): string => (value && /^\d+$/.test(value) ? value : '');
/** The most recent of what happened, oldest first. */
const latest = <T>(all: readonly T[], limit: number): readonly T[] => (limit === Infinity ? all : all.slice(-limit));

/** WO10-WO72: the SO records of the entry under their other name (p. ACMQ-45). Times are the port's. */
const entryRecords = ({ release, entry }: EntryOnFile, limit: number): string[] => {
  if (!release) return [];
  const filed = release.filed as Partial<CargoReleaseFiled>;
  const port = filed.plannedPortOfEntry ?? null;
  const at = (instant: string) => {
    const { mmddyy: dispositionDate, hhmm: dispositionTime } = portClock(instant, port);
    return { dispositionDate, dispositionTime };
  };
  const steps = release.history;
  const told = new Map<string, { at: string; code: string; text: string }>();
  for (const step of steps) for (const { billKey, ...bill } of step.bills) told.set(billKey, { ...bill, at: step.at });
  const dispositions = steps.flatMap((step) => step.dispositions.map((one) => ({ ...one, at: step.at })));
  const [arrival] = filed.bills?.flatMap(({ arrivals }) => arrivals) ?? [];
  const records = renderSo({
    entry: {
      portOfEntry: numeric(port),
      entryFilerCode: entry.slice(0, 3),
      entryNumber: entry.slice(3).replaceAll('-', ''),
      entryTypeCode: numeric(filed.entryType),
      importerOfRecordNumber: filed.importer?.number ?? '',
      carrierCode: arrival?.carrierCode ?? filed.bills?.[0]?.issuer ?? '',
      vesselName: filed.conveyanceName ?? '',
      voyageNumber: filed.voyage ?? '',
      estimatedDateOfArrival: catairDate(arrival?.arrivalDate ?? filed.electedEntryDate ?? null),
      splitShipmentReleaseCode: filed.splitShipment ?? '',
    },
    references: (filed.references ?? [])
      .filter(({ qualifier }) => qualifier === 'CR' || qualifier === 'RRN')
      .map(({ qualifier, value }) => ({ referenceQualifier: qualifier, referenceIdentifier: value })),
    lines: (filed.lines ?? []).flatMap(({ lineNumber, countryOfOrigin, tariffs }) =>
      tariffs.map(({ hts }) => ({
        lineItemIdentifier: numeric(lineNumber),
        countryOfOriginCode: countryOfOrigin ?? '',
        htsNumber: hts ?? '',
      })),
    ),
    bills: groupsOf(filed.bills ?? []).map((group) => {
      const keyOf = (bill: (typeof group)[number]): string => `${bill.issuer ?? ''}${bill.billNumber}`;
      const onFile = (bill: (typeof group)[number]) => release.bills.find(({ billKey }) => billKey === keyOf(bill));
      const lowest = group.at(-1)!;
      const disposition = told.get(keyOf(lowest));
      return {
        bills: group.map((bill) => ({
          billTypeIndicator: bill.billType,
          billIssuerCode: bill.issuer ?? '',
          billNumber: bill.billNumber,
          quantity: digits(bill.quantity),
          unitOfMeasure: onFile(bill)?.unit ?? '',
          manifestedQuantity: digits(onFile(bill)?.manifestedQuantity ?? null),
        })),
        inBonds: inBondsOf(onFile(lowest) ?? {}),
        ...(disposition && {
          disposition: {
            ...at(disposition.at),
            dispositionCode: disposition.code,
            narrative: disposition.text,
            splitIndicator: filed.splitShipment ? 'Y' : 'N',
          },
        }),
      };
    }),
    dispositions: latest(dispositions, limit).map((one) => ({
      ...at(one.at),
      dispositionCode: one.code,
      narrative: one.text,
      ...(one.code === RELEASED && {
        releaseDate: catairDate(release.releaseDate),
        releaseOriginCode: numeric(release.releaseOrigin),
      }),
    })),
    agencies: (release.agencyStatuses ?? []).map((status) => agencyOf(status, port)),
  });
  return records.map((record) => record.replace(/^SO/, 'WO'));
};
const RELEASED = '98';

/** By the first digit of the mode: ocean, rail, truck. */
const MODE: Readonly<Record<string, string>> = { '1': '1', '2': '2', '3': '3' };
/** The code by which the carrier of a bill knows how an entry of it stands (CAMIR Appendix D). */
const TOLD: Readonly<Record<string, string>> = { exam: '1A', released: '1C', suspended: '15', cancelled: '4E' };

interface BillStep {
  readonly at: string;
  readonly code: string;
  readonly text: string;
  readonly quantity: number | null;
}

/** On its way from the port where the bill was unladen, or on file before. That it arrived, no message here tells (p. ACMQ-33). */
const inBondStanding = (bill: BillOnFile): string =>
  encodeFitted(Q.WS5, {
    inBondStatus: bill.arrivedAt === null ? 'OF' : 'ER',
    inBondArrivalDate: NO_DATE,
    inBondExportDate: NO_DATE,
    inBondEntryType: bill.details.inBond?.entryType ?? '',
  });
const NO_DATE = '000000';

/** WR1, WR2, WR4, WR5*, WN1: one bill; of one that is asked for by its in-bond movement where that stands (WS5) in place of what happened to it (pp. ACMQ-15..19, 24..44). */
const billRecords = (bill: BillOnFile, limit: number, byInBond: boolean): string[] => {
  const { conveyance, portCode, details, masterBill, issuerScac, billNumber, unit } = bill;
  const inBond = details.inBond ?? null;
  const inBondNumber = inBond?.number ?? '';
  const steps: BillStep[] = [
    ...bill.holdHistory.map(({ placedAt, code, reason }) => ({ at: placedAt, code, text: reason, quantity: null })),
    ...bill.holdHistory.flatMap(({ removedAt, code, removalReason }) =>
      removedAt ? [{ at: removedAt, code: code.replace(/H$/, 'I'), text: removalReason ?? '', quantity: null }] : [],
    ),
    ...bill.entries.flatMap(({ told, changedAt, quantity, entryNumber }) =>
      TOLD[told] ? [{ at: changedAt, code: TOLD[told], text: `${told} ENTRY ${entryNumber}`, quantity }] : [],
    ),
  ].sort((one, other) => (one.at < other.at ? -1 : 1));
  const own = { number: billNumber, issuer: issuerScac };
  const master = masterBill ? { number: masterBill.slice(4), issuer: masterBill.slice(0, 4) } : own;
  const house = masterBill ? own : null;
  return [
    encodeFitted(Q.WR1_OUTPUT, {
      portOfEntry: numeric(portCode),
      carrierCode: conveyance.scac,
      conveyanceName: conveyance.modeOfTransport.startsWith('3') ? '' : (conveyance.name ?? ''),
      voyageNumber: conveyance.voyage,
      arrivalDate: bill.arrivedAt ? portClock(bill.arrivedAt, portCode).mmddyy : catairDate(bill.estimatedArrival),
    }),
    encodeFitted(Q.WR2, { tripNumber: conveyance.modeOfTransport.startsWith('3') ? conveyance.voyage : '' }),
    encodeFitted(Q.WR4, {
      inBondNumber,
      masterBillNumber: master.number,
      houseBillNumber: house?.number ?? '',
      manifestQuantity: digits(bill.quantity),
      unit: unit ?? '',
      masterIssuerCode: master.issuer,
      houseIssuerCode: house?.issuer ?? '',
      billTypeCode: house ? 'H' : '0',
      modeCode: MODE[conveyance.modeOfTransport[0] ?? ''] ?? '',
    }),
    ...(byInBond ? [inBondStanding(bill)] : []),
    ...(byInBond ? [] : latest(steps, limit)).map(({ at, code, text, quantity }, n) => {
      const { mmddyy, hhmm } = portClock(at, portCode);
      return encodeFitted(Q.WR5, {
        dispositionDate: mmddyy,
        dispositionTime: hhmm,
        dispositionCode: code,
        narrative: text,
        quantity: digits(quantity),
        sequence: String(n + 1),
      });
    }),
    encodeFitted(Q.WN1, {
      inBondNumber,
      manifestedPort: portCode,
      inBondOriginPort: inBond ? portCode : '',
      inBondDestinationPort: inBond?.destinationPort ?? '',
    }),
  ];
};
