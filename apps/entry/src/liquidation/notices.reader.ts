import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { LiquidationNotices } from '#contracts';
import { formatEntryNumber } from '#kernel';

type Notice = LiquidationNotices['notices'][number];

const outcomeOf = (changeCents: number): Notice['outcome'] =>
  changeCents === 0 ? 'no change' : changeCents > 0 ? 'bill' : 'refund';

/** The bulletin of liquidations. Notices are only added, and never removed: longer than the fifteen months of 19 CFR 159.9. */
@Injectable()
export class NoticesReader {
  constructor(private readonly source: DataSource) {}

  /** @param after entry number and version of the last notice that was read, `B7603245278-2`; null from the start */
  async read(on: string, port: string | null, after: string | null, limit: number): Promise<LiquidationNotices> {
    const [key = '', version = '0'] = after?.split('-') ?? [];
    const rows: any[] = await this.source.query(
      `SELECT entry_key, version, port, entry_type, entry_date::text, posted_on::text, event, deemed, change_cents
         FROM liquidation_notice WHERE posted_on = $1 AND ($2::text IS NULL OR port = $2) AND (entry_key, version) > ($3, $4::int)
        ORDER BY entry_key, version LIMIT $5`,
      [on, port, key, version, limit],
    );
    const last = rows.length === limit ? rows.at(-1) : null;
    return {
      notices: rows.map((row) => ({
        entry: formatEntryNumber(row.entry_key.slice(0, 3), row.entry_key.slice(3)),
        ...{ port: row.port, entryType: row.entry_type, entryDate: row.entry_date, postedOn: row.posted_on },
        ...{ event: row.event, deemed: row.deemed, outcome: outcomeOf(Number(row.change_cents ?? 0)) },
      })),
      next: last && `${last.entry_key}-${last.version}`,
      asOf: new Date().toISOString(),
    };
  }
}
