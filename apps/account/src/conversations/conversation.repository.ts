import type { EntityManager } from 'typeorm';
import { type Asking, may } from '#access';
import type { CustomsDate } from '#kernel';
import { appendActivity } from '../activity-log/activity.repository';
import { withMerged } from '../activity-log/merged-logs';
import type { UnitOfWork } from '#messaging';
import { Problem } from '#service';
import { type Owed, type Side } from './answer-owed.rules';
import type { ConversationState } from './conversation.states';
import { officeAt, type Parties, type Sight, sightOf } from './conversation-sight.rules';
import type { SubjectRead } from './conversation-subject.rules';

/** A conversation as it is kept, with who takes part at this moment. */
export interface Kept extends Parties {
  readonly id: string;
  readonly number: string;
  readonly subject: string;
  readonly title: string;
  readonly state: ConversationState;
  readonly openedAt: Date;
  readonly openedBy: string;
  readonly changedBy: string | null;
  readonly changedWhy: string | null;
  readonly lastNumber: number;
  readonly lastAt: Date;
  readonly accountName: string;
  readonly mergedInto: string | null;
  readonly owed: Owed;
}

export const isOfCbp = (asking: Asking): boolean => may(asking, 'see', 'conversation', 'any');
export const sideOfAsking = (asking: Asking): Side => (isOfCbp(asking) ? 'CBP' : 'trade');

/** Which conversations are shown to who asks. */
export const sightOfAsking = async (manager: EntityManager, asking: Asking): Promise<Sight> => {
  const ofCbp = isOfCbp(asking);
  return sightOf(asking, ofCbp, ofCbp ? [] : await withMerged(manager, asking.account.accountId));
};

export const KEPT_COLUMNS = `c.id, c.number, c.subject, c.title, c.state, c.account_id AS "accountId", c.opened_at AS "openedAt", c.opened_by AS "openedBy",
  c.changed_by AS "changedBy", c.changed_why AS "changedWhy", c.last_number AS "lastNumber", c.last_at AS "lastAt",
  c.owed_by AS "owedBy", c.owed_since AS "owedSince", c.owed_until::text AS "owedUntil", c.owed_office AS "owedOffice",
  a.name AS "accountName", a.merged_into AS "mergedInto"`;
const PARTIES = (now: string): string => `
  ARRAY(SELECT o.office FROM conversation_office o WHERE o.conversation_id = c.id ORDER BY o.since, o.office) AS offices,
  ARRAY(SELECT g.account_id::text FROM conversation_grant g WHERE g.conversation_id = c.id AND g.revoked_at IS NULL AND g.valid_from <= ${now}
     AND (g.valid_until IS NULL OR g.valid_until > ${now})) AS granted`;

export type KeptRow = Omit<Kept, 'owed' | keyof Parties> & {
  accountId: string;
  owedBy: Side | null;
  owedSince: Date | null;
  owedUntil: CustomsDate | null;
  owedOffice: string | null;
};

export const owedOf = ({
  owedBy,
  owedSince,
  owedUntil,
  owedOffice,
}: Pick<KeptRow, 'owedBy' | 'owedSince' | 'owedUntil' | 'owedOffice'>): Owed =>
  owedBy === null ? null : { by: owedBy, since: owedSince!, until: owedUntil!, office: owedOffice };

/** @param lock whether they are held until the end of the transaction, in one order for everybody */
export const keptConversations = async (
  manager: EntityManager,
  ids: readonly string[],
  now: Date,
  { lock = false } = {},
): Promise<Map<string, Kept>> => {
  const rows: (KeptRow & Parties)[] = await manager.query(
    `SELECT ${KEPT_COLUMNS}, ${PARTIES('$2')} FROM conversation c JOIN account a ON a.id = c.account_id
      WHERE c.id = ANY($1::uuid[]) ORDER BY c.id ${lock ? 'FOR NO KEY UPDATE OF c' : ''}`,
    [ids, now],
  );
  return new Map(rows.map((row) => [row.id, { ...row, owed: owedOf(row) }]));
};

/** Whose a subject is, and which offices it concerns; null for a record that is not known here. */
export interface Holding {
  readonly accountId: string;
  readonly offices: readonly string[];
}

const officesFor = (port: string | null, center: string | null): string[] => [
  ...(port !== null && /^\d{4}$/.test(port) ? [officeAt('port', port)] : []),
  ...(center !== null && /^CEE0(0[1-9]|10)$/.test(center) ? [officeAt('Center', center)] : []),
];

/**
 * An entry is of the account with its importer number, or, where no account has that, of its filer's; a request of whom it was sent to, of several the importer's; a case of its
 * first party, once the parties were told of it.
 *
 * @throws Problem `state-conflict`, to CBP alone, for a case of which its parties were not told yet
 */
export const holdingOf = async (
  manager: EntityManager,
  { kind, reference }: SubjectRead,
  asks: Side,
): Promise<Holding | null> => {
  if (kind === 'account') {
    const [row] = await manager.query('SELECT id FROM account WHERE id = $1 AND merged_into IS NULL', [reference]);
    return row ? { accountId: reference, offices: [] } : null;
  }
  if (kind === 'entry') return entryHolding(manager, reference);
  if (kind === 'request') return requestHolding(manager, reference);
  return caseHolding(manager, reference, asks);
};

const caseHolding = async (manager: EntityManager, reference: string, asks: Side): Promise<Holding | null> => {
  const [row]: { account_id: string | null; told: boolean; port: string; center_id: string | null }[] =
    await manager.query('SELECT account_id, told, port, center_id FROM conversation_case WHERE reference = $1', [
      reference,
    ]);
  if (!row) return null;
  if (!row.told) {
    if (asks === 'trade') return null;
    throw new Problem(
      'state-conflict',
      `The parties of case ${reference} were not told of it yet: a conversation would tell them.`,
    );
  }
  if (row.account_id === null) return null;
  return {
    accountId: await survivorOf(manager, row.account_id),
    offices: [...officesFor(row.port, row.center_id), officeAt('FP&F', row.port)],
  };
};

const entryHolding = async (manager: EntityManager, key: string): Promise<Holding | null> => {
  const [row]: { port: string | null; center: string | null; account_id: string | null }[] = await manager.query(
    `SELECT t.port, t.center, coalesce(i.account_id, f.account_id) AS account_id FROM trade_record t
       LEFT JOIN account_identifier i ON i.kind = 'importer number' AND i.identity = t.importer AND i.valid_to IS NULL
       LEFT JOIN account_identifier f ON f.kind = 'filer code' AND f.identity = t.filer_code AND f.valid_to IS NULL
      WHERE t.kind = 'entry' AND t.key = $1 LIMIT 1`,
    [key],
  );
  return row?.account_id ? { accountId: row.account_id, offices: officesFor(row.port, row.center) } : null;
};

const requestHolding = async (manager: EntityManager, actionNumber: string): Promise<Holding | null> => {
  const rows: { account_id: string; entry: string }[] = await manager.query(
    `SELECT account_id, filer_code || entry_number AS entry FROM document_request WHERE action_number = $1
     UNION ALL SELECT account_id, filer_code || entry_number FROM center_notice WHERE action_number = $1 ORDER BY account_id`,
    [actionNumber],
  );
  if (rows.length === 0) return null;
  const entry = await entryHolding(manager, rows[0]!.entry);
  const holder = rows.find(({ account_id }) => account_id === entry?.accountId) ?? rows[0]!;
  return { accountId: holder.account_id, offices: entry?.offices ?? [] };
};

/** Where an account that was merged goes on. */
export const survivorOf = async (manager: EntityManager, accountId: string): Promise<string> => {
  const [row] = await manager.query(
    `WITH RECURSIVE on_to AS (SELECT id, merged_into FROM account WHERE id = $1 UNION SELECT a.id, a.merged_into FROM account a JOIN on_to ON a.id = on_to.merged_into)
     SELECT id FROM on_to WHERE merged_into IS NULL`,
    [accountId],
  );
  return row?.id ?? accountId;
};

/** What happened in a conversation, for its account's log. Never what was written, and nothing of notes. */
export interface Happened {
  readonly conversation: Pick<Kept, 'id' | 'number' | 'subject' | 'accountId' | 'mergedInto'>;
  readonly kind: string;
  readonly summary: string;
  readonly person: string;
  readonly channel: string;
  readonly office: string | null;
}

export const logHappened = async ({ manager, now }: UnitOfWork, happened: readonly Happened[]): Promise<void> => {
  const entries = [];
  for (const { conversation, kind, summary, person, channel, office } of happened) {
    const { accountId, mergedInto, number, subject } = conversation;
    const [officeKind, place] =
      office === null
        ? [null, null]
        : [office.slice(0, office.lastIndexOf(' ')), office.slice(office.lastIndexOf(' ') + 1)];
    const isPort = officeKind === 'port' || officeKind === 'FP&F';
    entries.push({
      accountId: mergedInto === null ? accountId : await survivorOf(manager, accountId),
      occurredAt: now.toISOString(),
      ...{ kind, channel, transmissionId: null, mailboxId: null, filingId: null, itemKind: 'conversation' },
      ...{ subject, outcome: null, disposition: 'processed', summary: `${number}: ${summary}`, person },
      ...(place !== null && place !== undefined && (isPort ? { port: place } : { center: place })),
    });
  }
  await appendActivity(manager, entries, now);
};

export type EventKind = 'message' | 'read' | 'changed';
export interface NewEvent {
  readonly conversationId: string;
  readonly kind: EventKind;
  /** Of the message, or up to which it was read. */
  readonly number: number;
  readonly readerId?: string;
}

/** Adds to what is followed live. The last that a transaction writes: until its commit nobody else adds anything, so that positions become visible in their order. */
export const addEvents = async (manager: EntityManager, events: readonly NewEvent[], now: Date): Promise<void> => {
  if (events.length === 0) return;
  await manager.query(
    `WITH feed AS (UPDATE conversation_feed SET position = position + $1 WHERE feed = 'events' RETURNING position - $1 AS start)
     INSERT INTO conversation_event (position, conversation_id, kind, number, reader_id, happened_at)
     SELECT feed.start + e.place, e.conversation_id, e.kind, e.number, e.reader_id, $6
       FROM feed, unnest($2::uuid[], $3::text[], $4::int[], $5::bigint[]) WITH ORDINALITY AS e(conversation_id, kind, number, reader_id, place)`,
    [
      events.length,
      events.map(({ conversationId }) => conversationId),
      events.map(({ kind }) => kind),
      events.map(({ number }) => number),
      events.map(({ readerId }) => readerId ?? null),
      now,
    ],
  );
};
