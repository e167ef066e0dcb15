import { Direction, type GateView, type TransactionTreatment } from '#contracts';
import type { Module } from '../filing/transmission';
import type { GateState } from './gate.states';

export const DIRECTIONS: readonly Direction[] = Direction.anyOf.map(({ const: direction }) => direction);
/** Who acts where nobody ordered anything. */
export const THE_PLATFORM = 'the platform';

export interface GateName {
  readonly module: Module;
  readonly direction: Direction;
}

export interface Pilot {
  readonly filingId: string;
  readonly subject: string;
}

/** A gate as the database keeps it. Ids of outbox rows are decimal text. */
export interface Gate extends GateName {
  readonly state: GateState;
  /** Grows by one with each change: whoever changes a gate names the version it judged. */
  readonly version: number;
  readonly since: Date;
  readonly changedBy: string;
  readonly cause: string;
  readonly incidentNumber: string | null;
  readonly closedBy: 'platform' | 'order' | null;
  readonly downtimeId: string | null;
  /** What becomes of filings meanwhile, by kind; the column is called `policy`. */
  readonly treatments: readonly TransactionTreatment[];
  /** Filings sent ahead in this trial, the newest last. */
  readonly pilots: readonly Pilot[];
  readonly pilotRow: string | null;
  /** The newest outbox row when the trial began; null when nothing waited. */
  readonly replayUpTo: string | null;
  /** Phase of the replay; null while pilots are out. */
  readonly phase: number | null;
}

export interface GateOrder extends GateName {
  readonly to: 'STOPPED' | 'TRIAL';
  /** A person with the role. */
  readonly by: string;
  readonly cause: string;
  readonly incidentNumber: string | null;
  /** With a stop: what becomes of filings meanwhile, by kind. What is not named is held. */
  readonly treatments?: readonly TransactionTreatment[];
  /** The downtime that orders it; the same downtime's end opens the gate. */
  readonly downtimeId?: string;
}

export interface GateChange extends GateName {
  readonly from: GateState;
  readonly to: GateState;
  readonly at: Date;
  readonly by: string;
  readonly cause: string;
  readonly incidentNumber: string | null;
}

/** What partners are told of a filing that a gate does not let through. */
export type Treatment = TransactionTreatment['disposition'];

/** How much waits behind a gate. */
export type Behind = Pick<GateView, 'held' | 'oldestSeconds'>;

export const nameOf = ({ module, direction }: GateName): string => `${module} ${direction}`;
