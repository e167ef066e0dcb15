import fc from 'fast-check';
import { Decimal, formatMoney } from '#kernel';
import { parseRate, type Rate } from '#reference';
import { dutyOf, rateDate } from './duty.rules';
import { computeSummary, isProcessingFeeExempt } from './fees.rules';
import { fee, line, priced, tariff, TODAY, worked } from './summary.fixture';

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
    expect(due.notes).toEqual([]);
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

  test('a rate without a formula leaves the amount of the filer and says so', () => {
    const sugar = { ...tariff('1701141020', 5000, [{ quantity: '9000', unit: 'KG' }]), dutyCents: 13_145 };
    const due = computeSummary({ ...worked(), lines: [line('001', 'BR', [sugar])] }, TODAY);
    expect(due.lines[0]!.tariffs[0]).toMatchObject({ dutyCents: 13_145, formula: 'X', verified: false });
    expect(due.notes).toContain('Some duty was not verified: its rate has no formula.');
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

describe('the day whose rates apply', () => {
  test('is the entry date, else the statement date, else an arrival still to come, else today', () => {
    const dates = (entryDate: string | null, statementDate: string | null, estimatedArrival: string | null) =>
      rateDate({ ...worked(), entryDate, statementDate, estimatedArrival }, TODAY);
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
    expect(later.notes).toEqual([expect.stringContaining('not published yet')]);
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
    expect(computeSummary(silent, TODAY).notes).toEqual([expect.stringContaining('none is reported')]);
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
