import type { EntityManager } from 'typeorm';
import { EntrySummaryFiled, kindOf, type PowerOfAttorney, type PowerOfAttorneyChanged } from '#contracts';
import type { CustomsDate } from '#kernel';
import { insertRows } from '#persistence';

/** Keeps what was told of importers' powers; what is older than what is kept changes nothing. */
export const keepPowers = async (manager: EntityManager, told: readonly PowerOfAttorneyChanged[]): Promise<void> => {
  const newest = new Map<string, PowerOfAttorneyChanged>();
  for (const change of told)
    if ((newest.get(change.importerNumber)?.version ?? 0) < change.version) newest.set(change.importerNumber, change);
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

/** Covers what follows from an entry: the power that CBP's own form gives for its summary names petitions too. */
const SCOPE = kindOf(EntrySummaryFiled).kind as PowerOfAttorney['scopes'][number];

/** Powers of importers of accounts to filers, by account; whether one is in force says `isInForceAt`. */
export const powersTo = async (
  manager: Pick<EntityManager, 'query'>,
  filerCodes: readonly string[],
  accountIds: readonly string[] | null,
): Promise<Map<string, PowerOfAttorney[]>> => {
  const found = new Map<string, PowerOfAttorney[]>();
  if (filerCodes.length === 0) return found;
  const named = filerCodes.map((_code, at) => `w.powers @> $${at + 2}::jsonb`).join(' OR ');
  const rows: { accountId: string; powers: PowerOfAttorney[] }[] = await manager.query(
    `SELECT i.account_id AS "accountId", w.powers FROM importer_with_powers w JOIN importer_account i ON i.importer_identity = w.importer_number
     WHERE (${named}) AND ($1::uuid[] IS NULL OR i.account_id = ANY($1::uuid[]))`,
    [accountIds, ...filerCodes.map((filerCode) => JSON.stringify([{ filerCode }]))],
  );
  for (const { accountId, powers } of rows)
    found.set(accountId, [
      ...(found.get(accountId) ?? []),
      ...powers.filter(({ filerCode, scopes }) => filerCodes.includes(filerCode) && scopes.includes(SCOPE)),
    ]);
  return found;
};

/** Whether a power lets its filer act for the importer at the port (19 CFR 141.32, 171.1(b), 172.2(b)). */
export const isInForceAt = (
  { ports, from, to, revokedFrom, revokedAt }: PowerOfAttorney,
  { port, day, now }: { readonly port: string; readonly day: CustomsDate; readonly now: Date },
): boolean =>
  (ports === null || ports.includes(port)) &&
  from <= day &&
  (to === null || day <= to) &&
  (revokedFrom === null || day < revokedFrom) &&
  (revokedAt === null || now < new Date(revokedAt));
