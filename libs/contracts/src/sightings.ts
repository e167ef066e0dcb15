import type { Vitals } from './status/heartbeat';

/** What one look at a service by HTTP showed. */
export type ProbeOutcome =
  /** It replied after `ms` milliseconds and said how it is; `vitals` is null when it would not tell (a wrong operations token). */
  | { readonly kind: 'answered'; readonly ms: number; readonly vitals: Vitals | null }
  /** It replied that it lives, but did not say in time how it is. */
  | { readonly kind: 'alive only'; readonly ms: number }
  /** It took the connection and did not reply in time. */
  | { readonly kind: 'silent' }
  /** Nobody listens at its address. */
  | { readonly kind: 'refused' }
  /** The network did not even say that nobody listens. Tells nothing of the service. */
  | { readonly kind: 'unreachable' };

/** What the probes of one service showed so far. Instants are epoch milliseconds. */
export interface ProbeSightings {
  readonly triedAt: number | null;
  readonly answeredAt: number | null;
  readonly lastKind: ProbeOutcome['kind'] | null;
  /** Since when every probe was refused, did not reply in full, or replied slowly; null when the last one did not. */
  readonly refusedSince: number | null;
  readonly silentSince: number | null;
  readonly slowSince: number | null;
  readonly replyMs: number | null;
}

export const NOT_PROBED: ProbeSightings = {
  triedAt: null,
  answeredAt: null,
  lastKind: null,
  refusedSince: null,
  silentSince: null,
  slowSince: null,
  replyMs: null,
};

/** The sightings with one more probe, which began at `triedAt` and whose outcome was known at `now`. */
export const afterProbe = (
  seen: ProbeSightings,
  outcome: ProbeOutcome,
  slowReplyMs: number,
  triedAt: number,
  now: number,
): ProbeSightings => {
  const { kind } = outcome;
  const replied = kind === 'answered' || kind === 'alive only';
  const since = (holds: boolean, before: number | null): number | null => (holds ? (before ?? triedAt) : null);
  return {
    triedAt,
    answeredAt: replied ? now : seen.answeredAt,
    lastKind: kind,
    refusedSince: since(kind === 'refused', seen.refusedSince),
    silentSince: since(kind === 'silent' || kind === 'alive only', seen.silentSince),
    slowSince: since(replied && outcome.ms > slowReplyMs, seen.slowSince),
    replyMs: replied ? outcome.ms : seen.replyMs,
  };
};

/** The newest vitals of one process, by heartbeat or by probe. */
export interface ReplicaSighting {
  readonly seenAt: number;
  readonly vitals: Vitals;
}
