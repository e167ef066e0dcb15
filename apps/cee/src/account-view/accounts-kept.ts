import { storedAccount } from '#access';
import type { AccountChanged } from '#contracts';
import type { UnitOfWork } from '#messaging';
import { followMergers, noticesFollowNumbers, numbersOf } from '../account-mergers/account-mergers';
import { keepImporterAccounts } from '../assignments/importer-accounts.repository';
import { importerIdentity } from '../importer/importer-identity';
import { moveParticipations, standingsWait } from '../trusted-benefits/account-standing';
import { judgeWorkOf } from '../work/work-item.repository';

/**
 * What cee keeps of accounts besides who is let in: whose importer numbers are, that what an account has here goes on with the one into which it was merged, and that work
 * of those whose trusted standing changed is judged anew.
 * An older version never replaces a newer one.
 */
export const keepOfAccounts = async (unit: UnitOfWork, told: readonly AccountChanged[]): Promise<void> => {
  const before = await knownBefore(unit, told);
  const accounts = told.filter(({ accountId, version }) => version >= (before.get(accountId)?.version ?? 0));
  if (accounts.length === 0) return;
  const had = await numbersOf(
    unit.manager,
    accounts.map(({ accountId }) => accountId),
  );
  await keepImporterAccounts(unit, accounts);
  for (const { accountId, mergedInto } of accounts)
    if (mergedInto) await moveParticipations(unit.manager, accountId, mergedInto);
  await standingsWait(unit.manager, 'The account changed', { accounts: accounts.map(({ accountId }) => accountId) });
  await followMergers(
    unit.manager,
    accounts.flatMap(({ accountId, mergedInto }) => (mergedInto ? [{ from: accountId, to: mergedInto }] : [])),
  );
  await noticesFollowNumbers(unit.manager, [
    ...new Set([...had, ...accounts.flatMap(({ importerNumbers }) => importerNumbers.map(importerIdentity))]),
  ]);
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
