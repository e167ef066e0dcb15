import { centsOf, limitationOf, owedOf } from './case.rules';
import { edgeOf, enforcementCaseStates, FINAL_STATES, officerStepsIn } from './case.states';
import { lawOf, LAWS } from './laws.data';

describe('the life of a case', () => {
  test('is sound, and says of each edge who may', () => {
    expect(enforcementCaseStates.faults()).toEqual([]);
    for (const { who, says } of enforcementCaseStates.transitions)
      expect([who.length > 3, says.includes('enforcement.case-changed')]).toEqual([true, true]);
    for (const state of FINAL_STATES) expect(enforcementCaseStates.eventsIn(state)).toEqual([]);
  });

  test('forfeiture is for seizures, a claim for money is not', () => {
    expect(officerStepsIn('seizure', 'noticed')).toContain('begin forfeiture');
    expect(officerStepsIn('penalty', 'noticed')).not.toContain('begin forfeiture');
    expect(edgeOf('seizure', 'noticed', 'find claim due')).toBeUndefined();
    expect(edgeOf('liquidated damages', 'opened', 'issue pre-penalty notice')).toBeUndefined();
  });

  test('payment is accord, and does not bar a supplemental petition', () => {
    expect(edgeOf('penalty', 'paid', 'receive supplemental petition')?.to).toBe('supplemental');
  });

  test('nothing is petitioned any more once the case is with Justice', () => {
    expect(enforcementCaseStates.eventsIn('referred to Justice')).not.toContain('receive petition');
    expect(enforcementCaseStates.eventsIn('referred to Justice')).not.toContain('receive supplemental petition');
  });
});

describe('the statute of limitations', () => {
  const days = { violationOn: '2026-03-02', discoveredOn: '2026-09-01', involvementOn: null, fraud: false };
  test.each([
    ['negligence under 1592 counts from the violation', '19 USC 1592', {}, '2031-03-02'],
    ['fraud under 1592 counts from its discovery', '19 USC 1592', { fraud: true }, '2031-09-01'],
    ['another penalty counts from the discovery of the offense', '19 USC 1436', {}, '2031-09-01'],
    [
      'a seizure counts from the discovery of the offense',
      '19 USC 1595a',
      { involvementOn: '2026-10-01' },
      '2031-09-01',
    ],
    [
      'or two years from that of the property, where that is later',
      '19 USC 1595a',
      { involvementOn: '2030-01-15' },
      '2032-01-15',
    ],
    ['a breach of a bond has six years', '19 USC 1623', {}, '2032-03-02'],
  ])('%s', (_, law, changes, last) => {
    expect(limitationOf(lawOf(law)!, { ...days, ...changes })).toBe(last);
  });

  test('every law says where its rule is from', () => {
    for (const { law, source } of LAWS) expect([law, source.length > 8]).toEqual([law, true]);
  });
});

describe('amounts', () => {
  test.each([
    ['25000.00', 2_500_000],
    ['0.05', 5],
    ['7', 700],
    ['7.5', 750],
  ])('%s dollars are %d cents', (text, cents) => expect(centsOf(text)).toBe(cents));

  test.each([
    ['100.123', 'more than two decimals'],
    ['100.100', 'more than two decimals'],
    ['-5', 'is not an amount'],
    ['1,000', 'is not an amount'],
    ['999999999999999', 'more than a case'],
  ])('%s is refused', (text, why) => expect(centsOf(text)).toEqual({ problem: expect.stringContaining(why) }));

  test('what is owed is what was mitigated, less what was paid, and never less than nothing; nothing once the case is settled or over', () => {
    expect(owedOf({ state: 'decided', assessedCents: 500, mitigatedCents: null, paidCents: 100 })).toBe(400);
    expect(owedOf({ state: 'decided', assessedCents: 500, mitigatedCents: 50, paidCents: 100 })).toBe(0);
    for (const state of ['paid', 'forfeited', ...FINAL_STATES] as const)
      expect(owedOf({ state, assessedCents: 500, mitigatedCents: null, paidCents: 100 })).toBe(0);
  });
});
