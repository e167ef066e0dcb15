import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { SuggestionAnswered, suggestionSubject } from '#contracts';
import { Transactions, type UnitOfWork } from '#messaging';
import { currentCorrelation, Problem, requireSameFields } from '#service';
import { appendActivity, lockLogs } from '../activity-log/activity.repository';
import { withMerged } from '../activity-log/merged-logs';
import { type SuggestionDecision, type SuggestionState, suggestionStates } from './suggestion.states';

/** Services that a suggestion may be about, beside capabilities. */
export const MODULES = ['manifest', 'entry', 'cee', 'status', 'gateway', 'account', 'port'] as const;

export interface NewSuggestion {
  readonly id: string;
  readonly title: string;
  readonly text: string;
  /** Code of a capability, or a module. */
  readonly about: string;
}

export interface SuggestionView extends NewSuggestion {
  readonly number: string;
  readonly accountId: string;
  readonly filedBy: string;
  readonly filedAt: Date;
  readonly state: string;
  readonly assignedTo: string | null;
  readonly decidedBy: string | null;
  readonly decidedAt: Date | null;
  readonly reason: string | null;
  /** Number of the suggestion that it was merged with. */
  readonly mergedWith: string | null;
}

interface Row {
  id: string;
  place: string;
  number: string;
  account_id: string;
  filed_by: string;
  filed_at: Date;
  title: string;
  text: string;
  about: string;
  state: SuggestionState;
  assigned_to: string | null;
  decided_by: string | null;
  decided_at: Date | null;
  reason: string | null;
  merged_number: string | null;
}

export interface SuggestionCounts {
  readonly open: number;
  /** Whole days; null where none is open. */
  readonly oldestOpenDays: number | null;
  readonly byState: { state: string; suggestions: number }[];
  readonly byAbout: { about: string; open: number; suggestions: number }[];
  /** Open ones, by how long ago they were filed. */
  readonly byAge: { age: string; suggestions: number }[];
}

export interface SuggestionsAsked {
  /** Those of these accounts; null for all. */
  readonly of: readonly string[] | null;
  readonly state: string | null;
  readonly about: string | null;
  readonly after: string;
  readonly limit: number;
}

/** An account files so many in a day. */
const MOST_A_DAY = 20;
const OPEN = `('filed', 'assigned', 'deferred')`;
const SELECT = 'SELECT s.*, m.number AS merged_number FROM suggestion s LEFT JOIN suggestion m ON m.id = s.merged_with';

/** Suggestions of accounts: registered with a number, assigned, decided with a reason, and answered to the mailbox and the activity log. */
@Injectable()
export class Suggestions {
  constructor(
    private readonly source: DataSource,
    private readonly transactions: Transactions,
  ) {}

  /**
   * The same again is the same suggestion (`fresh` false).
   *
   * @throws Problem `not-valid` for what it is about, `state-conflict` for an id that stands for another, `too-many-requests` over the day's number
   */
  file(accountId: string, order: NewSuggestion, by: string): Promise<{ fresh: boolean; suggestion: SuggestionView }> {
    return this.transactions.run(async (unit) => {
      const { manager, now } = unit;
      const known = !(MODULES as readonly string[]).includes(order.about)
        ? await manager.query('SELECT 1 FROM capability WHERE code = $1', [order.about])
        : [1];
      if (known.length === 0)
        throw new Problem('not-valid', 'The suggestion cannot be taken so.', [
          { at: '/about', text: `is neither a capability nor one of ${MODULES.join(', ')}` },
        ]);
      // One at a time of an account, so that the day's number holds.
      await lockLogs(manager, [accountId]);
      const [account] = await manager.query('SELECT 1 FROM account WHERE id = $1 FOR NO KEY UPDATE', [accountId]);
      if (!account) throw new Problem('not-found', `There is no account ${accountId}.`);
      const [same] = await rows(manager, 'WHERE s.id = $1', [order.id]);
      if (same) {
        if (same.account_id !== accountId)
          throw new Problem('state-conflict', 'Another suggestion has this id.', [{ at: '/id', text: 'is taken' }]);
        const { title, text, about } = order;
        requireSameFields(
          'suggestion',
          { title: same.title, text: same.text, about: same.about },
          { title, text, about },
        );
        return { fresh: false, suggestion: viewOf(same) };
      }
      const [{ filed }] = await manager.query(
        `SELECT count(*)::int AS filed FROM suggestion WHERE account_id = $1 AND filed_at > $2::timestamptz - interval '1 day'`,
        [accountId, now],
      );
      if (filed >= MOST_A_DAY)
        throw new Problem('too-many-requests', `An account files ${MOST_A_DAY} suggestions a day.`, [], 86_400);
      const [{ place }] = await manager.query(`SELECT nextval('suggestion_number')::int AS place`);
      const number = `SG-${now.toISOString().slice(2, 4)}-${String(place).padStart(6, '0')}`;
      const fresh = await manager.query(
        `INSERT INTO suggestion (id, number, account_id, filed_by, filed_at, title, text, about, state)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) ON CONFLICT (id) DO NOTHING RETURNING id`,
        [
          ...[order.id, number, accountId, by, now],
          ...[order.title, order.text, order.about, suggestionStates.initial],
        ],
      );
      if (fresh.length === 0)
        throw new Problem('state-conflict', 'Another suggestion has this id.', [{ at: '/id', text: 'is taken' }]);
      const suggestion = await one(manager, order.id);
      await log(unit, suggestion, 'suggestion filed', by, `${number} about ${order.about}: ${order.title}`);
      return { fresh: true, suggestion: viewOf(suggestion) };
    });
  }

  /** In the order in which they were filed. */
  async list(asked: SuggestionsAsked): Promise<{ suggestions: SuggestionView[]; next: string | null }> {
    const { of, state, about, after, limit } = asked;
    const found = await rows(
      this.source.manager,
      `WHERE s.place > $1 AND ($2::uuid[] IS NULL OR s.account_id = ANY($2)) AND ($3::text IS NULL OR s.state = $3) AND ($4::text IS NULL OR s.about = $4)
       ORDER BY s.place LIMIT $5`,
      [after, of, state, about, limit],
    );
    return { suggestions: found.map(viewOf), next: found.length === limit ? found.at(-1)!.place : null };
  }

  /** @param of accounts that it must be of; null for any. @throws Problem `not-found` */
  async read(id: string, of: readonly string[] | null): Promise<SuggestionView> {
    const [found] = await rows(this.source.manager, 'WHERE s.id = $1', [id]);
    if (!found || (of !== null && !of.includes(found.account_id)))
      throw new Problem('not-found', `There is no suggestion ${id}.`);
    return viewOf(found);
  }

  /** The account's own and those of accounts merged into it. */
  accountsOf(accountId: string): Promise<string[]> {
    return withMerged(this.source.manager, accountId);
  }

  /** @param to who works on it */
  assign(id: string, to: string, by: string, why: string): Promise<SuggestionView> {
    return this.changing(id, 'assigned', async (unit, row) => {
      await unit.manager.query(
        `UPDATE suggestion SET state = 'assigned', assigned_to = $2, assigned_at = $3, assigned_by = $4 WHERE id = $1`,
        [id, to, unit.now, by],
      );
      await log(unit, row, 'suggestion assigned', by, `${row.number} is with ${to}: ${why}`);
    });
  }

  /** @param mergedWith id of the suggestion that says the same, for a decision to merge. @throws Problem `not-valid` for one that it cannot be merged with */
  decide(
    id: string,
    decision: SuggestionDecision,
    mergedWith: string | null,
    by: string,
    reason: string,
  ): Promise<SuggestionView> {
    return this.changing(id, decision, async (unit, row) => {
      const { manager, now } = unit;
      const other = mergedWith === null ? undefined : (await rows(manager, 'WHERE s.id = $1', [mergedWith]))[0];
      if ((decision === 'merged') !== (mergedWith !== null) || (mergedWith !== null && !other))
        throw new Problem('not-valid', 'The suggestion cannot be decided so.', [
          { at: '/mergedWith', text: other ? 'goes with the decision merged only' : 'names no suggestion' },
        ]);
      if (other && (other.id === id || other.state === 'merged'))
        throw new Problem('not-valid', 'The suggestion cannot be decided so.', [
          { at: '/mergedWith', text: other.id === id ? 'is the same suggestion' : 'was merged with another itself' },
        ]);
      await manager.query(
        'UPDATE suggestion SET state = $2, decided_by = $3, decided_at = $4, reason = $5, merged_with = $6 WHERE id = $1',
        [id, decision, by, now, reason, mergedWith],
      );
      const told = { accountId: row.account_id, number: row.number, title: row.title };
      unit.publish(
        SuggestionAnswered,
        suggestionSubject(row.number),
        {
          ...told,
          ...{ decision, mergedWith: other?.number ?? null, reason },
          ...{ decidedBy: by, decidedAt: now.toISOString() },
        },
        { correlationId: currentCorrelation() ?? randomUUID() },
      );
      const words = other ? `merged with ${other.number}` : decision;
      await log(unit, row, 'suggestion answered', by, `${row.number} was ${words} by ${by}: ${reason}`);
    });
  }

  /** @param of accounts whose suggestions are counted; null for all */
  async counts(of: readonly string[] | null): Promise<SuggestionCounts> {
    const within = '($1::uuid[] IS NULL OR account_id = ANY($1))';
    const [open] = await this.source.query(
      `SELECT count(*)::int AS open, floor(extract(epoch FROM now() - min(filed_at)) / 86400)::int AS "oldestOpenDays"
         FROM suggestion WHERE state IN ${OPEN} AND ${within}`,
      [of],
    );
    const byState = await this.source.query(
      `SELECT state, count(*)::int AS suggestions FROM suggestion WHERE ${within} GROUP BY state ORDER BY state`,
      [of],
    );
    const byAbout = await this.source.query(
      `SELECT about, count(*) FILTER (WHERE state IN ${OPEN})::int AS open, count(*)::int AS suggestions FROM suggestion WHERE ${within} GROUP BY about ORDER BY about`,
      [of],
    );
    const byAge = await this.source.query(
      `SELECT age, count(*)::int AS suggestions FROM (SELECT CASE WHEN filed_at > now() - interval '30 days' THEN 'up to 30 days'
           WHEN filed_at > now() - interval '90 days' THEN '31 to 90 days' ELSE 'over 90 days' END AS age FROM suggestion WHERE state IN ${OPEN} AND ${within}) s
        GROUP BY age ORDER BY age`,
      [of],
    );
    return { ...open, byState, byAbout, byAge };
  }

  private changing(
    id: string,
    event: 'assigned' | SuggestionDecision,
    work: (unit: UnitOfWork, row: Row) => Promise<void>,
  ): Promise<SuggestionView> {
    return this.transactions.run(async (unit) => {
      const [locked] = await unit.manager.query('SELECT 1 FROM suggestion WHERE id = $1 FOR UPDATE', [id]);
      if (!locked) throw new Problem('not-found', `There is no suggestion ${id}.`);
      const row = await one(unit.manager, id);
      const next = suggestionStates.next(row.state, event);
      if (!next.ok) throw new Problem('state-conflict', `Suggestion ${row.number}: ${next.problem}.`);
      await work(unit, row);
      return viewOf(await one(unit.manager, id));
    });
  }
}

const rows = (manager: EntityManager, where: string, parameters: unknown[]): Promise<Row[]> =>
  manager.query(`${SELECT} ${where}`, parameters);

const one = async (manager: EntityManager, id: string): Promise<Row> =>
  (await rows(manager, 'WHERE s.id = $1', [id]))[0]!;

const log = (
  { manager, now }: UnitOfWork,
  { account_id, number }: Row,
  kind: string,
  person: string,
  summary: string,
): Promise<unknown> =>
  appendActivity(
    manager,
    [
      {
        accountId: account_id,
        occurredAt: now.toISOString(),
        kind,
        channel: 'account',
        transmissionId: null,
        mailboxId: null,
        filingId: null,
        itemKind: 'suggestion',
        subject: suggestionSubject(number),
        outcome: null,
        disposition: 'processed',
        summary,
        person,
      },
    ],
    now,
  );

const viewOf = (row: Row): SuggestionView => ({
  id: row.id,
  number: row.number,
  accountId: row.account_id,
  filedBy: row.filed_by,
  filedAt: row.filed_at,
  title: row.title,
  text: row.text,
  about: row.about,
  state: row.state,
  assignedTo: row.assigned_to,
  decidedBy: row.decided_by,
  decidedAt: row.decided_at,
  reason: row.reason,
  mergedWith: row.merged_number,
});
