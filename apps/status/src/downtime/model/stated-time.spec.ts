import { eastern, instantOf, timeText } from './stated-time.rules';

describe('A stated time', () => {
  it('is printed by the clock of the East, in summer and in winter', () => {
    expect(timeText('2026-11-21T20:30:00Z')).toBe('21 November 2026 15:30 ET');
    expect(timeText('2026-07-04T03:30:00Z')).toBe('3 July 2026 23:30 ET');
  });

  it('becomes an instant only when date, clock and zone are known', () => {
    expect(instantOf({ date: '2017-11-14', clock: '15:30', zone: 'ET' })).toBe('2017-11-14T20:30:00.000Z');
    expect(instantOf({ date: '2016-07-23', clock: '22:00', zone: 'ET' })).toBe('2016-07-24T02:00:00.000Z');
    expect(instantOf({ date: '2016-07', clock: '22:00', zone: 'ET' })).toBeNull();
    expect(instantOf({ date: '2016-07-23' })).toBeNull();
  });

  it('goes there and back again, also in the nights when clocks change', () => {
    for (const instant of ['2026-03-08T06:30:00.000Z', '2026-03-08T07:30:00.000Z', '2026-11-01T07:30:00.000Z', '2026-06-15T12:00:00.000Z'])
      expect(instantOf(eastern(instant))).toBe(instant);
  });
});
