import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import type { Asking } from '#access';
import { hubQuestionSubject } from '#contracts';
import { addDays, type CustomsDate } from '#kernel';
import { Transactions, type UnitOfWork } from '#messaging';
import { running, type RunningClock } from '#reference';
import { Problem, requireSameContent } from '#service';
import { publishWithin } from '../center-pages/publications';
import { today } from '../days/customs-days';
import { recordAnswers } from '../earlier-answers/earlier-answers';
import type { QuestionKind } from '../earlier-answers/question-kinds.table';
import { actingFor, isOfCbp, ordering } from '../people/asking-person';
import { tellOwnAct } from '../people/told-to-account';
import { tellDecided } from '../trusted-traders/telling';
import { readScope } from '../scope/scope.repository';
import { scopeOf } from '../scope/scope.rules';
import { specialistOf } from '../people/center-people';
import { trustedImporters } from '../trusted-benefits/priority';
import { importerIdentity } from '../importer/importer-identity';
import { type HubQuestionState, hubQuestionStates } from './hub-question.states';

const CLOCK = 'question to a Center';

export interface NewHubQuestion {
  readonly id: string;
  /** Null: that of the heading, or of the account. */
  readonly center: string | null;
  readonly kind: QuestionKind;
  readonly topic: string;
  readonly goods: string | null;
  readonly heading: string | null;
  readonly text: string;
  /** The agency for which somebody of CBP asks. */
  readonly agency: string | null;
}

export interface HubQuestionView {
  readonly id: string;
  readonly number: string;
  readonly accountId: string;
  readonly askedAs: string;
  readonly agency: string | null;
  readonly askedBy: string;
  readonly askedAt: Date;
  readonly center: string;
  readonly kind: string;
  readonly topic: string;
  readonly goods: string | null;
  readonly heading: string | null;
  readonly text: string;
  readonly priority: number;
  readonly state: string;
  /** While it is not answered. */
  readonly clock: RunningClock | null;
  readonly answer: string | null;
  readonly answeredBy: string | null;
  readonly answeredAt: Date | null;
  /** The answer for everybody, without names. */
  readonly publicationId: string | null;
  readonly events: {
    readonly event: string;
    readonly by: string;
    readonly center: string;
    readonly note: string | null;
    readonly at: Date;
  }[];
}

interface Row {
  readonly id: string;
  readonly number: string;
  readonly account_id: string;
  readonly asked_as: string;
  readonly asked_by: string;
  readonly center_id: string;
  readonly kind: QuestionKind;
  readonly topic: string;
  readonly goods: string | null;
  readonly heading: string | null;
  readonly text: string;
  readonly agency: string | null;
  readonly state: HubQuestionState;
  readonly answer: string | null;
  readonly answered_by: string | null;
}

const SELECT = `SELECT q.id, q.number, q.account_id AS "accountId", q.asked_as AS "askedAs", q.agency, q.asked_by AS "askedBy", q.asked_at AS "askedAt", q.center_id AS center, q.kind, q.topic,
  q.goods, q.heading, q.text, q.priority, q.state, q.asked_on::text AS "askedOn", q.answer, q.answered_by AS "answeredBy", q.answered_at AS "answeredAt", q.publication_id AS "publicationId",
  (SELECT json_agg(json_build_object('event', e.event, 'by', e.by_name, 'center', e.center_id, 'note', e.note, 'at', e.occurred_at) ORDER BY e.id) FROM hub_question_event e
    WHERE e.question_id = q.id) AS events
  FROM hub_question q`;

/** A question of a trusted trader that has priority, at whichever port, comes before others. */
const FIRST = 1;

const priorityOf = async (
  manager: Pick<EntityManager, 'query'>,
  identities: readonly string[],
  day: CustomsDate,
): Promise<number> => {
  const trusted = await trustedImporters(manager, identities, day);
  return identities.some((identity) => trusted(identity)?.priority) ? FIRST : 0;
};

/** Open questions of an account whose standing changed, in their place anew. */
export const placeQuestionsOf = async ({ manager, now }: UnitOfWork, accountId: string): Promise<void> => {
  const rows: { identity: string }[] = await manager.query(
    'SELECT importer_identity AS identity FROM importer_account WHERE account_id = $1',
    [accountId],
  );
  const priority = await priorityOf(
    manager,
    rows.map(({ identity }) => identity),
    today(now),
  );
  await manager.query(
    `UPDATE hub_question SET priority = $2 WHERE account_id = $1 AND state = 'asked' AND priority <> $2`,
    [accountId, priority],
  );
};

/** The Center as a resource hub: whoever trades, works for another agency or at a port asks the one that knows, and gets one answer with a clock. */
@Injectable()
export class HubQuestions {
  constructor(
    private readonly source: DataSource,
    private readonly transactions: Transactions,
  ) {}

  /** The same id again is the same question. @throws Problem `not-valid` where no Center can be told from it */
  ask(asking: Asking, order: NewHubQuestion): Promise<{ fresh: boolean; question: HubQuestionView }> {
    return this.transactions.run(async (unit) => {
      const { manager, now } = unit;
      const { account } = asking;
      await requireSameContent(manager, 'question', order.id, order);
      const [known]: Row[] = await manager.query('SELECT * FROM hub_question WHERE id = $1', [order.id]);
      if (known && known.account_id === account.accountId && known.text === order.text)
        return { fresh: false, question: (await read(manager, order.id, now))! };
      if (known)
        throw new Problem('state-conflict', 'Another question has this id.', [{ at: '/id', text: 'is taken' }]);
      const ofCbp = isOfCbp(asking);
      const by = ofCbp ? ordering(asking) : actingFor(asking);
      if (order.agency !== null && !ofCbp)
        throw new Problem('not-valid', 'Some fields are wrong.', [
          { at: '/agency', text: 'is for questions that CBP passes on for an agency' },
        ]);
      const askedAs = order.agency !== null ? 'agency' : ofCbp ? 'CBP' : 'trade';
      const identities = account.importerNumbers.map(importerIdentity);
      const center = await centerFor(manager, order, identities, today(now));
      const priority = await priorityOf(manager, identities, today(now));
      const [{ number }] = await manager.query(
        `INSERT INTO hub_question (id, number, account_id, asked_as, agency, asked_by, asked_at, asked_on, center_id, kind, topic, goods, heading, text, priority, state)
         VALUES ($1, 'CQ-' || to_char($2::timestamptz, 'YY') || '-' || lpad(nextval('hub_question_number')::text, 6, '0'), $3, $4, $5, $6, $2, $7, $8, $9, $10, $11, $12, $13, $14, $15)
         RETURNING number`,
        [
          ...[order.id, now, account.accountId, askedAs, order.agency, by, today(now), center, order.kind, order.topic],
          ...[order.goods, order.heading, order.text, priority, hubQuestionStates.initial],
        ],
      );
      await note(manager, order.id, 'asked', by, center, null, now);
      if (!ofCbp)
        tellOwnAct(unit, 'filed', {
          ...{ accountId: account.accountId, person: by, what: `asked ${center} (${number})`, center },
          record: { kind: 'question to a Center', subject: hubQuestionSubject(number), outcome: 'asked' },
        });
      return { fresh: true, question: (await read(manager, order.id, now))! };
    });
  }

  /** Gives it to the Center that owns it. The clock goes on. @throws Problem */
  redirect(asking: Asking, id: string, center: string, why: string): Promise<HubQuestionView> {
    return this.transactions.run(async (unit) => {
      const { manager, now } = unit;
      const row = await lock(manager, id);
      requireItsCenter(asking, row, true);
      const by = ordering(asking);
      const state = after(row, 'redirected');
      if (row.center_id === center) throw new Problem('state-conflict', `${row.number} is with ${center} already.`);
      await requireCenter(manager, center);
      await manager.query('UPDATE hub_question SET state = $2, center_id = $3 WHERE id = $1', [id, state, center]);
      await note(manager, id, 'redirected', by, center, why, now);
      tellAsker(unit, row, by, {
        ...{ what: `redirected question ${row.number} to ${center}`, outcome: 'redirected', center },
      });
      return (await read(manager, id, now))!;
    });
  }

  /** One answer, which others find. The same again changes nothing. @throws Problem */
  answer(asking: Asking, id: string, answer: string): Promise<HubQuestionView> {
    const who = specialistOf(asking);
    return this.transactions.run(async (unit) => {
      const { manager, now } = unit;
      const row = await lock(manager, id);
      requireItsCenter(asking, row, false);
      if (row.answered_by === who.name && row.answer === answer) return (await read(manager, id, now))!;
      const state = after(row, 'answered');
      await manager.query(
        'UPDATE hub_question SET state = $2, answer = $3, answered_by = $4, answered_at = $5 WHERE id = $1',
        [...[id, state, answer, who.name, now]],
      );
      await note(manager, id, 'answered', who.name, row.center_id, null, now);
      await recordAnswers(unit, [
        {
          source: { kind: 'hub question', id, number: row.number },
          ...{
            stage: 'advice',
            kind: row.kind,
            accountId: row.asked_as === 'trade' ? row.account_id : null,
            supplier: null,
          },
          ...{ goods: row.goods, tariff: row.heading, port: null, centerId: row.center_id, outcome: null },
          ...{ text: `${row.text} ${answer}`, day: today(now), by: who },
        },
      ]);
      const what = `answered question ${row.number}`;
      tellAsker(unit, row, who.name, {
        ...{ what, outcome: 'answered', center: row.center_id, text: `${what}: ${answer}` },
      });
      return (await read(manager, id, now))!;
    });
  }

  /** Who asked takes it back. Again changes nothing. @throws Problem */
  withdraw(asking: Asking, id: string, why: string): Promise<HubQuestionView> {
    return this.transactions.run(async (unit) => {
      const { manager, now } = unit;
      const row = await lock(manager, id);
      if (row.account_id !== asking.account.accountId)
        throw new Problem('not-found', `There is no question ${id} of yours.`);
      const ofCbp = isOfCbp(asking);
      const by = ofCbp ? ordering(asking) : actingFor(asking);
      if (row.state === 'withdrawn') return (await read(manager, id, now))!;
      const state = after(row, 'withdrawn');
      await manager.query('UPDATE hub_question SET state = $2 WHERE id = $1', [id, state]);
      await note(manager, id, 'withdrawn', by, row.center_id, why, now);
      if (!ofCbp)
        tellOwnAct(unit, 'withdrawn', {
          ...{ accountId: row.account_id, person: by, what: `took back question ${row.number}`, center: row.center_id },
          record: { kind: 'question to a Center', subject: hubQuestionSubject(row.number), outcome: 'withdrawn' },
        });
      return (await read(manager, id, now))!;
    });
  }

  /** Publishes question and answer in words for everybody, among what is frequently asked. @throws Problem `not-valid` where they name who asked, or the number of an importer */
  publish(asking: Asking, id: string, title: string, text: string): Promise<HubQuestionView> {
    const who = specialistOf(asking);
    return this.transactions.run(async (unit) => {
      const { manager, now } = unit;
      const row = await lock(manager, id);
      requireItsCenter(asking, row, false);
      if (row.state === 'published') return (await read(manager, id, now))!;
      const state = after(row, 'published without names');
      await publishWithin(unit, who.name, {
        ...{
          id,
          center: row.center_id,
          kind: 'frequently asked',
          topic: row.topic,
          title,
          text,
          why: `asked in ${row.number}`,
        },
        ...{ day: today(now), about: row.asked_as === 'trade' ? row.account_id : null, askedBy: row.asked_by },
      });
      await manager.query('UPDATE hub_question SET state = $2, publication_id = $1 WHERE id = $1', [id, state]);
      await note(manager, id, 'published without names', who.name, row.center_id, null, now);
      return (await read(manager, id, now))!;
    });
  }

  /** @throws Problem `not-found` */
  async one(asking: Asking, id: string): Promise<HubQuestionView> {
    const found = await read(this.source.manager, id, new Date());
    if (!found || (!isOfCbp(asking) && found.accountId !== asking.account.accountId))
      throw new Problem('not-found', `There is no question ${id}.`);
    return found;
  }

  /**
   * Open ones in the order in which they are answered: trusted traders' first, then as they were asked; others the newest first.
   *
   * @param accountId of whom; null for all
   */
  async list({
    accountId,
    center,
    state,
    after: last,
    limit,
  }: {
    readonly accountId: string | null;
    readonly center: string | null;
    readonly state: HubQuestionState;
    readonly after: string | null;
    readonly limit: number;
  }): Promise<{ questions: HubQuestionView[]; next: string | null }> {
    const isOpen = state === 'asked';
    const rows: Stored[] = await this.source.query(
      `${SELECT} WHERE q.state = $1 AND ($2::uuid IS NULL OR q.account_id = $2) AND ($3::text IS NULL OR q.center_id = $3)
         AND ($4::text IS NULL OR ${isOpen ? '(-q.priority, q.number) > (SELECT -priority, number FROM hub_question WHERE number = $4)' : 'q.number < $4'})
        ORDER BY ${isOpen ? '-q.priority, q.number' : 'q.number DESC'} LIMIT $5`,
      [state, accountId, center, last, limit],
    );
    const now = new Date();
    return { questions: rows.map((row) => viewOf(row, now)), next: rows.length === limit ? rows.at(-1)!.number : null };
  }
}

type Stored = Omit<HubQuestionView, 'clock'> & { askedOn: CustomsDate };

const viewOf = ({ askedOn, ...row }: Stored, now: Date): HubQuestionView => ({
  ...row,
  clock: row.state === 'asked' ? running(CLOCK, { start: askedOn }, today(now)) : null,
});

const read = async (manager: EntityManager, id: string, now: Date): Promise<HubQuestionView | undefined> => {
  const [row]: Stored[] = await manager.query(`${SELECT} WHERE q.id = $1`, [id]);
  return row && viewOf(row, now);
};

const lock = async (manager: EntityManager, id: string): Promise<Row> => {
  const [row]: Row[] = await manager.query('SELECT * FROM hub_question WHERE id = $1 FOR UPDATE', [id]);
  if (!row) throw new Problem('not-found', `There is no question ${id}.`);
  return row;
};

/** @throws Problem `state-conflict` */
const after = ({ number, state }: Row, event: Parameters<typeof hubQuestionStates.next>[1]): HubQuestionState => {
  const next = hubQuestionStates.next(state, event);
  if (next.ok) return next.value;
  throw new Problem('state-conflict', `Question ${number} is ${state}: '${event}' is not possible now.`);
};

/** @throws Problem `not-authorized` */
const requireItsCenter = ({ center, viewers }: Asking, row: Row, orHeadquarters: boolean): void => {
  if (center === row.center_id || (orHeadquarters && viewers.includes('headquarters'))) return;
  throw new Problem(
    'not-authorized',
    `Question ${row.number} is with ${row.center_id}${center ? `; you are of ${center}` : ''}.`,
  );
};

/** @throws Problem `not-valid` */
const requireCenter = async (manager: EntityManager, center: string): Promise<void> => {
  const [found] = await manager.query('SELECT 1 FROM center WHERE id = $1', [center]);
  if (!found)
    throw new Problem('not-valid', 'Some fields are wrong.', [{ at: '/center', text: `there is no Center ${center}` }]);
};

/** The Center that is named; else that of the heading; else that of the account. @throws Problem `not-valid` */
const centerFor = async (
  manager: EntityManager,
  { center, heading }: NewHubQuestion,
  identities: readonly string[],
  day: CustomsDate,
): Promise<string> => {
  if (center !== null) {
    await requireCenter(manager, center);
    return center;
  }
  const ofHeading = heading === null ? undefined : scopeOf(heading, day, await readScope(manager))?.centerId;
  if (ofHeading) return ofHeading;
  const [assigned]: { center: string }[] = await manager.query(
    `SELECT center_id AS center FROM assignment WHERE importer_identity = ANY($1::text[]) AND valid_from < $2 AND (valid_to IS NULL OR valid_to > $3) ORDER BY valid_from DESC LIMIT 1`,
    [identities, addDays(day, 1), addDays(day, -1)],
  );
  if (assigned) return assigned.center;
  throw new Problem('not-valid', 'It is not clear which Center knows.', [
    {
      at: '/center',
      text: 'is missing',
      remedy: 'Name a Center, or the heading of the goods: the Center whose it is gets the question.',
    },
  ]);
};

const note = (
  manager: EntityManager,
  id: string,
  event: string,
  by: string,
  center: string,
  text: string | null,
  at: Date,
): Promise<unknown> =>
  manager.query(
    'INSERT INTO hub_question_event (question_id, event, by_name, center_id, note, occurred_at) VALUES ($1, $2, $3, $4, $5, $6)',
    [...[id, event, by, center, text, at]],
  );

/** Into the log of who asked, and into its mailbox. */
const tellAsker = (
  unit: UnitOfWork,
  row: Row,
  person: string,
  { what, outcome, center, text = what }: { what: string; outcome: string; center: string; text?: string },
): void => {
  if (row.asked_as !== 'trade') return;
  tellDecided(
    unit,
    {
      ...{ accountId: row.account_id, person, what },
      record: { kind: 'question to a Center', subject: hubQuestionSubject(row.number), outcome },
    },
    { about: 'question to a center', text, center, items: [{ reference: row.number, text: row.topic, dueDate: null }] },
  );
};
