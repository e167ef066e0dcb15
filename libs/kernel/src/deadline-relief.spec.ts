import fc from 'fast-check';
import { addDays, FEDERAL_CALENDAR as calendar, withRelief, type Relief } from './index';

const downtime = (
  from: string,
  to: string,
  paymentBusinessDays = 1,
  otherBusinessDays = 1,
  number = 'DT-26-000001',
): Relief => ({ number, from, to, paymentBusinessDays, otherBusinessDays });

describe('a due date and the downtimes it fell into', () => {
  test('a payment due on the day of the outage of November 2017 may be made one business day later', () => {
    expect(withRelief('2017-11-14', 'payment', [downtime('2017-11-14', '2017-11-14', 1, 0, '17-1')], calendar)).toEqual(
      { due: '2017-11-15', relievedBy: '17-1' },
    );
  });

  test.each<[string, string, 'payment' | 'other', Relief[], string, string | null]>([
    ['no downtime', '2026-11-24', 'other', [], '2026-11-24', null],
    ['the day before it began', '2026-11-23', 'other', [downtime('2026-11-24', '2026-11-24')], '2026-11-23', null],
    ['the day after it ended', '2026-11-25', 'other', [downtime('2026-11-24', '2026-11-24')], '2026-11-25', null],
    [
      'its only day, with Thanksgiving next',
      '2026-11-25',
      'other',
      [downtime('2026-11-25', '2026-11-25')],
      '2026-11-27',
      'DT-26-000001',
    ],
    [
      'the first of three days: counted from the last',
      '2026-11-16',
      'other',
      [downtime('2026-11-16', '2026-11-18')],
      '2026-11-19',
      'DT-26-000001',
    ],
    [
      'it ended on the due day after close',
      '2026-11-18',
      'other',
      [downtime('2026-11-16', '2026-11-18')],
      '2026-11-19',
      'DT-26-000001',
    ],
    [
      'relief for payments only',
      '2026-11-18',
      'other',
      [downtime('2026-11-18', '2026-11-18', 1, 0)],
      '2026-11-18',
      null,
    ],
    [
      'a Friday goes to Monday',
      '2026-11-20',
      'payment',
      [downtime('2026-11-20', '2026-11-20')],
      '2026-11-23',
      'DT-26-000001',
    ],
    [
      'two downtimes in a row',
      '2026-11-16',
      'other',
      [downtime('2026-11-16', '2026-11-16'), downtime('2026-11-17', '2026-11-17', 1, 2, 'DT-26-000002')],
      '2026-11-19',
      'DT-26-000002',
    ],
    [
      'the more generous of two on one day',
      '2026-11-16',
      'other',
      [downtime('2026-11-16', '2026-11-16'), downtime('2026-11-16', '2026-11-16', 1, 3, 'DT-26-000002')],
      '2026-11-19',
      'DT-26-000002',
    ],
  ])('%s', (_name, dueDate, kind, downtimes, due, relievedBy) => {
    expect(withRelief(dueDate, kind, downtimes, calendar)).toEqual({ due, relievedBy });
  });

  test('relief never shortens a deadline, and never ends in a downtime that grants any', () => {
    const start = '2026-11-02';
    const days = fc
      .tuple(fc.nat(20), fc.nat(5), fc.nat(3))
      .map(([from, length, relief]) => downtime(addDays(start, from), addDays(start, from + length), relief, relief));
    fc.assert(
      fc.property(fc.nat(20), fc.array(days, { maxLength: 6 }), (offset, downtimes) => {
        const dueDate = addDays(start, offset);
        const { due, relievedBy } = withRelief(dueDate, 'payment', downtimes, calendar);
        expect(due >= dueDate).toBe(true);
        expect(relievedBy === null).toBe(due === dueDate);
        expect(
          downtimes.some(({ from, to, paymentBusinessDays }) => paymentBusinessDays > 0 && from <= due && due <= to),
        ).toBe(false);
      }),
    );
  });
});
