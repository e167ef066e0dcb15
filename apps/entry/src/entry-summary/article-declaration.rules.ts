import { countryOf, isChapter98, isInsularPossession, isOnArticleList, normalHts, tariffArticle } from '#reference';
import { articlesOf, isOffset } from './duty.rules';
import { isDomestic, isSetComponent } from './line-kinds';
import { ofEachOfLines, ofLines, type RuleContext, type SummaryRule } from './rule';
import type { EntrySummary, SummaryLine } from '../summary-on-file/summary.model';

type Declaration = NonNullable<SummaryLine['additionalDeclarations']>[number];

const METALS = [
  ...['steel', 'aluminum', 'copper', 'metal 1a', 'metal 1b in its own chapter', 'metal 1b', 'metal 3'],
  ...['aluminum derivatives', 'aluminum derivatives of August 2025', 'steel derivatives of August 2025'],
];
const PARTS = ['car parts', 'vehicle parts', 'trucks', 'buses', 'cars'];

interface DeclarationType {
  readonly type: string;
  /** Headings of the goods that it speaks of, or lists of chapter 99; left out where any goods may have it. */
  readonly headings?: readonly string[];
  readonly lists?: readonly string[];
  /** Days on which it is taken, as the table of changes of the guide dates them (pp. ESF-6..12, 114, 115). */
  readonly from?: string;
  readonly to?: string;
}

/** Which goods a declaration of the importer speaks of, and when (54 record, pp. ESF-102..117). */
const TYPES: readonly DeclarationType[] = [
  { type: '01', headings: ['44', '9406'] },
  { type: '02', lists: METALS },
  { type: '03', lists: METALS },
  { type: '04', lists: ['steel'] },
  { type: '05', headings: ['2203', '2204', '2205', '2206', '2207', '2208'] },
  { type: '07', lists: [...METALS, ...PARTS], from: '2023-04-10' },
  { type: '08', lists: [...METALS, ...PARTS], from: '2024-11-21' },
  { type: '09', headings: ['8541'], from: '2024-06-26', to: '2024-09-23' },
  { type: '10', headings: ['8426'], from: '2024-09-17', to: '2026-05-13' },
  { type: '11', lists: PARTS, from: '2025-11-01' },
  { type: '12', lists: METALS },
];

/** What must be declared of goods of a metal itself, whatever becomes of the duty; copper since its record is there. */
const REQUIRED = [
  { metal: 'aluminum', type: '07', from: '2023-04-10' },
  { metal: 'steel', type: '08', from: '2024-11-21' },
  { metal: 'copper', type: '12', from: '2026-07-16' },
] as const;

const EXCLUSIONS = ['02', '03'];
const UNKNOWN_COUNTRY = 'UN';
const OTHER = 'OTH';

const onDeclaration = { record: '54', grouping: 'IADDET' } as const;
const onLineItem = { record: '40', grouping: 'LINITM' } as const;
const DROP = [{ do: 'remove', at: '..' }] as const;

const numbersOf = ({ tariffs }: SummaryLine): string[] => tariffs.map(({ hts }) => normalHts(hts));
const goodsOf = (line: SummaryLine): string[] => articlesOf(line).map(({ hts }) => normalHts(hts));
const isOf = (metal: string, line: SummaryLine): boolean => goodsOf(line).some((hts) => isOnArticleList([metal], hts));

const of = (
  isBroken: (declaration: Declaration, line: SummaryLine, context: RuleContext) => boolean | string,
): SummaryRule['found'] =>
  ofEachOfLines(
    'additionalDeclarations',
    ({ additionalDeclarations }) => additionalDeclarations,
    'declarationTypeCode',
    (declaration, line, _summary: EntrySummary, context) => isBroken(declaration, line, context),
  );

/** Columns of the record, counted as the guide counts them: the information begins in column 5. */
const columns = ({ declarationInformation: text }: Declaration, from: number, to: number): string =>
  text
    .slice(from - 5, to - 4)
    .trim()
    .toUpperCase();
const isUnknown = (declaration: Declaration): boolean =>
  declaration.declarationTypeCode === '07' &&
  [columns(declaration, 8, 9), columns(declaration, 13, 14), columns(declaration, 15, 16)].includes(UNKNOWN_COUNTRY);

/** Goods of the country itself and its islands have nothing melted abroad to declare. */
const isForeign = ({ countryOfOrigin: origin }: SummaryLine): boolean =>
  Boolean(origin) && origin !== 'US' && origin !== 'PR' && !isInsularPossession(origin!);

const typeOf = (declaration: Declaration): DeclarationType | undefined =>
  TYPES.find(({ type }) => type === declaration.declarationTypeCode);

const speaksOf = ({ headings, lists }: DeclarationType, hts: string): boolean =>
  (headings === undefined && lists === undefined) ||
  (headings?.some((heading) => hts.startsWith(heading)) ?? false) ||
  (lists !== undefined && isOnArticleList(lists, hts));

/** The declarations of a line and those that its metals need, all from its origin. */
const withRequired = (line: SummaryLine): readonly Declaration[] => {
  const from = countryOf(line.countryOfOrigin ?? '') ?? '';
  const told = { '07': `Y  ${from}N    ${from}`, '08': from, '12': `${from}        ${from}` };
  const given = line.additionalDeclarations ?? [];
  const lacking = REQUIRED.filter(
    ({ metal, type }) => isOf(metal, line) && !given.some(({ declarationTypeCode }) => declarationTypeCode === type),
  );
  return [
    ...given,
    ...lacking.map(({ type }) => ({
      declarationTypeCode: type,
      declarationInformation: told[type],
      recordIndex: null,
    })),
  ];
};

/** As of trade measures: type 51, sets, domestic goods of a zone, and chapter 98 but for 9802 (p. ESF-187). */
const isOutsideRemedies = (line: SummaryLine, { entryType }: EntrySummary): boolean =>
  entryType === '51' ||
  isSetComponent(line) ||
  isDomestic(line) ||
  line.tariffs.some(({ hts }) => isChapter98(hts) && !isOffset(hts));

const isDutiable = (number: string, date: string): boolean => /[1-9]/.test(tariffArticle(number, date)?.general ?? '');

/** Declarations of the importer against the goods of their line and the day (54 record, pp. ESF-102..117). */
export const ARTICLE_DECLARATION_RULES = [
  {
    ...onDeclaration,
    code: '773',
    text: 'ADDTNL DEC TYPE NOT ALLWD FOR ARTICLE',
    remedy: 'Leave the declaration out: it speaks of other goods than those of the line.',
    page: 'ACE error dictionary, July 2026',
    fields: ['declarationTypeCode'],
    mend: DROP,
    found: of((declaration, line) => {
      const type = typeOf(declaration);
      const goods = goodsOf(line);
      return type !== undefined && goods.length > 0 && !goods.some((hts) => speaksOf(type, hts));
    }),
  },
  {
    ...onDeclaration,
    code: '777',
    text: 'ADDTNL DEC TYPE NOT YET EFF OR EXPIRED',
    remedy: 'Leave the declaration out: on the day whose rates apply it is not taken yet, or not any more.',
    page: 'ACE error dictionary, July 2026',
    fields: ['declarationTypeCode'],
    mend: DROP,
    found: of((declaration, _line, { due: { rateDate } }) => {
      const { from, to } = typeOf(declaration) ?? {};
      if (from !== undefined && rateDate < from) return `It is taken from ${from}.`;
      return to !== undefined && rateDate > to ? `It was taken up to ${to}.` : false;
    }),
  },
  {
    ...onLineItem,
    code: '794',
    text: 'ADDTNL DEC TYPE RQRD FOR ARTICLE',
    remedy: 'Declare where the metal was smelted and cast, or melted and poured (54 record, type 07, 08 or 12).',
    page: 111,
    mend: [
      { do: 'set', to: (summary: EntrySummary, at: string) => withRequired(summary.lines[Number(at.split('/')[2])]!) },
    ],
    found: ofLines('additionalDeclarations', (line, summary, { due: { rateDate } }) => {
      if (!isForeign(line) || isOutsideRemedies(line, summary)) return false;
      const lacking = REQUIRED.find(
        ({ metal, type, from }) =>
          rateDate >= from &&
          isOf(metal, line) &&
          !(line.additionalDeclarations ?? []).some(({ declarationTypeCode }) => declarationTypeCode === type),
      );
      return lacking === undefined ? false : `Goods of ${lacking.metal} need type ${lacking.type}.`;
    }),
  },
  {
    ...onDeclaration,
    code: '844',
    text: 'STEEL MELT & POUR CNTRY APP CD NOT ALWD',
    remedy: 'Send the country in columns 5 and 6: OTH is for what is made of steel, not for steel itself.',
    page: 113,
    fields: ['declarationInformation'],
    mend: DROP,
    found: of(
      (declaration, line) =>
        declaration.declarationTypeCode === '08' && columns(declaration, 7, 9) === OTHER && isOf('steel', line),
    ),
  },
  {
    ...onDeclaration,
    code: '856',
    text: 'UNKNOWN ALUM SMELT/CAST CTRY NOT ALLOWED',
    remedy: 'Send the country: that it is unknown is for what is made of aluminum, not for aluminum itself.',
    page: 111,
    fields: ['declarationInformation'],
    mend: DROP,
    found: of((declaration, line) => isUnknown(declaration) && isOf('aluminum', line)),
  },
  {
    ...onDeclaration,
    code: '60B',
    text: 'HTS REQUIRED FOR UNKNOWN SMELT/CAST CTRY',
    remedy: 'Report 9903.85.68, or the countries in which the aluminum was smelted and cast.',
    page: 'ACE error dictionary, July 2026',
    fields: ['declarationInformation'],
    mend: DROP,
    found: of(
      (declaration, line, { due: { rateDate } }) =>
        isUnknown(declaration) &&
        !isOf('aluminum', line) &&
        tariffArticle('99038568', rateDate) !== undefined &&
        !numbersOf(line).includes('99038568'),
    ),
  },
  {
    ...onDeclaration,
    code: '772',
    text: 'TRFF ADJSTMNT EXCPTN/EXCLSN CONFLICT',
    remedy: 'Report the number of section 232 or the exclusion from it, not both.',
    page: 'ACE error dictionary, July 2026',
    fields: ['declarationTypeCode'],
    mend: DROP,
    found: of(
      ({ declarationTypeCode }, line) =>
        EXCLUSIONS.includes(declarationTypeCode) && numbersOf(line).some((hts) => /^9903(80|81|82|85)/.test(hts)),
    ),
  },
  {
    ...onLineItem,
    code: '60A',
    text: 'ADDTL HTS REQ/PAIR NOT ALWD FOR ENT TYP',
    remedy: 'Report 9903.55.01 with staple fibers that come for a time (5503.20.00 under 9813.00.05).',
    page: 'ACE error dictionary, July 2026',
    mend: [],
    found: ofLines('tariffs', (line, { entryType }) => {
      if (entryType !== '23') return false;
      const numbers = numbersOf(line);
      return (
        numbers.some((hts) => hts.startsWith('9813000520')) &&
        numbers.includes('5503200025') &&
        !numbers.some((hts) => hts.startsWith('99035501'))
      );
    }),
  },
  {
    ...onLineItem,
    code: '876',
    text: 'DUTY HTS REQUIRES NON-DUTY HTS',
    remedy: 'Let one of the two numbers, for car parts and for parts of heavy vehicles, be the one without duty.',
    page: 'ACE error dictionary, July 2026',
    mend: [],
    found: ofLines('tariffs', (line, _summary, { due: { rateDate } }) => {
      const numbers = numbersOf(line);
      const isDuty = (prefix: string) =>
        numbers.some((number) => number.startsWith(prefix) && isDutiable(number, rateDate));
      return isDuty('990394') && isDuty('990374');
    }),
  },
] as const satisfies readonly SummaryRule[];
