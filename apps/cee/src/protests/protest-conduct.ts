import type { UnitOfWork } from '#messaging';
import { type ConductEvent, keepEvents } from '../compliance/conduct.repository';
import type { EventKind } from '../compliance/slip.rules';
import { entryRows, type ProtestRow } from './protest.repository';

/** What stands of protests of its entries: whoever filed them. */
export const keepProtestOf = async (unit: UnitOfWork, row: Pick<ProtestRow, 'id'>): Promise<void> => {
  const entries = await entryRows(unit.manager, [row.id]);
  const standing: { key: string; filed: boolean; approved: boolean; denied: boolean }[] = await unit.manager.query(
    `SELECT e.filer_code || e.entry_number AS key, bool_or(p.state <> 'withdrawn') AS filed, bool_or(coalesce(e.decided = 'approved', false)) AS approved,
            bool_or(coalesce(e.decided = 'denied', false) OR p.state IN ('denied', 'deemed denied', 'untimely', 'not protestable')) AS denied
       FROM protest_entry e JOIN protest p ON p.id = e.protest_id
      WHERE (e.filer_code, e.entry_number) IN (SELECT * FROM unnest($1::text[], $2::text[])) GROUP BY 1`,
    [entries.map(({ filer_code }) => filer_code), entries.map(({ entry_number }) => entry_number)],
  );
  await keepEvents(
    unit.manager,
    entries.flatMap(({ filer_code: filerCode, entry_number: entryNumber }): ConductEvent[] => {
      const stands = standing.find(({ key }) => key === `${filerCode}${entryNumber}`);
      const event = (kind: EventKind, holds: boolean | undefined): ConductEvent => ({
        ...{ filerCode, entryNumber, kind, over: holds !== true, effectCents: 0 },
      });
      return [
        event('protest filed', stands?.filed),
        event('protest approved', stands?.approved),
        event('protest denied', stands?.denied),
      ];
    }),
    unit.now,
  );
};
