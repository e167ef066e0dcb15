import { FEDERAL_CALENDAR } from '#kernel';
import { dueDates } from './due-dates.rules';

const given = {
  decidedOn: '2026-11-23',
  downtimeEndedOn: '2026-11-23',
  keyWithinBusinessDays: { conveyanceAndRelease: 1, entryData: 2 },
  summaryWorkingDays: 10,
  manifestReliefs: [],
  entryReliefs: [],
};

describe('By when the electronic filings follow a decision on paper', () => {
  test('release facts within one business day, entry data within two, the summary within ten working days', () => {
    // Thanksgiving is 26 November 2026.
    expect(dueDates(given, FEDERAL_CALENDAR)).toEqual({
      bill: '2026-11-24',
      entry: '2026-11-25',
      summary: '2026-12-08',
    });
  });

  test('while the downtime lasts bill and entry are not due, and after a week of it they are counted from its end', () => {
    expect(dueDates({ ...given, downtimeEndedOn: null }, FEDERAL_CALENDAR)).toEqual({
      bill: null,
      entry: null,
      summary: '2026-12-08',
    });
    expect(dueDates({ ...given, downtimeEndedOn: '2026-11-30' }, FEDERAL_CALENDAR)).toEqual({
      bill: '2026-12-01',
      entry: '2026-12-02',
      summary: '2026-12-08',
    });
  });

  test('what was registered after the downtime is counted from the decision', () => {
    expect(dueDates({ ...given, downtimeEndedOn: '2026-11-20' }, FEDERAL_CALENDAR).bill).toBe('2026-11-24');
  });

  test('what falls due in another downtime that covers it is put off by its relief, and only then', () => {
    const relief = {
      number: 'DT-26-000013',
      from: '2026-11-24',
      to: '2026-11-25',
      paymentBusinessDays: 0,
      otherBusinessDays: 1,
    };
    expect(dueDates({ ...given, entryReliefs: [relief] }, FEDERAL_CALENDAR)).toEqual({
      bill: '2026-11-24',
      entry: '2026-11-27',
      summary: '2026-12-08',
    });
    expect(dueDates({ ...given, manifestReliefs: [{ ...relief, otherBusinessDays: 0 }] }, FEDERAL_CALENDAR).bill).toBe(
      '2026-11-24',
    );
  });
});
