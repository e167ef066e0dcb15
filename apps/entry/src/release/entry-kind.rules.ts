import { isChapter98, isChapter99, isHeading, isTariffNumber, tariffInUse } from '#reference';
import {
  type BookRule,
  type Filing,
  type FilingContext,
  type Finding,
  type Mend,
  ofTariffs,
  type Tariff,
  tariffsIn,
} from './rule';
import { isOutOfForce } from './zone.rules';

const TIB = '23';
const QUOTA_INFORMAL = '12';
/** Subheadings of 9813 in force: articles admitted temporarily free of duty under bond (HTS chapter 98, subchapter XIII). */
const TIB_NUMBERS = /^981300(05|10|15|20|25|30|35|40|45|50|55|60|70|75)(\d{2})?$/;
const GOODS = '3924104000';

const isTibHeading = (hts: string | null): boolean => hts?.startsWith('9813') === true;
const classifies = ({ hts }: Tariff): boolean =>
  hts !== null && /^\d{10}$/.test(hts) && !isChapter98(hts) && !isChapter99(hts);
/** Section XI of the tariff. */
const isTextile = (hts: string | null): boolean => hts !== null && /^(5\d|6[0-3])\d{8}$/.test(hts);

/** The tariff numbers of a line with those of goods behind the one that stands at the pointer. */
const withGoods = ({ lines }: Filing, at: string): Tariff[] => {
  const [, , line, , place] = at.split('/');
  const { tariffs } = lines[Number(line)]!;
  return tariffs.toSpliced(Number(place) + 1, 0, { hts: GOODS, valueDollars: null, recordIndex: null });
};

/** Numbers that were found in a tariff, by that tariff: an entry has 999 lines, mostly of numbers that came before. */
const FOUND = new WeakMap<object, Set<string>>();
const isKnown = (hts: string): boolean => {
  const tariff = tariffInUse();
  let found = FOUND.get(tariff);
  if (!found) FOUND.set(tariff, (found = new Set()));
  if (found.has(hts)) return true;
  if (!isTariffNumber(hts)) return false;
  found.add(hts);
  return true;
};

const REMOVED: readonly Mend[] = [{ do: 'remove', at: '..' }];

/** Rules for tariff numbers by what is entered: temporary importation (type 23), quota in an informal entry (type 12), numbers that are none. */
export const ENTRY_KIND_RULES = [
  {
    code: 'PD3',
    text: 'HEADING 9813 IS FOR TYPE 23 ONLY',
    remedy: 'Leave the number of heading 9813 out, or file a temporary importation as type 23.',
    page: 71,
    record: 'SE60',
    fields: ['htsNumber'],
    mend: REMOVED,
    found: ofTariffs(
      'hts',
      ({ hts }, _place, _line, { entryType }) => entryType !== null && entryType !== TIB && isTibHeading(hts),
    ),
  },
  {
    code: 'PD4',
    text: 'INVALID NUMBER OF HEADING 9813',
    remedy: 'Send a number of heading 9813 that is in the tariff.',
    page: 71,
    record: 'SE60',
    fields: ['htsNumber'],
    mend: [{ do: 'set', to: '9813000500' }],
    found: ofTariffs('hts', ({ hts }) => isTibHeading(hts) && !TIB_NUMBERS.test(hts!)),
  },
  {
    code: 'PD5',
    text: 'GOODS OF TYPE 23 NOT CLASSIFIED',
    remedy: 'Send behind each number of heading 9813 the ten digits that classify the goods.',
    page: 71,
    record: 'SE60',
    fields: ['htsNumber'],
    mend: [{ do: 'set', at: '../..', to: withGoods }],
    found: ofTariffs('hts', ({ hts }, place, { tariffs }, { entryType }) => {
      const behind = tariffs.slice(place + 1);
      const next = behind.findIndex((other) => isTibHeading(other.hts));
      return (
        entryType === TIB &&
        isTibHeading(hts) &&
        tariffs.length > 1 &&
        !(next < 0 ? behind : behind.slice(0, next)).some(classifies)
      );
    }),
  },
  {
    code: 'PD6',
    text: 'TYPE 12 IS NOT FOR TEXTILES',
    remedy: 'File goods of chapters 50 to 63 under quota as type 02.',
    page: 33,
    record: 'SE60',
    fields: ['htsNumber'],
    mend: [{ do: 'set', to: GOODS }],
    found: ofTariffs('hts', ({ hts }, _place, _line, { entryType }) => entryType === QUOTA_INFORMAL && isTextile(hts)),
  },
  {
    code: 'PD7',
    text: 'HTS NUMBER NO LONGER IN FORCE',
    remedy: 'Send the number that classifies the goods today.',
    page: 71,
    record: 'SE60',
    fields: ['htsNumber'],
    mend: [{ do: 'set', to: GOODS }],
    found: (filing: Filing, { today }: FilingContext): readonly Finding[] =>
      tariffsIn(filing, ({ hts, recordIndex }, { zone }, at) =>
        !(filing.entryType === '06' && zone?.status === 'P') && isOutOfForce(hts, today)
          ? { recordIndex, at: `${at()}/hts`, field: 'hts' }
          : null,
      ),
  },
  {
    code: 'PD8',
    text: 'NO SUCH HEADING OF THE TARIFF',
    remedy: 'Send a number whose first four digits are a heading of the tariff.',
    page: 71,
    record: 'SE60',
    fields: ['htsNumber'],
    mend: [{ do: 'set', to: GOODS }],
    found: ofTariffs(
      'hts',
      ({ hts }) => hts !== null && /^\d{8,10}$/.test(hts) && !/^(00|77)/.test(hts) && !isHeading(hts),
    ),
  },
  {
    code: 'PN5',
    text: 'HTS NUMBER NOT IN THE TARIFF',
    remedy: 'Send the ten digits of a number of the tariff under its heading.',
    page: 71,
    record: 'SE60',
    fields: ['htsNumber'],
    mend: [{ do: 'set', to: GOODS }],
    found: (filing: Filing): readonly Finding[] =>
      tariffsIn(filing, ({ hts, recordIndex }, { zone }, at) =>
        hts !== null &&
        hts.length === 10 &&
        hts < '98' &&
        // Of goods that were classified long ago the number may be older than the tariff that is held.
        !(filing.entryType === '06' && zone?.status === 'P') &&
        !isKnown(hts) &&
        isHeading(hts)
          ? { recordIndex, at: `${at()}/hts`, field: 'hts' }
          : null,
      ),
  },
] as const satisfies readonly BookRule[];
