import type { AccountChanged } from '#contracts';

/** Whether the account has somebody who can answer for it. */
export const hasOwner = ({ people }: Pick<AccountChanged, 'people'>, now: Date): boolean => {
  const at = now.toISOString();
  return (people ?? []).some(({ role, from, to }) => role === 'owner' && from <= at && (to === null || at < to));
};

/** What is done about an account without one. */
export const givesOwner = (accountId: string): string =>
  `An account manager or headquarters gives it one (POST /accounts/${accountId}/people of the account service).`;
