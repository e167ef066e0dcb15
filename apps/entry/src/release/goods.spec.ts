import { goodsOf } from './goods.rules';

const line = (countryOfOrigin: string | null, ...tariffs: [hts: string | null, valueDollars: number | null][]) => ({
  countryOfOrigin,
  tariffs: tariffs.map(([hts, valueDollars]) => ({ hts, valueDollars })),
});

test('lines of one chapter and country are one, with their values and duty', () => {
  const lines = [
    line('CN', ['3924104000', 100]),
    line('VN', ['3926909989', 7]),
    line('CN', ['3926909989', 20]),
    line(null, ['0101210010', 5]),
  ];
  expect(goodsOf(lines, [340, 1, 60])).toEqual([
    { chapter: '01', countryOfOrigin: null, valueDollars: 5, dutyCents: 0 },
    { chapter: '39', countryOfOrigin: 'CN', valueDollars: 120, dutyCents: 400 },
    { chapter: '39', countryOfOrigin: 'VN', valueDollars: 7, dutyCents: 1 },
  ]);
});

test('a line with a number of chapter 99 before its own counts by its own, and with both values', () => {
  expect(goodsOf([line('CN', ['9903880100', 0], ['8471300100', 900])])).toEqual([
    { chapter: '84', countryOfOrigin: 'CN', valueDollars: 900, dutyCents: 0 },
  ]);
  expect(goodsOf([line('CN', ['9801001012', 900])])).toEqual([
    { chapter: '98', countryOfOrigin: 'CN', valueDollars: 900, dutyCents: 0 },
  ]);
});

test('a line without a number is in no chapter', () => {
  expect(goodsOf([line('CN', [null, 900])])).toEqual([]);
});
