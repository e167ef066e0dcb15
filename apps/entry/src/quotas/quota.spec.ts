import { allot, type Claim, type Quota, QuotaRegister, standing } from './quota';

const OPENS = new Date('2026-01-02T17:00:00Z');
const claim = (entryKey: string, quantity: number, minutesAfter: number): Claim => ({
  ...{ entryKey, lineNumber: '001', quantity: BigInt(quantity) },
  presentedAt: new Date(OPENS.getTime() + minutesAfter * 60_000),
});
const of = (left: number, ...claims: Claim[]) =>
  allot(BigInt(left), OPENS, claims).map(({ claim: { entryKey }, status, allotted }) => [
    entryKey,
    status,
    Number(allotted),
  ]);

test('what is presented by the opening moment is prorated where it is more than the quota has, and nothing is left', () => {
  expect(of(100, claim('A', 150, -60), claim('B', 50, 0), claim('C', 10, 1))).toEqual([
    ['A', 'reserved', 75],
    ['B', 'reserved', 25],
    ['C', 'rejected', 0],
  ]);
  expect(of(100, claim('A', 99, -2), claim('B', 99, -1), claim('C', 99, 0)).map(([, , got]) => got)).toEqual([
    33, 33, 33,
  ]);
});

test('after the opening who comes first is served first, the last one with what is left', () => {
  expect(of(100, claim('B', 60, 2), claim('A', 30, -1), claim('D', 5, 4), claim('C', 20, 3))).toEqual([
    ['A', 'accepted', 30],
    ['B', 'accepted', 60],
    ['C', 'reserved', 10],
    ['D', 'rejected', 0],
  ]);
});

test('lines that were presented at once go by their entry, so that every run allots the same', () => {
  expect(of(10, claim('B', 8, 1), claim('A', 8, 1))).toEqual([
    ['A', 'accepted', 8],
    ['B', 'reserved', 2],
  ]);
});

test('of what a line was allotted it keeps what it still claims, and the rest goes back', () => {
  expect(standing(90_000n, 60_000n)).toEqual({ allotted: 60_000n, givenBack: 30_000n });
  expect(standing(20_000n, 90_000n)).toEqual({ allotted: 20_000n, givenBack: 0n });
  expect(standing(20_000n, 0n)).toEqual({ allotted: 0n, givenBack: 20_000n });
});

test('a line is of the quota of its day among many periods, else of the last one that is over', () => {
  const period = (id: number, year: number, headings: string[]): Quota => ({
    ...{
      id,
      name: `${year}`,
      kind: 'tariff rate',
      headings,
      paired: null,
      countries: ['DE'],
      unit: 'NO',
      quantity: '9',
    },
    ...{ allotted: '0', opensAt: OPENS, from: `${year}-01-01`, to: `${year}-12-31`, status: 'open' },
  });
  const register = new QuotaRegister([
    period(3, 2023, ['84713001', '847150']),
    period(4, 2024, ['8471']),
    period(9, 2025, ['1701']),
  ]);
  const line = (...hts: string[]) => ({
    ...{
      countryOfOrigin: 'DE',
      tariffs: hts.map((one) => ({ hts: one, quantities: [{ quantity: '2', unit: 'NO' }] })),
    },
  });
  const of = (day: string, ...hts: string[]) => {
    const subject = register.of(line(...hts), day);
    return subject && [subject.quota.id, subject.expired, subject.claimed?.toString()];
  };
  expect(of('2023-05-01', '8471.30.0100')).toEqual([3, false, '2']);
  expect(of('2024-05-01', '8471300100', '8471500100')).toEqual([4, false, '4']);
  expect(of('2026-05-01', '8471300100')).toEqual([4, true, '2']);
  expect(of('2026-05-01', '1701991000', '8471300100')).toEqual([9, true, '2']);
  expect(of('2023-05-01', '2203000000')).toBeUndefined();
});
