import type { FieldError } from '#kernel';

/** Records that one document may be linked to at once. */
export const MOST_LINKS = 20;

const UUID = '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}';

/** What a document may be linked to: subjects as messages and the activity log write them. */
export const LINKED_RECORDS: readonly { readonly record: string; readonly form: RegExp; readonly example: string }[] = [
  { record: 'entry', form: /^entry:[A-Z0-9]{3}-\d{8}$/, example: 'entry:B76-03245278' },
  { record: 'bill of lading', form: /^bill:[A-Z0-9]{4,50}$/, example: 'bill:MAEU260000101' },
  {
    record: 'filing, with what was wrong with it',
    form: new RegExp(`^filing:${UUID}$`),
    example: 'filing:0b5a1f0e-7d0e-4a53-8b55-0d9c1e6f2b10',
  },
  {
    record: 'request of CBP, or request or notice of a Center, by its action number',
    form: /^request:(?:DR|RI|NA|NR)\d{10}$/,
    example: 'request:DR2600000017',
  },
  {
    record: 'reference of its filer, by which filings name it (SE20 DIS)',
    form: /^reference:(?! )[ -+\--~]{1,50}(?<! )$/,
    example: 'reference:INV-4711',
  },
  { record: 'case', form: /^case:[A-Z0-9][A-Z0-9-]{2,39}$/, example: 'case:FP-2026-2704-000017' },
];

export const isDocumentSubject = (text: string): boolean => LINKED_RECORDS.some(({ form }) => form.test(text));

/** What is wrong with the first of these that is no subject of a document; null when nothing is. */
export const faultOfSubjects = (subjects: readonly string[], at = '/subjects'): FieldError | null => {
  if (subjects.length > MOST_LINKS) return { at, text: `names ${subjects.length} records; at most ${MOST_LINKS}` };
  const wrong = subjects.find((subject) => !isDocumentSubject(subject));
  if (wrong === undefined) return null;
  return {
    at,
    text: `'${wrong.slice(0, 100)}' is none`,
    remedy: `Write it as ${LINKED_RECORDS.map(({ example }) => example).join(', ')}.`,
  };
};

const REQUEST = /^request:(DR.+)$/;
const CENTER_NOTICE = /^request:(.+)$/;
const ENTRY = /^entry:(.{3})-(.{8})$/;
const OTHERS = /^(bill|filing):(.+)$/;

/** Where the record of a subject is looked up: entries, bills and filings at the gateway, requests here, requests and notices of Centers at cee; null where it is kept elsewhere. */
export const addressOfRecord = (subject: string): string | null => {
  const [, filer, number] = ENTRY.exec(subject) ?? [];
  if (filer) return `/entries/${filer}/${number}`;
  const [, kind, key] = OTHERS.exec(subject) ?? [];
  if (kind) return `/${kind}s/${key}`;
  const [, actionNumber] = REQUEST.exec(subject) ?? [];
  if (actionNumber) return `/document-requests/${actionNumber}`;
  const [, notice] = CENTER_NOTICE.exec(subject) ?? [];
  return notice ? `/notices/${notice}` : null;
};
