/** Drawback as its guide prints it (Drawback Entry Summary Create/Resubmission, version 27): provisions (appendix A), accounting classes (p. 48, appendix D), offices (p. 28). */

export interface DrawbackProvision {
  readonly code: string;
  /** Section of 19 U.S.C., or of title 26. */
  readonly name: string;
  /** Core: of the law before the Trade Facilitation and Trade Enforcement Act of 2015. */
  readonly era: 'core' | 'TFTEA';
  /** Goods of the import itself, or others in their place; either, as the claim says, for goods sold at retail. */
  readonly goods: 'direct' | 'substitution' | 'either' | 'no import';
  /** All that was paid is claimed, where others claim 99 percent. */
  readonly full: boolean;
}

const FULL = ['07', '14', '57', '64'];
const DIRECT = '01 03 04 05 08 15 17 18 19 21 51 53 54 55 58 65 67 68 69 71'.split(' ');
const EITHER = ['06', '20', '56', '70'];
const NO_IMPORT = ['07', '57'];

const NAMES: Readonly<Record<string, string>> = {
  '01': '1313(a)',
  '02': '1313(b)',
  '03': '1313(c)(1)',
  '04': '1313(c)(2)',
  '05': '1313(c)(3)',
  '06': '1313(c)(4)',
  '07': '1313(d)',
  '08': '1313(j)(1)',
  '09': '1313(j)(2)',
  '10': '1313(p)',
  '11': '1313(b)(p)',
  '12': '1313(b)(p), 1309',
  '13': '1313(p), 1309',
  '14': '5062(c)',
  '15': '1313(j)(1), 1313(q)',
  '16': '1313(j)(2), 1313(q)',
  '17': '1313(c)(1), 1313(q)',
  '18': '1313(c)(2), 1313(q)',
  '19': '1313(c)(3), 1313(q)',
  '20': '1313(c)(4), 1313(q)',
  '21': '1313(a), 1313(q)',
  '22': '1313(b), 1313(q)',
  '23': '1313(j)(2) citrus',
  '51': 'TFTEA 1313(a)',
  '52': 'TFTEA 1313(b)',
  '53': 'TFTEA 1313(c)(1)',
  '54': 'TFTEA 1313(c)(2)',
  '55': 'TFTEA 1313(c)(3)',
  '56': 'TFTEA 1313(c)(4)',
  '57': 'TFTEA 1313(d)',
  '58': 'TFTEA 1313(j)(1)',
  '59': 'TFTEA 1313(j)(2)',
  '60': 'TFTEA 1313(p)',
  '61': 'TFTEA 1313(b)(p)',
  '62': 'TFTEA 1313(b)(p), 1309',
  '63': 'TFTEA 1313(p), 1309',
  '64': 'TFTEA 5062(c)',
  '65': 'TFTEA 1313(j)(1), 1313(q)',
  '66': 'TFTEA 1313(j)(2), 1313(q)',
  '67': 'TFTEA 1313(c)(1), 1313(q)',
  '68': 'TFTEA 1313(c)(2), 1313(q)',
  '69': 'TFTEA 1313(c)(3), 1313(q)',
  '70': 'TFTEA 1313(c)(4), 1313(q)',
  '71': 'TFTEA 1313(a), 1313(q)',
  '72': 'TFTEA 1313(b), 1313(q)',
  '73': 'TFTEA 1313(j)(2) NAFTA exceptions',
  '74': 'TFTEA 1313(j)(2) wine',
  '75': 'TFTEA 1313(b) sought chemicals',
  '76': 'TFTEA 1313(b) USMCA sugar',
  '77': 'TFTEA 1313(j)(2) USMCA exceptions',
};

export const DRAWBACK_PROVISIONS: ReadonlyMap<string, DrawbackProvision> = new Map(
  Object.entries(NAMES).map(([code, name]) => [
    code,
    {
      ...{ code, name, era: code < '51' ? 'core' : 'TFTEA', full: FULL.includes(code) },
      goods: NO_IMPORT.includes(code)
        ? 'no import'
        : EITHER.includes(code)
          ? 'either'
          : DIRECT.includes(code)
            ? 'direct'
            : 'substitution',
    },
  ]),
);

/** Provisions whose claims must name a method of accounting; for all others it is 00 (guide, p. 41). */
export const WITH_ACCOUNTING_METHOD = '51 53 54 55 56 57 58 64 65 67 68 69 70 71'.split(' ');
/** Provisions of what is manufactured: bill of materials, tracking numbers of manufactured articles (guide, pp. 34, 56). */
export const MANUFACTURING_PROVISIONS = '51 52 57 61 62 71 72 75 76'.split(' ');
/** Provisions under which the value of destroyed goods may be certified (guide, p. 34). */
export const OF_DESTROYED_VALUE = '51 52 53 54 55 56 58 59 73 74 75 76 77'.split(' ');

/** Offices at which drawback is claimed, by port code, with the clock by which a claim is late. */
export const DRAWBACK_OFFICES: ReadonlyMap<string, { readonly name: string; readonly timeZone: string }> = new Map([
  ['1001', { name: 'New York', timeZone: 'America/New_York' }],
  ['2809', { name: 'San Francisco', timeZone: 'America/Los_Angeles' }],
  ['3901', { name: 'Chicago', timeZone: 'America/Chicago' }],
  ['5301', { name: 'Houston', timeZone: 'America/Chicago' }],
]);

export type DrawbackRevenue = 'duty' | 'fee' | 'tax';
/** Classes by what they are; those with `accelerated` may be paid before liquidation. */
const CLASSES: readonly (readonly [code: string, kind: DrawbackRevenue, accelerated: boolean])[] = [
  ['364', 'duty', true],
  ['369', 'duty', true],
  ['365', 'tax', true],
  ['374', 'tax', true],
  ['674', 'tax', true],
  ['675', 'tax', true],
  ['398', 'fee', true],
  ['399', 'fee', true],
  ...'039 053 054 055 056 057 079 090 102 103 104 105 106 107 108 109 110'
    .split(' ')
    .map((code) => [code, 'fee', false] as const),
];
export const DRAWBACK_CLASSES: ReadonlyMap<string, { readonly kind: DrawbackRevenue; readonly accelerated: boolean }> =
  new Map(CLASSES.map(([code, kind, accelerated]) => [code, { kind, accelerated }]));
