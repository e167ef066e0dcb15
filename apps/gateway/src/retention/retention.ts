import { Inject, Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Turn } from '#kernel';
import { LOG, type Log, RecurringWork } from '#service';
import { GatewayConfig } from '../config/gateway.config';

const LOOK_EVERY_MS = 3_600_000;
const ROWS_AT_ONCE = 5_000;

/** What is old and done with, oldest first; `$1` days, `$2` rows at the most. Another process at the same work is passed by. */
const FINISHED_DELIVERIES = `
  DELETE FROM webhook_delivery WHERE id IN (
    SELECT id FROM webhook_delivery WHERE finished_at < now() - make_interval(days => $1::int)
     ORDER BY finished_at LIMIT $2 FOR UPDATE SKIP LOCKED) RETURNING 1`;

/** An entry goes with its deliveries. */
const ACKNOWLEDGED_ENTRIES = `
  WITH old AS MATERIALIZED (
    SELECT id FROM mailbox WHERE acknowledged_at < now() - make_interval(days => $1::int)
     ORDER BY acknowledged_at LIMIT $2 FOR UPDATE SKIP LOCKED),
  undelivered AS (DELETE FROM webhook_delivery d USING old WHERE d.mailbox_id = old.id)
  DELETE FROM mailbox m USING old WHERE m.id = old.id RETURNING 1`;

/** Removes what nobody asks for any more. Transmissions and filings stay: they are records of entries (19 CFR 163.4). */
@Injectable()
export class Retention {
  constructor(
    private readonly source: DataSource,
    private readonly config: GatewayConfig,
    @Inject(LOG) private readonly log: Log,
    work: RecurringWork,
  ) {
    const clean = async (turn: Turn): Promise<void> => void (await this.clean(turn));
    work.every(LOOK_EVERY_MS, 'removing old mailbox entries', clean, { by: 'one replica' });
  }

  /** Everything that is due, in small transactions. */
  async clean(turn?: Turn): Promise<{ deliveries: number; entries: number }> {
    const deliveries = await this.remove(FINISHED_DELIVERIES, this.config.DELIVERY_LOG_DAYS, turn);
    const entries = await this.remove(ACKNOWLEDGED_ENTRIES, this.config.MAILBOX_DAYS, turn);
    if (deliveries + entries > 0)
      this.log.info({ deliveries, entries }, 'old mailbox entries and webhook deliveries removed');
    return { deliveries, entries };
  }

  private async remove(statement: string, days: number, turn: Turn | undefined): Promise<number> {
    if (days === 0) return 0;
    let removed = 0;
    for (let last = ROWS_AT_ONCE; last === ROWS_AT_ONCE && !turn?.signal.aborted; removed += last) {
      const [rows]: [unknown[]] = await this.source.query(statement, [days, ROWS_AT_ONCE]);
      last = rows.length;
      turn?.progress();
    }
    return removed;
  }
}
