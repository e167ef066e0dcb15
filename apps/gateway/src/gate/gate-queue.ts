import { Injectable } from '@nestjs/common';
import { ApiPropertyOptional } from '@nestjs/swagger';
import { type Static, type TSchema, Type } from '@sinclair/typebox';
import { IsOptional, Matches } from 'class-validator';
import { DataSource } from 'typeorm';
import { kindFiledBy } from '#contracts';
import type { Module } from '../filing/transmission';
import type { GateName, Treatment } from './gate';

const PAGE = 200;

export class QueueQuery {
  @ApiPropertyOptional({ default: '0', description: '`next` of the page before' })
  @IsOptional()
  @Matches(/^\d{1,18}$/, { message: 'after must be the `next` of the page before' })
  after = '0';
}

const OrNull = <T extends TSchema>(schema: T) => Type.Union([schema, Type.Null()]);

const HeldItem = Type.Object({
  filingId: OrNull(Type.String({ format: 'uuid' })),
  transmissionId: OrNull(Type.String({ format: 'uuid' })),
  kind: Type.String(),
  reference: Type.String(),
  accountId: Type.String({ format: 'uuid', description: 'The owner: who is to be told' }),
  accountName: OrNull(Type.String()),
  receivedAt: Type.String({ format: 'date-time' }),
  ageSeconds: Type.Number(),
  disposition: OrNull(
    Type.Union(
      ['held, do not resend', 'not processed, resend', 'stop sending'].map((one) => Type.Literal(one as Treatment)),
      { description: 'What its filer was told; null for what is on its way to a partner' },
    ),
  ),
});
/** A filing behind an inbound gate; behind an outbound one an answer or notice. */
type HeldItem = Static<typeof HeldItem>;

export const QueueSchema = Type.Object({
  counts: Type.Array(Type.Object({ kind: Type.String(), count: Type.Integer(), oldestSeconds: Type.Number() }), {
    description: 'All that waits, by kind: filings of an inbound gate, answers and notices of an outbound one',
  }),
  items: Type.Array(HeldItem),
  next: OrNull(Type.String({ description: 'The `after` of the next page; null when this one is the last' })),
});
export type Queue = Static<typeof QueueSchema>;

/** What waits behind a gate, oldest first, each with its age and its owner. */
@Injectable()
export class GateQueue {
  constructor(private readonly source: DataSource) {}

  /** @param after `next` of the page before, `0` at first */
  read({ module, direction }: GateName, after: string): Promise<Queue> {
    return direction === 'inbound' ? this.inbound(module, after) : this.outbound(module, after);
  }

  private async inbound(module: Module, after: string): Promise<Queue> {
    const [types, rows]: [{ type: string; count: number; oldest: number }[], (HeldItem & { row: string })[]] =
      await Promise.all([
        this.source.query(
          `SELECT type, count(*)::int AS count, greatest(0, extract(epoch FROM now() - min(created_at)))::float8 AS oldest
           FROM outbox WHERE destination = $1 GROUP BY type ORDER BY min(id)`,
          [module],
        ),
        this.source.query(
          `SELECT o.id AS row, f.id AS "filingId", f.transmission_id AS "transmissionId", f.kind, f.reference, f.account_id AS "accountId", a.data->>'name' AS "accountName",
                to_char(f.received_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS "receivedAt", greatest(0, extract(epoch FROM now() - f.received_at))::float8 AS "ageSeconds"
           FROM (SELECT id, subject, correlation_id FROM outbox WHERE destination = $1 AND id > $2 ORDER BY id LIMIT ${PAGE}) AS o
           JOIN filing f ON f.subject = o.subject AND f.id = o.correlation_id::uuid
           LEFT JOIN account a ON a.id = f.account_id
          ORDER BY o.id`,
          [module, after],
        ),
      ]);
    return queueOf(
      types.map(({ type, count, oldest }) => ({ kind: kindFiledBy(type)?.kind ?? type, count, oldestSeconds: oldest })),
      rows,
      'held, do not resend',
    );
  }

  private async outbound(module: Module, after: string): Promise<Queue> {
    const [counts, rows]: [Queue['counts'], (HeldItem & { row: string })[]] = await Promise.all([
      this.source.query(
        `SELECT application AS kind, count(*)::int AS count, greatest(0, extract(epoch FROM now() - min(created_at)))::float8 AS "oldestSeconds"
           FROM mailbox_held WHERE module = $1 GROUP BY application ORDER BY min(id)`,
        [module],
      ),
      this.source.query(
        `SELECT h.id AS row, h.items->0->>'filingId' AS "filingId", h.transmission_id AS "transmissionId", h.application AS kind,
                coalesce(h.items->0->>'subject', '') AS reference, h.account_id AS "accountId", a.data->>'name' AS "accountName",
                to_char(h.created_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS "receivedAt", greatest(0, extract(epoch FROM now() - h.created_at))::float8 AS "ageSeconds"
           FROM mailbox_held h LEFT JOIN account a ON a.id = h.account_id WHERE h.module = $1 AND h.id > $2 ORDER BY h.id LIMIT ${PAGE}`,
        [module, after],
      ),
    ]);
    return queueOf(counts, rows, null);
  }
}

const queueOf = (
  counts: Queue['counts'],
  rows: readonly (HeldItem & { row: string })[],
  disposition: HeldItem['disposition'],
): Queue => ({
  counts,
  items: rows.map(({ row: _, ...item }) => ({ ...item, disposition })),
  next: rows.length < PAGE ? null : rows.at(-1)!.row,
});
