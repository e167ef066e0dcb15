import { amended, officialLines, scheduleRows, unitOf } from './official';
import { lineOf, rowOf, rowsOf, Schedule } from './schedule';

const row = (line: string) => rowOf(line);

describe('a schedule in memory', () => {
  const schedule = new Schedule([
    row('01012100|NO|Free|?|?|10 20|2012-02-03|2024-12-31'),
    row('01012100|NO|1%|?|?|10 25|2025-01-01|'),
    row('01022920|NO KG;KG|Free|Free (AU)|20%|11 12;90|2012-02-03|'),
    row('99038803|X|25%|||*|2019-05-10|'),
  ]);

  test('finds a number by its suffix in the period of the day', () => {
    expect(schedule.find('0101210020', '2024-12-31')?.general).toBe('Free');
    expect(schedule.find('0101210020', '2025-01-01')).toBeUndefined();
    expect(schedule.find('0101210025', '2025-01-01')).toMatchObject({
      general: '1%',
      from: '2025-01-01',
      to: undefined,
    });
    expect(schedule.find('0101210025', '2012-02-02')).toBeUndefined();
    expect([
      schedule.has('0101210020'),
      schedule.has('0101210099'),
      schedule.has('01012100'),
      schedule.has('abc'),
    ]).toEqual([true, false, true, false]);
  });

  test('suffixes of one number may have units of their own, and an asterisk takes any', () => {
    expect(schedule.find('0102292012', '2020-01-01')?.units).toBe('NO KG');
    expect(schedule.find('0102292090', '2020-01-01')?.units).toBe('KG');
    expect(schedule.find('9903880377', '2020-01-01')?.general).toBe('25%');
  });

  test('gives back the rows it was made of', () => {
    expect([...schedule.rows()].map(lineOf)).toEqual([
      '01012100|NO|Free|?|?|10 20|2012-02-03|2024-12-31',
      '01012100|NO|1%|?|?|10 25|2025-01-01|',
      '01022920|NO KG;KG|Free|Free (AU)|20%|11 12;90|2012-02-03|',
      '99038803|X|25%|||*|2019-05-10|',
    ]);
  });

  test('two periods on one day, and a row that is none, are refused by name', () => {
    const twice = [row('01012100|NO|Free|||00|2020-01-01|'), row('01012100|NO|1%|||00|2021-01-01|')];
    expect(() => new Schedule(twice)).toThrow('01012100 has two periods on 2021-01-01');
    expect(() => rowsOf('0101.21|NO|Free')).toThrow('This is no row of a tariff: 0101.21|NO|Free');
    expect(() => rowOf('01012100|NO;KG|Free|||00|2020-01-01|')).toThrow('01012100 has units for 2 of 1 groups');
  });
});

describe('the form of the USITC', () => {
  const json = [
    { htsno: '0102', units: [], general: '', special: '', other: '' },
    { htsno: '', units: [], general: '', special: '', other: '' },
    { htsno: '0102.29.40', units: [], general: '1¢/kg', special: 'Free (A+,AU)', other: '5.5¢/kg' },
    { htsno: '0102.29.40.24', units: ['No.', 'kg'], general: '', special: '', other: '' },
    { htsno: '0102.29.40.28', units: ['No.', 'kg'], general: '', special: '', other: '' },
    { htsno: '0101.30.00.00', units: ['No.'], general: '6.8%', special: 'Free (A+, AU)', other: '15%' },
    {
      htsno: '9903.88.03',
      units: [],
      general: 'The duty provided in the applicable subheading + 25% 1/',
      special: null,
      other: null,
    },
  ];

  test('numbers take the rates of their eight digits, and their own units', () => {
    expect(scheduleRows(officialLines(json), '2026-12-01').map(lineOf)).toEqual([
      '01022940|NO KG|1¢/kg|Free (A+,AU)|5.5¢/kg|24 28|2026-12-01|',
      '01013000|NO|6.8%|Free (A+, AU)|15%|00|2026-12-01|',
      '99038803|X|The duty provided in the applicable subheading + 25%|||*|2026-12-01|',
    ]);
  });

  test('rows of the CSV say the same under their headings', () => {
    const csv = json.map(({ htsno, units, general, special, other }) => ({
      'HTS Number': htsno,
      'Unit of Quantity': JSON.stringify(units),
      'General Rate of Duty': general,
      'Special Rate of Duty': special ?? '',
      'Column 2 Rate of Duty': other ?? '',
    }));
    expect(officialLines(csv)).toEqual(officialLines(json));
  });

  test('a line without a column, and a number of nine digits, are refused by name', () => {
    expect(() => officialLines([json[0], { htsno: '0101' }])).toThrow('Line 2 has no column units or Unit of Quantity');
    expect(() => scheduleRows(officialLines([{ ...json[0], htsno: '0102.29.401' }]), '2026-12-01')).toThrow(
      '0102.29.401 is no number',
    );
  });

  test.each([
    ['No.', 'NO'],
    ['doz. prs.', 'DPR'],
    ['pf.liters', 'PFL'],
    ['m<sup>2</sup>', 'M2'],
    ['Cu kg', 'CKG'],
    ['Ag g', 'CGM'],
    ['cy kg', 'CYK'],
    ['X', 'X'],
    ['gizmos', 'GIZMOS'],
  ])('the unit %s is %s', (word, code) => {
    expect(unitOf(word)).toBe(code);
  });
});

describe('a revision', () => {
  const before = rowsOf(
    '01012100|NO|Free|?|?|10|2012-02-03|\n01013000|NO|6.8%|?|?|00|2020-07-01|\n02011005|KG|4.4¢/kg|?|?|10|2020-07-01|',
  );
  const revision = rowsOf('01012100|NO|Free||Free|10|2026-12-01|\n01019030|NO|Free||Free|00|2026-12-01|');

  test('ends what it changes and what it leaves out, and keeps chapters it does not have', () => {
    const { rows, ...counts } = amended(before, revision, '2026-12-01');
    expect(counts).toEqual({ added: 1, changed: 1, same: 0, ended: 1 });
    expect(rows.map(lineOf)).toEqual([
      '01012100|NO|Free|?|?|10|2012-02-03|2026-11-30',
      '01012100|NO|Free||Free|10|2026-12-01|',
      '01013000|NO|6.8%|?|?|00|2020-07-01|2026-11-30',
      '01019030|NO|Free||Free|00|2026-12-01|',
      '02011005|KG|4.4¢/kg|?|?|10|2020-07-01|',
    ]);
    expect(() => new Schedule(rows)).not.toThrow();
  });

  test('loaded twice changes nothing, and one of an earlier day is refused', () => {
    const once = amended(before, revision, '2026-12-01').rows;
    expect(amended(once, revision, '2026-12-01')).toMatchObject({ rows: once, added: 0, changed: 0, ended: 0 });
    expect(() => amended(once, revision, '2026-11-01')).toThrow(
      'after 2026-11-01: load revisions in the order of their days',
    );
    expect(() => amended(before, revision, '2026-02-30')).toThrow('2026-02-30 is no day');
  });
});
