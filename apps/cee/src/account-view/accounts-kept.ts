import type { AccountChanged } from '#contracts';
import type { UnitOfWork } from '#messaging';
import { followMergers, noticesFollowNumbers, numbersOf } from '../account-mergers/account-mergers';
import { keepImporterAccounts } from '../assignments/importer-accounts.repository';
import { moveParticipations, standingsWait } from '../trusted-benefits/account-standing';
import { importerIdentity } from '../importer/importer-identity';

/**
 * What cee keeps of accounts besides who is let in: whose importer numbers are, that what an account has here goes on with the one into which it was merged, and that the
 * standing of trusted traders follows their account.
 * An older version never replaces a newer one.
 */
export const keepOfAccounts = async (unit: UnitOfWork, told: readonly AccountChanged[]): Promise<void> => {
  const before = await knownBefore(unit, told);
  const accounts = told.filter(({ accountId, version }) => version >= (before.get(accountId) ?? 0));
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
};

/** The version that was known of accounts. */
const knownBefore = async (
  { manager }: UnitOfWork,
  accounts: readonly AccountChanged[],
): Promise<Map<string, number>> => {
  const rows: { id: string; version: number }[] = await manager.query(
    'SELECT id, version FROM account WHERE id = ANY($1::uuid[])',
    [accounts.map(({ accountId }) => accountId)],
  );
  return new Map(rows.map(({ id, version }) => [id, version]));
};
