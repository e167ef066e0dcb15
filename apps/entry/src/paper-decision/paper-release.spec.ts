import fc from 'fast-check';
import type { ManualDecisionMade } from '#contracts';
import { newRelease } from '../cargo-release/action.rules';
import { decide, type Decision } from '../cargo-release/decision.rules';
import { releaseStatus } from '../cargo-release/release-status.message';
import { billOnFile, filing, hold, IMPORTER, NOW } from '../cargo-release/release.fixture';
import { manifestKeys, type BillOnFile, type Release } from '../cargo-release/release.model';
import type { Criterion } from '../cargo-release/selectivity';
import { asRead, onPaper } from './paper-decision.fixture';
import { isReleasedElectronically, paperNote, standingOn } from './paper-decision.rules';

const HOUR = 3_600_000;
const BILL = '260000101';
const BILL_KEY = `MAEU${BILL}`;
const ENTRY = { filerCode: 'B76', entryNumber: '03245278' };
const ARRIVED = '2026-11-16T21:00:00Z';
const exam: Criterion = { id: 1, by: 'hts', value: '3924', outcome: 'exam', documentType: null, from: '2018-01-01', to: null };

/** What may happen to one entry, each an hour after the other. */
type Event =
  | { readonly kind: 'filed' | 'time' | 'exam ordered' | 'exam completed' }
  | { readonly kind: 'bill'; readonly arrived: boolean; readonly held: boolean; readonly due: string }
  | { readonly kind: 'paper'; readonly decision: ManualDecisionMade };

const filed: Event = { kind: 'filed' };
const bill = (arrived = false, held = false, due = '2026-11-19'): Event => ({ kind: 'bill', arrived, held, due });
const paper = (decision: ManualDecisionMade['decision'], hour: number, named: Partial<ManualDecisionMade> = { entry: ENTRY }): Event => ({
  kind: 'paper', decision: onPaper({ decision, decidedAt: new Date(NOW.getTime() + hour * HOUR).toISOString(), ...named }),
});

interface Course {
  readonly release: Release;
  /** Every decision taken, with the entry as it was before. */
  readonly taken: readonly { readonly before: Release | null; readonly decision: Decision; readonly standing: string | null }[];
  readonly told: readonly string[];
  readonly notes: readonly string[];
}

/** Goes through the events as the consumers do: whatever happened, the entry is decided anew once it is on file. */
function courseOf(events: readonly Event[], criteria: readonly Criterion[] = []): Course {
  const decisions: ManualDecisionMade[] = [];
  let onFile: BillOnFile | null = null;
  let release: Release | null = null;
  const taken: Course['taken'][number][] = [];
  const notes: string[] = [];
  events.forEach((event, index) => {
    const now = new Date(NOW.getTime() + index * HOUR);
    let draft: Release | null = release;
    if (event.kind === 'paper') decisions.push(event.decision);
    if (event.kind === 'bill') {
      onFile = billOnFile(BILL, { version: index + 1, arrivedAt: event.arrived ? ARRIVED : null, holds: event.held ? [hold()] : [], estimatedArrival: event.due });
    }
    if (event.kind === 'filed') draft ??= newRelease(filing(), now);
    if (event.kind === 'exam ordered' && draft) draft = { ...draft, exam: 'required' };
    if (event.kind === 'exam completed' && draft?.exam === 'required') draft = { ...draft, exam: 'completed' };
    if (draft === null) return;
    const standing = standingOn(draft.key, manifestKeys(draft.content), decisions.map(asRead));
    const decision = decide(release, draft, { bills: new Map(onFile ? [[BILL_KEY, onFile]] : []), criteria, importer: IMPORTER, paper: standing, now });
    taken.push({ before: release, decision, standing: standing?.decision ?? null });
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
    ['paper for the bill alone, then filing, the bill last (a carrier files a week later)', [paper('release', 0, { billKeys: [BILL_KEY] }), filed, bill(), bill(true)]],
    ['filing, then paper, then bill', [filed, paper('release', 0), bill(true)]],
    ['filing and bill, then paper before arrival', [filed, bill(), paper('release', 0), bill(true)]],
    ['bill, paper, filing', [bill(true), paper('release', 0), filed]],
    ['two decisions of two officers', [filed, paper('release', 0), paper('release', 1), bill(true)]],
  ])('%s: released once, on the day of the decision', (_name, events) => {
    const { release, told } = courseOf(events);
    expect(release).toMatchObject({ state: 'released', releasedAt: NOW.toISOString(), releaseDate: '2026-11-16', releaseOrigin: '90' });
    expect(release.paperRelease).not.toBeNull();
    expect(told.filter((code) => code !== '97')).toEqual(['98']);
  });

  test('the electronic release that was first stays the release; the paper one is noted as a conflict', () => {
    const { release, told, notes, taken } = courseOf([filed, bill(true), paper('release', 9)]);
    expect(release).toMatchObject({ state: 'released', releaseOrigin: '03', paperRelease: null });
    expect(count(told, '98')).toBe(1);
    expect(notes).toEqual([expect.stringMatching(/^conflict: released on paper, MD-26-2704-\d{6}, after the electronic release$/)]);
    expect(releaseStatus(taken.at(-1)!.decision, [], new Map(), NOW).release).toMatchObject({ path: 'electronic', decisionId: null });
  });

  test('the carrier and status are told by which decision they were released', () => {
    const decided = paper('release', 0);
    const { taken } = courseOf([decided, filed]);
    const { decisionId, controlNumber } = (decided as Extract<Event, { kind: 'paper' }>).decision;
    expect(releaseStatus(taken[0]!.decision, ['98'], new Map(), NOW)).toMatchObject({
      release: { path: 'paper', at: NOW.toISOString(), decisionId, controlNumber }, dispositions: [{ code: '98', releaseDate: '2026-11-16', releaseOrigin: '90' }],
    });
  });

  test('a hold that comes after the paper release suspends it, and its removal tells the release again', () => {
    const { release, told } = courseOf([filed, paper('release', 0), bill(true, true), bill(true, false)]);
    expect(told).toEqual(['98', '99', '98']);
    expect(release).toMatchObject({ state: 'released', releaseOrigin: '90', releaseDate: '2026-11-16' });
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
    expect(freed.release).toMatchObject({ state: 'released', releaseOrigin: '90' });
    expect(freed.told).toEqual(['98']);
  });

  test('exam: the goods wait for it; completed it lets them go, and so does a newer paper release', () => {
    expect(courseOf([filed, paper('exam', 0), bill(true)])).toMatchObject({ release: { state: 'exam', exam: 'required' }, told: ['03'] });
    expect(courseOf([filed, paper('exam', 0), bill(true), { kind: 'exam completed' }])).toMatchObject({ release: { state: 'released', releaseOrigin: '05' }, told: ['03', '98'] });
    expect(courseOf([filed, paper('exam', 0), bill(true), paper('release', 2)])).toMatchObject({ release: { state: 'released', releaseOrigin: '90' }, told: ['03', '98'] });
  });

  test('an older hold that comes after the release it was lifted by changes nothing', () => {
    expect(courseOf([filed, paper('release', 2), paper('hold', 1), bill(true)])).toMatchObject({ release: { state: 'released' }, told: ['98'] });
  });

  test('a hold after the release suspends it, however it was released', () => {
    expect(courseOf([filed, bill(true), paper('hold', 2)])).toMatchObject({ release: { state: 'release suspended' }, told: ['98', '99'] });
    expect(courseOf([filed, paper('release', 1), paper('hold', 2)])).toMatchObject({ release: { state: 'release suspended' }, told: ['98', '99'] });
    const freed = courseOf([filed, bill(true), paper('hold', 2), paper('release', 3)]);
    expect(freed).toMatchObject({ release: { state: 'released', paperRelease: null }, told: ['98', '99', '98'] });
    expect(freed.notes.at(-1)).toMatch(/^freed on paper/);
  });
});

test('where a release is the newest decision on paper, the goods are released, in whatever order the decisions and the filing come', () => {
  const kinds = fc.array(fc.constantFrom('release' as const, 'hold' as const, 'exam' as const, 'refuse' as const), { maxLength: 6 });
  fc.assert(
    fc.property(
      kinds.chain((all) => fc.shuffledSubarray([filed, ...all.map((decision, hour) => paper(decision, hour)), paper('release', 20)], { minLength: all.length + 2 })),
      (events) => {
        const { release, told } = courseOf(events);
        expect(release).toMatchObject({ state: 'released', releaseOrigin: '90', standing: { decision: 'release' } });
        expect(count(told, '98')).toBe(1 + count(told, '99'));
      },
    ),
    { numRuns: 500 },
  );
});

test('whatever happens in whatever order: one release, told once unless called back, and never an electronic one of what paper released or held', () => {
  const named = fc.constantFrom<Partial<ManualDecisionMade>>({ entry: ENTRY }, { billKeys: [BILL_KEY] }, { entry: ENTRY, billKeys: [BILL_KEY] });
  const event = fc.oneof(
    fc.constantFrom<Event>({ kind: 'filed' }, { kind: 'time' }, { kind: 'exam ordered' }, { kind: 'exam completed' }),
    fc.tuple(fc.boolean(), fc.boolean(), fc.constantFrom('2026-11-19', '2026-11-21', '2026-11-22')).map(([arrived, held, due]) => bill(arrived, held && !arrived, due)),
    fc.tuple(fc.constantFrom('release' as const, 'hold' as const, 'exam' as const, 'refuse' as const), fc.nat(20), named).map(([decision, hour, who]) => paper(decision, hour, who)),
  );
  let electronic = 0;
  let byPaper = 0;
  fc.assert(
    fc.property(fc.array(event, { maxLength: 14 }), fc.boolean(), (events, targeted) => {
      const { release, taken, told } = courseOf([...events, filed, { kind: 'time' }], targeted ? [exam] : []);
      expect(count(told, '98')).toBeLessThanOrEqual(1 + count(told, '99'));
      for (const { before, decision, standing } of taken) {
        const after = decision.release;
        const releasedNow = before?.releasedAt == null && after.releasedAt !== null;
        if (standing === 'release') expect(after.releasedAt).not.toBeNull();
        if (standing === 'hold' || standing === 'refuse') expect(['hold', 'release suspended']).toContain(after.state);
        if (releasedNow && isReleasedElectronically(after)) expect(['release', 'hold', 'refuse']).not.toContain(standing);
        if (before?.releasedAt) expect(after).toMatchObject({ releasedAt: before.releasedAt, releaseDate: before.releaseDate });
        if (before?.releasedAt) expect(isReleasedElectronically(after)).toBe(isReleasedElectronically(before));
      }
      if (release.releasedAt !== null) {
        if (isReleasedElectronically(release)) electronic += 1;
        else byPaper += 1;
      }
    }),
    { numRuns: 1_000 },
  );
  expect(electronic).toBeGreaterThan(20);
  expect(byPaper).toBeGreaterThan(20);
});
