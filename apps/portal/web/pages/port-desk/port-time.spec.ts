import { fieldTime, instantOf } from './port-time';

test.each([
  ['2026-11-30T01:40', 'America/Los_Angeles', '2026-11-30T09:40:00Z'],
  ['2026-07-01T12:00', 'America/Chicago', '2026-07-01T17:00:00Z'],
  ['2026-03-08T03:30', 'America/New_York', '2026-03-08T07:30:00Z'],
  ['2026-11-01T01:30', 'America/New_York', '2026-11-01T05:30:00Z'],
  ['2026-11-01T03:30', 'America/New_York', '2026-11-01T08:30:00Z'],
  ['2026-11-30T15:05', 'Pacific/Guam', '2026-11-30T05:05:00Z'],
])('%s on the clock of %s is %s', (field, zone, instant) => {
  expect(instantOf(field, zone)).toBe(instant);
  expect(fieldTime(new Date(instant), zone)).toBe(field);
});
