import { KnownAuthority } from './authority.rules';

const full = { centerId: 'CEE009', orderId: 'full', reach: 'all', from: '2026-12-01' } as const;
const trial = {
  centerId: 'CEE009',
  orderId: 'test',
  reach: 'volunteers',
  from: '2026-06-01',
  to: '2026-11-30',
} as const;
const known = new KnownAuthority(
  [full, trial],
  new Set(['CEE009', 'CEE007']),
  new Map([['12-345678900', new Set(['test'])]]),
);

test.each([
  ['2026-05-31', 'port', 'port'],
  ['2026-06-01', 'port', 'Center'],
  ['2026-11-30', 'port', 'Center'],
  ['2026-12-01', 'Center', 'Center'],
])('on %s the %s decides for everybody, and the %s for a volunteer of the test', (day, everybody, volunteer) => {
  expect(known.decider('CEE009', day, '12-999999900')).toBe(everybody);
  expect(known.decider('CEE009', day, '12-345678900')).toBe(volunteer);
});
test('of a Center whose only order was rolled back before it began the port decides; of one that nothing was told of, nobody knows', () => {
  expect(known.decider('CEE007', '2026-12-01', null)).toBe('port');
  expect(known.decider('CEE001', '2026-12-01', null)).toBe('not known');
  expect(known.decider(null, '2026-12-01', null)).toBe('not known');
  expect(known.decider('CEE009', null, null)).toBe('not known');
});
