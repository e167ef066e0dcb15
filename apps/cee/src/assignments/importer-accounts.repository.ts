import type { AccountChanged } from '#contracts';
import type { UnitOfWork } from '#messaging';
import { insertRows } from '#persistence';
import { importerIdentity } from '../importer/importer-identity';

/** Keeps which importer numbers belong to one account: an assignment of one of them counts for the others. */
export const keepImporterAccounts = async (
  { manager }: UnitOfWork,
  accounts: readonly AccountChanged[],
): Promise<void> => {
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
};
