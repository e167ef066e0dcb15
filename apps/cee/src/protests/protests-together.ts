import type { CustomsDate } from '#kernel';
import type { UnitOfWork } from '#messaging';
import { protestRows, type ProtestRow, replace, say } from './protest.repository';
import { UNDECIDED } from './protest.states';

const AT_ONCE = 100;

/** Undecided protests of the category and an entry of those that came or went, themselves among them. */
const NEIGHBOURS = `SELECT DISTINCT o.id FROM protest p JOIN protest_entry e ON e.protest_id = p.id
  JOIN protest_entry f ON f.filer_code = e.filer_code AND f.entry_number = e.entry_number JOIN protest o ON o.id = f.protest_id
 WHERE p.id = ANY($1::uuid[]) AND lower(o.category) = lower(p.category) AND o.state = ANY($2)`;

/**
 * The day on which CBP's time for a protest begins: that of the last one of its category and an entry that was protested in time. Who says that it is a consignee, and is not known to be,
 * keeps nobody's protest from being due; what was withdrawn counts as if it had not been filed.
 */
const BEGINS = `SELECT p.id, greatest(p.filed_on, max(o.filed_on))::text AS begins FROM protest p
  JOIN protest_entry e ON e.protest_id = p.id
  LEFT JOIN (protest_entry f JOIN protest o ON o.id = f.protest_id AND o.proven AND o.state NOT IN ('withdrawn', 'untimely'))
    ON f.filer_code = e.filer_code AND f.entry_number = e.entry_number AND f.timely AND lower(o.category) = lower(p.category)
 WHERE p.id = ANY($1::uuid[]) GROUP BY p.id`;

/**
 * Protests of one category of an entry are one, and CBP's two years begin with the last of them: counted anew where one came, was withdrawn, or turned out to be late or in time.
 * Source: 19 CFR 174.15, 174.21(a). Nobody who files or withdraws waits for it.
 *
 * @returns whether there may be more
 */
export const countTogether = async (unit: UnitOfWork): Promise<boolean> => {
  const { manager } = unit;
  const changed: { id: string }[] = await manager.query('SELECT id FROM protest WHERE recount ORDER BY id LIMIT $1', [
    AT_ONCE,
  ]);
  if (changed.length === 0) return false;
  const ids = changed.map(({ id }) => id);
  const concerned = await protestRows(
    manager,
    `WHERE p.id = ANY($1::uuid[]) OR p.id IN (${NEIGHBOURS}) ORDER BY p.id FOR UPDATE OF p`,
    [ids, UNDECIDED],
  );
  await manager.query('UPDATE protest SET recount = false WHERE id = ANY($1::uuid[])', [ids]);
  const open = concerned.filter(({ state }) => UNDECIDED.includes(state));
  const begins: { id: string; begins: CustomsDate }[] = await manager.query(BEGINS, [open.map(({ id }) => id)]);
  for (const row of open) {
    const day = begins.find(({ id }) => id === row.id)!.begins;
    if (day !== row.review_from) await beginOn(unit, row, day);
  }
  return changed.length === AT_ONCE;
};

const beginOn = async (unit: UnitOfWork, row: ProtestRow, day: CustomsDate): Promise<void> => {
  const { manager, now } = unit;
  const why =
    day > row.review_from
      ? 'another protest of this category of an entry was filed, and is reviewed together with this one'
      : 'another protest of this category of an entry does not count any more';
  const text = `the two years of CBP are counted from ${day}: ${why} (19 CFR 174.15, 174.21(a))`;
  await manager.query('UPDATE protest SET review_from = $2 WHERE id = $1', [row.id, day]);
  await manager.query(
    `INSERT INTO protest_event (protest_id, event, state, by_name, note, occurred_at) VALUES ($1, 'counted anew', $2, 'the platform', $3, $4)`,
    [row.id, row.state, text, now],
  );
  const after = await replace(unit, row.id);
  await say(unit, after, {
    ...{ kind: 'decided', by: null, disposition: 'counted anew', what: `recorded of a protest: ${text}` },
    tell: { text, dueDate: null },
  });
};
