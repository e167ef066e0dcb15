/**
 * SQL for a migration: large values of these columns are compressed with lz4, which costs a fraction of PostgreSQL's own method.
 * Where the server was built without lz4 nothing changes.
 */
export const compressFast = (table: string, ...columns: string[]): string =>
  columns
    .map(
      (column) =>
        `DO $$ BEGIN ALTER TABLE ${table} ALTER COLUMN ${column} SET COMPRESSION lz4; EXCEPTION WHEN feature_not_supported THEN NULL; END $$;`,
    )
    .join('\n');

/**
 * SQL for a migration: values of a column whose rows live only for a moment are written as they are, beside the rest of their row as
 * long as it fits a page. Compressing them, or putting them into a second table, would cost more than everything else about the row.
 */
export const keepInline = (table: string, column: string): string =>
  `ALTER TABLE ${table} SET (toast_tuple_target = 8160); ALTER TABLE ${table} ALTER COLUMN ${column} SET STORAGE EXTERNAL;`;

/**
 * SQL for a migration: large values of a column that is hardly ever read are compressed with lz4, and kept as they are where the server was built
 * without it: PostgreSQL's own method would cost more than writing and carrying the row.
 */
export const compressFastOrNot = (table: string, column: string): string =>
  `DO $$ BEGIN ALTER TABLE ${table} ALTER COLUMN ${column} SET COMPRESSION lz4;
     EXCEPTION WHEN feature_not_supported THEN ALTER TABLE ${table} ALTER COLUMN ${column} SET STORAGE EXTERNAL; END $$;`;
