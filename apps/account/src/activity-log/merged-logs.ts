import type { EntityManager } from 'typeorm';

/** The account and all that were merged into it, however many times over: whose history it is. */
export const withMerged = async (manager: EntityManager, accountId: string): Promise<string[]> => {
  const rows: { id: string }[] = await manager.query(
    `WITH RECURSIVE part AS (
       SELECT id FROM account WHERE id = $1 UNION SELECT a.id FROM account a JOIN part ON a.merged_into = part.id
     ) SELECT id FROM part`,
    [accountId],
  );
  return rows.map(({ id }) => id);
};
