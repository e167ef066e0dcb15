import { standingOn } from './assigned.rules';

test('until a granted appeal takes effect an account belongs to the Center that it had, and reads which one is next', () => {
  const had = { centerId: 'CEE009', from: '2020-01-01', to: '2026-12-31' };
  const next = { centerId: 'CEE003', from: '2027-01-01', to: null };
  const past = { centerId: 'CEE001', from: '2015-01-01', to: '2019-12-31' };
  expect(standingOn('2026-12-31', [past, had, next])).toEqual({ now: [had], later: [next] });
  expect(standingOn('2027-01-01', [past, had, next])).toEqual({ now: [next], later: [] });
});
