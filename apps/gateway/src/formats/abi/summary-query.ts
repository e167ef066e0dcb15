import { type ControlFault, decode, isoDateOf, summaryQueryLayouts as Q, type Transaction } from '#catair';
import { SUMMARY_CRITERIA, type SummaryCriterion, type SummaryTold } from '#contracts';
import { catalogue, catalogueTable } from '#kernel';
import { localInstant } from '../port-clock';

/** What is asked in a batch of EQ, or what is wrong with it. */
export type SummaryQuery = { readonly withContent: boolean } & (
  | { readonly about: 'entries'; readonly entries: readonly AskedEntry[] }
  | { readonly about: 'search'; readonly search: AskedSearch }
  | { readonly about: 'nothing'; readonly found: readonly QueryFault[] }
);

export interface AskedEntry {
  readonly filerCode: string;
  readonly entryNumber: string;
}

export interface AskedSearch {
  readonly criterion: SummaryCriterion;
  readonly from: Date;
  readonly to: Date;
  readonly kinds: readonly SummaryTold['kind'][];
  /** Collections and bills too (p. ESQ-22). */
  readonly collections: boolean;
  readonly bills: 'none' | 'filer' | 'surety' | 'both';
  /** As asked, for the answer. */
  readonly asked: {
    readonly criteriaQueryTypeCode: string;
    readonly requestedFromDateTime: string;
    readonly requestedToDateTime: string;
  };
}

export interface QueryFault {
  readonly code: QueryCode;
  readonly entry?: AskedEntry;
}

/** Entry Summary Query, May 2026, pp. ESQ-50, 51; W20, W21 and PQA are Portway's own. */
export const SUMMARY_QUERY_CONDITIONS = catalogue([
  condition('X34', 'UNKNOWN RECORD ID FOUND IN GROUPING', 'Send J0, J1 and J2 records alone.'),
  condition('X35', 'OUT OF SEQUENCE RECORD FOUND IN GROUPING', 'Send the J0 record once, ahead of all others.'),
  condition('X37', 'MISSING DATA RECORD FOUND IN GROUPING', 'Send what is asked between B and Y.'),
  condition('X38', 'NON-CONTIGUOUS ITEM FOUND IN GROUPING', 'Name entries in a J1 one after the other, without a gap.'),
  condition('X39', 'DATA FOUND IN FILLER', 'Send spaces in columns that the guide marks as filler.'),
  condition('X41', 'MULTIPLE QUERIES IN BATCH NOT ALLOWED', 'Ask in one block: by J1 records, or by one J2.'),
  condition('001', 'RETURN DETAIL REQUEST IND MUST BE Y', 'Send Y in column 3 of J0, or leave the record out.'),
  condition('002', 'QUERY REQUEST MISSING', 'Send a J1 or J2 record.'),
  condition('003', 'ENTRY FILER CODE MISSING', 'Send the filer code with each entry number.'),
  condition('004', 'ENTRY NUMBER MISSING', 'Send the entry number behind each filer code.'),
  condition('005', 'CRITERIA QUERY TYPE CODE MISSING', 'Fill columns 4-6 of J2.'),
  condition('006', 'CRITERIA QUERY TYPE CODE UNKNOWN', 'Use AII, DOC, RCN, PSC, LIQ, NLQ or EES.'),
  condition('007', 'REQUESTED FROM DATE TIME MISSING', 'Fill columns 8-21 of J2.'),
  condition('008', 'REQUESTED FROM DATE TIME UNKNOWN', 'Write MMDDYYHHMMSS and AM or PM.'),
  condition('009', 'REQUESTED TO DATE TIME MISSING', 'Fill columns 22-35 of J2.'),
  condition('010', 'REQUESTED TO DATE TIME UNKNOWN', 'Write MMDDYYHHMMSS and AM or PM.'),
  condition('011', 'REQUESTED TO DATE < REQUESTED FROM DATE', 'Let the range end after it begins.'),
  condition('012', 'DATE RANGE DAY LIMIT EXCEEDED', 'Ask for 31 days at the most.'),
  condition('013', 'ENTRY SUMMARY NOT FOUND FOR QUERY', 'Correct the number: no summary of yours is on file under it.'),
  condition(
    '014',
    'QUERY NOT PERMITTED FOR ENTRY NUMBER',
    'Ask for summaries that you filed, of an importer that lets you see them, or under a bond of your surety.',
  ),
  {
    ...condition('015', 'QUERY COMPLETE - NO SUMMARIES FOUND', 'Nothing was accepted then that fits.'),
    severity: 'information',
  },
  {
    ...condition('016', 'OUTPUT LIMIT REACHED; ADDTNL ES FOUND', 'Ask again from the last accept date and time on.'),
    severity: 'information',
  },
  condition('017', 'FUTURE REQUESTED TO DATE NOT ALLOWED', 'Let the range end now or before.'),
  {
    ...condition('W20', 'FLAG OF CRITERIA MUST BE Y', 'Send Y or leave columns 37-41 blank.'),
    source: 'Portway; ESQ-20',
  },
  {
    ...condition('W21', 'COLLECTION/BILL INFO CODE UNKNOWN', 'Send 1 to 6 in column 42, or leave it blank.'),
    source: 'Portway; ESQ-22',
  },
  {
    ...condition('W22', 'PROTEST DATA NOT KNOWN NOW', 'The Centers do not answer at this moment: ask again later.'),
    ...{ severity: 'information', source: 'Portway' },
  },
  {
    ...condition('PQA', 'LAST KNOWN', 'Who keeps the answer is away: what follows is what was known at that time.'),
    ...{ severity: 'information', source: 'Portway' },
  },
] as const);
export type QueryCode = Parameters<typeof SUMMARY_QUERY_CONDITIONS.get>[0];

function condition<const C extends string>(code: C, text: string, remedy: string) {
  return { code, text, remedy, severity: 'fatal', resend: false, source: 'ESQ-50, 51' } as const;
}

/** The table of docs/partners/questions.md. */
export const summaryQueryPartnerTables = (): Record<'summary query conditions', string> => ({
  'summary query conditions': catalogueTable(SUMMARY_QUERY_CONDITIONS.all),
});

/** A block without records asks nothing, and what begins no question is no record of one. */
const AS_JZ: Readonly<Record<string, QueryCode>> = { X04: '002', X33: 'X34' };

/** Of a batch that block control refuses, what JZ has a code for: then it is answered in ER, and not in X1. */
export const faultsAsJz = (faults: readonly ControlFault[]): readonly QueryFault[] | null => {
  const found: string[] = faults.map(({ code }) => AS_JZ[code] ?? code);
  const known = [...new Set(found)].filter((code) => SUMMARY_QUERY_CONDITIONS.has(code));
  return known.length === new Set(found).size ? known.map((code) => ({ code })) : null;
};

/** Days in a range, at the most (p. ESQ-20, note 1). */
const RANGE_DAYS = 31;
const DAY_MS = 86_400_000;
/** `MMDDYYHHMMSSXX` by the clock of Washington. */
const AT = /^(\d{6})(0[1-9]|1[0-2])([0-5]\d)([0-5]\d)(AM|PM)$/;

/** The same time by two clocks: an instant, and milliseconds by the clock of Washington, of which every day has the same. */
interface AskedTime {
  readonly instant: Date;
  readonly byClock: number;
}

const timeOf = (text: string): AskedTime | null => {
  const [, mmddyy, hh, mm, ss, half] = AT.exec(text) ?? [];
  const day = mmddyy === undefined ? null : isoDateOf(mmddyy);
  if (day === null) return null;
  const hours = (Number(hh) % 12) + (half === 'PM' ? 12 : 0);
  const time = `${String(hours).padStart(2, '0')}:${mm}:${ss}`;
  return { instant: localInstant(day, time), byClock: Date.parse(`${day}T${time}Z`) };
};

const BILLS: Readonly<Record<string, AskedSearch['bills']>> = {
  '2': 'filer',
  '4': 'filer',
  '3': 'surety',
  '5': 'surety',
  '6': 'both',
};
const WITH_COLLECTIONS = ['1', '4', '5', '6'];

/** Reads the records between B and Y. @param now no range ends after it */
export const summaryQuery = (transactions: readonly Transaction[], now: Date): SummaryQuery => {
  const records = transactions.map(({ records: [record] }) => record!);
  const of = (recordId: string) => records.filter((record) => record.recordId === recordId);
  const [details, named, searched] = [of('J0'), of('J1'), of('J2')];
  const withContent = details.length > 0;
  const found: QueryFault[] = [];
  if (details.length > 1 || (details.length === 1 && records[0]!.recordId !== 'J0')) found.push({ code: 'X35' });
  if (details.some(({ image }) => decode(Q.J0_INPUT, image).values.returnDetailRequestIndicator !== 'Y'))
    found.push({ code: '001' });
  if (searched.length > 1 || (searched.length > 0 && named.length > 0)) found.push({ code: 'X41' });
  if (named.length + searched.length === 0) found.push({ code: '002' });
  const entries = named.flatMap(({ image }) => entriesIn(decode(Q.J1_INPUT, image).values, found));
  const [search] = searched.map(({ image }) => searchIn(decode(Q.J2_INPUT, image).values, now, found));
  if (found.length > 0) return { withContent, about: 'nothing', found };
  if (search) return { withContent, about: 'search', search };
  return { withContent, about: 'entries', entries };
};

const entriesIn = (values: Readonly<Record<string, string>>, found: QueryFault[]): AskedEntry[] => {
  const items = [1, 2, 3, 4, 5].map((n) => ({
    filerCode: values[`entryFilerCode${n}`] ?? '',
    entryNumber: values[`entryNumber${n}`] ?? '',
  }));
  const filled = items.findLastIndex(({ filerCode, entryNumber }) => filerCode + entryNumber !== '');
  const asked = items.slice(0, Math.max(filled, 0) + 1);
  asked.forEach((entry, at) => {
    if (at > 0 && entry.filerCode + entry.entryNumber === '') found.push({ code: 'X38' });
    else if (entry.filerCode === '') found.push({ code: '003', entry });
    else if (entry.entryNumber === '') found.push({ code: '004', entry });
  });
  return asked;
};

const searchIn = (
  values: Readonly<Record<string, string>>,
  now: Date,
  found: QueryFault[],
): AskedSearch | undefined => {
  const { criteriaQueryTypeCode = '', requestedFromDateTime = '', requestedToDateTime = '' } = values;
  const before = found.length;
  const say = (code: QueryCode): void => void found.push({ code });
  const criterion = SUMMARY_CRITERIA.find((one) => one === criteriaQueryTypeCode);
  if (criteriaQueryTypeCode === '') say('005');
  else if (!criterion) say('006');
  const from = timeOf(requestedFromDateTime);
  const to = timeOf(requestedToDateTime);
  if (requestedFromDateTime === '') say('007');
  else if (!from) say('008');
  if (requestedToDateTime === '') say('009');
  else if (!to) say('010');
  // The last second of today is today (note 2).
  else if (to.instant > now && isoDateOf(requestedToDateTime.slice(0, 6))! > dayInWashington(now)) say('017');
  if (from && to && from.byClock >= to.byClock) say('011');
  else if (from && to && to.byClock - from.byClock > RANGE_DAYS * DAY_MS) say('012');
  const flags = FLAGS.map((name) => values[name] ?? '');
  if (!flags.every((flag) => flag === '' || flag === 'Y')) say('W20');
  const info = values['collectionBillInformationCode'] ?? '';
  if (!/^[1-6]?$/.test(info)) say('W21');
  if (found.length > before || !criterion || !from || !to) return undefined;
  const kinds = kindsOf(criterion, flags);
  return {
    ...{ criterion, from: from.instant, to: to.instant, kinds },
    ...{ collections: WITH_COLLECTIONS.includes(info), bills: BILLS[info] ?? 'none' },
    asked: { criteriaQueryTypeCode, requestedFromDateTime, requestedToDateTime },
  };
};

const FLAGS = [
  'entrySummariesFlag',
  'ftaReconSummariesFlag',
  'otherReconSummariesFlag',
  'drawbackSummariesFlag',
  'dutyDeferralSummariesFlag',
] as const;
/** Of these no reconciliation, claim or deferral is asked for: nothing is found (note 4). */
const SUMMARIES_ALONE: readonly SummaryCriterion[] = ['AII', 'RCN', 'PSC'];

/** No flag: everything. No reconciliation (09) or duty deferral (08) is filed here, so that their flags alone find nothing. */
export const kindsOf = (criterion: SummaryCriterion, flags: readonly string[]): SummaryTold['kind'][] => {
  const [summaries, fta, other, drawback, deferral] = flags.map((flag) => flag === 'Y');
  const others = fta || other || drawback || deferral;
  if (others && SUMMARIES_ALONE.includes(criterion)) return [];
  const all = !summaries && !others;
  return [
    ...(all || summaries ? (['summary'] as const) : []),
    ...(all || drawback ? (['claim for drawback'] as const) : []),
  ];
};

const dayInWashington = (now: Date): string =>
  new Intl.DateTimeFormat('en-CA', { timeZone: 'America/New_York' }).format(now);
