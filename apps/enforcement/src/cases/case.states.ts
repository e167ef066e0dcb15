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
  'decision on a petition',
] as const;
export type NoticeForm = (typeof NOTICE_FORMS)[number];

/** What the amount that comes with a step is. */
type AmountOf = 'assessed' | 'mitigated' | 'paid' | 'settled';

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
const PART = `${PAID}: of a surety what is demanded of it, where that is less than is owed`;
const PETITIONS = 'the FP&F officer within the delegation, else headquarters';
const ANOTHER = `${PARTY}: another party of the case than one that petitions`;
const BACK = `${PARTY}, where no other petition is open: the case is as it was before`;
const CLAIM = 'the FP&F officer, with the cost bond (19 CFR 162.47)';
const FOUND = 'the platform, where what was paid before is all that is due';
const OPTION = 'the FP&F officer, who records that the reduced amount for a late summary came in in time';
const MAILER = 'the FP&F officer, with the proof of mailing of every notice that was issued';
const ON_MONEY: readonly CaseKind[] = ['penalty', 'liquidated damages'];
const DAMAGES: readonly CaseKind[] = ['liquidated damages'];
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
  edge('pre-penalty', 'receive answer', 'pre-penalty', TOLD, { by: FPF }),
  edge('pre-penalty', 'cancel', 'cancelled', TOLD, { by: FPF }),

  edge('noticed', 'receive petition', 'petitioned', TOLD, { who: PARTY }),
  edge('noticed', 'pay', 'paid', TOLD, { who: PAID, amount: 'paid' }),
  edge('noticed', 'find paid', 'paid', TOLD, { who: FOUND }),
  edge('noticed', 'take option', 'paid', TOLD, { kinds: DAMAGES, who: OPTION, amount: 'settled' }),
  edge('noticed', 'accept offer', 'paid', TOLD, { who: PETITIONS, amount: 'settled' }),
  edge('noticed', 'cancel', 'cancelled', TOLD, { by: FPF }),
  edge('noticed', 'find claim due', 'claim due', TOLD, {
    kinds: ON_MONEY,
    who: 'the platform, when the time to petition is over',
  }),
  edge('noticed', 'begin forfeiture', 'forfeiture', TOLD, { kinds: SEIZURE, by: FPF }),
  edge('noticed', 'refer to Justice', 'referred to Justice', TOLD, { by: FPF }),

  // Each party petitions, pays and takes back for itself: as long as one petition is open the case is petitioned, and what the other pays is kept.
  edge('petitioned', 'receive petition', 'petitioned', TOLD, { who: ANOTHER }),
  edge('petitioned', 'receive supplemental petition', 'petitioned', TOLD, { who: ANOTHER }),
  edge('petitioned', 'pay', 'petitioned', TOLD, { who: PAID, amount: 'paid' }),
  edge('petitioned', 'pay in part', 'petitioned', TOLD, { who: PART, amount: 'paid' }),
  edge('petitioned', 'let decision lapse', 'petitioned', TOLD, {
    ...{ kinds: ON_MONEY, amount: 'mitigated' },
    who: 'the platform, when the life of the decision on another petition is over',
  }),
  edge('petitioned', 'mail notice', 'petitioned', MAILED, { who: MAILER }),
  edge('petitioned', 'withdraw petition', 'noticed', TOLD, { who: BACK }),
  edge('petitioned', 'withdraw petition after a decision', 'decided', TOLD, { who: BACK }),
  edge('petitioned', 'withdraw petition after payment', 'paid', TOLD, { who: BACK }),
  edge('petitioned', 'withdraw petition after the claim was due', 'claim due', TOLD, { kinds: ON_MONEY, who: BACK }),
  edge('petitioned', 'withdraw petition in forfeiture', 'forfeiture', TOLD, { kinds: SEIZURE, who: BACK }),
  edge('petitioned', 'leave supplemental petition', 'supplemental', TOLD, {
    who: `${PARTY}, where a supplemental petition of another one is open`,
  }),
  edge('petitioned', 'decide', 'decided', TOLD, { who: PETITIONS, amount: 'mitigated' }),
  edge('petitioned', 'accept offer', 'paid', TOLD, { who: PETITIONS, amount: 'settled' }),
  edge('petitioned', 'remit', 'remitted', TOLD, { who: PETITIONS }),
  edge('petitioned', 'cancel', 'cancelled', TOLD, { by: FPF }),
  edge('petitioned', 'refer to Justice', 'referred to Justice', TOLD, { by: FPF }),

  edge('decided', 'receive supplemental petition', 'supplemental', TOLD, { who: PARTY }),
  edge('decided', 'receive petition', 'petitioned', TOLD, { who: `${PARTY}: another one than petitioned before` }),
  edge('decided', 'pay', 'paid', TOLD, { who: PAID, amount: 'paid' }),
  edge('decided', 'pay in part', 'decided', TOLD, { who: PART, amount: 'paid' }),
  edge('decided', 'accept offer', 'paid', TOLD, { who: PETITIONS, amount: 'settled' }),
  edge('decided', 'find paid', 'paid', TOLD, { who: FOUND }),
  edge('decided', 'mail notice', 'decided', MAILED, { who: MAILER }),
  // Without an amount: what it was mitigated to does not count any more.
  edge('decided', 'let decision lapse', 'claim due', TOLD, {
    ...{ kinds: ON_MONEY, amount: 'mitigated' },
    who: 'the platform, when the life of the decision is over',
  }),
  edge('decided', 'begin forfeiture', 'forfeiture', TOLD, { kinds: SEIZURE, by: FPF }),
  edge('decided', 'remit', 'remitted', TOLD, { who: PETITIONS }),
  edge('decided', 'cancel', 'cancelled', TOLD, { by: FPF }),
  edge('decided', 'refer to Justice', 'referred to Justice', TOLD, { by: FPF }),

  edge('supplemental', 'receive petition', 'petitioned', TOLD, { who: ANOTHER }),
  edge('supplemental', 'receive supplemental petition', 'supplemental', TOLD, { who: ANOTHER }),
  edge('supplemental', 'pay', 'supplemental', TOLD, { who: PAID, amount: 'paid' }),
  edge('supplemental', 'pay in part', 'supplemental', TOLD, { who: PART, amount: 'paid' }),
  edge('supplemental', 'mail notice', 'supplemental', MAILED, { who: MAILER }),
  edge('supplemental', 'withdraw petition', 'decided', TOLD, { who: BACK }),
  edge('supplemental', 'withdraw petition after payment', 'paid', TOLD, { who: BACK }),
  edge('supplemental', 'withdraw petition after the claim was due', 'claim due', TOLD, { kinds: ON_MONEY, who: BACK }),
  edge('supplemental', 'withdraw petition in forfeiture', 'forfeiture', TOLD, { kinds: SEIZURE, who: BACK }),
  edge('supplemental', 'decide', 'decided', TOLD, { who: PETITIONS, amount: 'mitigated' }),
  edge('supplemental', 'accept offer', 'paid', TOLD, { who: PETITIONS, amount: 'settled' }),
  edge('supplemental', 'remit', 'remitted', TOLD, { who: PETITIONS }),
  edge('supplemental', 'cancel', 'cancelled', TOLD, { by: FPF }),
  edge('supplemental', 'refer to Justice', 'referred to Justice', TOLD, { by: FPF }),

  // Payment is accord and satisfaction, and never bars a supplemental petition (19 CFR 171.23, 172.22, 172.41).
  edge('paid', 'receive supplemental petition', 'supplemental', TOLD, { who: PARTY }),
  edge('paid', 'mail notice', 'paid', MAILED, { who: MAILER }),
  edge('paid', 'close', 'closed', TOLD, { by: FPF }),

  edge('claim due', 'receive petition', 'petitioned', TOLD, { who: `${PARTY}, where more time was given` }),
  edge('claim due', 'receive supplemental petition', 'supplemental', TOLD, { who: PARTY }),
  edge('claim due', 'find paid', 'paid', TOLD, { who: FOUND }),
  edge('claim due', 'take option', 'paid', TOLD, { kinds: DAMAGES, who: OPTION, amount: 'settled' }),
  edge('claim due', 'mail notice', 'claim due', MAILED, { who: MAILER }),
  edge('claim due', 'pay', 'paid', TOLD, { who: PAID, amount: 'paid' }),
  edge('claim due', 'pay in part', 'claim due', TOLD, { who: PART, amount: 'paid' }),
  edge('claim due', 'accept offer', 'paid', TOLD, { who: PETITIONS, amount: 'settled' }),
  edge('claim due', 'let decision lapse', 'claim due', TOLD, {
    ...{ kinds: ON_MONEY, amount: 'mitigated' },
    who: 'the platform, when the life of the decision is over that a case had which is back from Justice',
  }),
  edge('claim due', 'cancel', 'cancelled', TOLD, { by: FPF }),
  edge('claim due', 'write off', 'written off', TOLD, { by: FPF }),
  edge('claim due', 'refer to Justice', 'referred to Justice', TOLD, { by: FPF }),

  edge('forfeiture', 'receive petition', 'petitioned', TOLD, { who: PARTY }),
  edge('forfeiture', 'receive supplemental petition', 'supplemental', TOLD, { who: PARTY }),
  edge('forfeiture', 'find paid', 'paid', TOLD, { kinds: SEIZURE, who: FOUND }),
  edge('forfeiture', 'mail notice', 'forfeiture', MAILED, { who: MAILER }),
  // The time to claim runs from the publication, whatever is petitioned meanwhile.
  edge('forfeiture', 'receive claim', 'referred to Justice', TOLD, { kinds: SEIZURE, who: CLAIM }),
  edge('noticed', 'receive claim', 'referred to Justice', TOLD, { kinds: SEIZURE, who: CLAIM }),
  edge('petitioned', 'receive claim', 'referred to Justice', TOLD, { kinds: SEIZURE, who: CLAIM }),
  edge('decided', 'receive claim', 'referred to Justice', TOLD, { kinds: SEIZURE, who: CLAIM }),
  edge('supplemental', 'receive claim', 'referred to Justice', TOLD, { kinds: SEIZURE, who: CLAIM }),
  edge('forfeiture', 'declare forfeited', 'forfeited', TOLD, { by: FPF }),
  edge('forfeiture', 'remit', 'remitted', TOLD, { who: PETITIONS }),
  edge('forfeiture', 'cancel', 'cancelled', TOLD, { by: FPF }),
  edge('forfeited', 'remit', 'remitted', TOLD, { who: `${PETITIONS}, on a petition for the proceeds (19 CFR 171.42)` }),
  edge('forfeited', 'close', 'closed', TOLD, { by: FPF }),

  edge('referred to Justice', 'return from Justice', 'claim due', TOLD, { kinds: ON_MONEY, by: FPF }),
  edge('referred to Justice', 'pay', 'paid', TOLD, { who: PAID, amount: 'paid' }),
  edge('referred to Justice', 'pay in part', 'referred to Justice', TOLD, { who: PART, amount: 'paid' }),
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
