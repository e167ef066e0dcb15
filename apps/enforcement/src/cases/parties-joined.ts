import type { UnitOfWork } from '#messaging';
import { lockCases } from './case-row';
import { noteInCase } from './case-steps';

/** Parties without account that accounts have the number of. */
const IMPORTERS = `(
  SELECT c.id, p.place, a.account_id FROM importer_account a JOIN importer_on_record i USING (importer_identity) JOIN enforcement_case c ON c.importer_id = i.id
    JOIN case_party p ON p.case_id = c.id WHERE p.by_importer AND p.account_id IS NULL AND a.account_id = ANY($1::uuid[])) n`;
const SURETIES = `(
  SELECT p.case_id AS id, p.place, s.account_id FROM surety_account s JOIN case_party p USING (surety_code)
   WHERE p.account_id IS NULL AND s.account_id = ANY($1::uuid[])) n`;

/** Parties that were named by a number alone are of the account which gets it; whoever listens to cases is told, and so knows with whom to talk about them. */
export const joinCases = async (unit: UnitOfWork, accountIds: readonly string[]): Promise<void> => {
  const { manager } = unit;
  const found: { id: string }[] = await manager.query(`SELECT id FROM ${IMPORTERS} UNION SELECT id FROM ${SURETIES}`, [
    accountIds,
  ]);
  if (found.length === 0) return;
  const ids = found.map(({ id }) => id);
  // Always the case first, as who petitions in it holds it.
  const rows = await lockCases(manager, ids);
  const joined = new Set<string>();
  for (const named of [IMPORTERS, SURETIES]) {
    const [parties]: [{ id: string }[], number] = await manager.query(
      `UPDATE case_party p SET account_id = n.account_id FROM ${named}
        WHERE p.case_id = n.id AND p.place = n.place AND p.account_id IS NULL AND n.id = ANY($2::uuid[]) RETURNING n.id`,
      [accountIds, ids],
    );
    for (const { id } of parties) joined.add(id);
  }
  for (const id of [...joined].sort())
    await noteInCase(unit, rows.get(id)!, {
      ...{ step: 'party has an account', by: 'the platform' },
      why: 'A party that was named by its number has an account now: it sees the case once it was given notice.',
    });
};
