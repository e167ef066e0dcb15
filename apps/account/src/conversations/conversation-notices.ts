import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import type { Turn } from '#kernel';
import { Transactions, type UnitOfWork } from '#messaging';
import { RecurringWork } from '#service';
import { AccountConfig } from '../config/account.config';
import { AccountMails } from '../mails/account-mails';
import { answerDay } from './answer-owed.rules';
import { keepAsked, peopleOf } from './asked-offices';
import { type Kept, keptConversations } from './conversation.repository';
import { ConversationMailText } from './conversation-mail-text';
import { seersAmong } from './conversation-people';

const LOOK_EVERY_MS = 5_000;
const LATE_EVERY_MS = 60_000;
const OLD_EVERY_MS = 3_600_000;
const AT_ONCE = 100;
const OLD_AT_ONCE = 10_000;
/** Whoever was away for longer reads anew what there is. */
const EVENTS_KEPT_DAYS = 3;

interface Due {
  id: string;
  conversationId: string;
  personId: string;
}

/**
 * Tells by e-mail, in words without content, who takes part and has not read, and the offices of CBP that owe an answer, and reminds whoever owes one that is late: once each,
 * until they have read or answered.
 */
@Injectable()
export class ConversationNotices {
  constructor(
    private readonly source: DataSource,
    private readonly transactions: Transactions,
    private readonly mails: AccountMails,
    private readonly text: ConversationMailText,
    private readonly config: AccountConfig,
    work: RecurringWork,
  ) {
    const options = { by: 'one replica' } as const;
    work.every(
      LOOK_EVERY_MS,
      'telling by e-mail of what is unread in conversations',
      (turn) => this.tellUnread(new Date(), turn),
      options,
    );
    work.every(
      LOOK_EVERY_MS,
      'telling offices of CBP that answers are waited for in conversations',
      (turn) => this.tellOffices(new Date(), turn),
      options,
    );
    work.every(
      LATE_EVERY_MS,
      'reminding of late answers in conversations',
      (turn) => this.remind(new Date(), turn),
      options,
    );
    work.every(
      OLD_EVERY_MS,
      'forgetting what was followed live in conversations',
      () => this.forget(new Date()),
      options,
    );
  }

  /** @returns whether there are more */
  async tellUnread(now = new Date(), turn?: Turn): Promise<boolean> {
    const due: Due[] = await this.source.query(
      `SELECT id, conversation_id AS "conversationId", person_id AS "personId" FROM conversation_reader WHERE notice_at <= $1 ORDER BY notice_at, id LIMIT $2`,
      [now, AT_ONCE],
    );
    for (const reader of due) {
      if (turn?.signal.aborted) return false;
      await this.transactions.run(async (unit) => {
        // 'infinity': told already, until something is read.
        const [, taken] = (await unit.manager.query(
          `UPDATE conversation_reader SET notice_at = 'infinity' WHERE id = $1 AND notice_at <= $2`,
          [reader.id, now],
        )) as [unknown, number];
        if (taken > 0) await this.tell(unit, reader, 'something');
      });
      turn?.progress();
    }
    return due.length === AT_ONCE;
  }

  /**
   * Tells the people of each office that answers are waited for, together and not again for a while: where nobody of the office takes part yet, and where one is late. Who takes
   * part is told by name.
   *
   * @returns whether there are more
   */
  async tellOffices(now = new Date(), turn?: Turn): Promise<boolean> {
    const due: { office: string }[] = await this.source.query(
      `SELECT a.office FROM conversation_asked a LEFT JOIN conversation_office_told t USING (office)
        WHERE a.notice_at <= $1 AND (t.told_at IS NULL OR t.told_at <= $1::timestamptz - make_interval(secs => $2)) GROUP BY a.office ORDER BY a.office LIMIT $3`,
      [now, this.config.CONVERSATION_OFFICE_SECONDS, AT_ONCE],
    );
    for (const { office } of due) {
      if (turn?.signal.aborted) return false;
      await this.transactions.run((unit) => this.tellOffice(unit, office, now));
      turn?.progress();
    }
    return due.length === AT_ONCE;
  }

  /** @returns whether there are more */
  async remind(now = new Date(), turn?: Turn): Promise<boolean> {
    const late: { id: string }[] = await this.source.query(
      'SELECT id FROM conversation WHERE owed_by IS NOT NULL AND NOT reminded AND owed_until < $1 ORDER BY owed_until, id LIMIT $2',
      [answerDay(now), AT_ONCE],
    );
    for (const { id } of late) {
      if (turn?.signal.aborted) return false;
      await this.transactions.run(async (unit) => {
        const kept = (await keptConversations(unit.manager, [id], unit.now, { lock: true })).get(id);
        if (!kept?.owed || kept.owed.until >= answerDay(now)) return;
        await unit.manager.query('UPDATE conversation SET reminded = true WHERE id = $1', [id]);
        const readers: Due[] = await unit.manager.query(
          `SELECT id, conversation_id AS "conversationId", person_id AS "personId" FROM conversation_reader
            WHERE conversation_id = $1 AND side = $2 AND person_id IS NOT NULL ORDER BY id`,
          [id, kept.owed.by],
        );
        for (const reader of readers) await this.tell(unit, reader, 'reminder');
        if (kept.owed.by === 'CBP') await tellAgain(unit.manager, kept, now);
      });
      turn?.progress();
    }
    return late.length === AT_ONCE;
  }

  /** @returns whether there are more */
  async forget(now = new Date()): Promise<boolean> {
    const [, removed]: [unknown, number] = await this.source.query(
      `DELETE FROM conversation_event WHERE position IN (
         SELECT position FROM conversation_event WHERE happened_at < $1::timestamptz - make_interval(days => $2) ORDER BY position LIMIT $3)`,
      [now, EVENTS_KEPT_DAYS, OLD_AT_ONCE],
    );
    return removed === OLD_AT_ONCE;
  }

  private async tellOffice(unit: UnitOfWork, office: string, now: Date): Promise<void> {
    const { manager } = unit;
    const [due]: [{ id: string }[], number] = await manager.query(
      `UPDATE conversation_asked SET notice_at = 'infinity' WHERE office = $1 AND notice_at <= $2 RETURNING conversation_id AS id`,
      [office, now],
    );
    const people = await peopleOf(manager, office, now);
    const [{ isNews }] = await manager.query(
      `SELECT EXISTS (SELECT FROM conversation c WHERE c.id = ANY($1::uuid[]) AND (c.owed_until < $2 OR NOT EXISTS (
         SELECT FROM conversation_reader r WHERE r.conversation_id = c.id AND r.person_id = ANY($3::uuid[])))) AS "isNews"`,
      [due.map(({ id }) => id), answerDay(now), people.map(({ personId }) => personId)],
    );
    if (!isNews) return;
    const [{ waiting, late }] = await manager.query(
      `SELECT count(*)::int AS waiting, count(*) FILTER (WHERE c.owed_until < $2)::int AS late FROM conversation_asked a JOIN conversation c ON c.id = a.conversation_id WHERE a.office = $1`,
      [office, answerDay(now)],
    );
    await manager.query(
      'INSERT INTO conversation_office_told VALUES ($1, $2) ON CONFLICT (office) DO UPDATE SET told_at = excluded.told_at',
      [office, now],
    );
    for (const { email } of people) await this.mails.post(unit, this.text.ofOffice(office, email, waiting, late));
  }

  /** Who does not see the conversation any more is told nothing. */
  private async tell(
    unit: UnitOfWork,
    { id, conversationId, personId }: Due,
    what: 'something' | 'reminder',
  ): Promise<void> {
    const kept = (await keptConversations(unit.manager, [conversationId], unit.now)).get(conversationId)!;
    const seer = (await seersAmong(unit.manager, kept, [personId], unit.now)).get(personId);
    if (seer) await this.mails.post(unit, this.text[what](kept, seer.email, id));
  }
}

/** Offices are told of a late answer though they were told that it is waited for. */
const tellAgain = async (manager: EntityManager, { id, owed, offices }: Kept, now: Date): Promise<void> => {
  await keepAsked(manager, [{ id, offices, before: null, after: owed }], now);
  await manager.query('UPDATE conversation_asked SET notice_at = $2 WHERE conversation_id = $1', [id, now]);
};
