import { ReleaseStatusChanged } from '#contracts';
import { lifeCycle } from '#kernel';

/**
 * The life of a cargo release. Its state is what the decision finds (decision.rules.ts); this table says which steps there are,
 * and a decision outside it is a fault. Source: Cargo Release guide v40, pp. SE-23..25, SE-32.
 */

const BEFORE_RELEASE = [
  'awaiting bill',
  'on file',
  'hold',
  'exam',
  'documents required',
  'agency review',
  'admissible',
] as const;
const REQUESTS = ['correction requested', 'cancellation requested'] as const;
const OPEN = [...BEFORE_RELEASE, ...REQUESTS] as const;
const ALL = [...OPEN, 'released', 'release suspended'] as const;

type State = (typeof ALL)[number] | 'cancelled';

const step = <const E extends string>(froms: readonly State[], on: E, to: State, who: string) =>
  froms.filter((from) => from !== to).map((from) => ({ from, on, to, who, says: [ReleaseStatusChanged.type] }));

export const releaseStates = lifeCycle({
  states: [...ALL, 'cancelled'],
  final: ['cancelled'],
  transitions: [
    ...step(OPEN, 'bill missing', 'awaiting bill', 'carrier or filer'),
    ...step(OPEN, 'bill found, decision not due', 'on file', 'the platform'),
    ...step(OPEN, 'hold placed', 'hold', 'CBP or a partner agency'),
    ...step(OPEN, 'exam ordered', 'exam', 'CBP or selectivity'),
    ...step(OPEN, 'documents asked for', 'documents required', 'CBP, a partner agency or selectivity'),
    ...step(OPEN, 'partner agencies still to decide', 'agency review', 'partner agencies'),
    ...step(OPEN, 'found admissible', 'admissible', 'the platform'),
    ...step(ALL, 'correction sent for review', 'correction requested', 'filer'),
    ...step(ALL, 'cancellation sent for review', 'cancellation requested', 'filer'),
    ...step(ALL, 'released', 'released', 'the platform, or CBP on paper'),
    ...step(BEFORE_RELEASE, 'released on paper against a hold or exam', 'release suspended', 'CBP'),
    ...step(['released', ...REQUESTS], 'hold or exam after release', 'release suspended', 'CBP or a partner agency'),
    ...step(['release suspended'], 'release date taken away, held', 'hold', 'CBP'),
    ...step(['release suspended'], 'release date taken away, to be examined', 'exam', 'CBP'),
    ...step(['release suspended'], 'release date taken away, bill missing', 'awaiting bill', 'CBP'),
    ...step(ALL, 'cancelled', 'cancelled', 'filer or CBP'),
  ],
});

export type ReleaseState = (typeof releaseStates.states)[number];

/** Whether the table has a step from one state to another; staying is always possible. */
export const isStep = (from: ReleaseState | null, to: ReleaseState): boolean =>
  from === null || from === to || releaseStates.transitions.some((t) => t.from === from && t.to === to);
