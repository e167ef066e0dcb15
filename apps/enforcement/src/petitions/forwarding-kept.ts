import type { EntityManager } from 'typeorm';
import type { CustomsDate } from '#kernel';
import type { UnitOfWork } from '#messaging';
import { type ClockName, dueOf, portLocalDate } from '#reference';
import type { CaseRow } from '../cases/case-row';
import { endClocks, startClock } from '../clocks/case-clocks';
import type { PetitionRow } from './petition.repository';
import { tellMail } from './telling';

/** 19 CFR 171.13 of seizures and unsecured penalties, 172.13 of what a bond secures. */
export const JUSTICE_RULE = '19 CFR 171.13(a), 172.13(a)';
/** How times of parties ended that a case had when it was referred: they go on where it comes back. */
export const ENDED_AT_JUSTICE = 'the case is referred to Justice';
const FORWARDING = 'forwarding of a petition' as const satisfies ClockName;
/** A petition of a case that is with Justice waits to be forwarded: its clock begins, and who filed it is told. */
export const awaitForwarding = async (
  unit: UnitOfWork,
  row: CaseRow,
  { number, place, caseId }: Pick<PetitionRow, 'number' | 'place' | 'caseId'>,
  accountIds: readonly string[],
): Promise<void> => {
  const start = portLocalDate(unit.now, row.port);
  await startClock(unit.manager, { caseId, place, clock: FORWARDING, start, anew: true });
  tellMail(unit, row, accountIds, {
    about: 'petition for justice',
    text: `the case was referred to the Department of Justice. No action is taken on petition ${number} by CBP: it is kept, and forwarded there with its record (${JUSTICE_RULE}). You are told when and to whom.`,
  });
};

/** It waits no more. */
export const endForwarding = (unit: UnitOfWork, { caseId, place }: PetitionRow, how: string): Promise<unknown> =>
  endClocks(unit.manager, caseId, { clocks: [FORWARDING], place }, how, unit.now);

export interface PetitionForwarding {
  /** In a line: what happens to it. */
  readonly says: string;
  /** The day by which CBP forwards it; null once it did. */
  readonly forwardBy: CustomsDate | null;
  /** The last time; null before. */
  readonly forwardedOn: CustomsDate | null;
  readonly addressee: string | null;
  readonly reference: string | null;
}

/** Where a petition is, or went, whose case was with Justice; null of every other one. */
export const forwardingOf = async (
  manager: Pick<EntityManager, 'query'>,
  { id, caseId, place, state }: PetitionRow,
): Promise<PetitionForwarding | null> => {
  const [went] = await manager.query(
    'SELECT forwarded_on::text AS "forwardedOn", addressee, reference FROM petition_forwarding WHERE petition_id = $1 ORDER BY version DESC LIMIT 1',
    [id],
  );
  if (state !== 'to be forwarded')
    return went
      ? { says: `forwarded to ${went.addressee} on ${went.forwardedOn} (${JUSTICE_RULE})`, forwardBy: null, ...went }
      : null;
  const [{ startedOn }] = await manager.query(
    'SELECT max(started_on)::text AS "startedOn" FROM case_clock WHERE case_id = $1 AND place = $2 AND clock = $3',
    [caseId, place, FORWARDING],
  );
  return {
    says: `no action is taken on it by CBP: it is kept, and forwarded to the Department of Justice (${JUSTICE_RULE})`,
    forwardBy: startedOn === null ? null : dueOf(FORWARDING, { start: startedOn }).dueDate,
    ...{ forwardedOn: null, addressee: null, reference: null },
  };
};
