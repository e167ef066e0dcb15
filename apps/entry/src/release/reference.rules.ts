import { entryCheckDigit, isCustomsDate, isFilerCode } from '#kernel';
import { type BookRule, type Filing, type FilingContext, IN_BOND, LOW_VALUE, ofHeader, ofReferences } from './rule';

const isEntryNumber = (value: string, filing: Filing, { checkDigitOffset }: FilingContext): boolean => {
  const [filer, number] = [value.slice(0, 3), value.slice(3)];
  if (!isFilerCode(filer) || !/^\d{8}$/.test(number)) return false;
  const offset = filer === filing.filerCode ? checkDigitOffset : 0;
  return entryCheckDigit(filer, number.slice(0, 7), offset) === Number(number[7]);
};

const isDay = (mmddyy: string): boolean => {
  const found = /^(\d{2})(\d{2})(\d{2})$/.exec(mmddyy);
  return found !== null && isCustomsDate(`20${found[3]}-${found[1]}-${found[2]}`);
};

const mmddyy = (day: string): string => day.slice(5, 7) + day.slice(8) + day.slice(2, 4);

type Form = RegExp | ((value: string, filing: Filing, context: FilingContext) => boolean);

/** Each reference with what it is and its form (guide pp. SE-54, SE-55). */
const REFERENCES: Readonly<Record<string, readonly [what: string, says: string, form: Form]>> = {
  CR: ['your own reference', 'at most nine characters', /^.{1,9}$/],
  EN: ['replacement entry', 'filer code and number, eleven characters, right check digit', isEntryNumber],
  IB: ['replacement in-bond movement', 'nine or eleven digits, or three characters and eight digits', IN_BOND],
  FTZ: ['replacement admission to a zone', 'at most nineteen letters and digits', /^[A-Z0-9]{1,19}$/],
  DIS: ['your reference of documents', 'at most fifty characters', /^.{1,50}$/],
  V1: ['surety', 'three characters', /^[A-Z0-9]{3}$/],
  AMT: ['bond amount', 'whole dollars, one to ten digits, no leading zero', /^[1-9]\d{0,9}$/],
  EXP: ['express consignment', '`Y`', /^Y$/],
  KII: ['known importer', '`Y`', /^Y$/],
  RRN: ["the rail carrier's reference", 'at most fifty characters', /^.{1,50}$/],
  PER: ['perishable goods', '`Y`', /^Y$/],
  CES: ['consolidated entry summary', 'filer code and number, eleven characters, right check digit', isEntryNumber],
  EDA: ['estimated date of arrival', 'MMDDYY', isDay],
};

/** References in Markdown, for the partner documents. */
export const referenceTable = (): string =>
  [
    '| qualifier | what | form |',
    '|---|---|---|',
    ...Object.entries(REFERENCES).map(([qualifier, [what, says]]) => `| ${qualifier} | ${what} | ${says} |`),
  ].join('\n');

/** Rules for references, whatever the action. */
export const REFERENCE_RULES = [
  {
    code: 'P68',
    text: 'INVALID REFERENCE QUALIFIER',
    remedy: `Use one of ${Object.keys(REFERENCES).join(', ')}.`,
    page: 54,
    record: 'SE20',
    fields: ['referenceQualifier'],
    actions: 'ADRU',
    mend: [{ do: 'remove', at: '..' }],
    found: ofReferences('qualifier', ({ qualifier }) => !Object.hasOwn(REFERENCES, qualifier)),
  },
  {
    code: 'P69',
    text: 'INVALID REFERENCE IDENTIFIER',
    remedy: 'Send the reference in the form of its qualifier: see the table of references.',
    page: 54,
    record: 'SE20',
    fields: ['referenceIdentifier'],
    actions: 'ADRU',
    mend: [{ do: 'remove', at: '..' }],
    found: ofReferences('value', ({ qualifier, value }, filing, context) => {
      const reference = REFERENCES[qualifier];
      if (reference === undefined) return false;
      const [, , form] = reference;
      // The entry that is cancelled does not replace itself, and values stand at the left of their columns (p. SE-20).
      if (qualifier === 'EN' && value === filing.filerCode + filing.entryNumber) return true;
      if (value !== value.trimStart()) return true;
      return value.trim() === '' || !(form instanceof RegExp ? form.test(value) : form(value, filing, context));
    }),
  },
  {
    code: 'PM3',
    text: 'ESTIMATED DATE OF ARRIVAL REQUIRED',
    remedy: 'Send the day on which the goods are to arrive: SE20 with EDA and MMDDYY.',
    page: 55,
    record: 'SE10',
    fields: ['entryTypeCode'],
    mend: [
      {
        do: 'add',
        to: (_: Filing, _at: string, { today }: FilingContext) => ({
          qualifier: 'EDA',
          value: mmddyy(today),
          recordIndex: null,
        }),
      },
    ],
    found: ofHeader(
      'SE10',
      'references',
      ({ entryType, references }) =>
        entryType === LOW_VALUE && !references.some(({ qualifier }) => qualifier === 'EDA'),
    ),
  },
] as const satisfies readonly BookRule[];
