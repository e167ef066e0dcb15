import { createHash, randomUUID } from 'node:crypto';
import { DataSource, EntityManager } from 'typeorm';
import { contractOf } from '#contracts';
import { masked, NO_TRACES } from '#kernel';
import { countStatements, isDatabaseUnavailable } from '#persistence';
import { groupsOf, Received } from './envelope';
import { asToday, NotYetKnown, typeToday, Unprocessable } from './lifting';
import { MessagingLog } from './log';
import {
  follow,
  type Gaps,
  type Heard,
  heardColumns,
  keepHeard,
  keepHeardAsJudged,
  type OnALane,
  readHeard,
  roadName,
} from './road';
import { answerAgain } from './sent';
import { NoKey, Secrecy } from './secrecy';
import { MessagingSettings } from './settings';
import { Steps } from './steps';
import { UnitOfWork } from './unit-of-work';

/** A message that came in, from the broker or from the inbox's own waiting rows. */
export interface Incoming extends Received<unknown> {
  readonly lane: number;
  readonly version: number;
  readonly hash: string;
  /** The name that its contract had when it was sent, where that is another one today. */
  readonly sentAs?: string;
  /** The broker gave it out before: an attempt at it may have begun and not ended. */
  readonly redelivered: boolean;
  /** Its sender has no answer to it. */
  readonly again?: true;
  /** It lets others go first, and so does what is said because of it. */
  readonly bulk?: true;
  /** When the broker gave it out (milliseconds since 1970), while traces are on. */
  readonly arrivedAt?: number;
}

/** Messages that came together, with their place on the road they came by. */
export interface Bundle extends OnALane {
  readonly messages: readonly Incoming[];
}

export interface Handler {
  /** Handles messages of one type in one unit of work, in the order given. */
  handle(messages: Received<unknown>[], unit: UnitOfWork): Promise<void>;
  /** Whether several messages of one subject may be among them. */
  readonly repeats: boolean;
}

/** The work was not done because the database is away or the process is stopping; the messages stay with the broker. */
export class NotNow extends Error {}

interface Claim {
  message_id: string;
  state: 'received' | 'done' | 'waiting' | 'set aside' | 'discarded';
  hash: string;
  fresh: boolean;
}

/** Something in the batch is known already, so the batch is taken the careful way. */
class NotAllNew extends Error {}

const FAILED_COUNTED = 1_000;
/** So much later than its time a message may be tried again. */
const LOCKED_SEEN_MS = 15_000;

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/**
 * Takes messages into effect exactly once, in order of their subject.
 *
 * Messages that come for the first time are handled in one transaction that also puts them on file as done. Whatever that
 * transaction cannot do (a message failed, is known, or was given out before) is done the careful way: a message is claimed (its row
 * says that an attempt started) before it is handled, so after a crash at any point the row tells what is left to do. A batch that
 * fails is split until the message at fault stands alone; that one waits in the inbox for its next attempt, with everything later
 * of the same subject behind it, and is set aside for a person after a bounded number of attempts. Attempts that ended in a crash count.
 */
export class Inbox {
  handledTotal = 0;
  /** Messages that failed since the last one that went well, unless the fault was found to be their own. */
  private readonly failed = new Set<string>();
  private stopping = false;
  private lockedSince = -Infinity;
  private lockedAt = -Infinity;
  private alone: Promise<void> = Promise.resolve();
  private readonly steps: Steps;

  constructor(
    private readonly source: DataSource,
    private readonly settings: MessagingSettings,
    private readonly handlers: ReadonlyMap<string, Handler>,
    private readonly log: MessagingLog,
    private readonly committed: () => void,
    private readonly base: () => number = () => 0,
    private readonly secrecy = new Secrecy(),
  ) {
    this.steps = new Steps(settings.service, settings.traces ?? NO_TRACES);
  }

  /** How many different messages failed in a row: one bad message alone never makes it more than 1. */
  get failing(): number {
    return this.failed.size;
  }

  /** Since when messages came that no key of this service opens (seconds); null when none was tried again lately. */
  get lockedSeconds(): number | null {
    const now = performance.now();
    return now - this.lockedAt < this.settings.retryDelays.at(-1)! + LOCKED_SEEN_MS
      ? (now - this.lockedSince) / 1_000
      : null;
  }

  stop(): void {
    this.stopping = true;
  }

  /**
   * Returns when each message is in effect, known as a duplicate, on file in the inbox, or refused because something before it on its
   * road is missing: then it may be acknowledged. Answers on which roads that is so.
   */
  async take(bundles: readonly Bundle[]): Promise<Gaps> {
    if (bundles.length === 0) return [];
    const messages = bundles.flatMap((bundle) => bundle.messages);
    if (
      !messages.some(({ redelivered, again }) => redelivered || again) &&
      new Set(messages.map(({ id }) => id)).size === messages.length
    ) {
      try {
        const { ready, gaps } = await this.untilDatabaseAnswers(() => this.handleNew(bundles));
        this.tellHandled(ready);
        return gaps;
      } catch (error) {
        if (error instanceof NotNow) throw error;
        // One of them failed or is known. The careful way finds out which.
      }
    }
    const lanes = [...new Set(bundles.map(({ lane }) => lane))];
    const judged = await this.untilDatabaseAnswers(() => readHeard(lanes, this.source));
    const { inOrder, reached, gaps } = follow(bundles, judged);
    await this.takeCarefully(
      await this.untilDatabaseAnswers(() => this.withoutRepeats(inOrder.flatMap((bundle) => bundle.messages))),
    );
    // Only when all of it is on file: after a crash before this it comes again and is recognised.
    if (reached.length === 0) return gaps;
    const kept = new Set(
      (await this.untilDatabaseAnswers(() => keepHeardAsJudged(reached, judged, this.source))).map(({ sender, lane }) =>
        roadName(sender, lane),
      ),
    );
    return [...gaps, ...reached.filter(({ sender, lane }) => !kept.has(roadName(sender, lane)))];
  }

  private async takeCarefully(messages: readonly Incoming[]): Promise<void> {
    if (messages.length === 0) return;
    const claims = await this.untilDatabaseAnswers(() => this.claim(messages));
    // Read again from the journal it may differ in a letter; it is the same filing.
    await this.answerAgain(
      messages.filter(
        ({ id, again }) => again && ['done', 'discarded'].includes(claims.get(id)!.state) && !claims.get(id)!.fresh,
      ),
    );
    let batch: Incoming[] = [];
    const runBatch = async (): Promise<void> => {
      if (batch.length > 0) await this.attempt(batch);
      batch = [];
    };
    for (const message of messages) {
      const claim = claims.get(message.id)!;
      if (claim.hash !== message.hash) {
        if (!message.again) await this.untilDatabaseAnswers(() => this.recordConflict(message));
      } else if (claim.state !== 'received') continue;
      else if (claim.fresh) batch.push(message);
      else {
        // An earlier attempt may have begun and not ended: alone, so that a crash is counted for this message only.
        await runBatch();
        await this.attemptAlone(message);
      }
    }
    await runBatch();
  }

  /** Who sent them has no answer, and they were handled: what was said because of them is said again. */
  private async answerAgain(messages: readonly Incoming[]): Promise<void> {
    const ofSender = new Map<string, string[]>();
    for (const { id, type } of messages) {
      const sender = contractOf(type)?.owner;
      if (sender) ofSender.set(sender, [...(ofSender.get(sender) ?? []), id]);
    }
    for (const [sender, ids] of ofSender) {
      const said = await this.untilDatabaseAnswers(() => answerAgain(sender, ids, this.source.manager));
      this.log.info({ sender, asked: ids.length, said }, 'asked after messages that were handled, answered again');
      if (said > 0) this.committed();
    }
  }

  /** The fast way: one transaction for messages that nobody has seen before. */
  private async handleNew(bundles: readonly Bundle[]): Promise<{ ready: Incoming[]; gaps: Gaps }> {
    let ready: Incoming[] = [];
    let gaps: Gaps = [];
    await this.inOneTransaction(async (manager) => {
      const lanes = [...new Set(bundles.map(({ lane }) => lane))];
      const following = follow(bundles, await lockLanes(manager, this.settings.service, lanes));
      ({ gaps } = following);
      const messages = following.inOrder.flatMap((bundle) => bundle.messages);
      const blockedSubjects = await insertAsDone(manager, messages, following.reached);
      const behind = messages.filter((m) => blockedSubjects.has(m.subject));
      ready = messages.filter((m) => !blockedSubjects.has(m.subject));
      if (behind.length > 0) await putBehind(manager, behind, 'done');
      if (ready.length > 0) await this.handleAll(manager, ready);
      return ready;
    });
    this.committed();
    return { ready, gaps };
  }

  /** Gives every waiting message whose time has come, and that is the oldest of its subject, another attempt. True when some went on. */
  async retryDue(lanes: readonly number[]): Promise<boolean> {
    const heads: (Claim & Incoming & { correlation_id: string; published_at: Date; data: string })[] =
      await this.source.query(
        `SELECT * FROM (
         SELECT DISTINCT ON (lane, subject) lane, message_id, message_id AS id, type, version, subject, correlation_id, hash, data, published_at, next_try_at, sequence
           FROM inbox WHERE lane = ANY($1) AND state = 'waiting' ORDER BY lane, subject, sequence) AS head
       WHERE next_try_at <= now() ORDER BY sequence LIMIT $2`,
        [lanes, this.settings.batch],
      );
    for (const row of heads) {
      if (this.stopping) return false;
      const message = {
        ...row,
        type: typeToday(row.type),
        sentAs: row.type,
        correlationId: row.correlation_id,
        at: row.published_at.toISOString(),
        data: JSON.parse(row.data),
        redelivered: false,
      };
      await this.attemptAlone(message, true);
    }
    return heads.length > 0;
  }

  /** The same message twice in one delivery is one message; the same id with other content is a conflict. */
  private async withoutRepeats(messages: readonly Incoming[]): Promise<Incoming[]> {
    const byId = new Map<string, Incoming>();
    for (const message of messages) {
      const first = byId.get(message.id);
      if (!first) byId.set(message.id, message);
      else if (first.hash !== message.hash) await this.recordConflict(message);
    }
    return [...byId.values()];
  }

  private async claim(messages: readonly Incoming[]): Promise<Map<string, Claim>> {
    const fresh: Claim[] = await this.source.query(
      `INSERT INTO inbox (message_id, lane, type, subject, correlation_id, hash, published_at, version)
       SELECT id, lane, type, subject, correlation_id, hash, at, version FROM ${INCOMING} ORDER BY position
       ON CONFLICT (message_id) DO NOTHING
       RETURNING message_id, state, hash, true AS fresh`,
      incomingColumns(messages),
    );
    const claims = new Map(fresh.map((row) => [row.message_id, row]));
    const known = messages.filter((m) => !claims.has(m.id)).map((m) => m.id);
    if (known.length > 0) {
      const rows: Claim[] = await this.source.query(
        'SELECT message_id, state, hash, false AS fresh FROM inbox WHERE message_id = ANY($1)',
        [known],
      );
      for (const row of rows) claims.set(row.message_id, row);
    }
    return claims;
  }

  /**
   * One message, with the start of this attempt counted before it begins. One at a time in the whole process: were two at work
   * when the process dies, the death would be counted against both.
   */
  private attemptAlone(message: Incoming, waiting = false): Promise<void> {
    const turn = this.alone.then(() => this.attemptCounted(message, waiting));
    this.alone = turn.catch(() => undefined);
    return turn;
  }

  private async attemptCounted(message: Incoming, waiting: boolean): Promise<void> {
    const counted = await this.untilDatabaseAnswers(async () => {
      const [rows] = await this.source.query(
        `UPDATE inbox SET started = started + 1 WHERE message_id = $1 AND state = $2 RETURNING started`,
        [message.id, waiting ? 'waiting' : 'received'],
      );
      return rows[0]?.started as number | undefined;
    });
    if (counted === undefined) return;
    if (counted > this.settings.attempts) {
      await this.untilDatabaseAnswers(() =>
        this.setAside(message, `${counted - 1} attempts were started and none of them finished`),
      );
      return;
    }
    await this.attempt([message]);
  }

  private async attempt(messages: readonly Incoming[]): Promise<void> {
    try {
      this.tellHandled(await this.untilDatabaseAnswers(() => this.handleClaimed(messages)));
    } catch (error) {
      if (error instanceof NotNow) throw error;
      if (messages.length > 1) {
        const half = messages.length >> 1;
        await this.attempt(messages.slice(0, half));
        await this.attempt(messages.slice(half));
        return;
      }
      await this.untilDatabaseAnswers(() => this.recordFailure(messages[0]!, error as Error));
    }
  }

  private tellHandled(messages: readonly Incoming[]): void {
    this.handledTotal += messages.length;
    if (messages.length > 0) this.failed.clear();
    for (const m of messages) {
      this.log.info(
        { type: m.type, messageId: m.id, subject: m.subject, correlationId: m.correlationId },
        'message handled',
      );
    }
  }

  /** Returns the messages that were handled; those that must wait behind an earlier one of their subject are put on file. */
  private async handleClaimed(messages: readonly Incoming[]): Promise<Incoming[]> {
    let ready: Incoming[] = [];
    await this.inOneTransaction(async (manager) => {
      await lockLanes(manager, this.settings.service, [...new Set(messages.map((m) => m.lane))]);
      const open: { message_id: string; blocked: boolean }[] = await manager.query(
        `SELECT message_id, EXISTS (SELECT 1 FROM inbox w WHERE w.lane = m.lane AND w.subject = m.subject AND w.state = 'waiting'
                                       AND w.sequence < m.sequence) AS blocked
           FROM inbox m WHERE message_id = ANY($1) AND state IN ('received', 'waiting')`,
        [messages.map((m) => m.id)],
      );
      const blocked = new Map(open.map((row) => [row.message_id, row.blocked]));
      ready = messages.filter((m) => blocked.get(m.id) === false);
      const behind = messages.filter((m) => blocked.get(m.id) === true);
      if (behind.length > 0) await putBehind(manager, behind, 'received');
      if (ready.length === 0) return ready;
      await this.handleAll(manager, ready);
      await manager.query(
        `UPDATE inbox SET state = 'done', finished_at = $2, data = NULL, error = NULL WHERE message_id = ANY($1)`,
        [ready.map((m) => m.id), new Date().toISOString()],
      );
      return ready;
    });
    if (ready.length > 0) this.committed();
    return ready;
  }

  /** @param work answers what it handled */
  private async inOneTransaction(work: (manager: EntityManager) => Promise<readonly Incoming[]>): Promise<void> {
    if (!this.steps.on) {
      await this.source.transaction(work);
      return;
    }
    const from = Date.now();
    const { value, counted } = await countStatements(this.source, () => this.source.transaction(work));
    this.steps.handled(value, from, counted);
  }

  private async handleAll(manager: EntityManager, messages: readonly Incoming[]): Promise<void> {
    const bulk = new Set((messages as readonly Incoming[]).flatMap((message) => (message.bulk ? [message.id] : [])));
    const unit = new UnitOfWork(manager, this.settings.lanes, new Date(), this.base(), bulk, this.secrecy);
    const groups = groupsOf(messages, (type) => this.handlers.get(type)?.repeats ?? false);
    for (const group of groups) await this.handle(group.type, group.messages, unit);
    await unit.flush();
  }

  private async handle(type: string, closed: Incoming[], unit: UnitOfWork): Promise<void> {
    const messages = closed.map((message) => this.secrecy.opened(message));
    const handler = this.handlers.get(type);
    if (!handler) throw new Unprocessable(`this service does not listen to ${type}`);
    const contract = contractOf(type);
    await handler.handle(contract ? messages.map((message) => asToday(contract, message)) : messages, unit);
  }

  private async recordFailure(message: Incoming, error: Error): Promise<void> {
    this.steps.failed(message, error);
    const hopeless = error instanceof Unprocessable;
    if (!hopeless && this.failed.size < FAILED_COUNTED) this.failed.add(message.id);
    const isLocked = error instanceof NoKey;
    if (isLocked) this.noteLocked();
    // No attempt of this replica can mend it, so none is counted.
    const waitsForOthers = isLocked || error instanceof NotYetKnown;
    const [text, reason] = [masked(error.stack ?? String(error)).slice(0, 4_000), masked(error.message)];
    const delays = this.settings.retryDelays.join(',');
    const [rows] = await this.source.query(
      `UPDATE inbox SET failed = LEAST(failed::int + 1, 32767), data = $2, error = $3,
              state = CASE WHEN $4 OR (started >= $5 AND NOT $8) THEN 'set aside' ELSE 'waiting' END,
              next_try_at = now() + (string_to_array($6, ',')::int[])[CASE WHEN $8 THEN $7 ELSE LEAST(started::int, $7) END] * interval '1 millisecond',
              started = CASE WHEN $8 THEN 0 ELSE started END
        WHERE message_id = $1 AND state IN ('received', 'waiting') RETURNING state, started`,
      [
        message.id,
        JSON.stringify(message.data),
        text,
        hopeless,
        this.settings.attempts,
        delays,
        this.settings.retryDelays.length,
        waitsForOthers,
      ],
    );
    const [row] = rows as { state: string; started: number }[];
    if (!row) return;
    const fields = {
      type: message.type,
      messageId: message.id,
      subject: message.subject,
      correlationId: message.correlationId,
      attempt: row.started,
      reason,
    };
    if (row.state === 'set aside') {
      await this.noteSetAside(message, reason);
      this.log.error(fields, 'message set aside for a person');
    } else if (isLocked) this.log.error(fields, 'message waits for a key that this service does not have');
    else if (waitsForOthers) this.log.warn(fields, 'message waits for a newer build of this service');
    else this.log.warn(fields, 'message failed, will be tried again');
  }

  private noteLocked(): void {
    const now = performance.now();
    if (this.lockedSeconds === null) this.lockedSince = now;
    this.lockedAt = now;
  }

  private async setAside(message: Incoming, reason: string): Promise<void> {
    await this.source.query(
      `UPDATE inbox SET state = 'set aside', data = $2, error = $3 WHERE message_id = $1 AND state IN ('received', 'waiting')`,
      [message.id, JSON.stringify(message.data), reason],
    );
    await this.noteSetAside(message, reason);
    this.log.error(
      {
        type: message.type,
        messageId: message.id,
        subject: message.subject,
        correlationId: message.correlationId,
        reason,
      },
      'message set aside for a person',
    );
  }

  private async noteSetAside(message: Incoming, reason: string): Promise<void> {
    await this.source.query(
      `INSERT INTO worklist_action (message_id, action, actor, note) VALUES ($1, 'set aside', $2, $3)`,
      [message.id, this.settings.instance, reason.slice(0, 500)],
    );
  }

  /** Bytes that are no message cannot be handled, but a person must be able to see them. */
  async keepUnreadable(lane: number, content: Buffer, reason: string): Promise<void> {
    const id = randomUUID();
    await this.untilDatabaseAnswers(() =>
      this.source.query(
        `INSERT INTO inbox (message_id, lane, type, version, subject, correlation_id, hash, state, published_at, error, data)
         VALUES ($1, $2, 'unreadable', 0, $3, $3, '', 'set aside', now(), $4, $5)`,
        [id, lane, `unreadable:${id}`, `not a message: ${reason}`, JSON.stringify(content.toString('base64'))],
      ),
    );
    this.log.error({ lane, messageId: id, reason }, 'unreadable message set aside for a person');
  }

  private async recordConflict(message: Incoming): Promise<void> {
    await this.source.query(
      `INSERT INTO inbox_conflict (message_id, type, subject, correlation_id, data) VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING`,
      [message.id, message.type, message.subject, message.correlationId, JSON.stringify(message.data)],
    );
    this.log.error(
      { type: message.type, messageId: message.id, correlationId: message.correlationId },
      'message refused: its id came before with other content',
    );
  }

  /** While the database is away nothing is decided: the same step is tried again until it answers or the process stops. */
  private async untilDatabaseAnswers<T>(step: () => Promise<T>): Promise<T> {
    for (let delay = 100; ; delay = Math.min(delay * 2, 2_000)) {
      try {
        return await step();
      } catch (error) {
        if (!isDatabaseUnavailable(error) || wasCancelled(error)) throw error;
        if (this.stopping) throw new NotNow('stopping while the database is away');
        this.log.warn({ reason: (error as Error).message }, 'database not reachable, messages wait');
        await pause(delay);
        if (this.stopping) throw new NotNow('stopping while the database is away');
      }
    }
  }
}

/**
 * PostgreSQL ended a statement that took too long: the database is there, and what asks too much of it is an attempt that failed. Not where it stood behind
 * another's lock, of which PostgreSQL tells in its context: that is no fault of the messages, however many there are on one bill.
 */
const wasCancelled = (error: unknown): boolean => {
  const { code, where } = (error ?? {}) as { code?: unknown; where?: unknown };
  return code === '57014' && !/\bwhile \w+( index)? tuple/.test(String(where ?? ''));
};

const INCOMING = `unnest($1::uuid[], $2::smallint[], $3::text[], $4::text[], $5::text[], $6::text[], $7::timestamptz[], $8::smallint[])
  WITH ORDINALITY AS m(id, lane, type, subject, correlation_id, hash, at, version, position)`;

const incomingColumns = (messages: readonly Incoming[]): unknown[] =>
  (['id', 'lane', 'type', 'subject', 'correlationId', 'hash', 'at', 'version'] as const).map((key) =>
    messages.map((m) => m[key]),
  );

/**
 * A replica that lost a lane may still be at work on it: one transaction a lane at a time, whoever runs it. Answers how far the lanes'
 * roads are heard. Where the lock was waited for that may be a step too little: then messages are asked for that came already.
 */
const lockLanes = async (manager: EntityManager, service: string, lanes: readonly number[]): Promise<Heard[]> => {
  const key = createHash('sha256').update(`inbox ${service}`).digest().readInt32BE(0);
  const rows: (Heard | { sender: null })[] = await manager.query(
    `SELECT h.sender, h.lane, h.position::float8 AS position, h.beat::float8 AS beat
       FROM (SELECT count(pg_advisory_xact_lock($1, lane)) FROM unnest($2::int[]) AS lane) AS locked LEFT JOIN heard h ON h.lane = ANY($2::int[])`,
    [key, [...lanes].sort((a, b) => a - b)],
  );
  return rows.filter((row): row is Heard => row.sender !== null);
};

/** Keeps how far roads are heard, too. Answers the subjects among them that have an earlier message waiting. */
const insertAsDone = async (
  manager: EntityManager,
  messages: readonly Incoming[],
  reached: readonly Heard[],
): Promise<Set<string>> => {
  const [row]: { stored: number; blocked: string[] | null }[] = await manager.query(
    `WITH stored AS (
       INSERT INTO inbox (message_id, lane, type, subject, correlation_id, hash, published_at, version, state, finished_at)
       SELECT id, lane, type, subject, correlation_id, hash, at, version, 'done', now() FROM ${INCOMING} ORDER BY position
       ON CONFLICT (message_id) DO NOTHING RETURNING 1),
     heard_now AS (${keepHeard(9)})
     SELECT (SELECT count(*)::int FROM stored) AS stored,
            (SELECT array_agg(DISTINCT w.subject) FROM inbox w
              WHERE w.state = 'waiting' AND w.lane = ANY($2::smallint[]) AND w.subject = ANY($4::text[])) AS blocked`,
    [...incomingColumns(messages), ...heardColumns(reached)],
  );
  if (row!.stored < messages.length) throw new NotAllNew();
  return new Set(row!.blocked ?? []);
};

const putBehind = async (
  manager: EntityManager,
  messages: readonly Incoming[],
  from: 'received' | 'done',
): Promise<void> => {
  await manager.query(
    `UPDATE inbox SET state = 'waiting', next_try_at = now(), finished_at = NULL, data = m.data
       FROM unnest($1::uuid[], $2::text[]) AS m(id, data) WHERE message_id = m.id AND state = $3`,
    [messages.map((m) => m.id), messages.map((m) => JSON.stringify(m.data)), from],
  );
};
