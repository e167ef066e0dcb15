import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { Decimal, formatMoney } from '#kernel';
import { parseRate, useTariff, type Rate } from '#reference';
import { dutyOf, enteredOn, feeDate, lineDuties, lineRateDate, rateDate, showDuties } from './duty.rules';
import { computeSummary, isProcessingFeeExempt } from './fees.rules';
import { judgeSummary } from './filing.rules';
import { CONTEXT, fee, informal, line, priced, tariff, TODAY, worked } from './summary.fixture';

const duty = (rate: string, value: string, ...quantities: [string, string][]) =>
  formatMoney(
    dutyOf(
      parseRate(rate) as Rate,
      Decimal.of(value),
      quantities.map(([quantity, unit]) => ({ quantity: Decimal.of(quantity), unit })),
    ),
  );
const dollars = (cents: number) => formatMoney(BigInt(cents));

describe('the duty of one number', () => {
  test('1,234 kg at 4.4 cents a kilogram is 54.30', () => {
    expect(duty('4.4¢/kg', '3000', ['1234', 'KG'])).toBe('54.30');
  });

  test('0.9 cents a kilogram and 6.8 percent on 500 kg worth 3,000 dollars is 208.50', () => {
    expect(duty('0.9¢/kg + 6.8%', '3000', ['500', 'KG'])).toBe('208.50');
  });

  test('the terms of a compound rate are rounded together, not one by one', () => {
    // 0.004 + 0.004 would be nothing when each is rounded, and is a cent together.
    expect(duty('0.4¢/kg + 0.4%', '1', ['1', 'KG'])).toBe('0.01');
  });

  test('a free article owes nothing, and neither does a quantity in another unit', () => {
    expect(duty('Free', '3000', ['500', 'KG'])).toBe('0.00');
    expect(duty('4.4¢/kg', '3000', ['1234', 'NO'])).toBe('0.00');
  });

  test('a specific rate in the second unit uses the second quantity', () => {
    expect(duty('20¢/kg + 7%', '1000', ['12', 'DOZ'], ['30', 'KG'])).toBe('76.00');
  });

  test('duty never falls when the value rises', () => {
    const rate = parseRate('0.9¢/kg + 6.8%') as Rate;
    const of = (value: bigint) => dutyOf(rate, Decimal.of(value), [{ quantity: Decimal.of('500'), unit: 'KG' }]);
    fc.assert(fc.property(fc.bigInt({ min: 0n, max: 10n ** 9n }), (value) => of(value) <= of(value + 1n)));
  });
});

describe('the worked summary', () => {
  test('10,000 dollars of vehicle parts of China owe 250.00 base duty, 2,500.00 additional, 34.64 and 12.50 in fees: 2,797.14', () => {
    const due = computeSummary(worked(), TODAY);
    expect(due.lines[0]!.tariffs.map(({ hts, dutyCents }) => [hts, dollars(dutyCents)])).toEqual([
      ['99038803', '2500.00'],
      ['8708998105', '250.00'],
    ]);
    expect(due.feesByClass.map(({ classCode, cents }) => [classCode, dollars(cents)])).toEqual([
      ['499', '34.64'],
      ['501', '12.50'],
    ]);
    expect(dollars(due.totalCents)).toBe('2797.14');
    // The law leaves it to what the entry does not say: the officer may ask.
    expect(due.notes).toEqual([expect.stringContaining('may be under section 232 steel derivatives (99038191)')]);
  });

  test('the same parts owed 10 percent additional duty on 9 May 2019 and 25 percent a day later', () => {
    const additional = (entryDate: string) =>
      computeSummary({ ...worked(), entryDate }, TODAY).lines[0]!.tariffs[0]!.dutyCents;
    expect([additional('2019-05-09'), additional('2019-05-10')]).toEqual([100_000, 250_000]);
  });

  test('an additional duty is on the value of the articles it applies to, not on others of the line', () => {
    const mixed = {
      ...worked(),
      lines: [line('001', 'CN', [tariff('99038803', 0), tariff('8708998105', 4000), tariff('8517130000', 6000)])],
    };
    expect(computeSummary(mixed, TODAY).lines[0]!.tariffs.map(({ dutyCents }) => dutyCents)).toEqual([
      100_000, 10_000, 0,
    ]);
  });

  test('sugar without its degrees leaves the amount of the filer between the floor and the full rate, and says so', () => {
    const sugar = { ...tariff('1701141020', 5000, [{ quantity: '9000', unit: 'KG' }]), dutyCents: 13_145 };
    const due = computeSummary({ ...worked(), lines: [line('001', 'BR', [sugar])] }, TODAY);
    expect(due.lines[0]!.tariffs[0]).toMatchObject({ dutyCents: 13_145, formula: 'K', verified: false });
    expect(due.notes).toContain('Some duty was not verified: its rate has no formula or is not held.');
  });

  test('goods of Korea are free under the Korea agreement and pay no processing fee', () => {
    const due = computeSummary(
      { ...worked(), lines: [line('001', 'KR', [tariff('8708998105', 10_000, [], 'KR')], [fee('501')])] },
      TODAY,
    );
    expect([due.dutyCents, due.lines[0]!.mpfExempt, due.feeCents]).toEqual([0, true, 1250]);
  });

  test('goods under a temporary importation bond owe no duty', () => {
    const due = computeSummary(
      {
        ...worked(),
        entryType: '23',
        lines: [line('001', 'DE', [tariff('9813000520', 0), tariff('8708998105', 10_000)])],
      },
      TODAY,
    );
    expect([due.dutyCents, due.feeCents]).toEqual([0, 0]);
  });
});

describe('lines that do not pay the rate of their article', () => {
  const COUNTED = [
    { quantity: '100', unit: 'NO' },
    { quantity: '50', unit: 'KG' },
  ];

  const cents = (of: ReturnType<typeof line>, day = TODAY, received = day) =>
    lineDuties(of, day, received).map(({ dutyCents }) => dutyCents);
  const shirts = (value: number, spi: string | null = null) =>
    tariff('6109100004', value, [{ quantity: '100', unit: 'DOZ' }], spi);

  test('a set pays on its header, and nothing on its articles', () => {
    const one = line('001', 'VN', [shirts(1000)]);
    expect(cents({ ...one, articleSetIndicator: 'X' })).toEqual([16_500]);
    expect(cents({ ...one, articleSetIndicator: 'V' })).toEqual([0]);
  });

  test('goods of domestic status leave their zone free', () => {
    const zone = { status: 'D', privilegedFilingDate: null, quantity: 5, recordIndex: 9 };
    expect(cents({ ...line('001', 'VN', [shirts(1000)]), zone })).toEqual([0]);
  });

  test('repairs abroad pay on their cost alone: 9802.00.50 has the value that is free, the article the cost of the repair', () => {
    expect(cents(line('001', 'VN', [tariff('9802005060', 9000), shirts(1000)]))).toEqual([0, 16_500]);
  });

  test('parts of the United States are taken off: 9802.00.80 has their value, and the processing fee is on the rest', () => {
    const assembled = line('001', 'VN', [tariff('9802008068', 4000), shirts(6000)], [fee('499'), fee('501')]);
    const due = computeSummary({ ...worked(), lines: [assembled] }, TODAY);
    expect(due.lines[0]).toMatchObject({ dutyCents: 99_000, mpfCents: 2078, hmfCents: 1250 });
  });

  test.each(['9801001015', '9808003000', '9813000520', '9817850101', '9810006001'])(
    '%s frees the whole line',
    (hts) => {
      expect(cents(line('001', 'VN', [tariff(hts, 0), shirts(1000)]))).toEqual([0, 0]);
    },
  );

  test('a watch pays by the values of its components', () => {
    const watch = [
      tariff('9102211010', 1000, [{ quantity: '10', unit: 'NO' }]),
      tariff('9102211020', 2000),
      tariff('9102211030', 500),
    ];
    expect(cents(line('001', 'CH', watch))).toEqual([750, 12_000, 7000]);
  });

  test('a claimed rate that the schedule leaves to a number of chapter 98 or 99 is taken as declared, but never above the general rate', () => {
    const beef = (dutyCents: number, spi: string, origin: string) => {
      const goods = tariff('0202308015', 1000, [{ quantity: '100', unit: 'KG' }], spi);
      return lineDuties(line('001', origin, [{ ...goods, dutyCents }]), TODAY)[0];
    };
    expect(beef(0, 'JO', 'JO')).toMatchObject({ dutyCents: 0, verified: true, column: 'special' });
    expect(beef(4000, 'AU', 'AU')).toMatchObject({ dutyCents: 4000, verified: false, column: 'special' });
    expect(beef(40_000, 'AU', 'AU')).toMatchObject({ dutyCents: 26_400, verified: false });
    expect(beef(0, 'JP', 'JP')).toMatchObject({ dutyCents: 26_400, verified: true, column: 'general' });
  });

  test('roller bearings pay what the column of their origin says: 2.4 percent, free under an agreement, 35 percent from Belarus', () => {
    const bearings = (origin: string, spi?: string) =>
      lineDuties(line('001', origin, [tariff('8482101040', 10_000, COUNTED, spi)]), TODAY)[0];
    expect(bearings('DE')).toMatchObject({ dutyCents: 24_000, column: 'general' });
    expect(bearings('KR', 'KR')).toMatchObject({ dutyCents: 0, column: 'special', verified: true });
    expect(bearings('BY')).toMatchObject({ dutyCents: 350_000, column: 'column 2', verified: true });
  });

  test('a rate that falls in stages is that of its year: frozen beef of Korea', () => {
    const beef = (day: string) =>
      cents(line('001', 'KR', [tariff('0202208000', 10_000, [{ quantity: '100', unit: 'KG' }], 'KR')]), day);
    expect([beef('2025-12-31'), beef('2026-01-01')]).toEqual([[17_000], [0]]);
  });

  test('raw sugar without its degrees is taken between the floor and the full rate', () => {
    const declared = (dutyCents: number) =>
      cents(line('001', 'BR', [{ ...tariff('1701141020', 50_000, [{ quantity: '90000', unit: 'KG' }]), dutyCents }]));
    expect([declared(0), declared(100_000), declared(500_000)]).toEqual([[84_947], [100_000], [131_454]]);
  });

  test('steel of Germany pays 50 percent more under 9903.82.02, steel of the United Kingdom 25 under 9903.82.04', () => {
    const coil = tariff('7208390030', 10_000, [{ quantity: '9000', unit: 'KG' }]);
    expect(cents(line('001', 'DE', [tariff('99038202', 0), coil]), '2026-08-03')).toEqual([500_000, 0]);
    expect(cents(line('001', 'GB', [tariff('99038204', 0), coil]), '2026-08-03')).toEqual([250_000, 0]);
  });

  test('solar modules under section 201 pay 14.25 percent until 6 February 2025, then 14, and nothing from 7 February 2026', () => {
    const modules = line('001', 'VN', [
      tariff('99034525', 0),
      tariff('8541430010', 10_000, [
        { quantity: '40', unit: 'NO' },
        { quantity: '16000', unit: 'W' },
      ]),
    ]);
    expect(['2025-02-06', '2025-02-07', '2026-02-06'].map((day) => cents(modules, day)[0])).toEqual([
      142_500, 140_000, 140_000,
    ]);
    expect(lineDuties(modules, '2026-02-07')[0]).toMatchObject({ dutyCents: 0, verified: false });
  });

  test('where the sum is held at 15 percent, the chapter 99 number has all of it and the article nothing', () => {
    const car = tariff('8703230140', 20_000, [{ quantity: '1', unit: 'NO' }]);
    expect(cents(line('001', 'JP', [tariff('99039441', 0), car]), '2026-08-03')).toEqual([300_000, 0]);
  });

  test('duties under the emergency powers act are void for every filing received since 24 February 2026, of whatever date', () => {
    const goods = line('001', 'VN', [tariff('99030125', 0), shirts(1000)]);
    expect(cents(goods, '2025-05-20', '2026-02-23')).toEqual([10_000, 16_500]);
    expect(cents(goods, '2025-05-20', '2026-02-24')).toEqual([0, 16_500]);
  });

  test.each(['99030220', '99030273', '99030280'])(
    'a void number that stood in the place of the article, %s, leaves the article its own duty',
    (number) => {
      const goods = line('001', 'DE', [tariff(number, 0), shirts(1000)]);
      expect(cents(goods, '2026-02-01', '2026-02-23')).toEqual([15_000, 0]);
      expect(cents(goods, '2026-02-01', '2026-03-02')).toEqual([0, 16_500]);
    },
  );

  test('where a duty is on the steel content, the content has a line of its own, and the rest of the article pays its own duty and any other measure', () => {
    const shelves = (value: number) => tariff('9403200050', value, [{ quantity: '10', unit: 'NO' }]);
    const rest = line('001', 'DE', [shelves(6000)]);
    const content = line('002', 'DE', [tariff('99038191', 0), shelves(4000)]);
    expect([cents(rest, '2025-10-01'), cents(content, '2025-10-01')]).toEqual([[0], [200_000, 0]]);
    expect(showDuties(content, '2025-10-01', '2025-10-01')[0]).toMatchObject({
      role: 'additional',
      note: 'the value of this line is that of the steel content',
      steps: [{ says: '4000 × 0.50', dollars: '2000.00' }],
    });
    // In May 2025 the content paid 25 percent.
    expect(cents(content, '2025-05-01')).toEqual([100_000, 0]);
  });

  test('from 6 April 2026 metals pay on their whole value, and the numbers of the content are not in force any more', () => {
    const shelves = tariff('9403200050', 4000, [{ quantity: '10', unit: 'NO' }]);
    expect(cents(line('001', 'DE', [tariff('99038209', 0), shelves]), '2026-04-06')).toEqual([100_000, 0]);
    expect(lineDuties(line('001', 'DE', [tariff('99038191', 0), shelves]), '2026-04-06')[0]).toMatchObject({
      verified: false,
    });
  });

  test('goods of the Union below 10 percent pay 10 in all under 9903.05.39, those of Vietnam 12.5 more under 9903.05.84', () => {
    const cups = (number: string) => [
      tariff(number, 0),
      tariff('3924102000', 10_000, [{ quantity: '100', unit: 'KG' }]),
    ];
    expect(cents(line('001', 'DE', cups('99030539')), '2026-08-03')).toEqual([100_000, 0]);
    expect(cents(line('001', 'VN', cups('99030584')), '2026-08-03')).toEqual([125_000, 65_000]);
  });

  test('a derived rate is a part of the duty of the other articles of its line', () => {
    const folder = mkdtempSync(join(tmpdir(), 'tariff-'));
    const file = join(folder, 'tariff.txt');
    writeFileSync(
      file,
      '61091000|KG|16.5%||90%|04|2020-01-01|\n96019999|X|=9 0 0.5 0|||00|2020-01-01|\n99038801|X|The duty provided in the applicable subheading + 25%|||*|2018-07-06|\n',
    );
    try {
      useTariff(file);
      const goods = [tariff('99038801', 0), tariff('6109100004', 1001), tariff('9601999900', 0)];
      expect(cents(line('001', 'CN', goods))).toEqual([0, 16_517, 8258]);
    } finally {
      useTariff();
      rmSync(folder, { recursive: true });
    }
  });

  test('what each number does on its line is shown: it frees, is free, is void, is the whole duty or adds to it', () => {
    const roles = (of: ReturnType<typeof line>, day: string) => showDuties(of, day, day).map(({ role }) => role);
    const car = tariff('8703230140', 20_000, [{ quantity: '1', unit: 'NO' }]);
    expect(roles(line('001', 'JP', [tariff('99039441', 0), car]), '2026-08-03')).toEqual(['whole duty', 'nothing']);
    expect(roles(line('001', 'DE', [tariff('99039401', 0), car]), '2026-08-03')).toEqual(['additional', 'article']);
    expect(roles(line('001', 'VN', [tariff('99030125', 0), shirts(1000)]), '2026-03-02')).toEqual(['void', 'article']);
    expect(roles(line('001', 'VN', [tariff('9802005060', 9000), shirts(1000)]), TODAY)).toEqual([
      'free value',
      'article',
    ]);
    expect(roles(line('001', 'VN', [tariff('9801001015', 0), shirts(1000)]), TODAY)).toEqual(['frees', 'nothing']);
  });

  /** Each rate on the day before its first, on its first and its last, and on the day after: what 1,000 dollars owe by it, or nothing in force. */
  test.each<[string, string, string, [string, number | null][]]>([
    [
      '99038803',
      'CN',
      '8708998105',
      [
        ['2018-09-23', null],
        ['2018-09-24', 100],
        ['2019-05-09', 100],
        ['2019-05-10', 250],
      ],
    ],
    [
      '99038815',
      'CN',
      '3924102000',
      [
        ['2019-08-31', null],
        ['2019-09-01', 150],
        ['2020-02-13', 150],
        ['2020-02-14', 75],
      ],
    ],
    [
      '99038187',
      'DE',
      '7208390030',
      [
        ['2025-03-11', null],
        ['2025-03-12', 250],
        ['2025-06-03', 250],
        ['2025-06-04', 500],
        ['2026-04-05', 500],
        ['2026-04-06', null],
      ],
    ],
    [
      '99030301',
      'DE',
      '6109100004',
      [
        ['2026-02-23', null],
        ['2026-02-24', 100],
        ['2026-07-23', 100],
        ['2026-07-24', null],
      ],
    ],
    [
      '99030124',
      'CN',
      '6109100004',
      [
        ['2025-03-03', null],
        ['2025-03-04', 200],
        ['2025-11-09', 200],
        ['2025-11-10', 100],
        ['2026-02-23', 100],
        ['2026-02-24', null],
      ],
    ],
    [
      '99030531',
      'CN',
      '6109100004',
      [
        ['2026-07-23', null],
        ['2026-07-24', 125],
        ['2026-11-30', 125],
      ],
    ],
    [
      '99030312',
      'CA',
      '0402101000',
      [
        ['2026-08-21', null],
        ['2026-08-22', 500],
      ],
    ],
    [
      '99037408',
      'DE',
      '8708301010',
      [
        ['2025-10-31', null],
        ['2025-11-01', 250],
      ],
    ],
    [
      '99038869',
      'CN',
      '8708998105',
      [
        ['2024-06-14', null],
        ['2024-06-15', 0],
        ['2026-11-09', 0],
        ['2026-11-10', null],
      ],
    ],
  ])('%s of %s', (number, origin, hts, days) => {
    const goods = line('001', origin, [tariff(number, 0), tariff(hts, 1000)]);
    const owed = days.map(([day]) => {
      // Received while the duties of the emergency powers act were still collected.
      const [first] = lineDuties(goods, day, '2026-02-23');
      return [day, first!.verified ? first!.dutyCents / 100 : null];
    });
    expect(owed).toEqual(days);
  });

  test('a duty can be shown: its steps, rate, period and day', () => {
    const cigarettes = tariff('2402208000', 1000, [
      { quantity: '20', unit: 'THS' },
      { quantity: '18', unit: 'KG' },
    ]);
    expect(showDuties(line('001', 'DE', [cigarettes]), TODAY, TODAY)).toEqual([
      {
        ...{
          hts: '2402208000',
          role: 'article',
          rateText: '$1.05/kg + 2.3%',
          column: 'general',
          formula: '5',
          rateDate: TODAY,
        },
        equation: 'P1 × Q2 + P2 × V',
        rateFrom: expect.stringMatching(/^\d{4}-\d\d-\d\d$/),
        steps: [
          { says: '18 KG × 1.05', dollars: '18.90' },
          { says: '1000 × 0.023', dollars: '23.000' },
        ],
        ...{ dutyCents: 4190, verified: true, note: null },
      },
    ]);
  });
});

describe('the day whose rates apply', () => {
  test('is the in-bond date before any other, but not for a quota entry, and never for the fees', () => {
    const dates = { ...worked(), inBondDate: '2026-02-20', entryDate: '2026-03-03' };
    expect([rateDate(dates, TODAY, null), feeDate(dates, TODAY, null)]).toEqual(['2026-02-20', '2026-03-03']);
    expect(rateDate({ ...dates, entryType: '02' }, TODAY, null)).toBe('2026-03-03');
    expect([rateDate(dates, TODAY, '2026-02-27'), feeDate(dates, TODAY, '2026-02-27')]).toEqual([
      '2026-02-20',
      '2026-02-27',
    ]);
  });

  test('is the day of release before the one that the filer estimated, and under immediate delivery the day on which the summary was filed; not for goods under a quota', () => {
    const release = {
      ...{ portOfEntry: '2704', importerNumber: null, releaseDate: '2026-02-23' },
      entersBySummary: false,
    };
    const entered = (change: object, entryType = '01') => enteredOn({ entryType }, { ...release, ...change }, TODAY);
    expect([entered({}), entered({ releaseDate: null }), entered({}, '02')]).toEqual(['2026-02-23', null, null]);
    expect([entered({ entersBySummary: true }), entered({ entersBySummary: true }, '07')]).toEqual([TODAY, null]);
    expect(enteredOn({ entryType: '01' }, undefined, TODAY)).toBeNull();
    // Section 122 began on 24 February 2026.
    const shirts = { ...worked(), lines: [line('001', 'DE', [tariff('6109100004', 5000)])] };
    const asked = (day: string | null) =>
      judgeSummary(shirts as never, { ...CONTEXT, entered: day }).conditions.some(({ code }) => code === '771');
    expect([asked(null), asked('2026-02-24'), asked('2026-02-23')]).toEqual([true, true, false]);
  });

  test('of fees is never that of the in-bond movement: limits and fixed fees too are those of the year of entry', () => {
    const year = { inBondDate: '2025-09-29', entryDate: '2025-10-02' };
    const informalOf = (cents: number) => {
      const summary = priced({ ...informal(), ...year } as never);
      summary.headerFees[0]!.cents = cents;
      summary.totals.feesByClass[0]!.cents = cents;
      summary.totals.feeCents = cents;
      return judgeSummary(summary, CONTEXT).conditions.some(({ code }) => code === '638');
    };
    expect([informalOf(269), informalOf(262)]).toEqual([false, true]);
  });

  test('is of privileged foreign goods of a zone the day the status was filed for, line by line', () => {
    const zone = { status: 'P', privilegedFilingDate: '2025-03-11', quantity: 5, recordIndex: 9 };
    const privileged = { ...line('001', 'DE', [tariff('7208390030', 10_000)]), zone };
    expect(lineRateDate(privileged, { ...worked(), entryType: '06' }, TODAY)).toBe('2025-03-11');
    expect(lineRateDate(privileged, worked(), TODAY)).toBe(TODAY);
    const due = computeSummary({ ...worked(), entryType: '06', lines: [privileged] }, TODAY);
    expect(due.lines[0]).toMatchObject({ rateDate: '2025-03-11' });
  });

  test('of a day that the schedule in use does not go back to, no duty is taken unseen: each number is told, as not held (W09) or not in force (434)', () => {
    const zone = { status: 'P', privilegedFilingDate: '1999-03-11', quantity: 5, recordIndex: 9 };
    const lines = worked().lines.map((one) => ({ ...one, zone }));
    const { conditions } = judgeSummary({ ...worked(), entryType: '06', lines } as never, CONTEXT);
    const told = conditions.filter(({ code }) => ['W09', '434'].includes(code));
    expect(told.map(({ code, severity }) => [code, severity])).toEqual([
      ['434', 'fatal'],
      ['W09', 'information'],
    ]);
  });

  test('is the entry date, else the statement date, else an arrival still to come, else today', () => {
    const dates = (entryDate: string | null, statementDate: string | null, estimatedArrival: string | null) =>
      rateDate({ ...worked(), entryDate, statementDate, estimatedArrival }, TODAY, null);
    expect(dates('2026-03-03', '2026-03-12', '2026-03-05')).toBe('2026-03-03');
    expect(dates(null, '2026-03-12', '2026-03-05')).toBe('2026-03-12');
    expect(dates(null, null, '2026-03-05')).toBe('2026-03-05');
    expect(dates(null, null, '2026-02-20')).toBe(TODAY);
    expect(dates('2026-02-30', null, null)).toBe(TODAY);
  });
});

describe('fees', () => {
  const formal = (...values: number[]) => ({
    ...worked(),
    lines: values.map((value, index) =>
      line(
        `00${index + 1}`,
        'DE',
        [tariff('8471300100', value, [{ quantity: '1', unit: 'NO' }])],
        [fee('499'), fee('501')],
      ),
    ),
  });
  const due = (summary: ReturnType<typeof worked>, classCode: string) =>
    computeSummary(summary, TODAY).feesByClass.find((entry) => entry.classCode === classCode)?.cents;

  test('a processing fee of 17.32 is raised to the minimum of 33.58', () => {
    expect(computeSummary(formal(5000), TODAY).lines[0]!.mpfCents).toBe(1732);
    expect(due(formal(5000), '499')).toBe(3358);
  });

  test.each([
    ['2017-12-31', 2500, 48_500],
    ['2018-01-01', 2567, 49_799],
    ['2024-09-30', 3167, 61_435],
    ['2024-10-01', 3271, 63_462],
    ['2025-09-30', 3271, 63_462],
    ['2025-10-01', 3358, 65_150],
  ])(
    'an entry of %s pays a processing fee of at least %i and at most %i cents, and a harbor fee of 0.125 percent',
    (day, least, most) => {
      const due = (value: number) => {
        const { feesByClass } = computeSummary({ ...formal(value), entryDate: day }, TODAY);
        return ['499', '501'].map((code) => feesByClass.find(({ classCode }) => classCode === code)?.cents);
      };
      expect([due(1_000), due(500_000)]).toEqual([
        [least, 125],
        [most, 62_500],
      ]);
    },
  );

  test('a processing fee of 692.80 is held at the maximum of 651.50', () => {
    expect(computeSummary(formal(200_000), TODAY).lines[0]!.mpfCents).toBe(69_280);
    expect(due(formal(200_000), '499')).toBe(65_150);
  });

  test('the limits are those of the fiscal year of the entry', () => {
    expect(due({ ...formal(5000), entryDate: '2025-09-30' }, '499')).toBe(3271);
    expect(due({ ...formal(5000), entryDate: '2025-10-01' }, '499')).toBe(3358);
  });

  test('from 1 October 2026 the last published limits apply and the computation says so', () => {
    const later = computeSummary({ ...formal(5000), entryDate: '2026-11-24' }, '2026-11-21');
    expect(later.feesByClass[0]).toEqual({ classCode: '499', cents: 3358 });
    expect(later.notes).toContainEqual(expect.stringContaining('not published yet'));
  });

  test('fees are rounded line by line and then added', () => {
    // 1,001 dollars: 3.467464 and 1.25125 a line.
    expect(
      computeSummary(formal(1001, 1001), TODAY).lines.map(({ mpfCents, hmfCents }) => [mpfCents, hmfCents]),
    ).toEqual([
      [347, 125],
      [347, 125],
    ]);
    expect(due(formal(1001, 1001), '501')).toBe(250);
  });

  test('a pipeline has no minimum', () => {
    expect(due({ ...formal(5000), modeOfTransport: '70' }, '499')).toBe(1732);
  });

  test('the harbor fee is due from vessels at listed ports only', () => {
    expect(due(formal(10_000), '501')).toBe(1250);
    expect(due({ ...formal(10_000), modeOfTransport: '41' }, '501')).toBeUndefined();
    expect(due({ ...formal(10_000), portOfUnlading: '2720' }, '501')).toBeUndefined();
    expect(due({ ...formal(10_000), entryType: '06' }, '501')).toBeUndefined();
  });

  test('border waterborne goods owe the harbor fee at every port, reported or not', () => {
    const ferry = {
      ...formal(10_000),
      modeOfTransport: '12',
      portOfUnlading: '3004',
      lines: [line('001', 'XO', [tariff('8471300100', 10_000)], [fee('499')])],
    };
    expect(due(ferry, '501')).toBe(1250);
  });

  test('chapter 98 lifts the processing fee, but not for goods processed abroad under 9802.00.80', () => {
    const exempt = (hts: string) =>
      isProcessingFeeExempt(line('001', 'DE', [tariff(hts, 0), tariff('8708998105', 5000)]), TODAY);
    expect(['9801001015', '9802008068', '9802006000', '9802005060'].map(exempt)).toEqual([true, false, false, true]);
  });

  test('a vessel filing at a listed port without the harbor fee is noted for the officer', () => {
    const silent = { ...formal(10_000), lines: [line('001', 'DE', [tariff('8471300100', 10_000)], [fee('499')])] };
    expect(computeSummary(silent, TODAY).notes).toContainEqual(expect.stringContaining('none is reported'));
  });

  test('a harbor fee of three dollars is not collected when nothing else is due', () => {
    const small = { ...worked(), lines: [line('001', 'IL', [tariff('8471300100', 2400)], [fee('501')])] };
    expect(computeSummary(small, TODAY)).toMatchObject({ harborFeeWaived: true, feeCents: 0 });
    const larger = { ...worked(), lines: [line('001', 'IL', [tariff('8471300100', 2404)], [fee('501')])] };
    expect(computeSummary(larger, TODAY)).toMatchObject({ harborFeeWaived: false, feeCents: 301 });
  });

  test('an informal entry owes 2.69, none by mail and none when every line is exempt', () => {
    const informal = { ...formal(900), entryType: '11' };
    expect(due(informal, '311')).toBe(269);
    expect(due(informal, '499')).toBeUndefined();
    expect(due({ ...informal, modeOfTransport: '50' }, '311')).toBeUndefined();
    expect(due({ ...informal, lines: [line('001', 'IL', [tariff('8471300100', 900)])] }, '311')).toBeUndefined();
  });

  test('what a computed summary declares adds up to what is due', () => {
    const summary = priced(formal(12_345, 67_890));
    const due = computeSummary(summary, TODAY);
    expect(summary.totals.feeCents).toBe(due.feeCents);
    expect(due.totalCents).toBe(due.dutyCents + due.feeCents);
  });
});
