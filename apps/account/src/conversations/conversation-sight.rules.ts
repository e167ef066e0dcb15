import type { Asking, Viewer } from '#access';

/** Offices of CBP that take part, and what tells one from another of its kind. A drawback office is that of a Center. */
export const OFFICE_KINDS = ['port', 'Center', 'FP&F', 'drawback office'] as const;
export type OfficeKind = (typeof OFFICE_KINDS)[number];

const PLACE = '(?:\\d{4})';
const CENTER = 'CEE0(?:0[1-9]|10)';
/** `port 2704`, `FP&F 2704`, `Center CEE009`, `drawback office CEE009`. */
export const OFFICE_FORM = new RegExp(`^(?:(?:port|FP&F) ${PLACE}|(?:Center|drawback office) ${CENTER})$`);

export const officeAt = (kind: OfficeKind, place: string): string => `${kind} ${place}`;

/** Who gets to take part beside the account holder, by a grant of its owner. */
export const GRANT_ROLES = ['broker', 'counsel', 'surety', 'importer'] as const;
export type GrantRole = (typeof GRANT_ROLES)[number];

/** Which conversations are shown to who asks. */
export interface Sight {
  /** Of the trade: the account and what was merged into it. It sees its own conversations and those of grants in force to one of them. */
  readonly accountIds: readonly string[];
  /** Of CBP: the offices that it is of. A kind alone is every office of the kind. */
  readonly offices: readonly string[];
  /** Of CBP: all there are. */
  readonly all: boolean;
}

/** Who takes part in a conversation at this moment. */
export interface Parties {
  readonly accountId: string;
  /** Accounts with a grant in force. */
  readonly granted: readonly string[];
  readonly offices: readonly string[];
}

/** They see every conversation: account managers because accounts are theirs nationwide. */
const NATIONWIDE: readonly Viewer[] = ['headquarters', 'account manager', 'auditor'];
const OF_PORTS: readonly Viewer[] = ['officer', 'port director'];
const OF_CENTERS: readonly Viewer[] = ['Center specialist', 'team lead', 'Center director'];

type Ranked = Pick<Asking, 'viewers' | 'ports' | 'center'>;

/** The offices of CBP that somebody is of. FP&F officers of no port by name are of every port's. */
export const officesOf = ({ viewers, ports, center }: Ranked): string[] => {
  const is = (some: readonly Viewer[]): boolean => viewers.some((viewer) => some.includes(viewer));
  return [
    ...(is(OF_PORTS) ? ports.map((port) => officeAt('port', port)) : []),
    ...(is(OF_CENTERS) && center !== null ? [officeAt('Center', center), officeAt('drawback office', center)] : []),
    ...(is(['FP&F officer']) ? (ports.length > 0 ? ports.map((port) => officeAt('FP&F', port)) : ['FP&F']) : []),
  ];
};

export const seesAll = ({ viewers }: Pick<Asking, 'viewers'>): boolean =>
  viewers.some((viewer) => NATIONWIDE.includes(viewer));

/** @param accountIds of the trade: the account and what was merged into it */
export const sightOf = (asking: Ranked, isOfCbp: boolean, accountIds: readonly string[]): Sight =>
  isOfCbp
    ? { accountIds: [], offices: officesOf(asking), all: seesAll(asking) }
    : { accountIds, offices: [], all: false };

/** Whether an office is one of those, of which some may be named by their kind alone. */
export const isOfOffice = (office: string, offices: readonly string[]): boolean =>
  offices.some((one) => one === office || office.startsWith(`${one} `));

/** Who takes part sees; nobody else. */
export const sees = ({ accountIds, offices, all }: Sight, parties: Parties): boolean =>
  all ||
  accountIds.includes(parties.accountId) ||
  parties.granted.some((accountId) => accountIds.includes(accountId)) ||
  parties.offices.some((office) => isOfOffice(office, offices));

/** The same as a condition on `conversation c`. @param from number of the first of four parameters: those that `sightParameters` gives */
export const sightCondition = (from: number): string => `(
  $${from}::boolean
  OR c.account_id = ANY($${from + 1}::uuid[])
  OR EXISTS (SELECT FROM conversation_grant g WHERE g.conversation_id = c.id AND g.account_id = ANY($${from + 1}::uuid[])
       AND g.revoked_at IS NULL AND g.valid_from <= $${from + 3} AND (g.valid_until IS NULL OR g.valid_until > $${from + 3}))
  OR EXISTS (SELECT FROM conversation_office o WHERE o.conversation_id = c.id
       AND (o.office = ANY($${from + 2}::text[]) OR split_part(o.office, ' ', 1) = ANY($${from + 2}::text[]))))`;

export const sightParameters = ({ all, accountIds, offices }: Sight, now: Date): unknown[] => [
  all,
  accountIds,
  offices,
  now,
];
