import { addDays } from '#kernel';
import {
  ceilingOf,
  countryOf,
  exclusionsFrom,
  isArticleOfRemedy,
  measuresConsidered,
  originsOfRemedy,
  rateOf,
  REMEDIES,
  remediesOn,
  takesPlaceOfDuty,
  tariffArticle,
  tariffInUse,
} from '../index';

const rowsOf99 = () => [...tariffInUse().rows()].filter(({ number }) => number.startsWith('99'));
const on = (hts: string, origin: string, date: string) =>
  remediesOn(hts, date, origin).map(({ number, certain }) => (certain ? number : `${number}?`));

describe('the days of chapter 99', () => {
  const rows = rowsOf99();

  test('every period of every number holds from its first day to its last, and not a day before or after', () => {
    const wrong = rows.filter(({ number, from, to, general }) => {
      const fromOn = (day: string) => tariffArticle(number, day)?.from;
      const holds = fromOn(from) === from && tariffArticle(number, from)?.general === general;
      const ends = to === undefined || (fromOn(to) === from && fromOn(addDays(to, 1)) !== from);
      return !holds || !ends || fromOn(addDays(from, -1)) === from;
    });
    expect(rows.length).toBeGreaterThan(2_000);
    expect(wrong).toEqual([]);
  });

  test('every measure is asked of one of its articles from its first day to its last, and not a day before or after, and its number is held on both', () => {
    const articles = [...tariffInUse().rows()]
      .filter(({ number }) => number < '98')
      .flatMap(({ number, suffixes }) => suffixes.flat().map((suffix) => number + (suffix === '*' ? '00' : suffix)));
    const wrong = REMEDIES.filter((row) => {
      const { number, from, to, origins } = row;
      const origin = origins[0]!.startsWith('-') ? 'DE' : origins[0]!;
      const asked = (hts: string, day: string) => remediesOn(hts, day, origin).includes(row);
      const sample = articles.find((hts) => asked(hts, from)) ?? '';
      const inside = [from, to ?? from].every((day) => asked(sample, day) && tariffArticle(number, day) !== undefined);
      const outside = [addDays(from, -1), ...(to ? [addDays(to, 1)] : [])].some((day) => asked(sample, day));
      return !inside || outside;
    });
    expect(wrong.map(({ measure, number, from }) => `${measure} ${number} from ${from}`)).toEqual([]);
  });

  /** What the proclamations and notices say, written out by hand: number, first day, what it adds, last day; empty for what has no end yet. */
  test.each<[string, string, string, string]>([
    ['99038801', '2018-07-06', '+ 25%', ''],
    ['99038802', '2018-08-23', '+ 25%', ''],
    ['99038803', '2018-09-24', '+ 10%', '2019-05-09'],
    ['99038803', '2019-05-10', '+ 25%', ''],
    ['99038809', '2019-05-10', '+ 10%', '2019-06-14'],
    ['99038815', '2019-09-01', '+ 15%', '2020-02-13'],
    ['99038815', '2020-02-14', '+ 7.5%', ''],
    ['99039101', '2024-09-27', '+ 25%', ''],
    ['99039104', '2025-01-01', '+ 25%', '2025-12-31'],
    ['99039105', '2025-01-01', '+ 50%', ''],
    ['99039107', '2026-01-01', '+ 50%', ''],
    ['99039108', '2026-01-01', '+ 100%', ''],
    ['99038187', '2025-03-12', '+ 25%', '2025-06-03'],
    ['99038187', '2025-06-04', '+ 50%', '2026-04-05'],
    ['99038202', '2026-04-06', '+ 50%', ''],
    ['99037801', '2025-08-01', '+ a duty of 50% upon the value of the copper content', '2026-04-05'],
    ['99039401', '2025-04-03', '+ 25%', ''],
    ['99039405', '2025-05-03', '+ 25%', ''],
    ['99037401', '2025-11-01', '+ 25%', ''],
    ['99037408', '2025-11-01', '+ 25%', ''],
    ['99037601', '2025-10-14', '+ 10%', ''],
    ['99037901', '2026-01-16', '+ 25%', ''],
    ['99030120', '2025-02-04', '+ 10%', '2025-03-03'],
    ['99030124', '2025-03-04', '+ 20%', '2025-11-09'],
    ['99030125', '2025-04-10', '+ 10%', '2026-02-23'],
    ['99030163', '2025-04-10', '+ 125%', '2025-05-13'],
    ['99030301', '2026-02-24', '+ 10%', '2026-07-23'],
    ['99030501', '2026-07-22', '+ 25%', ''],
    ['99030531', '2026-07-24', '+ 12.5%', ''],
    ['99030529', '2026-07-24', '+ 10%', ''],
    ['99030312', '2026-08-22', '+ 50%', ''],
  ])('%s holds from %s: %s, until %s', (number, from, adds, to) => {
    const said = (day: string) => {
      const article = tariffArticle(number, day);
      return article?.from === from
        ? article.general.replace('The duty provided in the applicable subheading ', '')
        : '';
    };
    expect([addDays(from, -1), from].map(said)).toEqual(['', adds]);
    expect([to || '2026-11-30', addDays(to || '2026-11-30', 1)].map(said)).toEqual([adds, to ? '' : adds]);
  });
});

describe('section 301', () => {
  test('face masks are on list 4A, under the review with 25 percent from 27 September 2024, and with 50 from 1 January 2026; other made up articles stay on 4A', () => {
    const days = ['2024-09-26', '2024-09-27', '2025-12-31', '2026-01-01'];
    expect(days.map((day) => on('6307909842', 'CN', day))).toEqual([
      ['99038815'],
      ['99039101'],
      ['99039101'],
      ['99039107'],
    ]);
    expect(days.map((day) => on('6307909891', 'CN', day))).toEqual(days.map(() => ['99038815']));
  });

  test('medical gloves pay 50 percent in 2025 and 100 from 2026', () => {
    const days = ['2024-12-31', '2025-01-01', '2025-12-31', '2026-01-01'];
    expect(days.map((day) => on('4015121010', 'CN', day))).toEqual([[], ['99039105'], ['99039105'], ['99039108']]);
  });

  test('an article that the review took over was on its older list the day before', () => {
    expect(['2024-09-26', '2024-09-27'].map((day) => on('7208270060', 'CN', day))).toEqual([
      ['99038815', '99038001?'],
      ['99039101', '99038001?'],
    ]);
  });

  test('an exclusion goes with articles of the lists that it excludes from, and with no other', () => {
    expect(exclusionsFrom('99038869')).toEqual(['99038801', '99038802', '99038803', '99038804', '99038815']);
    expect(exclusionsFrom('99038803')).toBeUndefined();
    const cups = '3924102000';
    expect(['99038857', '99038869', '99038856', '99038870'].map((number) => isArticleOfRemedy(number, cups))).toEqual([
      true,
      true,
      false,
      false,
    ]);
    expect(isArticleOfRemedy('99038869', '8708998105')).toBe(true);
    expect(isArticleOfRemedy('99038869', '8517130000')).toBe(false);
  });

  test('every exclusion has its days in the schedule, and excludes from numbers that are measures', () => {
    const numbers = [...tariffInUse().rows()].filter(({ number }) => exclusionsFrom(number));
    expect(numbers).toHaveLength(54);
    expect(numbers.filter(({ to }) => to === undefined)).toEqual([]);
    const measures = new Set(REMEDIES.map(({ number }) => number));
    expect(numbers.flatMap(({ number }) => exclusionsFrom(number)!).filter((number) => !measures.has(number))).toEqual(
      [],
    );
  });
});

describe('section 232 on trucks', () => {
  test('brakes of trucks may be under 9903.74.08 from 1 November 2025, of whatever origin but the United States', () => {
    const days = ['2025-10-31', '2025-11-01'];
    expect(days.map((day) => on('8708301010', 'DE', day).includes('99037408?'))).toEqual([false, true]);
    expect(on('8708301010', 'US', '2026-11-30')).toEqual([]);
  });
});

describe('measures of July and August 2026', () => {
  test('9903.05.39 is the whole duty of goods of the Union below 10 percent, 9903.05.38 adds nothing, and China has its own', () => {
    expect(takesPlaceOfDuty('99030539', '10%')).toBe(true);
    expect(rateOf('99030538', '2026-08-03', 'DE')?.rate).toEqual([]);
    expect([originsOfRemedy('99030539')?.includes('DE'), originsOfRemedy('99030531')]).toEqual([true, ['CN']]);
  });

  test('where the rate of the article decides, the one number adds nothing and the other is the whole duty', () => {
    const numbers = new Set(rowsOf99().map(({ number }) => number));
    const reached = [...numbers].filter((number) => ceilingOf(number)?.side === 'reached');
    expect(reached).toHaveLength(19);
    for (const number of reached) {
      const [own, below] = [number, ceilingOf(number)!.number].map((one) => rateOf(one, '2026-11-30', 'DE'));
      expect([number, own?.rate ?? number, takesPlaceOfDuty(below!.article.hts, below!.text)]).toEqual([
        number,
        own ? [] : number,
        true,
      ]);
    }
  });

  test('of the sixty economies each has one number, or two where it depends on the rate of the article', () => {
    const own = Array.from({ length: 65 }, (_, at) => `990305${at + 20}`);
    const count = new Map<string, number>();
    for (const number of own)
      for (const origin of originsOfRemedy(number)!) count.set(origin, (count.get(origin) ?? 0) + 1);
    const economies = [...count].filter(([origin]) => countryOf(origin) === origin);
    // The Union counts as one of the sixty, with 27 members.
    expect(economies.length).toBe(60 - 1 + 27);
    expect(['JP', 'KR', 'CH', 'TW', 'FR', 'VN'].map((origin) => count.get(origin))).toEqual([2, 2, 2, 2, 2, 1]);
  });

  test('none of them is asked for, and who asks why is told so: the lists of what is exempt are not held', () => {
    expect(on('6109100004', 'VN', '2026-11-30')).toEqual([]);
    const told = (hts: string, origin: string, date: string) =>
      measuresConsidered(hts, date, origin).flatMap(({ measure, number, why }) =>
        why.includes('is not held') ? [`${measure} ${number}`] : [],
      );
    expect(told('6109100004', 'VN', '2026-11-30')).toEqual(['301 forced labor 99030584']);
    expect(told('6109100004', 'DE', '2026-11-30')).toEqual(['301 forced labor 99030538', '301 forced labor 99030539']);
    expect(told('3004909290', 'BR', '2026-11-30')).toEqual([
      '301 Brazil 99030501',
      '301 forced labor 99030527',
      '232 pharmaceuticals 99030460',
    ]);
    expect(told('6109100004', 'CA', '2026-08-21')).toEqual(['301 forced labor 99030529']);
    expect(told('6109100004', 'US', '2026-11-30')).toEqual([]);
  });
});

describe('why a measure applies', () => {
  const why = (hts: string, origin: string, date: string) =>
    Object.fromEntries(
      measuresConsidered(hts, date, origin).map(({ number, from, why: says }) => [`${number} ${from}`, says]),
    );

  test('coils of Germany in August 2026: the measure of 2026, not that of 2025, not that of the United Kingdom, and no section 122 any more', () => {
    expect(why('7208390030', 'DE', '2026-08-03')).toMatchObject({
      '99038202 2026-04-06': 'the article is on the list steel',
      '99038194 2025-06-04': 'it ended on 2026-04-05',
      '99038204 2026-04-06': 'it is for goods of GB alone',
      '99030301 2026-02-24': 'it ended on 2026-07-23',
    });
    expect(why('7208390030', 'DE', '2026-03-02')['99030301 2026-02-24']).toBe(
      'the article is on the list steel, which it leaves out',
    );
  });

  test('what the review took over, what never began, and what depends on use are said to be so', () => {
    expect(why('7208270060', 'CN', '2026-11-30')['99038815 2019-09-01']).toBe(
      'the article is on the list 99039101, which it leaves out',
    );
    expect(why('3924104000', 'CN', '2026-11-30')['99038816 2019-12-15']).toBe('it was suspended before its first day');
    expect(why('8708301010', 'DE', '2026-11-30')['99037408 2025-11-01']).toBe(
      'the article is on the list truck parts; use or content, which an entry does not say, may take it out',
    );
  });

  test('what is told comes to the same as what is judged, for every article of the schedule, of four origins on six days', () => {
    const articles = [...tariffInUse().rows()].filter(({ number, to }) => number < '98' && to === undefined);
    const days = ['2018-07-06', '2020-02-14', '2025-06-03', '2025-12-31', '2026-03-02', '2026-11-30'];
    const wrong: string[] = [];
    articles.forEach(({ number }, at) => {
      const [day, origin] = [days[at % days.length]!, ['CN', 'DE', 'GB', 'US'][at % 4]!];
      const hts = `${number}00`;
      const told = measuresConsidered(hts, day, origin).filter(({ applies }) => applies);
      const judged = remediesOn(hts, day, origin);
      if (told.map((one) => one.number + one.from).join() !== judged.map((one) => one.number + one.from).join())
        wrong.push(`${hts} ${origin} ${day}`);
    });
    expect(articles.length).toBeGreaterThan(10_000);
    expect(wrong).toEqual([]);
  });
});
