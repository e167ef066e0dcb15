import { portClock } from './port-clock';

test('an instant has the date and the minute of its port, of Washington where none is known, whatever was asked before', () => {
  const asked: [instant: string, port: string | null][] = [
    ['2026-11-21T05:30:00.000Z', '2704'],
    ['2026-11-21T05:30:59.999Z', '2704'],
    ['2026-11-21T05:31:00.000Z', '2704'],
    ['2026-11-21T05:31:00.000Z', null],
    ['2026-11-21T05:31:00.000Z', '9999'],
    ['2026-11-21T07:59:59.999Z', '2704'],
    ['2026-11-21T08:00:00.000Z', '2704'],
    ['2026-11-21T05:30:00.000Z', '2704'],
  ];
  expect(
    asked.map(([instant, port]) => portClock(instant, port)).map(({ mmddyy, hhmm }) => `${mmddyy} ${hhmm}`),
  ).toEqual([
    '112026 2130',
    '112026 2130',
    '112026 2131',
    '112126 0031',
    '112126 0031',
    '112026 2359',
    '112126 0000',
    '112026 2130',
  ]);
});
