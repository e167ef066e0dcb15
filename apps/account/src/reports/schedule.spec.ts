import { dueAfter, dueNow, instantAtClock, periodBefore, type Timing, timingFaults } from './schedule.rules';

const NEW_YORK = 'America/New_York';
const timing = (every: Timing['every'], more: Partial<Timing> = {}): Timing => ({
  ...{ every, businessDay: 1, timeOfDay: '07:00', timeZone: NEW_YORK },
  ...more,
});
const series = (one: Timing, after: string, count: number): string[] => {
  const found: string[] = [];
  for (let at = new Date(after); found.length < count; found.push(at.toISOString())) at = dueAfter(one, at);
  return found;
};

test('a daily report is made on business days: neither at the week-end nor on Thanksgiving', () => {
  expect(series(timing('daily'), '2026-11-24T20:00:00Z', 4)).toEqual([
    '2026-11-25T12:00:00.000Z',
    '2026-11-27T12:00:00.000Z',
    '2026-11-30T12:00:00.000Z',
    '2026-12-01T12:00:00.000Z',
  ]);
});

test('a weekly report is made on a business day of the week: on Tuesday where Monday is a holiday', () => {
  expect(series(timing('weekly'), '2026-09-01T20:00:00Z', 2)).toEqual([
    '2026-09-08T11:00:00.000Z', // 7 September is Labor Day
    '2026-09-14T11:00:00.000Z',
  ]);
  // The fifth business day of a week that has four is its last.
  expect(series(timing('weekly', { businessDay: 5 }), '2026-09-07T20:00:00Z', 1)).toEqual(['2026-09-11T11:00:00.000Z']);
});

test('monthly and quarterly reports are made on a business day of the month or quarter', () => {
  expect(series(timing('monthly'), '2026-12-15T00:00:00Z', 2)).toEqual([
    '2027-01-04T12:00:00.000Z', // 1 January is a holiday, 2 and 3 a week-end
    '2027-02-01T12:00:00.000Z',
  ]);
  expect(series(timing('quarterly', { businessDay: 5 }), '2026-11-15T00:00:00Z', 2)).toEqual([
    '2027-01-08T12:00:00.000Z',
    '2027-04-07T11:00:00.000Z',
  ]);
});

test('the clock is that of the place, in winter and in summer, and where it is put forward or back over the time', () => {
  expect(instantAtClock('2026-01-15', '07:00', 'America/Los_Angeles').toISOString()).toBe('2026-01-15T15:00:00.000Z');
  expect(instantAtClock('2026-07-15', '07:00', 'America/Los_Angeles').toISOString()).toBe('2026-07-15T14:00:00.000Z');
  expect(instantAtClock('2026-03-08', '02:30', NEW_YORK).toISOString()).toBe('2026-03-08T07:30:00.000Z');
  expect(instantAtClock('2026-11-01', '01:30', NEW_YORK).toISOString()).toBe('2026-11-01T05:30:00.000Z');
  expect(instantAtClock('2026-07-15', '00:00', 'Pacific/Guam').toISOString()).toBe('2026-07-14T14:00:00.000Z');
});

test('a report is about the whole period before it; on Monday about Friday and the week-end', () => {
  const of = (every: Timing['every'], due: string) => periodBefore(timing(every), new Date(due));
  expect(of('daily', '2026-11-30T12:00:00Z')).toEqual({ from: '2026-11-27', to: '2026-11-29' });
  expect(of('weekly', '2026-11-30T12:00:00Z')).toEqual({ from: '2026-11-23', to: '2026-11-29' });
  expect(of('monthly', '2027-01-04T12:00:00Z')).toEqual({ from: '2026-12-01', to: '2026-12-31' });
  expect(of('quarterly', '2027-01-04T12:00:00Z')).toEqual({ from: '2026-10-01', to: '2026-12-31' });
});

test('times that were missed are one run, about all days that theirs would have been about', () => {
  const next = new Date('2026-11-25T12:00:00Z');
  expect(dueNow(timing('daily'), next, new Date('2026-11-25T11:59:59Z'))).toBeNull();
  expect(dueNow(timing('daily'), next, new Date('2026-12-01T11:00:00Z'))).toEqual({
    due: new Date('2026-11-30T12:00:00Z'),
    missed: 2,
    period: { from: '2026-11-24', to: '2026-11-29' },
    following: new Date('2026-12-01T12:00:00Z'),
  });
});

test('a business day that no such period has, and a zone that is nowhere, are refused by field', () => {
  expect(timingFaults(timing('monthly', { businessDay: 24 })).map(({ at }) => at)).toEqual(['/businessDay']);
  expect(timingFaults(timing('weekly', { businessDay: 6, timeZone: 'Mars/Olympus' })).map(({ at }) => at)).toEqual([
    '/businessDay',
    '/timeZone',
  ]);
  expect(timingFaults(timing('quarterly', { businessDay: 60 }))).toEqual([]);
});
