import { Controller, Get, Query, UseGuards } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { DataSource } from 'typeorm';
import type { PublicRecords } from '#contracts';
import { OperationsGuard, Problem, WholeNumber } from '#service';
import { type Declared, publicRecord } from './told-records';

const NEXT = `
  SELECT * FROM (
    SELECT told, 'incident' AS kind, data, 0::bigint AS "order" FROM incident WHERE told > $1
    UNION ALL SELECT told, 'downtime', data, 0 FROM downtime WHERE told > $1
    UNION ALL SELECT told, 'notice', data, sequence FROM notice WHERE told > $1
    UNION ALL SELECT told, 'override', jsonb_build_object('id', id, 'component', component, 'state', state, 'reason', reason,
      'setAt', to_char(set_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
      'until', to_char(until AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')), 0 FROM component_override WHERE told > $1
  ) declared ORDER BY told LIMIT $2`;

export class PageOfRecords {
  @WholeNumber(0) after = 0;
  @WholeNumber(1, 1_000) limit = 500;
}

/** What was declared, for the status service, which tells it to everybody. */
@ApiExcludeController()
@Controller('operations/public-records')
@UseGuards(OperationsGuard)
export class PublicRecordsController {
  constructor(private readonly source: DataSource) {}

  /** In the order in which it was declared; a record that changed stands at its last change. @throws Problem `look-up-unavailable` while the database is away */
  @Get()
  async read(@Query() { after, limit }: PageOfRecords): Promise<PublicRecords> {
    if (!this.source.isInitialized)
      throw new Problem('look-up-unavailable', 'What was declared cannot be read now: the database is away.', [], 1);
    const asOf = new Date().toISOString();
    const [order] = await this.source.query('SELECT id FROM told_order');
    const rows: { told: string; kind: Declared['kind']; data: never; order: string }[] = await this.source.query(NEXT, [
      after,
      limit,
    ]);
    const declared = rows.map(
      ({ told, kind, data, order }): Declared => ({ sequence: Number(told), kind, data, order: Number(order) }),
    );
    return {
      asOf,
      order: order.id,
      upTo: declared.at(-1)?.sequence ?? after,
      isAll: declared.length < limit,
      records: declared.flatMap((one) => publicRecord(one) ?? []),
    };
  }
}
