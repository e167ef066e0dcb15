import { clockText, sinceText, timeText, zoneOfPorts } from './port-time';

const [LAREDO, EL_PASO, LOS_ANGELES, LONG_BEACH, ANCHORAGE, HONOLULU, PHOENIX, SAN_JUAN] = [
  '2304',
  '2402',
  '2704',
  '2709',
  '3126',
  '3201',
  '2605',
  '4909',
];

test('an instant is told once, on one clock, with UTC beside it and one date', () => {
  expect(timeText('2026-11-28T00:00:30.500Z')).toBe('27 November 2026 19:00 ET (00:00 UTC next day)');
  expect(timeText('2026-07-04T15:30:00Z')).toBe('4 July 2026 11:30 ET (15:30 UTC)');
  expect(clockText('2026-11-28T00:00:00Z')).toBe('19:00 ET (00:00 UTC)');
  expect(timeText('no instant')).toBe('no instant');
});

test('the hour that comes twice when clocks go back is told apart by UTC', () => {
  expect([timeText('2026-11-01T05:30:00Z'), timeText('2026-11-01T06:30:00Z')]).toEqual([
    '1 November 2026 01:30 ET (05:30 UTC)',
    '1 November 2026 01:30 ET (06:30 UTC)',
  ]);
});

test('ports of one clock are told by theirs, all others by that of the East', () => {
  const told = (...ports: string[]): string => clockText('2026-11-28T20:00:00Z', zoneOfPorts(ports));
  expect([
    told(LAREDO!),
    told(EL_PASO!),
    told(LOS_ANGELES!, LONG_BEACH!),
    told(ANCHORAGE!),
    told(HONOLULU!),
    told(PHOENIX!),
    told(SAN_JUAN!),
  ]).toEqual([
    '14:00 CT (20:00 UTC)',
    '13:00 MT (20:00 UTC)',
    '12:00 PT (20:00 UTC)',
    '11:00 AKT (20:00 UTC)',
    '10:00 HST (20:00 UTC)',
    '13:00 MST (20:00 UTC)',
    '16:00 AST (20:00 UTC)',
  ]);
  expect([told(), told(LAREDO!, EL_PASO!), told('9999')]).toEqual(Array(3).fill('15:00 ET (20:00 UTC)'));
});

test('what began lately is told by its hour, what is older with its day', () => {
  expect(sinceText('2026-11-28T00:00:00Z', '2026-11-28T11:59:00Z')).toBe('19:00 ET (00:00 UTC)');
  expect(sinceText('2026-11-28T00:00:00Z', '2026-11-28T12:00:00Z')).toBe(
    '27 November 2026 19:00 ET (00:00 UTC next day)',
  );
});
