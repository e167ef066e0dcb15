import { AsyncLocalStorage } from 'node:async_hooks';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { type Asking, may } from '#access';
import { Transactions, type UnitOfWork } from '#messaging';
import { insertRows, isDatabaseUnavailable } from '#persistence';
import { Problem, requireSameFields } from '#service';
import { AccountConfig } from '../config/account.config';
import { insertLinks } from '../documents/register/document.repository';
import { type Owed, owedAfter } from './answer-owed.rules';
import { keepAsked } from './asked-offices';
import { conversationStates } from './conversation.states';
import {
  addEvents,
  type Happened,
  type Kept,
  keptConversations,
  logHappened,
  sideOfAsking,
  sightOfAsking,
} from './conversation.repository';
import { noteTakers, seersAmong, type Taker, takerOf } from './conversation-people';
import { isOfOffice, officesOf, sees, type Sight } from './conversation-sight.rules';
import { type DocumentOfMessage, type MentionView, messagesWhere, type MessageView } from './message';

export interface NewMessage {
  /** Made by who sends it: the same again is the same message. */
  readonly id: string;
  readonly text: string;
  readonly wantsAnswer: boolean;
  readonly asksOffice: string | null;
  /** Ids of people who take part. */
  readonly mentions: readonly string[];
  /** Ids of documents in the store. */
  readonly documents: readonly string[];
  readonly channel: 'page' | 'e-mail';
  /** Kept beside it, in the transaction in which it is written; null where there is nothing else. */
  readonly original: ((manager: EntityManager) => Promise<void>) | null;
}

export interface WrittenMessage {
  /** False for one that was there. */
  readonly fresh: boolean;
  readonly message: MessageView;
}

/** Who writes, by what is known of them when they write. */
export interface Writer {
  readonly sight: Sight;
  readonly taker: Taker;
  /** Account or office, by name. */
  readonly accountName: string;
  readonly offices: readonly string[];
}

interface Waiting {
  readonly conversationId: string;
  readonly writer: Writer;
  readonly order: NewMessage;
  readonly done: (written: WrittenMessage) => void;
  readonly failed: (error: unknown) => void;
}

const AT_ONCE = 200;
const MOST_WAITING = 5_000;
const AGAIN_SECONDS = 2;

/** A conversation as the messages of a transaction change it, one after the other. */
interface Changing {
  readonly kept: Kept;
  readonly mayMention: Map<string, MentionView & Taker>;
  state: Kept['state'];
  lastNumber: number;
  owed: Owed;
}

/**
 * Writes messages: those that came while others were being written are written together, in one transaction with all that comes of them, so that many at once cost little
 * more than one. Each is judged by itself, and what is wrong with one keeps back no other.
 */
@Injectable()
export class ConversationWriter {
  private waiting: Waiting[] = [];
  private isWriting = false;
  /** What is written together belongs to none of the requests that it came with. */
  private readonly inOwnContext = AsyncLocalStorage.snapshot();

  constructor(
    private readonly source: DataSource,
    private readonly transactions: Transactions,
    private readonly config: AccountConfig,
  ) {}

  /** @throws Problem `not-found`, `not-authorized`, `not-valid`, `state-conflict` for a closed conversation or an id that stands for another message, `unavailable` */
  async write(asking: Asking, conversationId: string, order: NewMessage): Promise<WrittenMessage> {
    const writer = await writerOf(this.source.manager, asking);
    return this.writeAs(writer, conversationId, order);
  }

  writeAs(writer: Writer, conversationId: string, order: NewMessage): Promise<WrittenMessage> {
    if (this.waiting.length >= MOST_WAITING)
      throw new Problem(
        'unavailable',
        'More messages are being written than can be held at this moment; nothing of this one was kept.',
        [],
        AGAIN_SECONDS,
      );
    return new Promise((done, failed) => {
      this.waiting.push({ conversationId, writer, order, done, failed });
      if (!this.isWriting) void this.inOwnContext(() => this.writeWaiting());
    });
  }

  private async writeWaiting(): Promise<void> {
    this.isWriting = true;
    while (this.waiting.length > 0) {
      await this.writeTogether(this.waiting.splice(0, AT_ONCE));
    }
    this.isWriting = false;
  }

  private async writeTogether(batch: readonly Waiting[], again = false): Promise<void> {
    try {
      const results = await this.transactions.run((unit) => this.writeBatch(unit, batch));
      for (const [at, result] of results.entries()) {
        if (result instanceof Problem) batch[at]!.failed(result);
        else batch[at]!.done(result);
      }
    } catch (error) {
      // What one of them alone made fail must fail alone.
      if (batch.length > 1 && !isDatabaseUnavailable(error)) for (const one of batch) await this.writeTogether([one]);
      // Of the same sent to two replicas at one moment the first is there by now: the second is judged by it.
      else if (isTaken(error) && !again) await this.writeTogether(batch, true);
      else for (const { failed } of batch) failed(isTaken(error) ? idTaken() : error);
    }
  }

  private async writeBatch(unit: UnitOfWork, batch: readonly Waiting[]): Promise<(WrittenMessage | Problem)[]> {
    const { manager, now } = unit;
    const ids = [...new Set(batch.map(({ conversationId }) => conversationId))];
    const kept = await keptConversations(manager, ids, now, { lock: true });
    const changing = new Map<string, Changing>();
    for (const one of kept.values())
      changing.set(one.id, {
        ...{ kept: one, state: one.state, lastNumber: one.lastNumber, owed: one.owed },
        mayMention: await this.mayMention(manager, one, batch, now),
      });
    const known = new Map(
      (await messagesWhere(manager, 'WHERE m.id = ANY($1::uuid[])', [batch.map(({ order }) => order.id)])).map(
        (message) => [message.id, message],
      ),
    );
    const documents = await documentsNamed(manager, batch);
    const results: (WrittenMessage | Problem)[] = [];
    const written: { waiting: Waiting; message: MessageView; reopened: boolean }[] = [];
    for (const waiting of batch) {
      const { conversationId, writer, order } = waiting;
      try {
        const conversation = changing.get(conversationId);
        if (!conversation || !sees(writer.sight, conversation.kept)) throw noConversation(conversationId);
        const same = known.get(order.id);
        if (same) {
          requireSame(same, conversationId, writer, order);
          results.push({ fresh: false, message: same });
          continue;
        }
        const reopened = conversation.state === 'closed';
        if (reopened && order.channel !== 'e-mail')
          throw new Problem('state-conflict', `Conversation ${conversation.kept.number} is closed: reopen it first.`);
        const message = this.judged(conversation, waiting, documents, now);
        if (reopened) conversation.state = reopenedState(conversation.state);
        conversation.lastNumber = message.number;
        conversation.owed = owedAfter(
          conversation.owed,
          { side: message.side, wantsAnswer: message.wantsAnswer, asksOffice: message.asksOffice, at: now },
          this.config.CONVERSATION_ANSWER_DAYS,
        );
        known.set(order.id, message);
        written.push({ waiting, message, reopened });
        results.push({ fresh: true, message });
      } catch (error) {
        if (!(error instanceof Problem)) throw error;
        results.push(error);
      }
    }
    if (written.length > 0) await this.keep(unit, written, changing);
    return results;
  }

  private judged(
    { kept, lastNumber, mayMention }: Changing,
    { writer, order }: Waiting,
    documents: ReadonlyMap<string, DocumentFound>,
    now: Date,
  ): MessageView {
    const { taker } = writer;
    if (order.asksOffice !== null && (taker.side === 'CBP' || !kept.offices.includes(order.asksOffice)))
      throw new Problem('not-valid', 'The message cannot be written so.', [
        {
          at: '/asksOffice',
          text:
            taker.side === 'CBP'
              ? 'is for messages to CBP'
              : `does not take part: ${kept.offices.join(', ') || 'no office by name'}`,
        },
      ]);
    return {
      ...{ conversationId: kept.id, number: lastNumber + 1, id: order.id, side: taker.side, by: taker.name },
      ...{
        accountName: writer.accountName,
        office: officeOf(kept, writer),
        text: order.text,
        wantsAnswer: order.wantsAnswer,
      },
      ...{ asksOffice: order.asksOffice, channel: order.channel, original: order.original !== null, writtenAt: now },
      mentions: mentionsOf(order.mentions, mayMention),
      documents: order.documents.map((id, at) => documentFor(kept, writer, documents.get(id), at)),
    };
  }

  private async mayMention(
    manager: EntityManager,
    conversation: Kept,
    batch: readonly Waiting[],
    now: Date,
  ): Promise<Changing['mayMention']> {
    const named = batch.flatMap(({ conversationId, order }) =>
      conversationId === conversation.id ? order.mentions : [],
    );
    return seersAmong(manager, conversation, [...new Set(named)], now);
  }

  private async keep(
    unit: UnitOfWork,
    written: readonly { waiting: Waiting; message: MessageView; reopened: boolean }[],
    changing: ReadonlyMap<string, Changing>,
  ): Promise<void> {
    const { manager, now } = unit;
    await insertRows(
      manager,
      'conversation_message',
      {
        ...{ conversation_id: 'uuid', number: 'int', id: 'uuid', side: 'text', account_id: 'uuid', person_id: 'uuid' },
        ...{ by: 'text', office: 'text', text: 'text', asks_office: 'text', wants_answer: 'boolean', channel: 'text' },
        ...{ original: 'boolean', written_at: 'timestamptz' },
      },
      written.map(({ waiting: { writer }, message }) => ({
        ...{ conversation_id: message.conversationId, number: message.number, id: message.id, side: message.side },
        ...{ account_id: writer.taker.accountId, person_id: writer.taker.personId, by: message.by },
        ...{ office: message.office, text: message.text, asks_office: message.asksOffice },
        ...{ wants_answer: message.wantsAnswer, channel: message.channel, original: message.original },
        written_at: now.toISOString(),
      })),
    );
    for (const { waiting } of written) await waiting.order.original?.(manager);
    await this.keepParts(unit, written, changing);
    const changed = [...new Set(written.map(({ message }) => message.conversationId))].map((id) => changing.get(id)!);
    await manager.query(
      `UPDATE conversation c SET last_number = n.last_number, last_at = $8, state = n.state, owed_by = n.owed_by, owed_since = n.owed_since, owed_until = n.owed_until,
         owed_office = n.owed_office, reminded = c.reminded AND c.owed_since IS NOT DISTINCT FROM n.owed_since
         FROM unnest($1::uuid[], $2::int[], $3::text[], $4::text[], $5::timestamptz[], $6::date[], $7::text[])
           AS n(id, last_number, state, owed_by, owed_since, owed_until, owed_office) WHERE c.id = n.id`,
      [
        changed.map(({ kept }) => kept.id),
        changed.map(({ lastNumber }) => lastNumber),
        changed.map(({ state }) => state),
        changed.map(({ owed }) => owed?.by ?? null),
        changed.map(({ owed }) => owed?.since ?? null),
        changed.map(({ owed }) => owed?.until ?? null),
        changed.map(({ owed }) => owed?.office ?? null),
        now,
      ],
    );
    await keepAsked(
      manager,
      changed.map(({ kept: { id, offices, owed: before }, owed: after }) => ({ id, offices, before, after })),
      new Date(now.getTime() + this.config.CONVERSATION_NOTICE_SECONDS * 1_000),
    );
    await this.noteReaders(unit, written, changing);
    await logHappened(
      unit,
      written.flatMap(({ message, reopened }) => {
        const { kept } = changing.get(message.conversationId)!;
        const told = { conversation: kept, person: message.by, channel: message.channel, office: message.office };
        const papers = message.documents.length > 0 ? ` with ${message.documents.length} documents` : '';
        const sent: Happened = {
          ...{ ...told, kind: 'conversation message' },
          summary: `message ${message.number} of ${message.by} (${message.accountName})${papers}`,
        };
        const again: Happened = {
          ...{ ...told, kind: 'conversation reopened' },
          summary: `reopened by an answer of ${message.by} by e-mail`,
        };
        return reopened ? [again, sent] : [sent];
      }),
    );
    await addEvents(
      manager,
      written.map(({ message: { conversationId, number } }) => ({ conversationId, kind: 'message', number })),
      now,
    );
  }

  private async keepParts(
    { manager, now }: UnitOfWork,
    written: readonly { message: MessageView }[],
    changing: ReadonlyMap<string, Changing>,
  ): Promise<void> {
    const placed = written.map(({ message }) => message);
    await insertRows(
      manager,
      'conversation_mention',
      { conversation_id: 'uuid', number: 'int', person_id: 'uuid', name: 'text' },
      placed.flatMap(({ conversationId, number, mentions }) =>
        mentions.map(({ personId, name }) => ({ conversation_id: conversationId, number, person_id: personId, name })),
      ),
    );
    await insertRows(
      manager,
      'conversation_document',
      { conversation_id: 'uuid', number: 'int', place: 'int', document_id: 'uuid' },
      placed.flatMap(({ conversationId, number, documents }) =>
        documents.map(({ id }, place) => ({ conversation_id: conversationId, number, place, document_id: id })),
      ),
    );
    for (const { conversationId, documents, by } of placed)
      for (const { id } of documents)
        await insertLinks(manager, id, [`conversation:${changing.get(conversationId)!.kept.number}`], by, now);
  }

  /** Who wrote has read up to there, who was named takes part from now on, and whoever has not read is told by e-mail after a while. */
  private async noteReaders(
    { manager, now }: UnitOfWork,
    written: readonly { waiting: Waiting; message: MessageView }[],
    changing: ReadonlyMap<string, Changing>,
  ): Promise<void> {
    await noteTakers(
      manager,
      written.flatMap(({ waiting: { writer }, message }) => [
        { conversationId: message.conversationId, taker: writer.taker, read: message.number },
        ...message.mentions.map(({ personId }) => ({
          ...{ conversationId: message.conversationId, read: 0 },
          taker: changing.get(message.conversationId)!.mayMention.get(personId)!,
        })),
      ]),
      now,
    );
    const ends = new Map(written.map(({ message }) => [message.conversationId, message.number]));
    await manager.query(
      `UPDATE conversation_reader r SET notice_at = $3::timestamptz + make_interval(secs => $4)
         FROM unnest($1::uuid[], $2::int[]) AS n(id, number)
        WHERE r.conversation_id = n.id AND r.read_number < n.number AND r.notice_at IS NULL AND r.person_id IS NOT NULL`,
      [[...ends.keys()], [...ends.values()], now, this.config.CONVERSATION_NOTICE_SECONDS],
    );
  }
}

export const noConversation = (id: string): Problem => new Problem('not-found', `There is no conversation ${id}.`);

/** @throws Problem `not-authorized` for who may only read, and for a key of nobody by name */
export const writerOf = async (manager: EntityManager, asking: Asking): Promise<Writer> => {
  const side = sideOfAsking(asking);
  if (!may(asking, 'change', 'conversation'))
    throw new Problem('not-authorized', 'You may read conversations and write in none.');
  return {
    sight: await sightOfAsking(manager, asking),
    taker: takerOf(asking, side),
    accountName: asking.account.name,
    offices: side === 'CBP' ? officesOf(asking) : [],
  };
};

/** The office for which somebody of CBP writes: of those that take part, one of the writer's. */
export const officeOf = ({ offices }: Kept, writer: Pick<Writer, 'offices'>): string | null =>
  offices.find((office) => isOfOffice(office, writer.offices)) ?? null;

/** @throws Problem `not-valid` for somebody who does not see the conversation */
export const mentionsOf = (personIds: readonly string[], seers: ReadonlyMap<string, Taker>): MentionView[] =>
  [...new Set(personIds)].map((personId, at) => {
    const seer = seers.get(personId);
    if (!seer)
      throw new Problem('not-valid', 'The message cannot be written so.', [
        { at: `/mentions/${at}`, text: 'is nobody who can see this conversation' },
      ]);
    return { personId, name: seer.name };
  });

const reopenedState = (state: Kept['state']): Kept['state'] => {
  const next = conversationStates.next(state, 'reopened');
  if (!next.ok) throw new Problem('state-conflict', next.problem);
  return next.value;
};

const requireSame = (same: MessageView, conversationId: string, { taker }: Writer, order: NewMessage): void => {
  if (same.by !== taker.name) throw idTaken();
  const { text, asksOffice, wantsAnswer } = same;
  requireSameFields(
    'message',
    {
      ...{ conversationId: same.conversationId, text, asksOffice, wantsAnswer },
      ...{
        documents: same.documents.map(({ id }) => id),
        mentions: same.mentions.map(({ personId }) => personId).sort(),
      },
    },
    {
      ...{ conversationId, text: order.text, asksOffice: order.asksOffice, wantsAnswer: order.wantsAnswer },
      ...{ documents: order.documents, mentions: [...new Set(order.mentions)].sort() },
    },
  );
};

const idTaken = (): Problem =>
  new Problem('state-conflict', 'Another message has this id.', [{ at: '/id', text: 'is taken' }]);

/** Somebody else wrote a message with the same id into another conversation at the same moment. */
const isTaken = (error: unknown): boolean =>
  (error as { driverError?: { code?: string; constraint?: string } }).driverError?.constraint ===
  'conversation_message_id_key';

interface DocumentFound extends DocumentOfMessage {
  readonly accountId: string;
  readonly state: string;
}

const documentsNamed = async (
  manager: EntityManager,
  batch: readonly Waiting[],
): Promise<ReadonlyMap<string, DocumentFound>> => {
  const ids = [...new Set(batch.flatMap(({ order }) => order.documents))];
  if (ids.length === 0) return new Map();
  const rows: DocumentFound[] = await manager.query(
    'SELECT id, account_id AS "accountId", name, kind, bytes, state FROM document WHERE id = ANY($1::uuid[]) FOR SHARE',
    [ids],
  );
  return new Map(rows.map((row) => [row.id, row]));
};

/** Of the trade the own ones; of CBP also those of the account that the conversation is with. Nothing of anybody else is shown to others by naming it. */
const documentFor = (
  { accountId }: Kept,
  { taker, sight }: Writer,
  found: DocumentFound | undefined,
  at: number,
): DocumentOfMessage => {
  const own = taker.side === 'CBP' ? [taker.accountId, accountId] : sight.accountIds;
  const wrong = (text: string): Problem =>
    new Problem('not-valid', 'The message cannot be written so.', [{ at: `/documents/${at}`, text }]);
  if (!found || !own.includes(found.accountId)) throw wrong('is no document that you may show here');
  if (found.state === 'being checked') throw wrong('is still being checked: send the message again in a while');
  if (found.state !== 'kept') throw wrong(`is ${found.state}`);
  const { id, name, kind, bytes } = found;
  return { id, name, kind, bytes };
};
