import type { EntityManager } from 'typeorm';
import { REVIEW_FUNCTIONS, type ReviewFunction } from '#reference';
import { volunteersAmong } from '../authority/authority.repository';
import type { AuthorityRow } from '../authority/authority.rules';
import type { Grounds, AssignmentRow, ReviewAuthority } from './team.rules';
import { type Dated, period, readScope } from '../scope/scope.repository';
import { grouped } from '../scope/scope.rules';

/** All that decisions on these importers rest on, in five reads. */
export const readGrounds = async (
  manager: EntityManager,
  importerIdentities: string[],
): Promise<{ of: (identity: string) => Grounds }> => {
  const scope = await readScope(manager);
  const authority: (Dated & {
    center_id: string;
    order_id: string;
    function_code: ReviewFunction;
    reach: AuthorityRow['reach'];
  })[] = await manager.query(
    'SELECT center_id, order_id, function_code, reach, valid_from::text, valid_to::text FROM authority WHERE ordered AND function_code = ANY($1::text[])',
    [REVIEW_FUNCTIONS],
  );
  const volunteers = await volunteersAmong(manager, importerIdentities);
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
  const shared = {
    scope,
    authority: new Map(
      [...grouped(authority, (row) => row.center_id)].map(([center, dated]) => [
        center,
        dated.map(
          (row): ReviewAuthority => ({
            ...{ orderId: row.order_id, functionCode: row.function_code, reach: row.reach },
            ...period(row),
          }),
        ),
      ]),
    ),
    notEligible: grouped(
      refusals.map((row) => ({ entryType: row.entry_type, reason: row.reason, ...period(row) })),
      (row) => row.entryType,
    ),
  };
  const byImporter = grouped(assignments, (row) => row.asked);
  const volunteering = grouped(volunteers, (row) => row.asked);
  const of = (identity: string): Grounds => ({
    ...shared,
    volunteerIn: new Set((volunteering.get(identity) ?? []).map((row) => row.order_id)),
    assignments: (byImporter.get(identity) ?? []).map(
      (row): AssignmentRow => ({ centerId: row.center_id, teamNumber: row.team_number, own: row.own, ...period(row) }),
    ),
  });
  return { of };
};
