import type { EntityManager } from 'typeorm';
import type { UnitOfWork } from '#messaging';
import { Problem } from '#service';
import { noteInLog } from '../trade-account/held-account';
import { type ReactivationEvent, type ReactivationState, reactivationStates } from './reactivation.states';

export interface ReactivationView {
  readonly id: string;
  readonly accountId: string;
  readonly accountName: string;
  readonly state: ReactivationState;
  readonly askedBy: string;
  readonly why: string;
  readonly askedAt: Date;
  readonly decidedAt: Date | null;
  readonly decidedBy: string | null;
  readonly decidedWhy: string | null;
}

export interface ReactivationRow {
  id: string;
  account_id: string;
  account_name: string;
  state: ReactivationState;
  person_id: string;
  person_name: string;
  why: string;
  asked_at: Date;
  decided_at: Date | null;
  decided_by: string | null;
  decided_why: string | null;
}

export const READ = `SELECT r.*, a.name AS account_name, p.name AS person_name FROM reactivation r JOIN account a ON a.id = r.account_id JOIN person p ON p.id = r.person_id`;

export const locked = async (manager: EntityManager, id: string): Promise<ReactivationRow | undefined> => {
  const [row]: ReactivationRow[] = await manager.query(`${READ} WHERE r.id = $1 FOR UPDATE OF r`, [id]);
  return row;
};

export const settle = async (
  unit: UnitOfWork,
  row: ReactivationRow,
  event: ReactivationEvent,
  by: string,
  why: string,
  noted = true,
): Promise<ReactivationView> => {
  const next = reactivationStates.next(row.state, event);
  if (!next.ok) throw new Problem('state-conflict', `Reactivation ${row.id}: ${next.problem}.`);
  await unit.manager.query(
    'UPDATE reactivation SET state = $2, decided_at = $3, decided_by = $4, decided_why = $5 WHERE id = $1',
    [row.id, next.value, unit.now, by, why],
  );
  if (noted)
    await noteInLog(unit, row.account_id, {
      kind: `reactivation ${event}`,
      summary: `${by}: ${why}`,
      channel: 'account',
      person: by,
    });
  return viewOf({ ...row, state: next.value, decided_at: unit.now, decided_by: by, decided_why: why });
};

/** Grants what is asked for an account that CBP reactivated without being asked here; the account is locked, and its log says it. */
export const grantOpen = async (unit: UnitOfWork, accountId: string, by: string, why: string): Promise<void> => {
  const [row]: ReactivationRow[] = await unit.manager.query(
    `${READ} WHERE r.account_id = $1 AND r.state = 'asked' FOR UPDATE OF r`,
    [accountId],
  );
  if (row) await settle(unit, row, 'granted', by, why, false);
};

export const viewOf = (row: ReactivationRow): ReactivationView => ({
  id: row.id,
  accountId: row.account_id,
  accountName: row.account_name,
  state: row.state,
  askedBy: row.person_name,
  why: row.why,
  askedAt: row.asked_at,
  decidedAt: row.decided_at,
  decidedBy: row.decided_by,
  decidedWhy: row.decided_why,
});
