import { addDays, FEDERAL_CALENDAR } from '#kernel';
import { dueOf } from '#reference';
import { CERTIFICATIONS } from './certifications.data';
import { type Measured, measured, requestFaults, type Wanted } from './request.rules';
import { monthBefore } from './trusted-updates';
import { type MonthFigures, updateOf, wordsOf } from './update.rules';

const DAY = '2026-11-30';
const wanted = (changes: Partial<Wanted>): Wanted => ({
  ...{ kind: 'question', reference: null, certification: null, goods: null, ports: null, from: null, to: null },
  ...changes,
});
const blanket = (changes: Partial<Wanted> = {}): Wanted =>
  wanted({
    ...{ kind: 'blanket certification', certification: CERTIFICATIONS[0]!.name, from: DAY, to: addDays(DAY, 365) },
    ...changes,
  });

describe('a request of a trusted trader', () => {
  test('for input on a penalty names the case', () => {
    expect(requestFaults(wanted({ kind: 'penalty input' }), DAY)).toMatchObject([{ at: '/reference' }]);
    expect(requestFaults(wanted({ kind: 'penalty input', reference: '2026-2704-000017' }), DAY)).toEqual([]);
  });

  test('for a blanket certification says which, for what, where and for how long, at most a year', () => {
    expect(requestFaults(blanket(), DAY)).toEqual([]);
    const at = (request: Wanted) => requestFaults(request, DAY).map((fault) => fault.at);
    expect(at(blanket({ certification: null, goods: ['39', 'x'], ports: ['0000'] }))).toEqual([
      ...['/certification', '/goods/1', '/ports/0'],
    ]);
    expect(at(blanket({ goods: [], ports: [], to: null }))).toEqual(['/goods', '/ports', '/to']);
    expect(at(blanket({ from: addDays(DAY, -1), to: addDays(DAY, 366) }))).toEqual(['/from', '/to']);
    expect(at(blanket({ to: addDays(DAY, -1) }))).toEqual(['/to']);
    expect(at(blanket({ from: '2027-02-29' }))).toEqual(['/from']);
    expect(at(wanted({ ports: ['2704'], to: DAY }))).toEqual(['/ports', '/to']);
  });
});

describe('response targets', () => {
  test('count what was answered by the day it was due, what was late, and what is open and overdue', () => {
    const due = dueOf('problem of a trusted trader', { start: '2026-11-02' }).dueDate;
    expect(due).toBe(FEDERAL_CALENDAR.addBusinessDays('2026-11-02', 2));
    const problem = (answeredOn: string | null, more: Partial<Measured> = {}): Measured => ({
      ...{ kind: 'problem', askedOn: '2026-11-02', due, answeredOn, ...more },
    });
    const all = [
      problem('2026-11-03'),
      problem(due),
      problem('2026-11-06'),
      problem(null),
      problem(null, { due: DAY }),
    ];
    expect(measured(all, DAY).find(({ kind }) => kind === 'problem')).toEqual({
      ...{ kind: 'problem', target: 2, unit: 'working days', rule: "platform's own rule" },
      ...{ asked: 5, inTime: 2, late: 1, open: 2, overdue: 1, medianDays: 2 },
    });
    expect(measured([], DAY).map(({ asked, medianDays }) => [asked, medianDays])).toEqual(
      Array.from({ length: 5 }, () => [0, null]),
    );
  });
});

describe('the monthly update', () => {
  const month = (changes: Partial<MonthFigures>): MonthFigures => ({
    ...{ lines: 0, valueDollars: 0, summaries: 0, rejected: 0, screened: 0, exams: 0, ...changes },
  });

  test('compares a month with the average of the three before it, rates with all that was filed in them', () => {
    const before = [
      month({ lines: 100, summaries: 10, rejected: 2, screened: 10, exams: 1 }),
      month({ lines: 100, summaries: 90, rejected: 2, screened: 90, exams: 9 }),
      month({ lines: 130 }),
    ];
    const now = month({ lines: 115, summaries: 50, rejected: 1, screened: 50, exams: 6 });
    const update = updateOf('2026-10-01', now, before);
    expect(update.month).toBe('2026-10');
    expect(update.trends.map(({ value, before: was, trend }) => [value, was, trend])).toEqual([
      [115, 110, 'as before'],
      [0, 0, 'as before'],
      [2, 4, 'better'],
      [12, 10, 'worse'],
    ]);
  });

  test('says that there is nothing to compare with, and makes up no rate of nothing', () => {
    const { trends } = updateOf('2026-10-01', month({ lines: 4 }), [month({}), month({}), month({})]);
    expect(trends.map(({ value, before, trend }) => [value, before, trend])).toEqual([
      [4, null, null],
      [0, null, null],
      [null, null, null],
      [null, null, null],
    ]);
    expect(wordsOf(updateOf('2026-10-01', month({}), []), null).items[2]!.text).toBe('nothing to be counted');
  });

  test('goes back over the year', () => {
    expect([monthBefore('2027-01-01'), monthBefore('2027-02-01', 3)]).toEqual(['2026-12-01', '2026-11-01']);
  });
});
