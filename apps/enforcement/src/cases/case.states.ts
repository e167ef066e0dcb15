import type { Viewer } from '#access';
import { EnforcementAccountTold, EnforcementCaseChanged, EnforcementInteractionRecorded } from '#contracts';
import { lifeCycle } from '#kernel';

export const CASE_KINDS = ['seizure', 'penalty', 'liquidated damages'] as const;
export type CaseKind = (typeof CASE_KINDS)[number];

/** Notices that edges make. */
export const NOTICE_FORMS = [
  'pre-penalty notice',
  'penalty notice',
  'notice of seizure',
  'demand for liquidated damages',
] as const;
export type NoticeForm = (typeof NOTICE_FORMS)[number];

/** What the amount that comes with a step is. */
type AmountOf = 'assessed' | 'mitigated' | 'paid';

interface About {
  /** Kinds of case that have the edge; left out for all. */
  readonly kinds?: readonly CaseKind[];
  /** People of CBP who may, at `POST /enforcement-cases/:id/steps`; none where another part of the service takes the step and judges who may. */
  readonly by?: readonly Viewer[];
  /** Who brings it about, where it is not one of `by`. */
  readonly who?: string;
  /** What notice it makes, by the kind of the case. */
  readonly notice?: 'pre-penalty' | 'notice';
  readonly amount?: AmountOf;
}

const FPF: readonly Viewer[] = ['FP&F officer', 'headquarters'];
const PARTY = 'a party, or who acts for it; the FP&F officer for what came on paper';
const PAID = 'the FP&F officer, who records what came in';
const PETITIONS = 'the FP&F officer within the delegation, else headquarters';
const MAILER = 'the FP&F officer, with the proof of mailing of every notice that was issued';
const ON_MONEY: readonly CaseKind[] = ['penalty', 'liquidated damages'];
const SEIZURE: readonly CaseKind[] = ['seizure'];
const CHANGED = [EnforcementCaseChanged.type];
const TOLD = [EnforcementCaseChanged.type, EnforcementInteractionRecorded.type];
const MAILED = [...TOLD, EnforcementAccountTold.type];

const edge = <const F extends string, const O extends string, const T extends string>(
  from: F,
  on: O,
  to: T,
  says: readonly string[],
  { who, ...about }: About,
) => ({ from, on, to, says, ...about, who: who ?? (about.by ?? []).join(', ') });

/** One row an edge: from where, what, to where, which messages, who may, the notice it makes, the amount that comes with it. */
const EDGES = [
  edge('opened', 'amend', 'opened', CHANGED, { by: FPF, amount: 'assessed' }),
  edge('opened', 'issue pre-penalty notice', 'pre-penalty', CHANGED, {
    ...{ by: FPF, kinds: ['penalty'], notice: 'pre-penalty', amount: 'assessed' },
  }),
  edge('opened', 'issue notice', 'noticed', CHANGED, { by: FPF, notice: 'notice', amount: 'assessed' }),
  edge('opened', 'cancel', 'cancelled', CHANGED, { by: FPF }),
  edge('pre-penalty', 'issue notice', 'noticed', CHANGED, { by: FPF, notice: 'notice', amount: 'assessed' }),
  edge('pre-penalty', 'mail notice', 'pre-penalty', MAILED, { who: MAILER }),
  edge('noticed', 'mail notice', 'noticed', MAILED, { who: MAILER }),
  edge('pre-penalty', 'cancel', 'cancelled', TOLD, { by: FPF }),

  edge('noticed', 'receive petition', 'petitioned', TOLD, { who: PARTY }),
  edge('noticed', 'pay', 'paid', TOLD, { who: PAID, amount: 'paid' }),
  edge('noticed', 'accept offer', 'paid', TOLD, { who: PETITIONS, amount: 'paid' }),
  edge('noticed', 'cancel', 'cancelled', TOLD, { by: FPF }),
  edge('noticed', 'find claim due', 'claim due', TOLD, {
    kinds: ON_MONEY,
    who: 'the platform, when the time to petition is over',
  }),
  edge('noticed', 'begin forfeiture', 'forfeiture', TOLD, { kinds: SEIZURE, by: FPF }),
  edge('noticed', 'refer to Justice', 'referred to Justice', TOLD, { by: FPF }),

  edge('petitioned', 'withdraw petition', 'noticed', TOLD, { who: PARTY }),
  edge('petitioned', 'decide', 'decided', TOLD, { who: PETITIONS, amount: 'mitigated' }),
  edge('petitioned', 'accept offer', 'paid', TOLD, { who: PETITIONS, amount: 'paid' }),
  edge('petitioned', 'remit', 'remitted', TOLD, { who: PETITIONS }),
  edge('petitioned', 'cancel', 'cancelled', TOLD, { by: FPF }),
  edge('petitioned', 'refer to Justice', 'referred to Justice', TOLD, { by: FPF }),

  edge('decided', 'receive supplemental petition', 'supplemental', TOLD, { who: PARTY }),
  edge('decided', 'receive petition', 'petitioned', TOLD, { who: `${PARTY}: another one than petitioned before` }),
  edge('decided', 'pay', 'paid', TOLD, { who: PAID, amount: 'paid' }),
  edge('decided', 'accept offer', 'paid', TOLD, { who: PETITIONS, amount: 'paid' }),
  // Without an amount: what it was mitigated to does not count any more.
  edge('decided', 'let decision lapse', 'claim due', TOLD, {
    ...{ kinds: ON_MONEY, amount: 'mitigated' },
    who: 'the platform, when the life of the decision is over',
  }),
  edge('decided', 'begin forfeiture', 'forfeiture', TOLD, { kinds: SEIZURE, by: FPF }),
  edge('decided', 'remit', 'remitted', TOLD, { who: PETITIONS }),
  edge('decided', 'cancel', 'cancelled', TOLD, { by: FPF }),
  edge('decided', 'refer to Justice', 'referred to Justice', TOLD, { by: FPF }),

  edge('supplemental', 'withdraw petition', 'decided', TOLD, { who: PARTY }),
  edge('supplemental', 'decide', 'decided', TOLD, { who: PETITIONS, amount: 'mitigated' }),
  edge('supplemental', 'accept offer', 'paid', TOLD, { who: PETITIONS, amount: 'paid' }),
  edge('supplemental', 'remit', 'remitted', TOLD, { who: PETITIONS }),
  edge('supplemental', 'cancel', 'cancelled', TOLD, { by: FPF }),
  edge('supplemental', 'refer to Justice', 'referred to Justice', TOLD, { by: FPF }),

  // Payment is accord and satisfaction, and never bars a supplemental petition (19 CFR 171.23, 172.22, 172.41).
  edge('paid', 'receive supplemental petition', 'supplemental', TOLD, { who: PARTY }),
  edge('paid', 'close', 'closed', TOLD, { by: FPF }),

  edge('claim due', 'receive petition', 'petitioned', TOLD, { who: `${PARTY}, where more time was given` }),
  edge('claim due', 'receive supplemental petition', 'supplemental', TOLD, { who: PARTY }),
  edge('claim due', 'pay', 'paid', TOLD, { who: PAID, amount: 'paid' }),
  edge('claim due', 'accept offer', 'paid', TOLD, { who: PETITIONS, amount: 'paid' }),
  edge('claim due', 'cancel', 'cancelled', TOLD, { by: FPF }),
  edge('claim due', 'write off', 'written off', TOLD, { by: FPF }),
  edge('claim due', 'refer to Justice', 'referred to Justice', TOLD, { by: FPF }),

  edge('forfeiture', 'receive petition', 'petitioned', TOLD, { who: PARTY }),
  edge('forfeiture', 'receive claim', 'referred to Justice', TOLD, {
    who: 'the FP&F officer, with the cost bond (19 CFR 162.47)',
  }),
  edge('forfeiture', 'declare forfeited', 'forfeited', TOLD, { by: FPF }),
  edge('forfeiture', 'remit', 'remitted', TOLD, { who: PETITIONS }),
  edge('forfeiture', 'cancel', 'cancelled', TOLD, { by: FPF }),
  edge('forfeited', 'remit', 'remitted', TOLD, { who: `${PETITIONS}, on a petition for the proceeds (19 CFR 171.42)` }),
  edge('forfeited', 'close', 'closed', TOLD, { by: FPF }),

  edge('referred to Justice', 'return from Justice', 'claim due', TOLD, { kinds: ON_MONEY, by: FPF }),
  edge('referred to Justice', 'pay', 'paid', TOLD, { who: PAID, amount: 'paid' }),
  edge('referred to Justice', 'declare forfeited', 'forfeited', TOLD, { kinds: SEIZURE, by: FPF }),
  edge('referred to Justice', 'cancel', 'cancelled', TOLD, { by: FPF }),
  edge('referred to Justice', 'write off', 'written off', TOLD, { by: FPF }),
] as const;

export type CaseStep = (typeof EDGES)[number]['on'];

/** The life of a case of fines, penalties and forfeitures (19 CFR parts 162, 171, 172). */
export const enforcementCaseStates = lifeCycle({
  states: [
    'opened',
    'pre-penalty',
    'noticed',
    'petitioned',
    'decided',
    'supplemental',
    'paid',
    'claim due',
    'forfeiture',
    'forfeited',
    'referred to Justice',
    'cancelled',
    'remitted',
    'written off',
    'closed',
  ],
  final: ['cancelled', 'remitted', 'written off', 'closed'],
  transitions: EDGES,
});
export type CaseState = (typeof enforcementCaseStates.states)[number];

export const FINAL_STATES: readonly CaseState[] = ['cancelled', 'remitted', 'written off', 'closed'];

/** Steps that people of CBP take by name. */
export const OFFICER_STEPS = [
  ...new Set(EDGES.filter((one: About) => one.by !== undefined).map(({ on }) => on)),
] as readonly CaseStep[];

export type CaseEdge = Omit<(typeof EDGES)[number], keyof About> & About;

/** The edge that a step of a case of this kind is in a state; undefined where there is none. */
export const edgeOf = (kind: CaseKind, state: CaseState, step: string): CaseEdge | undefined =>
  (EDGES as readonly CaseEdge[]).find(
    (one) => one.from === state && one.on === step && (one.kinds === undefined || one.kinds.includes(kind)),
  );

/** Steps that people of CBP may take by name in this state. */
export const officerStepsIn = (kind: CaseKind, state: CaseState): CaseStep[] =>
  (EDGES as readonly CaseEdge[])
    .filter((one) => one.from === state && one.by && (one.kinds === undefined || one.kinds.includes(kind)))
    .map(({ on }) => on);

/** Whether an edge is told to the parties, in their activity logs. */
export const tellsParties = (edge: CaseEdge): boolean => edge.says.includes(EnforcementInteractionRecorded.type);

/** Steps that parties see in the history of a case: those that they are told of. */
export const TOLD_STEPS: ReadonlySet<string> = new Set(
  (EDGES as readonly CaseEdge[]).filter(tellsParties).map(({ on }) => on),
);

export const formOf = (kind: CaseKind, notice: 'pre-penalty' | 'notice'): NoticeForm =>
  notice === 'pre-penalty'
    ? 'pre-penalty notice'
    : (
        {
          seizure: 'notice of seizure',
          penalty: 'penalty notice',
          'liquidated damages': 'demand for liquidated damages',
        } as const
      )[kind];
