import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { type Asking, may } from '#access';
import { Transactions, type UnitOfWork } from '#messaging';
import { Problem, requireSameFields } from '#service';
import { AccountConfig } from '../config/account.config';
import { AccountMails } from '../mails/account-mails';
import { answerDay, type Owed, type Side } from './answer-owed.rules';
import { keepAsked } from './asked-offices';
import { conversationStates, type ConversationEvent } from './conversation.states';
import {
  addEvents,
  KEPT_COLUMNS,
  type Kept,
  keptConversations,
  type KeptRow,
  logHappened,
  owedOf,
  holdingOf,
  sideOfAsking,
  sightOfAsking,
  survivorOf,
} from './conversation.repository';
import { noteTakers, ownersOf, seersAmong, takerOf } from './conversation-people';
import {
  type GrantRole,
  isOfOffice,
  OFFICE_FORM,
  sees,
  type Sight,
  sightCondition,
  sightParameters,
} from './conversation-sight.rules';
import { notASubject, subjectRead } from './conversation-subject.rules';
import { ConversationMailText } from './conversation-mail-text';
import { mentionsOf, noConversation, officeOf, writerOf } from './conversation-writer';
import { messagesWhere, type MessageView, notesWhere, type NoteView } from './message';

export interface OwedView {
  readonly by: Side;
  readonly since: Date;
  /** Last day (New York). */
  readonly until: string;
  /** Of CBP: which office was asked; null for all that take part. */
  readonly office: string | null;
  readonly late: boolean;
}

/** A conversation as it stands, for everybody who takes part. Nothing in it tells of internal notes. */
export interface ConversationView {
  readonly id: string;
  readonly number: string;
  /** What it is about, as documents and the activity log name it. */
  readonly subject: string;
  readonly title: string;
  readonly accountId: string;
  readonly accountName: string;
  readonly state: string;
  readonly openedAt: Date;
  readonly openedBy: string;
  /** Who closed or reopened it last, and why. */
  readonly changedBy: string | null;
  readonly changedWhy: string | null;
  /** Of the last message; 0 where there is none. */
  readonly lastNumber: number;
  readonly lastAt: Date;
  /** Up to which message who asks has read. */
  readonly readNumber: number;
  readonly unread: number;
  /** Who owes an answer; null where nobody does. */
  readonly owed: OwedView | null;
}

export interface GrantView {
  readonly id: string;
  readonly accountId: string;
  readonly accountName: string;
  readonly role: string;
  readonly from: Date;
  readonly until: Date | null;
  readonly givenBy: string;
  readonly why: string;
  readonly revokedAt: Date | null;
  readonly revokedBy: string | null;
  readonly revokedWhy: string | null;
}

/** Somebody who takes part, and up to which message that person has read. */
export interface TakerView {
  /** Null for somebody who is not on file: such a person cannot be named in a message. */
  readonly personId: string | null;
  readonly name: string;
  readonly side: Side;
  readonly readNumber: number;
  readonly readAt: Date | null;
}

export interface WholeConversationView extends ConversationView {
  readonly offices: readonly string[];
  readonly grants: readonly GrantView[];
  readonly people: readonly TakerView[];
}

export interface ConversationOrder {
  readonly id: string;
  readonly subject: string;
  readonly title: string;
  /** Of CBP, about what only CBP knows: whose it is. */
  readonly accountId: string | null;
  readonly offices: readonly string[];
}

export interface ConversationsAsked {
  readonly subject: string | null;
  readonly state: string | null;
  readonly owedBy: Side | null;
  readonly late: boolean;
  readonly unread: boolean;
  readonly office: string | null;
  /** `last` of the last one already read, and its id. */
  readonly after: string | null;
  readonly limit: number;
}

export interface GrantOrder {
  readonly id: string;
  readonly role: GrantRole;
  /** Filer code of a broker, surety code of a surety, id of the account of counsel or an importer. */
  readonly code: string;
  readonly until: Date | null;
  readonly why: string;
}

const MOST_OFFICES = 12;
const AFTER_FORM = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z)_([0-9a-f-]{36})$/;

type ListedRow = KeptRow & { readNumber: number | null };

/** One place where an account holder, its broker, counsel and surety, and the offices of CBP talk about a case, an entry, a request or the account. */
@Injectable()
export class Conversations {
  constructor(
    private readonly source: DataSource,
    private readonly transactions: Transactions,
    private readonly mails: AccountMails,
    private readonly mailText: ConversationMailText,
    private readonly config: AccountConfig,
  ) {}

  /**
   * Opens the conversation about a subject. There is one about each: where it is there already it is answered (`fresh` false).
   *
   * @throws Problem `not-valid`, `not-found` for a record that is not of who asks, `state-conflict` for one of which offices of others talk
   */
  async open(
    asking: Asking,
    order: ConversationOrder,
  ): Promise<{ fresh: boolean; conversation: WholeConversationView }> {
    const writer = await writerOf(this.source.manager, asking);
    const subject = subjectRead(order.subject);
    if (!subject) throw new Problem('not-valid', 'There is no conversation about that.', [notASubject('/subject')]);
    const fresh = await this.transactions.run(async (unit) => {
      const { manager, now } = unit;
      const held = await holdingOf(manager, subject, writer.taker.side);
      const accountId = held?.accountId ?? (writer.taker.side === 'CBP' ? order.accountId : null);
      if (accountId === null)
        throw writer.taker.side === 'CBP'
          ? new Problem('not-valid', 'It is not known here whose that is.', [
              { at: '/accountId', text: 'is missing: the account that the conversation is with' },
            ])
          : noRecord(order.subject);
      if (held && order.accountId !== null && order.accountId !== held.accountId)
        throw new Problem('not-valid', 'The record is of another account.', [
          { at: '/accountId', text: 'is not the account that it is of' },
        ]);
      const [account] = await manager.query(`SELECT name FROM account WHERE id = $1 AND merged_into IS NULL`, [
        accountId,
      ]);
      if (!account) throw new Problem('not-found', `There is no account ${accountId}.`);
      if (writer.taker.side === 'trade' && !writer.sight.accountIds.includes(accountId)) throw noRecord(order.subject);
      const offices = [...new Set([...(held?.offices ?? []), ...order.offices])];
      refuseOffices(offices);
      if (writer.taker.side === 'CBP' && !sees(writer.sight, { accountId, granted: [], offices }))
        throw new Problem('not-valid', 'You would not see the conversation yourself.', [
          { at: '/offices', text: 'name none of yours', remedy: 'Name the office that you write for.' },
        ]);
      await manager.query(`SELECT pg_advisory_xact_lock(hashtextextended($1, 0))`, [`conversation ${order.subject}`]);
      const [there]: { id: string }[] = await manager.query('SELECT id FROM conversation WHERE subject = $1', [
        order.subject,
      ]);
      if (there) return { id: there.id, isFresh: false };
      const [{ place }] = await manager.query(`SELECT nextval('conversation_number')::int AS place`);
      const number = `CV-${now.toISOString().slice(2, 4)}-${String(place).padStart(6, '0')}`;
      const made = await manager.query(
        `INSERT INTO conversation (id, number, subject, account_id, title, state, opened_at, opened_by, last_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $7) ON CONFLICT (id) DO NOTHING RETURNING id`,
        [order.id, number, order.subject, accountId, order.title, conversationStates.initial, now, writer.taker.name],
      );
      if (made.length === 0) {
        const [other] = await manager.query(
          'SELECT subject, title, account_id AS "accountId" FROM conversation WHERE id = $1',
          [order.id],
        );
        requireSameFields('conversation', other, { subject: order.subject, title: order.title, accountId });
      }
      await addOffices(unit, order.id, offices, writer.taker.name);
      const owners = await ownersOf(manager, accountId, now);
      await noteTakers(
        manager,
        [...owners, writer.taker].map((taker) => ({ conversationId: order.id, taker, read: 0 })),
        now,
      );
      await logHappened(unit, [
        {
          conversation: { id: order.id, number, subject: order.subject, accountId, mergedInto: null },
          ...{ kind: 'conversation opened', summary: `opened by ${writer.taker.name}: ${order.title}` },
          ...{
            person: writer.taker.name,
            channel: 'page',
            office: offices.find((one) => isOfOffice(one, writer.offices)) ?? null,
          },
        },
      ]);
      await addEvents(manager, [{ conversationId: order.id, kind: 'changed', number: 0 }], now);
      return { id: order.id, isFresh: true };
    });
    const conversation = await this.read(asking, fresh.id).catch((error: unknown) => {
      if (!(error instanceof Problem) || error.kind !== 'not-found') throw error;
      throw new Problem(
        'state-conflict',
        writer.taker.side === 'trade'
          ? 'Another account talks about it with CBP since before it was yours: its owner lets you take part.'
          : 'Other offices talk about it already: ask one of them to bring yours in.',
      );
    });
    return { fresh: fresh.isFresh, conversation };
  }

  /** Those that who asks takes part in, the one with the newest message first. */
  async list(
    asking: Asking,
    asked: ConversationsAsked,
  ): Promise<{ conversations: ConversationView[]; next: string | null }> {
    const now = new Date();
    const [, lastAt, lastId] = asked.after === null ? [] : (AFTER_FORM.exec(asked.after) ?? refusedPlace());
    const sight = await sightOfAsking(this.source.manager, asking);
    const rows: ListedRow[] = await this.source.query(
      `SELECT ${KEPT_COLUMNS}, r.read_number AS "readNumber" FROM ${FROM(sight)} JOIN account a ON a.id = c.account_id
         LEFT JOIN conversation_reader r ON r.conversation_id = c.id AND r.account_id = $5 AND r.who = $6
        WHERE ${sightCondition(1)}
          AND ($7::text IS NULL OR c.subject = $7) AND ($8::text IS NULL OR c.state = $8) AND ($9::text IS NULL OR c.owed_by = $9)
          AND (NOT $10::boolean OR c.owed_until < $11::date) AND (NOT $12::boolean OR c.last_number > coalesce(r.read_number, 0))
          AND ($13::text IS NULL OR EXISTS (SELECT FROM conversation_office o WHERE o.conversation_id = c.id AND o.office = $13))
          AND ($14::timestamptz IS NULL OR (c.last_at, c.id) < ($14, $15::uuid))
        ORDER BY c.last_at DESC, c.id DESC LIMIT $16`,
      [
        ...sightParameters(sight, now),
        ...[asking.account.accountId, whoOf(asking), asked.subject, asked.state, asked.owedBy],
        ...[asked.late, answerDay(now), asked.unread, asked.office, lastAt ?? null, lastId ?? null, asked.limit],
      ],
    );
    const last = rows.at(-1);
    return {
      conversations: rows.map((row) => viewOf({ ...row, owed: owedOf(row) }, row.readNumber ?? 0, now)),
      next: rows.length === asked.limit ? `${last!.lastAt.toISOString()}_${last!.id}` : null,
    };
  }

  /** @throws Problem `not-found` for one that is not shown to who asks */
  async read(asking: Asking, id: string): Promise<WholeConversationView> {
    const now = new Date();
    const kept = await this.shown(asking, id, now);
    const people: (TakerView & { who: string; accountId: string })[] = await this.source.query(
      `SELECT person_id AS "personId", name, side, read_number AS "readNumber", read_at AS "readAt", who, account_id AS "accountId"
         FROM conversation_reader WHERE conversation_id = $1 ORDER BY id`,
      [id],
    );
    const grants: GrantView[] = await this.source.query(
      `SELECT g.id, g.account_id AS "accountId", a.name AS "accountName", g.role, g.valid_from AS "from", g.valid_until AS "until", g.given_by AS "givenBy", g.why,
         g.revoked_at AS "revokedAt", g.revoked_by AS "revokedBy", g.revoked_why AS "revokedWhy"
         FROM conversation_grant g JOIN account a ON a.id = g.account_id WHERE g.conversation_id = $1 ORDER BY g.valid_from, g.id`,
      [id],
    );
    const own = people.find(({ who, accountId }) => who === whoOf(asking) && accountId === asking.account.accountId);
    return {
      ...viewOf(kept, own?.readNumber ?? 0, now),
      ...{ offices: kept.offices, grants },
      people: people.map(({ who: _who, accountId: _account, ...person }) => person),
    };
  }

  async messages(asking: Asking, id: string, after: number, limit: number): Promise<MessageView[]> {
    await this.shown(asking, id);
    return messagesWhere(
      this.source.manager,
      'WHERE m.conversation_id = $1 AND m.number > $2 ORDER BY m.number LIMIT $3',
      [id, after, limit],
    );
  }

  /** Messages with all of these words, of conversations that who asks takes part in; the newest first. Notes are not searched. */
  async search(asking: Asking, contains: string, limit: number): Promise<MessageView[]> {
    const sight = await sightOfAsking(this.source.manager, asking);
    return messagesWhere(
      this.source.manager,
      `JOIN conversation c ON c.id = m.conversation_id WHERE m.words @@ plainto_tsquery('simple', $5) AND ${sightCondition(1)}
        ORDER BY m.written_at DESC, m.id LIMIT $6`,
      [...sightParameters(sight, new Date()), contains, limit],
    );
  }

  /** Notes how far who asks has read. What was read stays read. */
  markRead(asking: Asking, id: string, upTo: number): Promise<{ readNumber: number }> {
    const taker = takerOf(asking, sideOfAsking(asking));
    return this.transactions.run(async ({ manager, now }) => {
      const { lastNumber } = await this.shown(asking, id, now, manager);
      const [reader] = await noteTakers(
        manager,
        [{ conversationId: id, taker, read: Math.min(upTo, lastNumber) }],
        now,
      );
      const { readNumber, isNews } = reader!;
      if (isNews)
        await addEvents(manager, [{ conversationId: id, kind: 'read', number: readNumber, readerId: reader!.id }], now);
      return { readNumber };
    });
  }

  /** Closes or reopens it. */
  move(asking: Asking, id: string, event: ConversationEvent, why: string): Promise<WholeConversationView> {
    return this.changing(asking, id, async (unit, kept, by) => {
      const next = conversationStates.next(kept.state, event);
      if (!next.ok) throw new Problem('state-conflict', `Conversation ${kept.number}: ${next.problem}.`);
      await unit.manager.query(
        `UPDATE conversation SET state = $2, changed_by = $3, changed_why = $4, owed_by = CASE WHEN $2 = 'closed' THEN NULL ELSE owed_by END,
           owed_since = CASE WHEN $2 = 'closed' THEN NULL ELSE owed_since END, owed_until = CASE WHEN $2 = 'closed' THEN NULL ELSE owed_until END,
           owed_office = NULL WHERE id = $1`,
        [id, next.value, by, why],
      );
      if (next.value === 'closed')
        await unit.manager.query('DELETE FROM conversation_asked WHERE conversation_id = $1', [id]);
      return { kind: `conversation ${event}`, summary: `${event} by ${by}: ${why}` };
    });
  }

  /** Brings an office of CBP in. One that takes part already changes nothing. */
  bringIn(asking: Asking, id: string, office: string, why: string): Promise<WholeConversationView> {
    return this.changing(asking, id, async (unit, kept, by) => {
      refuseOffices([...kept.offices, office]);
      if (kept.offices.includes(office)) return null;
      await addOffices(unit, id, [office], by);
      // An office that was brought in owes what all that take part owe.
      const noticeAt = new Date(unit.now.getTime() + this.config.CONVERSATION_NOTICE_SECONDS * 1_000);
      await keepAsked(unit.manager, [{ id, offices: [office], before: null, after: kept.owed }], noticeAt);
      return { kind: 'conversation joined', summary: `${by} brought ${office} in: ${why}` };
    });
  }

  /** Lets an account take part, from now on until it is revoked or ends. The same again is the same grant. */
  grant(asking: Asking, id: string, order: GrantOrder): Promise<WholeConversationView> {
    return this.changing(
      asking,
      id,
      async (unit, kept, by) => {
        const { manager, now } = unit;
        const grantee = await granteeOf(manager, order);
        const [same]: GrantKept[] = await manager.query(
          `SELECT conversation_id AS "conversationId", account_id AS code, role, valid_until AS until, why FROM conversation_grant WHERE id = $1`,
          [order.id],
        );
        if (same) {
          const { role, until, why } = order;
          requireSameFields('grant', timed(same), timed({ conversationId: id, code: grantee.id, role, until, why }));
          return null;
        }
        if (grantee.id === (await survivorOf(manager, kept.accountId)))
          throw new Problem('not-valid', 'The grant cannot be given so.', [
            { at: '/code', text: 'is of the account itself' },
          ]);
        if (order.until !== null && order.until <= now)
          throw new Problem('not-valid', 'The grant cannot be given so.', [{ at: '/until', text: 'is over' }]);
        const made = await manager.query(
          `INSERT INTO conversation_grant (id, conversation_id, account_id, role, valid_from, valid_until, given_by, why)
           VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT (id) DO NOTHING RETURNING id`,
          [order.id, id, grantee.id, order.role, now, order.until, by, order.why],
        );
        if (made.length === 0)
          throw new Problem('state-conflict', 'Another grant has this id.', [{ at: '/id', text: 'is taken' }]);
        const owners = await ownersOf(manager, grantee.id, now);
        await noteTakers(
          manager,
          owners.map((taker) => ({ conversationId: id, taker, read: 0 })),
          now,
        );
        const end = order.until === null ? '' : ` until ${order.until.toISOString()}`;
        return {
          kind: 'conversation grant given',
          summary: `${by} let ${grantee.name} take part as ${order.role}${end}: ${order.why}`,
        };
      },
      'grant in a conversation',
    );
  }

  revoke(asking: Asking, id: string, grantId: string, why: string): Promise<WholeConversationView> {
    return this.changing(
      asking,
      id,
      async ({ manager, now }, _kept, by) => {
        const [[row]]: [{ name: string }[], number] = await manager.query(
          `UPDATE conversation_grant g SET revoked_at = $3, revoked_by = $4, revoked_why = $5 FROM account a
            WHERE g.id = $1 AND g.conversation_id = $2 AND g.revoked_at IS NULL AND a.id = g.account_id RETURNING a.name`,
          [grantId, id, now, by, why],
        );
        if (!row) throw new Problem('not-found', `The conversation has no grant ${grantId} in force.`);
        return { kind: 'conversation grant revoked', summary: `${by} ended that ${row.name} takes part: ${why}` };
      },
      'grant in a conversation',
    );
  }

  /** Internal notes, in the order in which they were written. @param after position of the last one already read */
  async notes(asking: Asking, id: string, after: string, limit: number): Promise<NoteView[]> {
    await this.shown(asking, id);
    return notesWhere(
      this.source.manager,
      'WHERE n.conversation_id = $1 AND n.position > $2 ORDER BY n.position LIMIT $3',
      [id, after, limit],
    );
  }

  /** Writes an internal note. It changes nothing of the conversation that anybody outside CBP is shown, and is in no account's log. The same id again is the same note. */
  async note(
    asking: Asking,
    id: string,
    order: { readonly id: string; readonly text: string; readonly mentions: readonly string[] },
  ): Promise<{ fresh: boolean; note: NoteView }> {
    const writer = await writerOf(this.source.manager, asking);
    const fresh = await this.transactions.run(async (unit) => {
      const { manager, now } = unit;
      const kept = await this.shown(asking, id, now, manager);
      const seers = await seersAmong(manager, kept, order.mentions, now);
      const colleagues = new Map([...seers].filter(([, { side }]) => side === 'CBP'));
      const mentions = mentionsOf(order.mentions, colleagues);
      // As with messages: whoever adds a note holds the end of the feed until the commit.
      const [{ position }] = (
        await manager.query(
          `UPDATE conversation_feed SET position = position + 1 WHERE feed = 'notes' RETURNING position`,
        )
      )[0];
      const made = await manager.query(
        `INSERT INTO conversation_note (position, id, conversation_id, account_id, person_id, by, office, text, written_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) ON CONFLICT (id) DO NOTHING RETURNING id`,
        [
          ...[position, order.id, id, writer.taker.accountId, writer.taker.personId, writer.taker.name],
          ...[officeOf(kept, writer), order.text, now],
        ],
      );
      if (made.length === 0) {
        const [same] = await notesWhere(manager, 'WHERE n.id = $1', [order.id]);
        if (same!.by !== writer.taker.name)
          throw new Problem('state-conflict', 'Another note has this id.', [{ at: '/id', text: 'is taken' }]);
        requireSameFields('note', noteContent(same!), noteContent({ conversationId: id, text: order.text, mentions }));
        return false;
      }
      for (const { personId, name } of mentions) {
        await manager.query('INSERT INTO conversation_note_mention (note_id, person_id, name) VALUES ($1, $2, $3)', [
          order.id,
          personId,
          name,
        ]);
        await this.mails.post(unit, this.mailText.something(kept, colleagues.get(personId)!.email, null));
      }
      return true;
    });
    const [note] = await notesWhere(this.source.manager, 'WHERE n.id = $1', [order.id]);
    return { fresh, note: note! };
  }

  /** @throws Problem `not-found` */
  async shown(
    asking: Asking,
    id: string,
    now = new Date(),
    manager: EntityManager = this.source.manager,
  ): Promise<Kept> {
    const kept = (await keptConversations(manager, [id], now)).get(id);
    if (!kept || !sees(await sightOfAsking(manager, asking), kept)) throw noConversation(id);
    return kept;
  }

  private async changing(
    asking: Asking,
    id: string,
    work: (unit: UnitOfWork, kept: Kept, by: string) => Promise<{ kind: string; summary: string } | null>,
    right: 'conversation' | 'grant in a conversation' = 'conversation',
  ): Promise<WholeConversationView> {
    const writer = await writerOf(this.source.manager, asking);
    await this.transactions.run(async (unit) => {
      const kept = (await keptConversations(unit.manager, [id], unit.now, { lock: true })).get(id);
      if (!kept || !sees(writer.sight, kept)) throw noConversation(id);
      const isOwn = writer.sight.accountIds.includes(kept.accountId);
      if (right === 'grant in a conversation' && !(isOwn && may(asking, 'change', right, 'own')))
        throw new Problem('not-authorized', 'The owner of the account that it is with says who takes part.');
      const told = await work(unit, kept, writer.taker.name);
      if (!told) return;
      await logHappened(unit, [
        { conversation: kept, ...told, person: writer.taker.name, channel: 'page', office: officeOf(kept, writer) },
      ]);
      await addEvents(unit.manager, [{ conversationId: id, kind: 'changed', number: kept.lastNumber }], unit.now);
    });
    return this.read(asking, id);
  }
}

/** Of an account only its own and those of grants are looked through, however many others there are. */
const FROM = ({ all, offices }: Sight): string =>
  all || offices.length > 0
    ? 'conversation c'
    : `(SELECT id FROM conversation WHERE account_id = ANY($2::uuid[]) UNION SELECT conversation_id FROM conversation_grant
         WHERE account_id = ANY($2::uuid[]) AND revoked_at IS NULL) mine JOIN conversation c ON c.id = mine.id`;

const whoOf = ({ person, personId }: Asking): string => personId ?? person ?? '';

const refusedPlace = (): never => {
  throw new Problem('not-valid', 'The list does not go on from there.', [
    { at: '/after', text: 'is none', remedy: 'Send the `next` of the page before as it was.' },
  ]);
};

const noRecord = (subject: string): Problem =>
  new Problem('not-found', `There is no ${subject.split(':')[0]} of yours that ${subject} names.`);

/** @throws Problem `not-valid` */
const refuseOffices = (offices: readonly string[]): void => {
  const wrong = offices.find((office) => !OFFICE_FORM.test(office));
  if (wrong !== undefined)
    throw new Problem('not-valid', 'That is no office of CBP.', [
      {
        at: '/offices',
        text: `'${wrong.slice(0, 60)}' is none`,
        remedy: 'Write it as port 2704, Center CEE009, FP&F 2704 or drawback office CEE009.',
      },
    ]);
  if (offices.length > MOST_OFFICES)
    throw new Problem('not-valid', 'So many offices do not talk in one place.', [
      { at: '/offices', text: `are more than ${MOST_OFFICES}` },
    ]);
};

const addOffices = async (
  { manager, now }: UnitOfWork,
  id: string,
  offices: readonly string[],
  by: string,
): Promise<void> => {
  for (const office of offices)
    await manager.query(
      'INSERT INTO conversation_office (conversation_id, office, since, by) VALUES ($1, $2, $3, $4)',
      [...[id, office, now, by]],
    );
};

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** @throws Problem `not-valid` for a code of no account of the trade */
const granteeOf = async (manager: EntityManager, { role, code }: GrantOrder): Promise<{ id: string; name: string }> => {
  const kind = { broker: 'filer code', surety: 'surety code', counsel: null, importer: null }[role];
  const [row]: { id: string; name: string; kinds: string[] }[] =
    kind !== null
      ? await manager.query(
          `SELECT a.id, a.name, a.kinds FROM account_identifier i JOIN account a ON a.id = i.account_id
            WHERE i.kind = $1 AND i.identity = $2 AND i.valid_to IS NULL`,
          [kind, code],
        )
      : UUID.test(code)
        ? await manager.query('SELECT id, name, kinds FROM account WHERE id = $1 AND merged_into IS NULL', [code])
        : [];
  const isOfTrade =
    row && !row.kinds.some((one) => ['officer', 'port director', 'headquarters', 'operator'].includes(one));
  if (row && isOfTrade) return row;
  throw new Problem('not-valid', 'The grant cannot be given so.', [
    {
      at: '/code',
      text: `is of no account of a ${role}`,
      remedy:
        'Send the filer code of a broker, the surety code of a surety, or the id of the account of counsel or an importer.',
    },
  ]);
};

const viewOf = (kept: Omit<Kept, 'offices' | 'granted'>, readNumber: number, now: Date): ConversationView => ({
  ...{ id: kept.id, number: kept.number, subject: kept.subject, title: kept.title },
  ...{ accountId: kept.accountId, accountName: kept.accountName, state: kept.state },
  ...{ openedAt: kept.openedAt, openedBy: kept.openedBy, changedBy: kept.changedBy, changedWhy: kept.changedWhy },
  ...{ lastNumber: kept.lastNumber, lastAt: kept.lastAt, readNumber, unread: kept.lastNumber - readNumber },
  owed: owedView(kept.owed, now),
});

/** A grant as it was given first; `code` is the account that it names. */
type GrantKept = Pick<GrantOrder, 'code' | 'role' | 'until' | 'why'> & { readonly conversationId: string };
const timed = ({ until, ...kept }: GrantKept): object => ({ ...kept, until: until?.toISOString() ?? null });

const noteContent = ({
  conversationId,
  text,
  mentions,
}: Pick<NoteView, 'conversationId' | 'text' | 'mentions'>): object => ({
  ...{ conversationId, text },
  mentions: mentions.map(({ personId }) => personId).sort(),
});

const owedView = (owed: Owed, now: Date): OwedView | null => owed && { ...owed, late: owed.until < answerDay(now) };
