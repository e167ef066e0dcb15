import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { AccountTold, accountSubject, CargoReleaseFiled, EntrySummaryFiled, kindOf } from '#contracts';
import { Transactions, type UnitOfWork } from '#messaging';
import { insertRows } from '#persistence';
import type { Downtime } from '../../downtime/model/records';
import { followUpLetters, type HeldCount, type Letter } from './follow-up.rules';
import { UnmatchedWork } from './unmatched-work';

const OVERDUE_EVERY_MS = 5_000;
type Stage = 'revoked' | 'told' | 'overdue';

/**
 * Tells each account, once a downtime is over, what was held for it, what is on file of that, and what it must still file by when; and
 * once more when some of it was not filed in time. What was told is noted in the transaction that tells it.
 */
@Injectable()
export class FollowUp {
  private overdueLookedAt = 0;

  constructor(
    private readonly source: DataSource,
    private readonly transactions: Transactions,
    private readonly unmatched: UnmatchedWork,
  ) {}

  async work(now: Date): Promise<void> {
    for (const number of await this.withoutStage('revoked')) await this.recount(number);
    for (const number of await this.withoutStage('told')) await this.tell(number, now);
    if (now.getTime() - this.overdueLookedAt < OVERDUE_EVERY_MS) return;
    this.overdueLookedAt = now.getTime();
    for (const number of await this.withOverdue()) await this.tellOverdue(number, now);
  }

  /** Revoked downtimes, no drills, that have not come to a stage; to be told only once their decisions were looked at again. */
  private async withoutStage(stage: 'revoked' | 'told'): Promise<string[]> {
    const rows: { number: string }[] = await this.source.query(
      `SELECT t.number FROM downtime t WHERE t.state = 'revoked' AND NOT t.drill
          AND NOT EXISTS (SELECT 1 FROM downtime_follow_up f WHERE f.downtime_number = t.number AND f.stage = $1)
          AND ($1 = 'revoked' OR (EXISTS (SELECT 1 FROM downtime_follow_up f WHERE f.downtime_number = t.number AND f.stage = 'revoked')
            AND NOT EXISTS (SELECT 1 FROM manual_decision d JOIN match_due q ON q.decision_id = d.id WHERE d.downtime_number = t.number)))
        ORDER BY t.number`,
      [stage],
    );
    return rows.map(({ number }) => number);
  }

  /** With the end of the downtime its decisions get their due dates. */
  private recount(number: string): Promise<void> {
    return this.transactions.run(async (unit) => {
      if (!(await this.enter(unit, number, 'revoked', null, []))) return;
      await unit.manager.query(
        'INSERT INTO match_due (decision_id) SELECT id FROM manual_decision WHERE downtime_number = $1 AND NOT drill',
        [number],
      );
    });
  }

  private async tell(number: string, now: Date): Promise<void> {
    const [row] = await this.source.query('SELECT data FROM downtime WHERE number = $1', [number]);
    const downtime = row.data as Downtime;
    const work = await this.unmatched.list({ ports: null, downtimeNumber: number }, now);
    await this.transactions.run(async (unit) => {
      if (!(await this.enter(unit, number, 'told', null, []))) return;
      const letters = followUpLetters(
        { number, overdue: false },
        work,
        downtime.filer ? [] : await heldDuring(unit.manager, await this.ownTime(unit.manager, downtime)),
      );
      for (const letter of letters) await this.send(unit, number, 'told', letter);
    });
  }

  /** What was held in the national downtime that a port's own became part of is told with the national one, and only there. */
  private async ownTime(manager: EntityManager, downtime: Downtime): Promise<Downtime> {
    if (downtime.partOf === null) return downtime;
    const [national] = await manager.query('SELECT data FROM downtime WHERE number = $1', [downtime.partOf]);
    const { from } = national.data as Downtime;
    return downtime.to !== null && downtime.to < from ? downtime : { ...downtime, to: from };
  }

  private async withOverdue(): Promise<string[]> {
    const rows: { number: string }[] = await this.source.query(
      `SELECT DISTINCT d.downtime_number AS number FROM decision_match m JOIN manual_decision d ON d.id = m.decision_id
         JOIN downtime_follow_up f ON f.downtime_number = d.downtime_number AND f.stage = 'told' AND f.account_id IS NULL
        WHERE m.state IN ('open', 'conflict') AND m.links @> '[{"state": "missing"}]' ORDER BY 1`,
    );
    return rows.map(({ number }) => number);
  }

  private async tellOverdue(number: string, now: Date): Promise<void> {
    const letters = followUpLetters(
      { number, overdue: true },
      await this.unmatched.list({ ports: null, downtimeNumber: number }, now),
      [],
    );
    for (const letter of letters) {
      await this.transactions.run(async (unit) => {
        await this.send(unit, number, 'overdue', letter);
      });
    }
  }

  private async send(unit: UnitOfWork, number: string, stage: Stage, letter: Letter): Promise<void> {
    if (!(await this.enter(unit, number, stage, letter.accountId, letter.items))) return;
    const { accountId, text, items } = letter;
    unit.publish(
      AccountTold,
      accountSubject(accountId),
      { accountId, about: 'downtime follow-up', downtimeNumber: number, text, items: [...items] },
      { correlationId: accountId },
    );
  }

  /** Notes a stage; false when it was noted before. */
  private async enter(
    unit: UnitOfWork,
    number: string,
    stage: Stage,
    accountId: string | null,
    items: Letter['items'],
  ): Promise<boolean> {
    const noted = await insertRows(
      unit.manager,
      'downtime_follow_up',
      { downtime_number: 'text', account_id: 'uuid', stage: 'text', items: 'jsonb', at: 'timestamptz' },
      [{ downtime_number: number, account_id: accountId, stage, items, at: unit.now.toISOString() }],
      'ON CONFLICT DO NOTHING RETURNING stage',
    );
    return noted.length > 0;
  }
}

/** Filings that the gateway held in the downtime, by account, and how many of them are on file now. */
const heldDuring = async (manager: EntityManager, { from, to, scope }: Downtime): Promise<HeldCount[]> =>
  manager.query(
    `SELECT data ->> 'accountId' AS "accountId", count(*)::int AS held, (count(*) FILTER (WHERE CASE data ->> 'kind'
         WHEN $5 THEN EXISTS (SELECT 1 FROM picture_summary s WHERE s.entry_key = replace(h.reference, '-', '') AND s.accepted_at >= h.heard_at)
         WHEN $6 THEN EXISTS (SELECT 1 FROM picture_release r WHERE r.entry_key = replace(h.reference, '-', '') AND r.heard_at >= h.heard_at)
         ELSE EXISTS (SELECT 1 FROM jsonb_array_elements_text(h.bill_keys || to_jsonb(h.reference)) named JOIN picture_bill b ON b.bill_key = named
           WHERE b.heard_at >= h.heard_at) END))::int AS "onFile"
       FROM picture_held_filing h WHERE h.heard_at >= $1 AND (data ->> 'receivedAt')::timestamptz >= $1 AND (data ->> 'receivedAt')::timestamptz < $2
        AND ($3::text[] = '{}' OR data ->> 'portCode' IS NULL OR data ->> 'portCode' = ANY($3::text[]))
        AND ($4::text[] = '{}' OR data ->> 'module' = ANY($4::text[]))
      GROUP BY 1 ORDER BY 1`,
    [from, to, scope.ports, scope.modules, kindOf(EntrySummaryFiled).kind, kindOf(CargoReleaseFiled).kind],
  );
