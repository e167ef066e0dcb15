import { SummaryReported } from '#contracts';
import { isUnderReview, viewOf } from './work-item';
import { afterReport } from './summary-work.rules';

type Item = NonNullable<ReturnType<typeof afterReport>>['item'];
const FIRST_DAY = '2026-11-24';
const told = (minute: number, changes: Partial<SummaryReported>): SummaryReported => ({
  ...SummaryReported.example,
  occurredAt: `2026-11-24T15:${String(minute).padStart(2, '0')}:00.000Z`,
  filed: null,
  ...changes,
});
const having = (before: Item | undefined, report: SummaryReported, day = FIRST_DAY) =>
  afterReport(before, report, '12-345678900', day)!;
const refusal = { decisionId: '6b0a7c9e-0f5d-4c39-9a44-3c5e1f2a7b01', refusal: 'NO SUCH REQUEST IS PENDING' };
const filed = { filed: SummaryReported.example.filed };
const given = having(undefined, told(0, filed)).item;
const underReview = having(given, told(1, { version: 2, control: 'cbp' })).item;
const REJECTED = { version: 3, state: 'rejected', control: 'cbp' } as const;
const rejected = having(underReview, told(2, REJECTED));

describe('the work item of a rejected summary', () => {
  const notResubmitted: Item = { ...rejected.item, state: 'open' };

  test('is with the filer, whose clock begins, and under review no more', () => {
    expect(isUnderReview(underReview)).toBe(true);
    expect(rejected.events).toEqual(['summary rejected']);
    expect(rejected.item).toMatchObject({
      ...{ state: 'with the filer', timesRejected: 1, rejectedOn: FIRST_DAY, dueDate: '2026-11-27' },
    });
    expect(isUnderReview(rejected.item)).toBe(false);
  });

  test.each([
    ['with the filer', rejected.item],
    ['open, as it was not resubmitted', notResubmitted],
    ['done', { ...notResubmitted, state: 'done' as const }],
  ])('a decision that is refused afterwards rejects nothing anew: %s', (_, before) => {
    const { item, events } = having(before, told(9, { ...REJECTED, decision: refusal }), '2026-12-01');
    expect(events).toEqual([]);
    expect(item).toMatchObject({ state: before.state, timesRejected: 1, rejectedOn: FIRST_DAY });
  });

  test('comes back when its filer sends the summary again, also after it is done, and a second rejection counts', () => {
    const again = having({ ...notResubmitted, state: 'done' }, told(10, { version: 4, ...filed }));
    expect(again.events).toContain('summary filed again');
    expect(again.item).toMatchObject({ state: 'open', resubmitted: true, rejectedOn: null });
    const second = having(again.item, told(11, { ...REJECTED, version: 6 }));
    expect(second.item).toMatchObject({ state: 'with the filer', timesRejected: 2 });
  });
});

test('a post summary correction is shown on the work item with its explanation, reasons and whether an earlier liquidation is asked for', () => {
  const correction = { explanation: 'The assist was left out', reasons: ['H07'], accelerated: true };
  const corrected = having(given, told(3, { version: 2, filed: { ...filed.filed!, correction } })).item;
  const view = viewOf({ ...corrected, id: '7' }, null);
  expect([view.correction, viewOf({ ...given, id: '7' }, null).correction]).toEqual([correction, null]);
  // As builds before told it; and filed again as an ordinary summary it is none.
  const { accelerated: _, ...before } = correction;
  const older = having(given, told(3, { version: 2, filed: { ...filed.filed!, correction: before } })).item;
  expect(older.correction).toEqual({ ...before, accelerated: false });
  expect(having(corrected, told(4, { version: 3, ...filed })).item.correction).toBeNull();
});

describe('the work item that a specialist ended', () => {
  const done: Item = { ...underReview, state: 'done', doneAt: new Date('2026-11-24T15:05:00Z') };
  const refused = told(6, { version: 2, control: 'cbp', decision: refusal });

  test('comes back where the end of the review was not carried out', () => {
    expect(having(done, refused)).toMatchObject({
      ...{ events: ['decision refused'], item: { state: 'open', doneAt: null } },
    });
  });

  test('goes to the Center that has the summary meanwhile', () => {
    const { item, events } = having(done, { ...refused, centerId: 'CEE007', teamNumber: '252' });
    expect(events).toEqual(['decision refused', 'given to a team']);
    expect(item).toMatchObject({ state: 'open', centerId: 'CEE007', teamNumber: '252' });
  });

  test('stays ended where the filer has the summary in control, and by a refusal that was heard already', () => {
    expect(having(done, { ...refused, control: 'trade' }).item.state).toBe('done');
    const heard = { ...done, reportedAt: new Date(refused.occurredAt) };
    expect(having(heard, refused).item.state).toBe('done');
  });
});

test('a summary that is not on file is withdrawn; the item keeps whose it was', () => {
  const { item } = having(given, told(3, { state: 'deleted', accountId: refusal.decisionId, portOfEntry: null }));
  expect(item).toMatchObject({ state: 'withdrawn', accountId: given.accountId, portOfEntry: '2704' });
});
