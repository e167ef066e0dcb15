import fc from 'fast-check';
import type { ManualDecisionMade } from '#contracts';
import { newRelease } from '../cargo-release/action.rules';
import { decide, type Decision, withoutOrder } from '../cargo-release/decision.rules';
import { releaseStatus } from '../cargo-release/release-status.message';
import { billOnFile, filing, hold, IMPORTER, NOW } from '../release/release.fixture';
import { manifestKeys, type BillOnFile, type Release } from '../release/release.model';
import type { Criterion } from '../release/selectivity';
import { asRead, onPaper, takenBack } from './paper-decision.fixture';
import { isReleasedElectronically, paperNote, standingOn } from './paper-decision.rules';

const HOUR = 3_600_000;
const BILL = '260000101';
const BILL_KEY = `MAEU${BILL}`;
const ENTRY = { filerCode: 'B76', entryNumber: '03245278' };
const ARRIVED = '2026-11-16T21:00:00Z';
const exam: Criterion = {
  id: 1,
  by: 'hts',
  value: '3924',
  outcome: 'exam',
  documentType: null,
  from: '2018-01-01',
  to: null,
};

/** What may happen to one entry, each an hour after the other. */
type Event =
  | { readonly kind: 'filed' | 'time' | 'exam ordered' | 'exam completed' }
  | { readonly kind: 'bill'; readonly arrived: boolean; readonly held: boolean; readonly due: string }
  | { readonly kind: 'paper'; readonly decision: ManualDecisionMade }
  /** The message that the so many-th of these decisions was taken back; it may come before the decision. */
  | { readonly kind: 'taken back'; readonly which: number };

const filed: Event = { kind: 'filed' };
const bill = (arrived = false, held = false, due = '2026-11-19'): Event => ({ kind: 'bill', arrived, held, due });
const paper = (
  decision: ManualDecisionMade['decision'],
  hour: number,
  named: Partial<ManualDecisionMade> = { entry: ENTRY },
): Event => ({
  kind: 'paper',
  decision: onPaper({ decision, decidedAt: new Date(NOW.getTime() + hour * HOUR).toISOString(), ...named }),
});

interface Course {
  readonly release: Release;
  /** Every decision taken, with the entry as it was before. */
  readonly taken: readonly {
    readonly before: Release | null;
    readonly decision: Decision;
    readonly standing: string | null;
    readonly event: Event;
  }[];
  readonly told: readonly string[];
  readonly notes: readonly string[];
}

/** Goes through the events as the consumers do: whatever happened, the entry is decided anew once it is on file. */
function courseOf(events: readonly Event[], criteria: readonly Criterion[] = []): Course {
  const decisions = new Map<string, ManualDecisionMade>();
  const made = events.flatMap((event) => (event.kind === 'paper' ? [event.decision] : []));
  let onFile: BillOnFile | null = null;
  let release: Release | null = null;
  const taken: Course['taken'][number][] = [];
  const notes: string[] = [];
  events.forEach((event, index) => {
    const now = new Date(NOW.getTime() + index * HOUR);
    let draft: Release | null = release;
    if (event.kind === 'paper' && !decisions.has(event.decision.decisionId))
      decisions.set(event.decision.decisionId, event.decision);
    const voided = event.kind === 'taken back' ? made[event.which % Math.max(1, made.length)] : undefined;
    if (voided) decisions.set(voided.decisionId, takenBack(voided));
    if (event.kind === 'bill') {
      onFile = billOnFile(BILL, {
        version: index + 1,
        arrivedAt: event.arrived ? ARRIVED : null,
        holds: event.held ? [hold()] : [],
        estimatedArrival: event.due,
      });
    }
    if (event.kind === 'filed') draft ??= newRelease(filing(), now);
    if (event.kind === 'exam ordered' && draft) draft = withoutOrder({ ...draft, exam: 'required' });
    if (event.kind === 'exam completed' && draft?.exam === 'required') draft = { ...draft, exam: 'completed' };
    if (draft === null) return;
    const known = [...decisions.values()].map(asRead);
    const standing = standingOn(draft.key, manifestKeys(draft.content), known);
    const void_ = new Set(known.filter((one) => one.voided).map(({ decisionId }) => decisionId));
    const decision = decide(release, draft, {
      bills: new Map(onFile ? [[BILL_KEY, onFile]] : []),
      criteria,
      importer: IMPORTER,
      paper: standing,
      takenBack: void_,
      now,
    });
    taken.push({ before: release, decision, standing: standing?.decision ?? null, event });
    const note = paperNote(release, decision.release);
    if (note) notes.push(note);
    ({ release } = decision);
  });
  return { release: release!, taken, told: taken.flatMap(({ decision }) => decision.entry), notes };
}
const count = (told: readonly string[], code: string): number => told.filter((one) => one === code).length;

describe('goods released on paper', () => {
  test.each<[string, Event[]]>([
    ['paper, then filing, then bill and arrival', [paper('release', 0), filed, bill(), bill(true)]],
    [
      'paper for the bill alone, then filing, the bill last (a carrier files a week later)',
      [paper('release', 0, { billKeys: [BILL_KEY] }), filed, bill(), bill(true)],
    ],
    ['filing, then paper, then bill', [filed, paper('release', 0), bill(true)]],
    ['filing and bill, then paper before arrival', [filed, bill(), paper('release', 0), bill(true)]],
    ['bill, paper, filing', [bill(true), paper('release', 0), filed]],
    ['two decisions of two officers', [filed, paper('release', 0), paper('release', 1), bill(true)]],
  ])('%s: released once, on the day of the decision', (_name, events) => {
    const { release, told } = courseOf(events);
    expect(release).toMatchObject({
      state: 'released',
      releasedAt: NOW.toISOString(),
      releaseDate: '2026-11-16',
      releaseOrigin: '09',
    });
    expect(release.paperRelease).not.toBeNull();
    expect(told.filter((code) => code !== '97')).toEqual(['98']);
  });

  test('the electronic release that was first stays the release; the paper one is noted as a conflict', () => {
    const { release, told, notes, taken } = courseOf([filed, bill(true), paper('release', 9)]);
    expect(release).toMatchObject({ state: 'released', releaseOrigin: '03', paperRelease: null });
    expect(count(told, '98')).toBe(1);
    expect(notes).toEqual([
      expect.stringMatching(/^conflict: released on paper, MD-26-2704-\d{6}, after the electronic release$/),
    ]);
    expect(releaseStatus(taken.at(-1)!.decision, [], new Map(), NOW).release).toMatchObject({
      path: 'electronic',
      decisionId: null,
    });
  });

  test('the carrier and status are told by which decision they were released', () => {
    const decided = paper('release', 0);
    const { taken } = courseOf([decided, filed]);
    const { decisionId, controlNumber } = (decided as Extract<Event, { kind: 'paper' }>).decision;
    expect(releaseStatus(taken[0]!.decision, ['98'], new Map(), NOW)).toMatchObject({
      release: { path: 'paper', at: NOW.toISOString(), decisionId, controlNumber },
      dispositions: [{ code: '98', releaseDate: '2026-11-16', releaseOrigin: '09' }],
    });
  });

  test('a hold that comes after the paper release suspends it, and its removal tells the release again', () => {
    const { release, told } = courseOf([filed, paper('release', 0), bill(true, true), bill(true, false)]);
    expect(told).toEqual(['98', '99', '98']);
    expect(release).toMatchObject({ state: 'released', releaseOrigin: '09', releaseDate: '2026-11-16' });
  });

  test('a paper release against a hold that is on file is suspended at once and not told as a release', () => {
    const { release, told } = courseOf([filed, bill(true, true), paper('release', 0)]);
    expect(release.state).toBe('release suspended');
    expect(told).toEqual(['99']);
  });

  test('a criterion that the late filing meets calls the goods back', () => {
    const { release, told } = courseOf([paper('release', 0), filed, bill(true)], [exam]);
    expect(release.state).toBe('release suspended');
    expect(told).toEqual(['98', '03', '99']);
  });
});

describe('goods stopped on paper', () => {
  test.each(['hold', 'refuse'] as const)('%s: nothing releases them until a newer decision does', (decision) => {
    const stopped = courseOf([filed, paper(decision, 0), bill(), bill(true), { kind: 'time' }]);
    expect(stopped.release).toMatchObject({ state: 'hold', releasedAt: null });
    expect(stopped.told).toEqual([]);
    const freed = courseOf([filed, paper(decision, 0), bill(true), paper('release', 2)]);
    expect(freed.release).toMatchObject({ state: 'released', releaseOrigin: '09' });
    expect(freed.told).toEqual(['98']);
  });

  test('exam: the goods wait for it; completed it lets them go, and so does a newer paper release', () => {
    expect(courseOf([filed, paper('exam', 0), bill(true)])).toMatchObject({
      release: { state: 'exam', exam: 'required' },
      told: ['03'],
    });
    expect(courseOf([filed, paper('exam', 0), bill(true), { kind: 'exam completed' }])).toMatchObject({
      release: { state: 'released', releaseOrigin: '05' },
      told: ['03', '98'],
    });
    expect(courseOf([filed, paper('exam', 0), bill(true), paper('release', 2)])).toMatchObject({
      release: { state: 'released', releaseOrigin: '09' },
      told: ['03', '98'],
    });
  });

  test('an older hold that comes after the release it was lifted by changes nothing', () => {
    expect(courseOf([filed, paper('release', 2), paper('hold', 1), bill(true)])).toMatchObject({
      release: { state: 'released' },
      told: ['98'],
    });
  });

  test('a hold after the release suspends it, however it was released', () => {
    expect(courseOf([filed, bill(true), paper('hold', 2)])).toMatchObject({
      release: { state: 'release suspended' },
      told: ['98', '99'],
    });
    expect(courseOf([filed, paper('release', 1), paper('hold', 2)])).toMatchObject({
      release: { state: 'release suspended' },
      told: ['98', '99'],
    });
    const freed = courseOf([filed, bill(true), paper('hold', 2), paper('release', 3)]);
    expect(freed).toMatchObject({ release: { state: 'released', paperRelease: null }, told: ['98', '99', '98'] });
    expect(freed.notes.at(-1)).toMatch(/^freed on paper/);
  });
});

describe('a decision that was taken back', () => {
  const back = (which = 0): Event => ({ kind: 'taken back', which });
  const examOrdered: Event = { kind: 'exam ordered' };

  test.each(['hold', 'refuse', 'exam'] as const)(
    '%s: no longer stops the goods, before or after the filing, whichever copy comes first',
    (decision) => {
      for (const events of [
        [filed, paper(decision, 0), bill(true), back()],
        [paper(decision, 0), back(), filed, bill(true)],
        [back(), paper(decision, 0), filed, bill(true)],
        [filed, back(), paper(decision, 0), bill(true)],
      ]) {
        const { release, told } = courseOf(events);
        expect(release).toMatchObject({ state: 'released', standing: null, paperRelease: null });
        expect(count(told, '98')).toBe(1);
      }
    },
  );

  test('a hold after the electronic release: the release is told again after it was called back', () => {
    expect(courseOf([filed, bill(true), paper('hold', 2), back()])).toMatchObject({
      release: { state: 'released', paperRelease: null },
      told: ['98', '99', '98'],
    });
  });

  test('of two holds only one: the other keeps the goods', () => {
    expect(courseOf([filed, paper('hold', 0), paper('refuse', 1), back(1), bill(true)])).toMatchObject({
      release: { state: 'hold', standing: { decision: 'hold' } },
    });
  });

  test('an examination under a newer hold: with both taken back nothing is left of it', () => {
    expect(courseOf([filed, paper('exam', 0), paper('hold', 1), back(0), back(1), bill(true)])).toMatchObject({
      release: { state: 'released', exam: 'none' },
    });
  });

  test('an examination that an officer or a criterion orders as well is made all the same', () => {
    expect(courseOf([filed, paper('exam', 0), examOrdered, back(), bill(true)])).toMatchObject({
      release: { state: 'exam' },
    });
    expect(courseOf([filed, examOrdered, paper('exam', 0), back(), bill(true)])).toMatchObject({
      release: { state: 'exam' },
    });
    expect(courseOf([filed, paper('exam', 0), bill(), back(), bill(true)], [exam])).toMatchObject({
      release: { state: 'exam' },
    });
  });

  test('a release that let the goods go: they are called back, and the platform does not release them a second time', () => {
    const { release, told, notes } = courseOf([
      filed,
      paper('release', 0),
      bill(true),
      back(),
      { kind: 'time' },
      bill(true),
    ]);
    expect(release).toMatchObject({
      state: 'release suspended',
      releaseOrigin: '09',
      paperRelease: { takenBack: true },
      standing: null,
    });
    expect(told).toEqual(['98', '99']);
    expect(notes.at(-1)).toMatch(/^the release on paper, MD-26-2704-\d{6}, was taken back/);
  });

  test('a release that is not known as one yet: the filing is judged as if it had never been', () => {
    expect(courseOf([paper('release', 0), back(), filed, bill(true)])).toMatchObject({
      release: { state: 'released', paperRelease: null },
      told: ['97', '98'].slice(1),
    });
    expect(courseOf([back(), paper('release', 0), filed, bill()])).toMatchObject({
      release: { state: 'admissible' },
      told: expect.not.arrayContaining(['98']),
    });
  });

  test('a release after the electronic one: that one stays, and nobody is alarmed', () => {
    expect(courseOf([filed, bill(true), paper('release', 9), back()])).toMatchObject({
      release: { state: 'released', paperRelease: null },
      told: ['98'],
    });
  });

  test('a release beside another one: the goods stay released, and nobody is told twice', () => {
    for (const which of [0, 1])
      expect(courseOf([filed, paper('release', 0), paper('release', 1), back(which)])).toMatchObject({
        release: { state: 'released' },
        told: ['98'],
      });
  });

  test('a release of one bill of two calls back the entry that rests on both', () => {
    const others = standingOn(
      'B7603245278',
      ['X', 'Y'],
      [
        asRead(onPaper({ billKeys: ['X'], decidedAt: '2026-11-21T09:00:00Z', decisionId: 'one' })),
        asRead(onPaper({ billKeys: ['Y'], decidedAt: '2026-11-21T10:00:00Z', decisionId: 'two' })),
      ],
    )!;
    const around = { bills: new Map(), criteria: [], importer: IMPORTER, now: NOW };
    const { release } = decide(null, newRelease(filing(), NOW), { ...around, paper: others, takenBack: new Set() });
    expect(decide(release, release, { ...around, paper: null, takenBack: new Set(['one']) })).toMatchObject({
      release: { state: 'release suspended' },
      entry: ['99'],
    });
  });

  test("goods that were called back go by a newer paper release, or when an officer has examined them: then the release is the platform's", () => {
    const again = courseOf([filed, paper('release', 0), back(), paper('release', 4)]);
    expect(again).toMatchObject({
      release: { state: 'released', releaseOrigin: '09', releasedAt: NOW.toISOString() },
      told: ['98', '99', '98'],
    });
    expect(again.release.paperRelease?.takenBack).toBeUndefined();
    const examined = courseOf([filed, paper('release', 0), back(), examOrdered, { kind: 'exam completed' }]);
    expect(examined).toMatchObject({
      release: { state: 'released', releaseOrigin: '05', paperRelease: null },
      told: ['98', '99', '03', '98'],
    });
    expect(isReleasedElectronically(examined.release)).toBe(true);
  });
});

test('where a release is the newest decision on paper, the goods are released, in whatever order the decisions and the filing come', () => {
  const kinds = fc.array(fc.constantFrom('release' as const, 'hold' as const, 'exam' as const, 'refuse' as const), {
    maxLength: 6,
  });
  fc.assert(
    fc.property(
      kinds.chain((all) =>
        fc.shuffledSubarray([filed, ...all.map((decision, hour) => paper(decision, hour)), paper('release', 20)], {
          minLength: all.length + 2,
        }),
      ),
      (events) => {
        const { release, told } = courseOf(events);
        expect(release).toMatchObject({ state: 'released', releaseOrigin: '09', standing: { decision: 'release' } });
        expect(count(told, '98')).toBe(1 + count(told, '99'));
      },
    ),
    { numRuns: 500 },
  );
});

test('whatever happens in whatever order: one release, told once unless called back, and never an electronic one of what paper released or held', () => {
  const named = fc.constantFrom<Partial<ManualDecisionMade>>(
    { entry: ENTRY },
    { billKeys: [BILL_KEY] },
    { entry: ENTRY, billKeys: [BILL_KEY] },
  );
  const event = fc.oneof(
    fc.constantFrom<Event>({ kind: 'filed' }, { kind: 'time' }, { kind: 'exam ordered' }, { kind: 'exam completed' }),
    fc
      .tuple(fc.boolean(), fc.boolean(), fc.constantFrom('2026-11-19', '2026-11-21', '2026-11-22'))
      .map(([arrived, held, due]) => bill(arrived, held && !arrived, due)),
    // Only a decision can be taken back: both are rare among the rest.
    {
      weight: 4,
      arbitrary: fc
        .tuple(
          fc.constantFrom('release' as const, 'hold' as const, 'exam' as const, 'refuse' as const),
          fc.nat(20),
          named,
        )
        .map(([decision, hour, who]) => paper(decision, hour, who)),
    },
    { weight: 3, arbitrary: fc.nat(13).map((which): Event => ({ kind: 'taken back', which })) },
  );
  let calledBack = 0;
  let electronic = 0;
  let byPaper = 0;
  fc.assert(
    fc.property(fc.array(event, { maxLength: 14 }), fc.boolean(), fc.boolean(), (events, targeted, early) => {
      const { release, taken, told } = courseOf(
        [...(early ? [filed] : []), ...events, filed, { kind: 'time' }],
        targeted ? [exam] : [],
      );
      expect(count(told, '98')).toBeLessThanOrEqual(1 + count(told, '99'));
      for (const { before, decision, standing, event: happened } of taken) {
        const after = decision.release;
        const releasedNow = before?.releasedAt == null && after.releasedAt !== null;
        if (standing === 'release') expect(after.releasedAt).not.toBeNull();
        if (standing === 'hold' || standing === 'refuse') expect(['hold', 'release suspended']).toContain(after.state);
        if (releasedNow && isReleasedElectronically(after))
          expect(['release', 'hold', 'refuse']).not.toContain(standing);
        if (after.paperRelease?.takenBack) expect(after.state).toBe('release suspended');
        if (after.paperRelease?.takenBack && !before?.paperRelease?.takenBack) calledBack += 1;
        const examined =
          before?.paperRelease?.takenBack === true && happened.kind === 'exam completed' && before.exam === 'required';
        if (before?.releasedAt && !examined)
          expect(after).toMatchObject({ releasedAt: before.releasedAt, releaseDate: before.releaseDate });
        if (before?.releasedAt && !examined)
          expect(isReleasedElectronically(after)).toBe(isReleasedElectronically(before));
      }
      if (release.releasedAt !== null) {
        if (isReleasedElectronically(release)) electronic += 1;
        else byPaper += 1;
      }
    }),
    { numRuns: 1_500 },
  );
  expect(calledBack).toBeGreaterThan(20);
  expect(electronic).toBeGreaterThan(20);
  expect(byPaper).toBeGreaterThan(20);
});
