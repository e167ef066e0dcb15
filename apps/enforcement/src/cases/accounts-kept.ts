import type { EntityManager } from 'typeorm';
import type { AccountChanged } from '#contracts';
import type { UnitOfWork } from '#messaging';
import { insertRows } from '#persistence';
import { importerIdentity } from '../accounts/account-numbers';
import { lockCases } from './case-row';

/**
 * What is kept of accounts besides who is let in: whose importer numbers are, codes of sureties, and that cases and bonds go on with the account into which a party's, a
 * principal's, or that of who acts for it, was merged. An older version never replaces a newer one.
 *
 * @returns the active accounts that were told of
 */
export const keepOfAccounts = async ({ manager }: UnitOfWork, told: readonly AccountChanged[]): Promise<string[]> => {
  const ids = told.map(({ accountId }) => accountId);
  const known = new Map<string, number>(
    (await manager.query('SELECT id, version FROM account WHERE id = ANY($1::uuid[])', [ids])).map(
      ({ id, version }: { id: string; version: number }) => [id, version],
    ),
  );
  const accounts = told.filter(({ accountId, version }) => version >= (known.get(accountId) ?? 0));
  if (accounts.length === 0) return [];
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
  const merged = accounts.flatMap(({ accountId, mergedInto }) => (mergedInto ? [accountId] : []));
  if (merged.length > 0) {
    const cases: { id: string }[] = await manager.query(
      'SELECT case_id AS id FROM case_party WHERE account_id = ANY($1::uuid[]) UNION SELECT case_id FROM case_representative WHERE account_id = ANY($1::uuid[])',
      [merged],
    );
    // Always the case first, as who petitions in it holds it.
    await lockCases(
      manager,
      cases.map(({ id }) => id),
    );
  }
  for (const { accountId, mergedInto } of accounts)
    if (mergedInto) {
      await manager.query('UPDATE case_party SET account_id = $2 WHERE account_id = $1', [accountId, mergedInto]);
      await manager.query(
        'UPDATE bond_on_file SET principal_accounts = (principal_accounts - $1 - $2) || to_jsonb($2::text) WHERE principal_accounts ? $1',
        [accountId, mergedInto],
      );
      await manager.query(
        `UPDATE case_representative r SET account_id = $2 WHERE r.account_id = $1 AND NOT EXISTS (
           SELECT 1 FROM case_representative o WHERE o.account_id = $2 AND o.case_id = r.case_id AND o.place = r.place AND o.ended_at IS NULL AND r.ended_at IS NULL)`,
        [accountId, mergedInto],
      );
    }
  await keepSureties(manager, accounts);
  return accounts.filter(({ active, mergedInto }) => active && !mergedInto).map(({ accountId }) => accountId);
};

const keepSureties = async (manager: EntityManager, accounts: readonly AccountChanged[]): Promise<void> => {
  await manager.query('DELETE FROM surety_account WHERE account_id = ANY($1::uuid[])', [
    accounts.map(({ accountId }) => accountId),
  ]);
  await insertRows(
    manager,
    'surety_account',
    { account_id: 'uuid', surety_code: 'text' },
    accounts.flatMap(({ accountId, suretyCodes = [] }) =>
      suretyCodes.map((code) => ({ account_id: accountId, surety_code: code })),
    ),
    'ON CONFLICT DO NOTHING',
  );
};
