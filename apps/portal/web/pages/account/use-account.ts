import { useParams } from '@tanstack/react-router';
import { chosenAccount } from '../../api/call';
import { useOwnAccounts } from '../../api/session';

/** The account that the page is about, and whether who looks works in it. */
export function useAccount(): {
  accountId: string;
  base: string;
  isOwn: boolean;
  /** Whether who works in it is a person, and not a program with a key of the account. */
  isPerson: boolean;
  name: string | null;
} {
  const { accountId = '' } = useParams({ strict: false }) as { accountId?: string };
  const { data } = useOwnAccounts();
  const own = data?.accounts.find((one) => one.accountId === accountId);
  // Who works in several accounts asks from the one that is looked at.
  if (own && data!.accounts.length > 1 && chosenAccount.get() !== accountId) chosenAccount.set(accountId);
  const isPerson = own?.roles.some((role) => role !== 'machine') ?? false;
  return { accountId, base: `/account/${accountId}`, isOwn: own !== undefined, isPerson, name: own?.name ?? null };
}
