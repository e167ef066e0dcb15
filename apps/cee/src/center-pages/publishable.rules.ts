import { type FieldError, parseEntryNumber } from '#kernel';

/** What everybody may read names no importer: numbers by which one is known, and entries. Formats: entry summary guide, 11 record (IRS, social security and CBP-assigned numbers). */
const NUMBERS: readonly { readonly form: RegExp; readonly what: string; readonly is?: (found: string) => boolean }[] = [
  {
    form: /(?<![\w-])\d{2}-\d{7}(?:-?[A-Z0-9]{2})?(?![\w-])/i,
    what: 'has the form of an importer number (NN-NNNNNNNXX)',
  },
  { form: /(?<!\d)\d{3}[-\s]\d{2}[-\s]\d{4}(?!\d)/, what: 'has the form of a social security number' },
  { form: /(?<![\w-])\d{6}-\d{5}(?![\w-])/, what: 'has the form of an importer number assigned by CBP (YYDDPP-NNNNN)' },
  { form: /(?<![\w-])\d{9}(?:[A-Z0-9]{2})?(?![\w-])/i, what: 'has nine digits, as numbers of importers have' },
  { form: /(?<![\w-])[A-Z0-9]{3}-\d{7}-\d(?![\w-])/i, what: 'has the form of an entry number' },
  {
    // Without dashes anything of eleven signs looks like one: what tells them apart is the check digit.
    form: /(?<![\w-])[A-Z0-9]{3} ?\d{7} ?\d(?![\w-])/gi,
    what: 'is an entry number',
    is: (found) => parseEntryNumber(found.replaceAll(' ', '')).ok,
  },
];

/** A text with something else in place of every number of an importer or an entry. */
export const withoutNumbers = (text: string, instead: string): string =>
  NUMBERS.reduce(
    (left, { form, is = () => true }) =>
      left.replace(new RegExp(form.source, `${form.flags.replace('g', '')}g`), (found) =>
        is(found) ? instead : found,
      ),
    text,
  );

const plain = (text: string): string =>
  ` ${text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()} `;
const LEGAL_FORM =
  / (?:inc|incorporated|llc|ltd|limited|corp|corporation|co|company|gmbh|ag|sa|srl|bv|plc|lp|llp|pty) $/;

/** A name as it is looked for: without signs and without the legal form. */
export const nameSought = (name: string): string => {
  let sought = plain(name);
  while (LEGAL_FORM.test(sought)) sought = sought.replace(LEGAL_FORM, ' ');
  return sought.trim();
};

/**
 * Why a text may not be published, by its field; empty where it may.
 *
 * @param fields the texts, by where they are in the body
 * @param names accounts and persons that must not be named
 */
export const publishingFaults = (
  fields: Readonly<Record<string, string>>,
  names: readonly { readonly name: string; readonly what: string }[],
): FieldError[] =>
  Object.entries(fields).flatMap(([at, text]) => [
    ...NUMBERS.flatMap(({ form, what, is = () => true }) => {
      const found = (form.global ? (text.match(form) ?? []) : [form.exec(text)?.[0] ?? '']).find(
        (one) => one && is(one),
      );
      return found
        ? [{ at, text: `'${found.slice(0, 2)}…' ${what}: everybody would read it`, remedy: 'Leave it out.' }]
        : [];
    }),
    ...names.flatMap(({ name, what }) => {
      const sought = nameSought(name);
      return sought !== '' && plain(text).includes(` ${sought} `)
        ? [{ at, text: `names ${what}: everybody would read it`, remedy: 'Say it without the name.' }]
        : [];
    }),
  ]);
