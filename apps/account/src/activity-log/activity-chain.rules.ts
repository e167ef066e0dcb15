import { hash as digest } from 'node:crypto';
import type { Interaction } from '#contracts';
import { masked } from '#kernel';

/** One entry of an account's activity log, before it has its place in the chain. Instants are ISO 8601 with milliseconds. */
export interface ActivityEntry {
  readonly accountId: string;
  readonly occurredAt: string;
  readonly kind: string;
  readonly channel: string;
  readonly transmissionId: string | null;
  readonly mailboxId: number | null;
  readonly filingId: string | null;
  readonly itemKind: string | null;
  readonly subject: string | null;
  readonly outcome: string | null;
  readonly disposition: string;
  readonly summary: string;
  /** Who acted, by name; absent where nobody by name did. */
  readonly person?: string;
  /** Port code and Center id of where it was done or what it was about; absent where there is none. */
  readonly port?: string;
  readonly center?: string;
}

export interface ChainedEntry extends ActivityEntry {
  readonly sequence: number;
  readonly recordedAt: string;
  readonly previousHash: string;
  readonly hash: string;
  /** When its content was removed by policy: what is left are its place, its hashes and when it was recorded. */
  readonly removedAt?: string;
}

export interface ChainHead {
  readonly sequence: number;
  readonly hash: string;
}

/** Where every account's chain begins. */
export const CHAIN_START: ChainHead = { sequence: 0, hash: '0'.repeat(64) };

/** What is hashed, in this order, as a JSON array behind the hash of the entry before. */
export const HASHED_FIELDS = [
  'accountId',
  'sequence',
  'occurredAt',
  'recordedAt',
  'kind',
  'channel',
  'transmissionId',
  'mailboxId',
  'filingId',
  'itemKind',
  'subject',
  'outcome',
  'disposition',
  'summary',
] as const satisfies readonly (keyof ChainedEntry)[];

/** Hashed behind those, as null where absent, in entries that have one of them at least: what was recorded before there were any keeps its hash. */
export const ADDED_FIELDS = ['person', 'port', 'center'] as const satisfies readonly (keyof ChainedEntry)[];

const hashOf = (entry: Omit<ChainedEntry, 'hash'>): string => {
  const values: unknown[] = HASHED_FIELDS.map((field) => entry[field]);
  if (ADDED_FIELDS.some((field) => entry[field] !== undefined))
    values.push(...ADDED_FIELDS.map((field) => entry[field] ?? null));
  return digest('sha256', entry.previousHash + JSON.stringify(values), 'hex');
};

/** Social security numbers are masked, whoever writes: what is in the log stays there. */
const withoutPersonalNumbers = (entry: ActivityEntry): ActivityEntry => ({
  ...entry,
  subject: entry.subject === null ? null : masked(entry.subject),
  disposition: masked(entry.disposition),
  summary: masked(entry.summary),
  ...(entry.person !== undefined && { person: masked(entry.person) }),
});

/**
 * Puts entries behind the heads of their accounts' chains, in the order given, with social security numbers masked. Changes `heads` to where the chains
 * then end.
 */
export const chained = (
  entries: readonly ActivityEntry[],
  heads: Map<string, ChainHead>,
  recordedAt: string,
): ChainedEntry[] =>
  entries.map((entry) => {
    const { sequence, hash: previousHash } = heads.get(entry.accountId) ?? CHAIN_START;
    const placed = { ...withoutPersonalNumbers(entry), sequence: sequence + 1, recordedAt, previousHash };
    const hash = hashOf(placed);
    heads.set(entry.accountId, { sequence: placed.sequence, hash });
    return { ...placed, hash };
  });

/** Why an entry does not follow the one before it, or null. */
export const chainFault = (entry: ChainedEntry, before: ChainHead): string | null => {
  if (entry.sequence !== before.sequence + 1) return `entry ${before.sequence + 1} is missing`;
  if (entry.previousHash !== before.hash) return `entry ${entry.sequence} does not continue entry ${before.sequence}`;
  if (entry.removedAt === undefined && entry.hash !== hashOf(entry))
    return `entry ${entry.sequence} is not what was recorded`;
  return null;
};

/** One log entry for each filing an interaction was about, or one when it was about none. */
export const entriesOf = (interaction: Interaction): ActivityEntry[] => {
  const { accountId, kind, channel, transmissionId, mailboxId, person, port, center } = interaction;
  const { disposition, summary } = interaction;
  const occurredAt = new Date(interaction.occurredAt).toISOString();
  const where = { ...(person && { person }), ...(port && { port }), ...(center && { center }) };
  const shared = { accountId, occurredAt, kind, channel, transmissionId, mailboxId, disposition, summary, ...where };
  if (interaction.items.length === 0)
    return [{ ...shared, filingId: null, itemKind: null, subject: null, outcome: null }];
  return interaction.items.map((item) => ({
    ...shared,
    transmissionId: item.transmissionId === undefined ? transmissionId : item.transmissionId,
    mailboxId: item.mailboxId === undefined ? mailboxId : item.mailboxId,
    summary: item.summary ?? summary,
    filingId: item.filingId,
    itemKind: item.kind,
    subject: item.subject,
    outcome: item.outcome,
  }));
};
