import { participationStates, standingAppealStates } from '../trusted-standing/participation.states';
import { AGREEMENTS, agreementOn, CRITERIA, criteriaOn } from './programs.data';
import { PROGRAMS, type Program } from '../trusted-standing/programs';
import { type Answer, judge } from './questionnaire.rules';
import { type Dated, periodsOf, standingOf } from '../trusted-standing/standing.rules';

test('the lives of a participation and of an appeal are sound tables', () => {
  expect(participationStates.faults()).toEqual([]);
  expect(standingAppealStates.faults()).toEqual([]);
});

describe('the questionnaire', () => {
  test('has each criterion once, in a version by which it is asked from a day on', () => {
    for (const { criteria, version } of CRITERIA) {
      expect([version, new Set(criteria.map(({ code }) => code)).size]).toEqual([version, criteria.length]);
      for (const one of criteria)
        expect(one).toMatchObject({
          code: expect.stringMatching(/^\d{1,2}\.\d{1,2}$/),
          weight: expect.stringMatching(/^(must|should)$/),
          heading: expect.stringMatching(/^[A-Z][a-z, ]+$/),
        });
    }
    expect(criteriaOn('CTPAT', '2019-12-31')!.version).toBe('2005-03');
    expect(criteriaOn('CTPAT', '2020-01-01')!.version).toBe('2020-01');
    expect(criteriaOn('Trade Compliance', '2022-07-31')).toBeUndefined();
    for (const program of PROGRAMS)
      expect(agreementOn(program, '2026-11-29')).toBe(AGREEMENTS.find((one) => one.program === program));
  });

  const criteria = criteriaOn('CTPAT', '2026-11-29')!;
  const met = criteria.criteria.map(
    ({ code, evidence }): Answer => ({
      ...{ criterion: code, answer: 'met', how: 'By procedure.', documents: evidence ? ['a document'] : [] },
    }),
  );
  const but = (code: string, change: Partial<Answer>): Answer[] =>
    met.map((answer) => (answer.criterion === code ? { ...answer, ...change } : answer));

  test('is complete with every criterion answered, and a document where one is asked for', () => {
    expect(judge(criteria, met)).toMatchObject({ isComplete: true, meetsMusts: true, answered: met.length });
    expect(judge(criteria, met.slice(1)).missing).toEqual([
      {
        at: '/answers/1.1',
        text: 'is not answered: Security vision and responsibility: A statement of support for supply chain security, signed by a senior officer',
      },
    ]);
    expect(judge(criteria, but('2.1', { documents: [] })).missing).toMatchObject([
      { at: '/answers/2.1', text: expect.stringContaining('names no document') },
    ]);
  });

  test('tells what is a must from what should be', () => {
    expect(judge(criteria, but('6.2', { answer: 'not met' }))).toMatchObject({
      ...{ isComplete: true, meetsMusts: false, shouldsNotMet: [], mustsNotMet: [{ at: '/answers/6.2' }] },
    });
    expect(judge(criteria, but('3.4', { answer: 'not met' }))).toMatchObject({
      ...{ meetsMusts: true, mustsNotMet: [], shouldsNotMet: [{ at: '/answers/3.4' }] },
    });
    expect(judge(criteria, but('6.1', { answer: 'not applicable', documents: [] })).meetsMusts).toBe(true);
  });
});

describe('a standing', () => {
  const decision = (event: Dated['event'], day: string | null, tier: number | null = null): Dated => ({
    event,
    day,
    tier,
  });

  test('lasts from the day of a decision to the day before the next one', () => {
    expect(
      periodsOf([
        decision('submitted', null),
        decision('certified', '2026-02-01', 1),
        decision('visit held', null),
        decision('validated', '2026-03-01', 3),
        decision('suspended', '2026-05-01', 3),
        decision('reinstated', '2026-06-01', 3),
      ]),
    ).toEqual([
      { from: '2026-02-01', to: '2026-02-28', tier: 1 },
      { from: '2026-03-01', to: '2026-04-30', tier: 3 },
      { from: '2026-06-01', to: null, tier: 3 },
    ]);
  });

  test('that was announced and is decided on anew before its day never begins', () => {
    expect(
      periodsOf([
        decision('certified', '2026-02-01', 1),
        decision('validated', '2026-12-01', 2),
        decision('removed', '2026-11-01', 2),
      ]),
    ).toEqual([{ from: '2026-02-01', to: '2026-10-31', tier: 1 }]);
    expect(periodsOf([decision('certified', '2026-02-01', 1), decision('suspended', '2026-02-01', 1)])).toEqual([]);
  });

  test('in Trade Compliance is there only on days with tier 2 or 3 in CTPAT', () => {
    const decisions = (ctpat: Dated[]) =>
      new Map<Program, Dated[]>([
        ['CTPAT', ctpat],
        ['Trade Compliance', [decision('certified', '2026-04-01')]],
      ]);
    const compliance = (ctpat: Dated[]) =>
      standingOf(decisions(ctpat), '2026-01-01').filter(({ program }) => program === 'Trade Compliance');
    const row = { program: 'Trade Compliance', tier: null };
    const validated = decision('validated', '2026-03-01', 2);
    expect(compliance([decision('certified', '2026-02-01', 1)])).toEqual([]);
    // Another tier is no gap.
    expect(compliance([validated, decision('validated', '2026-07-01', 3)])).toEqual([
      { ...row, from: '2026-04-01', to: null },
    ]);
    expect(
      compliance([validated, decision('suspended', '2026-05-01', 2), decision('reinstated', '2026-06-01', 2)]),
    ).toEqual([
      { ...row, from: '2026-04-01', to: '2026-04-30' },
      { ...row, from: '2026-06-01', to: null },
    ]);
  });

  test('that is over is not told', () => {
    const decisions = new Map<Program, Dated[]>([
      ['CTPAT', [decision('certified', '2026-02-01', 1), decision('validated', '2026-03-01', 2)]],
    ]);
    expect(standingOf(decisions, '2026-02-28')).toHaveLength(2);
    expect(standingOf(decisions, '2026-03-01')).toEqual([{ program: 'CTPAT', from: '2026-03-01', to: null, tier: 2 }]);
  });
});
