import type { EntityManager } from 'typeorm';
import {
  EntrySummaryFiled,
  kindOf,
  type PowerOfAttorney,
  type PowerOfAttorneyChanged,
  type PowerScope,
} from '#contracts';
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

/** Every power that an importer granted here; null where it keeps none here. @param identity in normal form */
export const powersOf = async (
  manager: Pick<EntityManager, 'query'>,
  identity: string | null,
): Promise<readonly PowerOfAttorney[] | null> => {
  if (identity === null) return null;
  const [row]: { powers: PowerOfAttorney[] }[] = await manager.query(
    'SELECT powers FROM importer_with_powers WHERE importer_number = $1',
    [identity],
  );
  return row?.powers ?? null;
};

/** Covers the protest of an entry: the power that CBP's own form gives for its summary names protests too. */
const SCOPE = kindOf(EntrySummaryFiled).kind as PowerScope;

/**
 * Why none of the powers lets these filers protest for the importer, in words; null where one does.
 *
 * @param ports of entry that are protested; none where they are not known
 */
export const noPowerOnEntries = (
  powers: readonly PowerOfAttorney[],
  filerCodes: readonly string[],
  { ports, day, now }: { readonly ports: readonly string[]; readonly day: CustomsDate; readonly now: Date },
): string | null => {
  const questions: readonly [why: string, allows: (power: PowerOfAttorney) => boolean][] = [
    ['it granted your filer codes none', ({ filerCode }) => filerCodes.includes(filerCode)],
    [`yours is not for '${SCOPE}'`, ({ scopes }) => scopes.includes(SCOPE)],
    ['yours is for other ports', (power) => power.ports === null || ports.every((port) => power.ports!.includes(port))],
    [
      'yours is not in force',
      ({ from, to, revokedFrom, revokedAt }) =>
        from <= day &&
        (to === null || day <= to) &&
        (revokedFrom === null || day < revokedFrom) &&
        (revokedAt === null || now < new Date(revokedAt)),
    ],
  ];
  let left = powers;
  for (const [why, allows] of questions) {
    left = left.filter(allows);
    if (left.length === 0) return why;
  }
  return null;
};
