import type { EntityManager } from 'typeorm';
import type { AccountChanged } from '#contracts';
import { parseImporterNumber } from '#kernel';
import type { UnitOfWork } from '#messaging';
import { insertRows } from '#persistence';

/** Normal form of an importer number, so that `12-3456789` and `12-345678900` are one importer; text of another form stands for itself. */
export const importerIdentity = (text: string): string => {
  const number = parseImporterNumber(text);
  return number.ok ? number.value.text : text.trim().toUpperCase();
};

/**
 * What is kept of accounts besides who is let in: whose importer numbers are, and that cases go on with the account into which a party's was merged, and come to one that is
 * opened with the number of an importer who is a party. An older version never replaces a newer one.
 */
export const keepOfAccounts = async ({ manager }: UnitOfWork, told: readonly AccountChanged[]): Promise<void> => {
  const ids = told.map(({ accountId }) => accountId);
  const known = new Map<string, number>(
    (await manager.query('SELECT id, version FROM account WHERE id = ANY($1::uuid[])', [ids])).map(
      ({ id, version }: { id: string; version: number }) => [id, version],
    ),
  );
  const accounts = told.filter(({ accountId, version }) => version >= (known.get(accountId) ?? 0));
  if (accounts.length === 0) return;
  await manager.query('DELETE FROM importer_account WHERE account_id = ANY($1::uuid[])', [
    accounts.map(({ accountId }) => accountId),
  ]);
  await insertRows(
    manager,
    'importer_account',
    { account_id: 'uuid', importer_identity: 'text' },
    accounts.flatMap(({ accountId, importerNumbers }) =>
      importerNumbers.map((number) => ({ account_id: accountId, importer_identity: importerIdentity(number) })),
    ),
    'ON CONFLICT DO NOTHING',
  );
  for (const { accountId, mergedInto } of accounts)
    if (mergedInto)
      await manager.query('UPDATE case_party SET account_id = $2 WHERE account_id = $1', [accountId, mergedInto]);
  await manager.query(
    `UPDATE case_party p SET account_id = a.account_id
     FROM enforcement_case c JOIN importer_on_record i ON i.id = c.importer_id JOIN importer_account a USING (importer_identity)
     WHERE p.case_id = c.id AND p.by_importer AND p.account_id IS NULL AND a.account_id = ANY($1::uuid[])`,
    [accounts.filter(({ active, mergedInto }) => active && !mergedInto).map(({ accountId }) => accountId)],
  );
};

/** The active account that has an importer's number now; null where none has. */
export const accountOfImporter = async (
  manager: Pick<EntityManager, 'query'>,
  importer: string,
): Promise<string | null> => {
  const [row] = await manager.query(
    `SELECT i.account_id AS id FROM importer_account i JOIN account a ON a.id = i.account_id WHERE a.active AND i.importer_identity = $1 ORDER BY a.id LIMIT 1`,
    [importerIdentity(importer)],
  );
  return row?.id ?? null;
};
