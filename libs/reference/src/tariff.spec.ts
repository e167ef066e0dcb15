import { addDays, Decimal, toCents } from '#kernel';
import {
  COMPUTATIONS,
  computeDuty,
  formulaOf,
  isArticleOfProgram,
  isTariffNumber,
  normalHts,
  parseRate,
  rateOf,
  remediesOn,
  specialRate,
  tariffArticle,
  tariffInUse,
  UNITS,
} from './index';

const today = '2026-11-21';
const parts = (text: string) =>
  parseRate(text)?.map((part) => {
    if (part.kind === 'coded') return `${part.code} ${part.p1} ${part.p2} ${part.p3}`;
    const on = part.on ? ` on ${part.on.join(' and ')}` : '';
    return part.kind === 'ad valorem' ? `${part.factor} of value${on}` : `$${part.dollars} a ${part.unit}${on}`;
  });

describe('rate text', () => {
  test.each([
    ['Free', []],
    ['No additional duty', []],
    ['No change', []],
    ['2.5%', ['0.025 of value']],
    ['4.4¢/kg', ['$0.044 a KG']],
    ['4.4 cents/kg', ['$0.044 a KG']],
    ['$1.05/kg + 2.3%', ['$1.05 a KG', '0.023 of value']],
    ['0.9¢/kg + 6.8%', ['$0.009 a KG', '0.068 of value']],
    ['0.9¢/kg +6.8%', ['$0.009 a KG', '0.068 of value']],
    ['44¢ each', ['$0.44 a NO']],
    ['0.8 cents each + 5.4%', ['$0.008 a NO', '0.054 of value']],
    ['19.8 cents/liter', ['$0.198 a L']],
    ['10.5¢/bbl', ['$0.105 a BBL']],
    ['29.1 cents/m2', ['$0.291 a M2']],
    ['5 cents/doz.', ['$0.05 a DOZ']],
    ['68¢/head', ['$0.68 a NO']],
    ['18.7¢/clean kg', ['$0.187 a CYK']],
    ['0.3¢/line/ gross + 4.6%', ['$0.003 a GRL', '0.046 of value']],
    ['55.7¢/1000', ['$0.557 a THS']],
    ['20¢/kg on drained weight', ['$0.20 a KG']],
    ['12.8¢/kg on molybdenum content + 1.8%', ['$0.128 a CKG', '0.018 of value']],
    [
      '75¢ each + 6% on the case + 14% on the strap, band or bracelet',
      ['$0.75 a NO on movement', '0.06 of value on case', '0.14 of value on strap'],
    ],
    [
      '1.4606¢/kg less 0.020668¢/kg for each degree under 100 degrees (and fractions of a degree in proportion) but not less than 0.943854¢/kg',
      ['K 0.014606 0.00020668 0.00943854'],
    ],
    ['The duty provided in the applicable subheading + 25%', ['0.25 of value']],
    ['The duty provided in the applicable subheading', []],
    [
      'The duty provided in the applicable subheading + a duty of 50% upon the value of the steel content',
      ['0.50 of value'],
    ],
    ['=F 0.06 0 0.01', ['F 0.06 0 0.01']],
  ])('%s is understood', (text, expected) => {
    expect(parts(text)).toEqual(expected);
  });

  test.each([
    '5% on the value of the lead content',
    'The rate applicable to each garment in the ensemble if separately entered',
    'The rate of duty applicable to that article in the set subject to the highest rate of duty',
    'See additional U.S. note 3',
    'suspended',
    '?',
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
    ['4¢/kg + 6%', 'NO L KG', 'D'],
    ['4¢/liter + 4¢/kg + 6%', 'NO L KG', 'E'],
    ['4¢/kg', 'NO', 'X'],
    ['4% + 6%', 'KG', 'X'],
    ['=K 1 1 1', 'KG T', 'K'],
    ['=K 1 1 1', 'NO KG T', 'J'],
    ['=9 0 0.5 0', 'X', '9'],
  ])('%s on units %s has computation code %s', (text, units, code) => {
    expect(formulaOf(parseRate(text), units.split(' '))).toBe(code);
  });
});

describe('the computation codes of appendix F', () => {
  const duty = (rate: string, value: string, ...quantities: [string, string][]) => {
    const given = {
      value: Decimal.of(value),
      quantities: quantities.map(([quantity, unit]) => ({ quantity: Decimal.of(quantity), unit })),
      derivedFrom: Decimal.of('120.00'),
    };
    const { least, most } = computeDuty(parseRate(rate)!, given);
    return [least, most].map((amount) => Number(toCents(amount)));
  };
  const both = (cents: number) => [cents, cents];

  const FIXTURES = [
    ['0: free', 'Free', [['500', 'KG']], both(0)],
    ['1: 4.4 cents for each of the first quantity, 1,234 kg, 54.296', '4.4¢/kg', [['1234', 'KG']], both(5430)],
    [
      '2: 4 cents for each of the second quantity, 250 kg',
      '4¢/kg',
      [
        ['12', 'NO'],
        ['250', 'KG'],
      ],
      both(1000),
    ],
    [
      '3: 5 cents each and 4 cents a kilogram, 12 pieces of 250 kg',
      '5¢ each + 4¢/kg',
      [
        ['12', 'NO'],
        ['250', 'KG'],
      ],
      both(1060),
    ],
    ['4: 0.9 cents a kilogram of 500 and 6.8 percent', '0.9¢/kg + 6.8%', [['500', 'KG']], both(7250)],
    [
      '5: 1.05 dollars a kilogram, the second quantity, 18 kg, and 2.3 percent',
      '$1.05/kg + 2.3%',
      [
        ['20', 'THS'],
        ['18', 'KG'],
      ],
      both(4190),
    ],
    [
      '6: 5 cents each, 4 cents a kilogram and 6 percent',
      '5¢ each + 4¢/kg + 6%',
      [
        ['12', 'NO'],
        ['250', 'KG'],
      ],
      both(7060),
    ],
    ['7: 6.8 percent', '6.8%', [], both(6800)],
    [
      'D: 4 cents for each of the third quantity and 6 percent',
      '4¢/kg + 6%',
      [
        ['12', 'NO'],
        ['3', 'L'],
        ['250', 'KG'],
      ],
      both(7000),
    ],
    [
      'E: 4 cents a liter, 4 cents a kilogram and 6 percent',
      '4¢/liter + 4¢/kg + 6%',
      [
        ['12', 'NO'],
        ['3', 'L'],
        ['250', 'KG'],
      ],
      both(7012),
    ],
    [
      '1, on the content of an alloy: 12.8 cents for each kilogram of molybdenum',
      '12.8¢/kg on molybdenum content',
      [['250', 'CKG']],
      both(3200),
    ],
    ['half a cent is a cent more: 0.5 cents each for one, 0.4 cents for one', '0.5¢ each', [['1', 'NO']], both(1)],
    ['and less than half is none', '0.4¢ each', [['1', 'NO']], both(0)],
    ['9: half of the duty of another number', '=9 0 0.5 0', [], both(6000)],
    [
      'A: 5 % and 1 % for each of the third quantity, on 1,000 dollars',
      '=A 0 0.05 0.01',
      [
        ['1', 'NO'],
        ['1', 'KG'],
        ['3', 'L'],
      ],
      both(8000),
    ],
    [
      'B: that and 2 dollars for each of the second quantity',
      '=B 2 0.05 0.01',
      [
        ['1', 'NO'],
        ['7', 'KG'],
        ['3', 'L'],
      ],
      both(9400),
    ],
    ['C: one of two specific rates', '=C 0.10 0.25 0', [['100', 'KG']], [1000, 2500]],
    [
      'F: 100 kg at 6 cents and a cent for each of the second quantity',
      '=F 0.06 0 0.01',
      [
        ['100', 'KG'],
        ['4', 'NO'],
      ],
      both(1000),
    ],
    [
      'K: 10,000 kg of sugar at 96 degrees',
      '=K 0.014606 0.00020668 0.00943854',
      [
        ['10000', 'KG'],
        ['96', 'X'],
      ],
      both(13_779),
    ],
    [
      'K: the floor holds at 70 degrees',
      '=K 0.014606 0.00020668 0.00943854',
      [
        ['10000', 'KG'],
        ['70', 'X'],
      ],
      both(9439),
    ],
    [
      'K: without the degrees it is between the floor and the full rate',
      '=K 0.014606 0.00020668 0.00943854',
      [['10000', 'KG']],
      [9439, 14_606],
    ],
    [
      'J: the same by the second and third quantity',
      '=J 0.014606 0.00020668 0.00943854',
      [
        ['1', 'NO'],
        ['10000', 'KG'],
        ['96', 'X'],
      ],
      both(13_779),
    ],
  ] as const;

  test.each(FIXTURES)('%s', (_, rate, quantities, expected) => {
    expect(duty(rate, '1000', ...(quantities as unknown as [string, string][]))).toEqual(expected);
  });

  test('every code has a fixture, but X, which has no formula', () => {
    const codes = new Set(FIXTURES.map(([says]) => says.split(':')[0]));
    expect(Object.keys(COMPUTATIONS).filter((code) => !codes.has(code))).toEqual(['X']);
  });

  test('a rate for a thousand takes pieces, and a rate for a kilogram takes tons', () => {
    expect(duty('55.7¢/1000', '9', ['20000', 'NO'])).toEqual(both(1114));
    expect(duty('4¢/kg', '9', ['2', 'T'])).toEqual(both(8000));
  });
});

describe('the tariff', () => {
  const rows = [...tariffInUse().rows()];

  test('holds every number of the schedule: 13,059 of eight digits of the database of 2025 and those that came since', () => {
    const numbers = new Set(rows.map(({ number }) => number));
    expect(numbers.size).toBeGreaterThanOrEqual(13_059);
    expect(new Set(rows.map(({ number }) => number.slice(0, 2))).size).toBe(98);
    expect(rows.flatMap(({ suffixes }) => suffixes.flat()).length).toBeGreaterThan(18_700);
  });

  test('reports in units of appendix C alone', () => {
    const units = new Set(rows.flatMap((row) => row.units.flatMap((group) => group.split(' '))));
    expect([...units].filter((unit) => !UNITS.has(unit))).toEqual([]);
  });

  test('computes 98 of 100 numbers of chapters 1 to 97, and has no formula for the rest', () => {
    const articles = rows.filter(({ number, to }) => number < '98' && to === undefined);
    const computed = articles.filter(({ number, suffixes, from }) => {
      const suffix = suffixes[0]![0] === '*' ? '00' : suffixes[0]![0];
      return rateOf(number + suffix, from > today ? from : today, 'DE')?.rate !== undefined;
    });
    expect(computed.length / articles.length).toBeGreaterThan(0.98);
  });

  test('passenger cars pay 2.5 percent, 10 percent from a column 2 country', () => {
    expect(rateOf('8703.23.0110', today, 'DE')).toMatchObject({ column: 'general', text: '2.5%', formula: '7' });
    expect(rateOf('8703230110', today, 'RU')).toMatchObject({ column: 'column 2', text: '10%' });
  });

  test('every number of chapters 1 to 97 in force has its special and its column 2 rates', () => {
    const inForce = rows.filter(({ number, to }) => number < '98' && to === undefined);
    expect(inForce.filter(({ special, columnTwo }) => special.includes('?') || columnTwo.includes('?'))).toEqual([]);
    // A hundred numbers print rates of other columns in words that are no formula, such as "the rate applicable to each garment".
    const computed = inForce.filter(({ columnTwo }) => columnTwo === '' || parseRate(columnTwo) !== undefined);
    expect(computed.length / inForce.length).toBeGreaterThan(0.995);
  });

  test('column 2: a third of the value, and so much for what the goods weigh with their container', () => {
    expect(parseRate('33 1/3%')).toEqual([{ kind: 'ad valorem', factor: Decimal.of('0.33333333333333') }]);
    expect(parseRate('$1.32/t, including weight of container')).toEqual([
      { kind: 'specific', dollars: Decimal.of('1.32'), unit: 'T' },
    ]);
    expect(rateOf('8482101040', today, 'CU')).toMatchObject({ column: 'column 2', text: '35%', formula: '7' });
  });

  test('a special program frees goods of its own origin only, and one that is not listed leaves the general rate', () => {
    expect(rateOf('8482101040', today, 'KR', 'KR')).toMatchObject({ column: 'special', formula: '0' });
    expect(rateOf('8482101040', today, 'DE', 'KR')).toMatchObject({ column: 'general', text: '2.4%' });
    expect(rateOf('8482101040', today, 'JP', 'JP')).toMatchObject({ column: 'general', text: '2.4%' });
  });

  test('reads a special column with several rates, asterisks and a list that is not whole', () => {
    const column = 'Free (A*,AU,BH) 2.4% (JP) ?';
    expect(specialRate(column, 'A')).toEqual({ says: 'rate', text: 'Free' });
    expect(specialRate(column, 'JP')).toEqual({ says: 'rate', text: '2.4%' });
    expect(specialRate(column, 'KR')).toEqual({ says: 'not held' });
    expect(specialRate('Free (AU)', 'KR')).toEqual({ says: 'none' });
    // Insular possessions and the West Bank have every article free by a general note, the freely associated states most of them.
    expect(specialRate('Free (AU)', 'Y')).toEqual({ says: 'rate', text: 'Free' });
    expect(rateOf('8482101040', today, 'WE', 'N')).toMatchObject({ column: 'special', formula: '0' });
    expect(specialRate('Free (AU)', 'Z')).toEqual({ says: 'not held' });
    expect(specialRate('Free (C)', 'C#')).toEqual({ says: 'rate', text: 'Free' });
  });

  test('a watch pays by its components: so much for the movement, a percentage of the case', () => {
    const rate = (suffix: string) => rateOf(`91022110${suffix}`, today, 'CH');
    expect(rate('10')).toMatchObject({ formula: '1', text: expect.stringContaining('75¢ each') });
    expect(rate('20')?.rate).toEqual([{ kind: 'ad valorem', factor: Decimal.of('0.06') }]);
    expect(rate('30')?.rate).toEqual([{ kind: 'ad valorem', factor: Decimal.of('0.14') }]);
  });

  test('a number is in force only in its period', () => {
    expect(tariffArticle('8517120050', '2022-01-26')).toMatchObject({ general: 'Free', units: ['NO'] });
    expect(tariffArticle('8517120050', '2022-01-27')).toBeUndefined();
    expect(isTariffNumber('8517120050')).toBe(true);
    expect(isTariffNumber('8517999999')).toBe(false);
  });

  test('before the day its row last changed a number was in force at a rate that is not held, unless it came with a revision', () => {
    expect(tariffArticle('6109100004', '2020-12-31')).toMatchObject({
      general: '?',
      units: ['DOZ', 'KG'],
      to: '2020-12-31',
    });
    expect(rateOf('6109100004', '2019-05-01', 'DE')).toMatchObject({ text: '', held: false, formula: 'X' });
    expect(rateOf('6109100004', '2021-01-01', 'DE')).toMatchObject({ text: '16.5%', held: true });
    expect([tariffArticle('8517130000', '2022-01-26'), tariffArticle('99038202', '2026-04-05')]).toEqual([
      undefined,
      undefined,
    ]);
  });

  test('every number of chapters 1 to 97 has its rates and units from the first day of each of its periods to the last, and neither a day before nor after', () => {
    let edges = 0;
    const wrong: string[] = [];
    for (const { number, suffixes, from, to, general, special, columnTwo } of tariffInUse().rows()) {
      if (number >= '98') continue;
      const hts = number + (suffixes[0]![0] === '*' ? '00' : suffixes[0]![0]);
      const isOf = (day: string): boolean => {
        const article = tariffArticle(hts, day);
        const same = article?.general === general && article.special === special && article.columnTwo === columnTwo;
        return same && article.from === from;
      };
      const inside = [from, ...(to ? [to] : [])];
      const outside = [addDays(from, -1), ...(to ? [addDays(to, 1)] : [])];
      edges += inside.length + outside.length;
      if (!inside.every(isOf) || outside.some(isOf)) wrong.push(`${hts} from ${from}`);
    }
    expect(wrong).toEqual([]);
    expect(edges).toBeGreaterThan(20_000);
  });

  test('a statistical number that was split in 2025 holds until then, and its followers from then', () => {
    expect([tariffArticle('0901110045', '2025-06-30'), tariffArticle('0901110045', '2025-07-01')].map(Boolean)).toEqual(
      [true, false],
    );
    expect([tariffArticle('0901110035', '2025-06-05'), tariffArticle('0901110035', '2025-07-01')].map(Boolean)).toEqual(
      [false, true],
    );
  });

  test('eight digits are a whole number in chapters 98 and 99 alone', () => {
    expect([isTariffNumber('98010010'), isTariffNumber('99038803'), isTariffNumber('87089981')]).toEqual([
      true,
      true,
      false,
    ]);
  });

  test('a chapter 99 number may be written with dots or padded to ten digits', () => {
    expect(normalHts('9903.88.03')).toBe('99038803');
    expect(normalHts('9903880300')).toBe('99038803');
    expect(rateOf('9903880300', today, 'CN')).toMatchObject({ formula: '7', rate: [{ factor: Decimal.of('0.25') }] });
  });

  test('an umbrella is no article of the civil aircraft agreement, and a laptop none of the pharmaceutical one', () => {
    expect(isArticleOfProgram('C', '6601910000')).toBe(false);
    expect(isArticleOfProgram('K#', '8471300100')).toBe(false);
    expect(isArticleOfProgram('C', '8803300030')).toBe(true);
    expect(isArticleOfProgram('KR', '6601910000')).toBe(true);
  });
});

describe('trade remedies by country and day', () => {
  const on = (hts: string, origin: string, date: string) =>
    remediesOn(hts, date, origin).map(({ number, certain }) => (certain ? number : `${number}?`));

  test('section 301: vehicle parts of China under 9903.88.03 from 24 September 2018, of Germany nothing', () => {
    const days = ['2018-09-23', '2018-09-24', '2020-01-01'];
    expect(days.map((day) => on('8708998105', 'CN', day))).toEqual([[], ['99038803'], ['99038803']]);
    expect(on('8708998105', 'DE', '2020-01-01')).toEqual([]);
    const rate = (day: string) => tariffArticle('99038803', day)?.general.slice(-3);
    expect([rate('2018-09-23'), rate('2018-09-24'), rate('2019-05-09'), rate('2019-05-10')]).toEqual([
      undefined,
      '10%',
      '10%',
      '25%',
    ]);
  });

  test('section 201: solar modules until 6 February 2026, but not of Canada, and the officer is asked since some countries go free', () => {
    expect(on('8541430010', 'VN', '2026-02-06')).toEqual(['99034525?']);
    expect(on('8541430010', 'VN', '2026-02-07')).toEqual([]);
    expect(on('8541430010', 'CA', '2026-02-06')).toEqual([]);
    expect(on('8541420010', 'VN', '2025-06-02')).toContain('99034522?');
  });

  test('section 301: cups of 3924.10.20 are on list 4A, those of 3924.10.40 on the list that never came into force', () => {
    expect(on('3924102000', 'CN', today)).toEqual(['99038815']);
    expect(on('3924104000', 'CN', today)).toEqual([]);
  });

  test('section 301: chips are on list 2 until the four-year review takes them over on 1 January 2025', () => {
    expect(['2024-12-31', '2025-01-01'].map((day) => on('8542310070', 'CN', day))).toEqual([
      ['99038802'],
      ['99039105'],
    ]);
  });

  test.each([
    ['coils of steel of Germany', '7208390030', 'DE', '99038202'],
    ['unwrought aluminum of Canada', '7601209045', 'CA', '99038202'],
    ['copper wire of Peru', '7408113000', 'PE', '99038202'],
    ['cars of Germany', '8703230140', 'DE', '99039401'],
    ['softwood lumber of Sweden', '4407110001', 'SE', '99037601'],
    ['bolts of Taiwan', '7318152061', 'TW', '99038202'],
    ['coils of steel of the United Kingdom', '7208390030', 'GB', '99038204'],
  ])('section 232: %s', (_, hts, origin, number) => {
    expect(on(hts, origin, today)).toContain(number);
  });

  test('section 232 on metals: 9903.81.87 until 5 April 2026, 9903.82.02 from the day after', () => {
    expect(['2025-03-11', '2025-03-12', '2026-04-05', '2026-04-06'].map((day) => on('7208390030', 'DE', day))).toEqual([
      ['99038001?'],
      ['99038187'],
      ['99038187'],
      ['99038202'],
    ]);
    const rate = (day: string) => tariffArticle('99038187', day)?.general.slice(-3);
    expect([rate('2025-06-03'), rate('2025-06-04'), rate('2026-04-06')]).toEqual(['25%', '50%', undefined]);
  });

  test('section 122: T-shirts of Germany from 24 February to 23 July 2026, exempt telephones and metals never', () => {
    expect(['2026-02-23', '2026-02-24', '2026-07-23', '2026-07-24'].map((day) => on('6109100004', 'DE', day))).toEqual([
      [],
      ['99030301'],
      ['99030301'],
      [],
    ]);
    expect([on('8517130000', 'DE', '2026-03-02'), on('7208390030', 'DE', '2026-03-02')]).toEqual([[], ['99038187']]);
  });

  test('duties under the emergency powers act are required of nothing and end on 23 February 2026', () => {
    expect(on('6109100004', 'VN', '2025-09-01')).toEqual([]);
    expect([tariffArticle('99030125', '2026-02-23'), tariffArticle('99030125', '2026-02-24')].map(Boolean)).toEqual([
      true,
      false,
    ]);
  });
});
