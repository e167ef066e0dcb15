import { Controller, Get, Param, UseGuards } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { BillOnFile } from '#contracts';
import { OperationsGuard, Problem } from '#service';
import { readBills } from './bills-at-hand';

@Controller('operations/bills')
@UseGuards(OperationsGuard)
export class BillsController {
  constructor(private readonly source: DataSource) {}

  /** @param billKey issuer's SCAC and number joined */
  @Get(':billKey')
  async read(@Param('billKey') billKey: string): Promise<BillOnFile> {
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
      holds: [...bill.holds],
      holdHistory,
      history,
      entries: entries.map((entry: BillOnFile['entries'][number]) => ({ ...entry, quantity: Number(entry.quantity) })),
    };
  }
}
