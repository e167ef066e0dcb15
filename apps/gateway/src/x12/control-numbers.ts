import { Injectable } from '@nestjs/common';
import { DataSource, EntityManager } from 'typeorm';

/** Control numbers of outgoing interchanges: one sequence for all replicas, 1 to 999999999 and round again. */
@Injectable()
export class ControlNumbers {
  constructor(private readonly source: DataSource) {}

  async take(count: number, through: Pick<EntityManager, 'query'> = this.source): Promise<number[]> {
    const rows: { n: number }[] = await through.query(`SELECT nextval('x12_control')::int AS n FROM generate_series(1, $1)`, [count]);
    return rows.map(({ n }) => n);
  }
}
