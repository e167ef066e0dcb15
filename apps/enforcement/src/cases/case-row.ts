import type { EntityManager } from 'typeorm';
import type { CustomsDate } from '#kernel';
import { Problem } from '#service';
import type { CaseKind, CaseState } from './case.states';

/** A case as it is kept. Amounts are whole cents. */
export interface CaseRow {
  readonly id: string;
  readonly number: string;
  readonly version: number;
  readonly kind: CaseKind;
  readonly law: string;
  readonly state: CaseState;
  readonly eventKind: string;
  readonly eventKey: string;
  readonly port: string;
  readonly centerId: string | null;
  readonly importer: string | null;
  readonly subject: string;
  readonly facts: string;
  readonly culpability: string | null;
  readonly violationOn: CustomsDate;
  readonly discoveredOn: CustomsDate;
  readonly limitationOn: CustomsDate;
  readonly valueCents: number | null;
  readonly assessedCents: number;
  readonly mitigatedCents: number | null;
  readonly paidCents: number;
  readonly toldToParties: boolean;
  /** When the last notice was mailed: with it its clock begins. */
  readonly noticeMailedOn: CustomsDate | null;
  readonly openedOn: CustomsDate;
  readonly openedBy: string;
  readonly openedAt: Date;
  readonly hash: string;
}

export const PARTY_ROLES = ['violator', 'owner', 'interested', 'principal', 'surety'] as const;
export type PartyRole = (typeof PARTY_ROLES)[number];

export interface CaseParty {
  readonly place: number;
  readonly role: PartyRole;
  readonly name: string;
  readonly address: string | null;
  readonly accountId: string | null;
  readonly suretyCode: string | null;
  readonly bondNumber: string | null;
  /** The last day on which a suit against it may be begun: the case's, or later by its own waiver. */
  readonly limitationOn: CustomsDate;
  /** The day up to which it waived the limitation; null where it did not. */
  readonly waivedUntil: CustomsDate | null;
}

/**
 * @param rest after FROM, with the case as `c` and the number of its importer as `i`
 * @param more further columns, or others in place of those there are
 */
export const caseRows = async (
  manager: Pick<EntityManager, 'query'>,
  rest: string,
  values: readonly unknown[],
  more = '',
): Promise<CaseRow[]> => {
  const rows: Record<string, any>[] = await manager.query(
    `SELECT c.id, c.number, c.version, c.kind, c.law, c.state, c.event_kind AS "eventKind", c.event_key AS "eventKey", c.port, c.center_id AS "centerId",
            i.importer_identity AS importer, c.subject, c.facts, c.culpability, c.violation_on::text AS "violationOn", c.discovered_on::text AS "discoveredOn",
            c.limitation_on::text AS "limitationOn", c.value_cents AS "valueCents", c.assessed_cents AS "assessedCents", c.mitigated_cents AS "mitigatedCents",
            c.paid_cents AS "paidCents", c.told_to_parties AS "toldToParties", c.notice_mailed_on::text AS "noticeMailedOn", c.opened_on::text AS "openedOn", c.opened_by AS "openedBy", c.opened_at AS "openedAt", c.hash${more}
     FROM enforcement_case c LEFT JOIN importer_on_record i ON i.id = c.importer_id ${rest}`,
    [...values],
  );
  return rows.map((row) => ({
    ...row,
    valueCents: row['valueCents'] === null ? null : Number(row['valueCents']),
    assessedCents: Number(row['assessedCents']),
    mitigatedCents: row['mitigatedCents'] === null ? null : Number(row['mitigatedCents']),
    paidCents: Number(row['paidCents']),
  })) as unknown as CaseRow[];
};

/** Cases by their ids, held until the transaction ends: whoever holds several takes them in one order. */
export const lockCases = async (manager: EntityManager, ids: readonly string[]): Promise<Map<string, CaseRow>> => {
  await manager.query('SELECT 1 FROM enforcement_case WHERE id = ANY($1::uuid[]) ORDER BY id FOR UPDATE', [ids]);
  return new Map((await caseRows(manager, 'WHERE c.id = ANY($1::uuid[])', [ids])).map((row) => [row.id, row]));
};

/** One case by its id, held until the transaction ends. @throws Problem `not-found` */
export const lockCase = async (manager: EntityManager, id: string): Promise<CaseRow> => {
  const row = (await lockCases(manager, [id])).get(id);
  if (!row) throw new Problem('not-found', `There is no case ${id}.`);
  return row;
};

export const partiesOf = (
  manager: Pick<EntityManager, 'query'>,
  ids: readonly string[],
): Promise<(CaseParty & { readonly caseId: string })[]> =>
  manager.query(
    `SELECT case_id AS "caseId", place, role, name, address, account_id AS "accountId", surety_code AS "suretyCode", bond_number AS "bondNumber",
       limitation_on::text AS "limitationOn", waived_until::text AS "waivedUntil" FROM case_party WHERE case_id = ANY($1::uuid[]) ORDER BY case_id, place`,
    [ids],
  );

export const referencesOf = (
  manager: Pick<EntityManager, 'query'>,
  ids: readonly string[],
): Promise<{ readonly caseId: string; readonly kind: 'entry' | 'bill'; readonly reference: string }[]> =>
  manager.query(
    `SELECT case_id AS "caseId", kind, reference FROM case_reference WHERE case_id = ANY($1::uuid[]) ORDER BY case_id, kind, reference`,
    [ids],
  );
