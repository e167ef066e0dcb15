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
const SCOPE = kindOf(EntrySummaryFiled).kind;

/** Whether an importer of the account that is a party gave one of these filers power to act for it at the port (19 CFR 171.1(b), 172.2(b)). */
export const mayActFor = async (
  manager: Pick<EntityManager, 'query'>,
  accountId: string,
  filerCodes: readonly string[],
  { port, day, now }: { readonly port: string; readonly day: CustomsDate; readonly now: Date },
): Promise<boolean> => {
  if (filerCodes.length === 0) return false;
  const rows: { powers: PowerOfAttorney[] }[] = await manager.query(
    `SELECT w.powers FROM importer_account i JOIN importer_with_powers w ON w.importer_number = i.importer_identity WHERE i.account_id = $1`,
    [accountId],
  );
  return rows
    .flatMap(({ powers }) => powers)
    .some(
      ({ filerCode, scopes, ports, from, to, revokedFrom, revokedAt }) =>
        filerCodes.includes(filerCode) &&
        (scopes as string[]).includes(SCOPE) &&
        (ports === null || ports.includes(port)) &&
        from <= day &&
        (to === null || day <= to) &&
        (revokedFrom === null || day < revokedFrom) &&
        (revokedAt === null || now < new Date(revokedAt)),
    );
};
