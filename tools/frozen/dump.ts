import { Client } from 'pg';
import type { MigrationInterface, QueryRunner } from 'typeorm';

const quoted = (value: string | null): string => (value === null ? 'NULL' : `'${value.replaceAll("'", "''")}'`);
const ROWS_A_STATEMENT = 200;

/**
 * What the migrations did to make the tables, in the words of their build: the statements of an empty database. A schema so kept needs no program
 * of a server's version to be read again.
 */
export const schemaOf = async (
  migrations: readonly (new () => MigrationInterface)[],
  ownerUrl: string,
): Promise<string> => {
  const client = new Client({ connectionString: ownerUrl });
  await client.connect();
  const said: string[] = [];
  const query = async (sql: string, parameters?: unknown[]): Promise<unknown> => {
    // Rows come with the data; what makes tables has no parameters.
    if (!parameters?.length) said.push(sql.trim().replace(/;?$/, ';'));
    const results = (await client.query(sql, parameters)) as { rows: unknown[] } | { rows: unknown[] }[];
    return [results].flat().at(-1)!.rows;
  };
  const runner = { query, manager: { query } } as unknown as QueryRunner;
  try {
    for (const migration of migrations.map((make) => new make()).sort((a, b) => idOf(a) - idOf(b)))
      await migration.up(runner);
    return `${said.join('\n')}\nCREATE TABLE migration (id serial PRIMARY KEY, "timestamp" bigint NOT NULL, name varchar NOT NULL);\n`;
  } finally {
    await client.end();
  }
};

/** As TypeORM orders them: by the number at the end of the name. */
const idOf = (migration: MigrationInterface): number =>
  Number((migration.name ?? migration.constructor.name).slice(-13));

/** Every row and every sequence, as statements for a superuser that is not held by triggers and references. */
export const dataOf = async (url: string): Promise<string> => {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    const { rows: tables } = await client.query<{ name: string; columns: string[] }>(
      `SELECT c.relname AS name, array_agg(a.attname::text ORDER BY a.attnum) AS columns
         FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = ''
        WHERE c.relkind = 'r' AND c.relnamespace = 'public'::regnamespace GROUP BY c.relname ORDER BY c.relname`,
    );
    const parts = [`TRUNCATE ${tables.map(({ name }) => `"${name}"`).join(', ')};`];
    for (const { name, columns } of tables) {
      const { rows } = await client.query<(string | null)[]>({
        text: `SELECT ${columns.map((column) => `"${column}"::text`).join(', ')} FROM "${name}" ORDER BY 1, 2`.replace(
          /, 2$/,
          columns.length > 1 ? ', 2' : '',
        ),
        rowMode: 'array',
      });
      for (let at = 0; at < rows.length; at += ROWS_A_STATEMENT)
        parts.push(
          `INSERT INTO "${name}" (${columns.map((column) => `"${column}"`).join(', ')}) OVERRIDING SYSTEM VALUE VALUES\n${rows
            .slice(at, at + ROWS_A_STATEMENT)
            .map((row) => `(${row.map(quoted).join(', ')})`)
            .join(',\n')};`,
        );
    }
    const { rows: sequences } = await client.query<{ name: string; last: string | null }>(
      `SELECT sequencename AS name, last_value::text AS last FROM pg_sequences WHERE schemaname = 'public' ORDER BY 1`,
    );
    for (const { name, last } of sequences) if (last !== null) parts.push(`SELECT setval('"${name}"', ${last});`);
    return `${parts.join('\n')}\n`;
  } finally {
    await client.end();
  }
};
