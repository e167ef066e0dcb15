import type { CustomsDate } from '#kernel';
import { countryOf } from '../countries';
import { cellsOf, entriesOf, isInForce, type Effective } from '../effective';
import { listOf, listsWith, REMEMBERED } from './article-lists';
import { exclusionsFrom } from './exclusions';

/** A trade measure: which goods must have one of its numbers on their line, and the number that stands for the full duty. */
export interface Remedy extends Effective {
  readonly measure: string;
  /** The chapter 99 number that goods have which no other of the measure fits. */
  readonly number: string;
  /** Origins it applies to, or all but those with a minus. */
  readonly origins: readonly string[];
  /** Lists of the articles it applies to, or all but those with a minus. */
  readonly lists: readonly string[];
  /** Beginnings of the numbers of which one must be reported: the measure's own, its exceptions and those that take its place. */
  readonly oneOf: readonly string[];
  /** Whether drawback may be claimed of its duty (19 U.S.C. 1313 and the proclamations). */
  readonly drawback: boolean;
  /** False where the law lets some of the listed articles go for what an entry does not say, such as the weight of the metal or the use of a part. */
  readonly certain: boolean;
}

const EU = 'AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK'.split(' ');

/** measure | number | origins | lists | one of | certain | from | to */
const TABLE = `
301 list 1|99038801|CN|301 99038801;-301 99039101;-301 99039102;-301 99039103;-301 99039105;-301 99039106;-301 99039107;-301 99039108;-301 99039111|990388 990391 990392|yes|2018-07-06|
301 list 2|99038802|CN|301 99038802;-301 99039101;-301 99039102;-301 99039103;-301 99039105;-301 99039106;-301 99039107;-301 99039108;-301 99039111|990388 990391 990392|yes|2018-08-23|
301 list 3|99038803|CN|301 99038803;-301 99039101;-301 99039102;-301 99039103;-301 99039105;-301 99039106;-301 99039107;-301 99039108;-301 99039111|990388 990391 990392|yes|2018-09-24|
301 list 3|99038804|CN|301 99038804|990388 990391 990392|yes|2018-09-24|
301 list 4A|99038815|CN|301 99038815;-301 99039101;-301 99039102;-301 99039103;-301 99039105;-301 99039106;-301 99039107;-301 99039108;-301 99039111|990388 990391 990392|yes|2019-09-01|
301 review|99039101|CN|301 99039101|990388 990391 990392|yes|2024-09-27|
301 review|99039101|CN|301 99039107|990388 990391 990392|yes|2024-09-27|2025-12-31
301 review|99039102|CN|301 99039102|990388 990391 990392|yes|2024-09-27|
301 review|99039103|CN|301 99039103|990388 990391 990392|yes|2024-09-27|
301 review|99039105|CN|301 99039105|990388 990391 990392|yes|2025-01-01|
301 review|99039105|CN|301 99039108|990388 990391 990392|yes|2025-01-01|2025-12-31
301 review|99039106|CN|301 99039106|990388 990391 990392|yes|2026-01-01|
301 review|99039107|CN|301 99039107|990388 990391 990392|yes|2026-01-01|
301 review|99039108|CN|301 99039108|990388 990391 990392|yes|2026-01-01|
301 review|99039111|CN|301 99039111|990388 990391 990392|yes|2025-01-01|
301 cranes|99039210|CN|301 99039210|990388 990391 990392|yes|2024-09-27|
201 solar modules|99034525|-CA -US|solar modules|990345|no|2024-02-07|2026-02-06
201 solar cells|99034522|-CA -US|solar cells|990345|no|2024-02-07|2026-02-06
232 steel|99038001|-US|steel|990380 990381|no|2022-06-01|2025-03-11
232 steel|99038187|-GB -US|steel|990381|yes|2025-03-12|2026-04-05
232 steel|99038187|GB|steel|990381|yes|2025-03-12|2025-06-03
232 steel|99038194|GB|steel|990381|yes|2025-06-04|2026-04-05
232 steel derivatives|99038191|-US|steel derivatives of August 2025|990381 990385 990374 990394 990378|no|2025-08-18|2026-04-05
232 aluminum|99038501|-US -RU|aluminum|990385|no|2023-03-10|2025-03-11
232 aluminum|99038502|-GB -US -RU|aluminum|990385|yes|2025-03-12|2026-04-05
232 aluminum|99038502|GB|aluminum|990385|yes|2025-03-12|2025-06-03
232 aluminum|99038512|GB|aluminum|990385|yes|2025-06-04|2026-04-05
232 aluminum|99038567|RU|aluminum|990385|yes|2023-04-10|
232 aluminum derivatives|99038508|-US|aluminum derivatives|990381 990385 990374 990394 990378|no|2025-03-12|2026-04-05
232 aluminum derivatives|99038508|-US|aluminum derivatives of August 2025|990381 990385 990374 990394 990378|no|2025-08-18|2026-04-05
232 copper|99037801|-US|copper|990378|yes|2025-08-01|2026-04-05
232 metals|99038202|-GB -US|steel;aluminum;metal 1a|990382 990385 990394 990374|yes|2026-04-06|
232 metals|99038204|GB|steel;aluminum;metal 1a|990382 990385 990394 990374|yes|2026-04-06|
232 metals|99038209|-GB -US|metal 1b in its own chapter|990382 990385 990394 990374|yes|2026-04-06|
232 metals|99038205|GB|metal 1b in its own chapter|990382 990385 990394 990374|yes|2026-04-06|
232 metals|99038209|-GB -US|metal 1b|990382 990385 990394 990374|no|2026-04-06|
232 metals|99038205|GB|metal 1b|990382 990385 990394 990374|no|2026-04-06|
232 metals|99038210|-US|metal 3|990382 990385 990394 990374|no|2026-04-06|2027-12-31
232 cars|99039401|-US|cars|990394|yes|2025-04-03|
232 car parts|99039405|-US|car parts|990394 990382 990381 990385 990374|no|2025-05-03|
232 trucks|99037401|-US|trucks|990374|yes|2025-11-01|
232 truck parts|99037408|-US|truck parts|990374 990394 990382 990381 990385|no|2025-11-01|
232 buses|99037402|-US|buses|990374|yes|2025-11-01|
232 wood|99037601|-US|softwood|990376|yes|2025-10-14|
232 wood|99037602|-US|upholstered furniture|990376|yes|2025-10-14|
232 wood|99037603|-US|kitchen cabinets|990376|no|2025-10-14|
232 semiconductors|99037901|-US|semiconductors|990379|no|2026-01-16|
122|99030301|-US|-122 exempt;-steel;-aluminum;-copper;-metal 1a;-metal 1b in its own chapter;-metal 1b;-metal 3;-cars;-car parts;-vehicle parts;-trucks;-truck parts;-buses;-softwood;-upholstered furniture;-kitchen cabinets;-semiconductors|990303|yes|2026-02-24|2026-07-23`;

/** Beginnings of numbers whose duty is never refunded as drawback: section 232, but for pharmaceuticals, of which no source at hand says. Those of sections 201, 301, 338 and 122 are. */
const NO_DRAWBACK = ['990374', '990376', '990378', '990379', '990380', '990381', '990382', '990385', '990394'];
export const isDrawbackEligible = (number: string): boolean => !NO_DRAWBACK.some((start) => number.startsWith(start));

/** What a rate is on where it is not the whole value, such as `steel`, which stands on a line of its own; undefined where it is the whole value. */
export const contentIn = (rateText: string): string | undefined =>
  /upon the value of the ([a-z.-]+) content/i.exec(rateText)?.[1];

const words = (text: string, by: string): string[] => text.split(by).filter(Boolean);

/**
 * Trade measures by date, country and article. Sections 201, 232, 301 and 122 as HTS chapter 99, subchapter III and its U.S. notes 2, 16, 18, 19, 20, 31,
 * 33 and 36 to 39 print them. Developing countries, bifacial panels and the first 12.5 gigawatts of cells go free of section 201: so no line is refused for it. Duties under IEEPA (9903.01, 9903.02) are not in it: they were found void on 20 February 2026 and no goods owe them.
 * Nor are the measures of July and August 2026 (U.S. notes 40 and 50 to 52), whose exempt articles are not held.
 */
export const REMEDIES: readonly Remedy[] = TABLE.trim()
  .split('\n')
  .map((row) => cellsOf(row, ['measure', 'number', 'origins', 'lists', 'oneOf', 'certain', 'from'], ['to']))
  .map(({ measure, number, origins, lists: of, oneOf, certain, from, to }) => ({
    ...{ measure, number, from, ...(to && { to }), certain: certain === 'yes' },
    drawback: isDrawbackEligible(number),
    ...{ origins: words(origins, ' '), lists: words(of, ';'), oneOf: words(oneOf, ' ') },
  }));

/** Whether something is among what is named, or not among what is named with a minus. */
function among(named: readonly string[], has: (name: string) => boolean): boolean {
  let open = true;
  let found = false;
  for (const name of named) {
    if (name.startsWith('-')) {
      if (has(name.slice(1))) return false;
    } else {
      open = false;
      found ||= has(name);
    }
  }
  return open || found;
}

/** The four-year review takes the articles of a list out of the older ones from the first day on which a row of it names the list. */
const reviewed = new Map<string, CustomsDate>();
for (const { measure, lists, from } of REMEDIES) {
  if (measure !== '301 review') continue;
  for (const list of lists) {
    const known = reviewed.get(`-${list}`);
    if (known === undefined || from < known) reviewed.set(`-${list}`, from);
  }
}
/** Names of lists that count on a day: what the review takes out, it takes out from its day. */
const listsOn = ({ lists }: Remedy, date: CustomsDate): string[] =>
  lists.filter((name) => !name.startsWith('-301') || (reviewed.get(name) ?? '9999') <= date);

/** Measures in force on a day for an origin, with the lists that count on it, and what they come to for articles that are on the same lists. */
interface DayOfOrigin {
  readonly candidates: readonly (readonly [Remedy, readonly string[]])[];
  readonly byLists: Map<ReadonlySet<string>, readonly Remedy[]>;
}
const onDay = new Map<string, DayOfOrigin>();
function remediesOfDay(date: CustomsDate, country: string): DayOfOrigin {
  const key = date + country;
  const known = onDay.get(key);
  if (known) return known;
  const candidates = REMEDIES.filter(
    (remedy) => isInForce(remedy, date) && among(remedy.origins, (name) => name === country),
  ).map((remedy) => [remedy, listsOn(remedy, date)] as const);
  const found = { candidates, byLists: new Map() };
  if (onDay.size >= REMEMBERED) onDay.clear();
  onDay.set(key, found);
  return found;
}

/** The measures that apply to an article of an origin on a day. */
export function remediesOn(hts: string, date: CustomsDate, origin: string): readonly Remedy[] {
  const { candidates, byLists } = remediesOfDay(date, countryOf(origin));
  if (candidates.length === 0) return NONE;
  const on = listsWith(hts);
  let found = byLists.get(on);
  if (!found) {
    found = candidates.flatMap(([remedy, lists]) => (among(lists, (name) => on.has(name)) ? [remedy] : []));
    byLists.set(on, found);
  }
  return found;
}
const NONE: readonly Remedy[] = [];

/** A measure as it was looked at for goods on a day: whether it applies, and why or why not. */
export interface ConsideredMeasure extends Effective {
  readonly measure: string;
  readonly number: string;
  readonly applies: boolean;
  readonly certain: boolean;
  readonly drawback: boolean;
  readonly why: string;
}

/** List 4B was to begin on 15 December 2019 and was suspended before: U.S. note 20(t) and (u), 9903.88.16. */
const SUSPENDED = { measure: '301 list 4B', number: '99038816', list: '301 99038816', from: '2019-12-15' } as const;

/** Measures whose exempt articles are not held, so that none is asked for: measure | its numbers | chapters, all where none is named | from. Source: U.S. notes 40 and 50 to 52. */
const UNASKED = entriesOf(`
301 Brazil|99030501||2026-07-22; 301 forced labor|${Array.from({ length: 65 }, (_, at) => 99030520 + at).join(' ')}||2026-07-24;
232 pharmaceuticals|99030460|29 30|2026-07-31; 338 Canada|99030312 99030313 99030314||2026-08-22
`).map((row) => {
  const { measure, numbers, chapters, from } = cellsOf(row, ['measure', 'numbers', 'chapters', 'from']);
  return { measure, numbers: numbers.split(' '), chapters: words(chapters, ' '), from };
});

/** What may be due beside the measures that are asked for, by the numbers that goods of an origin may use. */
const unasked = (hts: string, date: CustomsDate, country: string): ConsideredMeasure[] =>
  UNASKED.filter(({ chapters }) => chapters.length === 0 || chapters.includes(hts.slice(0, 2))).flatMap(
    ({ measure, numbers, from }) =>
      numbers
        .filter((number) => originsOfRemedy(number)?.includes(country) ?? country !== 'US')
        .map((number) => {
          const why =
            date < from ? `it begins on ${from}` : 'which articles are exempt is not held: it is not asked for';
          return { measure, number, from, applies: false, certain: false, drawback: isDrawbackEligible(number), why };
        }),
  );

const named = (list: string): string => (list.startsWith('301 ') ? list.slice(4) : list);

function whyOf(remedy: Remedy, on: ReadonlySet<string>, date: CustomsDate, country: string): [boolean, string] {
  const { from, to, origins, certain } = remedy;
  if (date < from) return [false, `it begins on ${from}`];
  if (to !== undefined && date > to) return [false, `it ended on ${to}`];
  if (!among(origins, (name) => name === country)) {
    const of = origins.filter((name) => !name.startsWith('-'));
    return [false, of.length > 0 ? `it is for goods of ${of.join(', ')} alone` : `goods of ${country} are left out`];
  }
  const lists = listsOn(remedy, date);
  const outOf = lists.find((name) => name.startsWith('-') && on.has(name.slice(1)));
  if (outOf) return [false, `the article is on the list ${named(outOf.slice(1))}, which it leaves out`];
  const within = lists.find((name) => on.has(name));
  const why = within
    ? `the article is on the list ${named(within)}`
    : 'it is for every article but those it leaves out';
  return [true, certain ? why : `${why}; use or content, which an entry does not say, may take it out`];
}

/**
 * Every measure that names an article on one of its days, with whether it applies to goods of an origin on a day, and why. For people who ask; what is judged
 * is `remediesOn`, which comes to the same.
 */
export function measuresConsidered(hts: string, date: CustomsDate, origin: string): ConsideredMeasure[] {
  const on = listsWith(hts);
  const country = countryOf(origin);
  const found = REMEDIES.filter(({ lists }) => {
    const names = lists.filter((name) => !name.startsWith('-'));
    return names.length === 0 || names.some((name) => on.has(name));
  }).map((remedy): ConsideredMeasure => {
    const { measure, number, from, to, certain, drawback } = remedy;
    const [applies, why] = whyOf(remedy, on, date, country);
    return { measure, number, from, ...(to && { to }), applies, certain, drawback, why };
  });
  if (country === 'CN' && on.has(SUSPENDED.list)) {
    const { measure, number, from } = SUSPENDED;
    const why = 'it was suspended before its first day';
    found.push({ measure, number, from, applies: false, certain: true, drawback: true, why });
  }
  return [...found, ...unasked(hts, date, country)];
}

/** Numbers of chapter 99 that only some origins may use: beginning of the number, origins. Source: their wording in subchapter III. */
const ORIGINS: readonly (readonly [string, readonly string[]])[] = entriesOf(`
990388 CN; 990391 CN; 990392 CN; 99038194 GB; 99038195 GB; 99038512 GB; 99038204 GB; 99038205 GB; 99038214 RU; 99038215 RU;
99038216 RU; 99038217 RU; 99038218 CA MX; 99038219 CA MX; 99037620 GB; 99037621 JP; 99037622 EU; 99037623 KR; 9903943 GB;
9903944 JP EU; 9903945 JP EU; 9903946 KR; 99030307 CA; 99030308 MX; 99030309 CR DO GT HN NI SV; 99030312 CA;
99030313 CA; 99030314 CA; 99030315 CA; 99030316 CA;
99030462 EU JP KR CH LI; 99030463 GB; 9903050 BR; 99030520 DZ; 99030521 AO; 99030522 AR; 99030523 AU; 99030524 BS; 99030525 BH;
99030526 BD; 99030527 BR; 99030528 KH; 99030529 CA; 99030530 CL; 99030531 CN; 99030532 CO; 99030533 CR; 99030534 DO; 99030535 EC;
99030536 EG; 99030537 SV; 99030538 EU; 99030539 EU; 99030540 GT; 99030541 GY; 99030542 HN; 99030543 HK; 99030544 IN; 99030545 ID;
99030546 IQ; 99030547 IL; 99030548 JP; 99030549 JP; 99030550 JO; 99030551 KZ; 99030552 KW; 99030553 LY; 99030554 MY; 99030555 MX;
99030556 MA; 99030557 NZ; 99030558 NI; 99030559 NG; 99030560 NO; 99030561 OM; 99030562 PK; 99030563 PE; 99030564 PH; 99030565 QA;
99030566 RU; 99030567 SA; 99030568 SG; 99030569 ZA; 99030570 KR; 99030571 KR; 99030572 LK; 99030573 CH; 99030574 CH; 99030575 TW;
99030576 TW; 99030577 TH; 99030578 TT; 99030579 TR; 99030580 AE; 99030581 GB; 99030582 UY; 99030583 VE; 99030584 VN; 99030593 CA;
99030594 MX; 99030595 CR DO SV GT HN NI; 99030596 GB; 99030597 EU; 99030598 CH; 99030599 MY; 99030601 MY; 99030602 KH; 99030603 KH;
99030604 GT; 99030605 GT; 99030606 GT; 99030607 SV; 99030608 SV; 99030609 SV; 99030610 AR; 99030611 AR; 99030612 BD; 99030613 BD;
99030614 TW; 99030615 TW; 99030616 ID; 99030617 ID; 99030618 EC; 99030619 EC; 99030620 JO; 99030621 JO
`).map((entry) => {
  const [start = '', ...origins] = entry.split(' ');
  return [start, origins.flatMap((origin) => (origin === 'EU' ? EU : [origin]))] as const;
});
/** Looked up once for a number: the table is searched from its beginning. */
const originsKnown = new Map<string, readonly string[] | undefined>();

/** Origins that may use a chapter 99 number; undefined where any may. */
export function originsOfRemedy(number: string): readonly string[] | undefined {
  if (originsKnown.has(number)) return originsKnown.get(number);
  const origins = ORIGINS.find(([start]) => number.startsWith(start))?.[1];
  if (originsKnown.size >= REMEMBERED) originsKnown.clear();
  originsKnown.set(number, origins);
  return origins;
}

const ITEMIZED = ['990388', '990391', '990392'];
/** Whether an article is under a measure of a number on one of its days, and may therefore be excluded from it. */
const isUnder = (number: string, on: ReadonlySet<string>): boolean | undefined => {
  let isListed = false;
  for (const row of REMEDIES) {
    if (row.number !== number) continue;
    isListed = true;
    if (row.lists.some((name) => !name.startsWith('-') && on.has(name))) return true;
  }
  return isListed ? false : undefined;
};

/**
 * Whether an article goes with a number whose articles the notes list one by one, as those of section 301 are, or with an exclusion from such a number;
 * undefined for other numbers.
 */
export function isArticleOfRemedy(number: string, hts: string): boolean | undefined {
  if (!ITEMIZED.some((start) => number.startsWith(start))) return undefined;
  const on = listsWith(hts);
  const excludedFrom = exclusionsFrom(number);
  return excludedFrom ? excludedFrom.some((from) => isUnder(from, on)) : isUnder(number, on);
}

/** How many articles a list has, in ranges; for documents. */
export const articlesListed = ({ lists: of }: Remedy): number =>
  of.filter((name) => !name.startsWith('-')).reduce((sum, name) => sum + listOf(name).size, 0);

/** Numbers whose rate stands in the place of the article's own: it is the whole duty of the line. Source: U.S. notes 16(e), 16(f), 33, 37, 40 and 52. */
const IN_PLACE = ['990376', '990382', '990394', '990302', '990304', '990305'];
export const takesPlaceOfDuty = (number: string, rateText: string): boolean =>
  number.startsWith('9902') || (IN_PLACE.some((start) => number.startsWith(start)) && /^\d+(\.\d+)?%$/.test(rateText));

/** Beginnings of the numbers of the duties under the International Emergency Economic Powers Act, and the first day on which none was collected any more. */
export const isEmergencyPowersNumber = (number: string): boolean =>
  number.startsWith('990301') || number.startsWith('990302');
export const EMERGENCY_POWERS_VOID_FROM: CustomsDate = '2026-02-24';

/** Numbers for goods whose own rate reaches a ceiling, which add nothing, and their twins for goods below it, whose rate is the ceiling and the whole duty. Source: their wording. */
const TWINS: ReadonlyMap<string, string> = new Map(
  entriesOf(`
99030538 99030539; 99030548 99030549; 99030570 99030571; 99030573 99030574; 99030575 99030576;
99038211 99038210; 99038224 99038223; 99038226 99038225;
99039440 99039441; 99039442 99039443; 99039444 99039445; 99039450 99039451; 99039452 99039453; 99039454 99039455;
99039460 99039461; 99039462 99039463; 99039464 99039465; 99039466 99039467; 99039468 99039469
`).map((pair) => pair.split(' ') as [string, string]),
);
const BELOW: ReadonlySet<string> = new Set(TWINS.values());

/** Where a number depends on whether the article's own rate reaches a ceiling: the number whose rate is the ceiling, and which side of it is meant. */
export const ceilingOf = (
  number: string,
): { readonly number: string; readonly side: 'below' | 'reached' } | undefined => {
  const twin = TWINS.get(number);
  if (twin) return { number: twin, side: 'reached' };
  return BELOW.has(number) ? { number, side: 'below' } : undefined;
};
