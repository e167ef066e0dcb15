import type { EntityManager } from 'typeorm';

/** How roll-outs were used and what participants suggested between two instants: for the oversight report. */
export interface Participation {
  readonly capabilities: {
    readonly code: string;
    readonly name: string;
    readonly state: string;
    /** Accounts and numbers to which it was open by name at the end. */
    readonly admitted: number;
    /** Whether it was open to all at the end. */
    readonly forAll: boolean;
    readonly begun: number;
    readonly ended: number;
    /** Filings. */
    readonly taken: number;
    readonly refused: number;
    /** Accounts that used it. */
    readonly accounts: number;
  }[];
  readonly suggestions: {
    readonly filed: number;
    readonly decided: { readonly decision: string; readonly suggestions: number }[];
    /** Not decided for good by the end. */
    readonly open: number;
    /** From filing to the decision, of those decided in the time; null where none was. */
    readonly medianDays: number | null;
  };
}

/** @param from first instant, ISO 8601; `to` the first that is not in it any more. Use is counted by whole days, UTC */
export const readParticipation = async (manager: EntityManager, from: string, to: string): Promise<Participation> => {
  const capabilities = await manager.query(
    `SELECT c.code, c.name, c.state, a.admitted, a."forAll", a.begun, a.ended, u.taken, u.refused, u.accounts
       FROM capability c
      CROSS JOIN LATERAL (
        SELECT count(*) FILTER (WHERE who <> 'everybody' AND valid_from < $2 AND (valid_to IS NULL OR valid_to >= $2))::int AS admitted,
          coalesce(bool_or(who = 'everybody' AND valid_from < $2 AND (valid_to IS NULL OR valid_to >= $2)), false) AS "forAll",
          count(*) FILTER (WHERE valid_from >= $1 AND valid_from < $2)::int AS begun,
          count(*) FILTER (WHERE valid_to >= $1 AND valid_to < $2)::int AS ended
          FROM capability_admission WHERE code = c.code) a
      CROSS JOIN LATERAL (
        SELECT coalesce(sum(taken), 0)::float8 AS taken, coalesce(sum(refused), 0)::float8 AS refused,
          count(DISTINCT account_id) FILTER (WHERE taken > 0)::int AS accounts
          FROM capability_use WHERE code = c.code AND day >= ($1::timestamptz AT TIME ZONE 'UTC')::date AND day < ($2::timestamptz AT TIME ZONE 'UTC')::date) u
      WHERE c.registered_at < $2 ORDER BY c.code`,
    [from, to],
  );
  const [counted] = await manager.query(
    `SELECT count(*) FILTER (WHERE filed_at >= $1)::int AS filed,
       count(*) FILTER (WHERE decided_at IS NULL OR decided_at >= $2 OR state IN ('assigned', 'deferred'))::int AS open,
       percentile_cont(0.5) WITHIN GROUP (ORDER BY extract(epoch FROM decided_at - filed_at) / 86400) FILTER (WHERE decided_at >= $1 AND decided_at < $2) AS "medianDays"
       FROM suggestion WHERE filed_at < $2`,
    [from, to],
  );
  const decided = await manager.query(
    `SELECT state AS decision, count(*)::int AS suggestions FROM suggestion
      WHERE decided_at >= $1 AND decided_at < $2 AND state IN ('accepted', 'declined', 'deferred', 'merged') GROUP BY state ORDER BY state`,
    [from, to],
  );
  return { capabilities, suggestions: { ...counted, decided } };
};
