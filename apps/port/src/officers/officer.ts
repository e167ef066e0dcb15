import type { AccountChanged } from '#contracts';
import { actingPerson } from '#service';

/** An account as the port service keeps it. */
export type KnownAccount = Omit<AccountChanged, 'apiKeyHashes' | 'keyPersons' | 'abi'>;

export const OFFICER_ROLES = ['officer', 'port director', 'headquarters'] as const;
export type OfficerRole = (typeof OFFICER_ROLES)[number];

/** Who acts: the person and the account of the key, with the greatest of its roles. Headquarters acts for all ports, the others for their own. */
export interface Officer {
  readonly accountId: string;
  /** The account's name. */
  readonly name: string;
  /** To whom the key was issued; null for a key of nobody by name, which gives no orders. */
  readonly person: string | null;
  readonly role: OfficerRole;
  readonly ports: readonly string[];
}

/** Who gives an order and for which account. @throws Problem as `actingPerson` */
export const doerOf = (
  { accountId, person }: Officer,
  typed?: string | null,
): { accountId: string; person: string } => ({ accountId, person: actingPerson(person, typed) });

/** The officer an account stands for, or null when it is no officer's. */
export const officerOf = ({ accountId, name, kinds, ports }: KnownAccount, person: string | null): Officer | null => {
  const role = [...OFFICER_ROLES].reverse().find((r) => kinds.includes(r));
  return role ? { accountId, name, person, role, ports } : null;
};

export const servesPort = ({ role, ports }: Officer, port: string): boolean =>
  role === 'headquarters' || ports.includes(port);
