import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import type { Asking } from '#access';
import { contentHash, type CustomsDate, formatEntryNumber, parseEntryNumber } from '#kernel';
import { Transactions, type UnitOfWork } from '#messaging';
import { dueOf, running, type RunningClock } from '#reference';
import { Problem, requireSameContent } from '#service';
import { entryRows, lockProtest, onFileOf, type ProtestRow, protestRows } from '../protests/protest.repository';
import { endWithin, suspendWithin } from '../protests/protest-review';
import { UNDECIDED } from '../protests/protest.states';
import { issueWithin, type NewRuling } from '../rulings/rulings';
import { tellOfDecision } from '../work/concerned';
import { centerDay } from '../work/work-item';
import { adviceStates, type AdviceState } from './advice.states';

export interface AdviceQuestion {
  readonly id: string;
  /** Number of the protest that it is about; null for an entry. */
  readonly protestNumber: string | null;
  readonly entryNumber: string | null;
  readonly question: string;
}

export interface AdviceView {
  readonly id: string;
  readonly number: string;
  readonly state: string;
  readonly protestNumber: string | null;
  readonly entryNumber: string | null;
  readonly question: string;
  /** The Center, or the ports, of who asked. */
  readonly askedFor: string;
  readonly askedBy: string;
  readonly askedAt: string;
  readonly clock: RunningClock | null;
  readonly answer: string | null;
  /** The ruling that answers it, and binds. */
  readonly ruling: string | null;
  readonly closedBy: string | null;
  readonly closedAt: string | null;
}

interface Row {
  id: string;
  number: string;
  state: AdviceState;
  question: string;
  asked_for: string;
  protest_id: string | null;
  protest_number: string | null;
  filer_code: string | null;
  entry_number: string | null;
  hash: string;
  asked_by: string;
  asked_at: Date;
  asked_on: CustomsDate;
  due_on: CustomsDate;
  answer: string | null;
  ruling_number: string | null;
  closed_by: string | null;
  closed_at: Date | null;
}

const rows = (manager: Pick<EntityManager, 'query'>, rest: string, values: readonly unknown[]): Promise<Row[]> =>
  manager.query(
    `SELECT a.*, a.asked_on::text AS asked_on, a.due_on::text AS due_on, (SELECT p.number FROM protest p WHERE p.id = a.protest_id) AS protest_number
       FROM internal_advice a ${rest}`,
    [...values],
  );

/** Questions of Centers and ports to headquarters on transactions that go on; the answer is a ruling that binds. */
@Injectable()
export class InternalAdvice {
  constructor(
    private readonly source: DataSource,
    private readonly transactions: Transactions,
  ) {}

  /** A protest waits for the answer, and says so. The same id again is the same question. @throws Problem */
  ask(asking: Asking, question: AdviceQuestion, by: string): Promise<{ fresh: boolean; advice: AdviceView }> {
    const askedFor = officeOf(asking);
    return this.transactions.run(async (unit) => {
      const { manager, now } = unit;
      await requireSameContent(manager, 'question to headquarters', question.id, question);
      const hash = contentHash({ ...question, by });
      const [same] = await rows(manager, 'WHERE a.id = $1', [question.id]);
      if (same?.hash === hash) return { fresh: false, advice: viewOf(same, now) };
      if (same) throw new Problem('state-conflict', 'Another question has this id.', [{ at: '/id', text: 'is taken' }]);
      if ((question.protestNumber === null) === (question.entryNumber === null))
        throw new Problem('not-valid', 'Some fields are wrong.', [
          { at: '/protestNumber', text: 'or entryNumber says what it is about: one of them' },
        ]);
      const entry = question.entryNumber === null ? null : await this.currentEntry(manager, question.entryNumber);
      const [found] =
        question.protestNumber === null
          ? []
          : await protestRows(manager, 'WHERE p.number = $1 FOR UPDATE', [question.protestNumber]);
      if (question.protestNumber !== null && !found)
        throw new Problem('not-valid', 'Some fields are wrong.', [
          { at: '/protestNumber', text: `there is no protest ${question.protestNumber}` },
        ]);
      if (found) await requireAtHand(unit, asking, found);
      const [{ place }] = await manager.query(`SELECT nextval('internal_advice_number')::int AS place`);
      const number = `IA-${now.toISOString().slice(2, 4)}-${String(place).padStart(6, '0')}`;
      const day = centerDay(now);
      await manager.query(
        `INSERT INTO internal_advice (id, number, state, question, asked_for, protest_id, filer_code, entry_number, hash, asked_by, asked_at, asked_on, due_on)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)`,
        [
          ...[question.id, number, adviceStates.initial, question.question, askedFor, found?.id ?? null],
          ...[entry?.filerCode ?? null, entry?.entryNumber ?? null, hash, by, now, day],
          dueOf('internal advice', { start: day }).dueDate,
        ],
      );
      if (found)
        await suspendWithin(
          unit,
          found,
          { id: question.id, ground: 'internal advice', reference: number, why: 'headquarters is asked for advice' },
          'advice asked',
          by,
        );
      const [row] = await rows(manager, 'WHERE a.id = $1', [question.id]);
      return { fresh: true, advice: viewOf(row!, now) };
    });
  }

  /** What is due first stands first. @param asked.after number of the last of the page before */
  async list(asked: {
    readonly state: string;
    readonly after: string | null;
    readonly limit: number;
  }): Promise<{ advice: AdviceView[]; next: string | null }> {
    const found = await rows(
      this.source.manager,
      `WHERE a.state = $1 AND ($2::text IS NULL OR (a.due_on, a.number) > (SELECT due_on, number FROM internal_advice WHERE number = $2)) ORDER BY a.due_on, a.number LIMIT $3`,
      [asked.state, asked.after, asked.limit],
    );
    return {
      advice: found.map((row) => viewOf(row, new Date())),
      next: found.length === asked.limit ? found.at(-1)!.number : null,
    };
  }

  /** Headquarters answers by a ruling, which binds; the protest goes on. The same again changes nothing. @throws Problem */
  answer(
    asking: Asking,
    id: string,
    { answer, ruling }: { readonly answer: string; readonly ruling: NewRuling },
    by: string,
  ): Promise<AdviceView> {
    return this.transactions.run(async (unit) => {
      const { manager, now } = unit;
      const row = await lock(manager, id);
      if (
        row.state === 'answered' &&
        row.closed_by === by &&
        row.ruling_number === ruling.number &&
        row.answer === answer
      )
        return viewOf(row, now);
      const state = after(row, 'answered');
      await issueWithin(unit, ruling, 'internal advice', by);
      await manager.query(
        'UPDATE internal_advice SET state = $2, answer = $3, ruling_number = $4, closed_by = $5, closed_at = $6 WHERE id = $1',
        [id, state, answer, ruling.number, by, now],
      );
      if (row.protest_id !== null) {
        const protest = await lockProtest(manager, row.protest_id);
        await endWithin(unit, protest, id, by);
        await manager.query(
          `INSERT INTO protest_ruling (protest_id, number, cited_by) VALUES ($1, $2, 'CBP') ON CONFLICT DO NOTHING`,
          [row.protest_id, ruling.number],
        );
      } else {
        const [item] = await manager.query(
          `SELECT filer_code AS "filerCode", entry_number AS "entryNumber", account_id AS "accountId", importer_identity AS "importerIdentity", center_id AS "centerId"
             FROM work_item WHERE filer_code = $1 AND entry_number = $2`,
          [row.filer_code, row.entry_number],
        );
        if (item)
          await tellOfDecision(
            unit,
            asking,
            item,
            'advised',
            `answered internal advice ${row.number} by ruling ${ruling.number}`,
          );
      }
      const [done] = await rows(manager, 'WHERE a.id = $1', [id]);
      return viewOf(done!, now);
    });
  }

  /** Headquarters does not consider it (19 CFR 177.11(b)(5)), or who asked takes it back. Again changes nothing. */
  close(asking: Asking, id: string, event: 'refused' | 'withdrawn', why: string, by: string): Promise<AdviceView> {
    return this.transactions.run(async (unit) => {
      const { manager, now } = unit;
      const row = await lock(manager, id);
      if (event === 'withdrawn' && officeOf(asking) !== row.asked_for)
        throw new Problem(
          'not-authorized',
          `The question is that of ${row.asked_for}; you are of ${officeOf(asking)}.`,
        );
      if (row.state === event) return viewOf(row, now);
      const state = after(row, event);
      await manager.query(
        'UPDATE internal_advice SET state = $2, answer = $3, closed_by = $4, closed_at = $5 WHERE id = $1',
        [id, state, why, by, now],
      );
      if (row.protest_id !== null) await endWithin(unit, await lockProtest(manager, row.protest_id), id, by);
      const [done] = await rows(manager, 'WHERE a.id = $1', [id]);
      return viewOf(done!, now);
    });
  }

  /** Advice is for what goes on: of what is liquidated, only where it is protested (19 CFR 177.1(a)(2)). */
  private async currentEntry(
    manager: EntityManager,
    text: string,
  ): Promise<{ filerCode: string; entryNumber: string }> {
    const number = parseEntryNumber(text);
    if (!number.ok)
      throw new Problem('not-valid', 'Some fields are wrong.', [{ at: '/entryNumber', text: number.problem }]);
    const entry = { filerCode: number.value.filerCode, entryNumber: number.value.number };
    const [onFile] = await onFileOf(manager, [entry]);
    const state = onFile?.liquidation?.state ?? 'not liquidated';
    if (state === 'not liquidated') return entry;
    const [open] = await manager.query(
      `SELECT p.number FROM protest p JOIN protest_entry e ON e.protest_id = p.id WHERE e.filer_code = $1 AND e.entry_number = $2 AND p.state = ANY($3) LIMIT 1`,
      [entry.filerCode, entry.entryNumber, UNDECIDED],
    );
    throw new Problem(
      'state-conflict',
      open
        ? `Entry ${text} is ${state}; ask about its protest ${open.number}.`
        : `Entry ${text} is ${state}: advice is for transactions that go on (19 CFR 177.1(a)(2)).`,
    );
  }
}

/** The Center of who asks, or the ports. */
/**
 * Advice is asked by the office that has the transaction (19 CFR 177.11(b)(1)): the Center of the protest, or the port of an entry of it; not while somebody else has it in hand.
 *
 * @throws Problem `not-authorized`, `state-conflict`
 */
const requireAtHand = async (unit: UnitOfWork, { center, ports, personId }: Asking, row: ProtestRow): Promise<void> => {
  const entries = await entryRows(unit.manager, [row.id]);
  const isOurs =
    center !== null
      ? center === row.center_id
      : ports.length === 0 || entries.some(({ port }) => port !== null && ports.includes(port));
  if (!isOurs)
    throw new Problem(
      'not-authorized',
      `Protest ${row.number} is the work of ${row.center_id ?? 'no Center'}: its Center asks, or the port of one of its entries (19 CFR 177.11(b)(1)).`,
    );
  if (row.holder_id !== null && row.holder_id !== personId && row.lease_until! > unit.now)
    throw new Problem(
      'state-conflict',
      `${row.holder_name} has the protest until ${row.lease_until!.toISOString()}, and asks.`,
    );
};

const officeOf = ({ center, ports }: Asking): string =>
  center ?? (ports.length > 0 ? `port ${ports.join(', ')}` : 'CBP');

const lock = async (manager: EntityManager, id: string): Promise<Row> => {
  const [row] = await rows(manager, 'WHERE a.id = $1 FOR UPDATE OF a', [id]);
  if (!row) throw new Problem('not-found', `There is no internal advice ${id}.`);
  return row;
};

const after = (row: Row, event: 'answered' | 'refused' | 'withdrawn'): AdviceState => {
  const next = adviceStates.next(row.state, event);
  if (next.ok) return next.value;
  throw new Problem('state-conflict', `Internal advice ${row.number} was ${row.state} by ${row.closed_by}.`);
};

const viewOf = (row: Row, now: Date): AdviceView => ({
  ...{ id: row.id, number: row.number, state: row.state, protestNumber: row.protest_number, question: row.question },
  entryNumber: row.filer_code === null ? null : formatEntryNumber(row.filer_code, row.entry_number!),
  ...{ askedFor: row.asked_for, askedBy: row.asked_by, askedAt: row.asked_at.toISOString() },
  clock: row.state === 'open' ? running('internal advice', { start: row.asked_on }, centerDay(now)) : null,
  ...{ answer: row.answer, ruling: row.ruling_number },
  ...{ closedBy: row.closed_by, closedAt: row.closed_at?.toISOString() ?? null },
});
