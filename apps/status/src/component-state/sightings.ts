import type { ProbeSightings, ReplicaSighting } from '#contracts';
import type { Standing } from './standing.rules';

export interface ServiceSightings {
  readonly service: string;
  readonly replicas: readonly ReplicaSighting[];
  readonly probe: ProbeSightings;
  /** What of its work does not move; nothing is said of it where it is left out. */
  readonly standing?: Standing;
}

/** What the status service sees by itself, without asking anybody. Instants are milliseconds of a clock that nobody sets. */
export interface OwnSightings {
  readonly watchingSince: number;
  /** The same for people. */
  readonly watchingSinceInstant: string;
  readonly brokerConnected: boolean;
  readonly brokerLastConnectedAt: number | null;
  /** Since when it says that it takes nothing, for want of memory or disk. */
  readonly brokerBlockedSince?: number | null;
  readonly databaseReachable: boolean;
  readonly databaseLastReachableAt: number | null;
  /** Changes and samples that wait for the history database. */
  readonly historyWaiting: number;
}
