import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { PublicRecord } from '#contracts';
import { insertRows } from '#persistence';

/** What the port service told, and until when. */
export interface Told {
  readonly order: string;
  /** ISO. */
  readonly at: string;
  readonly records: readonly PublicRecord[];
}

interface Times {
  readonly from: string;
  readonly to: string | null;
  readonly changed: string;
}

export const keyOf = (told: PublicRecord): string => (told.kind === 'override' ? told.record.id : told.record.number);

const timesOf = (told: PublicRecord): Times => {
  const { kind, record } = told;
  if (kind === 'incident') return { from: record.openedAt, to: record.closedAt, changed: record.changedAt };
  if (kind === 'downtime') return { from: record.from, to: record.to, changed: record.changedAt };
  if (kind === 'notice') return { from: record.issuedAt, to: null, changed: record.issuedAt };
  return { from: record.setAt, to: record.until, changed: record.setAt };
};

const COLUMNS = {
  kind: 'text',
  key: 'text',
  sequence: 'bigint',
  from_at: 'timestamptz',
  to_at: 'timestamptz',
  changed_at: 'timestamptz',
  place: 'bigint',
  data: 'jsonb',
};

/** What was told as rows, so that it can be read without the port service, and after a start. */
@Injectable()
export class ToldRepository {
  constructor(private readonly source: DataSource) {}

  get reachable(): boolean {
    return this.source.isInitialized;
  }

  /**
   * Of several replicas the one that heard more is right. What was told in another order counts for nothing.
   *
   * @returns until when was told before, ISO; null when nothing ever was
   */
  async keep({ order, at, records }: Told): Promise<string | null> {
    const newest = new Map(records.map((told) => [`${told.kind} ${keyOf(told)}`, told]));
    const rows = [...newest.values()].map((told) => {
      const { from, to, changed } = timesOf(told);
      return {
        kind: told.kind,
        key: keyOf(told),
        sequence: told.sequence,
        from_at: from,
        to_at: to,
        changed_at: changed,
        place: told.kind === 'notice' ? told.record.order : told.sequence,
        data: told.record,
      };
    });
    return this.source.transaction(async (manager) => {
      const [before] = await manager.query('SELECT told_order AS "order", at FROM told_until FOR UPDATE');
      if (before && before.order !== order) await manager.query('DELETE FROM told');
      await insertRows(
        manager,
        'told',
        COLUMNS,
        rows,
        `ON CONFLICT (kind, key) DO UPDATE SET sequence = excluded.sequence, from_at = excluded.from_at, to_at = excluded.to_at,
           changed_at = excluded.changed_at, place = excluded.place, data = excluded.data WHERE told.sequence <= excluded.sequence`,
      );
      // As a part of a SELECT: nothing follows on it, so it does not end the quiet.
      await manager.query(
        `WITH kept AS (INSERT INTO told_until (told_order, at) VALUES ($1, $2)
         ON CONFLICT (one) DO UPDATE SET told_order = excluded.told_order,
           at = CASE WHEN told_until.told_order = excluded.told_order THEN greatest(told_until.at, excluded.at) ELSE excluded.at END)
         SELECT`,
        [order, at],
      );
      return before ? (before.at as Date).toISOString() : null;
    });
  }

  /** What is open, in force or new, with the newest notices; null when nothing was ever told. */
  async remembered(notices: number): Promise<Told | null> {
    const [until] = await this.source.query('SELECT told_order AS "order", at FROM told_until');
    if (!until) return null;
    const rows: { kind: string; sequence: string; data: never }[] = await this.source.query(
      `SELECT kind, sequence, data FROM told
        WHERE (kind IN ('incident', 'downtime') AND (to_at IS NULL OR changed_at > now() - interval '1 day')) OR (kind = 'override' AND to_at > now())
       UNION ALL (SELECT kind, sequence, data FROM told WHERE kind = 'notice' ORDER BY place DESC LIMIT $1)`,
      [notices],
    );
    const records = rows.map(
      ({ kind, sequence, data }) => ({ kind, sequence: Number(sequence), record: data }) as unknown as PublicRecord,
    );
    return { order: until.order as string, at: (until.at as Date).toISOString(), records };
  }
}
