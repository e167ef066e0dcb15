import type { KnownAccount } from '#access';

/** What the gateway must know of an account to let it in: the owner's last word on it. */
export type Account = Omit<KnownAccount, 'version'>;

/** Whose key it is: an account, and the person to whom it was issued; null where it was issued to nobody by name. */
export interface KeyHolder {
  readonly account: Account;
  readonly person: string | null;
}
