import { Injectable } from '@nestjs/common';
import { DataSource, EntityManager } from 'typeorm';
import { Continuity } from '../../journal/continuity';

/** Control numbers of outgoing interchanges: one sequence for all replicas, 1 to 999999999 and round again. */
@Injectable()
export class ControlNumbers {
  constructor(
    private readonly source: DataSource,
    private readonly continuity: Continuity,
  ) {}

  /** None that was given out before the database was put back to an earlier state. */
  async take(count: number, through: EntityManager = this.source.manager): Promise<number[]> {
    await this.continuity.notice(through);
    const rows: { n: number }[] = await through.query(
      `SELECT nextval('x12_control')::int AS n FROM generate_series(1, $1)`,
      [count],
    );
    return rows.map(({ n }) => n);
  }
}
