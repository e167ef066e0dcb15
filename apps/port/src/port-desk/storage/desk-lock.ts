import type { EntityManager } from 'typeorm';

const DESK = 1_684_370_283;

/*
 * A decision is made on the picture as it is, and the picture, when it changes, is held against the decisions that are there. So that
 * neither misses the other, whoever changes the picture shares this lock and whoever changes the register has it alone, each to the
 * end of its transaction. It also makes control numbers and the feed's sequence follow the order of commits.
 */
export const shareDesk = async (manager: EntityManager): Promise<void> => {
  await manager.query('SELECT pg_advisory_xact_lock_shared($1)', [DESK]);
};

export const haveDeskAlone = async (manager: EntityManager): Promise<void> => {
  await manager.query('SELECT pg_advisory_xact_lock($1)', [DESK]);
};
