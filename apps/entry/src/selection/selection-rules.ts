import { Inject, Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { addDays, type CustomsDate, formatEntryNumber } from '#kernel';
import { LOG, type Log, Problem } from '#service';
import { RULE_COLUMNS } from './screening-grounds';
import type { Draw, Selection } from '../release/selection.model';
import { drawOf, type SelectionRule } from './selection.rules';

export interface RuleView extends SelectionRule {
  readonly actor: string;
  readonly endedBy: string | null;
}

export type NewRule = Omit<SelectionRule, 'id'> & { readonly actor: string };

/** A draw as who audits it finds it again with the seed of its day. */
export interface DrawView extends Draw {
  readonly entry: string;
  readonly trusted: boolean;
  readonly selectedBy: Selection['by'];
  /** Whether the seed gives the number that is on file. */
  readonly isRepeated: boolean;
}

export interface DrawsOfDay {
  readonly day: CustomsDate;
  readonly seed: string;
  readonly draws: readonly DrawView[];
  /** The `afterEntry` of the next page; null when this one is the last. */
  readonly next: string | null;
}

const PAGE = 1_000;
const VIEW = `${RULE_COLUMNS}, actor, ended_by AS "endedBy"`;

/** The rules by which entries are drawn for examination, and what was drawn. A rule is never changed: it ends, and another one begins. */
@Injectable()
export class SelectionRules {
  constructor(
    private readonly source: DataSource,
    @Inject(LOG) private readonly log: Log,
  ) {}

  all(): Promise<RuleView[]> {
    return this.source.query(`SELECT ${VIEW} FROM selection_rule ORDER BY id`);
  }

  async add({
    name,
    floor,
    ports,
    modes,
    origins,
    headings,
    rate,
    reason,
    actor,
    from,
    to,
  }: NewRule): Promise<RuleView> {
    const [rule]: RuleView[] = await this.source.query(
      `INSERT INTO selection_rule (name, floor, ports, modes, origins, headings, rate, reason, actor, valid_from, valid_to)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) RETURNING ${VIEW}`,
      [name, floor, ports, modes, origins, headings, rate, reason, actor, from, to],
    );
    this.log.warn({ rule: rule!.id, name, rate, floor, from, actor }, 'a rule of the draw was made');
    return rule!;
  }

  /** @throws Problem `not-found`, `conflict` for a rule that ends before that day already */
  async end(id: number, to: CustomsDate, actor: string): Promise<RuleView> {
    const [rows]: [RuleView[]] = await this.source.query(
      `UPDATE selection_rule SET valid_to = greatest($2::date, valid_from - 1), ended_by = $3 WHERE id = $1 AND (valid_to IS NULL OR valid_to > $2) RETURNING ${VIEW}`,
      [id, to, actor],
    );
    if (rows[0]) {
      this.log.warn({ rule: id, to, actor }, 'a rule of the draw was ended');
      return rows[0];
    }
    const [known] = await this.source.query('SELECT valid_to::text AS "to" FROM selection_rule WHERE id = $1', [id]);
    if (!known) throw new Problem('not-found', `There is no rule ${id} of the draw.`);
    throw new Problem('conflict', `Rule ${id} ends on ${known.to} already.`);
  }

  /**
   * The seed of a day and what was drawn with it: once the day is over at every port, so that nobody can tell beforehand what will be drawn.
   *
   * @param after entry of which the page before ended, empty at first
   * @throws Problem `conflict` for a day that is not over, `not-found` for one on which nothing was drawn
   */
  async drawn(day: CustomsDate, after: string, now: Date): Promise<DrawsOfDay> {
    const last = addDays(now.toISOString().slice(0, 10), -2);
    if (day > last)
      throw new Problem(
        'conflict',
        `The seed of ${day} is told when the day is over at every port: the last that is, is ${last}.`,
      );
    const [seeded]: { seed: string }[] = await this.source.query('SELECT seed FROM selection_seed WHERE day = $1', [
      day,
    ]);
    if (!seeded) throw new Problem('not-found', `Nothing was drawn on ${day}.`);
    const rows: { key: string; trusted: boolean; selection: Selection }[] = await this.source.query(
      `SELECT entry_key AS key, selection ->> 'trustedAccountId' IS NOT NULL AS trusted, selection FROM cargo_release
        WHERE selection ->> 'day' = $1 AND entry_key > $2 AND selection -> 'draw' ->> 'number' IS NOT NULL ORDER BY entry_key LIMIT ${PAGE}`,
      [day, after],
    );
    const { seed } = seeded;
    return {
      ...{ day, seed },
      draws: rows.map(({ key, trusted, selection }) => ({
        entry: formatEntryNumber(key.slice(0, 3), key.slice(3)),
        ...selection.draw!,
        ...{ trusted, selectedBy: selection.by, isRepeated: drawOf(seed, key) === selection.draw!.number },
      })),
      next: rows.length < PAGE ? null : rows.at(-1)!.key,
    };
  }
}
