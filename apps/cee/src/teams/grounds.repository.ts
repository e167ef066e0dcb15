import type { EntityManager } from 'typeorm';
import type { Grounds, AssignmentRow, ScopeRow } from './team.rules';
import { grouped, scopeIndex } from './team.rules';

/** One for who changes assignments, shared for who decides by them: a decision is never made beside an assignment just being written. */
const ASSIGNMENTS_LOCK = 101_10;
export const holdAssignments = (manager: EntityManager): Promise<unknown> =>
  manager.query('SELECT pg_advisory_xact_lock_shared($1)', [ASSIGNMENTS_LOCK]);
export const changeAssignments = (manager: EntityManager): Promise<unknown> =>
  manager.query('SELECT pg_advisory_xact_lock($1)', [ASSIGNMENTS_LOCK]);

interface Dated {
  valid_from: string;
  valid_to: string | null;
}

const period = ({ valid_from, valid_to }: Dated): { from: string; to?: string } => ({
  from: valid_from,
  ...(valid_to && { to: valid_to }),
});

/** All that decisions on these importers rest on, in four reads. */
export const readGrounds = async (
  manager: EntityManager,
  importerIdentities: string[],
): Promise<(identity: string) => Grounds> => {
  const scope: (Dated & { prefix: string; center_id: string; team_number: string })[] = await manager.query(
    'SELECT prefix, center_id, team_number, valid_from::text, valid_to::text FROM scope JOIN team ON team.number = scope.team_number',
  );
  const centers: { id: string; since: string }[] = await manager.query(
    'SELECT id, authority_from::text AS since FROM center',
  );
  const refusals: (Dated & { entry_type: string; reason: string })[] = await manager.query(
    'SELECT entry_type, reason, valid_from::text, valid_to::text FROM not_eligible',
  );
  const assignments: (Dated & { asked: string; own: boolean; center_id: string; team_number: string })[] =
    await manager.query(
      `SELECT importer_identity AS asked, true AS own, center_id, team_number, valid_from::text, valid_to::text
     FROM assignment WHERE importer_identity = ANY($1::text[])
     UNION ALL
     SELECT asked.importer_identity, false, a.center_id, a.team_number, a.valid_from::text, a.valid_to::text
     FROM importer_account asked
     JOIN importer_account other ON other.account_id = asked.account_id AND other.importer_identity <> asked.importer_identity
     JOIN assignment a ON a.importer_identity = other.importer_identity
     WHERE asked.importer_identity = ANY($1::text[])`,
      [importerIdentities],
    );
  const rows = scope.map(
    (row): ScopeRow => ({ prefix: row.prefix, centerId: row.center_id, teamNumber: row.team_number, ...period(row) }),
  );
  const shared = {
    scope: scopeIndex(rows),
    authorityFrom: new Map(centers.map(({ id, since }) => [id, since])),
    notEligible: grouped(
      refusals.map((row) => ({ entryType: row.entry_type, reason: row.reason, ...period(row) })),
      (row) => row.entryType,
    ),
  };
  const byImporter = grouped(assignments, (row) => row.asked);
  return (identity) => ({
    ...shared,
    assignments: (byImporter.get(identity) ?? []).map(
      (row): AssignmentRow => ({ centerId: row.center_id, teamNumber: row.team_number, own: row.own, ...period(row) }),
    ),
  });
};
