import type { EntityManager } from 'typeorm';
import { withMerged } from '../activity-log/merged-logs';
import type { ReportDefinition } from './report.rules';

/** The first day that a report is about; null where it is about all there is. */
const firstDayOf = ({ filters }: ReportDefinition): string | null => {
  const days = [filters.firstDay, filters.month === undefined ? undefined : `${filters.month}-01`];
  return (
    days
      .filter((day) => day !== undefined)
      .sort()
      .at(-1) ?? null
  );
};

/**
 * What a report must say of data that is not kept any more: a sentence for each kind that was removed by policy and that its period reaches behind, with the day since
 * when all is kept (UTC). Nothing where the period begins later.
 */
export const retiredBehind = async (
  manager: EntityManager,
  accountId: string,
  definition: ReportDefinition,
): Promise<string[]> => {
  const [retired]: { entries: number; logSince: string | null; documents: number; documentsSince: string | null }[] =
    await manager.query(
      `SELECT (SELECT count(*)::int FROM activity_removed WHERE account_id = ANY($1::uuid[])) AS entries,
              (SELECT ((max(recorded_at) AT TIME ZONE 'UTC')::date + 1)::text FROM activity_removed WHERE account_id = ANY($1::uuid[])) AS "logSince",
              (SELECT count(*)::int FROM document WHERE state = 'deleted' AND account_id = ANY($1::uuid[])) AS documents,
              (SELECT ((max(received_at) AT TIME ZONE 'UTC')::date + 1)::text FROM document WHERE state = 'deleted' AND account_id = ANY($1::uuid[])) AS "documentsSince"`,
      [await withMerged(manager, accountId)],
    );
  const first = firstDayOf(definition);
  const reachesBehind = (since: string | null): since is string => since !== null && (first === null || first < since);
  const { entries, logSince, documents, documentsSince } = retired!;
  return [
    ...(reachesBehind(logSince)
      ? [
          `This report reaches behind what is kept: the activity log is whole since ${logSince} only; of the time before, the content of ${entries} of its entries was removed by the retention policy and their hashes are kept. The records below are all there.`,
        ]
      : []),
    ...(reachesBehind(documentsSince)
      ? [
          `This report reaches behind what is kept: images of trade records are all there since ${documentsSince} only; of the time before, ${documents} were deleted after their retention. The records below are all there.`,
        ]
      : []),
  ];
};
