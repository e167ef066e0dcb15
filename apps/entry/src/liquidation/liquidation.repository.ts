import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { LiquidationOrdered } from '#contracts';
import type { CustomsDate } from '#kernel';
import { insertRows } from '#persistence';
import { isPort } from '#reference';
import type { StoredSummary } from '../summary-on-file/summary.model';
import { storedComputed, storedSummary } from '../summary-on-file/stored-summary';
import { dayAt, startOfPortDay } from '../port-day/port-day';
import type { Followed } from './following.rules';
import { type Happened, type Liquidation, storedLiquidation } from './liquidation.model';
import { extensionOf, runDayOf, scheduleOf } from './liquidation.rules';

export const portOrNull = (port: string | null): string | null => (port !== null && isPort(port) ? port : null);

/** An order that was judged, and why it was not carried out; null where it was. */
export interface JudgedOrder {
  readonly order: LiquidationOrdered;
  readonly refusal: string | null;
}

const COLUMNS = { entry_key: 'text', version: 'int', state: 'text', run_at: 'timestamptz', data: 'json' };
const UPDATES = 'version = excluded.version, state = excluded.state, run_at = excluded.run_at, data = excluded.data';

const runAt = (liquidation: Liquidation): string | null => {
  const day = runDayOf(liquidation);
  return day === null ? null : startOfPortDay(day, portOrNull(liquidation.portOfEntry));
};

/** Liquidations of entries. Whoever writes one has locked the row of its entry summary before. */
@Injectable()
export class LiquidationRepository {
  async of(manager: EntityManager, keys: readonly string[]): Promise<Map<string, Liquidation>> {
    if (keys.length === 0) return new Map();
    const rows: { data: unknown }[] = await manager.query('SELECT data FROM liquidation WHERE entry_key = ANY($1)', [
      [...new Set(keys)],
    ]);
    return new Map(
      rows.map(({ data }) => {
        const liquidation = storedLiquidation.read(data);
        return [liquidation.key, liquidation];
      }),
    );
  }

  /** What is to be followed of summaries: the content that stands, when it was filed, and when its cargo was released. */
  async followed(manager: EntityManager, summaries: readonly StoredSummary[]): Promise<Followed[]> {
    if (summaries.length === 0) return [];
    const rows: { key: string; content: unknown; computed: unknown; at: Date; releaseDate: CustomsDate | null }[] =
      await manager.query(
        `SELECT k.entry_key AS key, v.content, v.computed, v.at,
                (SELECT release_date::text FROM cargo_release r WHERE r.entry_key = k.entry_key AND r.state <> 'cancelled') AS "releaseDate"
           FROM unnest($1::text[]) AS k(entry_key)
          CROSS JOIN LATERAL (SELECT content, computed, at FROM entry_summary_version
                               WHERE entry_key = k.entry_key AND content IS NOT NULL ORDER BY revision DESC LIMIT 1) v`,
        [summaries.map(({ key }) => key)],
      );
    const byKey = new Map(rows.map((row) => [row.key, row]));
    return summaries.flatMap((summary): Followed[] => {
      const row = byKey.get(summary.key);
      if (!row) return [];
      const { content, computed, at, releaseDate } = row;
      return [
        {
          summary,
          content: storedSummary.read(content),
          computed: computed ? storedComputed.read(computed) : null,
          filedOn: dayAt(portOrNull(summary.portOfEntry), at),
          releaseDate,
        },
      ];
    });
  }

  async save(manager: EntityManager, liquidations: readonly Liquidation[]): Promise<void> {
    await insertRows(
      manager,
      'liquidation',
      COLUMNS,
      liquidations.map((liquidation) => ({
        entry_key: liquidation.key,
        version: liquidation.version,
        state: liquidation.state,
        run_at: runAt(liquidation),
        data: storedLiquidation.write(liquidation),
      })),
      `ON CONFLICT (entry_key) DO UPDATE SET ${UPDATES}`,
    );
  }

  /** Keeps what happened, and posts what is to be read on the bulletin. */
  async note(manager: EntityManager, happened: readonly Happened[], now: Date): Promise<void> {
    await insertRows(
      manager,
      'liquidation_event',
      { entry_key: 'text', version: 'int', event: 'text', at: 'timestamptz', order_id: 'uuid', data: 'json' },
      happened.map(({ after, event, order, why }) => ({
        ...{ entry_key: after.key, version: after.version, event, at: now.toISOString() },
        order_id: order?.orderId ?? null,
        data: {
          ...{ state: after.state, scheduledFor: scheduleOf(after), deemed: after.deemed },
          ...{ code: order?.code ?? null, until: event === 'extended' ? (extensionOf(after)?.until ?? null) : null },
          ...{ by: order?.specialist ?? null, centerId: order?.centerId ?? null, basis: order?.basis ?? null },
          ...{ reference: order?.reference ?? null, reason: order?.reason ?? why },
          ...{ owed: after.liquidated ?? after.filed, changeCents: after.changeCents },
        },
      })),
    );
    await insertRows(
      manager,
      'liquidation_notice',
      {
        ...{ posted_on: 'date', entry_key: 'text', version: 'int', port: 'text', entry_type: 'text' },
        ...{ entry_date: 'date', event: 'text', deemed: 'boolean', change_cents: 'bigint' },
      },
      happened
        .filter(({ event }) => event === 'liquidated' || event === 'reliquidated' || event === 'set aside')
        .map(({ after, event }) => ({
          posted_on: after.noticeOn ?? dayAt(portOrNull(after.portOfEntry), now),
          ...{ entry_key: after.key, version: after.version, port: after.portOfEntry, entry_type: after.entryType },
          ...{ entry_date: after.entryDate, event, deemed: after.deemed, change_cents: after.changeCents },
        })),
    );
  }

  /** Orders that were judged before, by id. */
  async judged(manager: EntityManager, orderIds: readonly string[]): Promise<Map<string, string | null>> {
    const rows: { id: string; refusal: string | null }[] = await manager.query(
      'SELECT order_id AS id, refusal FROM liquidation_order WHERE order_id = ANY($1::uuid[])',
      [orderIds],
    );
    return new Map(rows.map(({ id, refusal }) => [id, refusal]));
  }

  async keep(manager: EntityManager, judged: readonly JudgedOrder[], now: Date): Promise<void> {
    await insertRows(
      manager,
      'liquidation_order',
      { order_id: 'uuid', entry_key: 'text', at: 'timestamptz', refusal: 'text', data: 'json' },
      judged.map(({ order, refusal }) => ({
        ...{ order_id: order.orderId, entry_key: `${order.filerCode}${order.entryNumber}` },
        ...{ at: now.toISOString(), refusal, data: order },
      })),
      'ON CONFLICT DO NOTHING',
    );
  }

  /** Keys of entries that are due and whose summary this locks, passing by what somebody else is at. */
  async lockDue(
    manager: EntityManager,
    now: Date,
    limit: number,
    among: readonly string[] | null = null,
  ): Promise<string[]> {
    const rows: { key: string }[] = await manager.query(
      `SELECT l.entry_key AS key FROM liquidation l JOIN entry_summary s USING (entry_key)
        WHERE l.run_at <= $1 AND ($3::text[] IS NULL OR l.entry_key = ANY($3)) ORDER BY l.run_at LIMIT $2 FOR UPDATE OF s, l SKIP LOCKED`,
      [now.toISOString(), limit, among],
    );
    return rows.map(({ key }) => key);
  }

  /** The run passes them by until then. */
  async putOff(
    manager: EntityManager,
    later: readonly { readonly key: string; readonly at: string | null }[],
  ): Promise<void> {
    if (later.length === 0) return;
    await manager.query(
      'UPDATE liquidation l SET run_at = u.at FROM unnest($1::text[], $2::timestamptz[]) AS u(key, at) WHERE l.entry_key = u.key',
      [later.map(({ key }) => key), later.map(({ at }) => at)],
    );
  }

  /** The next summaries by key; `bare` are accepted and have no liquidation. */
  async nextSummaries(
    manager: EntityManager,
    after: string,
    limit: number,
  ): Promise<{ readonly last: string | null; readonly bare: string[] }> {
    const rows: { key: string; bare: boolean }[] = await manager.query(
      `SELECT s.entry_key AS key, s.state = 'accepted' AND l.entry_key IS NULL AS bare
         FROM (SELECT entry_key, state FROM entry_summary WHERE entry_key > $1 ORDER BY entry_key LIMIT $2) s
         LEFT JOIN liquidation l USING (entry_key) ORDER BY s.entry_key`,
      [after, limit],
    );
    return { last: rows.at(-1)?.key ?? null, bare: rows.filter(({ bare }) => bare).map(({ key }) => key) };
  }
}
