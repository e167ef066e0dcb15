import { OldestRow } from './oldest-row';

const S = 1_000;
const watched = (...looks: (readonly [oldest: string | null, newest: string | null])[]): OldestRow => {
  const rows = new OldestRow();
  looks.forEach(([oldest, newest], second) => rows.note(oldest, newest, second * S));
  return rows;
};

test('an outbox through which rows pass is young, however many pass', () => {
  expect(watched(['1', '50'], ['51', '90'], ['120', '150'], ['151', '160']).ageMs(3 * S)).toBe(0);
  expect(watched(['1', '50'], [null, null]).ageMs(1 * S)).toBe(0);
});

test('a row that stays grows old, whatever comes behind it', () => {
  expect(watched(['7', '7'], ['7', '30'], ['7', '60'], ['7', '90']).ageMs(3 * S)).toBe(3 * S);
});

test('an outbox that is worked off more slowly than it fills is as old as what leaves it', () => {
  expect(watched(['1', '100'], ['20', '200'], ['60', '300'], ['110', '400']).ageMs(3 * S)).toBe(2 * S);
});

test('of what nobody watched nothing is said', () => {
  const rows = watched(['7', '7'], ['7', '8']);
  rows.note('7', '9', 60 * S);
  expect(rows.ageMs(60 * S)).toBe(0);
});
