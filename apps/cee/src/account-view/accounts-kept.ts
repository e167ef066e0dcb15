import { storedAccount } from '#access';
import type { AccountChanged } from '#contracts';
import type { UnitOfWork } from '#messaging';
import { keepImporterAccounts } from '../assignments/importer-accounts.repository';
import { importerIdentity } from '../importer/importer-identity';
import { judgeWorkOf } from '../work/work-item.repository';

/** What cee keeps of accounts besides who is let in: whose importer numbers are, and that work of those whose trusted standing changed is judged anew. */
export const keepOfAccounts = async (unit: UnitOfWork, accounts: readonly AccountChanged[]): Promise<void> => {
  const before = await trustedBefore(unit, accounts);
  await keepImporterAccounts(unit, accounts);
  const changed = accounts.filter(({ accountId, trusted }) => before.get(accountId) !== JSON.stringify(trusted ?? []));
  await judgeWorkOf(
    unit,
    changed.flatMap(({ importerNumbers }) => importerNumbers.map(importerIdentity)),
  );
};

/** Standing as trusted traders that was known of accounts, as text. */
const trustedBefore = async (
  { manager }: UnitOfWork,
  accounts: readonly AccountChanged[],
): Promise<Map<string, string>> => {
  const rows: { id: string; data: unknown }[] = await manager.query(
    'SELECT id, data FROM account WHERE id = ANY($1::uuid[])',
    [accounts.map(({ accountId }) => accountId)],
  );
  return new Map(rows.map(({ id, data }) => [id, JSON.stringify(storedAccount.read(data).trusted ?? [])]));
};
