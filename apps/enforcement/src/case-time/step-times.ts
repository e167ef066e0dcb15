import type { EntityManager } from 'typeorm';
import { type ClockName, portLocalDate } from '#reference';
import { Problem } from '#service';
import { dollars } from '../cases/case.rules';
import type { CaseRow } from '../cases/case-row';
import { beforeAskedStep } from '../cases/case-steps';
import { clockRows, dueWith, endClocks } from '../clocks/case-clocks';
import { reliefsOf } from '../downtimes/downtimes';
import { isSummary } from '../guidelines/cost-bond.rules';

const ANSWERS: readonly string[] = [
  'answer to a pre-penalty notice',
  'short answer to a pre-penalty notice',
] satisfies ClockName[];

const SAYS_NO = (text: string): Problem => new Problem('state-conflict', text);

/**
 * What a step by an officer waits for. A penalty notice: that the notice before it was mailed, and that its time to answer is over or the answers are in (19 CFR 162.78, 162.79).
 * A summary forfeiture: the publication of the seizure and the end of the time to claim, of goods that a court need not forfeit (19 USC 1607, 1609; 19 CFR 162.45 to 162.47).
 *
 * @throws Problem `state-conflict`
 */
beforeAskedStep(async ({ manager, now }, row, step) => {
  if (row.state === 'pre-penalty' && (step === 'issue notice' || step === 'receive answer'))
    await requireAnswers(manager, row, step, now);
  if (row.state === 'forfeiture' && step === 'declare forfeited') await requireClaimsOver(manager, row, now);
});

const requireAnswers = async (
  manager: Pick<EntityManager, 'query'>,
  row: CaseRow,
  step: string,
  now: Date,
): Promise<void> => {
  const clocks = await clockRows<{ accountId: string | null }>(
    manager,
    `LEFT JOIN case_party p ON p.case_id = k.case_id AND p.place = k.place WHERE k.case_id = $1 AND k.clock = ANY($2::text[]) ORDER BY k.id`,
    [row.id, ANSWERS],
    ', p.account_id AS "accountId"',
  );
  if (clocks.length === 0)
    throw SAYS_NO(`Case ${row.number}: the pre-penalty notice was not mailed yet (19 CFR 162.77, 162.78).`);
  if (step === 'receive answer') {
    await endClocks(manager, row.id, { clocks: ANSWERS, place: null }, 'answered', now);
    return;
  }
  const reliefFor = await reliefsOf(manager, now);
  const today = portLocalDate(now, row.port);
  for (const clock of clocks) {
    if (clock.endedAt !== null) continue;
    const { due } = dueWith(clock, clock.accountId, row.port, reliefFor);
    if (due >= today)
      throw SAYS_NO(
        `Case ${row.number}: the time to answer the pre-penalty notice ends on ${due}; before, its answers are recorded first ('receive answer', 19 CFR 162.78, 162.79).`,
      );
  }
};

const requireClaimsOver = async (manager: Pick<EntityManager, 'query'>, row: CaseRow, now: Date): Promise<void> => {
  const [clock] = await clockRows(
    manager,
    `WHERE k.case_id = $1 AND k.clock = 'claim to seized goods' ORDER BY k.id DESC LIMIT 1`,
    [row.id],
  );
  const value = row.valueCents ?? row.assessedCents;
  if (!isSummary(BigInt(value), clock?.startedOn ?? portLocalDate(now, row.port)))
    throw SAYS_NO(`Goods worth ${dollars(value)} are forfeited by a court (19 USC 1607): refer the case to Justice.`);
  if (!clock) throw SAYS_NO(`Case ${row.number}: the notice of seizure was not published (19 USC 1607).`);
  if (clock.due >= portLocalDate(now, row.port))
    throw SAYS_NO(`Case ${row.number}: the goods may be claimed until ${clock.due} (19 USC 1608; 19 CFR 162.47).`);
};
