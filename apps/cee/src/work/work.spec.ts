import { judgePriority, rankOf, reviewDue, type WorkFacts } from './priority.rules';
import { foreseen } from './workload.rules';

const facts: WorkFacts = {
  ...{ entryType: '01', filedOn: '2026-11-24', timeliness: 'on time', dutyCents: 85_000, timesRejected: 0 },
  ...{ resubmitted: false, trusted: null, dueDate: '2026-12-09' },
};
const judge = (changes: Partial<WorkFacts>, today = '2026-11-25') => judgePriority({ ...facts, ...changes }, today);
const rules = (changes: Partial<WorkFacts>, today?: string) =>
  judge(changes, today).reasons.map(({ rule, points }) => `${rule} ${points}`);

describe('the priority of a work item', () => {
  test('has its reasons, and is their sum', () => {
    const judged = judge({ dutyCents: 12_345_600, entryType: '03', timeliness: 'late', dueDate: '2026-11-27' });
    expect(judged.reasons).toEqual([
      { rule: 'due at once', points: 45, why: 'due 2026-11-27 (ABI requirements (July 2022), p. 3; CSMS 18-000301)' },
      { rule: 'money', points: 30, why: 'duty $123,456' },
      { rule: 'risk: AD/CVD', points: 15, why: 'entry type 03' },
      { rule: 'risk: filed late', points: 10, why: 'filed 2026-11-24' },
    ]);
    expect(judged.priority).toBe(100);
  });

  test.each([
    ['2026-11-25', [], '2026-12-02'],
    ['2026-12-02', ['due this week 15'], '2026-12-04'],
    ['2026-12-04', ['due soon 30'], '2026-12-08'],
    ['2026-12-06', ['due soon 30'], '2026-12-08'],
    ['2026-12-08', ['due at once 45'], '2026-12-10'],
    ['2026-12-09', ['due at once 45'], '2026-12-10'],
    ['2026-12-10', ['past due 60'], null],
  ])('rises with the due date: on %s', (today, reasons, again) => {
    expect(rules({}, today)).toEqual(reasons);
    expect(judge({}, today).judgeAgainOn).toBe(again);
  });

  test('what is due on a Friday is past due on the Saturday', () => {
    expect(rules({ dueDate: '2026-12-11' }, '2026-12-12')).toEqual(['past due 60']);
  });

  test('a trusted trader is reviewed later, and served first when it answered a rejection where it has priority', () => {
    const why = 'CTPAT tier 3, priority at port 2704';
    const trusted = { priority: true, why };
    const again = { timesRejected: 1, resubmitted: true };
    expect(rules({ trusted })).toEqual(['trusted trader -15']);
    expect(rules({ trusted, ...again })).toEqual(['risk: rejected before 15', 'trusted trader waits 20']);
    expect(judge({ trusted, ...again }).reasons.at(-1)!.why).toBe(why);
    expect(rules({ trusted: { priority: false, why }, ...again })).toEqual(['risk: rejected before 15']);
    expect(judge({ trusted }).priority).toBe(0);
  });
  test('money counts from a thousand dollars of duty', () => {
    expect(rules({ dutyCents: 99_999 })).toEqual([]);
    expect(rules({ dutyCents: 100_000 })).toEqual(['money 10']);
    expect(rules({ dutyCents: 1_000_000 })).toEqual(['money 20']);
  });

  test('the higher priority stands first, then the earlier due date, and what has none last', () => {
    const ranks = [rankOf(60, '2026-12-09'), rankOf(45, '2026-11-27'), rankOf(45, '2026-12-09'), rankOf(45, null)];
    expect([...ranks].sort((a, b) => a - b)).toEqual(ranks);
    expect(rankOf(100_000, '2026-12-09')).toBeLessThan(rankOf(999, '1970-01-01'));
  });

  test('a Center has ten working days to reject a summary, and sixty days with AD/CVD', () => {
    expect(reviewDue('01', '2026-11-24')).toBe('2026-12-09');
    expect(reviewDue('03', '2026-11-24')).toBe('2027-01-25');
    expect(reviewDue('01', null)).toBeNull();
  });
});

describe('what a team lead sees before it is late', () => {
  test('items that the team cannot finish by their due date at its pace', () => {
    // Wednesday; Thursday is Thanksgiving: three working days up to Monday.
    const dueOn = [
      { due: '2026-11-30', items: 10 },
      { due: '2026-11-25', items: 3 },
    ];
    expect(foreseen(dueOn, 4, '2026-11-25')).toEqual([
      { due: '2026-11-25', items: 3, canBeDone: 3, willBeLate: 0 },
      { due: '2026-11-30', items: 10, canBeDone: 12, willBeLate: 1 },
    ]);
  });

  test('what is late already takes its part of the days to come', () => {
    const dueOn = [
      { due: '2026-11-24', items: 4 },
      { due: '2026-11-25', items: 4 },
    ];
    expect(foreseen(dueOn, 5, '2026-11-25').map(({ willBeLate }) => willBeLate)).toEqual([4, 3]);
  });

  test('a team that finished nothing will have all late', () => {
    expect(foreseen([{ due: '2026-12-31', items: 7 }], 0, '2026-11-25')[0]).toMatchObject({ willBeLate: 7 });
  });
});
