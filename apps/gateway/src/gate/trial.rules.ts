import { caughtUpAfter, replayPhases } from '#contracts';
import type { Module } from '../filing/transmission';
import type { Gate, Pilot } from './gate';
import type { ModuleHealth } from './gate.rules';

export interface TrialThresholds {
  readonly pilotMs: number;
  readonly pilots: number;
  /** How long a module's replay waits for that of the module it depends on. */
  readonly waitsMs: number;
}

/** A filing that waits behind a gate: its row of the outbox, oldest first. */
export interface WaitingFiling {
  readonly row: string;
  readonly filingId: string;
  readonly type: string;
  readonly subject: string;
}

/** What is found when a trial is looked at. Instants are milliseconds of a clock that nobody sets. */
export interface TrialSightings {
  readonly health: ModuleHealth;
  /** Whether filings that have left wait and none is answered. */
  readonly standsStill: boolean;
  /** For how long the keeper has seen this trial. */
  readonly lastsMs: number;
  /** Rows of the replay that have not left. */
  readonly waiting: number;
  /** Of them, rows that were put first. */
  readonly first: number;
  /** Of them, rows that this phase lets through; asked only when nothing has left since the last look. */
  readonly leavable: number | null;
  readonly pilot: { readonly left: boolean; readonly leftAt: number | null; readonly anyAnswered: boolean } | null;
  /** The oldest rows of the replay; read only when a pilot has to be chosen. */
  readonly candidates: readonly WaitingFiling[];
  /** The gate of the module this one depends on. */
  readonly before: Pick<Gate, 'state' | 'closedBy'> | null;
}

export type TrialStep =
  | { readonly do: 'wait' }
  | { readonly do: 'send pilot'; readonly pilot: WaitingFiling }
  | { readonly do: 'replay'; readonly phase: number }
  | { readonly do: 'pass'; readonly cause: string }
  | { readonly do: 'fail'; readonly cause: string };

const WAIT: TrialStep = { do: 'wait' };
const PASSED: TrialStep = { do: 'pass', cause: 'The trial went well and what was held has left.' };

/**
 * The oldest filing of the first phase, the oldest of all where there is none; of a subject of which none was sent ahead in this trial, if
 * there is one: what follows a pilot of its own subject waits behind it. Always the oldest of its subject, so that it overtakes nothing.
 */
export const nextPilot = (
  module: Module,
  candidates: readonly WaitingFiling[],
  tried: readonly Pilot[],
): WaitingFiling | null => {
  const subjects = new Set<string>();
  const oldest = candidates.filter(({ subject }) => !subjects.has(subject) && subjects.add(subject));
  const heads = oldest.filter(({ filingId }) => !tried.some((pilot) => pilot.filingId === filingId));
  const untried = heads.filter(({ subject }) => !tried.some((pilot) => pilot.subject === subject));
  const from = untried.length > 0 ? untried : heads;
  const { types } = replayPhases(module)[0]!;
  return from.find(({ type }) => types === 'everything' || types.includes(type)) ?? from[0] ?? null;
};

/** Whether the replay should wait for that of the module it depends on: only for one that is coming back by itself. */
const mustWait = ({ module }: Gate, { before, lastsMs }: TrialSightings, waitsMs: number): boolean => {
  if (caughtUpAfter(module) === null || before === null || lastsMs >= waitsMs) return false;
  return before.state === 'TRIAL' || (before.state === 'STOPPED' && before.closedBy === 'platform');
};

const unanswered = (pilots: number, pilotMs: number): TrialStep => {
  const sent =
    pilots === 1
      ? 'A filing was sent ahead and was not answered'
      : `${pilots} filings were sent ahead one after the other and none was answered`;
  return { do: 'fail', cause: `${sent} within ${Math.round(pilotMs / 1_000)} s.` };
};

/** The phase that comes then: one for what was put first is passed over where nothing was. */
const phaseFrom = ({ module }: Gate, phase: number, { first }: TrialSightings): number =>
  first === 0 && replayPhases(module)[phase]!.first ? phase + 1 : phase;

const withPilots = (gate: Gate, seen: TrialSightings, thresholds: TrialThresholds, now: number): TrialStep => {
  const { pilot } = seen;
  const { pilots, pilotMs, waitsMs } = thresholds;
  if (pilot && !pilot.anyAnswered) {
    if (!pilot.left || pilot.leftAt === null || now - pilot.leftAt < pilotMs) return WAIT;
    if (gate.pilots.length >= pilots) return unanswered(gate.pilots.length, pilotMs);
  }
  if (pilot?.anyAnswered)
    return mustWait(gate, seen, waitsMs) ? WAIT : { do: 'replay', phase: phaseFrom(gate, 0, seen) };
  const next = nextPilot(gate.module, seen.candidates, gate.pilots);
  if (next) return { do: 'send pilot', pilot: next };
  return pilot && seen.standsStill
    ? unanswered(gate.pilots.length, pilotMs)
    : { do: 'pass', cause: 'Nothing else is held.' };
};

/**
 * The next step of a trial. A pilot that is not answered may itself be at fault: it is left to its module, and another is sent. Only a
 * module that fails, or leaves several different pilots unanswered, ends the trial.
 */
export const trialStep = (gate: Gate, seen: TrialSightings, thresholds: TrialThresholds, now: number): TrialStep => {
  if (seen.health.state === 'failing') return { do: 'fail', cause: seen.health.cause };
  if (gate.replayUpTo === null) return { do: 'pass', cause: 'Nothing was held.' };
  if (gate.phase === null) return withPilots(gate, seen, thresholds, now);
  if (seen.waiting === 0) return PASSED;
  const isLast = gate.phase >= replayPhases(gate.module).length - 1;
  return !isLast && seen.leavable === 0 ? { do: 'replay', phase: phaseFrom(gate, gate.phase + 1, seen) } : WAIT;
};
