import type { FieldError } from '#kernel';

const UUID = '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}';

export const SUBJECT_KINDS = ['entry', 'request', 'case', 'account'] as const;
export type SubjectKind = (typeof SUBJECT_KINDS)[number];

/** What a conversation may be about: subjects as messages, documents and the activity log write them. */
export const CONVERSED_RECORDS: Readonly<Record<SubjectKind, { readonly form: RegExp; readonly example: string }>> = {
  entry: { form: /^entry:([A-Z0-9]{3})-(\d{8})$/, example: 'entry:B76-03245278' },
  request: { form: /^request:((?:DR|RI|NA|NR)\d{10})$/, example: 'request:RI2600000017' },
  case: { form: /^case:([A-Z0-9][A-Z0-9-]{2,39})$/, example: 'case:FP-2026-2704-000017' },
  account: { form: new RegExp(`^account:(${UUID})$`), example: 'account:0b5a1f0e-7d0e-4a53-8b55-0d9c1e6f2b10' },
};

export interface SubjectRead {
  readonly kind: SubjectKind;
  /** The reference: filer code and number of an entry without a hyphen, an action number, the number of a case, the id of an account. */
  readonly reference: string;
}

/** What a subject names; null where it is none. */
export const subjectRead = (text: string): SubjectRead | null => {
  for (const kind of SUBJECT_KINDS) {
    const found = CONVERSED_RECORDS[kind].form.exec(text);
    if (found) return { kind, reference: found.slice(1).join('') };
  }
  return null;
};

export const notASubject = (at: string): FieldError => ({
  at,
  text: 'names nothing that a conversation is about',
  remedy: `Write it as ${Object.values(CONVERSED_RECORDS)
    .map(({ example }) => example)
    .join(', ')}.`,
});
