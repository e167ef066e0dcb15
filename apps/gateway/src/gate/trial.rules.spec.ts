import fc from 'fast-check';
import { CargoReleaseFiled, EntrySummaryFiled } from '#contracts';
import type { Gate } from './gate';
import { nextPilot, trialStep, type TrialSightings, type WaitingFiling } from './trial.rules';

const NOW = Date.parse('2026-11-21T21:00:00Z');
const THRESHOLDS = { pilotMs: 15_000, pilots: 3, waitsMs: 30_000 };
const RELEASE = CargoReleaseFiled.type;
const SUMMARY = EntrySummaryFiled.type;

const gate = (of: Partial<Gate> = {}): Gate => ({
  module: 'entry',
  direction: 'inbound',
  state: 'TRIAL',
  version: 7,
  since: new Date(NOW - 5_000),
  changedBy: 'the platform',
  cause: 'entry runs',
  incidentNumber: null,
  closedBy: 'platform',
  downtimeId: null,
  treatments: [],
  pilots: [],
  pilotRow: null,
  replayUpTo: '100',
  phase: null,
  ...of,
});
const filing = (row: number, type: string, subject = `entry:${row}`): WaitingFiling => ({
  row: String(row),
  filingId: `f${row}`,
  type,
  subject,
});
const seen = (of: Partial<TrialSightings> = {}): TrialSightings => ({
  health: { state: 'healthy', cause: 'entry runs', seen: true },
  standsStill: false,
  lastsMs: 5_000,
  waiting: 10,
  first: 0,
  leavable: null,
  pilot: null,
  candidates: [filing(1, RELEASE), filing(2, RELEASE)],
  before: null,
  ...of,
});
const step = (of: Partial<Gate>, what: Partial<TrialSightings>) => trialStep(gate(of), seen(what), THRESHOLDS, NOW);
const out = (n: number): Pick<Gate, 'pilots' | 'pilotRow'> => ({
  pilots: Array.from({ length: n }, (_, i) => ({ filingId: `f${i + 1}`, subject: `entry:${i + 1}` })),
  pilotRow: String(n),
});

describe('The pilot', () => {
  test('is the oldest cargo release, also when older entry summaries wait', () => {
    expect(nextPilot('entry', [filing(1, SUMMARY), filing(2, RELEASE), filing(3, RELEASE)], [])?.row).toBe('2');
  });
  test('overtakes nothing of its own entry', () => {
    expect(nextPilot('entry', [filing(1, SUMMARY, 'e'), filing(2, RELEASE, 'e'), filing(3, RELEASE)], [])?.row).toBe(
      '3',
    );
  });
  test('is the oldest of all where no cargo release waits', () => {
    expect(nextPilot('entry', [filing(4, SUMMARY), filing(5, SUMMARY)], [])?.row).toBe('4');
  });
  test('is never one that was sent before in the same trial', () => {
    expect(
      nextPilot('entry', [filing(1, RELEASE), filing(2, RELEASE)], [{ filingId: 'f1', subject: 'entry:1' }])?.row,
    ).toBe('2');
    expect(nextPilot('entry', [filing(1, RELEASE)], [{ filingId: 'f1', subject: 'entry:1' }])).toBeNull();
  });
  test('is of another entry than one that went unanswered, behind which its own successor would wait', () => {
    const tried = [{ filingId: 'f1', subject: 'e' }];
    expect(nextPilot('entry', [filing(2, RELEASE, 'e'), filing(3, SUMMARY)], tried)?.row).toBe('3');
    expect(nextPilot('entry', [filing(2, RELEASE, 'e')], tried)?.row).toBe('2');
  });
  test('is, whatever waits, the oldest of its subject', () => {
    const waiting = fc.array(
      fc.record({ type: fc.constantFrom(RELEASE, SUMMARY), subject: fc.constantFrom('a', 'b', 'c') }),
      { minLength: 1, maxLength: 20 },
    );
    fc.assert(
      fc.property(waiting, (list) => {
        const rows = list.map(({ type, subject }, i) => filing(i + 1, type, subject));
        const pilot = nextPilot('entry', rows, [])!;
        expect(rows.find(({ subject }) => subject === pilot.subject)).toBe(pilot);
      }),
    );
  });
});

describe('A trial', () => {
  test('of a gate behind which nothing waits passes at once', () => {
    expect(step({ replayUpTo: null }, { waiting: 0, candidates: [] }).do).toBe('pass');
  });
  test('sends one filing ahead and waits for its answer', () => {
    expect(step({}, {})).toMatchObject({ do: 'send pilot', pilot: { row: '1' } });
    expect(step(out(1), { pilot: { left: true, leftAt: NOW - 14_000, anyAnswered: false } }).do).toBe('wait');
    const answered = { left: true, leftAt: NOW - 1_000, anyAnswered: true };
    expect(step(out(1), { pilot: answered, first: 2 })).toEqual({ do: 'replay', phase: 0 });
    expect(step(out(1), { pilot: answered })).toEqual({ do: 'replay', phase: 1 });
  });
  test('does not count the time in which the pilot could not leave, as when the broker is away', () => {
    expect(step(out(1), { lastsMs: 600_000, pilot: { left: false, leftAt: null, anyAnswered: false } }).do).toBe(
      'wait',
    );
  });
  test('leaves a pilot that is not answered to its module and sends another', () => {
    expect(step(out(1), { pilot: { left: true, leftAt: NOW - 15_000, anyAnswered: false } })).toMatchObject({
      do: 'send pilot',
      pilot: { row: '2' },
    });
  });
  test('has failed when three pilots were not answered', () => {
    expect(step(out(3), { pilot: { left: true, leftAt: NOW - 15_000, anyAnswered: false } })).toEqual({
      do: 'fail',
      cause: '3 filings were sent ahead one after the other and none was answered within 15 s.',
    });
  });
  test('whose only pilot its module keeps for a person passes, but not while the module answers nothing at all', () => {
    const only = { candidates: [filing(1, RELEASE)], pilot: { left: true, leftAt: NOW - 15_000, anyAnswered: false } };
    expect(step(out(1), only)).toEqual({ do: 'pass', cause: 'Nothing else is held.' });
    expect(step(out(1), { ...only, standsStill: true })).toEqual({
      do: 'fail',
      cause: 'A filing was sent ahead and was not answered within 15 s.',
    });
  });
  test('has failed when its module fails, whatever was answered', () => {
    const health = { state: 'failing' as const, cause: 'Nobody listens.', seen: false };
    expect(step({ phase: 1 }, { health })).toEqual({ do: 'fail', cause: 'Nobody listens.' });
  });
  test('replays cargo releases first, then everything, of each those of trusted traders before the others, then passes', () => {
    expect(step({ ...out(1), phase: 0 }, { waiting: 10, leavable: null }).do).toBe('wait');
    expect(step({ ...out(1), phase: 0 }, { waiting: 10, leavable: 0 })).toEqual({ do: 'replay', phase: 1 });
    expect(step({ ...out(1), phase: 1 }, { waiting: 6, leavable: 0, first: 2 })).toEqual({ do: 'replay', phase: 2 });
    expect(step({ ...out(1), phase: 1 }, { waiting: 6, leavable: 0, first: 0 })).toEqual({ do: 'replay', phase: 3 });
    expect(step({ ...out(1), phase: 3 }, { waiting: 3, leavable: null }).do).toBe('wait');
    expect(step({ ...out(1), phase: 3 }, { waiting: 0 }).do).toBe('pass');
  });
});

describe('Held entries wait for held manifests', () => {
  const answered = { pilot: { left: true, leftAt: NOW, anyAnswered: true } };
  test('that are being replayed, or will be by themselves', () => {
    expect(step(out(1), { ...answered, before: { state: 'TRIAL', closedBy: 'order' } }).do).toBe('wait');
    expect(step(out(1), { ...answered, before: { state: 'STOPPED', closedBy: 'platform' } }).do).toBe('wait');
  });
  test('but not for a manifest module that was stopped by order, nor for ever', () => {
    expect(step(out(1), { ...answered, before: { state: 'STOPPED', closedBy: 'order' } }).do).toBe('replay');
    expect(step(out(1), { ...answered, lastsMs: 30_000, before: { state: 'STOPPED', closedBy: 'platform' } }).do).toBe(
      'replay',
    );
  });
  test('and manifests wait for nobody', () => {
    expect(step({ ...out(1), module: 'manifest' }, { ...answered, before: null }).do).toBe('replay');
  });
});
