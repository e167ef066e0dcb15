import type { EntityManager } from 'typeorm';

/** Entry types that claim a quota (19 CFR 132.1): released with their summary on file alone. */
export const QUOTA_TYPES: readonly string[] = ['02', '07', '12'];
export const isQuota = ({ entryType }: { readonly entryType: string | null }): boolean =>
  QUOTA_TYPES.includes(entryType ?? '');

/** Releases under a quota that wait for their summary, or for what is allotted, are looked at again at once: the timer decides them. */
export async function lookAgainWithSummary(manager: EntityManager, keys: readonly string[], now: Date): Promise<void> {
  if (keys.length === 0) return;
  await manager.query(
    `UPDATE cargo_release SET look_again_at = $3
      WHERE entry_key = ANY($1) AND content ->> 'entryType' = ANY($2) AND released_at IS NULL AND state <> 'cancelled'`,
    [keys, QUOTA_TYPES, now.toISOString()],
  );
}
