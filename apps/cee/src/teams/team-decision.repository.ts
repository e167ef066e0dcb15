import type { EntityManager } from 'typeorm';
import type { TeamRequested } from '#contracts';
import type { CustomsDate } from '#kernel';
import { insertRows } from '#persistence';
import { importerIdentity } from '../importer/importer-identity';
import type { TeamDecision } from './team.rules';

const COLUMNS = {
  filer_code: 'text',
  entry_number: 'text',
  summary_version: 'text',
  importer_number: 'text',
  importer_identity: 'text',
  entry_date: 'date',
  center_id: 'text',
  team_number: 'text',
  basis: 'text',
  decided_at: 'timestamptz',
};

export type DecidedSummary = Pick<
  TeamRequested,
  'filerCode' | 'entryNumber' | 'summaryVersion' | 'importerNumber' | 'entryDate'
>;

export const writeDecisions = (
  manager: EntityManager,
  decided: readonly { request: DecidedSummary; decision: TeamDecision }[],
  at: Date,
): Promise<unknown> =>
  insertRows(
    manager,
    'team_decision',
    COLUMNS,
    decided.map(({ request, decision }) => ({
      filer_code: request.filerCode,
      entry_number: request.entryNumber,
      summary_version: request.summaryVersion,
      importer_number: request.importerNumber,
      importer_identity: importerIdentity(request.importerNumber),
      entry_date: request.entryDate,
      center_id: decision.centerId,
      team_number: decision.teamNumber,
      basis: decision.basis,
      decided_at: at.toISOString(),
    })),
  );

/** Summaries of an importer, and of the other numbers of its accounts, with an entry date in the period whose newest decision is that nothing can be told yet. */
export const pendingSummaries = async (
  manager: EntityManager,
  identity: string,
  from: CustomsDate,
): Promise<DecidedSummary[]> =>
  manager.query(
    `SELECT filer_code AS "filerCode", entry_number AS "entryNumber", summary_version AS "summaryVersion", importer_number AS "importerNumber",
            entry_date::text AS "entryDate"
     FROM team_decision d
     WHERE (importer_identity = $1 OR importer_identity IN (
         SELECT other.importer_identity FROM importer_account one JOIN importer_account other USING (account_id) WHERE one.importer_identity = $1))
       AND center_id = 'PNDING' AND entry_date >= $2
       AND NOT EXISTS (SELECT 1 FROM team_decision l WHERE l.filer_code = d.filer_code AND l.entry_number = d.entry_number AND l.id > d.id)
     ORDER BY id`,
    [identity, from],
  );
