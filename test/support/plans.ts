import { Client } from 'pg';
import type { DataSource, EntityManager } from 'typeorm';
import { ownerOf } from './real-servers';

/** Plans of the statements that something runs, where indexes are taken if there are any: of tables that are small in a test nothing else says what would be read of large ones. */
export const plansOf = (source: DataSource, run: (manager: EntityManager) => Promise<unknown>): Promise<string[]> =>
  source.transaction(async (manager) => {
    const plans: string[] = [];
    await manager.query(
      'SET LOCAL enable_seqscan = off; SET LOCAL enable_hashjoin = off; SET LOCAL enable_mergejoin = off',
    );
    await run({
      query: async (sql: string, values: unknown[]): Promise<unknown> => {
        const lines: { 'QUERY PLAN': string }[] = await manager.query(`EXPLAIN ${sql}`, values);
        plans.push(lines.map((line) => line['QUERY PLAN']).join('\n'));
        return manager.query(sql, values);
      },
    } as unknown as EntityManager);
    return plans;
  });

/** Lets PostgreSQL know what is in tables. Only their owner may: whom a service runs as would be passed over with a warning. */
export const analyze = async (source: DataSource, ...tables: string[]): Promise<void> => {
  const owner = new Client({ connectionString: ownerOf((source.options as { url: string }).url) });
  await owner.connect();
  await owner.query(`ANALYZE ${tables.join(', ')}`).finally(() => owner.end());
};

/** Lets PostgreSQL forget what it saw in tables: then it takes it that many have theirs in them, where a test may have filed for one alone. */
export const asOfMany = async (
  source: DataSource,
  columns: readonly { readonly table: string; readonly column: string }[],
): Promise<void> => {
  const owner = new Client({ connectionString: ownerOf((source.options as { url: string }).url) });
  await owner.connect();
  try {
    for (const { table, column } of columns)
      await owner.query(
        'SELECT pg_clear_relation_stats(current_schema(), $1), pg_clear_attribute_stats(current_schema(), $1, $2, false)',
        [table, column],
      );
  } finally {
    await owner.end();
  }
};
