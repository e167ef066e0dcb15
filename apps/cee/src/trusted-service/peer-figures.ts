import { Injectable } from '@nestjs/common';
import { Transactions, type UnitOfWork } from '#messaging';
import { RecurringWork } from '#service';
import { today } from '../days/customs-days';
import { monthOf } from '../imports/goods.rules';
import { monthBefore } from './trusted-updates';

const EVERY_MS = 6 * 3_600_000;
/** Summaries come and go for so long after the month in which they were filed. */
const COUNTED_ANEW_MONTHS = 2;

/**
 * Counts how often entries of importers that are no trusted traders are examined: entries by their summaries, exams by how they were selected. Entries that were not selected are
 * told to nobody, so that the summaries say how many there were.
 */
@Injectable()
export class PeerFigures {
  constructor(transactions: Transactions, work: RecurringWork) {
    work.every(
      EVERY_MS,
      'counting entries and exams of untrusted importers',
      () => transactions.run((unit) => this.count(unit)),
      { firstAfterMs: 30_000, by: 'one replica' },
    );
  }

  /** This month and two before it; the first time all there are. */
  async count({ manager, now }: UnitOfWork): Promise<void> {
    const from = monthBefore(monthOf(today(now)), COUNTED_ANEW_MONTHS);
    await manager.query(
      `INSERT INTO peer_figure (port, mode, month, entries, exams, counted_at)
       SELECT w.port_of_entry, w.mode_of_transport, date_trunc('month', w.filed_on)::date, count(*), count(*) FILTER (WHERE s.exam), $2
         FROM work_item w LEFT JOIN trusted_selection s ON s.entry = w.filer_code || w.entry_number
        WHERE w.filed_on IS NOT NULL AND w.port_of_entry IS NOT NULL AND w.mode_of_transport IS NOT NULL AND s.account_id IS NULL
          AND (w.filed_on >= $1::date OR NOT EXISTS (SELECT 1 FROM peer_figure))
        GROUP BY 1, 2, 3
       ON CONFLICT (port, mode, month) DO UPDATE SET entries = excluded.entries, exams = excluded.exams, counted_at = excluded.counted_at`,
      [from, now],
    );
  }
}
