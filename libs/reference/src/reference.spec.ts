import { Decimal, isCustomsDate } from '#kernel';
import {
  acceptsEntryType,
  COUNTRIES,
  countryOf,
  ENTRY_TYPES,
  FEE_CLASSES,
  HEADER_FEE_CLASSES,
  isCountry,
  isInsularPossession,
  isMpfExemptOrigin,
  isPort,
  isUserFeeFacility,
  irTaxDue,
  isVessel,
  MODES_OF_TRANSPORT,
  paysColumnTwo,
  portLocalDate,
  PORTS,
  programFor,
  TRADE_PROGRAMS,
  UNITS,
  USER_FEES,
  userFeesOn,
} from './index';

describe('ports', () => {
  test.each([
    ['2704', 'Los Angeles', 'CA', true, undefined, 'America/Los_Angeles'],
    ['4601', 'New York/Newark Area', 'NJ', true, undefined, 'America/New_York'],
    ['2304', 'Laredo', 'TX', false, 'Mexico', 'America/Chicago'],
    ['2402', 'El Paso', 'TX', false, 'Mexico', 'America/Denver'],
    ['3801', 'Detroit', 'MI', true, 'Canada', 'America/New_York'],
    ['2720', 'Los Angeles International Airport', 'CA', false, undefined, 'America/Los_Angeles'],
  ])('port %s is %s, %s', (code, name, state, harborFee, landBorder, timeZone) => {
    const port = { code, name, state, harborFee, timeZone, ...(landBorder && { landBorder }) };
    expect(PORTS.get(code)).toEqual(port);
  });

  test('every port has a time zone the platform knows and a code of four digits', () => {
    expect(PORTS.size).toBeGreaterThan(400);
    for (const port of PORTS.values()) {
      expect(port.code).toMatch(/^\d{4}$/);
      expect(() => new Intl.DateTimeFormat('en', { timeZone: port.timeZone })).not.toThrow();
      expect(port.timeZone).toEqual(expect.any(String));
    }
  });

  test('the fee of 19 CFR 24.24 applies at 162 present port codes', () => {
    expect([...PORTS.values()].filter(({ harborFee }) => harborFee)).toHaveLength(162);
  });

  test('half past five in the morning in London is the day before at Los Angeles, not at New York', () => {
    expect(portLocalDate('2026-11-21T05:30:00Z', '2704')).toBe('2026-11-20');
    expect(portLocalDate('2026-11-21T05:30:00Z', '4601')).toBe('2026-11-21');
    expect(isPort('9999')).toBe(false);
    expect(() => portLocalDate('2026-11-21T05:30:00Z', '9999')).toThrow('port 9999');
  });
});

describe('countries', () => {
  test('countries and the provinces that stand for Canada as an origin are known', () => {
    expect(COUNTRIES.get('CN')).toBe('China');
    expect(COUNTRIES.get('KR')).toBe('Korea, South');
    expect(COUNTRIES.size).toBeGreaterThan(250);
    expect(isCountry('XO')).toBe(false);
    expect(countryOf('XO')).toBe('CA');
  });

  test('goods of Israel, Haiti and Guam pay no merchandise processing fee, goods of China do', () => {
    expect(['IL', 'HT', 'GU', 'CN'].map(isMpfExemptOrigin)).toEqual([true, true, true, false]);
    expect(['GU', 'IL'].map(isInsularPossession)).toEqual([true, false]);
  });

  test('the user fee airport 3882 is told from the seaport 2704', () => {
    expect(['3882', '2704'].map(isUserFeeFacility)).toEqual([true, false]);
  });

  test('Belarus, Cuba, North Korea and Russia pay column 2', () => {
    expect([...COUNTRIES.keys()].filter(paysColumnTwo).sort()).toEqual(['BY', 'CU', 'KP', 'RU']);
  });
});

describe('entry types and modes', () => {
  test('the entry summary takes the sixteen types of its table', () => {
    const taken = [...ENTRY_TYPES.keys()].filter((code) => acceptsEntryType('AE', code, '2026-11-21'));
    expect(taken.join(' ')).toBe('01 02 03 06 07 11 12 21 22 23 31 32 34 38 51 52');
  });

  test('type 86 was released until 23 June 2026 and not after', () => {
    expect(acceptsEntryType('SE', '86', '2026-06-23')).toBe(true);
    expect(acceptsEntryType('SE', '86', '2026-06-24')).toBe(false);
    expect(acceptsEntryType('AE', '86', '2026-06-23')).toBe(false);
    expect(acceptsEntryType('AE', '99', '2026-06-23')).toBe(false);
  });

  test('modes 10, 11 and 12 are vessels', () => {
    expect([...MODES_OF_TRANSPORT.keys()].filter(isVessel)).toEqual(['10', '11', '12']);
    expect(MODES_OF_TRANSPORT.size).toBe(15);
  });

  test('units of measure have a code and a meaning', () => {
    expect(UNITS.get('DOZ')).toBe('dozens');
    expect(UNITS.get('X')).toBe('no quantity required');
  });
});

describe('user fees', () => {
  test('periods follow each other without a gap or an overlap from October 2011', () => {
    expect(USER_FEES[0]!.from).toBe('2011-10-01');
    USER_FEES.forEach((row, index) => {
      const next = USER_FEES[index + 1];
      const dayAfter = row.to && new Date(Date.parse(row.to) + 86_400_000).toISOString().slice(0, 10);
      expect(dayAfter).toBe(next?.from);
      expect(row.mpfMinimum < row.mpfMaximum).toBe(true);
    });
  });

  test('the limits of fiscal year 2026 are 33.58 and 651.50, the informal fee 2.69', () => {
    expect(userFeesOn('2025-10-01')).toMatchObject({
      provisional: false,
      fees: { mpfMinimum: 3358n, mpfMaximum: 65150n, informal: 269n },
    });
    expect(userFeesOn('2025-09-30')).toMatchObject({ fees: { mpfMinimum: 3271n, mpfMaximum: 63462n, informal: 262n } });
  });

  test('amounts for fiscal year 2027 were not published, so the last known ones stand and are marked provisional', () => {
    expect(userFeesOn('2026-09-30')?.provisional).toBe(false);
    expect(userFeesOn('2026-10-01')).toMatchObject({ provisional: true, fees: { mpfMinimum: 3358n } });
  });

  test('dates before the table get no fees rather than wrong ones', () => {
    expect(userFeesOn('2011-09-30')).toBeUndefined();
  });

  test('every header fee is a known class', () => {
    for (const code of HEADER_FEE_CLASSES) expect(FEE_CLASSES.has(code)).toBe(true);
  });
});

describe('special programs', () => {
  test('a claim holds for an origin of the agreement while it is in force', () => {
    expect(programFor('KR', 'KR', '2026-11-21')?.mpfExempt).toBe(true);
    expect(programFor('KR', 'JP', '2026-11-21')).toBeUndefined();
    expect(programFor('S', 'XO', '2026-11-21')?.text).toContain('Mexico');
    expect(programFor('CA', 'XO', '2026-11-21')).toBeUndefined();
    expect(programFor('QQ', 'KR', '2026-11-21')).toBeUndefined();
  });

  test('every code of the published table is known', () => {
    const published =
      'A AU B B# BH C C# CA CL CO D E IL J J+ JO JP K K# KR L L# MA MX N NP OM P P+ PA PE R S S+ SG W Y Z'.split(' ');
    expect(TRADE_PROGRAMS.map(({ code }) => code).sort()).toEqual(published.sort());
  });

  test('the Generalized System of Preferences lapsed at the end of 2020', () => {
    expect(programFor('A', 'TH', '2020-12-31')).toBeDefined();
    expect(programFor('A', 'TH', '2021-01-01')).toBeUndefined();
    for (const { from } of TRADE_PROGRAMS) expect(isCustomsDate(from)).toBe(true);
  });
});

describe('internal revenue taxes (26 U.S.C. 5001, 5041, 5051, 5701)', () => {
  const on = (hts: string, classCode: string, ...quantities: [string, string][]) => {
    const given = quantities.map(([quantity, unit]) => ({ quantity: Decimal.of(quantity), unit }));
    const due = irTaxDue(hts, classCode, given, '2026-03-02');
    return due && [due.leastCents, due.mostCents];
  };
  test.each<[string, string, string, [string, string][], number[] | undefined]>([
    ['a barrel of beer pays 18 dollars', '2203000030', '022', [['117.347765304', 'L']], [1800, 1800]],
    ['a gallon of still wine pays 1.07', '2204215005', '017', [['3.785411784', 'L']], [107, 107]],
    ['a gallon of champagne pays 3.40', '2204100030', '017', [['3.785411784', 'L']], [340, 340]],
    ['of stronger wine the strength decides', '2204218030', '017', [['3.785411784', 'L']], [107, 315]],
    ['a proof gallon of whiskey pays 13.50', '2208306065', '016', [['3.785411784', 'PFL']], [1350, 1350]],
    [
      'a thousand small cigarettes pay 50.33',
      '2402208000',
      '018',
      [
        ['1', 'THS'],
        ['1', 'KG'],
      ],
      [5033, 5033],
    ],
    [
      'a thousand of more than three pounds 105.69',
      '2402208000',
      '018',
      [
        ['1', 'THS'],
        ['1.4', 'KG'],
      ],
      [10_569, 10_569],
    ],
    ['of cigars the price decides, up to 40.26 cents each', '2402103030', '018', [['1', 'THS']], [0, 40_260]],
    ['a pound of pipe tobacco pays 2.8311', '2403110000', '018', [['0.45359237', 'KG']], [283, 283]],
    ['what is not counted has no tax by law', '2208306065', '016', [['10', 'KG']], undefined],
  ])('%s', (_, hts, classCode, quantities, expected) => {
    expect(on(hts, classCode, ...quantities)).toEqual(expected);
  });
});
