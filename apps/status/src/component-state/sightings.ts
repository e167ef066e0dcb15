import type { ProbeSightings, ReplicaSighting } from '#service';

export interface ServiceSightings {
  readonly service: string;
  readonly replicas: readonly ReplicaSighting[];
  readonly probe: ProbeSightings;
}

/** What the status service sees by itself, without asking anybody. */
export interface OwnSightings {
  readonly watchingSince: number;
  readonly brokerConnected: boolean;
  readonly brokerLastConnectedAt: number | null;
  readonly databaseReachable: boolean;
  readonly databaseLastReachableAt: number | null;
  /** Changes and samples that wait for the history database. */
  readonly historyWaiting: number;
}
