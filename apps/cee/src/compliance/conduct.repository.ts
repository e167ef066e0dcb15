import type { EntityManager } from 'typeorm';
import type { SummaryReported } from '#contracts';
import { insertRows } from '#persistence';
import { today } from '../days/customs-days';
import { importerIdentity } from '../importer/importer-identity';
import { afterReport, type EntryConduct, type EventKind, type Slip, type SlipKind } from './slip.rules';

/** Figures of an importer and month: entries of a kind, `all` for all that count, their value, and the duty by which they were wrong. */
interface Figure {
  readonly importerId: string;
  readonly month: string;
  readonly kind: SlipKind | EventKind | 'all';
  readonly entries: number;
  readonly dollars: number;
  readonly effectCents: number;
}

/** The one place that says what an entry counts: used when it changes and when all is added up anew. @param where on entries `e` */
export const figuresOf = (where: string): string => `
  SELECT e.importer_id, e.month, k.kind, count(*)::int AS entries, sum(e.value_dollars)::bigint AS dollars, sum(k.effect)::bigint AS effect_cents
  FROM compliance_entry e
  CROSS JOIN LATERAL (SELECT 'all' AS kind, 0::bigint AS effect UNION ALL SELECT s.kind, coalesce(s.effect_cents, 0) FROM compliance_slip s WHERE s.entry = e.entry) k
  WHERE e.counted AND ${where} GROUP BY e.importer_id, e.month, k.kind`;

/** Shared for who adds to figures, one for who adds them up anew. */
const FIGURES_LOCK = 101_64;
export const holdFigures = (manager: EntityManager): Promise<unknown> =>
  manager.query('SELECT pg_advisory_xact_lock($1)', [FIGURES_LOCK]);

const SLIP = { entry: 'text', kind: 'text', found_on: 'date', declared_cents: 'bigint', effect_cents: 'bigint' };

const keyOf = ({ filerCode, entryNumber }: SummaryReported): string => `${filerCode}${entryNumber}`;

/**
 * Keeps what reports on summaries say of their importers' compliance: an entry counts once, as it was told of last, with what was found in it. Repeats and older messages change
 * nothing.
 */
export const keepConduct = async (manager: EntityManager, reports: readonly SummaryReported[]): Promise<void> => {
  if (reports.length === 0) return;
  await manager.query('SELECT pg_advisory_xact_lock_shared($1)', [FIGURES_LOCK]);
  const entries = await readEntries(manager, [...new Set(reports.map(keyOf))]);
  const codes = await codesOf(manager, reports);
  const changed = new Set<string>();
  for (const report of reports) {
    const found = report.decision?.refusal === null ? (codes.get(report.decision.decisionId) ?? []) : [];
    const after = afterReport(entries.get(keyOf(report)), report, found, today(new Date(report.occurredAt)));
    if (!after) continue;
    entries.set(keyOf(report), after);
    changed.add(keyOf(report));
  }
  const keys = [...changed].sort();
  if (keys.length === 0) return;
  const before = await readFigures(manager, keys);
  await saveEntries(manager, keys, entries);
  const after = await readFigures(manager, keys);
  await addFigures(manager, before, after);
};

/** What happened with an entry, or stands no more where it is `over`. */
export interface ConductEvent {
  readonly filerCode: string;
  readonly entryNumber: string;
  readonly kind: EventKind;
  readonly over: boolean;
  /** By how much it changed what is owed. */
  readonly effectCents: number;
}

/** Keeps events in the pattern of the importers, in the transaction that they happen in. Repeats change nothing; an entry that nobody told of is in no pattern. */
export const keepEvents = async (manager: EntityManager, events: readonly ConductEvent[], now: Date): Promise<void> => {
  if (events.length === 0) return;
  await manager.query('SELECT pg_advisory_xact_lock_shared($1)', [FIGURES_LOCK]);
  const keyed = events.map((event) => ({ ...event, entry: `${event.filerCode}${event.entryNumber}` }));
  const known: { entry: string }[] = await manager.query(
    'SELECT entry FROM compliance_entry WHERE entry = ANY($1::text[]) ORDER BY entry FOR UPDATE',
    [[...new Set(keyed.map(({ entry }) => entry))]],
  );
  if (known.length === 0) return;
  const found: { entry: string; kind: EventKind; effectCents: number }[] = await manager.query(
    'SELECT entry, kind, effect_cents::float8 AS "effectCents" FROM compliance_slip WHERE entry = ANY($1::text[])',
    [known.map(({ entry }) => entry)],
  );
  const standing = new Map(found.map(({ entry, kind, effectCents }) => [`${entry} ${kind}`, effectCents]));
  const onRecord = new Set(known.map(({ entry }) => entry));
  // Of several of a kind the last one counts.
  const last = new Map(keyed.map((event) => [`${event.entry} ${event.kind}`, event]));
  const changing = [...last].flatMap(([key, event]) =>
    onRecord.has(event.entry) && (event.over ? standing.has(key) : standing.get(key) !== event.effectCents)
      ? [event]
      : [],
  );
  if (changing.length === 0) return;
  const keys = [...new Set(changing.map(({ entry }) => entry))];
  const before = await readFigures(manager, keys);
  const over = changing.filter((event) => event.over);
  if (over.length > 0)
    await manager.query(
      'DELETE FROM compliance_slip s USING unnest($1::text[], $2::text[]) AS o (entry, kind) WHERE s.entry = o.entry AND s.kind = o.kind',
      [over.map(({ entry }) => entry), over.map(({ kind }) => kind)],
    );
  await insertRows(
    manager,
    'compliance_slip',
    SLIP,
    changing
      .filter((event) => !event.over)
      .map(({ entry, kind, effectCents }) => ({
        ...{ entry, kind, found_on: today(now), declared_cents: 0, effect_cents: effectCents },
      })),
    'ON CONFLICT (entry, kind) DO UPDATE SET effect_cents = excluded.effect_cents',
  );
  await addFigures(manager, before, await readFigures(manager, keys));
};

const readEntries = async (manager: EntityManager, keys: readonly string[]): Promise<Map<string, EntryConduct>> => {
  const rows: (EntryConduct & { entry: string })[] = await manager.query(
    `SELECT e.entry, i.importer_number AS "importerNumber", e.version, e.told_at AS "toldAt", e.month::text AS month, e.counted,
            e.value_dollars::float8 AS "valueDollars", e.duty_cents::float8 AS "dutyCents"
     FROM compliance_entry e JOIN importer_on_record i ON i.id = e.importer_id WHERE e.entry = ANY($1::text[]) ORDER BY e.entry FOR UPDATE OF e`,
    [keys],
  );
  const slips: (Slip & { entry: string })[] = await manager.query(
    `SELECT entry, kind, found_on::text AS "foundOn", declared_cents::float8 AS "declaredCents", effect_cents::float8 AS "effectCents"
     FROM compliance_slip WHERE entry = ANY($1::text[])`,
    [rows.map(({ entry }) => entry)],
  );
  return new Map(
    rows.map(({ entry, ...row }) => [entry, { ...row, slips: slips.filter((slip) => slip.entry === entry) }]),
  );
};

/** Codes of the findings of Centers' decisions that these reports tell the outcome of. */
const codesOf = async (
  manager: EntityManager,
  reports: readonly SummaryReported[],
): Promise<Map<string, readonly string[]>> => {
  const ids = reports.flatMap(({ decision }) => decision?.decisionId ?? []);
  if (ids.length === 0) return new Map();
  const rows: { id: string; findings: { code: string }[] }[] = await manager.query(
    'SELECT id, findings FROM summary_decision WHERE id = ANY($1::uuid[])',
    [ids],
  );
  return new Map(rows.map(({ id, findings }) => [id, findings.map(({ code }) => code)]));
};

const readFigures = async (manager: EntityManager, keys: readonly string[]): Promise<Figure[]> =>
  manager.query(
    `SELECT importer_id AS "importerId", month::text AS month, kind, entries, dollars::float8 AS dollars, effect_cents::float8 AS "effectCents"
     FROM (${figuresOf('e.entry = ANY($1::text[])')}) f`,
    [keys],
  );

const saveEntries = async (
  manager: EntityManager,
  keys: readonly string[],
  entries: ReadonlyMap<string, EntryConduct>,
): Promise<void> => {
  const ids = await importerIds(
    manager,
    keys.map((key) => entries.get(key)!.importerNumber),
  );
  await insertRows(
    manager,
    'compliance_entry',
    {
      ...{ entry: 'text', importer_id: 'bigint', version: 'int', told_at: 'timestamptz', month: 'date' },
      ...{ counted: 'boolean', value_dollars: 'bigint', duty_cents: 'bigint' },
    },
    keys.map((entry) => {
      const { importerNumber, version, toldAt, month, counted, valueDollars, dutyCents } = entries.get(entry)!;
      return {
        ...{ entry, version, month, counted, importer_id: ids.get(importerIdentity(importerNumber)) },
        ...{ told_at: toldAt.toISOString(), value_dollars: valueDollars, duty_cents: dutyCents },
      };
    }),
    `ON CONFLICT (entry) DO UPDATE SET importer_id = excluded.importer_id, version = excluded.version, told_at = excluded.told_at, month = excluded.month,
       counted = excluded.counted, value_dollars = excluded.value_dollars, duty_cents = excluded.duty_cents`,
  );
  await insertRows(
    manager,
    'compliance_slip',
    SLIP,
    keys.flatMap((entry) =>
      entries.get(entry)!.slips.map(({ kind, foundOn, declaredCents, effectCents }) => ({
        ...{ entry, kind, found_on: foundOn, declared_cents: declaredCents, effect_cents: effectCents },
      })),
    ),
    `ON CONFLICT (entry, kind) DO UPDATE SET found_on = excluded.found_on, declared_cents = excluded.declared_cents, effect_cents = excluded.effect_cents`,
  );
};

/** The platform's own ids of importers, by identity: no table of figures has a number of a person. */
const importerIds = async (manager: EntityManager, numbers: readonly string[]): Promise<Map<string, string>> => {
  const identities = [...new Map(numbers.map((number) => [importerIdentity(number), number]))].sort(([a], [b]) =>
    a < b ? -1 : 1,
  );
  await insertRows(
    manager,
    'importer_on_record',
    { importer_identity: 'text', importer_number: 'text' },
    identities.map(([identity, number]) => ({ importer_identity: identity, importer_number: number })),
    'ON CONFLICT DO NOTHING',
  );
  const rows: { identity: string; id: string }[] = await manager.query(
    'SELECT importer_identity AS identity, id FROM importer_on_record WHERE importer_identity = ANY($1::text[])',
    [identities.map(([identity]) => identity)],
  );
  return new Map(rows.map(({ identity, id }) => [identity, id]));
};

/** Adds differences, in one order for all writers, so that none waits for another that waits for it. */
const addFigures = async (
  manager: EntityManager,
  before: readonly Figure[],
  after: readonly Figure[],
): Promise<void> => {
  const sums = new Map<string, { -readonly [K in keyof Figure]: Figure[K] }>();
  for (const [figures, sign] of [
    [before, -1],
    [after, 1],
  ] as const)
    for (const figure of figures) {
      const key = `${figure.importerId} ${figure.month} ${figure.kind}`;
      const sum = sums.get(key) ?? { ...figure, entries: 0, dollars: 0, effectCents: 0 };
      sum.entries += sign * figure.entries;
      sum.dollars += sign * figure.dollars;
      sum.effectCents += sign * figure.effectCents;
      sums.set(key, sum);
    }
  await insertRows(
    manager,
    'compliance_figure',
    { importer_id: 'bigint', month: 'date', kind: 'text', entries: 'int', dollars: 'bigint', effect_cents: 'bigint' },
    [...sums]
      .filter(([, { entries, dollars, effectCents }]) => entries !== 0 || dollars !== 0 || effectCents !== 0)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([, { importerId, month, kind, entries, dollars, effectCents }]) => ({
        ...{ importer_id: importerId, month, kind, entries, dollars, effect_cents: effectCents },
      })),
    `ON CONFLICT (importer_id, month, kind) DO UPDATE SET entries = compliance_figure.entries + excluded.entries,
       dollars = compliance_figure.dollars + excluded.dollars, effect_cents = compliance_figure.effect_cents + excluded.effect_cents`,
  );
};
