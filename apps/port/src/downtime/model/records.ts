import type {
  Direction,
  DowntimeChange,
  DowntimeScope,
  FilingModule,
  IncidentState,
  NoticeContent,
  NoticeOccasion,
  Scope,
  Statement,
  TransactionTreatment,
  TransportMode,
} from '#contracts';
import type { IncidentWords } from '#statement';
import type { OfficerRole } from '../../officers/officer';
import type { DowntimeState } from './downtime.states';

/** Who did something: the account, the person's or account's name, and in which role. The platform itself has no account. */
export interface Actor {
  readonly accountId: string | null;
  readonly officer: string;
  readonly role: OfficerRole | 'filer' | 'operations' | 'the platform';
}

export interface IncidentUpdate {
  readonly sequence: number;
  readonly at: string;
  readonly by: Actor;
  readonly state: IncidentState;
  /** What the model cannot say; null for most. */
  readonly remark: string | null;
  readonly noticeNumber: string | null;
}

/** A change of the platform that was on record when the incident was opened, most suspicious first. */
export interface SuspectDeployment {
  readonly id: string;
  readonly module: string;
  readonly version: string;
  readonly at: string;
  readonly note: string | null;
  readonly ports: readonly string[];
  readonly source: 'reported' | 'process started';
  readonly sameModule: boolean;
}

export interface Incident {
  readonly id: string;
  /** `IN-26-000031`; a drill's begins with `DRILL-`. */
  readonly number: string;
  readonly version: number;
  readonly drill: boolean;
  readonly state: IncidentState;
  readonly title: string;
  readonly statement: Statement;
  readonly words: IncidentWords;
  /** At its last change: what it is about was processed nowhere, whatever ports it is declared for. */
  readonly everywhere: boolean;
  readonly audience: NoticeContent['audience'];
  readonly openedAt: string;
  readonly changedAt: string;
  readonly lastUpdateAt: string;
  readonly closedAt: string | null;
  readonly openedBy: Actor;
  readonly proposalId: string | null;
  readonly updates: readonly IncidentUpdate[];
  /** When it was overdue for an update. */
  readonly reminders: readonly string[];
  readonly recentDeployments: readonly SuspectDeployment[];
  readonly noticeNumbers: readonly string[];
}

export interface Notice {
  /** `26-000017`, consecutive in its year; a drill's is `DRILL-26-000003`. */
  readonly number: string;
  readonly drill: boolean;
  readonly title: string;
  readonly issuedAt: string;
  readonly issuedBy: Actor;
  /** Why it was issued. */
  readonly occasion: NoticeOccasion;
  readonly audience: NoticeContent['audience'];
  readonly incidentNumber: string | null;
  readonly downtimeNumber: string | null;
  readonly content: NoticeContent;
  /** Generated from the content, in plain text. */
  readonly text: string;
}
/** A downtime is the platform's own (national or of a port) or a filer's. */
export type DowntimeLevel = 'national' | 'port' | 'filer';

/** What officers of a downtime's ports may rely on. Everything a change may change is in here, so that each version is whole. */
export interface Downtime {
  readonly id: string;
  /** `DT-26-000012`; a drill's begins with `DRILL-`. */
  readonly number: string;
  readonly version: number;
  readonly drill: boolean;
  readonly state: DowntimeState;
  readonly level: DowntimeLevel;
  readonly incidentNumber: string | null;
  readonly confirmed: Scope;
  readonly possible: Scope | null;
  /** The confirmed scope in the terms of the contract: port groups resolved, functions as their modules. */
  readonly scope: DowntimeScope;
  /** At its last change: what it is about was processed nowhere, whatever ports it is declared for. */
  readonly everywhere: boolean;
  /** Whose own outage it is, with the carrier codes and conveyances that are hit (none: all of the filer's). */
  readonly filer: {
    readonly accountId: string;
    readonly scacs: readonly string[];
    readonly conveyances: readonly string[];
  } | null;
  readonly from: string;
  /** When it was revoked; null while in force. */
  readonly to: string | null;
  readonly expectedEnd: string | null;
  readonly reviewAt: string | null;
  /** Name or address of the procedure that ports follow. */
  readonly procedure: string | null;
  readonly gateOrders: readonly { readonly module: FilingModule; readonly direction: Direction }[];
  readonly treatments: readonly TransactionTreatment[];
  readonly relief: { readonly paymentBusinessDays: number; readonly otherBusinessDays: number };
  readonly reason: string;
  /** Set when it was declared before the threshold of its mode: which, and why. */
  readonly early: { readonly modes: readonly TransportMode[]; readonly reason: string | null } | null;
  /** The national downtime it became part of; its own start is kept. */
  readonly partOf: string | null;
  readonly invokedBy: Actor & { readonly accountId: string };
  readonly invokedAt: string;
  readonly changedBy: Actor;
  readonly changedAt: string;
  readonly change: DowntimeChange;
}
