import type { Condition } from '#contracts';
import { catalogue, catalogueTable } from '#kernel';

/** What reading itself finds in a filing, whatever its kind. The texts are preceded by record and columns. Portway's own. */
export const READING_CONDITIONS = catalogue([
  {
    code: 'PR1',
    text: 'NOT A NUMBER',
    severity: 'fatal',
    resend: false,
    source: 'Portway',
    remedy: 'Send digits only, or leave the columns blank where the field is not used.',
  },
  {
    code: 'PR2',
    text: 'NOT A DATE',
    severity: 'fatal',
    resend: false,
    source: 'Portway',
    remedy: 'Send a day of the calendar as MMDDYY, or leave the columns blank where the field is not used.',
  },
  {
    code: 'PR3',
    text: 'NOT A VALUE OF THIS FIELD',
    severity: 'fatal',
    resend: false,
    source: 'Portway',
    remedy: 'Send one of the values that the guide names for the field.',
  },
  {
    code: 'PR4',
    text: 'NOT OF ITS CLASS',
    severity: 'warning',
    resend: false,
    source: 'Portway',
    remedy: 'It was kept as sent. Send only the characters that the class of the field allows.',
  },
  {
    code: 'PR5',
    text: 'KEPT, NOT JUDGED HERE',
    severity: 'information',
    resend: false,
    source: 'Portway',
    remedy: 'Nothing to do: it is on file as sent, and nothing was decided by it.',
  },
] as const);

export type ReadingCode = (typeof READING_CONDITIONS.all)[number]['code'];

/**
 * A condition of reading.
 *
 * @param where such as `50 COL 14-23`, which begins the text; with the longest it has forty characters
 * @param detail what the values at hand say more
 */
export const readingCondition = (
  code: ReadingCode,
  where: string,
  detail: string,
  place: Pick<Condition, 'record' | 'recordIndex' | 'field'> & { readonly grouping?: string | null },
): Condition => {
  const { text, remedy, severity } = READING_CONDITIONS.get(code);
  return {
    code,
    text: `${where} ${text}`,
    remedy: `${detail} ${remedy}`,
    severity,
    recordIndex: place.recordIndex,
    record: place.record,
    field: place.field,
    at: null,
    grouping: place.grouping ?? null,
  };
};

/** The table of docs/partners/errors.md. */
export const readingPartnerTables = (): Record<'reading conditions', string> => ({
  'reading conditions': catalogueTable(READING_CONDITIONS.all),
});
