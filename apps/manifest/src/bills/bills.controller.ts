import { Controller, Get, Param, UseGuards } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { OperationsGuard, Problem } from '#service';
import type { Bill } from './bill.model';
import { readBills } from './bills-at-hand';

export interface BillView extends Bill {
  /** Every hold the bill has or had, oldest first. */
  readonly holdHistory: {
    code: string;
    reason: string;
    officer: string;
    placedAt: string;
    removedAt: string | null;
    removedBy: string | null;
    removalReason: string | null;
  }[];
  readonly history: { version: number; change: string; filingId: string | null; occurredAt: string }[];
  /** Entries that cover the bill, with what its carrier was last told. */
  readonly entries: { entryNumber: string; told: string; quantity: number; changedAt: string }[];
}

@Controller('operations/bills')
@UseGuards(OperationsGuard)
export class BillsController {
  constructor(private readonly source: DataSource) {}

  /** @param billKey issuer's SCAC and number joined */
  @Get(':billKey')
  async read(@Param('billKey') billKey: string): Promise<BillView> {
    const [bill] = await readBills(this.source.manager, [billKey.toUpperCase()]);
    if (!bill) throw new Problem('not-found', `Bill ${billKey} is not on file.`);
    const [holdHistory, history, entries] = await Promise.all([
      this.source.query(
        `SELECT code, reason, officer, placed_at AS "placedAt", removed_at AS "removedAt", removed_by AS "removedBy", removal_reason AS "removalReason"
         FROM bill_hold WHERE bill_key = $1 ORDER BY id`,
        [bill.billKey],
      ),
      this.source.query(
        'SELECT version, change, filing_id AS "filingId", occurred_at AS "occurredAt" FROM bill_version WHERE bill_key = $1 ORDER BY version',
        [bill.billKey],
      ),
      this.source.query(
        `SELECT entry_key AS "entryNumber", told, quantity, changed_at AS "changedAt" FROM bill_entry WHERE bill_key = $1 ORDER BY changed_at`,
        [bill.billKey],
      ),
    ]);
    return {
      ...bill,
      holdHistory,
      history,
      entries: entries.map((entry: BillView['entries'][number]) => ({ ...entry, quantity: Number(entry.quantity) })),
    };
  }
}
