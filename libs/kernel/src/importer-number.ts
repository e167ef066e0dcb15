import { ok, refused, type Result } from './result';

/** Qualifiers of the party records: EI employer number, 34 social security number, ANI number assigned by customs. */
export type ImporterQualifier = 'EI' | '34' | 'ANI';

export interface ImporterNumber {
  readonly qualifier: ImporterQualifier;
  /** As filed, with dashes: `12-3456789XX`, `123-45-6789`, `YYDDPP-NNNNN`. */
  readonly text: string;
}

const FORMS: readonly { qualifier: ImporterQualifier; shape: RegExp; normal: (text: string) => string }[] = [
  // The two characters after an employer number tell branches of one firm apart; blank means the firm itself, 00.
  {
    qualifier: 'EI',
    shape: /^\d{2}-\d{7}([A-Z0-9]{2})?$/,
    normal: (text) => (text.length === 10 ? `${text}00` : text),
  },
  { qualifier: '34', shape: /^\d{3}-\d{2}-\d{4}$/, normal: (text) => text },
  { qualifier: 'ANI', shape: /^\d{6}-\d{5}$/, normal: (text) => text },
];

/**
 * Reads the importer, consignee or notify-party number of up to twelve positions.
 * Source: entry summary guide, 11 record; cargo release guide, party qualifiers.
 */
export function parseImporterNumber(text: string): Result<ImporterNumber> {
  const trimmed = text.trim().toUpperCase();
  const form = FORMS.find(({ shape }) => shape.test(trimmed));
  if (!form) return refused(`importer number '${text}' is not NN-NNNNNNNXX, NNN-NN-NNNN or YYDDPP-NNNNN`);
  return ok({ qualifier: form.qualifier, text: form.normal(trimmed) });
}
