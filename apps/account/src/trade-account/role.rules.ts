import {
  CBP_VIEWERS,
  FUNCTIONS,
  isViewer,
  type Leave,
  type Rank,
  type RecordKind,
  TRADE_VIEWERS,
  type Viewer,
} from '#access';
import type { FieldError } from '#kernel';

/** Kinds of account that are an office of CBP. */
const CBP_KINDS: readonly string[] = ['officer', 'port director', 'headquarters'];
const OPERATORS: readonly string[] = ['operator'];

export type AccountSide = 'trade' | 'CBP' | 'operator';
export const sideOf = (kinds: readonly string[]): AccountSide =>
  kinds.some((kind) => CBP_KINDS.includes(kind))
    ? 'CBP'
    : kinds.some((kind) => OPERATORS.includes(kind))
      ? 'operator'
      : 'trade';

/** Roles that people may have in an account. A machine is none of them: it has a key and no name. */
const ROLES: Readonly<Record<AccountSide, readonly Viewer[]>> = {
  trade: TRADE_VIEWERS.filter((viewer) => viewer !== 'machine'),
  CBP: CBP_VIEWERS,
  operator: ['operator'],
};
export const rolesFor = (side: AccountSide): readonly Viewer[] => ROLES[side];

/** Which right giving or ending a role needs. */
export const rightForRole = (role: Viewer): RecordKind => {
  if (role === 'owner' || role === 'proxy owner') return 'proxy owner';
  return role === 'user' ? 'person' : 'role at CBP';
};

export interface WantedRole {
  readonly role: string;
  readonly leaves: Readonly<Record<string, string>> | null;
  readonly ports: readonly string[];
  readonly center: string | null;
  /** ISO 8601. */
  readonly from: string;
  readonly to: string | null;
}

/** What is wrong with a role as it was asked for; empty when it is sound. Owners and proxies have leave for everything, a user only for what is named. */
export const roleFaults = (
  wanted: WantedRole,
  side: AccountSide,
  { owner = false }: { owner?: boolean } = {},
): FieldError[] => {
  const found: FieldError[] = [];
  const roles = rolesFor(side);
  if (!isViewer(wanted.role) || !roles.includes(wanted.role))
    found.push({ at: '/role', text: `'${wanted.role}' is none of the roles in such an account: ${roles.join(', ')}` });
  if (wanted.role === 'owner' && !owner)
    found.push({ at: '/role', text: 'is not given: the owner hands the account over', remedy: 'POST …/owner' });
  if (wanted.role === 'user' && wanted.leaves === null)
    found.push({
      at: '/leaves',
      text: `is missing: a user has leave to read or write by function (${FUNCTIONS.join(', ')})`,
    });
  if (wanted.role !== 'user' && wanted.leaves !== null)
    found.push({ at: '/leaves', text: `is for users: ${wanted.role} has no limits by function` });
  found.push(...leaveFaults(wanted.leaves, '/leaves'));
  if (side === 'trade' && wanted.ports.length > 0) found.push({ at: '/ports', text: 'is for people of CBP' });
  if (side !== 'CBP' && wanted.center !== null) found.push({ at: '/center', text: 'is for people of CBP' });
  if (wanted.to !== null && wanted.to <= wanted.from) found.push({ at: '/to', text: 'is not after the first instant' });
  return found;
};

export const leaveFaults = (leaves: Readonly<Record<string, string>> | null, at: string): FieldError[] =>
  Object.entries(leaves ?? {}).flatMap(([name, leave]) => {
    if (!(FUNCTIONS as readonly string[]).includes(name))
      return [{ at: `${at}/${name}`, text: `is no function: ${FUNCTIONS.join(', ')}` }];
    return leave === 'read' || leave === 'write' ? [] : [{ at: `${at}/${name}`, text: "must be 'read' or 'write'" }];
  });

export const asLeaves = (leaves: Readonly<Record<string, string>> | null): Rank['leaves'] =>
  leaves as Readonly<Record<string, Leave>> | null;

/** Roles as a Markdown table for the documents of partners. */
export const rolesTable = (): string => {
  const says: Readonly<Record<string, string>> = {
    owner:
      'one person; everything in the account, and only the owner makes proxies, hands the account over and merges it',
    'proxy owner': 'everything but making proxies, handing over and merging',
    user: 'reads or writes, by function',
  };
  return ['| role | may |', '|---|---|', ...rolesFor('trade').map((role) => `| ${role} | ${says[role]} |`)].join('\n');
};
