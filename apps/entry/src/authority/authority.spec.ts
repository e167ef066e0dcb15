import { reviewFunctionOf } from '#reference';
import { KnownAuthority } from './authority.rules';

const functionCode = 'entry-summary-review' as const;
const full = { centerId: 'CEE009', orderId: 'full', functionCode, reach: 'all', from: '2026-12-01' } as const;
const trial = {
  centerId: 'CEE009',
  orderId: 'test',
  functionCode,
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
test('each function is decided on by who has it: informal entries, withdrawals from warehouse and corrections by themselves', () => {
  const informal = { ...full, functionCode: 'informal-entry-review', from: '2026-10-01' } as const;
  const deciders = new KnownAuthority([full, informal], new Set(['CEE009']), new Map());
  const on = (day: string, entryType: string, isCorrected = false) =>
    deciders.decider('CEE009', day, null, reviewFunctionOf(entryType, isCorrected));
  expect(['01', '11', '31'].map((type) => on('2026-11-30', type))).toEqual(['port', 'Center', 'port']);
  expect(['01', '11', '31'].map((type) => on('2026-12-01', type))).toEqual(['Center', 'Center', 'port']);
  expect([on('2026-12-01', '01', true), on('2026-12-01', '11', true)]).toEqual(['port', 'port']);
});
