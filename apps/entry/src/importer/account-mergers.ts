import type { EntityManager } from 'typeorm';

/** What names an account of the trade and goes on with the one into which it was merged; versions and events keep who filed them. */
const MOVING = ['cargo_release', 'entry_summary', 'summary_deadline'];

export const followMergers = async (
  manager: EntityManager,
  mergers: readonly { readonly from: string; readonly to: string }[],
): Promise<void> => {
  if (mergers.length === 0) return;
  for (const table of MOVING)
    await manager.query(
      `UPDATE ${table} t SET account_id = m.next FROM unnest($1::uuid[], $2::uuid[]) AS m (id, next) WHERE t.account_id = m.id`,
      [mergers.map(({ from }) => from), mergers.map(({ to }) => to)],
    );
};
