import { Controller, Get, Param, UseGuards } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { AnswerOf, BillsOfRequest } from '#contracts';
import { OperationsGuard, Problem } from '#service';

const SHOWN = 50;
const WHERE: Readonly<Record<string, string>> = {
  master: 'master_bill = $1',
  'in-bond': `details -> 'inBond' ->> 'number' = $1`,
};

@Controller('operations/bills-of')
@UseGuards(OperationsGuard)
export class BillsOfController {
  constructor(private readonly source: DataSource) {}

  /**
   * Bills that belong together.
   *
   * @param whole `master` or `in-bond`
   * @param number of the master bill, its issuer's SCAC in front; or of the in-bond movement
   */
  @Get(':whole/:number')
  async list(@Param('whole') whole: string, @Param('number') number: string): Promise<AnswerOf<typeof BillsOfRequest>> {
    const where = Object.hasOwn(WHERE, whole) ? WHERE[whole] : undefined;
    if (!where) throw new Problem('not-found', `Bills are not found by ${whole}.`);
    const rows: { bill_key: string }[] = await this.source.query(
      `SELECT bill_key FROM bill WHERE ${where} AND state <> 'deleted' ORDER BY bill_key LIMIT $2`,
      [number.toUpperCase(), SHOWN + 1],
    );
    return { billKeys: rows.slice(0, SHOWN).map(({ bill_key }) => bill_key), more: rows.length > SHOWN };
  }
}
