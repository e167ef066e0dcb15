import { type Asking, CBP_VIEWERS, type CbpViewer } from '#access';
import { actingPerson } from '#service';

export type { KnownAccount } from '#access';

/** Roles with authority in a downtime, the least first. */
export const OFFICER_ROLES = ['officer', 'port director', 'headquarters'] as const satisfies readonly CbpViewer[];
export type OfficerRole = (typeof OFFICER_ROLES)[number];

/** Who looks: the person and the account of the key, with the greatest of its roles. */
export interface Looker {
  readonly accountId: string;
  /** The account's name. */
  readonly name: string;
  /** To whom the key was issued; null for a key of nobody by name, which gives no orders. */
  readonly person: string | null;
  readonly role: CbpViewer;
  readonly ports: readonly string[];
}

/** Who acts. Headquarters acts for all ports, the others for their own. */
export interface Officer extends Looker {
  readonly role: OfficerRole;
}

/** Who gives an order and for which account. @throws Problem as `actingPerson` */
export const doerOf = (
  { accountId, person }: Officer,
  typed?: string | null,
): { accountId: string; person: string } => ({ accountId, person: actingPerson(person, typed) });

/** Who asks, by the greatest of these roles: rights let nobody come so far who has none of them. */
const as = <R extends CbpViewer>(
  { account, person, viewers, ports }: Asking,
  roles: readonly R[],
): Looker & { role: R } => {
  const role = viewers.find((viewer): viewer is R => (roles as readonly string[]).includes(viewer))!;
  return { accountId: account.accountId, name: account.name, person, role, ports };
};
export const lookerOf = (asking: Asking): Looker => as(asking, CBP_VIEWERS);
export const officerOf = (asking: Asking): Officer => as(asking, OFFICER_ROLES);

/** Headquarters and auditors look at all ports. */
export const servesPort = ({ role, ports }: Looker, port: string): boolean =>
  role === 'headquarters' || role === 'auditor' || ports.includes(port);
