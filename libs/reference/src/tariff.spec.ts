import {
  additionalDutiesOn,
  formulaOf,
  isTariffNumber,
  normalHts,
  parseRate,
  rateOf,
  TARIFF,
  tariffArticle,
  UNITS,
} from './index';

const today = '2026-11-21';
const parts = (text: string) =>
  parseRate(text)?.map((part) =>
    part.kind === 'ad valorem' ? `${part.factor} of value` : `$${part.dollars} a ${part.unit}`,
  );

describe('rate text', () => {
  test.each([
    ['Free', []],
    ['No additional duty', []],
    ['2.5%', ['0.025 of value']],
    ['4.4¢/kg', ['$0.044 a KG']],
    ['4.4 cents/kg', ['$0.044 a KG']],
    ['$1.05/kg + 2.3%', ['$1.05 a KG', '0.023 of value']],
    ['0.9¢/kg + 6.8%', ['$0.009 a KG', '0.068 of value']],
    ['44¢ each', ['$0.44 a NO']],
    ['0.8 cents each + 5.4%', ['$0.008 a NO', '0.054 of value']],
    ['19.8 cents/liter', ['$0.198 a L']],
    ['10.5¢/bbl', ['$0.105 a BBL']],
    ['29.1 cents/m2', ['$0.291 a M2']],
    ['5 cents/doz.', ['$0.05 a DOZ']],
  ])('%s is understood', (text, expected) => {
    expect(parts(text)).toEqual(expected);
  });

  test.each([
    '1.4606 cents/kg less 0.020668 cents/kg for each degree under 100 degrees (and fractions of a degree in proportion) but not less than 0.943854 cents/kg',
    '44 cents each + 6% on the case + 14% on the strap, band or bracelet + 5.3% on the battery',
    '20 cents/kg on drained weight',
    'The duty provided in the applicable subheading + 25%',
    'The rate applicable to each garment in the ensemble if separately entered',
    '',
  ])('"%s" has no formula and is never computed', (text) => {
    expect(parseRate(text)).toBeUndefined();
    expect(formulaOf(parseRate(text), ['KG'])).toBe('X');
  });

  test.each([
    ['Free', 'KG', '0'],
    ['6%', 'KG', '7'],
    ['4¢/kg', 'KG', '1'],
    ['4¢/kg', 'NO KG', '2'],
    ['5¢ each + 4¢/kg', 'NO KG', '3'],
    ['4¢/kg + 6%', 'KG', '4'],
    ['4¢/kg + 6%', 'NO KG', '5'],
    ['5¢ each + 4¢/kg + 6%', 'NO KG', '6'],
    ['4¢/kg', 'NO', 'X'],
    ['4% + 6%', 'KG', 'X'],
  ])('%s on units %s has computation code %s', (text, units, code) => {
    expect(formulaOf(parseRate(text), units.split(' '))).toBe(code);
  });
});

describe('the tariff', () => {
  test('covers all sections with free, ad valorem, specific, compound and formula-less numbers', () => {
    const base = TARIFF.filter(({ additionalTo }) => !additionalTo);
    const formulas = new Set(base.map(({ general, units }) => formulaOf(parseRate(general), units)));
    expect([...formulas].sort()).toEqual(['0', '1', '4', '5', '7', 'X']);
    expect(new Set(base.map(({ hts }) => hts.slice(0, 2))).size).toBeGreaterThan(55);
    for (const { hts, units } of base) {
      expect(hts).toMatch(/^\d{10}$/);
      for (const unit of units) expect(UNITS.has(unit)).toBe(true);
    }
  });

  test('periods of one number never overlap', () => {
    for (const one of TARIFF) {
      const clash = TARIFF.filter(
        (row) => row !== one && row.hts === one.hts && row.from <= (one.to ?? '9999') && one.from <= (row.to ?? '9999'),
      );
      expect(clash).toEqual([]);
    }
  });

  test('passenger cars pay 2.5 percent, 10 percent from a column 2 country', () => {
    expect(rateOf('8703.23.0110', today, 'DE')).toMatchObject({ column: 'general', text: '2.5%', formula: '7' });
    expect(rateOf('8703230110', today, 'RU')).toMatchObject({ column: 'column 2', text: '10%' });
  });

  test('a column 2 rate that is not held has no formula', () => {
    expect(rateOf('8482101040', today, 'CU')).toMatchObject({ column: 'column 2', text: '', formula: 'X' });
  });

  test('a special program frees goods of its own origin only', () => {
    expect(rateOf('8482101040', today, 'KR', 'KR')).toMatchObject({ column: 'special', formula: '0' });
    expect(rateOf('8482101040', today, 'DE', 'KR')).toMatchObject({ column: 'general', text: '2.4%' });
  });

  test('a number is in force only in its period', () => {
    expect(tariffArticle('8517120050', '2022-01-26')?.description).toContain('cellular');
    expect(tariffArticle('8517120050', '2022-01-27')).toBeUndefined();
    expect(isTariffNumber('8517120050')).toBe(true);
    expect(isTariffNumber('8517999999')).toBe(false);
  });

  test('vehicle parts of China bear 25 percent more under 9903.88.03, of Germany nothing', () => {
    expect(additionalDutiesOn('8708998105', today, 'CN').map(({ hts, general }) => [hts, general])).toEqual([
      ['99038803', '25%'],
    ]);
    expect(additionalDutiesOn('8708998105', today, 'DE')).toEqual([]);
    expect(additionalDutiesOn('8517130000', today, 'CN')).toEqual([]);
  });

  test('that additional duty was 10 percent until 9 May 2019 and nothing before 24 September 2018', () => {
    const rate = (date: string) => additionalDutiesOn('8708998105', date, 'CN').map(({ general }) => general);
    expect([rate('2018-09-23'), rate('2018-09-24'), rate('2019-05-09'), rate('2019-05-10')]).toEqual([
      [],
      ['10%'],
      ['10%'],
      ['25%'],
    ]);
  });

  test('a chapter 99 number may be written with dots or padded to ten digits', () => {
    expect(normalHts('9903.88.03')).toBe('99038803');
    expect(normalHts('9903880300')).toBe('99038803');
    expect(rateOf('9903880300', today, 'CN')).toMatchObject({ text: '25%', formula: '7' });
  });
});
