import { createHash } from 'node:crypto';
import { DataSource } from 'typeorm';

/** Runs what is pending, one process at a time. Called by the `migrate` command of a service, never by its replicas at start. */
export const migrate = async (source: DataSource): Promise<string[]> => {
  await source.initialize();
  const lock = createHash('sha256').update('portway migrations').digest().readInt32BE(0);
  const runner = source.createQueryRunner();
  try {
    await runner.query('SELECT pg_advisory_lock($1)', [lock]);
    const done = await source.runMigrations();
    return done.map((m) => m.name);
  } finally {
    await runner.query('SELECT pg_advisory_unlock($1)', [lock]).catch(() => undefined);
    await runner.release();
    await source.destroy();
  }
};
