import type { EntityManager } from 'typeorm';

/** Whom a party of a case has act for it there: counsel, an agent, a surety's attorney; an account without a filer code among them (19 CFR 171.1(b), 172.2(b)). */
export interface Representative {
  readonly id: string;
  readonly place: number;
  readonly accountId: string;
  readonly accountName: string;
  readonly capacity: string;
  readonly namedBy: string;
  readonly namedAt: Date;
  readonly endedBy: string | null;
  readonly endedAt: Date | null;
}

/** @param rest after FROM, with the representative as `r` */
export const representativeRows = (
  manager: Pick<EntityManager, 'query'>,
  rest: string,
  values: readonly unknown[],
): Promise<(Representative & { readonly caseId: string })[]> =>
  manager.query(
    `SELECT r.id, r.case_id AS "caseId", r.place, r.account_id AS "accountId", a.data ->> 'name' AS "accountName", r.capacity, r.named_by AS "namedBy", r.named_at AS "namedAt",
       r.ended_by AS "endedBy", r.ended_at AS "endedAt" FROM case_representative r JOIN account a ON a.id = r.account_id ${rest}`,
    [...values],
  );

/** Parties of cases for which an account acts because they named it. */
export const placesRepresented = (
  manager: Pick<EntityManager, 'query'>,
  accountId: string,
  caseIds: readonly string[],
): Promise<{ readonly caseId: string; readonly place: number }[]> =>
  manager.query(
    'SELECT case_id AS "caseId", place FROM case_representative WHERE account_id = $1 AND case_id = ANY($2::uuid[]) AND ended_at IS NULL',
    [accountId, caseIds],
  );

/** Accounts of the parties that named this one in a case. */
export const accountsRepresented = async (
  manager: Pick<EntityManager, 'query'>,
  accountId: string,
): Promise<string[]> =>
  (
    await manager.query(
      `SELECT DISTINCT p.account_id AS id FROM case_representative r JOIN case_party p ON p.case_id = r.case_id AND p.place = r.place
        WHERE r.account_id = $1 AND r.ended_at IS NULL AND p.account_id IS NOT NULL`,
      [accountId],
    )
  ).map(({ id }: { id: string }) => id);
