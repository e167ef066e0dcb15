import {
  addDays,
  businessCalendar,
  daysBetween,
  FEDERAL_CALENDAR as calendar,
  isCustomsDate,
  localDate,
} from './index';

test.each([
  ['2026-01-01', "New Year's Day"],
  ['2026-01-19', 'Birthday of Martin Luther King, Jr.'],
  ['2026-02-16', "Washington's Birthday"],
  ['2026-05-25', 'Memorial Day'],
  ['2026-06-19', 'Juneteenth National Independence Day'],
  ['2026-07-03', 'Independence Day'],
  ['2026-09-07', 'Labor Day'],
  ['2026-10-12', 'Columbus Day'],
  ['2026-11-11', 'Veterans Day'],
  ['2026-11-26', 'Thanksgiving Day'],
  ['2026-12-25', 'Christmas Day'],
  ['2027-07-05', 'Independence Day'],
  ['2027-12-31', "New Year's Day"],
])('no business on %s: %s', (date, name) => {
  expect(calendar.holiday(date)).toBe(name);
  expect(calendar.isBusinessDay(date)).toBe(false);
});

test('19 June was a working day before 2021', () => {
  expect(calendar.isBusinessDay('2020-06-19')).toBe(true);
});

test('ten working days after an entry on 20 November 2026 skip weekends and Thanksgiving', () => {
  expect(calendar.addBusinessDays('2026-11-20', 10)).toBe('2026-12-07');
  expect(calendar.addBusinessDays('2026-12-07', -10)).toBe('2026-11-20');
  expect(calendar.businessDaysBetween('2026-11-20', '2026-12-07')).toBe(10);
});

test('a Saturday moves to the next business day, a Friday stays', () => {
  expect(calendar.onOrAfter('2026-07-04')).toBe('2026-07-06');
  expect(calendar.onOrAfter('2026-11-20')).toBe('2026-11-20');
});

test('a closure by executive order is a day without business in that calendar only', () => {
  const closed = businessCalendar({ '2026-12-24': 'Executive order' });
  expect(closed.isBusinessDay('2026-12-24')).toBe(false);
  expect(calendar.isBusinessDay('2026-12-24')).toBe(true);
});

test('dates that do not exist are not customs dates', () => {
  expect(isCustomsDate('2028-02-29')).toBe(true);
  for (const text of ['2026-02-29', '2026-13-01', '20261101', '2026-1-1', '', '9900-01-01', '9999-12-31'])
    expect(isCustomsDate(text)).toBe(false);
  // Every day that is one can be counted from, for as long as any clock runs.
  expect(calendar.addBusinessDays(addDays('9899-12-31', 36_000), 10) > '9998').toBe(true);
  expect(addDays('2026-12-31', 1)).toBe('2027-01-01');
  expect(daysBetween('2026-11-20', '2026-12-05')).toBe(15);
});

test('an instant after midnight in New York is still the day before in Los Angeles', () => {
  expect(localDate('2026-11-21T05:30:00Z', 'America/New_York')).toBe('2026-11-21');
  expect(localDate('2026-11-21T05:30:00Z', 'America/Los_Angeles')).toBe('2026-11-20');
});

test.each(['America/New_York', 'Asia/Kolkata', 'Asia/Kathmandu', 'Australia/Lord_Howe', 'Pacific/Pago_Pago'])(
  'one instant after the other in %s falls on the day that the calendar of the zone says, over both changes of daylight saving time',
  (timeZone) => {
    const calendar = new Intl.DateTimeFormat('en-CA', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' });
    for (const start of ['2026-03-07T12:00:00Z', '2026-04-04T00:00:00Z', '2026-10-31T12:00:00Z'])
      for (let minutes = 0; minutes < 3 * 1_440; minutes += 7) {
        const at = new Date(Date.parse(start) + minutes * 60_000 + 999);
        expect([at.toISOString(), localDate(at, timeZone)]).toEqual([at.toISOString(), calendar.format(at)]);
      }
  },
);
