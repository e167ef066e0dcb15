import type { EntityManager } from 'typeorm';

/** A summary that is in force. */
export interface ActiveSummary {
  readonly portOfEntry: string | null;
  /** What its lines got of their quotas, once each of them is decided: the worst counts. Left out where none claims one, or some wait. */
  readonly quota?: QuotaOutcome;
}
export type QuotaOutcome = 'accepted' | 'reserved' | 'rejected';

/** Which of these entries have a summary that is in force, and the port that it names; null for those that have none. */
export async function activeSummaries(
  manager: EntityManager,
  keys: readonly string[],
): Promise<Map<string, ActiveSummary | null>> {
  if (keys.length === 0) return new Map();
  const rows: { entry_key: string; port_of_entry: string | null; quota: QuotaOutcome | null }[] = await manager.query(
    `SELECT s.entry_key, s.port_of_entry, q.quota FROM entry_summary s
       CROSS JOIN LATERAL (SELECT CASE WHEN bool_or(c.status = 'pending') THEN NULL WHEN bool_or(c.status = 'rejected') THEN 'rejected'
         WHEN bool_or(c.status = 'reserved') THEN 'reserved' WHEN bool_or(c.status = 'accepted') THEN 'accepted' END AS quota
           FROM quota_claim c WHERE c.entry_key = s.entry_key) q
      WHERE s.entry_key = ANY($1) AND s.state NOT IN ('deleted', 'off file', 'rejected')`,
    [keys],
  );
  return new Map([
    ...keys.map((key) => [key, null] as const),
    ...rows.map(
      ({ entry_key: key, port_of_entry: portOfEntry, quota }) =>
        [key, { portOfEntry, ...(quota && { quota }) }] as const,
    ),
  ]);
}
