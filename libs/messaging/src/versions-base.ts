import type { DataSource } from 'typeorm';

/**
 * Messages that tell a state (a bill, a release, an account, a downtime) carry a `version`, and a listener takes only what is newer than
 * what it has. A database that was put back counts from an earlier version on, and what changes then would be taken for old. So from that
 * moment on its versions are told with a base that grows with time: 1,000 for every six minutes since the beginning of 2026, which is
 * above all that was told before and fits an `integer` until 2050.
 */
export const readVersionsBase = async (source: DataSource): Promise<number> => (await source.query('SELECT base FROM versions_base'))[0].base as number;

export const raiseVersionsBase = async (source: DataSource): Promise<number> => {
  const [rows]: [{ base: number }[]] = await source.query(
    `UPDATE versions_base SET base = greatest(base, (extract(epoch FROM now() - timestamptz '2026-01-01 00:00Z') / 360)::int * 1000), since = now() RETURNING base`,
  );
  return rows[0]!.base;
};
