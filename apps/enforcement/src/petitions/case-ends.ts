import { randomUUID } from 'node:crypto';
import type { UnitOfWork } from '#messaging';
import { portLocalDate } from '#reference';
import { type CaseRow, caseRows } from '../cases/case-row';
import { dollars, owedOf } from '../cases/case.rules';
import { whenStepped } from '../cases/case-steps';
import { ENDED_BY_PAYMENT } from '../clocks/case-clock.rules';
import { endClocks, startClock } from '../clocks/case-clocks';
import { tellActed, tellMail } from './telling';

const OVER = ['cancelled', 'remitted', 'written off', 'closed', 'referred to Justice'];
const LEFT_JUSTICE = ['paid', 'forfeited'];

/**
 * What was open in a case ends with it: clocks, petitions, offers, whose deposits are refunded. From a forfeiture on its proceeds may be petitioned for (19 CFR 171.42).
 */
whenStepped(async (unit, row, state, by) => {
  const { manager, now } = unit;
  const { id: caseId, port } = row;
  const day = portLocalDate(now, port);
  if (state === 'forfeited')
    await startClock(manager, { caseId, place: 0, clock: 'petition for proceeds', start: day });
  if (row.state === 'referred to Justice' && LEFT_JUSTICE.includes(state))
    await endPetitions({ manager, now }, caseId, `the case is ${state}`, by);
  if (!OVER.includes(state) || row.state === state) return;
  await manager.query(
    `UPDATE case_clock SET ended_at = $2, ended_how = $3 WHERE case_id = $1 AND ended_at IS NULL AND clock <> 'forwarding of a petition'`,
    [caseId, now, `the case is ${state}`],
  );
  // Those of a case that goes to Justice go there too.
  if (state !== 'referred to Justice') await endPetitions({ manager, now }, caseId, `the case is ${state}`, by);
  await endOffers(unit, row, `the case is ${state}`, by);
});

/** Offers of a case of which all is paid, also while a petition is open, end: their deposits would be money that nobody owes. */
whenStepped(async (unit, { id }, _state, by) => {
  const waiting = await unit.manager.query(
    `SELECT 1 FROM offer_in_compromise WHERE case_id = $1 AND state = 'pending' LIMIT 1`,
    [id],
  );
  if (waiting.length === 0) return;
  const [row] = (await caseRows(unit.manager, 'WHERE c.id = $1', [id])) as [CaseRow];
  if (owedOf(row) === 0) await endOffers(unit, row, 'nothing is owed any more', by);
});

/** Offers that wait are refused, and their deposits refunded, which who made them is told. */
const endOffers = async (unit: UnitOfWork, row: CaseRow, because: string, by: string): Promise<void> => {
  const { manager, now } = unit;
  const [offers]: [{ id: string; number: string; place: number; cents: string; deposit: string }[], number] =
    await manager.query(
      `UPDATE offer_in_compromise SET state = 'refused', decided_by = $2, decided_at = $3, decision = $4 WHERE case_id = $1 AND state = 'pending'
       RETURNING id, number, place, amount_cents AS cents, deposit_reference AS deposit`,
      [row.id, by, now, because],
    );
  for (const { id, number, place, cents, deposit } of offers) {
    await manager.query(
      `INSERT INTO case_payment (id, case_id, place, kind, offer_id, amount_cents, reference, received_on, by_name, recorded_at)
       VALUES ($1, $2, $3, 'deposit refunded', $4, $5, $6, $7, $8, $9)`,
      [randomUUID(), row.id, place, id, cents, deposit, portLocalDate(now, row.port), by, now],
    );
    const [{ accountId }] = await manager.query(
      'SELECT account_id AS "accountId" FROM case_party WHERE case_id = $1 AND place = $2',
      [row.id, place],
    );
    if (accountId === null) continue;
    tellActed(unit, row, [accountId], { by, what: `refused offer ${number} and refunded its deposit` });
    tellMail(unit, row, [accountId], {
      about: 'offer in compromise',
      text: `offer ${number} of USD ${dollars(Number(cents))} ended, because ${because}; the deposit is refunded.`,
    });
  }
};

/** What is paid needs no time any more to be paid or petitioned against; a supplemental petition is still taken in its own. */
whenStepped(async ({ manager, now }, { id: caseId }, state) => {
  if (state === 'paid') await endClocks(manager, caseId, { clocks: ENDED_BY_PAYMENT, place: null }, 'paid', now);
});

/** What was paid beyond what is decided goes back to who paid it, the last payment first. */
whenStepped(async ({ manager, now }, { id: caseId, number, port, paidCents }, state, by) => {
  if (paidCents === 0 || !['decided', 'remitted', 'cancelled'].includes(state)) return;
  const [of] = await manager.query(
    'SELECT coalesce(mitigated_cents, assessed_cents) AS cents FROM enforcement_case WHERE id = $1',
    [caseId],
  );
  const due = state === 'decided' ? Number(of.cents) : 0;
  let over = paidCents - due;
  if (over <= 0) return;
  await manager.query('UPDATE enforcement_case SET paid_cents = $2 WHERE id = $1', [caseId, due]);
  const payers: { place: number; cents: string }[] = await manager.query(
    `SELECT place, sum(CASE kind WHEN 'refund' THEN -amount_cents ELSE amount_cents END) AS cents FROM case_payment
      WHERE case_id = $1 AND kind IN ('payment', 'deposit applied', 'refund') GROUP BY place ORDER BY max(recorded_at) DESC, place`,
    [caseId],
  );
  for (const { place, cents } of payers) {
    const back = Math.min(over, Number(cents));
    if (back <= 0) continue;
    over -= back;
    await manager.query(
      `INSERT INTO case_payment (id, case_id, place, kind, offer_id, amount_cents, reference, received_on, by_name, recorded_at)
       VALUES ($1, $2, $3, 'refund', NULL, $4, $5, $6, $7, $8)`,
      [randomUUID(), caseId, place, back, number, portLocalDate(now, port), by, now],
    );
  }
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
  await endClocks(manager, caseId, { clocks: ['forwarding of a petition'], place: null }, why, now);
};
