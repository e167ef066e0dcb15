import type { ServerResponse } from 'node:http';
import { Injectable, OnModuleDestroy } from '@nestjs/common';
import { Gauge } from 'prom-client';
import { DataSource } from 'typeorm';
import type { Asking } from '#access';
import type { Recurring, Turn } from '#kernel';
import { Holdings, Metrics, RecurringWork } from '#service';
import { AccountConfig } from '../config/account.config';
import { type EventKind, isOfCbp, type Kept, keptConversations, sightOfAsking } from './conversation.repository';
import { sees, type Sight, sightCondition, sightParameters } from './conversation-sight.rules';
import { messagesWhere, type MessageView, notesWhere, type NoteView } from './message';

const LOOK_EVERY_MS = 200;
const HEARTBEAT_MS = 15_000;
const JUDGE_EVERY_MS = 10_000;
/** Whoever follows is judged again as often: what ended meanwhile opens nothing any more. */
const JUDGED_FOR_MS = 60_000;
const JUDGED_AT_ONCE = 2_000;
const AT_ONCE = 1_000;
/** Whoever missed more reads anew what there is. */
const MOST_MISSED = 500;
/** Of one person, or of an account's machines. */
const MOST_OF_ONE = 20;
/** A reader that takes nothing any more is let go; it comes back by itself and goes on where it was. */
const MOST_UNREAD_BYTES = 256 * 1024;
const RETRY_MS = 3_000;

interface EventRow {
  position: string;
  conversationId: string;
  kind: EventKind;
  number: number;
  readerId: string | null;
}

/** An event as it is told; its text is the same for everybody who is told it. */
interface Told {
  readonly feed: 'events' | 'notes';
  readonly position: number;
  readonly conversationId: string;
  readonly kind: EventKind | 'note';
  readonly data: string;
}

interface Reader {
  readonly stream: ServerResponse;
  readonly place: string;
  /** One conversation, or null for all that it sees. */
  readonly only: string | null;
  readonly ofCbp: boolean;
  /** Who asks now. @throws for who is not let in any more */
  readonly judge: () => Promise<Asking>;
  sight: Sight;
  judgedAt: number;
  /** Positions that were told last, by feed; an id that the reader comes back with is made of them. */
  at: { events: number; notes: number };
  /** What comes while it is told what it missed; null afterwards. */
  held: Told[] | null;
}

/** Places that a reader asks to follow from. Of notes nobody outside CBP is told anything, not even how many there are: their positions are counted for themselves. */
export const idOf = ({ events, notes }: Reader['at'], ofCbp: boolean): string =>
  ofCbp ? `${events}.${notes}` : `${events}`;
const ID = /^(\d{1,15})(?:\.(\d{1,15}))?$/;

/**
 * Conversations as they go on, told live to everybody who follows. Each process reads the feeds once, however many readers it has, by what committed transactions have
 * written into them: with several replicas each tells its own readers.
 */
@Injectable()
export class ConversationStreams implements OnModuleDestroy {
  private readonly readers = new Set<Reader>();
  /** By account, office, kind of office or `all`: who may be shown what is of it. */
  private readonly following = new Map<string, Set<Reader>>();
  private readonly places = new Holdings(MOST_OF_ONE);
  private readonly works: Recurring[];
  /** How far the feeds were read; null while nobody follows. */
  private at: { events: number; notes: number } | null = null;
  private beginning: Promise<void> | null = null;
  private closing = false;

  constructor(
    private readonly source: DataSource,
    private readonly config: AccountConfig,
    { registry }: Metrics,
    work: RecurringWork,
  ) {
    this.works = [
      work.every(LOOK_EVERY_MS, 'telling what is new in conversations', (turn) => this.look(turn)),
      work.every(HEARTBEAT_MS, 'keeping streams of conversations open', () => this.beat()),
      work.every(JUDGE_EVERY_MS, 'judging again who follows conversations', (turn) => this.judge(new Date(), turn)),
    ];
    const { readers } = this;
    new Gauge({
      name: 'portway_conversation_readers',
      help: 'Readers who follow conversations live at this process',
      registers: [registry],
      collect() {
        this.set(readers.size);
      },
    });
  }

  /** A stream never ends by itself: the server could not close with one open. */
  async onModuleDestroy(): Promise<void> {
    this.closing = true;
    await Promise.all(this.works.map((work) => work.stop()));
    for (const { stream } of this.readers) stream.end();
  }

  get count(): number {
    return this.readers.size;
  }

  get hasRoom(): boolean {
    return !this.closing && this.readers.size < this.config.CONVERSATION_STREAMS;
  }

  /** Whether one more of this person, or of an account's machines, may follow; if so, the place is taken until its stream ends. */
  takePlace({ account, personId, person }: Asking): string | null {
    const place = `${account.accountId} ${personId ?? person ?? ''}`;
    return this.places.take(place) ? place : null;
  }

  /** Takes over an answer whose head is already written, in a place that was taken. */
  async add(
    stream: ServerResponse,
    place: string,
    asking: Asking,
    only: string | null,
    lastEventId: string | undefined,
    judge: () => Promise<Asking>,
  ): Promise<void> {
    // Who went away before this cannot be heard going any more.
    if (stream.destroyed) return this.places.give(place);
    const reader: Reader = {
      ...{ stream, place, only, judge, ofCbp: isOfCbp(asking), judgedAt: Date.now(), held: [] },
      ...{ sight: { accountIds: [], offices: [], all: false }, at: { events: 0, notes: 0 } },
    };
    this.readers.add(reader);
    stream.on('close', () => this.remove(reader));
    stream.on('error', () => stream.destroy());
    stream.write(`retry: ${RETRY_MS}\n\n`);
    try {
      this.follow(reader, await sightOfAsking(this.source.manager, asking));
      await this.begin();
      await this.tellMissed(reader, lastEventId);
    } catch {
      // It comes back by itself, and asks for the same again.
      stream.destroy();
    }
  }

  private async begin(): Promise<void> {
    if (this.at !== null) return;
    this.beginning ??= this.ends()
      .then((at) => void (this.at = at))
      .finally(() => (this.beginning = null));
    await this.beginning;
  }

  private async ends(): Promise<{ events: number; notes: number }> {
    const rows: { feed: 'events' | 'notes'; position: string }[] = await this.source.query(
      'SELECT feed, position FROM conversation_feed',
    );
    const of = (name: string): number => Number(rows.find(({ feed }) => feed === name)!.position);
    return { events: of('events'), notes: of('notes') };
  }

  private async tellMissed(reader: Reader, lastEventId: string | undefined): Promise<void> {
    const [, events, notes] = ID.exec(lastEventId ?? '') ?? [];
    const ends = await this.ends();
    reader.at = ends;
    if (events !== undefined) {
      const from = { events: Number(events), notes: Number(notes ?? ends.notes) };
      const missed = await this.missed(reader, from, ends);
      if (missed === null) this.write(reader, `event: behind\ndata: {}\n\n`);
      else {
        reader.at = from;
        for (const told of missed) this.tellNow(reader, told);
        reader.at = { events: Math.max(reader.at.events, ends.events), notes: Math.max(reader.at.notes, ends.notes) };
      }
    }
    this.write(reader, `id: ${idOf(reader.at, reader.ofCbp)}\nevent: following\ndata: {}\n\n`);
    const held = reader.held ?? [];
    reader.held = null;
    for (const told of held) this.tellNow(reader, told);
  }

  /** Null where that is more than is told one by one, or longer ago than events are kept. */
  private async missed(reader: Reader, from: Reader['at'], ends: Reader['at']): Promise<Told[] | null> {
    const now = new Date();
    // Of another database, or of this one before it was put back.
    if (from.events > ends.events || from.notes > ends.notes) return null;
    const rows: EventRow[] = await this.source.query(
      `SELECT ${EVENT} FROM conversation_event e JOIN conversation c ON c.id = e.conversation_id
        WHERE e.position > $5 AND ($6::uuid IS NULL OR c.id = $6) AND ${sightCondition(1)} ORDER BY e.position LIMIT $7`,
      [...sightParameters(reader.sight, now), from.events, reader.only, MOST_MISSED + 1],
    );
    const [oldest] = await this.source.query('SELECT min(position) AS position FROM conversation_event');
    const isGone = from.events < Number(oldest.position ?? ends.events + 1) - 1;
    if (rows.length > MOST_MISSED || isGone) return null;
    const notes = reader.ofCbp
      ? await notesWhere(
          this.source.manager,
          `JOIN conversation c ON c.id = n.conversation_id
            WHERE n.position > $5 AND ($6::uuid IS NULL OR c.id = $6) AND ${sightCondition(1)} ORDER BY n.position LIMIT $7`,
          [...sightParameters(reader.sight, now), from.notes, reader.only, MOST_MISSED + 1],
        )
      : [];
    if (notes.length > MOST_MISSED) return null;
    return [...(await this.toldOf(rows)), ...notes.map(toldOfNote)];
  }

  private follow(reader: Reader, sight: Sight): void {
    this.unfollow(reader);
    reader.sight = sight;
    for (const key of keysOf(sight)) {
      const set = this.following.get(key);
      if (set) set.add(reader);
      else this.following.set(key, new Set([reader]));
    }
  }

  private unfollow(reader: Reader): void {
    for (const key of keysOf(reader.sight)) {
      const set = this.following.get(key);
      set?.delete(reader);
      if (set?.size === 0) this.following.delete(key);
    }
  }

  private remove(reader: Reader): void {
    if (!this.readers.delete(reader)) return;
    this.unfollow(reader);
    this.places.give(reader.place);
    if (this.readers.size === 0) this.at = null;
  }

  /** @returns whether there is more */
  async look(turn?: Turn): Promise<boolean> {
    const at = this.at;
    if (at === null) return false;
    const rows: EventRow[] = await this.source.query(
      `SELECT ${EVENT} FROM conversation_event e WHERE e.position > $1 ORDER BY e.position LIMIT $2`,
      [at.events, AT_ONCE],
    );
    const notes = await notesWhere(this.source.manager, 'WHERE n.position > $1 ORDER BY n.position LIMIT $2', [
      at.notes,
      AT_ONCE,
    ]);
    if (rows.length + notes.length === 0) return false;
    const told = [...(await this.toldOf(rows)), ...notes.map(toldOfNote)];
    const kept = await keptConversations(
      this.source.manager,
      [...new Set(told.map(({ conversationId }) => conversationId))],
      new Date(),
    );
    for (const one of told) {
      const conversation = kept.get(one.conversationId);
      if (conversation) for (const reader of this.readersOf(conversation)) this.tell(reader, one);
    }
    turn?.progress();
    // Who came meanwhile began anew.
    if (this.at === at)
      this.at = {
        events: Number(rows.at(-1)?.position ?? at.events),
        notes: Number(notes.at(-1)?.position ?? at.notes),
      };
    return rows.length === AT_ONCE || notes.length === AT_ONCE;
  }

  private readersOf(conversation: Kept): Set<Reader> {
    const found = new Set<Reader>();
    for (const key of [...keysOfParties(conversation), ALL])
      for (const reader of this.following.get(key) ?? []) if (sees(reader.sight, conversation)) found.add(reader);
    return found;
  }

  private async toldOf(rows: readonly EventRow[]): Promise<Told[]> {
    const { manager } = this.source;
    const of = (kind: EventKind): EventRow[] => rows.filter((row) => row.kind === kind);
    const messages = new Map<string, MessageView>();
    if (of('message').length > 0)
      for (const message of await messagesWhere(
        manager,
        'JOIN unnest($1::uuid[], $2::int[]) AS w(id, number) ON w.id = m.conversation_id AND w.number = m.number',
        [of('message').map(({ conversationId }) => conversationId), of('message').map(({ number }) => number)],
      ))
        messages.set(`${message.conversationId} ${message.number}`, message);
    const reads: { id: string; name: string; side: string; readAt: Date | null }[] =
      of('read').length === 0
        ? []
        : await manager.query(
            'SELECT id, name, side, read_at AS "readAt" FROM conversation_reader WHERE id = ANY($1::bigint[])',
            [of('read').map(({ readerId }) => readerId)],
          );
    const states: { id: string; state: string; title: string; number: string }[] =
      of('changed').length === 0
        ? []
        : await manager.query('SELECT id, state, title, number FROM conversation WHERE id = ANY($1::uuid[])', [
            of('changed').map(({ conversationId }) => conversationId),
          ]);
    return rows.map(({ position, conversationId, kind, number, readerId }) => {
      const { id: _reader, ...read } = reads.find(({ id }) => id === readerId) ?? { id: null };
      const { id: _conversation, ...state } = states.find(({ id }) => id === conversationId) ?? { id: null };
      const data = {
        message: messages.get(`${conversationId} ${number}`),
        read: { conversationId, ...read, readNumber: number },
        changed: { conversationId, ...state },
      }[kind];
      return { feed: 'events', position: Number(position), conversationId, kind, data: JSON.stringify(data) };
    });
  }

  private tell(reader: Reader, told: Told): void {
    if (told.kind === 'note' && !reader.ofCbp) return;
    if (reader.only !== null && reader.only !== told.conversationId) return;
    if (reader.held === null) return this.tellNow(reader, told);
    if (reader.held.length < MOST_MISSED) reader.held.push(told);
    else reader.stream.destroy();
  }

  private tellNow(reader: Reader, told: Told): void {
    if (told.position <= reader.at[told.feed]) return;
    reader.at = { ...reader.at, [told.feed]: told.position };
    this.write(reader, `id: ${idOf(reader.at, reader.ofCbp)}\nevent: ${told.kind}\ndata: ${told.data}\n\n`);
  }

  private write({ stream }: Reader, text: string): void {
    if (stream.writableLength > MOST_UNREAD_BYTES) stream.destroy();
    else stream.write(text);
  }

  private beat(): void {
    for (const reader of this.readers) this.write(reader, ': still here\n\n');
  }

  /** Ends the streams of those who are not let in any more; what the others see is found out anew. */
  async judge(now = new Date(), turn?: Turn): Promise<void> {
    const due = [...this.readers]
      .filter(({ judgedAt }) => now.getTime() - judgedAt >= JUDGED_FOR_MS)
      .sort((one, other) => one.judgedAt - other.judgedAt)
      .slice(0, JUDGED_AT_ONCE);
    for (const reader of due) {
      if (turn?.signal.aborted) return;
      try {
        const asking = await reader.judge();
        if (isOfCbp(asking) !== reader.ofCbp) throw new Error('it is somebody else now');
        this.follow(reader, await sightOfAsking(this.source.manager, asking));
        reader.judgedAt = now.getTime();
      } catch {
        // Where that cannot be found out now, it is when the reader comes back.
        reader.stream.destroy();
      }
      turn?.progress();
    }
  }
}

const EVENT = `e.position, e.conversation_id AS "conversationId", e.kind, e.number, e.reader_id AS "readerId"`;
const ALL = 'all';
const keysOf = ({ accountIds, offices, all }: Sight): string[] => (all ? [ALL] : [...accountIds, ...offices]);
const keysOfParties = ({ accountId, granted, offices }: Kept): string[] => [
  ...[accountId, ...granted, ...offices],
  ...offices.map((office) => office.slice(0, office.lastIndexOf(' '))),
];

const toldOfNote = (note: NoteView): Told => ({
  ...{ feed: 'notes', position: Number(note.position), conversationId: note.conversationId, kind: 'note' },
  data: JSON.stringify(note),
});
