/**
 * What a filer is told of an entry (SO60) and of a bill (SO50). Source: Cargo/Manifest/Entry Release Query guide v2.1, pp. ACMQ-53..57;
 * 91, 93 and 95 as returned by ACE. `next` is what it means for the filer.
 */
interface Row {
  readonly text: string;
  readonly next: string;
}

export const ENTRY_DISPOSITIONS = {
  '03': {
    text: 'PENDING INTENSIVE EXAM',
    next: 'Present the goods for examination. Corrections and cancellations now go to CBP for review.',
  },
  '23': { text: 'ENTRY CANCELLED', next: 'Final. The entry number cannot be used again.' },
  '26': {
    text: 'NO BILL MATCH AFTER 30 DAYS',
    next: 'Check the bill numbers with the carrier; correct them with U or cancel with D.',
  },
  '28': {
    text: 'NO BILL MATCH AFTER 60 DAYS',
    next: 'Check the bill numbers with the carrier; correct them with U or cancel with D.',
  },
  '80': {
    text: 'IN-BOND NUMBER NOT ON FILE',
    next: 'The bill is for another port and no in-bond movement joins the two: correct the port of entry with U.',
  },
  '84': {
    text: 'DOC REQUIRED FOR CORRECTION REQUEST',
    next: 'Send the document named, so that CBP can decide on the correction.',
  },
  '85': {
    text: 'DOC REQUIRED FOR CANCELLATION REQUEST',
    next: 'Send the document named, so that CBP can decide on the cancellation.',
  },
  '86': { text: 'CORRECTION REQUEST REJECTED', next: 'The entry stands as it was.' },
  '87': { text: 'CANCELLATION REQUEST REJECTED', next: 'The entry stands as it was.' },
  '88': { text: 'ENTRY REPLACED', next: 'The entry now stands as last filed.' },
  '90': { text: 'UNDER CBP REVIEW', next: 'Wait for the decision; do not send the request again.' },
  '96': { text: 'DOCUMENT REQUIRED', next: 'Send the document named.' },
  '97': { text: 'ADMISSIBLE', next: 'The goods will be released when they arrive, unless something is found before.' },
  '98': { text: 'RELEASED', next: 'The goods may leave. The release date and what it rests on are given.' },
  '99': {
    text: 'RELEASE SUSPENDED',
    next: 'Keep or bring back the goods: a hold or an examination came after the release.',
  },
} as const satisfies Record<string, Row>;

export const BILL_DISPOSITIONS = {
  '51': { text: 'MANIFEST HOLD CBP', next: 'No release until the hold is removed.' },
  '52': { text: 'MANIFEST HOLD AGRICULTURE', next: 'No release until the hold is removed.' },
  '53': { text: 'CBP HOLD', next: 'No release until the hold is removed.' },
  '54': { text: 'CBP MANIFEST HOLD REMOVED', next: 'Nothing to do.' },
  '55': { text: 'AGRICULTURE MANIFEST HOLD REMOVED', next: 'Nothing to do.' },
  '56': { text: 'CBP HOLD REMOVED', next: 'Nothing to do.' },
  '58': {
    text: 'QTY IS MORE THAN MANIFESTED BILL QTY',
    next: 'Of the bill more is entered than there is, by this entry or by all together. Correct the quantity with U, cancel the entry that is one too many, or have the carrier amend the bill.',
  },
  '61': {
    text: 'BILL DELETED',
    next: 'The carrier took the bill off the manifest: ask for the new number and send U.',
  },
  '62': {
    text: 'BILL DELETED AFTER ARRIVAL',
    next: 'The carrier took the bill off the manifest after arrival: ask the carrier.',
  },
  '91': {
    text: 'NO BILL MATCH',
    next: 'The bill is not on file yet. The entry waits and is matched when it comes; do not send it again.',
  },
  '93': { text: 'BILL ON FILE', next: 'Nothing to do.' },
  '95': { text: 'BILL ARRIVED', next: 'Nothing to do.' },
} as const satisfies Record<string, Row>;

/** What a release rests on (SO60 63-64). Source: the same guide, p. ACMQ-56; 90 is Portway's own. */
export const RELEASE_ORIGINS = {
  '01': 'the decision itself: the goods had arrived before',
  '02': 'the arrival date the filer gave',
  '03': 'the arrival the carrier reported',
  '05': 'an intensive exam that was completed',
  '07': 'a hold that was removed',
  '90': "a decision that an officer made on paper during a downtime (Portway's own code)",
} as const;

export type EntryDispositionCode = keyof typeof ENTRY_DISPOSITIONS;
export type BillDispositionCode = keyof typeof BILL_DISPOSITIONS;
export type ReleaseOrigin = keyof typeof RELEASE_ORIGINS;

/** Codes told when a hold of this kind is placed and removed: 1G, 1H manifest; 2 agriculture; all others CBP at large. */
export function holdDispositions(holdCode: string): { placed: BillDispositionCode; removed: BillDispositionCode } {
  if (holdCode.startsWith('2')) return { placed: '52', removed: '55' };
  return holdCode === '1H' || holdCode === '1G' ? { placed: '51', removed: '54' } : { placed: '53', removed: '56' };
}

/** Both tables in Markdown, for the partner documents. */
export function dispositionTables(): string {
  const table = (rows: Readonly<Record<string, Row>>) =>
    [
      '| code | text | what it means for you |',
      '|---|---|---|',
      ...Object.entries(rows)
        .sort()
        .map(([code, { text, next }]) => `| ${code} | ${text} | ${next} |`),
    ].join('\n');
  const origins = [
    '| code | the release rests on |',
    '|---|---|',
    ...Object.entries(RELEASE_ORIGINS)
      .sort()
      .map(([code, text]) => `| ${code} | ${text} |`),
  ].join('\n');
  return `### Entry (SO60)\n\n${table(ENTRY_DISPOSITIONS)}\n\n### Bill (SO50)\n\n${table(BILL_DISPOSITIONS)}\n\n### Release origin\n\n${origins}`;
}
