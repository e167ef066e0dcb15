import { type Act, type Asking, may, type RecordKind } from '#access';
import { actingPerson, Problem } from '#service';
import type { EntityManager } from 'typeorm';
import { withMerged } from '../../activity-log/merged-logs';

/** Who hands in, opens or links: the person of the key, or a machine of the account. */
export const callerName = ({ person, account }: Asking): string => person ?? `a machine of ${account.name}`;

/** How somebody comes in: an account by REST, everybody else from CBP. */
export const callerChannel = (asking: Asking): string => (isOfTrade(asking) ? 'REST' : 'CBP');

/** The person of CBP who gives an order. @throws Problem as `actingPerson` */
export const ordering = ({ person }: Asking): string => actingPerson(person);

const isOfTrade = (asking: Asking): boolean => !may(asking, 'see', 'document', 'any');

/** Whether who asks may do this to a record of this account. What was an account's before it was merged belongs to the one that goes on. */
export const mayWith = async (
  manager: EntityManager,
  asking: Asking,
  act: Act,
  record: RecordKind,
  accountId: string,
): Promise<boolean> =>
  may(asking, act, record, 'any') ||
  (may(asking, act, record, 'own') && (await withMerged(manager, asking.account.accountId)).includes(accountId));

/** The account whose records are asked for; undefined for those of all. @throws Problem `not-found` for one that is not shown */
export const accountAsked = (asking: Asking, record: RecordKind, accountId: string | undefined): string | undefined => {
  if (may(asking, 'see', record, 'any')) return accountId;
  const own = asking.account.accountId;
  if (accountId !== undefined && accountId !== own) throw new Problem('not-found', `There is no account ${accountId}.`);
  return own;
};
