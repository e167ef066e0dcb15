import type { EntityManager } from 'typeorm';
import type { FilerSetUpChanged, StatementProfile } from '#contracts';
import { insertRows, storedShape } from '#persistence';

export const storedProfile = storedShape<StatementProfile>({ name: 'statement_profile.data', version: 1 });

/** Keeps what was told of filers; an older revision never replaces a newer one. */
export const storeProfiles = async (manager: EntityManager, told: readonly FilerSetUpChanged[]): Promise<void> => {
  const newest = new Map<string, FilerSetUpChanged>();
  for (const change of told)
    if (change.revision >= (newest.get(change.filerCode)?.revision ?? 0)) newest.set(change.filerCode, change);
  await insertRows(
    manager,
    'statement_profile',
    { filer_code: 'text', revision: 'int', data: 'json' },
    [...newest.values()]
      .map(({ filerCode, revision, setUp: { statements } }) => ({
        ...{ filer_code: filerCode, revision, data: statements ? storedProfile.write(statements) : null },
      }))
      .sort((a, b) => (a.filer_code < b.filer_code ? -1 : 1)),
    `ON CONFLICT (filer_code) DO UPDATE SET (revision, data) = (excluded.revision, excluded.data)
      WHERE statement_profile.revision <= excluded.revision`,
  );
};

/** How filers take part in statements; those of whom nothing was told are not in the answer. */
export const profilesOf = async (
  manager: EntityManager,
  filerCodes: readonly string[],
): Promise<ReadonlyMap<string, StatementProfile>> => {
  if (filerCodes.length === 0) return new Map();
  const rows: { filer_code: string; data: unknown }[] = await manager.query(
    'SELECT filer_code, data FROM statement_profile WHERE filer_code = ANY($1) AND data IS NOT NULL',
    [[...new Set(filerCodes)]],
  );
  return new Map(rows.map(({ filer_code, data }) => [filer_code, storedProfile.read(data)]));
};
