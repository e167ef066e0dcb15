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
  { record: 'request of CBP, by its action number', form: /^request:DR\d{10}$/, example: 'request:DR2600000017' },
  { record: 'case', form: /^case:[A-Z0-9][A-Z0-9-]{2,39}$/, example: 'case:FP-2026-2704-000017' },
];

export const isDocumentSubject = (text: string): boolean => LINKED_RECORDS.some(({ form }) => form.test(text));
