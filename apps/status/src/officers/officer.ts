import type { AccountChanged } from '#contracts';

/** An account as the status service keeps it. */
export type KnownAccount = Omit<AccountChanged, 'apiKeyHashes' | 'abi'>;

export const OFFICER_ROLES = ['officer', 'port director', 'headquarters'] as const;
export type OfficerRole = (typeof OFFICER_ROLES)[number];

/** Who acts: the account of the key, with the greatest of its roles. Headquarters acts for all ports, the others for their own. */
export interface Officer {
  readonly accountId: string;
  /** The account's name; the person's own name comes with each act. */
  readonly name: string;
  readonly role: OfficerRole;
  readonly ports: readonly string[];
}

/** The officer an account stands for, or null when it is no officer's. */
export const officerOf = ({ accountId, name, kinds, ports }: KnownAccount): Officer | null => {
  const role = [...OFFICER_ROLES].reverse().find((r) => kinds.includes(r));
  return role ? { accountId, name, role, ports } : null;
};

export const servesPort = ({ role, ports }: Officer, port: string): boolean => role === 'headquarters' || ports.includes(port);
