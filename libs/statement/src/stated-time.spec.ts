import { clockOf, eastern, instantOf } from './stated-time.rules';

describe('A stated time', () => {
  const national = clockOf([]);

  it('is told by the clock of its ports, else by that of the East, with UTC beside it', () => {
    expect(national('2026-11-21T20:30:00Z')).toBe('21 November 2026 15:30 ET (20:30 UTC)');
    expect(national('2026-07-04T03:30:00Z')).toBe('3 July 2026 23:30 ET (03:30 UTC next day)');
    expect(clockOf(['2304'])('2026-11-21T20:30:00Z')).toBe('21 November 2026 14:30 CT (20:30 UTC)');
    expect(clockOf(['2304', '2402'])({ date: '2026-11-21', clock: '14:30', zone: 'CT' })).toBe(
      '21 November 2026 15:30 ET (20:30 UTC)',
    );
  });

  it('that is not known to the minute is told as it was stated', () => {
    expect(national({ relation: 'before', date: '2016-07-23' })).toBe('before 23 July 2016');
    expect(national({ relation: 'about', date: '2012-02-10', clock: '16:00', zone: 'ET' })).toBe(
      'about 10 February 2012 16:00 ET (21:00 UTC)',
    );
    expect(national({ date: '2012-08-05', clock: '05:00', zone: 'ET', presumed: true })).toBe(
      '5 August 2012 05:00 ET (presumed)',
    );
    expect([national({ season: 'spring', date: '2020' }), national({ day: 1, clock: '23:30' })]).toEqual([
      'spring 2020',
      '23:30 (time zone not stated) (day 1)',
    ]);
  });

  it('becomes an instant only when date, clock and zone are known', () => {
    expect(instantOf({ date: '2017-11-14', clock: '15:30', zone: 'ET' })).toBe('2017-11-14T20:30:00.000Z');
    expect(instantOf({ date: '2016-07-23', clock: '22:00', zone: 'ET' })).toBe('2016-07-24T02:00:00.000Z');
    expect(instantOf({ date: '2016-07', clock: '22:00', zone: 'ET' })).toBeNull();
    expect(instantOf({ date: '2016-07-23' })).toBeNull();
  });

  it('goes there and back again, also in the nights when clocks change', () => {
    for (const instant of [
      '2026-03-08T06:30:00.000Z',
      '2026-03-08T07:30:00.000Z',
      '2026-11-01T07:30:00.000Z',
      '2026-06-15T12:00:00.000Z',
    ])
      expect(instantOf(eastern(instant))).toBe(instant);
  });
});
