import { Client } from 'pg';
import type { FilledTable } from './stored';

interface Table {
  readonly owner: string;
  readonly primary: readonly string[];
  /** Columns of each of its unique indexes. */
  readonly unique: readonly (readonly string[])[];
  readonly triggers: readonly string[];
  readonly identities: readonly string[];
  readonly grants: readonly { readonly to: string; readonly right: string }[];
}

const LOOK = `
  SELECT pg_get_userbyid(c.relowner) AS owner,
         (SELECT coalesce(json_agg(a.attname ORDER BY array_position(i.indkey::int2[], a.attnum)), '[]') FROM pg_index i
            JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = ANY(i.indkey) WHERE i.indrelid = c.oid AND i.indisprimary) AS "primary",
         (SELECT coalesce(json_agg(columns), '[]') FROM (SELECT json_agg(a.attname) AS columns FROM pg_index i
            JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = ANY(i.indkey) WHERE i.indrelid = c.oid AND i.indisunique GROUP BY i.indexrelid) AS u) AS "unique",
         (SELECT coalesce(json_agg(pg_get_triggerdef(t.oid)), '[]') FROM pg_trigger t WHERE t.tgrelid = c.oid AND NOT t.tgisinternal) AS triggers,
         (SELECT coalesce(json_agg(attname), '[]') FROM pg_attribute WHERE attrelid = c.oid AND attidentity <> '' AND NOT attisdropped) AS identities,
         (SELECT coalesce(json_agg(json_build_object('to', pg_get_userbyid(g.grantee), 'right', g.privilege_type)), '[]')
            FROM aclexplode(c.relacl) AS g WHERE g.grantee <> c.relowner) AS grants
    FROM pg_class c WHERE c.oid = $1::regclass`;

/** By what rows can be put into parts: a column of every key, for a key is unique in a part alone. */
export const keyOfParts = ({ primary, unique }: Pick<Table, 'primary' | 'unique'>): string => {
  const column = primary.find((name) => unique.every((columns) => columns.includes(name)));
  if (column !== undefined) return column;
  const keys = unique.map((columns) => columns.join(', ')).join(' / ');
  throw new Error(`its keys have no column in common: ${keys || 'it has none'}`);
};

const divide = async (client: Client, name: string, parts: number): Promise<{ rows: number; by: string }> => {
  const { rows: found } = await client.query<Table>(LOOK, [name]);
  const { owner, triggers, identities, grants, ...keys } = found[0]!;
  const by = keyOfParts(keys);
  await client.query('BEGIN');
  try {
    await client.query(`ALTER TABLE ${name} RENAME TO ${name}_whole`);
    await client.query(`CREATE TABLE ${name} (LIKE ${name}_whole INCLUDING ALL) PARTITION BY HASH ("${by}")`);
    for (let part = 0; part < parts; part++)
      await client.query(
        `CREATE TABLE ${name}_${part} PARTITION OF ${name} FOR VALUES WITH (MODULUS ${parts}, REMAINDER ${part})`,
      );
    const { rowCount } = await client.query(
      `INSERT INTO ${name} ${identities.length > 0 ? 'OVERRIDING SYSTEM VALUE' : ''} SELECT * FROM ${name}_whole`,
    );
    await client.query(`DROP TABLE ${name}_whole`);
    for (const column of identities)
      await client.query(
        `SELECT setval(pg_get_serial_sequence('${name}', '${column}'), (SELECT coalesce(max("${column}"), 0) + 1 FROM ${name}))`,
      );
    for (const trigger of triggers) await client.query(trigger.replace(`${name}_whole`, name));
    const tables = [name, ...Array.from({ length: parts }, (_, part) => `${name}_${part}`)];
    for (const table of tables) await client.query(`ALTER TABLE ${table} OWNER TO "${owner}"`);
    for (const { to, right } of grants) await client.query(`GRANT ${right} ON ${name} TO "${to}"`);
    await client.query('COMMIT');
    return { rows: rowCount ?? 0, by };
  } catch (error) {
    await client.query('ROLLBACK');
    throw error;
  }
};

/**
 * Puts tables into so many parts by the hash of what their rows are about, while the platform runs: as one PostgreSQL would keep them that divides them among
 * several (Citus), or by itself. What cannot be divided stays whole, and says why.
 *
 * @param tables `database.table`
 */
export const divideTables = async (
  adminUrl: string,
  tables: readonly string[],
  parts: number,
  say: (line: string) => void,
): Promise<FilledTable[]> => {
  const divided: FilledTable[] = [];
  for (const database of new Set(tables.map((table) => table.split('.')[0]!))) {
    const url = new URL(adminUrl);
    url.pathname = `/portway_${database}`;
    const client = new Client({ connectionString: url.href });
    await client.connect();
    try {
      for (const table of tables.filter((each) => each.startsWith(`${database}.`))) {
        try {
          const { rows, by } = await divide(client, table.split('.')[1]!, parts);
          divided.push({ table, rows, by });
          say(`${table}: ${rows} rows in ${parts} parts, by ${by}`);
        } catch (error) {
          const leftOut = (error as Error).message;
          divided.push({ table, rows: 0, leftOut });
          say(`${table} stays whole: ${leftOut}`);
        }
      }
      await client.query('ANALYZE');
    } finally {
      await client.end();
    }
  }
  return divided;
};
