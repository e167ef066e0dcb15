import { createHash } from 'node:crypto';
import { billSubject, entrySubject } from '#contracts';
import { parseEntryNumber } from '#kernel';
import type { DocumentResult } from '../register/each-document';

/** Records that the subject of an e-mail names: action numbers, entry numbers as people write them, `bill` or `B/L` with a number, `case` with a number. */
export const recordsNamedIn = (subject: string): string[] => {
  const text = subject.toUpperCase();
  const requests = text.match(/\b(?:DR|RI|NA|NR)\d{10}\b/g) ?? [];
  const entries = (text.match(/\b[A-Z0-9]{3}-?\d{7}-?\d\b/g) ?? []).flatMap((written) => {
    if (/^DR\d/.test(written) && !written.includes('-')) return [];
    const entry = parseEntryNumber(written);
    return entry.ok ? [entrySubject({ filerCode: entry.value.filerCode, entryNumber: entry.value.number })] : [];
  });
  const named = (words: string, number: string): string[] =>
    [...text.matchAll(new RegExp(`\\b(?:${words})[\\s:#.]+(${number})\\b`, 'g'))].map(([, found]) => found!);
  return [
    ...new Set([
      ...requests.map((number) => `request:${number}`),
      ...entries,
      ...named('BILL|BOL|B/L', '[A-Z]{4}[A-Z0-9]{1,12}').map(billSubject),
      ...named('CASE', '[A-Z0-9][A-Z0-9-]{2,39}').map((number) => `case:${number}`),
    ]),
  ];
};

/** An entry number in a subject whose check digit is another: nobody would link it, and its sender is told. */
export const faultyEntriesIn = (subject: string): string[] =>
  (subject.toUpperCase().match(/\b[A-Z0-9]{3}-\d{7}-\d\b/g) ?? []).flatMap((written) => {
    const entry = parseEntryNumber(written);
    return entry.ok ? [] : [entry.problem];
  });

/** Most of a head that is looked at. */
export const HEAD_BYTES = 64 * 1024;

/** Tells the same e-mail when it comes again: its Message-ID and all behind its head, to which every mail server on the way adds lines. */
export class MailDigest {
  private readonly head: Buffer[] = [];
  private readonly body = createHash('sha256');
  private headBytes = 0;
  private inBody = false;
  messageId = '';

  add(piece: Buffer): void {
    if (this.inBody) return void this.body.update(piece);
    this.head.push(piece);
    this.headBytes += piece.length;
    const head = Buffer.concat(this.head);
    const end = head.indexOf('\r\n\r\n');
    if (end < 0 && this.headBytes < HEAD_BYTES) return;
    this.inBody = true;
    const at = end < 0 ? head.length : end;
    const lines = head.toString('latin1', 0, at).replace(/\r\n[ \t]+/g, ' ');
    this.messageId = (/^message-id:\s*(\S.{0,900}?)\s*$/im.exec(lines)?.[1] ?? '').trim();
    // Without an id it is the same only when all of it is.
    if (this.messageId === '') this.body.update(head.subarray(0, at));
    this.body.update(head.subarray(at));
    this.head.length = 0;
  }

  /** Lower-case hex. */
  value(): string {
    if (!this.inBody) this.body.update(Buffer.concat(this.head));
    return createHash('sha256')
      .update(`${this.messageId}\n${this.body.digest('hex')}`)
      .digest('hex');
  }
}

/** A part of an e-mail that was not handed in, and why. */
export interface LeftPart {
  readonly name: string;
  readonly why: string;
}

export interface MailRead {
  readonly subject: string;
  readonly receivedAt: Date;
  readonly records: readonly string[];
  readonly results: readonly DocumentResult[];
  readonly left: readonly LeftPart[];
  /** Why it could not be read to its end; null when it was. */
  readonly fault: string | null;
}

const resultInWords = ({ name, disposition, document, repeated, errors }: DocumentResult): string => {
  if (document)
    return `${name}: ${disposition === 'processed' ? 'accepted' : 'accepted, and waits for the virus scanner'}${repeated ? ' (you had handed it in before)' : ''}\n   document ${document.id}`;
  return [
    `${name}: refused`,
    ...errors.map(
      ({ code, text, remedy }) =>
        `   ${[code, text].filter(Boolean).join(' ')}${remedy ? `\n   What to do: ${remedy}` : ''}`,
    ),
  ].join('\n');
};

/** What the sender is answered: of each attachment whether it is a document now, and if not, why. */
export const answerTo = ({ subject, receivedAt, records, results, left, fault }: MailRead): string => {
  const parts = [...results.map(resultInWords), ...left.map(({ name, why }) => `${name}: not taken\n   ${why}`)];
  const linked =
    records.length > 0
      ? `What was accepted is linked to ${records.join(', ')}.`
      : 'What was accepted is linked to no record: the subject names no entry (B76-0324527-8), no bill (bill MAEU260000101), no case (case FP-2026-17) and no action number of CBP (DR2600000017).';
  return [
    `Your e-mail "${subject}" was received at ${receivedAt.toISOString()}.`,
    '',
    ...(parts.length > 0
      ? parts.map((part, index) => `${index + 1}. ${part}`)
      : ['It has no attachments: nothing was handed in.']),
    '',
    ...(fault ? [`It could not be read to its end (${fault}): send again what is not named here.`, ''] : []),
    ...(results.some(({ document }) => document) ? [linked] : []),
    ...faultyEntriesIn(subject).map((problem) => `In the subject: ${problem}.`),
  ].join('\n');
};
