import type { EntityManager } from 'typeorm';
import { type Asking, askingAs, emailDigest, may } from '#access';
import { heldAccount, stateOf } from '../trade-account/held-account';

/** While the account is suspended or deactivated: it may come back, and its schedules with it. */
export const NOT_IN_FORCE = 'the account is not in force';
const WHY: Readonly<Record<Exclude<ReturnType<typeof askingAs>, Asking>, string>> = {
  merged: 'the account was merged into another one',
  'not in force': NOT_IN_FORCE,
  'no role any more': 'who scheduled it has no role in the account any more',
  'not from here': 'who scheduled it may not ask from here',
};

/** Why somebody may not see reports of the account at an instant, for the notice; null where they may. */
export const lostRight = async (
  manager: EntityManager,
  accountId: string,
  personId: string,
  at: Date,
): Promise<string | null> => {
  const [person]: { email: string }[] = await manager.query('SELECT email FROM person WHERE id = $1', [personId]);
  const {
    apiKeyHashes: _hashes,
    keyPersons: _persons,
    keyTerms: _terms,
    ...account
  } = stateOf(await heldAccount(manager, accountId, false));
  const asking = person ? askingAs(account, emailDigest(person.email), at.toISOString()) : 'no role any more';
  if (typeof asking === 'string') return WHY[asking];
  return may(asking, 'see', 'report', 'own') ? null : 'who scheduled it may not see reports of the account any more';
};

/** Why nothing is made for an account any more, for the notice: it was merged; null where it was not. */
export const mergedAway = async (manager: EntityManager, accountId: string): Promise<string | null> => {
  const [account] = await manager.query('SELECT 1 FROM account WHERE id = $1 AND merged_into IS NOT NULL', [accountId]);
  return account ? WHY.merged : null;
};
