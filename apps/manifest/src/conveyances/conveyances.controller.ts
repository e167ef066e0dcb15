import { Controller, Get, Param, Query, UseGuards } from '@nestjs/common';
import { IsOptional, IsString } from 'class-validator';
import { DataSource } from 'typeorm';
import type { CarriedRecord } from '#contracts';
import { OperationsGuard, Problem, WholeNumber } from '#service';

export class BillPage {
  /** Key of the last bill already read. */
  @IsOptional()
  @IsString()
  after = '';

  @WholeNumber(1, 1_000)
  limit = 100;
}

export interface ConveyanceView {
  readonly scac: string;
  readonly voyage: string;
  readonly modeOfTransport: string;
  readonly name: string | null;
  readonly vesselCode: string | null;
  readonly country: string | null;
  readonly manifestSequence: string | null;
  readonly filedAt: string;
  /** What the manifest says of the conveyance and its trip beside the above; null for nothing. */
  readonly carried: CarriedRecord[] | null;
  readonly ports: {
    portCode: string;
    estimatedArrival: string;
    arrivedAt: string | null;
    bills: number;
    deleted: number;
    held: number;
    carried: CarriedRecord[] | null;
  }[];
  readonly bills: {
    billKey: string;
    portCode: string;
    state: string;
    quantity: number;
    version: number;
    holds: string[];
  }[];
  /** `after` of the next page of bills, null when there is none. */
  readonly next: string | null;
}

@Controller('operations/conveyances')
@UseGuards(OperationsGuard)
export class ConveyancesController {
  constructor(private readonly source: DataSource) {}

  /** A conveyance with its ports and, page by page, its bills. */
  @Get(':scac/:voyage')
  async read(
    @Param('scac') scac: string,
    @Param('voyage') voyage: string,
    @Query() { after, limit }: BillPage,
  ): Promise<ConveyanceView> {
    const key = [scac.toUpperCase(), voyage.toUpperCase()];
    const [conveyance] = await this.source.query(
      `SELECT scac, voyage, mode_of_transport AS "modeOfTransport", name, vessel_code AS "vesselCode", country, manifest_sequence AS "manifestSequence",
              filed_at AS "filedAt", carried FROM conveyance WHERE scac = $1 AND voyage = $2`,
      key,
    );
    if (!conveyance) throw new Problem('not-found', `No manifest of ${key.join(' ')} is on file.`);
    const [ports, bills] = await Promise.all([
      this.source.query(
        `SELECT p.port_code AS "portCode", p.estimated_arrival::text AS "estimatedArrival", p.arrived_at AS "arrivedAt", p.carried,
                count(b.bill_key)::int AS bills, (count(*) FILTER (WHERE b.state = 'deleted'))::int AS deleted,
                (count(*) FILTER (WHERE EXISTS (SELECT 1 FROM bill_hold h WHERE h.bill_key = b.bill_key AND h.removed_at IS NULL)))::int AS held
         FROM port_call p LEFT JOIN bill b USING (scac, voyage, port_code) WHERE p.scac = $1 AND p.voyage = $2
         GROUP BY p.port_code, p.estimated_arrival, p.arrived_at, p.carried ORDER BY p.estimated_arrival, p.port_code`,
        key,
      ),
      this.source.query(
        `SELECT b.bill_key AS "billKey", b.port_code AS "portCode", b.state, b.quantity, b.version,
                ARRAY(SELECT h.code FROM bill_hold h WHERE h.bill_key = b.bill_key AND h.removed_at IS NULL ORDER BY h.id) AS holds
         FROM bill b WHERE b.scac = $1 AND b.voyage = $2 AND b.bill_key > $3 ORDER BY b.bill_key LIMIT $4`,
        [...key, after, limit],
      ),
    ]);
    return { ...conveyance, ports, bills, next: bills.length === limit ? bills.at(-1).billKey : null };
  }
}
