import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import type { UnitOfWork } from '#messaging';
import { insertRows } from '#persistence';
import { isoColumn } from '../storage/iso-column';
import type { Chain, Link } from './matching.rules';
import type { ChainState } from './matching.states';

/** Why a chain was closed by hand, and the conflicts that were known then: another one opens it again. */
export interface Closing {
  readonly by: string;
  readonly accountId: string;
  readonly reason: string;
  readonly at: string;
  readonly known: readonly string[];
}

export interface MatchResult {
  readonly decisionId: string;
  readonly state: ChainState;
  readonly links: readonly Link[];
  readonly closing: Closing | null;
  readonly judgedAt: string;
}

export interface MatchEvent {
  readonly state: ChainState;
  readonly changes: readonly string[];
  readonly at: string;
}

const MATCH = `m.decision_id AS "decisionId", m.state, m.links, m.closing, ${isoColumn('m.judged_at', 'judgedAt')}`;
const LOOK_AGAIN_AFTER = '5 minutes';
/** On an officer's list. What accounts are told of a downtime leaves nothing out. */
const LISTED_AT_MOST = 1_000;

/** How decisions stand against what was filed. */
@Injectable()
export class MatchRepository {
  constructor(private readonly source: DataSource) {}

  /** Decisions whose picture changed, and those whose due date is over. */
  async due(now: Date, limit: number): Promise<string[]> {
    const rows: { id: string }[] = await this.source.query(
      `SELECT decision_id AS id FROM (SELECT decision_id, min(id) AS first FROM match_due GROUP BY decision_id ORDER BY first LIMIT $2) changed
       UNION SELECT decision_id FROM decision_match WHERE next_look_on < ($1::timestamptz AT TIME ZONE 'UTC')::date AND judged_at < $1::timestamptz - interval '${LOOK_AGAIN_AFTER}'`,
      [now.toISOString(), limit],
    );
    return rows.map(({ id }) => id);
  }

  /** Why a decision is looked at: read before anything it is judged by. */
  async queued(decisionId: string): Promise<string[]> {
    const rows: { id: string }[] = await this.source.query('SELECT id FROM match_due WHERE decision_id = $1', [
      decisionId,
    ]);
    return rows.map(({ id }) => id);
  }

  /** Takes these off the queue. What is queued later stands for a change that this look may not have seen. */
  async taken(manager: EntityManager, queued: readonly string[]): Promise<void> {
    await manager.query('DELETE FROM match_due WHERE id = ANY($1::bigint[])', [queued]);
  }

  async of(manager: EntityManager, decisionId: string): Promise<MatchResult | null> {
    const [row] = await manager.query(`SELECT ${MATCH} FROM decision_match m WHERE m.decision_id = $1`, [decisionId]);
    return row ?? null;
  }

  async ofDecisions(decisionIds: readonly string[]): Promise<Map<string, MatchResult>> {
    const rows: MatchResult[] = await this.source.query(
      `SELECT ${MATCH} FROM decision_match m WHERE m.decision_id = ANY($1)`,
      [decisionIds],
    );
    return new Map(rows.map((row) => [row.decisionId, row]));
  }

  /** Keeps a verdict and what changed since the last look, with the entries and bills joined; null leaves those as they are. */
  async keep(
    unit: UnitOfWork,
    decisionId: string,
    chain: Pick<Chain, 'state' | 'links' | 'nextLookOn'>,
    joined: Pick<Chain, 'entryKeys' | 'billKeys'> | null,
    closing: Closing | null,
    changes: readonly string[],
  ): Promise<void> {
    const at = unit.now.toISOString();
    await insertRows(
      unit.manager,
      'decision_match',
      {
        decision_id: 'uuid',
        state: 'text',
        links: 'jsonb',
        next_look_on: 'date',
        closing: 'jsonb',
        judged_at: 'timestamptz',
      },
      [
        {
          decision_id: decisionId,
          state: chain.state,
          links: chain.links,
          next_look_on: chain.nextLookOn,
          closing,
          judged_at: at,
        },
      ],
      `ON CONFLICT (decision_id) DO UPDATE SET state = excluded.state, links = excluded.links, next_look_on = excluded.next_look_on, closing = excluded.closing,
         judged_at = excluded.judged_at`,
    );
    if (joined) {
      await this.join(unit.manager, 'entry', decisionId, joined.entryKeys);
      await this.join(unit.manager, 'bill', decisionId, joined.billKeys);
    }
    if (changes.length === 0) return;
    await insertRows(
      unit.manager,
      'decision_match_history',
      { decision_id: 'uuid', state: 'text', changes: 'jsonb', at: 'timestamptz' },
      [{ decision_id: decisionId, state: chain.state, changes, at }],
    );
  }

  history(decisionId: string): Promise<MatchEvent[]> {
    return this.source.query(
      `SELECT state, changes, ${isoColumn('at', 'at')} FROM decision_match_history WHERE decision_id = $1 ORDER BY id`,
      [decisionId],
    );
  }

  /** Decisions whose chain is open or in conflict: of these ports, or all of a downtime. */
  unmatched({
    ports,
    downtimeNumber,
  }: {
    ports: readonly string[] | null;
    downtimeNumber: string | null;
  }): Promise<MatchResult[]> {
    return this.source.query(
      `SELECT ${MATCH} FROM decision_match m JOIN manual_decision d ON d.id = m.decision_id
        WHERE m.state IN ('open', 'conflict') AND ($1::text[] IS NULL OR d.port_code = ANY($1::text[])) AND ($2::text IS NULL OR d.downtime_number = $2)
        ORDER BY m.state = 'open', d.decided_at, d.control_number LIMIT $3`,
      [ports, downtimeNumber, downtimeNumber === null ? LISTED_AT_MOST : null],
    );
  }

  private async join(
    manager: EntityManager,
    what: 'entry' | 'bill',
    decisionId: string,
    keys: readonly string[],
  ): Promise<void> {
    const [table, column] = [`decision_match_${what}`, `${what}_key`];
    await manager.query(`DELETE FROM ${table} WHERE decision_id = $1 AND ${column} <> ALL($2::text[])`, [
      decisionId,
      keys,
    ]);
    await insertRows(
      manager,
      table,
      { [column]: 'text', decision_id: 'uuid' },
      keys.map((key) => ({ [column]: key, decision_id: decisionId })),
      'ON CONFLICT DO NOTHING',
    );
  }
}
