import { NOTICE_STEPS } from '#contracts';
import { localDate, type Relief } from '#kernel';
import { EASTERN } from '#reference';
import { HOLD_CODES } from '../liquidation/liquidation-order.rules';
import { dueOfNotice, daysUntil, type NoticeView, remarksOf, takesAnswers, wrapped } from './notice';
import { documentOf } from './notice-document';
import { formOf, NOTICE_FORMS, type NoticeFormCode } from './notice-forms.table';
import { AWAITING } from './notice.states';
import { untilFault } from './notice.rules';

const due = (form: NoticeFormCode, clockStart: string, reliefs: Relief[] = [], clockDays: number | null = null) =>
  dueOfNotice({ form, clockStart, clockDays }, reliefs);

describe('the forms', () => {
  test.each(NOTICE_FORMS)('$form has a sound life, whose events are those that accounts are told', ({ life }) => {
    expect(life.faults()).toEqual([]);
    const events = life.transitions.map(({ on }) => on);
    expect(events.filter((event) => !NOTICE_STEPS.includes(event))).toEqual([]);
    for (const { says } of life.transitions) expect(says).toContain('cee.notice-told');
  });

  test.each(NOTICE_FORMS)('$form takes what it is answered by, late answers too, wherever it waits', (form) => {
    const waits = AWAITING.filter((state) => form.life.states.includes(state));
    expect(waits.length).toBeGreaterThan(0);
    for (const state of [...waits, form.form === 'CF-28' ? 'overdue' : 'lapsed']) {
      for (const says of form.answers) expect([state, says, form.life.can(state, says)]).toEqual([state, says, true]);
      expect(takesAnswers({ form: form.form, state })).toBe(true);
    }
    for (const state of waits) expect(form.life.can(state, 'overdue')).toBe(true);
    for (const state of ['closed', 'withdrawn', 'taken'].filter((one) => form.life.states.includes(one)))
      expect(form.life.eventsIn(state)).toEqual([]);
  });

  test('no event is without a form that has it', () => {
    const events = new Set(NOTICE_FORMS.flatMap(({ life }) => life.transitions.map(({ on }) => on)));
    expect(NOTICE_STEPS.filter((step) => !events.has(step))).toEqual([]);
  });

  test('no action is taken while the time to disagree runs', () => {
    expect(formOf('CF-29').life.can('proposed', 'action ordered')).toBe(false);
    for (const state of ['agreed', 'disagreed', 'answered', 'lapsed', 'refused'])
      expect([state, formOf('CF-29').life.can(state, 'action ordered')]).toEqual([state, true]);
  });

  test('each code of a hold is of an extension or a suspension', () => {
    expect(HOLD_CODES.filter(({ by }) => by === 'extend').map(({ code }) => code)).toEqual(['49', '50', '51']);
    expect(new Set(HOLD_CODES.map(({ code }) => code)).size).toBe(11);
  });
});

describe('the clocks of requests and notices', () => {
  test.each<[edge: string, form: NoticeFormCode, start: string, due: string]>([
    ['30 days of a request', 'CF-28', '2026-06-01', '2026-07-01'],
    ['that end on a Saturday end on Monday', 'CF-28', '2026-06-11', '2026-07-13'],
    ['that end on a Sunday end on Monday', 'CF-28', '2026-06-12', '2026-07-13'],
    ['that end on a holiday end after it', 'CF-28', '2026-10-12', '2026-11-12'],
    ['over the end of the year', 'CF-28', '2026-12-15', '2027-01-14'],
    ['that end on New Year end after it', 'CF-28', '2026-12-02', '2027-01-04'],
    ['over 29 February', 'CF-28', '2028-02-01', '2028-03-02'],
    ['over February of another year', 'CF-28', '2027-02-01', '2027-03-03'],
    ['that end on 29 February', 'CF-28', '2028-01-30', '2028-02-29'],
    ['20 days to disagree', 'CF-29', '2026-06-01', '2026-06-22'],
    ['20 days that end on Thanksgiving', 'CF-29', '2026-11-06', '2026-11-27'],
    ['20 days that end on Christmas, a Friday', 'CF-29', '2026-12-05', '2026-12-28'],
    ['20 days over 29 February', 'CF-29', '2028-02-16', '2028-03-07'],
    ['30 days to mark or redeliver', 'CF-4647', '2026-06-01', '2026-07-01'],
    ['30 days that end on Independence Day, kept on the Friday before', 'CF-4647', '2026-06-03', '2026-07-06'],
  ])('%s', (_, form, start, last) => {
    expect(due(form, start)).toEqual({ legalDueDate: last, dueDate: last, relievedBy: null });
  });

  test.each([
    // Clocks of New York go forward at 2026-03-08T07:00Z and back at 2026-11-01T06:00Z.
    ['2026-03-08T04:59:59Z', '2026-03-07', '2026-04-06'],
    ['2026-03-08T05:00:00Z', '2026-03-08', '2026-04-07'],
    ['2026-03-09T03:59:59Z', '2026-03-08', '2026-04-07'],
    ['2026-11-02T04:59:59Z', '2026-11-01', '2026-12-01'],
    ['2026-11-02T05:00:00Z', '2026-11-02', '2026-12-02'],
  ])('a day of 23 or 25 hours is one day: what is issued at %s is of %s', (instant, day, last) => {
    expect(localDate(instant, EASTERN)).toBe(day);
    expect(due('CF-28', day).dueDate).toBe(last);
  });

  test('a downtime in force on the last day puts it off, one day before does not', () => {
    const relief = (from: string, to: string): Relief => ({
      ...{ number: 'DT-26-000012', from, to, paymentBusinessDays: 1, otherBusinessDays: 1 },
    });
    expect(due('CF-29', '2026-06-01', [relief('2026-06-22', '2026-06-22')])).toEqual({
      ...{ legalDueDate: '2026-06-22', dueDate: '2026-06-23', relievedBy: 'DT-26-000012' },
    });
    expect(due('CF-29', '2026-06-01', [relief('2026-06-19', '2026-06-21')]).relievedBy).toBeNull();
  });

  test('more time ends on the day that is given, or the next with business', () => {
    const until = (day: string) => due('CF-28', '2026-06-01', [], daysUntil('2026-06-01', day)).dueDate;
    expect([until('2026-08-14'), until('2026-08-15')]).toEqual(['2026-08-14', '2026-08-17']);
    expect(untilFault('2027-06-01', '2026-06-01')).toBeNull();
    expect(untilFault('2027-06-02', '2026-06-01')).toMatchObject({ at: '/until' });
    expect(untilFault('2026-06-01', '2026-06-01')?.text).toContain('is over');
  });
});

describe('what is written', () => {
  const notice = {
    ...{ form: 'CF-4647' as const, number: 'NR2600000017', action: 'mark', state: 'issued', dueDate: '2026-12-29' },
    question: 'No country of origin\non the trays.',
  };

  test('remarks of UC have form, last day and text, each line of 78 characters at most, never more than seven', () => {
    expect(remarksOf(notice, 'issued', null)).toEqual([
      ...['CF-4647 NOTICE TO MARK OR REDELIVER: MARK', 'ANSWER BY 2026-12-29'],
      ...['NO COUNTRY OF ORIGIN', 'ON THE TRAYS.'],
    ]);
    for (const length of [77, 78, 79, 400, 4_000]) {
      const lines = remarksOf({ ...notice, question: 'x'.repeat(length) }, 'found insufficient', null);
      expect(lines.length).toBeLessThanOrEqual(7);
      expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(78);
      expect(lines.at(-1)!.endsWith('ALL OF IT: /notices/NR2600000017/document') === length > 300).toBe(true);
    }
  });

  test('words are kept whole where they fit, and nothing of them is lost', () => {
    expect(wrapped('one two three', 7)).toEqual(['one two', 'three']);
    expect(wrapped('abcdefghij', 4)).toEqual(['abcd', 'efgh', 'ij']);
    expect(wrapped('a\n\nb', 10)).toEqual(['a', '', 'b']);
  });

  test('the document names amounts in dollars and cents, and its total', () => {
    const view = {
      ...{ actionNumber: 'NA2600000017', form: 'CF-29', state: 'proposed', entryNumber: 'B76-0324527-8' },
      ...{ centerId: 'CEE009', teamNumber: '391', about: 'value', clock: null, documentPath: '', title: '' },
      issuedAt: new Date('2026-11-27T15:00:00Z'),
      ...{ portOfEntry: '2704', entryType: '01', importer: 'Pacific Home Goods', importerNumber: '12-345678900' },
      ...{ issuedBy: 'D. Nakamura', phone: null, question: 'Assists were left out.', product: null, heading: null },
      ...{ entryLines: [], action: 'value advance', itemId: 1, liquidationOrderId: null, refusal: null },
      finally: { dutyCents: 123_456_705, fees: [{ class: '499', cents: 62_215 }] },
      ...{ supplier: null, outcome: 'transaction value', takesAnswers: true, readers: [], answers: [], history: [] },
      namedDocuments: [],
    } satisfies NoticeView;
    const text = documentOf(view);
    expect(text).toContain('$1,234,567.05');
    expect(text).toContain('$1,235,189.20');
    expect(text).toContain('CF-29  NOTICE OF ACTION: PROPOSED');
    expect(text).toContain('Lines                 all');
    expect(text).toContain('value: transaction value');
  });
});
