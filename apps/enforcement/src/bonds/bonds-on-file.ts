import type { EntityManager } from 'typeorm';
import { BondChanged } from '#contracts';
import { addMonths, type CustomsDate } from '#kernel';
import { insertRows, storedShape } from '#persistence';
import { importerIdentity } from '../accounts/account-numbers';

/** Activity of the bond of an importer or broker (eBond guide v1.9, p. CB-27). */
const IMPORTER = '1';

/** A bond as it stands, without its principal, whose number may be a person's: it is found by account, and a continuous one of an importer by the number that importer_on_record has. */
export type BondOnFile = Omit<BondChanged, 'principal' | 'principalAccounts' | 'accountId' | 'notify'>;

export const storedBond = storedShape<BondOnFile>({ name: 'bond_on_file.data', version: BondChanged.version });

/** Keeps bonds as they stand; what is older than what is known changes nothing. */
export const keepBonds = async (manager: EntityManager, told: readonly BondChanged[]): Promise<void> => {
  const newest = new Map<string, BondChanged>();
  for (const bond of told) if ((newest.get(bond.number)?.version ?? 0) < bond.version) newest.set(bond.number, bond);
  const importers = await importersOf(manager, [...newest.values()]);
  await insertRows(
    manager,
    'bond_on_file',
    {
      ...{
        bond_number: 'text',
        version: 'int',
        entry_key: 'text',
        principal_accounts: 'jsonb',
        principal_id: 'bigint',
      },
      data: 'json',
    },
    [...newest.values()]
      .sort((a, b) => (a.number < b.number ? -1 : 1))
      .map(({ principal: { number }, principalAccounts, accountId: _filed, notify: _told, ...data }) => ({
        ...{ bond_number: data.number, version: data.version, data: storedBond.write(data) },
        entry_key: data.transaction?.type === '1' ? data.transaction.id : null,
        principal_accounts: principalAccounts,
        principal_id: isOfImporter(data) ? importers.get(importerIdentity(number)) : null,
      })),
    `ON CONFLICT (bond_number) DO UPDATE SET version = excluded.version, entry_key = excluded.entry_key, principal_accounts = excluded.principal_accounts,
       principal_id = excluded.principal_id, data = excluded.data WHERE bond_on_file.version < excluded.version`,
  );
};

const isOfImporter = ({ type, activityCode }: Pick<BondOnFile, 'type' | 'activityCode'>): boolean =>
  type === '8' && activityCode === IMPORTER;

/** Ids by which importers of continuous bonds are on record, by their numbers. */
const importersOf = async (manager: EntityManager, bonds: readonly BondChanged[]): Promise<Map<string, string>> => {
  const named = bonds.filter(isOfImporter).map(({ principal }) => importerIdentity(principal.number));
  const identities = [...new Set(named)].sort();
  if (identities.length === 0) return new Map();
  await manager.query(
    'INSERT INTO importer_on_record (importer_identity) SELECT unnest($1::text[]) ON CONFLICT DO NOTHING',
    [identities],
  );
  const rows: { id: string; identity: string }[] = await manager.query(
    'SELECT id, importer_identity AS identity FROM importer_on_record WHERE importer_identity = ANY($1::text[])',
    [identities],
  );
  return new Map(rows.map(({ id, identity }) => [identity, id]));
};

/**
 * Bonds by number, the single transaction bonds of entries (filer code and number), the bonds of principals' accounts, whenever these got the number of the principal, and the
 * continuous bonds of importers by their numbers; in the order of their own.
 */
export const bondsOf = async (
  manager: Pick<EntityManager, 'query'>,
  numbers: readonly string[],
  entries: readonly string[] = [],
  accounts: readonly string[] = [],
  importers: readonly string[] = [],
): Promise<BondOnFile[]> => {
  if (numbers.length + entries.length + accounts.length + importers.length === 0) return [];
  const rows: { data: unknown }[] = await manager.query(
    `SELECT data FROM bond_on_file WHERE bond_number = ANY($1) OR entry_key = ANY($2) OR principal_accounts ?| $3::text[] OR principal_id = ANY(ARRAY(
         SELECT i.id FROM importer_on_record i WHERE i.importer_identity = ANY($4::text[])
         UNION SELECT i.id FROM importer_account a JOIN importer_on_record i USING (importer_identity) WHERE a.account_id = ANY($3::uuid[])))
       ORDER BY bond_number`,
    [numbers, entries, accounts, importers.map(importerIdentity)],
  );
  return rows.map(({ data }) => storedBond.read(data));
};

/** What a surety is liable for in a bond, in whole dollars; null where it is none of its sureties. Who insures the surety owes nothing to CBP by that. */
export const liableDollars = ({ sureties, amountDollars }: BondOnFile, suretyCode: string | null): number | null => {
  const surety = sureties.find(({ role, code }) => role !== 'reinsurer' && code === suretyCode);
  return surety ? (surety.liabilityDollars ?? amountDollars) : null;
};

/**
 * The annual period of a continuous bond in which a day is: it is a separate bond for each (CBP form 301), good for its amount once in every one. Null of a single transaction bond,
 * which is good for its amount once.
 */
export const periodOf = (
  { type, effectiveOn, executedOn }: Pick<BondOnFile, 'type' | 'effectiveOn' | 'executedOn'>,
  on: CustomsDate,
): { readonly from: CustomsDate; readonly until: CustomsDate } | null => {
  if (type !== '8') return null;
  const first = effectiveOn ?? executedOn;
  const years = Number(on.slice(0, 4)) - Number(first.slice(0, 4));
  const year = addMonths(first, 12 * years) > on ? years - 1 : years;
  return { from: addMonths(first, 12 * year), until: addMonths(first, 12 * (year + 1)) };
};

/**
 * The bond in which a surety answers for what happened on a day: the single transaction bond of an entry, else the importer's continuous bond that was in force.
 *
 * @param bonds of the entries and of the principals of a case
 */
export const bondThatAnswers = (
  bonds: readonly BondOnFile[],
  { suretyCode, entries, on }: { suretyCode: string | null; entries: readonly string[]; on: CustomsDate },
): string | null => {
  const liable = bonds.filter((bond) => bond.state !== 'void' && liableDollars(bond, suretyCode) !== null);
  const single = liable.findLast(({ transaction }) => transaction?.type === '1' && entries.includes(transaction.id));
  const continuous = liable.find(
    ({ type, activityCode, effectiveOn, executedOn, terminatesOn }) =>
      isOfImporter({ type, activityCode }) &&
      (effectiveOn ?? executedOn) <= on &&
      (terminatesOn === null || on < terminatesOn),
  );
  return (single ?? continuous)?.number ?? null;
};
