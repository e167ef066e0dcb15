import type { ReleaseLine } from '#contracts';
import { isChapter98, isChapter99, isCountryOrProvince } from '#reference';
import { consigneeNumber } from './header.rules';
import { isIdentified, isNamed } from './party.rules';
import {
  type BookRule,
  type Filing,
  type FilingContext,
  type Finding,
  LOW_VALUE,
  ofHeader,
  ofLines,
  ofTariffs,
  type Party,
  type Tariff,
  tariffsIn,
} from './rule';

/** Dollars; what one consignee that is named by name and address may get on an entry of the type, less than (guide p. SE-58). */
const NAMED_CONSIGNEE_LIMIT: Readonly<Record<string, number>> = { '11': 2_500, [LOW_VALUE]: 800 };

/** Ten digits of a chapter that there is, or eight of chapters 98 and 99. Chapter 77 is kept for later. */
const isOfTariff = (hts: string): boolean =>
  /^9[89]\d{6}$/.test(hts) || (/^\d{10}$/.test(hts) && !['00', '77'].includes(hts.slice(0, 2)));

const NOTHING: readonly Finding[] = [];
const GOODS = () => ({ hts: '3924104000', valueDollars: null, recordIndex: null });
const isGoodsNumber = (hts: string): boolean => !isChapter98(hts) && !isChapter99(hts);
const chapter99First = ({ lines }: Filing, at: string): readonly Tariff[] => {
  const { tariffs } = lines[Number(at.split('/')[2])]!;
  const isFirst = ({ hts }: Tariff) => hts !== null && !isGoodsNumber(hts);
  return [...tariffs.filter(isFirst), ...tariffs.filter((tariff) => !isFirst(tariff))];
};
const withNumberedConsignee = (filing: Filing): readonly Party[] => [
  ...filing.parties.filter(({ entityCode }) => entityCode !== 'CN'),
  {
    ...{ entityCode: 'CN', name: null, idType: 'EI', id: filing.importer?.number ?? consigneeNumber(filing) },
    ...{ addressLines: [], city: null, state: null, postalCode: null, country: null, recordIndex: null },
  },
];
const withoutConsignees = ({ lines }: Filing): readonly ReleaseLine[] =>
  lines.map((line) => ({ ...line, parties: line.parties.filter(({ entityCode }) => entityCode !== 'CN') }));

/** A consignee by name and address: for the line, else for the entry. */
const namedConsignee = (one: ReleaseLine, filing: Filing): Party | undefined => {
  const consignee =
    one.parties.find(({ entityCode }) => entityCode === 'CN') ??
    filing.parties.find(({ entityCode }) => entityCode === 'CN');
  return consignee && isNamed(consignee) && !isIdentified(consignee) ? consignee : undefined;
};
const keyOf = (party: Party): string =>
  JSON.stringify([party.name, party.addressLines, party.city, party.postalCode, party.country]);
const lineValueOf = (one: ReleaseLine): number =>
  one.tariffs.reduce((sum, { valueDollars }) => sum + (valueDollars ?? 0), 0);
const isGoods = ({ hts }: Tariff): boolean => hts !== null && /^\d{10}$/.test(hts) && !isChapter99(hts);

/** Lines whose named consignee gets as much as the limit of the entry type, or more. */
function overNamedLimit(filing: Filing): Finding[] {
  const limit = NAMED_CONSIGNEE_LIMIT[filing.entryType ?? ''];
  if (limit === undefined) return [];
  const sums = new Map<string, number>();
  for (const one of filing.lines) {
    const consignee = namedConsignee(one, filing);
    if (consignee) sums.set(keyOf(consignee), (sums.get(keyOf(consignee)) ?? 0) + lineValueOf(one));
  }
  return filing.lines.flatMap((one, at) => {
    const consignee = namedConsignee(one, filing);
    const sum = consignee ? sums.get(keyOf(consignee))! : 0;
    return sum >= limit
      ? [
          {
            recordIndex: one.recordIndex,
            at: `/lines/${at}/tariffs`,
            field: 'valueDollars',
            detail: `Its lines come to ${sum} dollars; less than ${limit} is the limit.`,
          },
        ]
      : [];
  });
}

/** Rules for tariff numbers and values of lines. */
export const LINE_RULES = [
  {
    code: 'P50',
    text: 'LINE ITEM MISSING',
    remedy: 'Report at least one line.',
    page: 22,
    record: 'SE10',
    mend: [
      {
        do: 'add',
        to: () => ({
          ...{ lineNumber: '001', countryOfOrigin: 'DE', description: null, parties: [], recordIndex: null },
          tariffs: [GOODS()],
        }),
      },
    ],
    found: ofHeader('SE10', 'lines', ({ lines }) => lines.length === 0),
  },
  {
    code: 'P51',
    text: 'LINE NUMBERS NOT IN SEQUENCE',
    remedy: 'Number the lines 001, 002 and so on.',
    page: 64,
    record: 'SE40',
    fields: ['lineItemIdentifier'],
    mend: [{ do: 'set', to: (_: Filing, at: string) => String(Number(at.split('/')[2]) + 1).padStart(3, '0') }],
    found: ofLines('lineNumber', ({ lineNumber, recordIndex }, _filing, place) =>
      lineNumber === null ? recordIndex !== null : Number(lineNumber) !== place + 1,
    ),
  },
  {
    code: 'P52',
    text: 'INVALID COUNTRY OF ORIGIN',
    remedy: 'Send the ISO code of the country of origin.',
    page: 64,
    record: 'SE40',
    fields: ['countryOfOriginCode'],
    mend: [{ do: 'set', to: 'DE' }],
    found: ofLines('countryOfOrigin', ({ countryOfOrigin }) => !isCountryOrProvince(countryOfOrigin ?? '')),
  },
  {
    code: 'P53',
    text: 'INVALID HTS NUMBER',
    remedy: 'Send the ten digits of the tariff number.',
    page: 73,
    record: 'SE40',
    mend: [{ do: 'add', to: GOODS }],
    found: ofLines('tariffs', ({ tariffs }) => tariffs.length === 0),
  },
  {
    code: 'P53',
    text: 'INVALID HTS NUMBER',
    remedy: 'Send the ten digits of the tariff number.',
    page: 73,
    record: 'SE60',
    fields: ['htsNumber'],
    mend: [{ do: 'set', to: () => GOODS().hts }],
    found: ofTariffs('hts', ({ hts }) => !isOfTariff(hts ?? '')),
  },
  {
    code: '335',
    text: 'HTS NOT ALLOWED FOR COUNTRY OF ORIGIN',
    remedy: 'Goods of this number and origin are barred from entry by a trade order: correct the one that is wrong.',
    page: 'CSMS 70050117, from 29 September 2026',
    record: 'SE60',
    fields: ['htsNumber'],
    found: (filing: Filing, { barred }: FilingContext): readonly Finding[] =>
      barred === undefined
        ? NOTHING
        : tariffsIn(filing, ({ hts, recordIndex }, { countryOfOrigin }, at) => {
            const order = barred(hts, countryOfOrigin);
            return order === null ? null : { recordIndex, at: `${at()}/hts`, field: 'hts', detail: `${order}.` };
          }),
  },
  {
    code: 'P93',
    text: 'TYPE 23 NEEDS 9813 BEFORE THE GOODS',
    remedy: 'Report the number of heading 9813 first, then the number of the goods.',
    page: 71,
    record: 'SE60',
    fields: ['htsNumber'],
    mend: [
      {
        do: 'set',
        at: '..',
        to: () => ({ hts: '9813000520', valueDollars: null, recordIndex: null }),
      },
      { do: 'add', at: '../..', to: GOODS },
    ],
    found: ofTariffs(
      'hts',
      ({ hts }, place, { tariffs }, { entryType }) =>
        entryType === '23' && place === 0 && (!hts?.startsWith('9813') || tariffs.length < 2),
    ),
  },
  {
    code: 'P94',
    text: 'CHAPTER 99 BELONGS BEFORE THE GOODS',
    remedy: 'Report the numbers of chapter 99 first, then the number of the goods.',
    page: 71,
    record: 'SE60',
    fields: ['htsNumber'],
    mend: [{ do: 'set', at: '../..', to: chapter99First }],
    found: ofTariffs(
      'hts',
      ({ hts }, place, { tariffs }) =>
        hts !== null &&
        isChapter99(hts) &&
        tariffs.slice(0, place).some((other) => isGoods(other) && !isChapter98(other.hts!)),
    ),
  },
  {
    code: 'P95',
    text: 'CHAPTER 99 WITHOUT THE GOODS',
    remedy: 'Report the number of the goods behind the numbers of chapter 99.',
    page: 71,
    record: 'SE60',
    fields: ['htsNumber'],
    mend: [{ do: 'add', at: '../..', to: GOODS }],
    found: ofTariffs(
      'hts',
      ({ hts }, place, { tariffs }) => place === 0 && hts !== null && isChapter99(hts) && !tariffs.some(isGoods),
    ),
  },
  {
    code: 'P96',
    text: 'LINE VALUE REQUIRED',
    remedy: 'Send the value of the line: the consignee is given by name and address, or the entry is of type 86.',
    page: 71,
    record: 'SE60',
    fields: ['lineItemValue'],
    mend: [{ do: 'set', to: 1 }],
    found: ofTariffs(
      'valueDollars',
      (tariff, _place, one, filing) =>
        isGoods(tariff) &&
        tariff.valueDollars === null &&
        (filing.entryType === LOW_VALUE || (filing.entryType === '11' && namedConsignee(one, filing) !== undefined)),
    ),
  },
  {
    code: 'P97',
    text: 'TOO MUCH FOR ONE NAMED CONSIGNEE',
    remedy: 'Give the consignee by its number.',
    page: 58,
    record: 'SE40',
    mend: [
      { do: 'set', at: '/parties', to: withNumberedConsignee },
      { do: 'set', at: '/lines', to: withoutConsignees },
    ],
    found: overNamedLimit,
  },
] as const satisfies readonly BookRule[];
