import { Inject, Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import type { Recurring, Turn } from '#kernel';
import { Transactions, type UnitOfWork } from '#messaging';
import { isDatabaseUnavailable } from '#persistence';
import { LOG, type Log, RecurringWork } from '#service';
import { type AnsweredFiling, type AnsweredItem, itemsOf } from '../filing/answered-filing';
import type { Module } from '../filing/transmission';
import { abiAnswers, type AnswerPart } from '../formats/abi/abi-answer';
import type { AbiSent } from '../formats/abi/abi-sent';
import type { AbiEnvelope } from '../formats/abi/abi-transmission';
import { KeptBody, readBody } from '../journal/large-bodies';
import { MailboxRepository } from '../mailbox/mailbox.repository';
import { sentBeforeKept } from './before-kept';

const LOOK_EVERY_MS = 1_000;
/** So soon after an answer came due it is on file that it is; if not, the next look finds it. */
const SOON_MS = 100;
const TRY_AGAIN_SECONDS = 60;
/** Filings that are answered before others have their turn. */
const PAGE = 100;
/** Characters of an answer in memory. */
const PIECE_LENGTH = 1024 * 1024;

/** An answer that was written into pieces. */
type Written = Omit<AnswerPart, 'filings' | 'isLast'> & { readonly module: Module; readonly items: AnsweredItem[] };

/**
 * Writes the answers to large ABI transmissions after the last of their filings was answered: in pieces, with others going between, and
 * outside of the transaction in which the answers of modules are taken. That they are due is on file with the last answer.
 */
@Injectable()
export class LargeAnswers {
  private readonly writing: Recurring;

  constructor(
    private readonly source: DataSource,
    private readonly transactions: Transactions,
    private readonly mailbox: MailboxRepository,
    @Inject(LOG) private readonly log: Log,
    work: RecurringWork,
  ) {
    this.writing = work.every(LOOK_EVERY_MS, 'writing the answers to large transmissions', (turn) => this.look(turn));
  }

  /** @param from a module that says it, each that of its own batches; null where the gateway itself does */
  async leave(transmissionId: string, from: Module | null, unit: UnitOfWork): Promise<void> {
    await unit.manager.query(
      'INSERT INTO answer_due (transmission_id, from_module, since, next_try_at) VALUES ($1, $2, $3, $3)',
      [transmissionId, from, unit.now.toISOString()],
    );
    setTimeout(() => this.writing.wake(), SOON_MS).unref();
  }

  /** One at a time; `true` when there may be more. */
  private async look(turn: Turn): Promise<boolean> {
    const due: { id: string }[] = await this.source.query(
      'SELECT transmission_id AS id FROM answer_due WHERE next_try_at <= now() ORDER BY since LIMIT 10',
    );
    for (const { id } of due) if (await this.write(id, turn)) return true;
    return false;
  }

  /** False when another replica is at it. */
  private async write(id: string, turn: Turn): Promise<boolean> {
    try {
      const before = await this.sentBefore(id);
      // Nothing is written in this transaction, so that no reader of a mailbox waits for its end.
      return await this.source.transaction(async (manager) => {
        const [{ free }] = await manager.query(
          `SELECT pg_try_advisory_xact_lock(hashtext('answer due'), hashtext($1)) AS free`,
          [id],
        );
        if (!free) return false;
        const written = await this.writePieces(id, before, manager, turn);
        if (!turn.signal.aborted) await this.place(id, written);
        return true;
      });
    } catch (error) {
      if (isDatabaseUnavailable(error)) throw error;
      this.log.error({ err: error, transmissionId: id }, 'the answer to a large transmission could not be written');
      await this.source.query(
        'UPDATE answer_due SET next_try_at = now() + make_interval(secs => $2) WHERE transmission_id = $1',
        [id, TRY_AGAIN_SECONDS],
      );
      return true;
    }
  }

  /** Null where it is kept with the filings. */
  private async sentBefore(id: string): Promise<readonly object[] | null> {
    const [row]: { envelope: AbiEnvelope; filings: number }[] = await this.source.query(
      'SELECT envelope, filings FROM transmission WHERE id = $1 AND EXISTS (SELECT 1 FROM filing WHERE transmission_id = $1 AND sent IS NULL)',
      [id],
    );
    return row ? sentBeforeKept('abi', await readBody(this.source.manager, id), row.envelope, row.filings) : null;
  }

  private async writePieces(
    id: string,
    before: readonly object[] | null,
    manager: EntityManager,
    turn: Turn,
  ): Promise<Written[]> {
    await this.source.query('DELETE FROM answer_piece WHERE transmission_id = $1', [id]);
    const written: Written[] = [];
    let begins = 0;
    let module: Module | undefined;
    let items: AnsweredItem[] = [];
    const pages = this.pagesOf(id, before, manager, turn);
    for await (const { filings: about, isLast, body: text, ...answer } of abiAnswers(
      new KeptBody(manager, id),
      pages,
      PIECE_LENGTH,
    )) {
      await this.source.query(
        'INSERT INTO answer_piece (transmission_id, batch, begins, text) VALUES ($1, $2, $3, $4)',
        [id, answer.batch, begins, text],
      );
      begins = isLast ? 0 : begins + text.length;
      module = about[0]?.module ?? module;
      for (const item of itemsOf(about)) items.push(item);
      if (!isLast) continue;
      written.push({ ...answer, body: '', module: module!, items });
      items = [];
    }
    return written;
  }

  /** The filings in the order sent, of batches that were not answered before. */
  private async *pagesOf(
    id: string,
    before: readonly object[] | null,
    manager: EntityManager,
    turn: Turn,
  ): AsyncGenerator<readonly AnsweredFiling[]> {
    const [{ envelope }]: [{ envelope: AbiEnvelope }] = await manager.query(
      'SELECT envelope FROM transmission WHERE id = $1',
      [id],
    );
    const answered = new Set(envelope.answered);
    await manager.query(
      `DECLARE filings NO SCROLL CURSOR FOR
         SELECT id, ordinal, module, kind, subject, reference, outcome, conditions, summary, sent FROM filing WHERE transmission_id = '${id}' ORDER BY ordinal`,
    );
    for (let at = 0; !turn.signal.aborted; at += PAGE) {
      const rows: AnsweredFiling[] = await manager.query(`FETCH ${PAGE} FROM filings`);
      if (rows.length === 0) return;
      const filings = before ? rows.map((row, n) => ({ ...row, sent: before[at + n]! })) : rows;
      yield filings.filter(({ sent }) => !answered.has((sent as AbiSent).batch));
      turn.progress();
    }
  }

  private async place(id: string, written: readonly Written[]): Promise<void> {
    await this.transactions.run(async (unit) => {
      const [due]: { from_module: Module | null }[] = await unit.manager.query(
        'SELECT from_module FROM answer_due WHERE transmission_id = $1 FOR UPDATE',
        [id],
      );
      if (!due) return;
      // Whoever repeats the transmission at this moment waits: the repeat is found here, or finds the answer.
      const [t] = await unit.manager.query(
        'SELECT account_id, correlation_id, disposition FROM transmission WHERE id = $1 FOR UPDATE',
        [id],
      );
      const copies: { id: string }[] = await unit.manager.query(
        'SELECT id FROM transmission WHERE duplicate_of = $1 ORDER BY id',
        [id],
      );
      await this.mailbox.place(
        unit,
        written.flatMap(({ batch, module, ...answer }) =>
          [id, ...copies.map((copy) => copy.id)].map((transmissionId) => ({
            ...answer,
            inPieces: { transmissionId: id, batch },
            accountId: t.account_id as string,
            transmissionId,
            correlationId: t.correlation_id as string,
            disposition: t.disposition as string,
            ...(due.from_module ? { from: module } : {}),
          })),
        ),
      );
      await unit.manager.query('DELETE FROM answer_due WHERE transmission_id = $1', [id]);
      await unit.manager.query('DELETE FROM answer_piece WHERE transmission_id = $1', [id]);
    });
  }
}
