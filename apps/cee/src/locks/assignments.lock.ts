import type { EntityManager } from 'typeorm';

/** One for who changes assignments, shared for who decides by them: a decision is never made beside an assignment just being written. */
const ASSIGNMENTS_LOCK = 101_10;
export const holdAssignments = (manager: EntityManager): Promise<unknown> =>
  manager.query('SELECT pg_advisory_xact_lock_shared($1)', [ASSIGNMENTS_LOCK]);
export const changeAssignments = (manager: EntityManager): Promise<unknown> =>
  manager.query('SELECT pg_advisory_xact_lock($1)', [ASSIGNMENTS_LOCK]);
