import { Inject, Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { CustomsDate } from '#kernel';
import { LOG, type Log, Problem } from '#service';

/** Days on which CBP holds a continuous bond to be insufficient: nothing is entered under it (19 CFR 113.13). */
export interface Insufficiency {
  readonly bondNumber: string;
  readonly from: CustomsDate;
  /** The last day; null while it is not over. */
  readonly to: CustomsDate | null;
  readonly reason: string;
}

/** Bonds that CBP found insufficient, as operators tell it. */
@Injectable()
export class InsufficientBonds {
  constructor(
    private readonly source: DataSource,
    @Inject(LOG) private readonly log: Log,
  ) {}

  of(bondNumber: string): Promise<Insufficiency[]> {
    return this.source.query(
      `SELECT bond_number AS "bondNumber", valid_from::text AS "from", valid_to::text AS "to", reason FROM bond_insufficiency WHERE bond_number = $1 ORDER BY valid_from`,
      [bondNumber],
    );
  }

  /** The same first day again takes the place of what was told of it. @throws Problem `not-found` where no continuous bond has the number */
  async tell({ bondNumber, from, to, reason }: Insufficiency, actor: string): Promise<Insufficiency[]> {
    const told: unknown[] = await this.source.query(
      `INSERT INTO bond_insufficiency (bond_number, valid_from, valid_to, reason, actor)
       SELECT bond_number, $2::date, $3::date, $4, $5 FROM bond WHERE bond_number = $1 AND type = '8'
       ON CONFLICT (bond_number, valid_from) DO UPDATE SET (valid_to, reason, actor) = (excluded.valid_to, excluded.reason, excluded.actor)
       RETURNING bond_number`,
      [bondNumber, from, to, reason, actor],
    );
    if (told.length === 0) throw new Problem('not-found', `No continuous bond is on file under ${bondNumber}.`);
    this.log.warn({ bondNumber, from, to, reason, actor }, 'a bond was found insufficient');
    return this.of(bondNumber);
  }
}
