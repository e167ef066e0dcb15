import { DataSource } from 'typeorm';
import { masked } from '#kernel';
import { asFarAsLifted, type Told, typeToday } from './lifting';
import { NoKey, Secrecy } from './secrecy';
import type { Cause, Transactions, UnitOfWork } from './unit-of-work';

export interface SetAsideMessage {
  readonly messageId: string;
  readonly type: string;
  readonly subject: string;
  readonly correlationId: string;
  readonly state: 'set aside' | 'waiting' | 'discarded' | 'done' | 'received';
  readonly attempts: number;
  readonly receivedAt: string;
  readonly ageSeconds: number;
  /** First line of the error. */
  readonly reason: string | null;
}

export interface WorklistEntry extends SetAsideMessage {
  /** Numbers of persons are masked in it; encrypted where this service has no key that opens it. */
  readonly data: unknown;
  readonly error: string | null;
  readonly actions: { action: string; actor: string; note: string; at: string }[];
  /** Other contents that came later under the same id and were refused. */
  readonly conflicts: { data: unknown; receivedAt: string }[];
}

export type WorklistRefusal = 'no such message' | 'not set aside' | 'no key';

const COLUMNS = `message_id AS "messageId", type, subject, correlation_id AS "correlationId", state, started::int AS attempts,
  to_char(received_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS "receivedAt",
  extract(epoch FROM now() - received_at)::float8 AS "ageSeconds", split_part(error, E'\\n', 1) AS reason`;

/** What a service owes others when a message of a type is discarded: the answer that somebody waits for. */
export type OnDiscard = (data: unknown, unit: UnitOfWork, cause: Cause) => void | Promise<void>;

/** Messages that could not be taken into effect and wait for a person, and what was done about each of them. */
export class Worklist {
  private readonly onDiscard = new Map<string, OnDiscard>();

  constructor(
    private readonly source: DataSource,
    private readonly transactions: Transactions,
    private readonly secrecy = new Secrecy(),
  ) {}

  /** Says what else happens, in the same transaction, when a message of this type is discarded. */
  whenDiscarded(type: string, owed: OnDiscard): void {
    this.onDiscard.set(type, owed);
  }

  /** Oldest first. */
  list(limit = 100, after = 0): Promise<SetAsideMessage[]> {
    return this.source.query(
      `SELECT ${COLUMNS} FROM inbox WHERE state = 'set aside' AND sequence > $2 ORDER BY sequence LIMIT $1`,
      [Math.min(limit, 1_000), after],
    );
  }

  async inspect(messageId: string): Promise<WorklistEntry | null> {
    const [row] = await this.source.query(`SELECT ${COLUMNS}, error, version, data FROM inbox WHERE message_id = $1`, [
      messageId,
    ]);
    if (!row) return null;
    const { version, data, ...entry } = row;
    const shown = (text: string): unknown =>
      this.secrecy.shown({ id: messageId, type: entry.type, version, data: JSON.parse(text) });
    const actions = await this.source.query(
      'SELECT action, actor, note, at FROM worklist_action WHERE message_id = $1 ORDER BY id',
      [messageId],
    );
    const conflicts = await this.source.query(
      'SELECT data, received_at AS "receivedAt" FROM inbox_conflict WHERE message_id = $1 ORDER BY id',
      [messageId],
    );
    return {
      ...entry,
      error: entry.error === null ? null : masked(entry.error),
      reason: entry.reason === null ? null : masked(entry.reason),
      data: data === null ? null : shown(data),
      actions,
      conflicts: conflicts.map((c: { data: string; receivedAt: Date }) => ({ ...c, data: shown(c.data) })),
    };
  }

  /** Gives the message a fresh set of attempts, under its own id. */
  retry(messageId: string, actor: string, note: string): Promise<WorklistRefusal | null> {
    return this.act(
      messageId,
      'retried',
      actor,
      note,
      `state = 'waiting', started = 0, failed = 0, next_try_at = now()`,
    );
  }

  /** Ends it without effect and tells who waits for it. Its content stays on file. */
  discard(messageId: string, actor: string, note: string): Promise<WorklistRefusal | null> {
    return this.act(messageId, 'discarded', actor, note, `state = 'discarded', finished_at = now()`);
  }

  private act(
    messageId: string,
    action: string,
    actor: string,
    note: string,
    change: string,
  ): Promise<WorklistRefusal | null> {
    return this.transactions.run(async (unit) => {
      const [row] = await unit.manager.query(
        'SELECT state, type, version, correlation_id, data FROM inbox WHERE message_id = $1 FOR UPDATE',
        [messageId],
      );
      if (!row) return 'no such message';
      if (row.state !== 'set aside') return 'not set aside';
      const owed = action === 'discarded' ? this.onDiscard.get(typeToday(row.type as string)) : undefined;
      const message = owed && this.read({ ...row, id: messageId, data: row.data as string });
      if (message === null) return 'no key';
      await unit.manager.query(`UPDATE inbox SET ${change} WHERE message_id = $1`, [messageId]);
      await unit.manager.query(
        'INSERT INTO worklist_action (message_id, action, actor, note) VALUES ($1, $2, $3, $4)',
        [messageId, action, actor, note],
      );
      await owed?.(message && asFarAsLifted(message), unit, {
        id: messageId,
        correlationId: row.correlation_id as string,
      });
      return null;
    });
  }

  /** Null when no key of this service opens it. */
  private read(row: { id: string; type: string; version: number; data: string }): Told | null {
    try {
      return this.secrecy.opened({ ...row, data: JSON.parse(row.data) as unknown });
    } catch (error) {
      // What was changed on its way is discarded as it came.
      return error instanceof NoKey ? null : { ...row, data: JSON.parse(row.data) as unknown };
    }
  }
}
