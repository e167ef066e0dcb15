import type { Participation } from '../capabilities/participation.reader';

/** What was filed and decided. Entries, releases, examinations and summaries are counted as in the picture, each once, by the port's days. */
export interface Volumes {
  readonly entries: number;
  readonly released: number;
  readonly examined: number;
  readonly summaries: number;
  readonly summariesRejected: number;
  readonly summariesLate: number;
  readonly bills: number;
  readonly billsArrived: number;
  readonly filingsRejected: number;
  /** From filing to release, on average; null where none was released. */
  readonly releaseHours: number | null;
  /** From order to end of an examination, on average; null where none ended. */
  readonly examHours: number | null;
}
export const VOLUMES = {
  entries: 'entries filed',
  released: 'entries released',
  examined: 'entries examined',
  summaries: 'entry summaries filed',
  summariesRejected: 'of these rejected and not replaced',
  summariesLate: 'of these filed late',
  bills: 'bills of lading on file',
  billsArrived: 'of these arrived',
  filingsRejected: 'filings rejected or not processed',
  releaseHours: 'hours from filing to release, on average',
  examHours: 'hours from order to end of an examination, on average',
} as const satisfies Record<keyof Volumes, string>;

export interface VolumesOf {
  /** A month `2026-11`, a port of four digits or a mode of two; empty where it is not known. */
  readonly value: string;
  readonly volumes: Volumes;
}

export interface Outage {
  readonly component: string;
  /** Of the time that is known, without planned maintenance; null where less than half is known. */
  readonly upPercent: number | null;
  readonly downMinutes: number;
  readonly maintenanceMinutes: number;
  readonly unknownMinutes: number;
  /** Times it went down. */
  readonly outages: number;
}

/** A part of which nothing, or not all, is known: which is not 0. */
export interface UnknownPart {
  readonly part: string;
  readonly why: string;
}

/** The report without a name in it, for everybody. */
export interface OversightFigures {
  readonly quarter: string;
  readonly firstDay: string;
  readonly lastDay: string;
  readonly total: Volumes;
  readonly byMonth: readonly VolumesOf[];
  readonly byPort: readonly VolumesOf[];
  readonly byMode: readonly VolumesOf[];
  /** Null while they are not known: see `unknownParts`. */
  readonly outages: readonly Outage[] | null;
  /** End of the last hour that outages are counted to; null where none is. */
  readonly outagesCountedTo: string | null;
  readonly rollOuts: Participation['capabilities'];
  readonly suggestions: Participation['suggestions'];
  readonly unknownParts: readonly UnknownPart[];
}

/** An account that used a capability in the quarter. */
export interface Participant {
  readonly code: string;
  readonly accountId: string;
  readonly name: string;
  readonly taken: number;
  readonly refused: number;
}

export interface OversightData {
  readonly figures: OversightFigures;
  /** For CBP alone. */
  readonly participants: readonly Participant[];
}

/** How the report stands: `so far` while the quarter goes on or is not complete, else as a version of it was published. */
export interface Edition {
  readonly quarter: string;
  readonly state: 'so far' | 'published';
  /** Null for what is so far. */
  readonly version: number | null;
  readonly madeAt: string;
  readonly publishedBy: string | null;
  /** Why it was published: the end of the quarter, or what a later version corrects. */
  readonly why: string | null;
}
export type OversightReport = Edition & OversightFigures;
