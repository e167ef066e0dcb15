import type { EntityManager } from 'typeorm';
import { entrySubject, type LiquidationChanged } from '#contracts';
import type { UnitOfWork } from '#messaging';
import { insertRows } from '#persistence';
import { keepLiquidationsOf } from './liquidation-conduct';
import { storedLiquidation } from './stored-liquidation';

/** Keeps where the liquidation of entries stands, and what it says of whose entries they are. */
export const keepLiquidations = async (unit: UnitOfWork, told: readonly LiquidationChanged[]): Promise<void> => {
  if (told.length === 0) return;
  await keepNewest(unit.manager, told);
  await keepLiquidationsOf(unit, told);
};

/** An older version never replaces a newer one. The importer's number is not kept: the work item has whose entry it is. */
const keepNewest = async (manager: EntityManager, told: readonly LiquidationChanged[]): Promise<void> => {
  const newest = new Map<string, LiquidationChanged>();
  for (const data of told)
    if ((newest.get(entrySubject(data))?.version ?? 0) < data.version) newest.set(entrySubject(data), data);
  await insertRows(
    manager,
    'entry_liquidation',
    { filer_code: 'text', entry_number: 'text', version: 'int', data: 'json' },
    [...newest]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([, data]) => ({
        ...{ filer_code: data.filerCode, entry_number: data.entryNumber, version: data.version },
        data: storedLiquidation.write({ ...data, importerNumber: null }),
      })),
    `ON CONFLICT (filer_code, entry_number) DO UPDATE SET version = excluded.version, data = excluded.data WHERE entry_liquidation.version < excluded.version`,
  );
};
