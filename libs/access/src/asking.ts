import { BlockList, isIPv4, isIPv6 } from 'node:net';
import type { AccountChanged } from '#contracts';
import { FUNCTIONS, type Leave, type Rank, type Viewer, VIEWERS, type WorkFunction } from './viewers';

/** An account as a service keeps it: its owner's last word, without keys. */
export type KnownAccount = Omit<AccountChanged, 'apiKeyHashes' | 'keyPersons' | 'keyTerms'>;

/** What is known of a key in force beside whose account it opens. */
export interface KeyTerms {
  /** To whom it was issued; null for a key of nobody by name. */
  readonly person: string | null;
  /** Set where that is one of the account's people. */
  readonly personId: string | null;
  readonly leaves: Rank['leaves'];
  /** ISO 8601; null for no end. */
  readonly until: string | null;
  readonly addresses: readonly string[];
}

export const NO_TERMS: KeyTerms = { person: null, personId: null, leaves: null, until: null, addresses: [] };

/** Who asks: an account, the person of it, and what both are worth at the moment. */
export interface Asking extends Rank {
  readonly account: KnownAccount;
  /** Whose key it is; null for a key that was issued to nobody by name, which gives no orders. */
  readonly person: string | null;
  readonly personId: string | null;
  /** Ports served, for people of CBP. */
  readonly ports: readonly string[];
  /** Center served, for people of CBP. */
  readonly center: string | null;
}

/** The greatest first: who has several roles acts in it. */
const GREATEST_FIRST: readonly Viewer[] = [
  'headquarters',
  'port director',
  'Center director',
  'team lead',
  'account manager',
  'FP&F officer',
  'Center specialist',
  'officer',
  'auditor',
  'operator',
  'partner agency',
  'owner',
  'proxy owner',
  'user',
  'machine',
];

/** Kinds of account that stand for a role: the office, where the person is on the key. */
const OFFICES: readonly string[] = ['headquarters', 'port director', 'officer', 'operator'] satisfies Viewer[];

/** Why a key opens nothing at the moment, or at this address. */
export type Refusal = 'not in force' | 'not from here' | 'no role any more' | 'merged';

/** Who asks with a key, at an instant (ISO 8601), from a network address; or why the key opens nothing. */
export const askingWith = (account: KnownAccount, terms: KeyTerms, at: string, address: string): Asking | Refusal => {
  if (account.mergedInto) return 'merged';
  if (!account.active || (terms.until !== null && terms.until <= at)) return 'not in force';
  if (terms.addresses.length > 0 && !isWithin(terms.addresses, address)) return 'not from here';
  const { person, personId } = terms;
  if (personId === null) {
    const offices = GREATEST_FIRST.filter(
      (viewer) => OFFICES.includes(viewer) && (account.kinds as string[]).includes(viewer),
    );
    return {
      account,
      person,
      personId,
      viewers: offices.length > 0 ? offices : isAgency(account) ? ['partner agency'] : ['machine'],
      leaves: terms.leaves,
      ports: account.ports,
      center: null,
    };
  }
  return asPerson(
    account,
    (account.people ?? []).filter((role) => role.personId === personId),
    terms,
    at,
  );
};

type Role = NonNullable<KnownAccount['people']>[number];

/** Who asks with a token as a person in an account; or why the person is nobody there at the moment. */
export const askingAs = (account: KnownAccount, emailDigest: string, at: string): Asking | Refusal => {
  if (account.mergedInto) return 'merged';
  if (!account.active) return 'not in force';
  return asPerson(
    account,
    (account.people ?? []).filter((role) => role.emailDigest === emailDigest),
    NO_TERMS,
    at,
  );
};

const asPerson = (
  account: KnownAccount,
  all: readonly Role[],
  { person, leaves }: KeyTerms,
  at: string,
): Asking | Refusal => {
  const roles = all.filter((role) => role.from <= at && (role.to === null || at < role.to));
  const held = GREATEST_FIRST.filter((viewer) => roles.some(({ role }) => role === viewer));
  if (held.length === 0) return 'no role any more';
  const viewers: readonly Viewer[] =
    isAgency(account) && roles.some(decidesForAgency) ? ['partner agency', ...held] : held;
  const ports = [...new Set(roles.flatMap((role) => role.ports))];
  return {
    account,
    person: person ?? roles[0]!.name,
    personId: roles[0]!.personId,
    viewers,
    leaves: atMost(leaves, leavesOf(roles.map((role) => role.leaves as Rank['leaves']))),
    ports: ports.length > 0 ? ports : account.ports,
    center: roles.find((role) => role.center !== null)?.center ?? null,
  };
};

const isAgency = ({ agencyCodes = [] }: KnownAccount): boolean => agencyCodes.length > 0;
/** In the account of an agency: its owner and proxies, and users who may file. */
const decidesForAgency = ({ role, leaves }: Role): boolean =>
  role === 'owner' || role === 'proxy owner' || (role === 'user' && leaves?.['filing'] === 'write');

/** Of several roles, the more that any gives. */
const leavesOf = (all: readonly Rank['leaves'][]): Rank['leaves'] => {
  if (all.includes(null)) return null;
  const most: Partial<Record<WorkFunction, Leave>> = {};
  for (const leaves of all)
    for (const name of FUNCTIONS) {
      const leave = leaves?.[name];
      if (leave && most[name] !== 'write') most[name] = leave;
    }
  return most;
};

/** A person's key may be worth less than the person, never more. */
const atMost = (key: Rank['leaves'], person: Rank['leaves']): Rank['leaves'] => {
  if (key === null) return person;
  if (person === null) return key;
  return Object.fromEntries(
    FUNCTIONS.flatMap((name) => {
      const [one, other] = [key[name], person[name]];
      return one && other ? [[name, one === 'write' && other === 'write' ? 'write' : 'read']] : [];
    }),
  );
};

const lists = new Map<string, BlockList>();
const LISTS_KEPT = 10_000;

const isWithin = (networks: readonly string[], address: string): boolean => {
  const plain = address.startsWith('::ffff:') ? address.slice(7) : address;
  const key = networks.join(' ');
  let list = lists.get(key);
  if (!list) {
    list = new BlockList();
    for (const network of networks) {
      const [base, bits] = network.split('/') as [string, string | undefined];
      if (isIPv4(base)) list.addSubnet(base, Number(bits ?? 32), 'ipv4');
      else if (isIPv6(base)) list.addSubnet(base, Number(bits ?? 128), 'ipv6');
    }
    if (lists.size >= LISTS_KEPT) lists.clear();
    lists.set(key, list);
  }
  return list.check(plain, isIPv6(plain) ? 'ipv6' : 'ipv4');
};

/** Whether it is a network as a key's terms name it. */
export const isNetwork = (text: string): boolean => {
  const [base = '', bits, ...more] = text.split('/');
  const most = isIPv4(base) ? 32 : isIPv6(base) ? 128 : -1;
  return most > 0 && more.length === 0 && (bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= most));
};

export const isViewer = (text: string): text is Viewer => (VIEWERS as readonly string[]).includes(text);
