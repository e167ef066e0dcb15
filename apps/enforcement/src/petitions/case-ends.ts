import { randomUUID } from 'node:crypto';
import type { UnitOfWork } from '#messaging';
import { portLocalDate } from '#reference';
import { whenStepped } from '../cases/case-steps';
import { startClock } from '../clocks/case-clocks';

const OVER = ['cancelled', 'remitted', 'written off', 'closed', 'referred to Justice'];

/**
 * What was open in a case ends with it: clocks, petitions, offers, whose deposits are refunded. From a forfeiture on its proceeds may be petitioned for (19 CFR 171.42).
 */
whenStepped(async ({ manager, now }, { id: caseId, port }, state, by) => {
  const day = portLocalDate(now, port);
  if (state === 'forfeited')
    await startClock(manager, { caseId, place: 0, clock: 'petition for proceeds', start: day });
  if (!OVER.includes(state)) return;
  await manager.query('UPDATE case_clock SET ended_at = $2, ended_how = $3 WHERE case_id = $1 AND ended_at IS NULL', [
    ...[caseId, now, `the case is ${state}`],
  ]);
  await endPetitions({ manager, now }, caseId, `the case is ${state}`, by);
  const [offers]: [{ id: string; place: number; cents: string; deposit: string }[], number] = await manager.query(
    `UPDATE offer_in_compromise SET state = 'refused', decided_by = $2, decided_at = $3, decision = $4 WHERE case_id = $1 AND state = 'pending'
     RETURNING id, place, amount_cents AS cents, deposit_reference AS deposit`,
    [caseId, by, now, `the case is ${state}`],
  );
  for (const { id, place, cents, deposit } of offers)
    await manager.query(
      `INSERT INTO case_payment (id, case_id, place, kind, offer_id, amount_cents, reference, received_on, by_name, recorded_at)
       VALUES ($1, $2, $3, 'deposit refunded', $4, $5, $6, $7, $8, $9)`,
      [randomUUID(), caseId, place, id, cents, deposit, day, by, now],
    );
});

/** Petitions that are not decided end. */
export const endPetitions = async (
  { manager, now }: Pick<UnitOfWork, 'manager' | 'now'>,
  caseId: string,
  why: string,
  by: string,
): Promise<void> => {
  await manager.query(
    `WITH ended AS (
       UPDATE petition SET state = 'ended', version = version + 1, proposal = NULL WHERE case_id = $1 AND state NOT IN ('decided', 'withdrawn', 'ended') RETURNING id, version)
     INSERT INTO petition_event (petition_id, version, event, state, reason, by_name, occurred_at) SELECT id, version, 'end', 'ended', $2, $3, $4 FROM ended`,
    [caseId, why, by, now],
  );
};
