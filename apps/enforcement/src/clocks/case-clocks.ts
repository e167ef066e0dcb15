import type { EntityManager } from 'typeorm';
import { type CustomsDate, FEDERAL_CALENDAR, withRelief } from '#kernel';
import { type ClockName, clockOf, daysLeft, type RunningClock, running } from '#reference';
import type { ReliefFor } from '../downtimes/downtimes';
import { legalDue, remindOn } from './case-clock.rules';

/** A clock of a case as it is kept. */
export interface CaseClockRow {
  readonly id: string;
  readonly caseId: string;
  readonly place: number;
  readonly clock: ClockName;
  readonly startedOn: CustomsDate;
  readonly length: number | null;
  readonly legalDue: CustomsDate;
  readonly due: CustomsDate;
  readonly relievedBy: string | null;
  readonly extendedTo: CustomsDate | null;
  readonly extendedBy: string | null;
  readonly extendedWhy: string | null;
  readonly daysLate: number;
  readonly remindedAt: Date | null;
  readonly endedAt: Date | null;
  readonly endedHow: string | null;
}

export interface CaseClockView extends RunningClock {
  readonly id: string;
  /** Of which party; 0 where it is the same for all. */
  readonly place: number;
  readonly extendedTo: CustomsDate | null;
  readonly extendedBy: string | null;
  readonly extendedWhy: string | null;
  readonly endedAt: Date | null;
  /** How it ended; null while it runs. */
  readonly endedHow: string | null;
}

/**
 * @param rest after FROM, with the clock as `k`
 * @param more further columns
 */
export const clockRows = <More extends object = object>(
  manager: Pick<EntityManager, 'query'>,
  rest: string,
  values: readonly unknown[],
  more = '',
): Promise<(CaseClockRow & More)[]> =>
  manager.query(
    `SELECT k.id::text AS id, k.case_id AS "caseId", k.place, k.clock, k.started_on::text AS "startedOn", k.length, k.legal_due::text AS "legalDue", k.due::text AS due,
       k.relieved_by AS "relievedBy", k.extended_to::text AS "extendedTo", k.extended_by AS "extendedBy", k.extended_why AS "extendedWhy", k.days_late AS "daysLate",
       k.reminded_at AS "remindedAt", k.ended_at AS "endedAt", k.ended_how AS "endedHow"${more} FROM case_clock k ${rest}`,
    [...values],
  );

export interface NewClock {
  readonly caseId: string;
  readonly place: number;
  readonly clock: ClockName;
  readonly start: CustomsDate;
  readonly length?: number;
  /** It begins again where it began on the same day and has ended: a second decision on the day of the first. */
  readonly anew?: boolean;
}

/** Starts a clock; the same again is the same one. */
export const startClock = (
  manager: Pick<EntityManager, 'query'>,
  { caseId, place, clock, start, length, anew = false }: NewClock,
): Promise<unknown> => {
  const due = legalDue(clock, start, length);
  return manager.query(
    `INSERT INTO case_clock (case_id, place, clock, started_on, length, legal_due, due, remind_on) VALUES ($1, $2, $3, $4, $5, $6, $6, $7)
     ON CONFLICT (case_id, place, clock, started_on) DO UPDATE SET ended_at = NULL, ended_how = NULL WHERE $8::boolean`,
    [caseId, place, clock, start, length ?? null, due, remindOn(start, due), anew],
  );
};

/** Ends those clocks of a case that run; of these names, of this party. */
export const endClocks = (
  manager: Pick<EntityManager, 'query'>,
  caseId: string,
  { clocks, place }: { readonly clocks: readonly string[]; readonly place: number | null },
  how: string,
  at: Date,
): Promise<unknown> =>
  manager.query(
    `UPDATE case_clock SET ended_at = $4, ended_how = $3 WHERE case_id = $1 AND ended_at IS NULL AND clock = ANY($2::text[]) AND ($5::int IS NULL OR place = $5)`,
    [caseId, clocks, how, at, place],
  );

/** The last day with the relief of downtimes, which an extension begins anew. */
export const dueWith = (
  { clock, startedOn, legalDue: legal, extendedTo }: CaseClockRow,
  accountId: string | null,
  port: string,
  reliefFor: ReliefFor,
): { readonly due: CustomsDate; readonly relievedBy: string | null } => {
  const base = extendedTo ?? legal;
  const { relief } = clockOf(clock, startedOn);
  return relief === null
    ? { due: base, relievedBy: null }
    : withRelief(base, relief, reliefFor({ accountId, port }), FEDERAL_CALENDAR);
};

export const clockView = (
  row: CaseClockRow,
  { due, relievedBy }: { readonly due: CustomsDate; readonly relievedBy: string | null },
  today: CustomsDate,
): CaseClockView => {
  const clock = running(row.clock, { start: row.startedOn, ...(row.length !== null && { length: row.length }) }, today);
  return {
    ...clock,
    ...{ id: row.id, place: row.place, dueDate: due, relievedBy, daysLeft: daysLeft(due, today, clock.unit) },
    ...{ extendedTo: row.extendedTo, extendedBy: row.extendedBy, extendedWhy: row.extendedWhy },
    ...{ endedAt: row.endedAt, endedHow: row.endedHow },
  };
};
