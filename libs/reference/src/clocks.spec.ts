import { businessCalendar, localDate, type Relief } from '#kernel';
import { CLOCK_NAMES, CLOCKS, clockOf, dueOf, running, type ClockName } from './clocks';
import { EASTERN } from './port-time';

const downtime = (from: string, to: string, days = 1): Relief => ({
  ...{ number: 'DT-26-000012', from, to, paymentBusinessDays: days, otherBusinessDays: days },
});

describe('a clock from the business calendar', () => {
  test('says which rule it is from, when it starts and what happens at its end, once for every day', () => {
    for (const name of CLOCK_NAMES)
      for (const day of ['1979-01-01', '2026-11-29'])
        expect(CLOCKS.filter((clock) => clock.name === name && clock.from <= day && !clock.to)).toHaveLength(1);
    for (const { rule, starts, atEnd, length } of CLOCKS)
      expect([rule, starts, atEnd].every((text) => text.length > 5) && length > 0).toBe(true);
  });

  test.each(['1978-12-31', '1870-01-01', '0001-01-01'])('a day before the table, %s, has the earliest row', (day) => {
    for (const name of CLOCK_NAMES) {
      const [earliest] = CLOCKS.filter((clock) => clock.name === name).sort((a, b) => (a.from < b.from ? -1 : 1));
      expect(clockOf(name, day)).toBe(earliest);
    }
    expect(dueOf('filing of a summary', { start: day }).dueDate > day).toBe(true);
  });

  test.each<[edge: string, clock: ClockName, start: string, due: string]>([
    ['ten working days from a Tuesday', 'filing of a summary', '2026-06-02', '2026-06-16'],
    ['a weekend does not count', 'resubmission of a summary', '2026-06-05', '2026-06-09'],
    ['what starts on a Saturday counts from Monday', 'resubmission of a summary', '2026-06-06', '2026-06-09'],
    ['Thanksgiving does not count', 'resubmission of a summary', '2026-11-25', '2026-11-30'],
    ['the year ends: Christmas and New Year do not count', 'filing of a summary', '2026-12-22', '2027-01-07'],
    ['New Year on a Saturday is kept in the old year', 'resubmission of a summary', '2021-12-29', '2022-01-03'],
    ['29 February is a day like any other', 'resubmission of a summary', '2028-02-28', '2028-03-01'],
    ['in another year the day after 28 February is 1 March', 'resubmission of a summary', '2027-02-26', '2027-03-02'],
    ['calendar days over 29 February', 'review of an AD/CVD summary', '2028-02-01', '2028-04-03'],
    ['calendar days that end on a Sunday end on Monday', 'review of an AD/CVD summary', '2026-07-29', '2026-09-28'],
    ['calendar days that end on a holiday end after it', 'review of an AD/CVD summary', '2026-10-26', '2026-12-28'],
  ])('%s', (_, clock, start, due) => {
    expect(dueOf(clock, { start })).toEqual({ legalDueDate: due, dueDate: due, relievedBy: null });
  });

  test('a day closed by order of the President counts as a holiday', () => {
    const calendar = businessCalendar({ '2026-12-24': 'closed by executive order' });
    expect(dueOf('resubmission of a summary', { start: '2026-12-22' }, calendar).dueDate).toBe('2026-12-28');
  });

  test.each([
    // Clocks of New York go forward at 2026-03-08T07:00Z and back at 2026-11-01T06:00Z.
    ['2026-03-09T03:59:59Z', '2026-03-08', '2026-03-10'],
    ['2026-03-09T04:00:00Z', '2026-03-09', '2026-03-11'],
    ['2026-11-02T04:59:59Z', '2026-11-01', '2026-11-03'],
    ['2026-11-02T05:00:00Z', '2026-11-02', '2026-11-04'],
  ])('a day of 23 or 25 hours is one day: what starts at %s starts on %s', (instant, day, due) => {
    const start = localDate(instant, EASTERN);
    expect(start).toBe(day);
    expect(dueOf('resubmission of a summary', { start }).dueDate).toBe(due);
  });

  test('stops for a downtime that is in force on its last day, and says which', () => {
    const start = '2026-06-04';
    expect(dueOf('resubmission of a summary', { start, reliefs: [downtime('2026-06-08', '2026-06-10')] })).toEqual({
      legalDueDate: '2026-06-08',
      dueDate: '2026-06-11',
      relievedBy: 'DT-26-000012',
    });
    expect(
      dueOf('resubmission of a summary', { start, reliefs: [downtime('2026-06-09', '2026-06-10')] }).relievedBy,
    ).toBe(null);
  });

  test("a downtime gives time to the trade: CBP's own clock goes on", () => {
    const reliefs = [downtime('2026-06-16', '2026-06-18')];
    expect(dueOf('review of a summary', { start: '2026-06-02', reliefs }).dueDate).toBe('2026-06-16');
    for (const { runsFor, relief } of CLOCKS) if (relief !== null) expect(runsFor).toBe('trade');
  });

  test.each([
    ['2026-06-04', 2],
    ['2026-06-05', 1],
    ['2026-06-07', 1],
    ['2026-06-08', 0],
    ['2026-06-09', -1],
    ['2026-06-15', -5],
  ])('shows on %s how many days are left', (today, left) => {
    expect(running('resubmission of a summary', { start: '2026-06-04' }, today)).toMatchObject({
      ...{ clock: 'resubmission of a summary', startedOn: '2026-06-04', dueDate: '2026-06-08' },
      ...{ daysLeft: left, unit: 'working days', rule: expect.stringContaining('19 CFR 141.64') },
    });
  });

  test('whoever starts it may say how long it is', () => {
    expect(dueOf('documents asked for', { start: '2026-11-20', length: 3 }).dueDate).toBe('2026-11-25');
  });
});
