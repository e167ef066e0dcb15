import type { EntityManager } from 'typeorm';
import type { PowerOfAttorney, PowerOfAttorneyChanged } from '#contracts';
import { insertRows } from '#persistence';
import { fullImporterNumber } from '../importer/importer.repository';
import type { ImporterWithPowers } from './power-of-attorney.rules';

/** Keeps what was told of importers' powers; what is older than what is kept changes nothing. */
export const storePowers = async (manager: EntityManager, told: readonly PowerOfAttorneyChanged[]): Promise<void> => {
  const newest = new Map<string, PowerOfAttorneyChanged>();
  for (const change of told) {
    const known = newest.get(change.importerNumber);
    if (!known || known.version < change.version) newest.set(change.importerNumber, change);
  }
  await insertRows(
    manager,
    'importer_with_powers',
    { importer_number: 'text', version: 'int', powers: 'jsonb' },
    [...newest.values()]
      .map(({ importerNumber, version, powers }) => ({ importer_number: importerNumber, version, powers }))
      .sort((a, b) => (a.importer_number < b.importer_number ? -1 : 1)),
    `ON CONFLICT (importer_number) DO UPDATE SET version = excluded.version, powers = excluded.powers
       WHERE importer_with_powers.version < excluded.version`,
  );
};

/** Importers that keep their powers of attorney here, by full number, with the powers of these filers; other importers are not in the answer. */
export const importersWithPowers = async (
  manager: EntityManager,
  numbers: readonly string[],
  filerCodes: readonly string[],
): Promise<Map<string, ImporterWithPowers>> => {
  if (numbers.length === 0) return new Map();
  const rows: (ImporterWithPowers & { number: string })[] = await manager.query(
    `SELECT i.importer_number AS number,
       ARRAY(SELECT f.account_id::text FROM importer_on_file f WHERE f.importer_number = i.importer_number AND f.active) AS accounts,
       (SELECT coalesce(jsonb_agg(power), '[]') FROM jsonb_array_elements(i.powers) AS power WHERE power->>'filerCode' = ANY($2)) AS powers
     FROM importer_with_powers i WHERE i.importer_number = ANY($1)`,
    [[...new Set(numbers)], [...new Set(filerCodes)]],
  );
  return new Map(rows.map(({ number, accounts, powers }) => [number, { accounts, powers }]));
};

/** Every power of an importer; none for one that keeps none here. */
export const powersOfImporter = async (manager: EntityManager, importerNumber: string): Promise<PowerOfAttorney[]> => {
  const [row]: { powers: PowerOfAttorney[] }[] = await manager.query(
    'SELECT powers FROM importer_with_powers WHERE importer_number = $1',
    [fullImporterNumber(importerNumber)],
  );
  return row?.powers ?? [];
};
