import { daysOf, quarterOf, standingOf } from './quarter.rules';

test('a quarter is three whole months, and follows on the one before over the end of the year', () => {
  expect(daysOf('2026-Q4')).toEqual({ from: '2026-10-01', to: '2026-12-31' });
  expect(daysOf('2028-Q1')).toEqual({ from: '2028-01-01', to: '2028-03-31' });
  expect(quarterOf(new Date('2027-01-01T00:00:00Z'))).toBe('2027-Q1');
  expect(quarterOf(new Date('2027-01-01T00:00:00Z'), -1)).toBe('2026-Q4');
});

test('a quarter is frozen ten days after its end, or thirty where something is still not known', () => {
  const at = (day: string) => standingOf('2026-Q4', new Date(`${day}T12:00:00Z`));
  expect(['2026-12-31', '2027-01-01', '2027-01-10', '2027-01-11', '2027-01-30', '2027-01-31'].map(at)).toEqual([
    ...['running', 'settling', 'settling', 'complete', 'complete', 'overdue'],
  ]);
});
