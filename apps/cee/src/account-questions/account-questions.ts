import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { type Asking, storedAccount } from '#access';
import { accountQuestionSubject } from '#contracts';
import { type CustomsDate, daysBetween } from '#kernel';
import { Transactions, type UnitOfWork } from '#messaging';
import { Problem, requireSameContent } from '#service';
import { today } from '../days/customs-days';
import { keepProducts, recordAnswers } from '../earlier-answers/earlier-answers';
import type { QuestionKind } from '../earlier-answers/question-kinds.table';
import { givesOwner, hasOwner } from '../people/account-owner';
import { actingFor, ordering } from '../people/asking-person';
import { type Acted, tellActOfCbp, tellOwnAct } from '../people/told-to-account';
import { type AccountQuestionState, accountQuestionStates } from './account-question.states';

export interface NewAccountQuestion {
  readonly id: string;
  readonly accountId: string;
  readonly kind: QuestionKind;
  readonly goods: string | null;
  readonly heading: string | null;
  readonly supplier: string | null;
  readonly text: string;
  /** Port for which it is asked; null for a Center. */
  readonly port: string | null;
  /** Why it is asked although it was answered before. */
  readonly whyAgain: string | null;
}

export interface QuestionAsker {
  readonly name: string;
  readonly center: string | null;
  readonly port: string | null;
  readonly askedAt: Date;
  /** In whose words: the account answers all of them. */
  readonly text: string;
  readonly supplier: string | null;
}

export interface QuestionClock {
  readonly dueDate: CustomsDate;
  /** Negative when it is over. */
  readonly daysLeft: number;
}

export interface AccountQuestionView {
  readonly id: string;
  readonly number: string;
  readonly accountId: string;
  /** Name of the account as it is today. */
  readonly accountName: string | null;
  readonly kind: string;
  readonly goods: string | null;
  readonly heading: string | null;
  readonly supplier: string | null;
  readonly text: string;
  readonly whyAgain: string | null;
  readonly state: string;
  readonly askedAt: Date;
  /** Everybody who asked it, and reads the answer: the first asked, the others joined. */
  readonly askers: QuestionAsker[];
  /** Number of the request for information that asks it with a clock: answered there or here, it is one answer. */
  readonly requestNumber: string | null;
  /** That of the request, while its answer is awaited; a question alone has none. */
  readonly clock: QuestionClock | null;
  readonly answer: string | null;
  readonly answeredBy: string | null;
  readonly answeredAt: Date | null;
}

interface Row {
  readonly id: string;
  readonly number: string;
  readonly account_id: string;
  readonly kind: QuestionKind;
  readonly product_id: string | null;
  readonly heading: string | null;
  readonly supplier: string | null;
  readonly text: string;
  readonly state: AccountQuestionState;
  readonly goods: string | null;
  readonly center_id: string | null;
  readonly port: string | null;
  readonly request: string | null;
}

const SELECT = `SELECT q.id, q.number, q.account_id AS "accountId", (SELECT a.data ->> 'name' FROM account a WHERE a.id = q.account_id) AS "accountName", q.kind, p.goods, q.heading, q.supplier, q.text, q.why_again AS "whyAgain", q.state, q.request AS "requestNumber",
  (SELECT n.due_date::text FROM center_notice n WHERE n.number = q.request) AS due, q.asked_at AS "askedAt",
  (SELECT json_agg(json_build_object('name', k.name, 'center', k.center_id, 'port', k.port, 'askedAt', k.asked_at, 'text', coalesce(k.text, q.text), 'supplier', k.supplier) ORDER BY k.asked_at, k.name) FROM account_question_asker k
    WHERE k.question_id = q.id) AS askers, q.answer, q.answered_by AS "answeredBy", q.answered_at AS "answeredAt"
  FROM account_question q LEFT JOIN product p ON p.id = q.product_id`;

/** An answer to a question, and who gives it. */
export interface QuestionAnswered {
  readonly text: string;
  readonly by: string;
  readonly side: 'CBP' | 'trade';
  readonly personId: string | null;
  readonly accountId: string;
}
type Follower = (unit: UnitOfWork, questionId: string, answer: QuestionAnswered) => Promise<void>;

/** Who asks, as the question knows the asker. */
const askerKey = (asking: Asking): string => asking.personId ?? ordering(asking);

/**
 * Questions of CBP to accounts, each asked once: whoever asks an account the same while it is open, on the same product or heading, becomes one of those who asked it, whichever port
 * or Center it is, and all of them read the one answer.
 */
@Injectable()
export class AccountQuestions {
  private readonly followers: Follower[] = [];

  constructor(
    private readonly source: DataSource,
    private readonly transactions: Transactions,
  ) {}

  /** Called once, in a constructor: who asks the same otherwise hears the answer, in its transaction. */
  follow(follower: Follower): void {
    this.followers.push(follower);
  }

  /**
   * The same id again is the same question.
   *
   * @returns `fresh` false where it joined one that is open
   * @throws Problem `state-conflict` that names earlier answers, where it was answered before and nothing says why again
   */
  ask(asking: Asking, order: NewAccountQuestion): Promise<{ fresh: boolean; question: AccountQuestionView }> {
    return this.transactions.run(async (unit) => {
      const { fresh, questionId } = await askAccount(unit, asking, order, 'question');
      return { fresh, question: (await read(unit.manager, questionId))! };
    });
  }

  /** The account answers, or one of those who asked writes down what it answered otherwise. The same answer again changes nothing. @throws Problem */
  answer(asking: Asking, id: string, accountId: string | null, answer: string): Promise<AccountQuestionView> {
    return this.transactions.run(async (unit) => {
      const row = await lock(unit.manager, id, accountId);
      const by = accountId === null ? ordering(asking) : actingFor(asking);
      if (row.state === 'answered') {
        const known = (await read(unit.manager, id))!;
        if (known.answer === answer) return known;
      }
      if (accountId === null) await requireAsker(unit.manager, asking, id);
      await answerWithin(unit, row, answer, by);
      const side = accountId === null ? 'CBP' : 'trade';
      for (const follower of this.followers)
        await follower(unit, id, { text: answer, by, side, personId: asking.personId, accountId: row.account_id });
      if (accountId === null)
        tellActOfCbp(unit, acted(row, by, `wrote down the answer to question ${row.number}`, 'answered'));
      else tellOwnAct(unit, 'filed', acted(row, by, `answered question ${row.number}`, 'answered'));
      return (await read(unit.manager, id))!;
    });
  }

  /** One of those who asked takes it back; with the last of them the question ends. @throws Problem */
  withdraw(asking: Asking, id: string): Promise<AccountQuestionView> {
    return this.transactions.run(async (unit) => {
      const { manager } = unit;
      const row = await lock(manager, id, null);
      await requireAsker(manager, asking, id);
      await takeBack(unit, row, askerKey(asking), ordering(asking));
      return (await read(manager, id))!;
    });
  }

  /** The newest first, in pages. */
  async list(
    asking: Asking,
    {
      accountId,
      state,
      mine,
      before,
      limit,
    }: {
      readonly accountId: string | null;
      readonly state: string | null;
      readonly mine: boolean;
      readonly before: string | null;
      readonly limit: number;
    },
  ): Promise<{ questions: AccountQuestionView[]; next: string | null }> {
    const rows: Stored[] = await this.source.query(
      `${SELECT} WHERE ($1::uuid IS NULL OR q.account_id = $1) AND ($2::text IS NULL OR q.state = $2) AND ($4::text IS NULL OR q.number < $4)
         AND ($3::text IS NULL OR EXISTS (SELECT 1 FROM account_question_asker k WHERE k.question_id = q.id AND k.person_key = $3)) ORDER BY q.number DESC LIMIT $5`,
      [accountId, state, mine ? askerKey(asking) : null, before, limit],
    );
    const day = today(new Date());
    return { questions: rows.map((row) => viewOf(row, day)), next: rows.length === limit ? rows.at(-1)!.number : null };
  }
}

const EARLIER_NAMED = 5;

/**
 * Asks, or joins who asked the same before: for records that a question hangs on, in their transaction.
 *
 * @param as a request for information keeps and tells by itself what it asks
 * @throws Problem `state-conflict`, `not-valid`
 */
export const askAccount = async (
  unit: UnitOfWork,
  asking: Asking,
  order: NewAccountQuestion,
  as: 'question' | 'request for information',
): Promise<{ fresh: boolean; questionId: string }> => {
  const { manager, now } = unit;
  const by = ordering(asking);
  await requireSameContent(manager, 'question of an account', order.id, order);
  const [known]: { question_id: string; same: boolean }[] = await manager.query(
    'SELECT k.question_id, k.person_key = $2 AND q.account_id = $3 AS same FROM account_question_asker k JOIN account_question q ON q.id = k.question_id WHERE k.order_id = $1',
    [order.id, askerKey(asking), order.accountId],
  );
  if (known?.same) return { fresh: false, questionId: known.question_id };
  if (known) throw new Problem('state-conflict', 'Another question has this id.', [{ at: '/id', text: 'is taken' }]);
  if (as === 'question') await requireSomebody(manager, order.accountId, now);
  const goods = order.goods?.trim() || null;
  const productId = goods === null ? null : ((await keepProducts(manager, [goods])).get(goods) ?? null);
  const subject =
    productId !== null ? `product ${productId}` : order.heading !== null ? `heading ${order.heading}` : null;
  if (subject === null)
    throw new Problem('not-valid', 'Say what it is about.', [
      { at: '/goods', text: 'is missing, and heading too', remedy: 'Describe the goods, or name their heading.' },
    ]);
  const supplier = order.supplier?.toUpperCase() ?? null;
  const { center } = asking;
  for (;;) {
    const [open]: { id: string }[] = await manager.query(
      `SELECT id FROM account_question WHERE account_id = $1 AND kind = $2 AND subject = $3 AND state = 'open' ORDER BY asked_of NULLS FIRST, number LIMIT 1 FOR UPDATE`,
      [order.accountId, order.kind, subject],
    );
    if (!open && order.whyAgain === null) await requireNotAnswered(manager, order, productId);
    const [made]: { id: string; number: string }[] = open
      ? []
      : await manager.query(
          `INSERT INTO account_question (id, number, account_id, kind, subject, product_id, heading, supplier, text, why_again, state, center_id, port, asked_at)
           VALUES ($1, 'AQ-' || to_char($2::timestamptz, 'YY') || '-' || lpad(nextval('account_question_number')::text, 6, '0'), $3, $4, $5, $6, $7, $8, $9, $10, 'open', $11, $12, $2)
           ON CONFLICT (account_id, kind, subject) WHERE state = 'open' AND asked_of IS NULL DO NOTHING RETURNING id, number`,
          [
            ...[
              order.id,
              now,
              order.accountId,
              order.kind,
              subject,
              productId,
              order.heading,
              supplier,
              order.text,
              order.whyAgain,
            ],
            ...[center, order.port],
          ],
        );
    // Another asked the same at the same instant: joined with the next look.
    const questionId = open?.id ?? made?.id;
    if (questionId === undefined) continue;
    await manager.query(
      `INSERT INTO account_question_asker (question_id, person_key, order_id, name, center_id, port, asked_at, text, supplier) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
       ON CONFLICT (question_id, person_key) DO UPDATE SET text = account_question_asker.text || E'\\n' || excluded.text WHERE strpos(account_question_asker.text, excluded.text) = 0`,
      [questionId, askerKey(asking), order.id, by, center, order.port, now, order.text, supplier],
    );
    if (!made || as !== 'question') return { fresh: made !== undefined, questionId };
    await recordAnswers(unit, [
      {
        source: { kind: 'question to an account', id: made.id, number: made.number },
        ...{ stage: 'request', kind: order.kind, accountId: order.accountId, supplier, goods, tariff: order.heading },
        ...{ port: order.port, centerId: center, outcome: null, text: order.text, day: today(now) },
        by: { name: by, personId: asking.personId },
      },
    ]);
    tellActOfCbp(unit, {
      ...{ accountId: order.accountId, person: by, what: `asked the account: ${made.number}`, center },
      record: { kind: 'question to an account', subject: accountQuestionSubject(made.number), outcome: 'asked' },
    });
    return { fresh: true, questionId };
  }
};

/** @throws Problem `state-conflict` for an account of which nobody would read the question: closed, merged, or without an owner */
const requireSomebody = async (manager: EntityManager, accountId: string, now: Date): Promise<void> => {
  const [row]: { data: unknown; active: boolean }[] = await manager.query(
    'SELECT data, active FROM account WHERE id = $1',
    [accountId],
  );
  if (!row) throw new Problem('not-found', `There is no account ${accountId}.`);
  const account = storedAccount.read(row.data);
  const goesOn = account.mergedInto ? `: it goes on as account ${account.mergedInto}, ask that one` : '';
  if (!row.active) throw new Problem('state-conflict', `The account, ${account.name}, is closed${goesOn}.`);
  if (!hasOwner(account, now))
    throw new Problem(
      'state-conflict',
      `The account, ${account.name}, has no owner: the question would reach nobody. ${givesOwner(accountId)}`,
    );
};

/** @throws Problem `state-conflict` */
const requireNotAnswered = async (
  manager: EntityManager,
  { accountId, kind, heading }: NewAccountQuestion,
  productId: string | null,
): Promise<void> => {
  const earlier: { source: string; number: string; day: CustomsDate; outcome: string | null }[] = await manager.query(
    `SELECT source_kind AS source, source_number AS number, day::text AS day, outcome FROM earlier_answer
      WHERE account_id = $1 AND kind = $2 AND ended_at IS NULL AND stage <> 'request' AND (product_id = $3 OR ($3::bigint IS NULL AND product_id IS NULL AND heading = $4))
      ORDER BY day DESC, id DESC LIMIT $5`,
    [accountId, kind, productId, heading, EARLIER_NAMED],
  );
  if (earlier.length === 0) return;
  throw new Problem(
    'state-conflict',
    `It was answered before: ${earlier.map(({ source, number, day, outcome }) => `${source} ${number} of ${day}${outcome ? `: ${outcome}` : ''}`).join('; ')}.`,
    [
      {
        at: '/whyAgain',
        text: 'is missing',
        remedy: 'Take the earlier answer (GET /earlier-answers), or say why it is asked again.',
      },
    ],
  );
};

/** A request for information asks the question with a clock from now on. */
export const nameRequest = (manager: EntityManager, questionId: string, number: string): Promise<unknown> =>
  manager.query('UPDATE account_question SET request = $2 WHERE id = $1', [questionId, number]);

/** Locks it before the record that hangs on it. */
export const lockQuestion = (manager: EntityManager, id: string): Promise<unknown> =>
  manager.query('SELECT 1 FROM account_question WHERE id = $1 FOR UPDATE', [id]);

/** What hangs on a question was answered: so is the question, where it is open. */
export const answerQuestion = async (unit: UnitOfWork, id: string, answer: string, by: string): Promise<void> => {
  const row = await lock(unit.manager, id, null);
  if (row.state === 'open') await answerWithin(unit, row, answer, by);
};

/** Who asked by a request for information asks no more; who asked the same still does. */
export const takeQuestionBack = async (
  unit: UnitOfWork,
  id: string,
  request: { readonly number: string; readonly issuedById: string },
  by: string,
): Promise<void> => {
  await unit.manager.query('UPDATE account_question SET request = NULL WHERE id = $1 AND request = $2', [
    id,
    request.number,
  ]);
  const row = await lock(unit.manager, id, null);
  if (row.state === 'open') await takeBack(unit, row, request.issuedById, by);
};

const takeBack = async (unit: UnitOfWork, row: Row, personKey: string, by: string): Promise<void> => {
  const { manager, now } = unit;
  const [{ others }] = await manager.query(
    'SELECT count(*)::int AS others FROM account_question_asker WHERE question_id = $1 AND person_key <> $2',
    [row.id, personKey],
  );
  const state = after(row, others > 0 ? 'one takes it back' : 'the last takes it back');
  if (others > 0)
    await manager.query('DELETE FROM account_question_asker WHERE question_id = $1 AND person_key = $2', [
      row.id,
      personKey,
    ]);
  else {
    await manager.query('UPDATE account_question SET state = $2, ended_at = $3 WHERE id = $1', [row.id, state, now]);
    tellActOfCbp(unit, acted(row, by, `took back question ${row.number}`, 'withdrawn'));
  }
};

const answerWithin = async (unit: UnitOfWork, row: Row, answer: string, by: string): Promise<void> => {
  const { manager, now } = unit;
  const state = after(row, 'answered');
  await manager.query(
    'UPDATE account_question SET state = $2, answer = $3, answered_by = $4, answered_at = $5, ended_at = $5 WHERE id = $1',
    [row.id, state, answer, by, now],
  );
  // What a request for information is answered it keeps itself.
  if (row.request !== null) return;
  await recordAnswers(unit, [
    {
      source: { kind: 'question to an account', id: row.id, number: row.number },
      ...{ stage: 'answer', kind: row.kind, accountId: row.account_id, supplier: row.supplier, goods: row.goods },
      ...{
        tariff: row.heading,
        port: row.port,
        centerId: row.center_id,
        outcome: null,
        text: answer,
        day: today(now),
        by: null,
      },
    },
  ]);
};

type Stored = Omit<AccountQuestionView, 'clock'> & { readonly due: CustomsDate | null };

const viewOf = ({ due, ...row }: Stored, day: CustomsDate): AccountQuestionView => ({
  ...row,
  clock: due !== null && row.state === 'open' ? { dueDate: due, daysLeft: daysBetween(day, due) } : null,
});

const read = async (manager: EntityManager, id: string): Promise<AccountQuestionView | undefined> => {
  const [row]: Stored[] = await manager.query(`${SELECT} WHERE q.id = $1`, [id]);
  return row && viewOf(row, today(new Date()));
};

/** @param accountId of whom it must be; null for CBP */
const lock = async (manager: EntityManager, id: string, accountId: string | null): Promise<Row> => {
  const [row]: Row[] = await manager.query(
    `SELECT q.*, (SELECT goods FROM product p WHERE p.id = q.product_id) AS goods FROM account_question q WHERE q.id = $1 AND ($2::uuid IS NULL OR q.account_id = $2) FOR UPDATE`,
    [id, accountId],
  );
  if (!row) throw new Problem('not-found', `There is no question ${id}.`);
  return row;
};

/** @throws Problem `state-conflict` */
const after = (
  { number, state }: Row,
  event: Parameters<typeof accountQuestionStates.next>[1],
): AccountQuestionState => {
  const next = accountQuestionStates.next(state, event);
  if (next.ok) return next.value;
  throw new Problem('state-conflict', `Question ${number} is ${state} already.`);
};

/** @throws Problem `not-authorized` */
const requireAsker = async (manager: EntityManager, asking: Asking, id: string): Promise<void> => {
  const [asker] = await manager.query(
    'SELECT 1 FROM account_question_asker WHERE question_id = $1 AND person_key = $2',
    [id, askerKey(asking)],
  );
  if (!asker)
    throw new Problem(
      'not-authorized',
      'You are none of those who asked: ask the same (POST /account-questions) and you are.',
    );
};

const acted = (row: Row, person: string, what: string, outcome: string): Acted => ({
  ...{ accountId: row.account_id, person, what, center: row.center_id },
  record: { kind: 'question to an account', subject: accountQuestionSubject(row.number), outcome },
});
