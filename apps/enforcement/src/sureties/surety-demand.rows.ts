import type { EntityManager } from 'typeorm';
import type { CustomsDate } from '#kernel';
import { whenStepped } from '../cases/case-steps';
import { liableDollars, storedBond } from '../bonds/bonds-on-file';
import type { SuretyDemandState } from './surety-demand.states';

/** A demand for payment on a surety. */
export interface SuretyDemandView {
  readonly id: string;
  readonly number: string;
  readonly caseId: string;
  readonly caseNumber: string;
  /** Of the surety among the parties. */
  readonly place: number;
  readonly suretyCode: string;
  readonly surety: string;
  readonly bondNumber: string | null;
  /** The bond as it stands in the register; null where it is not there, as one on paper is not. Whole dollars. */
  readonly bond: {
    readonly type: '8' | '9';
    readonly state: string;
    readonly amountDollars: number;
    /** What this surety is liable for in it. */
    readonly liableDollars: number | null;
    readonly effectiveOn: CustomsDate | null;
    readonly terminatesOn: CustomsDate | null;
  } | null;
  /** What was owed on the day of the demand, and no more than what the surety is liable for in the bond and neither paid nor was asked for in other cases on it. */
  readonly amountCents: number;
  readonly state: SuretyDemandState;
  readonly mailedOn: CustomsDate;
  readonly how: string;
  readonly mailedReference: string | null;
  /** The last day to pay or petition, as its clock has it. */
  readonly dueOn: CustomsDate;
  readonly demandedBy: string;
}

/** @param rest after FROM, with the demand as `d` and its case as `c` */
export const demandRows = async (
  manager: Pick<EntityManager, 'query'>,
  rest: string,
  values: readonly unknown[],
): Promise<SuretyDemandView[]> => {
  const rows: (Omit<SuretyDemandView, 'bond'> & { amountCents: string; bond: unknown })[] = await manager.query(
    `SELECT d.id, d.number, d.case_id AS "caseId", c.number AS "caseNumber", d.place, p.surety_code AS "suretyCode", p.name AS surety, p.bond_number AS "bondNumber", b.data AS bond,
       d.amount_cents AS "amountCents", d.state, d.mailed_on::text AS "mailedOn", d.how, d.reference AS "mailedReference", k.due::text AS "dueOn", d.demanded_by AS "demandedBy"
     FROM surety_demand d JOIN enforcement_case c ON c.id = d.case_id JOIN case_party p ON p.case_id = d.case_id AND p.place = d.place
     JOIN case_clock k ON k.case_id = d.case_id AND k.place = d.place AND k.clock = 'petition of a surety' AND k.started_on = d.mailed_on
     LEFT JOIN bond_on_file b ON b.bond_number = p.bond_number ${rest}`,
    [...values],
  );
  return rows.map(({ bond, ...row }) => ({
    ...row,
    bond: bond === null ? null : shownTo(bond, row.suretyCode),
    amountCents: Number(row.amountCents),
  }));
};

const shownTo = (data: unknown, suretyCode: string): SuretyDemandView['bond'] => {
  const bond = storedBond.read(data);
  const { type, state, amountDollars, effectiveOn, terminatesOn } = bond;
  return { type, state, amountDollars, liableDollars: liableDollars(bond, suretyCode), effectiveOn, terminatesOn };
};

const RUNNING = `('demanded', 'petitioned', 'overdue')`;

/** Cents of the demand that runs on a party; null where none does. */
export const demandedOf = async (
  manager: Pick<EntityManager, 'query'>,
  caseId: string,
  place: number,
): Promise<number | null> => {
  const [row] = await manager.query(
    `SELECT amount_cents AS cents FROM surety_demand WHERE case_id = $1 AND place = $2 AND state IN ${RUNNING} LIMIT 1`,
    [caseId, place],
  );
  return row ? Number(row.cents) : null;
};

/** The surety paid what is demanded of it, or all. */
export const demandMet = (manager: Pick<EntityManager, 'query'>, caseId: string, place: number): Promise<unknown> =>
  manager.query(`UPDATE surety_demand SET state = 'met' WHERE case_id = $1 AND place = $2 AND state IN ${RUNNING}`, [
    caseId,
    place,
  ]);

/**
 * Cents that were paid by a surety, or are demanded of it, in all cases on a bond: of those of one period of it where one is named.
 *
 * @param period of a continuous bond: the breaches of other years are another bond's
 */
export const usedOfBond = async (
  manager: Pick<EntityManager, 'query'>,
  { bondNumber, suretyCode }: { readonly bondNumber: string; readonly suretyCode: string },
  period: { readonly from: CustomsDate; readonly until: CustomsDate } | null,
): Promise<number> => {
  const [{ cents }] = await manager.query(
    `SELECT coalesce(sum(coalesce(paid.cents, 0) + coalesce(asked.cents, 0)), 0) AS cents FROM case_party p JOIN enforcement_case c ON c.id = p.case_id
       CROSS JOIN LATERAL (SELECT sum(CASE m.kind WHEN 'refund' THEN -m.amount_cents ELSE m.amount_cents END) AS cents FROM case_payment m
         WHERE m.case_id = p.case_id AND m.place = p.place AND m.kind IN ('payment', 'deposit applied', 'refund')) paid
       CROSS JOIN LATERAL (SELECT sum(d.amount_cents) AS cents FROM surety_demand d WHERE d.case_id = p.case_id AND d.place = p.place AND d.state IN ${RUNNING}) asked
      WHERE p.bond_number = $1 AND p.surety_code = $2 AND ($3::date IS NULL OR c.violation_on >= $3::date AND c.violation_on < $4::date)`,
    [bondNumber, suretyCode, period?.from ?? null, period?.until ?? null],
  );
  return Number(cents);
};

/** A petition of the surety answers what was demanded of it. */
export const demandPetitioned = (
  manager: Pick<EntityManager, 'query'>,
  caseId: string,
  place: number,
): Promise<unknown> =>
  manager.query(
    `UPDATE surety_demand SET state = 'petitioned' WHERE case_id = $1 AND place = $2 AND state IN ('demanded', 'overdue')`,
    [caseId, place],
  );

/** The time of these sureties is over. */
export const demandsOver = async (
  manager: Pick<EntityManager, 'query'>,
  over: readonly { readonly caseId: string; readonly place: number }[],
): Promise<void> => {
  if (over.length === 0) return;
  await manager.query(
    `UPDATE surety_demand d SET state = 'overdue' FROM unnest($1::uuid[], $2::int[]) AS o(case_id, place)
     WHERE d.case_id = o.case_id AND d.place = o.place AND d.state = 'demanded'`,
    [over.map(({ caseId }) => caseId), over.map(({ place }) => place)],
  );
};

/** Of a clock that got more time its demand runs again. */
export const demandExtended = (
  manager: Pick<EntityManager, 'query'>,
  caseId: string,
  place: number,
): Promise<unknown> =>
  manager.query(`UPDATE surety_demand SET state = 'demanded' WHERE case_id = $1 AND place = $2 AND state = 'overdue'`, [
    caseId,
    place,
  ]);

whenStepped(async ({ manager }, { id }, state) => {
  const ends = ['paid', 'closed'].includes(state)
    ? 'met'
    : ['cancelled', 'remitted', 'written off'].includes(state)
      ? 'ended'
      : null;
  if (ends !== null)
    await manager.query(`UPDATE surety_demand SET state = $2 WHERE case_id = $1 AND state IN ${RUNNING}`, [id, ends]);
});
