import { Inject, Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Turn } from '#kernel';
import { LOG, type Log, RecurringWork } from '#service';
import { GatewayConfig } from '../config/gateway.config';

const LOOK_EVERY_MS = 3_600_000;
const ROWS_AT_ONCE = 5_000;
const TRANSMISSIONS_AT_ONCE = 1_000;
const FILINGS_AT_ONCE = 10_000;

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

/**
 * A transmission goes with all that was kept of it, unless something of it still waits: for its answer, or in a mailbox. `$1` years, `$2` transmissions at the
 * most, and no more once they have `$3` filings, for one may have tens of thousands.
 */
const OLD_TRANSMISSIONS = `
  WITH old AS MATERIALIZED (
    SELECT id FROM (
      SELECT id, sum(filings) OVER (ORDER BY received_at, id) - filings AS before FROM (
        SELECT id, filings, received_at FROM transmission t
         WHERE received_at < now() - make_interval(years => $1::int) AND unanswered = 0
           AND NOT EXISTS (SELECT 1 FROM mailbox m WHERE m.transmission_id = t.id AND m.acknowledged_at IS NULL)
           AND NOT EXISTS (SELECT 1 FROM mailbox_held h WHERE h.transmission_id = t.id)
         LIMIT $2 FOR UPDATE SKIP LOCKED) found) counted
     WHERE before < $3),
  filed AS (DELETE FROM filing f USING old WHERE f.transmission_id = old.id RETURNING f.id),
  outside AS (DELETE FROM processed_outside p USING filed WHERE p.filing_id = filed.id),
  said AS (DELETE FROM notice_acknowledgement n USING old WHERE n.transmission_id = old.id),
  told AS (DELETE FROM mailbox m USING old WHERE m.transmission_id = old.id RETURNING m.id),
  undelivered AS (DELETE FROM webhook_delivery d USING told WHERE d.mailbox_id = told.id)
  DELETE FROM transmission t USING old WHERE t.id = old.id RETURNING 1`;

/** Removes what nobody asks for any more, and, where that is set, what was filed so long ago that no law asks for it (19 CFR 163.4). */
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
  async clean(turn?: Turn): Promise<{ deliveries: number; entries: number; transmissions: number }> {
    const { DELIVERY_LOG_DAYS, MAILBOX_DAYS, JOURNAL_YEARS } = this.config;
    const deliveries = await this.remove(FINISHED_DELIVERIES, [DELIVERY_LOG_DAYS, ROWS_AT_ONCE], turn);
    const entries = await this.remove(ACKNOWLEDGED_ENTRIES, [MAILBOX_DAYS, ROWS_AT_ONCE], turn);
    const years = Number(JOURNAL_YEARS);
    const transmissions = await this.remove(OLD_TRANSMISSIONS, [years, TRANSMISSIONS_AT_ONCE, FILINGS_AT_ONCE], turn);
    if (deliveries + entries + transmissions > 0)
      this.log.info({ deliveries, entries, transmissions }, 'what is old and done with was removed');
    return { deliveries, entries, transmissions };
  }

  /** @param values first the age, of which 0 is none */
  private async remove(statement: string, values: readonly number[], turn: Turn | undefined): Promise<number> {
    if (values[0] === 0) return 0;
    let removed = 0;
    for (let last = 1; last > 0 && !turn?.signal.aborted; removed += last) {
      const [rows]: [unknown[]] = await this.source.query(statement, [...values]);
      last = rows.length;
      turn?.progress();
    }
    return removed;
  }
}
