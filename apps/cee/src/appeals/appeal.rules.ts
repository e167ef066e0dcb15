import { type CustomsDate, type FieldError, isCustomsDate, parseImporterNumber } from '#kernel';
import { monthOf } from '../imports/goods.rules';

/** How long an account has imported: it decides which import data an appeal needs. */
export const FORMS = ['new', 'under a year', 'over a year'] as const;

export interface HeadingData {
  /** Four digits. */
  readonly heading: string;
  readonly lines: number;
  /** Whole dollars. */
  readonly valueDollars: number;
}

/** An appeal as it was sent: whatever is missing is null or empty. */
export interface AppealContents {
  readonly currentCenter: string | null;
  readonly preferredCenter: string | null;
  readonly importers: readonly { readonly number: string; readonly bondNumber: string | null }[];
  readonly justification: string | null;
  readonly form: string | null;
  /** What was imported, from a month to a month, `YYYY-MM`. */
  readonly actual: readonly HeadingData[];
  readonly actualFrom: string | null;
  readonly actualTo: string | null;
  /** What is expected to be imported in a year. */
  readonly projected: readonly HeadingData[];
}

/** What is on file of the account. */
export interface OnFile {
  /** Centers that its importer numbers are assigned to today. */
  readonly centers: readonly string[];
  /** Its importer numbers in normal form. */
  readonly importers: readonly string[];
  readonly knownCenters: readonly string[];
  readonly today: CustomsDate;
}

const SOURCE = '19 CFR 101.10(c)';
const needed = (at: string, what: string): FieldError => ({
  at,
  text: `is missing: an appeal must have ${what} (${SOURCE})`,
});

const YEAR_MONTHS = 12;
const monthsFrom = (from: string, to: string): number =>
  (Number(to.slice(0, 4)) - Number(from.slice(0, 4))) * 12 + Number(to.slice(5, 7)) - Number(from.slice(5, 7)) + 1;
const isMonth = (text: string): boolean => isCustomsDate(`${text}-01`);

const normal = (number: string): string | null => {
  const parsed = parseImporterNumber(number);
  return parsed.ok ? parsed.value.text : null;
};

const dataFaults = (at: string, data: readonly HeadingData[]): FieldError[] =>
  data.flatMap(({ heading, lines, valueDollars }, index) => [
    ...(/^\d{4}$/.test(heading)
      ? []
      : [{ at: `${at}/${index}/heading`, text: 'must be a heading of the tariff, 4 digits' }]),
    ...(Number.isSafeInteger(lines) && lines > 0
      ? []
      : [{ at: `${at}/${index}/lines`, text: 'must be a number of entry lines, 1 or more' }]),
    ...(Number.isSafeInteger(valueDollars) && valueDollars >= 0
      ? []
      : [{ at: `${at}/${index}/valueDollars`, text: 'must be whole dollars, 0 or more' }]),
  ]);

const importerFaults = ({ importers }: AppealContents, onFile: OnFile): FieldError[] => {
  if (importers.length === 0) return [needed('/importers', 'all importer and bond numbers')];
  const named = importers.map(({ number }) => normal(number));
  const missing = onFile.importers.filter((number) => !named.includes(number)).length;
  return [
    ...importers.flatMap(({ bondNumber }, index) => {
      const number = named[index];
      return [
        ...(number
          ? onFile.importers.includes(number)
            ? []
            : [{ at: `/importers/${index}/number`, text: 'is no importer number of this account' }]
          : [{ at: `/importers/${index}/number`, text: 'must be NN-NNNNNNNXX, NNN-NN-NNNN or YYDDPP-NNNNN' }]),
        ...(bondNumber === null
          ? [needed(`/importers/${index}/bondNumber`, 'all importer and bond numbers')]
          : /^[A-Z0-9]{9}$/.test(bondNumber)
            ? []
            : [{ at: `/importers/${index}/bondNumber`, text: 'must be the 9 characters of a bond number' }]),
      ];
    }),
    ...(missing > 0
      ? [
          {
            at: '/importers',
            text: `${missing} of the account's ${onFile.importers.length} importer numbers are missing: an appeal must have all (${SOURCE})`,
          },
        ]
      : []),
  ];
};

const actualFaults = ({ form, actual, actualFrom, actualTo }: AppealContents, today: CustomsDate): FieldError[] => {
  const found = dataFaults('/actual', actual);
  if (actual.length === 0)
    found.push(
      needed(
        '/actual',
        form === 'over a year' ? 'import data of one full year, by heading' : 'what was imported so far, by heading',
      ),
    );
  for (const [at, month] of [
    ['/actualFrom', actualFrom],
    ['/actualTo', actualTo],
  ] as const)
    if (month === null) found.push(needed(at, 'the months of its import data'));
    else if (!isMonth(month)) found.push({ at, text: `'${month}' is not a month, YYYY-MM` });
  if (actualFrom === null || actualTo === null || !isMonth(actualFrom) || !isMonth(actualTo)) return found;
  const months = monthsFrom(actualFrom, actualTo);
  if (months < 1) found.push({ at: '/actualTo', text: 'is before the first month' });
  else if (`${actualTo}-01` > monthOf(today)) found.push({ at: '/actualTo', text: 'is not over yet, nor begun' });
  else if (form === 'over a year' && months !== YEAR_MONTHS)
    found.push({
      at: '/actualTo',
      text: `makes ${months} months: who imports for more than a year sends one full year (${SOURCE})`,
    });
  else if (form === 'under a year' && months >= YEAR_MONTHS)
    found.push({ at: '/actualTo', text: `makes ${months} months: this form is for less than a year` });
  return found;
};

/** What is wrong with an appeal, each by its field: required contents that are missing, and what does not fit what is on file. Source: 19 CFR 101.10(c). */
export const appealFaults = (appeal: AppealContents, onFile: OnFile): FieldError[] => {
  const { currentCenter, preferredCenter, justification, form, projected, actual } = appeal;
  const found: FieldError[] = [];
  if (currentCenter === null) found.push(needed('/currentCenter', 'the current Center'));
  else if (!onFile.centers.includes(currentCenter))
    found.push({
      at: '/currentCenter',
      text:
        onFile.centers.length === 0
          ? 'no importer number of the account is assigned to a Center today'
          : `is not where the account is assigned: ${onFile.centers.join(', ')}`,
    });
  if (preferredCenter === null) found.push(needed('/preferredCenter', 'the preferred Center'));
  else if (!onFile.knownCenters.includes(preferredCenter))
    found.push({ at: '/preferredCenter', text: `there is no Center ${preferredCenter}` });
  else if (preferredCenter === currentCenter)
    found.push({ at: '/preferredCenter', text: 'is the Center that it is appealed against' });
  found.push(...importerFaults(appeal, onFile));
  if (justification === null) found.push(needed('/justification', 'a justification'));
  if (form === null || !(FORMS as readonly string[]).includes(form))
    found.push({ at: '/form', text: `must say how long the account has imported: ${FORMS.join(', ')}` });
  else {
    if (form === 'new' && actual.length > 0)
      found.push({ at: '/actual', text: 'is for importers that have imported: choose another form' });
    if (form !== 'new') found.push(...actualFaults(appeal, onFile.today));
    if (form !== 'over a year') {
      if (projected.length === 0) found.push(needed('/projected', 'projected import data, by heading'));
      found.push(...dataFaults('/projected', projected));
    }
  }
  return found;
};
