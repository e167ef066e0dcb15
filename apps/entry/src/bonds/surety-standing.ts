import { Inject, Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import type { CustomsDate } from '#kernel';
import { insertRows } from '#persistence';
import { LOG, type Log, Problem } from '#service';

/** What a surety may sign for in a period (Treasury Circular 570; 31 CFR 223.10). */
export interface SuretyStanding {
  readonly surety: string;
  /** Whether it may sign at all. */
  readonly active: boolean;
  /** Whole dollars in one bond; null where it is not known. */
  readonly underwritingDollars: number | null;
  readonly from: CustomsDate;
  readonly to: CustomsDate | null;
}

const COLUMNS = `surety_code AS surety, active, underwriting_dollars AS "underwritingDollars", valid_from::text AS "from", valid_to::text AS "to"`;
const fromRow = (row: SuretyStanding & { underwritingDollars: string | null }): SuretyStanding => ({
  ...row,
  underwritingDollars: row.underwritingDollars === null ? null : Number(row.underwritingDollars),
});

/** Every period of sureties, the latest first. */
export const standingsOf = async (manager: EntityManager, sureties: readonly string[]): Promise<SuretyStanding[]> =>
  sureties.length === 0
    ? []
    : (
        await manager.query(
          `SELECT ${COLUMNS} FROM surety_standing WHERE surety_code = ANY($1) ORDER BY surety_code, valid_from DESC`,
          [[...new Set(sureties)]],
        )
      ).map(fromRow);

/** Limits and standing of sureties, as operators load them. */
@Injectable()
export class SuretyStandings {
  constructor(
    private readonly source: DataSource,
    @Inject(LOG) private readonly log: Log,
  ) {}

  /** Every period of a surety. @throws Problem `not-found` */
  async of(surety: string): Promise<SuretyStanding[]> {
    const rows = await standingsOf(this.source.manager, [surety]);
    if (rows.length === 0) throw new Problem('not-found', `Nothing is on file of surety ${surety}.`);
    return rows.reverse();
  }

  /** A period that begins on the same day as one on file takes its place. Answers how many there are now. */
  async load(standings: readonly SuretyStanding[], actor: string): Promise<number> {
    const rows = [...new Map(standings.map((one) => [`${one.surety} ${one.from}`, one])).entries()]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([, { surety, active, underwritingDollars, from, to }]) => ({
        ...{ surety_code: surety, active, underwriting_dollars: underwritingDollars, actor },
        ...{ valid_from: from, valid_to: to },
      }));
    await insertRows(
      this.source.manager,
      'surety_standing',
      {
        ...{ surety_code: 'text', active: 'boolean', underwriting_dollars: 'bigint', actor: 'text' },
        ...{ valid_from: 'date', valid_to: 'date' },
      },
      rows,
      `ON CONFLICT (surety_code, valid_from) DO UPDATE SET (active, underwriting_dollars, actor, valid_to) = (excluded.active, excluded.underwriting_dollars, excluded.actor, excluded.valid_to)`,
    );
    this.log.warn({ sureties: rows.length, actor }, 'standings of sureties were loaded');
    const [{ n }] = (await this.source.query('SELECT count(*)::int AS n FROM surety_standing')) as [{ n: number }];
    return n;
  }
}
