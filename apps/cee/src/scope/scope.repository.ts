import type { EntityManager } from 'typeorm';
import { type ScopeIndex, scopeIndex, type ScopeRow } from './scope.rules';

/** Rows with days, as their tables have them. */
export interface Dated {
  valid_from: string;
  valid_to: string | null;
}

export const period = ({ valid_from, valid_to }: Dated): { from: string; to?: string } => ({
  from: valid_from,
  ...(valid_to && { to: valid_to }),
});

/** Whose each tariff number is and was. */
export const readScope = async (manager: EntityManager): Promise<ScopeIndex> => {
  const rows: (Dated & { prefix: string; center_id: string; team_number: string })[] = await manager.query(
    'SELECT prefix, center_id, team_number, valid_from::text, valid_to::text FROM scope JOIN team ON team.number = scope.team_number',
  );
  return scopeIndex(
    rows.map(
      (row): ScopeRow => ({ prefix: row.prefix, centerId: row.center_id, teamNumber: row.team_number, ...period(row) }),
    ),
  );
};
