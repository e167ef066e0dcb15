import { Controller, Get, UseGuards } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { OperationsGuard } from '#service';
import { ENTRY_SUMMARY_REVIEW } from '../authority/trade-functions.data';

export interface CenterView {
  readonly id: string;
  readonly code: string;
  readonly name: string;
  readonly city: string;
  /** First day of its authority over entry summary review for all accounts; null while the ports decide. */
  readonly authorityFrom: string | null;
  readonly teams: { number: string; segment: string; scope: { prefix: string; from: string; to: string | null }[] }[];
}

@Controller('operations/centers')
@UseGuards(OperationsGuard)
export class CentersController {
  constructor(private readonly source: DataSource) {}

  /** The Centers with their teams and the tariff numbers of each, past ones included. */
  @Get()
  async list(): Promise<{ centers: CenterView[] }> {
    const centers: CenterView[] = await this.source.query(`
      SELECT c.id, c.code, c.name, c.city, (SELECT min(a.valid_from)::text FROM authority a WHERE a.center_id = c.id AND a.function_code = '${ENTRY_SUMMARY_REVIEW}' AND a.reach = 'all' AND a.ordered) AS "authorityFrom",
        (SELECT json_agg(json_build_object('number', t.number, 'segment', t.segment, 'scope',
            (SELECT coalesce(json_agg(json_build_object('prefix', s.prefix, 'from', s.valid_from, 'to', s.valid_to) ORDER BY s.prefix, s.valid_from), '[]')
             FROM scope s WHERE s.team_number = t.number)) ORDER BY t.number)
         FROM team t WHERE t.center_id = c.id) AS teams
      FROM center c ORDER BY c.id`);
    return { centers };
  }
}
