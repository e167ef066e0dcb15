import { judgeSummary } from './filing.rules';
import { judgeRemedies, showMeasures } from './remedy.rules';
import { CONTEXT, fee, line, priced, tariff, worked, type DraftSummary } from './summary.fixture';
import type { SummaryTariff } from '../summary-on-file/summary.model';

const TODAY = '2026-08-03';
/** What is asked here; the rest of the filing is the business of other tests. */
const ASKED = '433 434 442 443 603 608 611 613 614 616 622 624 627 771 775 W09'.split(' ');
const FEES = [fee('499'), fee('501')];

/** Codes that a consumption entry of 4 August 2026 gets, computed as the platform does. */
function codes(
  origin: string,
  tariffs: SummaryTariff[],
  change: (summary: DraftSummary) => void = () => undefined,
): string[] {
  const day = '2026-08-04';
  const summary: DraftSummary = {
    ...worked(),
    entryDate: day,
    importDate: day,
    estimatedArrival: day,
    statementDate: '2026-08-13',
  };
  const [before] = worked().lines;
  const own = line('001', origin, tariffs, tariffs.some(({ spi }) => spi?.endsWith('#')) ? [fee('501')] : FEES);
  summary.lines = [{ ...before!, ...own, articleParties: before!.articleParties } as DraftSummary['lines'][number]];
  change(summary);
  const judged = judgeSummary(priced(summary, TODAY), { ...CONTEXT, today: TODAY });
  return [...new Set(judged.conditions.map(({ code }) => code))].filter((code) => ASKED.includes(code)).sort();
}

const coil = tariff('7208390030', 10_000, [{ quantity: '9000', unit: 'KG' }]);
const car = tariff('8703230140', 20_000, [{ quantity: '1', unit: 'NO' }]);
const cups = tariff('3924102000', 5000, [{ quantity: '100', unit: 'KG' }]);
const umbrella = (spi: string | null = null) => tariff('6601910000', 5000, [{ quantity: '100', unit: 'DOZ' }], spi);
const shirts = tariff('6109100004', 5000, [
  { quantity: '100', unit: 'DOZ' },
  { quantity: '100', unit: 'KG' },
]);

describe('which chapter 99 number must stand on a line', () => {
  test.each<[string, string, SummaryTariff[], string[]]>([
    ['coils of Germany need one of section 232', 'DE', [coil], ['771']],
    ['with 9903.82.02 they are right', 'DE', [tariff('99038202', 0), coil], []],
    ['coils of the United Kingdom may use 9903.82.04', 'GB', [tariff('99038204', 0), coil], []],
    ['coils of Germany may not', 'DE', [tariff('99038204', 0), coil], ['603']],
    ['cars of Germany need one of 9903.94', 'DE', [car], ['771']],
    ['cars of Japan may use the ceiling of 9903.94.41', 'JP', [tariff('99039441', 0), car], []],
    ['cups of China are on list 4A', 'CN', [cups], ['771']],
    ['with 9903.88.15 they are right', 'CN', [tariff('99038815', 0), cups], []],
    ['with the number of another list they are not', 'CN', [tariff('99038801', 0), cups], ['613']],
    ['cups of Germany at 6.5 percent are below the 10 of 9903.05.39', 'DE', [tariff('99030539', 0), cups], []],
    ['and do not reach them, as 9903.05.38 says', 'DE', [tariff('99030538', 0), cups], ['613']],
    ['T-shirts at 16.5 percent do', 'DE', [tariff('99030538', 0), shirts], []],
    ['and are not below', 'DE', [tariff('99030539', 0), shirts], ['613']],
    ['nor has Vietnam the number of the Union', 'VN', [tariff('99030539', 0), cups], ['603']],
    ['T-shirts of Germany need none after 23 July 2026', 'DE', [shirts], []],
    ['and section 122 is not in force any more', 'DE', [tariff('99030301', 0), shirts], ['434']],
  ])('%s', (_, origin, tariffs, expected) => {
    expect(codes(origin, tariffs)).toEqual(expected);
  });

  test('T-shirts of Germany that came in bond on 20 July 2026 need section 122 all the same', () => {
    const inBond = (summary: DraftSummary) => (summary.inBondDate = '2026-07-20');
    expect(codes('DE', [shirts], inBond)).toContain('771');
    expect(codes('DE', [tariff('99030301', 0), shirts], inBond)).not.toContain('771');
  });

  test('a product exclusion from section 232 stands in its place', () => {
    const excluded = (summary: DraftSummary) =>
      (summary.lines[0]!.additionalDeclarations = [
        { declarationTypeCode: '02', declarationInformation: '000123', recordIndex: 9 },
      ]);
    expect(codes('DE', [coil], excluded)).not.toContain('771');
  });
});

describe('a measure on the content of the goods', () => {
  const DAY = '2026-03-02';
  const pipes = (value: number) => tariff('7411101030', value, [{ quantity: '100', unit: 'KG' }]);
  const asked = (lines: ReturnType<typeof line>[]) => {
    const summary = { ...worked(), lines } as DraftSummary;
    return lines.flatMap((one, at) =>
      judgeRemedies(one, summary, at, DAY).map(({ code }) => `${one.lineNumber} ${code}`),
    );
  };

  test('the rest of copper goods is not asked for a number that stands on the line of their content', () => {
    const rest = line('001', 'PE', [pipes(6000)]);
    const content = line('002', 'PE', [tariff('99037801', 0), pipes(4000)]);
    expect(asked([rest, content])).toEqual([]);
    expect(asked([rest])).toEqual(['001 771']);
    // Of another origin it is the content of other goods.
    expect(asked([rest, { ...content, countryOfOrigin: 'CL' }])).toEqual(['001 771']);
    expect(showMeasures(rest, { ...worked(), lines: [rest, content] } as DraftSummary, DAY)).toContainEqual(
      expect.objectContaining({
        number: '99037801',
        applies: true,
        reported: null,
        drawback: false,
        why: 'the article is on the list copper; the content that it is on stands on line 002',
      }),
    );
  });
});

describe('why a measure is due, or is not', () => {
  const shown = (origin: string, tariffs: SummaryTariff[], date: string, change: object = {}) => {
    const one = { ...line('001', origin, tariffs), ...change };
    const found = showMeasures(one, { ...worked(), lines: [one] } as DraftSummary, date);
    return Object.fromEntries(
      found.map(({ number, from, applies, reported, why }) => [`${number} ${from}`, [applies, reported, why]]),
    );
  };
  const list = 'the article is on the list';

  test('its own number, an exclusion, a number in its place, or none', () => {
    const parts = tariff('8708998105', 1000);
    const key = '99038803 2018-09-24';
    const of = (...numbers: string[]) =>
      shown('CN', [...numbers.map((number) => tariff(number, 0)), parts], '2026-03-02')[key];
    expect(of('99038803')).toEqual([true, '99038803', `${list} 99038803; 99038803 is reported`]);
    expect(of('99038869')).toEqual([
      true,
      '99038869',
      `${list} 99038803; 99038869 is reported, which excludes from it`,
    ]);
    expect(of()).toEqual([true, null, `${list} 99038803; no number of it is reported (771)`]);
    const brakes = shown('DE', [tariff('99039405', 0), tariff('8708301010', 1000)], '2026-03-02');
    expect(brakes['99037408 2025-11-01']).toEqual([
      true,
      '99039405',
      `${list} truck parts; use or content, which an entry does not say, may take it out; 99039405 is reported, in its place`,
    ]);
  });

  test('goods that are outside, and a product exclusion of record 54', () => {
    const key = '99038202 2026-04-06';
    expect(shown('DE', [coil], TODAY, { articleSetIndicator: 'V' })[key]).toEqual([
      true,
      null,
      `${list} steel; an article of a set: its header is asked`,
    ]);
    const additionalDeclarations = [{ declarationTypeCode: '02', declarationInformation: '000123', recordIndex: 9 }];
    expect(shown('DE', [coil], TODAY, { additionalDeclarations })[key]).toEqual([
      true,
      null,
      `${list} steel; a product exclusion is declared (record 54)`,
    ]);
  });
});

describe('what a special program may be claimed for', () => {
  test.each<[string, string, SummaryTariff, string[]]>([
    ['umbrellas of Taiwan as civil aircraft of an agreement', 'TW', umbrella('C#'), ['608']],
    ['umbrellas of Korea as civil aircraft of an agreement', 'KR', umbrella('C#'), ['614']],
    [
      'laptops of Germany as pharmaceuticals of an agreement',
      'DE',
      tariff('8471300100', 5000, [{ quantity: '5', unit: 'NO' }], 'K#'),
      ['608'],
    ],
    ['goods of Germany under the Caribbean Basin', 'DE', umbrella('E'), ['608']],
    ['T-shirts of Jamaica under the Caribbean Basin, which does not have them', 'JM', { ...shirts, spi: 'E' }, ['614']],
  ])('%s', (_, origin, goods, expected) => {
    const found = codes(origin, [goods], (summary) =>
      origin === 'JM' ? (summary.lines[0]!.fees = [fee('501')]) : undefined,
    );
    expect(found.filter((code) => ['608', '614', '616', 'W09'].includes(code))).toEqual(expected);
  });
});
