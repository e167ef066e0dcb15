import { storedAccount } from '#access';
import type { AccountChanged } from '#contracts';
import type { UnitOfWork } from '#messaging';
import { keepImporterAccounts } from '../assignments/importer-accounts.repository';
import { importerIdentity } from '../importer/importer-identity';
import { moveParticipations, standingsWait } from '../trusted-benefits/account-standing';
import { giveNoticesOn } from '../notices/notice.repository';
import { judgeWorkOf } from '../work/work-item.repository';

/**
 * What cee keeps of accounts besides who is let in: whose importer numbers are, that requests and notices go on with the account into which theirs was merged, and that work
 * of those whose trusted standing changed is judged anew.
 * An older version never replaces a newer one.
 */
export const keepOfAccounts = async (unit: UnitOfWork, told: readonly AccountChanged[]): Promise<void> => {
  const before = await knownBefore(unit, told);
  const accounts = told.filter(({ accountId, version }) => version >= (before.get(accountId)?.version ?? 0));
  if (accounts.length === 0) return;
  await keepImporterAccounts(unit, accounts);
  for (const { accountId, mergedInto } of accounts)
    if (mergedInto) await moveParticipations(unit.manager, accountId, mergedInto);
  await standingsWait(unit.manager, 'The account changed', { accounts: accounts.map(({ accountId }) => accountId) });
  await giveNoticesOn(
    unit.manager,
    accounts.flatMap(({ accountId, mergedInto }) => (mergedInto ? [{ from: accountId, to: mergedInto }] : [])),
  );
  const changed = accounts.filter(
    ({ accountId, trusted }) => before.get(accountId)?.trusted !== JSON.stringify(trusted ?? []),
  );
  await judgeWorkOf(
    unit,
    changed.flatMap(({ importerNumbers }) => importerNumbers.map(importerIdentity)),
  );
};

/** The version that was known of accounts, and their standing as trusted traders, as text. */
const knownBefore = async (
  { manager }: UnitOfWork,
  accounts: readonly AccountChanged[],
): Promise<Map<string, { version: number; trusted: string }>> => {
  const rows: { id: string; version: number; data: unknown }[] = await manager.query(
    'SELECT id, version, data FROM account WHERE id = ANY($1::uuid[])',
    [accounts.map(({ accountId }) => accountId)],
  );
  return new Map(
    rows.map(({ id, version, data }) => [
      id,
      { version, trusted: JSON.stringify(storedAccount.read(data).trusted ?? []) },
    ]),
  );
};
