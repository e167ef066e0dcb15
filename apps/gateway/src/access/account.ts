import type { AccountChanged } from '#contracts';

/** What the gateway must know of an account to let it in: the owner's last word on it. */
export type Account = Omit<AccountChanged, 'apiKeyHashes' | 'version'>;

export type AccountKind = AccountChanged['kinds'][number];
