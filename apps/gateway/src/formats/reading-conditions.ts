import type { Condition } from '#contracts';
import { catalogue, catalogueTable } from '#kernel';

/** What reading itself finds in a filing, whatever its kind. The texts are preceded by record and columns. Portway's own. */
export const READING_CONDITIONS = catalogue([
  {
    code: 'W91',
    text: 'NOT A NUMBER',
    severity: 'fatal',
    resend: false,
    source: 'Portway',
    remedy: 'Send digits only, or leave the columns blank where the field is not used.',
  },
  {
    code: 'W92',
    text: 'NOT A DATE',
    severity: 'fatal',
    resend: false,
    source: 'Portway',
    remedy: 'Send a day of the calendar as MMDDYY, or leave the columns blank where the field is not used.',
  },
  {
    code: 'W93',
    text: 'NOT A VALUE OF THIS FIELD',
    severity: 'fatal',
    resend: false,
    source: 'Portway',
    remedy: 'Send one of the values that the guide names for the field.',
  },
  {
    code: 'W94',
    text: 'NOT OF ITS CLASS',
    severity: 'warning',
    resend: false,
    source: 'Portway',
    remedy: 'It was kept as sent. Send only the characters that the class of the field allows.',
  },
  {
    code: 'W99',
    text: 'NOT OF ITS CLASS',
    severity: 'fatal',
    resend: false,
    source: 'Portway; Entry Summary Create/Update, July 2026, p. ESF-18',
    remedy:
      'Send only the characters that the class of the field allows: letters (A), or letters, digits and spaces (AN).',
  },
  {
    code: 'W9A',
    text: 'MANDATORY AND BLANK',
    severity: 'fatal',
    resend: false,
    source: 'Portway; Entry Summary Create/Update, July 2026, p. ESF-18',
    remedy: 'Fill the field, or leave the record out.',
  },
  {
    code: 'W96',
    text: 'CANNOT BE READ',
    severity: 'fatal',
    resend: false,
    source: 'Portway',
    remedy: 'Send characters of a keyboard only, and spaces where the record has a filler.',
  },
  {
    code: 'W97',
    text: 'BELONGS BEHIND SE60',
    severity: 'fatal',
    resend: false,
    source: 'Portway; Cargo Release guide v40, p. SE-22',
    remedy: 'Put the data of agencies behind the tariff number that it is for, in a filing with A or R.',
  },
  {
    code: 'W98',
    text: 'BELONGS BEHIND 50',
    severity: 'fatal',
    resend: false,
    source: 'Portway; Entry Summary Create/Update, July 2026, pp. ESF-21..25',
    remedy:
      'Put the data of agencies behind the tariff number that it is for; groups of substitution (PG00) may stand before it, or in the header.',
  },
  {
    code: 'W9C',
    text: 'OUT OF SEQUENCE',
    severity: 'fatal',
    resend: false,
    source: 'Portway',
    remedy: 'Send the records of a transaction in the order of its map.',
  },
  {
    code: 'W9D',
    text: 'STANDS WITHOUT ITS HEADER',
    severity: 'fatal',
    resend: false,
    source: 'Portway',
    remedy: 'Begin each transaction with its header record.',
  },
  {
    code: 'W9E',
    text: 'IS NO SOUND RECORD HERE',
    severity: 'fatal',
    resend: false,
    source: 'Portway',
    remedy: 'Send records of the application only, with characters of a keyboard, and spaces where they have a filler.',
  },
  {
    code: 'W95',
    text: 'KEPT, NOT JUDGED HERE',
    severity: 'information',
    resend: false,
    source: 'Portway',
    remedy: 'It is on file as sent, and nothing was decided by it.',
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
