/**
 * What a filer is told of an entry (SO60) and of a bill (SO50): every code of the guide, with the event that causes it here, or why none can. Source: Status Query guide v21, pp.
 * ACMQ-53..56, texts as printed there; codes that the guide marks as reserved for future use (21, 24, 31, 35) are left out. `next` is what it means for the filer.
 */
interface Row {
  readonly text: string;
  readonly next: string;
  /** What makes it told. */
  readonly when?: string;
  /** Why nothing here can. */
  readonly never?: string;
}

export const ENTRY_DISPOSITIONS = {
  '01': {
    text: 'ONEUSG',
    next: 'Every partner agency with data says that the goods may proceed. CBP releases them when nothing else stands against it.',
    when: 'every partner agency with data says that the goods may proceed',
  },
  '03': {
    text: 'PENDING INTENSIVE EXAM',
    next: 'Present the goods for examination. Corrections and cancellations now go to CBP for review.',
    when: 'an officer, selection or a decision on paper orders an examination',
  },
  '22': {
    text: 'RELEASE DATE UPDATE',
    next: 'The release date is the one given; without one (origin 99) the release counts no more: keep the goods or bring them back.',
    when: 'an officer puts another release date, or takes it away from a suspended release',
  },
  '23': {
    text: 'ENTRY CANCELLED',
    next: 'Final. The entry number cannot be used again.',
    when: 'a cancellation takes effect, or the seven days after 25 are over',
  },
  '25': {
    text: 'ENTRY WILL BE CANCELLED IN 7 DAYS',
    next: 'Put right what keeps the entry: it stays if it becomes admissible within seven days, or when the port calls the cancellation off.',
    when: 'an officer announces the cancellation of an entry that is not released',
  },
  '26': {
    text: 'NO BILL MATCH AFTER 30 DAYS',
    next: 'Check the bill numbers with the carrier; correct them with U or cancel with D.',
    when: 'a bill of the entry is not on file 30 calendar days after the filing, by the clock of the port',
  },
  '28': {
    text: 'NO BILLMATCH AFTER 60 DAYS',
    next: 'Check the bill numbers with the carrier; correct them with U or cancel with D.',
    when: 'a bill of the entry is not on file 60 calendar days after the filing, by the clock of the port',
  },
  '70': {
    text: 'QUOTA PENDING',
    next: 'Wait: the claim to the quota is decided by CBP.',
    when: 'the bills of an entry of type 02, 07 or 12 are on file, and so is its summary',
  },
  '71': {
    text: 'QUOTA REJECTED',
    next: 'The quota is full or the claim has no ground: the goods are not released. Ask the port.',
    when: 'an officer rejects the claim',
  },
  '72': {
    text: 'QUOTA RESERVED',
    next: 'A share is kept for the entry; the goods are released once it is accepted.',
    when: 'an officer reserves a share',
  },
  '73': {
    text: 'QUOTA ACCEPTED',
    next: 'The quota no longer stops the release.',
    when: 'an officer accepts the claim',
  },
  '74': {
    text: 'BOL TYPE INELIGIBLE FOR ENTRY PROCESSING',
    next: 'See the bill it is told of (SO50).',
    never: 'it is told of the bill, by SO50 alone',
  },
  '75': {
    text: 'POE REQD, NO AUTO DERIVE POSSIBLE',
    next: 'Name the planned port of entry with U.',
    when: 'the bills are on file and neither the filing nor a bill names a port of entry',
  },
  '76': {
    text: 'ACTIVE ENTRY SUMMARY NOT FOUND',
    next: 'File the entry summary: goods under a quota are not released before it is on file.',
    when: 'the bills of an entry of type 02, 07 or 12 are on file, and its summary is not',
  },
  '79': {
    text: 'ENTRY NOT PERMITTED AT REPORTED PORT',
    next: 'Name another port with U.',
    never: 'which entries a port may not take is no public table; a port that is none is refused at once (P20)',
  },
  '80': {
    text: 'IN-BOND NUMBER NOT ON FILE',
    next: 'The bill is for another port and no in-bond movement joins the two: correct the port of entry with U.',
    when: 'the bill is unladen at another port than the entry, and no in-bond movement from there to here is on file with it',
  },
  '81': {
    text: 'IN-BOND PORT DISCREPANCY',
    next: 'Correct the port of entry with U, or have the carrier amend the destination of the movement.',
    when: 'the in-bond movement that the entry names for a bill goes to another port than the entry',
  },
  '82': {
    text: 'SPLIT SHIPMENT RELEASE CODE REQUIRED',
    next: 'Send the split shipment release code with R.',
    when: 'a manifested bill is declared in parts, and the entry has no split shipment release code',
  },
  '83': {
    text: 'SPLIT SHIPMENT RELEASE PENDING',
    next: 'Wait for the last part; nothing is released before.',
    when: 'the first part of a shipment arrived by the dates declared, others are to come, and the code is 1, hold all',
  },
  '84': {
    text: 'DOC REQUIRED FOR CORRECTION REQUEST',
    next: 'Send the document named, so that CBP can decide on the correction.',
    when: 'an officer asks for a document while a correction is under review',
  },
  '85': {
    text: 'DOC REQUIRED FOR CANCELLATION REQUEST',
    next: 'Send the document named, so that CBP can decide on the cancellation.',
    when: 'an officer asks for a document while a cancellation is under review',
  },
  '86': {
    text: 'CORRECTION REQUEST REJECTED',
    next: 'The entry stands as it was. SO20 says why (RSN, CMT).',
    when: 'an officer refuses a correction, and names the reason',
  },
  '87': {
    text: 'CANCELLATION REQUEST REJECTED',
    next: 'The entry stands as it was. SO20 says why (RSN, CMT).',
    when: 'an officer refuses a cancellation, and names the reason',
  },
  '88': {
    text: 'ENTRY REPLACED',
    next: 'The entry now stands as last filed.',
    when: 'a replacement takes effect, at once or by the decision of an officer',
  },
  '89': {
    text: 'ENTRY SUMMARY PORT DISCREPANCY',
    next: 'Bring the port of the release and that of the summary together.',
    when: 'an update or replacement moves the entry to another port than its summary on file names',
  },
  '90': {
    text: 'UNDER CBP REVIEW',
    next: 'Wait for the decision; do not send the request again.',
    when: 'a correction or cancellation becomes a request that an officer decides on',
  },
  '96': {
    text: 'DOCUMENT REQUIRED',
    next: 'Send the document named.',
    when: 'an officer or a criterion asks for a document',
  },
  '97': {
    text: 'ADMISSIBLE',
    next: 'The goods will be released when they arrive, unless something is found before.',
    when: 'nothing stands against a release on arrival, not earlier than five days before it',
  },
  '98': {
    text: 'RELEASED',
    next: 'The goods may leave. The release date and what it rests on are given.',
    when: 'the goods are released, or free again after 99',
  },
  '99': {
    text: 'RELEASE SUSPENDED',
    next: 'Keep or bring back the goods: a hold or an examination came after the release.',
    when: 'a hold or an examination comes after the release',
  },
} as const satisfies Record<string, Row>;

const HOLD = 'No release until the hold is removed.';
const NOTHING = 'Nothing to do.';

export const BILL_DISPOSITIONS = {
  '51': { text: 'MANIFEST HOLD CBP', next: HOLD, when: 'a manifest hold (1G, 1H) is placed on the bill' },
  '52': { text: 'MANIFEST HOLD AGRICULTURE', next: HOLD, when: 'a hold of agriculture (2) is placed on the bill' },
  '53': { text: 'CBP HOLD', next: HOLD, when: 'any other hold is placed on the bill' },
  '54': { text: 'CBP MANIFEST HOLD REMOVED', next: NOTHING, when: 'the manifest hold is removed' },
  '55': { text: 'AGRICULTURE MANIFEST HOLD REMOVED', next: NOTHING, when: 'the hold of agriculture is removed' },
  '56': { text: 'CBP HOLD REMOVED', next: NOTHING, when: 'any other hold is removed' },
  '57': {
    text: 'SPLIT BILL DOES NOT QUALIFY FOR RELEASE',
    next: 'A part comes later than ten days after the first: take it out with U and enter it with another entry.',
    when: 'parts of the bill are declared with days of arrival more than ten days apart',
  },
  '58': {
    text: 'QTY IS MORE THAN MANIFESTED BILL QTY',
    next: 'Of the bill more is entered than there is, by this entry or by all together. Correct the quantity with U, cancel the entry that is one too many, or have the carrier amend the bill.',
    when: 'more is entered of the bill than the carrier manifested',
  },
  '59': {
    text: 'INBOND DOES NOT MATCH OR NOT ON FILE',
    next: 'Correct the in-bond number with U, or have the carrier amend the bill; it keeps the goods where the bill is for another port (80).',
    when: 'the entry names an in-bond movement for the bill that is not on file with it',
  },
  '61': {
    text: 'BILL DELETED',
    next: 'The carrier took the bill off the manifest: ask for the new number and send U.',
    when: 'the carrier deletes the bill before it arrives',
  },
  '62': {
    text: 'BILL DELETED AFTER ARRIVAL',
    next: 'The carrier took the bill off the manifest after arrival: ask the carrier.',
    when: 'the carrier deletes the bill after it arrived',
  },
  '63': {
    text: 'INBOND DELETED AFTER ARRIVAL AND RELEASE',
    next: 'Ask the carrier for the movement that the goods came under.',
    when: 'the carrier takes the in-bond movement off the bill after it arrived and the entry was released',
  },
  '74': {
    text: 'BOL TYPE INELIGIBLE FOR ENTRY PROCESSING',
    next: 'The bill is for empty equipment: name the bill of the goods with U.',
    when: 'the bill on file is one for empty equipment (type 2)',
  },
  '91': {
    text: 'NO BILL MATCH',
    next: 'The bill is not on file yet. The entry waits and is matched when it comes; do not send it again.',
    when: 'a bill of the filing is not on file',
  },
  '92': {
    text: 'ACAS BILL ON FILE',
    next: NOTHING,
    never: 'air cargo advance screening filings are taken by another system: none reaches this one',
  },
  '93': { text: 'BILL ON FILE', next: NOTHING, when: 'the bill is matched' },
  '94': {
    text: 'BILL DEPARTED',
    next: NOTHING,
    never: 'carriers report arrivals here, and no departure from abroad',
  },
  '95': { text: 'BILL ARRIVED', next: NOTHING, when: 'the carrier reports the arrival of the conveyance' },
} as const satisfies Record<string, Row>;

/** What a release rests on (SO60 63-64). Source: the same guide, p. ACMQ-56. */
export const RELEASE_ORIGINS = {
  '01': { text: 'Selectivity Processing Date', when: 'the goods had arrived before the decision was taken' },
  '02': { text: 'Estimated Date of Arrival', when: 'the arrival date that the filer declared came' },
  '03': { text: 'Actual Arrival Date', when: 'the carrier reported the arrival' },
  '04': {
    text: 'Paperless Master In-Bond Arrival Date',
    when: 'an officer records the arrival of the in-bond movement at the port of entry',
  },
  '05': { text: 'Intensive Exam Completed', when: 'an officer completes the examination' },
  '06': {
    text: 'Override to General Exam',
    when: 'an officer lets a general examination take the place of an intensive one',
  },
  '07': { text: 'CBP Manifest Hold Removed', when: 'the last hold is removed' },
  '08': { text: 'Other Agency Review Completed', when: 'the last partner agency lets the goods proceed' },
  '09': { text: 'Release Date Update', when: 'an officer puts the release date, on paper in a downtime or afterwards' },
  '99': { text: 'Release Date Removed', when: 'an officer takes the release date away' },
} as const satisfies Record<string, Omit<Row, 'next'>>;

export type EntryDispositionCode = keyof typeof ENTRY_DISPOSITIONS;
export type BillDispositionCode = keyof typeof BILL_DISPOSITIONS;
export type ReleaseOrigin = keyof typeof RELEASE_ORIGINS;

/** Codes told when a hold of this kind is placed and removed: 1G, 1H manifest; 2 agriculture; all others CBP at large. */
export function holdDispositions(holdCode: string): { placed: BillDispositionCode; removed: BillDispositionCode } {
  if (holdCode.startsWith('2')) return { placed: '52', removed: '55' };
  return holdCode === '1H' || holdCode === '1G' ? { placed: '51', removed: '54' } : { placed: '53', removed: '56' };
}

/** The tables in Markdown, for the partner documents. */
export function dispositionTables(): string {
  const table = (rows: Readonly<Record<string, Row>>) =>
    [
      '| code | text | when it comes | what it means for you |',
      '|---|---|---|---|',
      ...Object.entries(rows)
        .sort()
        .map(
          ([code, { text, when, never, next }]) =>
            `| ${code} | ${text} | ${when ?? `never here: ${never}`} | ${when ? next : '–'} |`,
        ),
    ].join('\n');
  const origin = (row: Omit<Row, 'next'>) => row.when ?? `never here: ${row.never}`;
  const origins = [
    '| code | the release rests on | when |',
    '|---|---|---|',
    ...Object.entries(RELEASE_ORIGINS)
      .sort()
      .map(([code, row]) => `| ${code} | ${row.text} | ${origin(row)} |`),
  ].join('\n');
  return `### Entry (SO60)\n\n${table(ENTRY_DISPOSITIONS)}\n\n### Bill (SO50)\n\n${table(BILL_DISPOSITIONS)}\n\n### Release origin\n\n${origins}`;
}
