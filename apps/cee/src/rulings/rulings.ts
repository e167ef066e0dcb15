import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import type { Asking } from '#access';
import { accountSubject, CeeAccountTold } from '#contracts';
import { contentHash, type CustomsDate } from '#kernel';
import { Transactions, type UnitOfWork } from '#messaging';
import { isConflictOfKeys } from '#persistence';
import { running, type RunningClock } from '#reference';
import { currentCorrelation, Problem, RecurringWork, requireSameContent, requireSameFields } from '#service';
import { UNDECIDED } from '../protests/protest.states';
import { grouped } from '../scope/scope.rules';
import { CeeConfig } from '../config/cee.config';
import { endAnswers, recordAnswers } from '../earlier-answers/earlier-answers';
import { centerDay } from '../work/work-item';
import { rulingChangeStates, type RulingChangeState } from './ruling.states';
import { commentsUntil, effectiveOn, isYoung, rulingFaults, stateOn, withoutNames } from './ruling.rules';

export interface NewRuling {
  readonly id: string;
  readonly number: string;
  readonly issuedOn: string;
  readonly subject: string;
  readonly headings: readonly string[];
  readonly text: string;
  /** Whom it was issued to. */
  readonly holder: string | null;
  readonly holderAccountId: string | null;
  /** Names and words that the public does not see, beside the holder's. */
  readonly confidential: readonly string[];
}

export interface NewRulingChange {
  readonly id: string;
  readonly kind: 'modification' | 'revocation';
  /** The ruling that says what holds instead. */
  readonly byNumber: string | null;
  readonly why: string;
}

export interface RulingChangeView {
  readonly id: string;
  readonly kind: string;
  readonly state: string;
  readonly byNumber: string | null;
  readonly why: string;
  readonly proposedOn: CustomsDate | null;
  readonly commentsUntil: CustomsDate | null;
  readonly publishedOn: CustomsDate | null;
  readonly effectiveOn: CustomsDate | null;
  /** While it is proposed that for comments, then that until its effect. */
  readonly clock: RunningClock | null;
}

/** A ruling as everybody sees it: without its holder and what is confidential. */
export interface RulingView {
  readonly number: string;
  /** `ruling`, `internal advice`, `protest review`. */
  readonly kind: string;
  readonly issuedOn: CustomsDate;
  readonly subject: string;
  readonly headings: readonly string[];
  readonly text: string;
  /** By the day on which it is asked. */
  readonly state: string;
  readonly changes: RulingChangeView[];
}

/** A ruling as CBP and its holder see it. */
export interface WholeRulingView extends RulingView {
  readonly id: string;
  readonly holder: string | null;
  readonly confidential: readonly string[];
  readonly issuedBy: string;
  readonly history: { readonly event: string; readonly by: string; readonly at: string }[];
  /** What a change of it touches: undecided protests that cite it, questions to headquarters that were answered by it and whose transaction goes on. */
  readonly touches: { readonly protests: string[]; readonly advice: string[] } | null;
}

interface Row {
  id: string;
  number: string;
  kind: string;
  issued_on: CustomsDate;
  subject: string;
  headings: string[];
  holder: string | null;
  holder_account: string | null;
  body: string;
  confidential: string[];
  public_body: string;
  public_subject: string;
  hash: string;
  issued_by: string;
  issued_at: Date;
}

interface ChangeRow {
  id: string;
  ruling_id: string;
  kind: 'modification' | 'revocation';
  state: RulingChangeState;
  by_number: string | null;
  why: string;
  proposed_on: CustomsDate | null;
  comments_until: CustomsDate | null;
  published_on: CustomsDate | null;
  effective_on: CustomsDate | null;
  hash: string;
  ordered_by: string;
  ordered_at: Date;
  closed_by: string | null;
  closed_at: Date | null;
}

type Reader = Pick<EntityManager, 'query'>;

const rows = (manager: Reader, rest: string, values: readonly unknown[]): Promise<Row[]> =>
  manager.query(
    `SELECT r.id, r.number, r.kind, r.issued_on::text AS issued_on, r.subject, r.headings, r.holder, r.holder_account, r.body, r.confidential, r.public_body,
            r.public_subject, r.hash, r.issued_by, r.issued_at FROM ruling r ${rest}`,
    [...values],
  );
const DAYS = ['proposed_on', 'comments_until', 'published_on', 'effective_on'];
const changeRows = (manager: Reader, rest: string, values: readonly unknown[]): Promise<ChangeRow[]> =>
  manager.query(
    `SELECT c.*, ${DAYS.map((day) => `c.${day}::text AS ${day}`).join(', ')} FROM ruling_change c ${rest}`,
    [...values],
  );

/** Rulings of headquarters (19 CFR part 177): issued, searched by everybody, modified and revoked with notice. */
@Injectable()
export class Rulings {
  constructor(
    private readonly source: DataSource,
    private readonly transactions: Transactions,
    config: CeeConfig,
    work: RecurringWork,
  ) {
    work.every(
      config.WORK_LOOK_MS * 12,
      'ending what rulings bind whose change is in effect',
      () => this.endChanged(),
      { by: 'one replica' },
    );
  }

  /** What a ruling bound whose modification or revocation is in effect binds nobody any more. @returns whether there may be more */
  endChanged(): Promise<boolean> {
    return this.transactions.run(endChangedRulings);
  }

  /** The same id again is the same ruling. @throws Problem `not-valid`; `state-conflict` for a number that is taken */
  issue(order: NewRuling, by: string): Promise<{ fresh: boolean; ruling: WholeRulingView }> {
    return this.transactions.run(async (unit) => {
      const fresh = await issueWithin(unit, order, 'ruling', by);
      return { fresh, ruling: await this.whole(unit.manager, order.number, unit.now) };
    });
  }

  /** Newest first. @param asked.after number of the last of the page before */
  async search(
    asked: {
      readonly q: string | null;
      readonly heading: string | null;
      readonly state: string | null;
      readonly after: string | null;
      readonly limit: number;
    },
    now = new Date(),
  ): Promise<{ rulings: RulingView[]; next: string | null }> {
    const found = await rows(
      this.source.manager,
      `WHERE ($1::text IS NULL OR r.words @@ websearch_to_tsquery('english', $1))
         AND ($2::text IS NULL OR EXISTS (SELECT 1 FROM unnest(r.headings) AS h WHERE h LIKE $2 || '%'))
         AND ($3::text IS NULL OR $3 = CASE
           WHEN EXISTS (SELECT 1 FROM ruling_change c WHERE c.ruling_id = r.id AND c.kind = 'revocation' AND c.effective_on <= $4) THEN 'revoked'
           WHEN EXISTS (SELECT 1 FROM ruling_change c WHERE c.ruling_id = r.id AND c.effective_on <= $4) THEN 'modified' ELSE 'in force' END)
         AND ($5::text IS NULL OR (r.issued_on, r.number) < (SELECT issued_on, number FROM ruling WHERE number = $5))
       ORDER BY r.issued_on DESC, r.number DESC LIMIT $6`,
      [asked.q, asked.heading, asked.state, centerDay(now), asked.after, asked.limit],
    );
    const changes = await changesOf(
      this.source.manager,
      found.map(({ id }) => id),
    );
    return {
      rulings: found.map((row) => publicView(row, changes.get(row.id) ?? [], now)),
      next: found.length === asked.limit ? found.at(-1)!.number : null,
    };
  }

  /** As everybody sees it. @throws Problem `not-found` */
  async read(number: string, now = new Date()): Promise<RulingView> {
    const row = await find(this.source.manager, number);
    return publicView(row, (await changesOf(this.source.manager, [row.id])).get(row.id) ?? [], now);
  }

  /** As CBP, and its holder, see it. @param all false for who must be its holder @throws Problem `not-found` */
  async readWhole({ account }: Asking, number: string, all: boolean): Promise<WholeRulingView> {
    const row = await find(this.source.manager, number);
    if (!all && row.holder_account !== account.accountId)
      throw new Problem('not-found', `There is no ruling ${number} of yours.`);
    const whole = await this.whole(this.source.manager, number, new Date());
    return all ? whole : { ...whole, touches: null };
  }

  /** Proposes a change, or makes it at once where the ruling is young. The same id again is the same change. */
  change(number: string, order: NewRulingChange, by: string): Promise<WholeRulingView> {
    return this.transactions.run(async (unit) => {
      const { manager, now } = unit;
      const day = centerDay(now);
      const row = await find(manager, number, true);
      await requireSameContent(manager, 'change of a ruling', order.id, { ...order, number });
      const hash = contentHash({ ...order, number });
      const [same] = await changeRows(manager, 'WHERE c.id = $1', [order.id]);
      if (same?.hash === hash) return this.whole(manager, number, now);
      if (same) throw new Problem('state-conflict', 'Another change has this id.', [{ at: '/id', text: 'is taken' }]);
      const known = (await changesOf(manager, [row.id])).get(row.id) ?? [];
      const open = known.find(({ state }) => state === 'proposed');
      if (open)
        throw new Problem(
          'state-conflict',
          `A ${open.kind} of ${number} was proposed on ${open.proposed_on}: publish or drop it first.`,
        );
      const revoked = known.find(({ state, kind }) => state === 'published' && kind === 'revocation');
      if (revoked) throw new Problem('state-conflict', `${number} is revoked from ${revoked.effective_on} on.`);
      if (order.byNumber === null && order.kind === 'modification')
        throw new Problem('not-valid', 'Some fields are wrong.', [
          { at: '/byNumber', text: 'is missing: a modification says by a ruling what holds instead' },
        ]);
      if (order.byNumber !== null) {
        if (order.byNumber === number)
          throw new Problem('not-valid', 'Some fields are wrong.', [{ at: '/byNumber', text: 'is the ruling itself' }]);
        await find(manager, order.byNumber, false, '/byNumber');
      }
      const young = isYoung(row.issued_on, day);
      const next = rulingChangeStates.next(rulingChangeStates.initial, 'published');
      await manager.query(
        `INSERT INTO ruling_change (id, ruling_id, kind, state, by_number, why, proposed_on, comments_until, published_on, effective_on, hash, ordered_by, ordered_at,
           closed_by, closed_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $9, $10, $11, $12, $13, $14)`,
        [
          ...[order.id, row.id, order.kind, young && next.ok ? next.value : rulingChangeStates.initial],
          ...[order.byNumber, order.why, young ? null : day, young ? null : commentsUntil(day), young ? day : null],
          ...[hash, by, now, young ? by : null, young ? now : null],
        ],
      );
      const text = young
        ? `${order.kind} of ruling ${number} in effect from ${day} on, in effect for less than 60 days before (19 CFR 177.12(b)): ${order.why}`
        : `${order.kind} of ruling ${number} is proposed; comments until ${commentsUntil(day)} (19 CFR 177.12(b)): ${order.why}`;
      await this.tell(unit, row, text, young ? null : commentsUntil(day));
      return this.whole(manager, number, now);
    });
  }

  /** Publishes the final notice when the time for comments is over: in effect 60 days later. Again changes nothing. */
  publish(number: string, changeId: string, by: string): Promise<WholeRulingView> {
    return this.close(number, changeId, 'published', by, (change, day) => {
      if (change.comments_until !== null && day <= change.comments_until)
        throw new Problem(
          'state-conflict',
          `Comments are taken until ${change.comments_until}: publish it after that (19 CFR 177.12(b)).`,
        );
    });
  }

  /** Gives a proposed change up. Again changes nothing. */
  drop(number: string, changeId: string, by: string): Promise<WholeRulingView> {
    return this.close(number, changeId, 'dropped', by, () => undefined);
  }

  /** Comments on a proposed change while the time runs. The same id again is the same comment. */
  comment(
    number: string,
    changeId: string,
    { id, comment }: { readonly id: string; readonly comment: string },
    { account }: Asking,
    by: string,
  ): Promise<{ received: CustomsDate }> {
    return this.transactions.run(async ({ manager, now }) => {
      const row = await find(manager, number);
      const [change] = await changeRows(manager, 'WHERE c.id = $1 AND c.ruling_id = $2 FOR SHARE', [changeId, row.id]);
      if (!change) throw new Problem('not-found', `${number} has no change ${changeId}.`);
      const day = centerDay(now);
      const [same] = await manager.query('SELECT change_id, account_id, comment FROM ruling_comment WHERE id = $1', [
        id,
      ]);
      if (same?.change_id === changeId && same.account_id === account.accountId) {
        requireSameFields('comment', { comment: same.comment }, { comment });
        return { received: day };
      }
      if (same) throw new Problem('state-conflict', 'Another comment has this id.', [{ at: '/id', text: 'is taken' }]);
      if (change.state !== 'proposed' || (change.comments_until !== null && day > change.comments_until))
        throw new Problem(
          'state-conflict',
          `Comments were taken until ${change.comments_until ?? change.published_on}.`,
        );
      await manager.query(
        'INSERT INTO ruling_comment (id, change_id, account_id, comment, commented_by, commented_at) VALUES ($1, $2, $3, $4, $5, $6)',
        [id, changeId, account.accountId, comment, by, now],
      );
      return { received: day };
    });
  }

  /** The newest last. @param accountId whose; null for everybody's */
  async comments(
    number: string,
    changeId: string,
    accountId: string | null,
  ): Promise<{ id: string; accountId: string; comment: string; by: string; at: Date }[]> {
    const row = await find(this.source.manager, number);
    return this.source.query(
      `SELECT m.id, m.account_id AS "accountId", m.comment, m.commented_by AS by, m.commented_at AS at
         FROM ruling_comment m JOIN ruling_change c ON c.id = m.change_id WHERE c.ruling_id = $1 AND c.id = $2 AND ($3::uuid IS NULL OR m.account_id = $3) ORDER BY m.commented_at, m.id LIMIT 1000`,
      [row.id, changeId, accountId],
    );
  }

  private close(
    number: string,
    changeId: string,
    event: 'published' | 'dropped',
    by: string,
    check: (change: ChangeRow, day: CustomsDate) => void,
  ): Promise<WholeRulingView> {
    return this.transactions.run(async (unit) => {
      const { manager, now } = unit;
      const day = centerDay(now);
      const row = await find(manager, number, true);
      const [change] = await changeRows(manager, 'WHERE c.id = $1 AND c.ruling_id = $2 FOR UPDATE', [changeId, row.id]);
      if (!change) throw new Problem('not-found', `${number} has no change ${changeId}.`);
      if (change.state === event) return this.whole(manager, number, now);
      const next = rulingChangeStates.next(change.state, event);
      if (!next.ok)
        throw new Problem(
          'state-conflict',
          `The ${change.kind} of ${number} was ${change.state} by ${change.closed_by}.`,
        );
      check(change, day);
      const effect = event === 'published' ? effectiveOn(day) : null;
      await manager.query(
        'UPDATE ruling_change SET state = $2, published_on = $3, effective_on = $4, closed_by = $5, closed_at = $6 WHERE id = $1',
        [changeId, next.value, event === 'published' ? day : null, effect, by, now],
      );
      await this.tell(
        unit,
        row,
        effect === null
          ? `${change.kind} of ruling ${number} was given up`
          : `${change.kind} of ruling ${number} is in effect from ${effect} on (19 CFR 177.12(e))`,
        effect,
      );
      return this.whole(manager, number, now);
    });
  }

  /** The holder, and the accounts whose undecided protests cite the ruling. */
  private async tell(unit: UnitOfWork, row: Row, text: string, dueDate: CustomsDate | null): Promise<void> {
    const citing: { id: string }[] = await unit.manager.query(
      `SELECT DISTINCT p.account_id AS id FROM protest_ruling c JOIN protest p ON p.id = c.protest_id WHERE c.number = $1 AND p.state = ANY($2)`,
      [row.number, UNDECIDED],
    );
    const accounts = new Set([
      ...citing.map(({ id }) => id),
      ...(row.holder_account === null ? [] : [row.holder_account]),
    ]);
    for (const accountId of [...accounts].sort())
      unit.publish(
        CeeAccountTold,
        accountSubject(accountId),
        { accountId, about: 'ruling', text, items: [{ reference: row.number, text, dueDate }] },
        { correlationId: currentCorrelation() ?? randomUUID() },
      );
  }

  private async whole(manager: EntityManager, number: string, now: Date): Promise<WholeRulingView> {
    const row = await find(manager, number);
    const changes = (await changesOf(manager, [row.id])).get(row.id) ?? [];
    const protests: { number: string }[] = await manager.query(
      `SELECT DISTINCT p.number FROM protest_ruling c JOIN protest p ON p.id = c.protest_id WHERE c.number = $1 AND p.state = ANY($2) ORDER BY p.number`,
      [number, UNDECIDED],
    );
    const advice: { number: string }[] = await manager.query(
      `SELECT a.number FROM internal_advice a LEFT JOIN protest p ON p.id = a.protest_id
         LEFT JOIN entry_liquidation l ON l.filer_code = a.filer_code AND l.entry_number = a.entry_number
        WHERE a.ruling_number = $1 AND (p.state = ANY($2) OR (p.id IS NULL AND coalesce(l.data->>'state', 'not liquidated') = 'not liquidated')) ORDER BY a.number`,
      [number, UNDECIDED],
    );
    return {
      ...publicView(row, changes, now),
      ...{ id: row.id, subject: row.subject, text: row.body, holder: row.holder, confidential: row.confidential },
      issuedBy: row.issued_by,
      history: [
        { event: 'issued', by: row.issued_by, at: row.issued_at.toISOString() },
        ...changes.flatMap((change) => [
          { event: `${change.kind} proposed`, by: change.ordered_by, at: change.ordered_at.toISOString() },
          ...(change.closed_at === null
            ? []
            : [{ event: `${change.kind} ${change.state}`, by: change.closed_by!, at: change.closed_at.toISOString() }]),
        ]),
      ],
      touches: { protests: protests.map((one) => one.number), advice: advice.map((one) => one.number) },
    };
  }
}

/** Issues a ruling within the transaction of what it answers. @returns false where it was there @throws Problem */
export const issueWithin = async (
  unit: UnitOfWork,
  order: NewRuling,
  kind: 'ruling' | 'internal advice' | 'protest review',
  by: string,
): Promise<boolean> => {
  const { manager, now } = unit;
  await requireSameContent(manager, 'ruling', order.id, { ...order, kind });
  const hash = contentHash({ ...order, kind });
  const [same] = await rows(manager, 'WHERE r.id = $1', [order.id]);
  if (same?.hash === hash) return false;
  if (same) throw new Problem('state-conflict', 'Another ruling has this id.', [{ at: '/id', text: 'is taken' }]);
  const errors = rulingFaults(order, centerDay(now));
  if (errors.length > 0) throw new Problem('not-valid', 'Some fields are wrong.', errors);
  const hidden = [...order.confidential, ...(order.holder === null ? [] : [order.holder])];
  try {
    await manager.query(
      `INSERT INTO ruling (id, number, kind, issued_on, subject, headings, holder, holder_account, body, confidential, public_body, public_subject, hash, issued_by, issued_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)`,
      [
        ...[order.id, order.number, kind, order.issuedOn, order.subject, order.headings, order.holder],
        ...[order.holderAccountId, order.text, order.confidential, withoutNames(order.text, hidden)],
        ...[withoutNames(order.subject, hidden), hash, by, now],
      ],
    );
  } catch (error) {
    if (!isConflictOfKeys(error)) throw error;
    throw new Problem('state-conflict', `There is a ruling ${order.number} already.`, [
      { at: '/number', text: 'is taken' },
    ]);
  }
  const [heading = null, another] = order.headings;
  await recordAnswers(unit, [
    {
      source: { kind: kind === 'internal advice' ? kind : 'ruling', id: order.id, number: order.number },
      ...{ stage: 'ruling', kind: 'classification', accountId: null, supplier: null, goods: order.subject },
      ...{ tariff: heading, outcome: another === undefined ? heading : null, port: null, centerId: null },
      ...{ text: withoutNames(order.text, hidden), day: order.issuedOn, by: { name: by, personId: null } },
    },
  ]);
  return true;
};

const endChangedRulings = async (unit: UnitOfWork): Promise<boolean> => {
  const over: { id: string; kind: string; number: string; day: string }[] = await unit.manager.query(
    `SELECT r.id, c.kind, r.number, c.effective_on::text AS day FROM ruling r JOIN ruling_change c ON c.ruling_id = r.id
      WHERE c.effective_on <= $1 AND EXISTS (
        SELECT 1 FROM earlier_answer a WHERE a.source_kind IN ('ruling', 'internal advice') AND a.source_id = r.id::text AND a.ended_at IS NULL)
      ORDER BY c.effective_on, r.id LIMIT $2`,
    [centerDay(unit.now), ENDED_AT_ONCE],
  );
  for (const { id, kind, number, day } of over)
    for (const source of ['ruling', 'internal advice'] as const)
      await endAnswers(unit, source, [id], `${kind} of ${number} in effect from ${day} on`);
  return over.length === ENDED_AT_ONCE;
};
const ENDED_AT_ONCE = 100;

/** @throws Problem `not-found`, or `not-valid` by the field that names it */
const find = async (manager: Reader, number: string, lock = false, at: string | null = null): Promise<Row> => {
  const [row] = await rows(manager, `WHERE r.number = $1${lock ? ' FOR UPDATE' : ''}`, [number]);
  if (row) return row;
  if (at === null) throw new Problem('not-found', `There is no ruling ${number}.`);
  throw new Problem('not-valid', 'Some fields are wrong.', [{ at, text: `there is no ruling ${number}` }]);
};

const changesOf = async (manager: Reader, ids: readonly string[]): Promise<Map<string, ChangeRow[]>> => {
  const found = await changeRows(manager, 'WHERE c.ruling_id = ANY($1::uuid[]) ORDER BY c.ordered_at, c.id', [ids]);
  return grouped(found, ({ ruling_id }) => ruling_id);
};

const clockOfChange = (change: ChangeRow, today: CustomsDate): RunningClock | null => {
  if (change.state === 'proposed')
    return running('comments on a change of a ruling', { start: change.proposed_on! }, today);
  if (change.state === 'published' && change.proposed_on !== null && change.effective_on! > today)
    return running('effect of a change of a ruling', { start: change.published_on! }, today);
  return null;
};

const publicView = (row: Row, changes: readonly ChangeRow[], now: Date): RulingView => {
  const today = centerDay(now);
  return {
    ...{ number: row.number, kind: row.kind, issuedOn: row.issued_on, subject: row.public_subject },
    ...{ headings: row.headings, text: row.public_body },
    state: stateOn(
      changes.map(({ kind, effective_on }) => ({ kind, effectiveOn: effective_on })),
      today,
    ),
    changes: changes.map((change) => ({
      ...{ id: change.id, kind: change.kind, state: change.state, byNumber: change.by_number },
      why: withoutNames(change.why, [...row.confidential, ...(row.holder === null ? [] : [row.holder])]),
      ...{ proposedOn: change.proposed_on, commentsUntil: change.comments_until },
      ...{ publishedOn: change.published_on, effectiveOn: change.effective_on, clock: clockOfChange(change, today) },
    })),
  };
};
