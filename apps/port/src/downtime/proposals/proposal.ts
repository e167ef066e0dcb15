import { type Static, Type } from '@sinclair/typebox';
import { Instant, Exactly, Known, Line, ListOf, Name, PortCode, Statement } from '#contracts';
import { Audience } from '#contracts';
import type { Actor } from '../model/records';
import { RequestShape } from '../model/request-shape';
import type { Deadlines, Stage } from '../thresholds/thresholds.rules';
import type { ProposalState } from './proposal.states';

/** What was seen. */
export interface ProposalEvidence {
  readonly component: string;
  readonly componentState: string;
  readonly reason: string;
  readonly gates: readonly {
    readonly module: string;
    readonly direction: string;
    readonly state: string;
    readonly since: string;
    readonly held: number;
  }[];
  readonly facts: Readonly<Record<string, string | number | boolean | null>>;
}

/** That something should be declared: from what the watch sees, or from an officer. */
export interface Proposal {
  readonly id: string;
  readonly version: number;
  readonly state: ProposalState;
  readonly origin: 'watch' | 'officer';
  /** The component it is about; null for one that an officer made. */
  readonly component: string | null;
  /** Since when the fault is seen. */
  readonly since: string;
  readonly openedAt: string;
  readonly changedAt: string;
  readonly title: string;
  readonly evidence: ProposalEvidence | null;
  /** The incident as it would be opened: scope, what is out, what becomes of messages. */
  readonly suggested: Statement;
  readonly by: Actor;
  readonly decision: {
    readonly by: Actor;
    readonly at: string;
    readonly reason: string | null;
    readonly incidentNumber: string | null;
  } | null;
  readonly recoveredAt: string | null;
}

/** A proposal with what its age calls for, by mode and, where a port has thresholds of its own, by port. */
export interface ProposalWithStages extends Proposal {
  readonly stage: Stage;
  readonly deadlines: readonly (Deadlines & { readonly stage: Stage })[];
}

const Remark = Known(Line(1, 1_000));

export const OfficerProposal = Exactly({
  title: Name,
  statement: Statement,
  since: Known(Instant),
  reason: Remark,
  officer: Known(Name),
});
export type OfficerProposal = Static<typeof OfficerProposal>;

/** What is not given is taken from the proposal; a port director who names no ports speaks for the own ones. What was seen is real, never a drill. */
export const Acceptance = Exactly({
  title: Known(Name),
  statement: Known(Statement),
  ports: ListOf(PortCode),
  audience: ListOf(Audience),
  remark: Remark,
  notice: Type.Boolean({ default: true }),
  officer: Known(Name),
});
export type Acceptance = Static<typeof Acceptance>;

export const Dismissal = Exactly({ reason: Line(3, 500), officer: Known(Name) });
export type Dismissal = Static<typeof Dismissal>;

export const officerProposal = new RequestShape(OfficerProposal);
export const acceptance = new RequestShape(Acceptance);
export const dismissal = new RequestShape(Dismissal);
