import type { UnitOfWork } from '#messaging';

/**
 * Whatever is declared is declared one after the other, until the unit of work ends: what one allows depends on what is in force, and who
 * reads in the order of declaring misses nothing. There are a few a day. Taken before any other lock.
 */
export const declareAlone = async ({ manager }: UnitOfWork): Promise<void> => {
  await manager.query(`SELECT pg_advisory_xact_lock(hashtext('portway declared'))`);
};
