import { addDays, businessCalendar, localDate, type Relief } from '#kernel';
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
    [
      '314 days over the end of the year and a leap day, to Monday for a Sunday',
      'liquidation cycle',
      '2027-05-03',
      '2028-03-13',
    ],
    ['314 days within a year', 'liquidation cycle', '2026-01-31', '2026-12-11'],
    ['a year ends on its day, also a Sunday', 'deemed liquidation', '2026-02-28', '2027-02-28'],
    ['a year from 29 February ends on the 28th', 'deemed liquidation', '2028-02-29', '2029-02-28'],
    ['a year to a leap year ends on 28 February', 'deemed liquidation', '2027-02-28', '2028-02-28'],
    ['a year from New Year is New Year', 'deemed liquidation', '2026-01-01', '2027-01-01'],
    ['six months from the end of August', 'liquidation after suspension', '2026-08-31', '2027-02-28'],
    [
      'six months from the end of August before a leap year',
      'liquidation after suspension',
      '2027-08-31',
      '2028-02-29',
    ],
    ['90 days from a notice', 'voluntary reliquidation', '2026-11-27', '2027-02-25'],
    ['calendar days that end on a holiday end after it', 'review of an AD/CVD summary', '2026-10-26', '2026-12-28'],
    ['180 days from a notice of liquidation', 'protest', '2026-05-29', '2026-11-25'],
    ['the 180th day is a Saturday: until Monday', 'protest', '2026-06-01', '2026-11-30'],
    ['the 180th day is Thanksgiving', 'protest', '2026-05-30', '2026-11-27'],
    ['180 days over the end of a year', 'protest', '2026-11-27', '2027-05-26'],
    ['180 days over 29 February', 'protest', '2027-09-08', '2028-03-06'],
    ['the same days in another year', 'protest', '2026-09-08', '2027-03-08'],
    ['two years from an ordinary day, a Sunday too', 'review of a protest', '2026-11-28', '2028-11-28'],
    ['two years from 29 February', 'review of a protest', '2028-02-29', '2030-02-28'],
    ['two years to 29 February are none', 'review of a protest', '2026-02-28', '2028-02-28'],
    ['a deemed denial waits for no business day', 'accelerated disposition', '2026-11-27', '2026-12-27'],
    ['nor for the end of a holiday', 'review of an exclusion', '2026-11-25', '2026-12-25'],
    ['the court is open on the next business day', 'court action', '2026-06-01', '2026-11-30'],
    ['sixty days after publication, a Saturday too', 'effect of a change of a ruling', '2026-11-24', '2027-01-23'],
    ['a year after importation on 29 February', 'claim of preference after importation', '2028-02-29', '2029-02-28'],
    ['30 days from the mailing of a seizure', 'petition against a seizure', '2026-10-30', '2026-11-30'],
    ['the 30th day is New Year', 'petition against a seizure', '2026-12-02', '2027-01-04'],
    ['60 days from the mailing of a penalty end on a Sunday', 'petition against a penalty', '2026-09-30', '2026-11-30'],
    ['60 days over the end of a year', 'petition against liquidated damages', '2026-11-27', '2027-01-26'],
    ['60 days over 29 February', 'petition of a surety', '2028-01-03', '2028-03-03'],
    ['seven working days from the day before Thanksgiving', 'short petition', '2026-11-25', '2026-12-07'],
    ['60 days over the change of clocks in November', 'supplemental petition', '2026-09-04', '2026-11-03'],
    ['a decision is good for 60 days, to Monday', 'life of a decision on a petition', '2026-10-21', '2026-12-21'],
    ['20 days to claim seized goods', 'claim to seized goods', '2026-11-09', '2026-11-30'],
    ['three months from 30 November', 'petition for proceeds', '2026-11-30', '2027-02-28'],
  ])('%s', (_, clock, start, due) => {
    expect(dueOf(clock, { start })).toEqual({ legalDueDate: due, dueDate: due, relievedBy: null });
  });

  /** Last days of each length that a clock has, for what starts on a Saturday, before a leap day, on the last day of a year, and before the clocks change in March and in November. */
  const EDGES: readonly (readonly [length: string, ...due: string[]])[] = [
    ['7 calendar days', '2026-06-15', '2028-03-06', '2027-01-07', '2026-03-16', '2026-11-09'],
    ['20 calendar days', '2026-06-26', '2028-03-20', '2027-01-20', '2026-03-27', '2026-11-20'],
    ['30 calendar days', '2026-07-06', '2028-03-29', '2027-02-01', '2026-04-06', '2026-11-30'],
    ['60 calendar days', '2026-08-05', '2028-04-28', '2027-03-01', '2026-05-06', '2026-12-30'],
    ['90 calendar days', '2026-09-04', '2028-05-30', '2027-03-31', '2026-06-05', '2027-01-29'],
    ['180 calendar days', '2026-12-03', '2028-08-28', '2027-06-29', '2026-09-03', '2027-04-29'],
    ['300 calendar days', '2027-04-02', '2028-12-26', '2027-10-27', '2027-01-04', '2027-08-27'],
    ['314 calendar days', '2027-04-16', '2029-01-08', '2027-11-10', '2027-01-15', '2027-09-10'],
    ['360 calendar days', '2027-06-01', '2029-02-22', '2027-12-27', '2027-03-02', '2027-10-26'],
    ['365 calendar days', '2027-06-07', '2029-02-27', '2028-01-03', '2027-03-08', '2027-11-01'],
    ['1461 calendar days', '2030-06-06', '2032-03-01', '2030-12-31', '2030-03-07', '2030-10-31'],
    ['7 consecutive days', '2026-06-13', '2028-03-06', '2027-01-07', '2026-03-14', '2026-11-07'],
    ['15 consecutive days', '2026-06-21', '2028-03-14', '2027-01-15', '2026-03-22', '2026-11-15'],
    ['30 consecutive days', '2026-07-06', '2028-03-29', '2027-01-30', '2026-04-06', '2026-11-30'],
    ['60 consecutive days', '2026-08-05', '2028-04-28', '2027-03-01', '2026-05-06', '2026-12-30'],
    ['3 months', '2026-09-06', '2028-05-28', '2027-03-31', '2026-06-07', '2027-01-31'],
    ['6 months', '2026-12-06', '2028-08-28', '2027-06-30', '2026-09-07', '2027-04-30'],
    ['12 months', '2027-06-06', '2029-02-28', '2027-12-31', '2027-03-07', '2027-10-31'],
    ['2 working days', '2026-06-09', '2028-03-01', '2027-01-05', '2026-03-10', '2026-11-03'],
    ['5 working days', '2026-06-12', '2028-03-06', '2027-01-08', '2026-03-13', '2026-11-06'],
    ['7 working days', '2026-06-16', '2028-03-08', '2027-01-12', '2026-03-17', '2026-11-10'],
    ['10 working days', '2026-06-22', '2028-03-13', '2027-01-15', '2026-03-20', '2026-11-16'],
    ['15 working days', '2026-06-29', '2028-03-20', '2027-01-25', '2026-03-27', '2026-11-23'],
    ['20 working days', '2026-07-07', '2028-03-27', '2027-02-01', '2026-04-03', '2026-12-01'],
    ['30 working days', '2026-07-21', '2028-04-10', '2027-02-16', '2026-04-17', '2026-12-15'],
    ['60 working days', '2026-09-01', '2028-05-22', '2027-03-30', '2026-06-01', '2027-01-29'],
    ['1 years', '2027-06-06', '2029-02-28', '2027-12-31', '2027-03-07', '2027-10-31'],
    ['2 years', '2028-06-06', '2030-02-28', '2028-12-31', '2028-03-07', '2028-10-31'],
    ['3 years', '2029-06-06', '2031-02-28', '2029-12-31', '2029-03-07', '2029-10-31'],
    ['5 years', '2031-06-06', '2033-02-28', '2031-12-31', '2031-03-07', '2031-10-31'],
    ['6 years', '2032-06-06', '2034-02-28', '2032-12-31', '2032-03-07', '2032-10-31'],
  ];
  const STARTS = ['2026-06-06', '2028-02-28', '2026-12-31', '2026-03-07', '2026-10-31'];
  test.each(CLOCKS)(
    '$name ends on its day at each edge, and a downtime on the last one puts it off or does not',
    (clock) => {
      const [, ...due] = EDGES.find(([length]) => length === `${clock.length} ${clock.unit}`)!;
      expect(STARTS.map((start) => dueOf(clock.name, { start }).dueDate)).toEqual(due);
      for (const [at, start] of STARTS.entries()) {
        const last = due[at]!;
        const during = dueOf(clock.name, { start, reliefs: [downtime(last, last)] });
        expect(during.legalDueDate).toBe(last);
        expect([during.dueDate > last, during.relievedBy !== null]).toEqual([
          clock.relief !== null,
          clock.relief !== null,
        ]);
        const before = addDays(last, -1);
        expect(dueOf(clock.name, { start, reliefs: [downtime(before, before)] }).dueDate).toBe(last);
      }
    },
  );

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
    // Nor does it give time at a court, or where the statute names the days in which others may answer too.
    const byStatute = [
      ...['court action', 'request for review of a determination'],
      ...['claim to seized goods', 'petition for proceeds'],
      ...['time for a drawback claim', 'time for a core drawback claim'],
      // What counts there is the day of arrival in the report, whenever that comes.
      'in-bond movement',
      // Nor does the guide lengthen the days of U: where the platform was away, U waits behind its gate and counts by when it was taken.
      'update of a release',
    ];
    for (const { name, runsFor, relief } of CLOCKS)
      expect([name, relief === null]).toEqual([name, runsFor === 'CBP' || byStatute.includes(name)]);
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
