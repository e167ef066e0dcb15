import { randomBytes } from 'node:crypto';
import type { EntityManager } from 'typeorm';
import type { CustomsDate } from '#kernel';
import { addDays } from '#kernel';
import type { Criterion } from '../release/selectivity';
import { type Standing, STANDINGS_OF, standingsByNumber } from '#access';
import type { ScreeningGrounds, SelectionRule } from './selection.rules';

/** All that entries are screened with. */
export interface Grounds extends ScreeningGrounds {
  readonly criteria: readonly Criterion[];
  /** Of the accounts that have an importer's number, by that number in its full form. */
  readonly standings: ReadonlyMap<string, readonly Standing[]>;
}

// A day of slack on both sides: the port's own day decides in the rule.
const IN_FORCE = `valid_from <= ($1::timestamptz AT TIME ZONE 'UTC')::date + 1 AND (valid_to IS NULL OR valid_to >= ($1::timestamptz AT TIME ZONE 'UTC')::date - 1)`;

export const RULE_COLUMNS = `id, name, floor, ports, modes, origins, headings, rate, reason, valid_from::text AS "from", valid_to::text AS "to"`;

const GROUNDS = `SELECT
  (SELECT coalesce(json_agg(c ORDER BY c.id), '[]') FROM (
     SELECT id, by, value, outcome, document_type AS "documentType", reason, blanket, valid_from::text AS "from", valid_to::text AS "to"
       FROM selectivity_criterion WHERE ${IN_FORCE}) c) AS criteria,
  (SELECT coalesce(json_agg(r ORDER BY r.id), '[]') FROM (SELECT ${RULE_COLUMNS} FROM selection_rule WHERE ${IN_FORCE}) r) AS rules,
  (SELECT coalesce(json_object_agg(day, seed), '{}') FROM selection_seed
    WHERE day BETWEEN ($1::timestamptz AT TIME ZONE 'UTC')::date - 1 AND ($1::timestamptz AT TIME ZONE 'UTC')::date + 1) AS seeds,
  (SELECT coalesce(json_agg(s), '[]') FROM (${STANDINGS_OF} WHERE i.importer_number = ANY($2)) s) AS standings`;

/**
 * What entries of these importers are screened with, in one statement. The seed of a day is made where it is needed first, and stays.
 *
 * @param numbers in full form
 */
export const groundsOfScreening = async (
  manager: EntityManager,
  numbers: readonly string[],
  now: Date,
): Promise<Grounds> => {
  const [row]: [
    {
      criteria: Criterion[];
      rules: SelectionRule[];
      seeds: Record<CustomsDate, string>;
      standings: { number: string; standing: Standing }[];
    },
  ] = await manager.query(GROUNDS, [now.toISOString(), [...new Set(numbers)]]);
  const { criteria, rules, seeds } = row;
  const today = now.toISOString().slice(0, 10);
  const missing = rules.length === 0 ? [] : [-1, 0, 1].map((days) => addDays(today, days)).filter((day) => !seeds[day]);
  return {
    criteria,
    rules,
    standings: standingsByNumber(row.standings),
    seeds: missing.length === 0 ? seeds : { ...seeds, ...(await madeSeeds(manager, missing)) },
  };
};

const madeSeeds = async (
  manager: EntityManager,
  days: readonly CustomsDate[],
): Promise<Record<CustomsDate, string>> => {
  await manager.query(
    'INSERT INTO selection_seed (day, seed) SELECT * FROM unnest($1::date[], $2::text[]) ON CONFLICT DO NOTHING',
    [days, days.map(() => randomBytes(32).toString('hex'))],
  );
  const rows: { day: CustomsDate; seed: string }[] = await manager.query(
    'SELECT day::text AS day, seed FROM selection_seed WHERE day = ANY($1::date[])',
    [days],
  );
  return Object.fromEntries(rows.map(({ day, seed }) => [day, seed]));
};
