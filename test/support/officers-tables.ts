import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Client } from 'pg';
import { ROOT } from '../../tools/platform/home';
import { ownerOf } from './real-servers';

/** The tables that went from the status service to the port service after 0.5, as docs/operators/restore.md has them copied, in its order. */
export const OFFICERS_TABLES: readonly string[] = /TABLES='([a-z_\s]+)'/
  .exec(readFileSync(join(ROOT, 'docs', 'operators', 'restore.md'), 'utf8'))![1]!
  .trim()
  .split(/\s+/);

/** As the procedure there does with `pg_dump --data-only`: column by column, in an order that keeps references, with no schema on the path. */
export const copyOfficersTables = async (statusUrl: string, portUrl: string): Promise<void> => {
  const [from, to] = [statusUrl, portUrl].map((url) => new Client({ connectionString: ownerOf(url) }));
  await Promise.all([from!.connect(), to!.connect()]);
  try {
    await to!.query(`BEGIN; SELECT set_config('search_path', '', true)`);
    for (const table of OFFICERS_TABLES) {
      const { rows } = await from!.query<{ row: object }>(`SELECT to_jsonb(t) AS row FROM ${table} t`);
      for (const { row } of rows) {
        const columns = Object.keys(row).map((name) => `"${name}"`);
        await to!.query(
          `INSERT INTO public.${table} (${columns.join()}) OVERRIDING SYSTEM VALUE SELECT ${columns.join()} FROM jsonb_populate_record(NULL::public.${table}, $1)`,
          [JSON.stringify(row)],
        );
      }
      const { rows: counted } = await to!.query<{ attname: string }>(
        `SELECT attname FROM pg_catalog.pg_attribute WHERE attrelid = $1::pg_catalog.regclass AND attidentity <> ''`,
        [`public.${table}`],
      );
      for (const { attname } of counted)
        await to!.query(
          `SELECT setval(pg_get_serial_sequence($1, $2), (SELECT COALESCE(max("${attname}"), 0) + 1 FROM public.${table}), false)`,
          [`public.${table}`, attname],
        );
    }
    await to!.query('COMMIT');
  } finally {
    await Promise.all([from!.end(), to!.end()]);
  }
};

/** The last step of the procedure. */
export const dropOfficersTables = async (statusUrl: string): Promise<void> => {
  const client = new Client({ connectionString: ownerOf(statusUrl) });
  await client.connect();
  try {
    await client.query(`DROP TABLE ${OFFICERS_TABLES.join(', ')} CASCADE`);
  } finally {
    await client.end();
  }
};
