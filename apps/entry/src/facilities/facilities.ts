import { Inject, Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import type { CargoReleaseFiled } from '#contracts';
import type { CustomsDate } from '#kernel';
import { insertRows } from '#persistence';
import { LOG, type Log, Problem } from '#service';

/** What stands behind a FIRMS code in a period. */
export interface Facility {
  readonly firmsCode: string;
  readonly name: string;
  /** Facility type in two digits; 04 is a bonded warehouse (guide p. SE-39 note 2). */
  readonly type: string;
  /** Where it is, and the ports of its cluster that enter goods into it. */
  readonly ports: readonly string[];
  readonly from: CustomsDate;
  readonly to: CustomsDate | null;
}

const COLUMNS = `firms_code AS "firmsCode", name, type, string_to_array(ports, ' ') AS ports, valid_from::text AS "from", valid_to::text AS "to"`;

/** The facilities that filings name, of any period. */
export class FacilitiesNamed {
  constructor(private readonly rows: readonly Facility[]) {}

  /** In force on a day. */
  on(firmsCode: string, day: CustomsDate): Facility | null {
    return (
      this.rows.find((one) => one.firmsCode === firmsCode && one.from <= day && (one.to === null || day <= one.to)) ??
      null
    );
  }
}

export const facilitiesNamed = async (
  manager: EntityManager,
  filings: readonly CargoReleaseFiled[],
): Promise<FacilitiesNamed> => {
  const codes = filings.flatMap(({ locationOfGoods, electedExamSite, bondedWarehouse }) =>
    [locationOfGoods, electedExamSite, bondedWarehouse].flatMap((code) => code ?? []),
  );
  if (codes.length === 0) return new FacilitiesNamed([]);
  return new FacilitiesNamed(
    await manager.query(
      `SELECT ${COLUMNS} FROM facility WHERE firms_code = ANY($1) ORDER BY firms_code, valid_from DESC`,
      [[...new Set(codes)]],
    ),
  );
};

/** The register of facilities, as operators load it. */
@Injectable()
export class Facilities {
  constructor(
    private readonly source: DataSource,
    @Inject(LOG) private readonly log: Log,
  ) {}

  /** Every period of a code. @throws Problem `not-found` */
  async of(firmsCode: string): Promise<Facility[]> {
    const rows: Facility[] = await this.source.query(
      `SELECT ${COLUMNS} FROM facility WHERE firms_code = $1 ORDER BY valid_from`,
      [firmsCode],
    );
    if (rows.length === 0) throw new Problem('not-found', `No facility is on file under ${firmsCode}.`);
    return rows;
  }

  /** A period that begins on the same day as one on file takes its place. Answers how many there are now. */
  async load(facilities: readonly Facility[], actor: string): Promise<number> {
    const rows = [...new Map(facilities.map((one) => [`${one.firmsCode} ${one.from}`, one])).entries()]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([, { firmsCode, name, type, ports, from, to }]) => ({
        ...{ firms_code: firmsCode, name, type, ports: ports.join(' '), actor, valid_from: from, valid_to: to },
      }));
    await insertRows(
      this.source.manager,
      'facility',
      {
        firms_code: 'text',
        name: 'text',
        type: 'text',
        ports: 'text',
        actor: 'text',
        valid_from: 'date',
        valid_to: 'date',
      },
      rows,
      `ON CONFLICT (firms_code, valid_from) DO UPDATE SET (name, type, ports, actor, valid_to) = (excluded.name, excluded.type, excluded.ports, excluded.actor, excluded.valid_to)`,
    );
    this.log.warn({ facilities: rows.length, actor }, 'facilities were loaded');
    const [{ n }] = (await this.source.query('SELECT count(*)::int AS n FROM facility')) as [{ n: number }];
    return n;
  }
}
