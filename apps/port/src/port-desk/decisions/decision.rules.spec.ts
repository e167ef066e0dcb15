import type { KnownHold } from './decision.model';
import { bill, electronically, paper, registered, release } from './decision.fixture';
import {
  DECISION_RULES,
  type DeskFacts,
  isAnotherPart,
  judgeDecision,
  judgeSecondOfficer,
  knownHolds,
  knownReleases,
  SECOND_OFFICER_RULES,
  type SecondOfficer,
} from './decision.rules';
import { decisionStates } from './decision.states';

const facts = (changes: Partial<DeskFacts> = {}): DeskFacts => ({
  paper: paper({ documentsSeen: [{ code: '3461', number: null, image: null }] }),
  now: '2026-11-23T18:01:00.000Z',
  servesPort: true,
  downtimeNumber: 'DT-26-000012',
  exemptionCodes: ['in-bond'],
  procedure: {
    documents: [{ code: '3461', name: 'Entry/Immediate Delivery' }],
    excludedGoods: [{ code: 'quota', text: 'goods under quota', entryTypes: ['02'] }],
  },
  entryTypes: ['01'],
  holds: [],
  releases: [],
  ...changes,
});
const onPaper = (changes: Parameters<typeof paper>[0]) => ({ ...facts().paper, ...changes });
const hold: KnownHold = {
  source: 'bill hold',
  reference: 'MAEU260000101',
  code: '2H',
  reason: 'Pest found',
  since: '2026-11-23T10:00:00Z',
};

const reach = { billKeys: ['MAEU260000101'], entryKeys: ['B7603245278'] };

/** For each rule: facts it lets pass, and the smallest change that it stops. */
const PAIRS: Record<string, { passes: Partial<DeskFacts>; fails: Partial<DeskFacts>; says: string }> = {
  D01: { passes: { servesPort: true }, fails: { servesPort: false }, says: '2704' },
  D02: { passes: { downtimeNumber: 'DT-26-000012' }, fails: { downtimeNumber: null }, says: 'vessel at port 2704' },
  D03: {
    passes: { holds: [hold], paper: onPaper({ decision: 'hold', reason: 'Pest' }) },
    fails: { holds: [hold] },
    says: 'bill hold 2H on MAEU260000101',
  },
  D04: {
    passes: { releases: [] },
    fails: {
      releases: [{ reference: 'B76-0324527-8', path: 'electronic', at: '2026-11-23T17:00:00Z', by: 'the platform' }],
    },
    says: 'B76-0324527-8 was released electronically at 2026-11-23T17:00:00Z by the platform; print the packet instead',
  },
  D05: { passes: { entryTypes: ['01'] }, fails: { entryTypes: ['02'] }, says: 'goods under quota' },
  D06: {
    passes: { paper: onPaper({ entry: null, exemption: 'in-bond' }) },
    fails: { paper: onPaper({ entry: null }) },
    says: 'entry number',
  },
  D07: {
    passes: { paper: onPaper({ exemption: 'in-bond' }) },
    fails: { paper: onPaper({ exemption: 'because' }) },
    says: 'because',
  },
  D08: { passes: {}, fails: { paper: onPaper({ documentsSeen: [] }) }, says: 'Not seen: 3461' },
  D09: {
    passes: { paper: onPaper({ decision: 'exam', reason: 'Seal broken' }) },
    fails: { paper: onPaper({ decision: 'exam' }) },
    says: 'examine',
  },
  D10: { passes: { now: '2026-11-23T18:00:00.000Z' }, fails: { now: '2026-11-23T17:59:59.999Z' }, says: 'future' },
  D11: {
    passes: { paper: onPaper({ bills: [] }) },
    fails: { paper: onPaper({ bills: [], entry: null, exemption: 'in-bond' }) },
    says: 'Name the bills',
  },
  D12: { passes: {}, fails: { paper: onPaper({ decision: 'hold', reason: 'x', goods: ['guns'] }) }, says: 'guns' },
};

describe('Whether an officer may decide', () => {
  test('every rule has its pair of facts', () =>
    expect(Object.keys(PAIRS)).toEqual(DECISION_RULES.map(({ code }) => code)));

  test.each(Object.entries(PAIRS))('%s stops what it is for, and nothing else', (code, { passes, fails, says }) => {
    expect(judgeDecision(facts(passes)).refusals).toEqual([]);
    expect(judgeDecision(facts(fails)).refusals).toEqual([
      expect.objectContaining({ code, text: expect.stringContaining(says) }),
    ]);
  });

  test('only a hold can be overridden', () =>
    expect(DECISION_RULES.filter(({ overridable }) => overridable).map(({ code }) => code)).toEqual(['D03']));

  test('goods that the officer found to be excluded are not released, whatever the entry says', () => {
    expect(judgeDecision(facts({ paper: onPaper({ goods: ['quota'] }) })).refusals.map(({ code }) => code)).toEqual([
      'D05',
    ]);
  });

  test('what stands against the goods is told before what the paper lacks', () => {
    const { refusals } = judgeDecision(facts({ holds: [hold], paper: onPaper({ documentsSeen: [], entry: null }) }));
    expect(refusals.map(({ code }) => code)).toEqual(['D03', 'D06', 'D08']);
  });

  test('the life of a decision is sound', () => expect(decisionStates.faults()).toEqual([]));
});

describe('What stands against a release', () => {
  test('a hold on a bill, a held or suspended release and a manual hold are all named', () => {
    const held = bill({ holds: [{ code: '1H', reason: 'Targeting', placedAt: '2026-11-23T09:00:00Z' }] });
    const manual = registered(
      { controlNumber: 'MD-26-2704-000003' },
      { decision: 'hold', reason: 'Seal broken', decidedAt: '2026-11-23T17:00:00.000Z' },
    );
    expect(
      knownHolds(reach, [held], [release({ state: 'exam' })], [manual]).map(({ source, reference, code }) => [
        source,
        reference,
        code,
      ]),
    ).toEqual([
      ['bill hold', 'MAEU260000101', '1H'],
      ['release state', 'B76-0324527-8', 'exam'],
      ['manual decision', 'MD-26-2704-000003', 'hold'],
    ]);
    expect(knownHolds(reach, [bill({ ...held, deleted: true })], [release()], [])).toEqual([]);
  });

  test('an examination ordered by hand stands until its result shows no discrepancy', () => {
    const exam = registered({}, { decision: 'exam', reason: 'Anomaly' });
    const result = { text: 'As declared', officer: 'K. Osei', at: '2026-11-23T19:00:00.000Z' };
    expect(knownHolds(reach, [], [], [exam])).toHaveLength(1);
    expect(knownHolds(reach, [], [], [{ ...exam, examResult: { ...result, outcome: 'discrepancy' } }])).toHaveLength(1);
    expect(knownHolds(reach, [], [], [{ ...exam, examResult: { ...result, outcome: 'no discrepancy' } }])).toEqual([]);
  });

  test('a hold that a newer release answered, one that is void and one on other goods do not stand', () => {
    const manual = registered(
      { controlNumber: 'MD-26-2704-000001' },
      { decision: 'hold', reason: 'x', decidedAt: '2026-11-23T10:00:00.000Z' },
    );
    const later = registered({ controlNumber: 'MD-26-2704-000002' }, { decidedAt: '2026-11-23T11:00:00.000Z' });
    expect(knownHolds(reach, [], [], [manual, later])).toEqual([]);
    expect(knownHolds(reach, [], [], [{ ...manual, state: 'void' }])).toEqual([]);
    expect(knownHolds({ billKeys: ['MAEU260000102'], entryKeys: [] }, [], [], [manual])).toEqual([]);
  });
});

describe('What is released already', () => {
  test('by the platform, by the officer whose number the entry carries, and by an officer the entry service has not heard of', () => {
    const byPaper = {
      path: 'paper' as const,
      at: '2026-11-23T16:00:00Z',
      decisionId: null,
      controlNumber: 'MD-26-2704-000009',
    };
    expect(
      knownReleases(paper(), [release({ state: 'released', release: electronically('2026-11-23T16:00:00Z') })], []),
    ).toMatchObject([{ path: 'electronic', by: 'the platform' }]);
    expect(knownReleases(paper(), [release({ state: 'released', release: byPaper })], [])).toMatchObject([
      { path: 'paper', by: 'MD-26-2704-000009' },
    ]);
    expect(knownReleases(paper(), [release({ state: 'released', release: undefined })], [])).toMatchObject([
      { path: 'electronic' },
    ]);
    expect(knownReleases(paper(), [release()], [registered()])).toMatchObject([
      { reference: 'MD-26-2704-000017', path: 'paper', by: 'R. Alvarez' },
    ]);
    expect(knownReleases(paper(), [release()], [])).toEqual([]);
  });

  test('a release that is being claimed counts, one that is void, was not agreed or was held again afterwards does not', () => {
    expect(knownReleases(paper(), [], [registered({ state: 'being claimed' })])).toHaveLength(1);
    for (const state of ['void', 'not agreed', 'awaiting second officer', 'expired'] as const)
      expect(knownReleases(paper(), [], [registered({ state })])).toEqual([]);
    const recall = registered(
      { controlNumber: 'MD-26-2704-000018' },
      { decision: 'hold', reason: 'Recall', decidedAt: '2026-11-23T19:00:00.000Z' },
    );
    expect(knownReleases(paper(), [], [registered(), recall])).toEqual([]);
  });

  test('an entry that was released by a decision since taken back may be released again', () => {
    const byPaper = {
      path: 'paper' as const,
      at: '2026-11-23T16:00:00Z',
      decisionId: null,
      controlNumber: registered().controlNumber,
    };
    const released = [release({ state: 'released', release: byPaper })];
    expect(knownReleases(paper(), released, [])).toHaveLength(1);
    expect(knownReleases(paper(), released, [registered({ state: 'void' })])).toEqual([]);
  });

  test('a release that was suspended since is a hold, not a release', () => {
    const suspended = release({ state: 'release suspended', release: electronically('2026-11-23T16:00:00Z') });
    expect(knownReleases(paper(), [suspended], [])).toEqual([]);
    expect(knownHolds(reach, [], [suspended], [])).toHaveLength(1);
  });

  test('another entry may release other pieces of the bill, as long as all fit the manifest', () => {
    const [line] = release().bills;
    const other = release({ entryNumber: '03245286', bills: [{ ...line!, quantity: 60, manifestedQuantity: 100 }] });
    const part = (quantity: number | null) =>
      paper({ bills: [{ billKey: 'MAEU260000101', issuerScac: 'MAEU', quantity }] });
    expect(isAnotherPart(part(40), other)).toBe(true);
    expect(isAnotherPart(part(41), other)).toBe(false);
    expect(isAnotherPart(part(null), other)).toBe(false);
  });
});

describe('The second officer', () => {
  const waiting = registered({
    state: 'awaiting second officer',
    effectiveAt: null,
    override: {
      reason: 'Perishable; hold is stale',
      first: { accountId: 'a', person: 'R. Alvarez', role: 'port director' },
      second: null,
    },
  });
  const good: SecondOfficer = { accountId: 'b', person: 'K. Osei', role: 'port director', servesPort: true };
  const BAD: Record<string, Partial<SecondOfficer>> = {
    S01: { accountId: 'a' },
    S02: { person: ' r.  ALVAREZ ' },
    S03: { role: 'officer' },
    S04: { servesPort: false },
  };

  test('every rule has its pair of facts', () =>
    expect(Object.keys(BAD)).toEqual(SECOND_OFFICER_RULES.map(({ code }) => code)));
  test('who registered for a colleague what she decided is not the second officer either', () => {
    expect(judgeSecondOfficer(good, { ...waiting, registeredBy: 'K. Osei' })).toEqual([
      expect.objectContaining({ code: 'S02' }),
    ]);
  });
  test('another person with another account and at least the same role at the port may agree', () =>
    expect(judgeSecondOfficer(good, waiting)).toEqual([]));
  test.each(Object.entries(BAD))('%s', (code, bad) =>
    expect(judgeSecondOfficer({ ...good, ...bad }, waiting)).toEqual([expect.objectContaining({ code })]),
  );
});
