import type { EntityManager } from 'typeorm';
import { type StandingOnEntry, standingOn, standingsByNumber, STANDINGS_OF } from '#access';
import type { FilingHeld } from '#contracts';
import { type CustomsDate, parseImporterNumber } from '#kernel';
import { PORTS, portLocalDate } from '#reference';
import { putFirst } from '#messaging';
import { insertRows } from '#persistence';

/** A filing that waits: its row of the outbox, oldest first, the lane of its subject, and what it is about. */
export interface HeldRow {
  readonly id: string;
  readonly lane: number;
  readonly held: Pick<
    FilingHeld,
    'filingId' | 'module' | 'subject' | 'importerNumber' | 'portCode' | 'modeOfTransport'
  >;
}

const fullNumber = (text: string | null): string | null => {
  const parsed = text === null ? null : parseImporterNumber(text);
  return parsed?.ok ? parsed.value.text : null;
};
const dayAt = (port: string | null, now: Date): CustomsDate =>
  port !== null && PORTS.has(port) ? portLocalDate(now, port) : now.toISOString().slice(0, 10);

interface Judged extends HeldRow {
  readonly first: boolean;
  readonly reason: string;
}

/** Whether a filing has priority there today, and why. */
const judged = (row: HeldRow, day: CustomsDate, { benefits }: StandingOnEntry): Judged => {
  const { portCode, modeOfTransport } = row.held;
  const priority = benefits.get('priority');
  if (!priority) return { ...row, first: false, reason: 'Priority is not a benefit of the standing of its importer.' };
  if (!priority.given) return { ...row, first: false, reason: priority.reason };
  const where = [portCode && `at port ${portCode}`, modeOfTransport && `by mode ${modeOfTransport}`].filter(Boolean);
  return {
    ...row,
    first: true,
    reason: `the standing of its importer gives priority ${[...where, `on ${day}`].join(' ')}.`,
  };
};

/**
 * Of filings that wait behind a gate, those whose importers have priority there today go out first, and each says so. A filing keeps its place where an earlier one of its subject
 * is neither among these rows nor put first already, so that nothing is overtaken by what came after it.
 */
export const putTrustedFirst = async (rows: readonly HeldRow[], now: Date, manager: EntityManager): Promise<void> => {
  const numbers = [...new Set(rows.flatMap(({ held }) => fullNumber(held.importerNumber) ?? []))];
  if (numbers.length === 0) return;
  const standings = standingsByNumber(
    await manager.query(`${STANDINGS_OF} WHERE i.importer_number = ANY($1)`, [numbers]),
  );
  const ofTrusted = rows.flatMap((row): Judged[] => {
    const { importerNumber, portCode: port, modeOfTransport: mode } = row.held;
    const day = dayAt(port, now);
    const standing = standingOn(standings.get(fullNumber(importerNumber) ?? '') ?? [], { day, port, mode });
    return standing ? [judged(row, day, standing)] : [];
  });
  if (ofTrusted.length === 0) return;
  const subjects = new Set(ofTrusted.filter(({ first }) => first).map(({ held }) => held.subject));
  const ofSubjects = rows.filter(({ held }) => subjects.has(held.subject));
  for (const subject of await withEarlierOnes(ofSubjects, manager)) subjects.delete(subject);
  const first = new Set(rows.filter(({ held }) => subjects.has(held.subject)).map(({ id }) => id));
  const behind = first.size === 0 ? 0 : await waitingBefore(rows, first, manager);
  await putFirst([...first], manager);
  await keepPlaces(
    ofTrusted.map((row) => ({
      ...row.held,
      first: first.has(row.id),
      reason: !row.first
        ? row.reason
        : first.has(row.id)
          ? `Ahead of ${behind + rows.filter(({ id }) => BigInt(id) < BigInt(row.id) && !first.has(id)).length} filings that came before: ${row.reason}`
          : 'In the order in which it came: an earlier filing of the same entry is on its way, and is not overtaken.',
    })),
    now,
    manager,
  );
};

/**
 * Subjects of these rows of which a filing is not answered yet that is not among them, unless it came later or is put first itself. Which came later the outbox says,
 * by its numbers: replicas do not have one clock.
 */
const withEarlierOnes = async (rows: readonly HeldRow[], manager: EntityManager): Promise<string[]> => {
  if (rows.length === 0) return [];
  const lanes = new Map(rows.map(({ lane, held }) => [held.subject, lane]));
  const found: { subject: string }[] = await manager.query(
    `SELECT DISTINCT s.subject FROM unnest($1::text[], $2::smallint[]) AS s (subject, lane) JOIN filing f USING (subject)
      WHERE f.state = 'accepted' AND f.id <> ALL ($3::uuid[])
        AND NOT EXISTS (SELECT 1 FROM outbox o WHERE o.destination = $4 AND o.lane = s.lane AND o.correlation_id = f.id::text AND (o.goes_first OR o.id > $5))`,
    [
      [...lanes.keys()],
      [...lanes.values()],
      rows.map(({ held }) => held.filingId),
      rows[0]!.held.module,
      rows.at(-1)!.id,
    ],
  );
  return found.map(({ subject }) => subject);
};

/** How many wait for the same module, and were looked at before these rows without being put first. */
const waitingBefore = async (
  rows: readonly HeldRow[],
  first: ReadonlySet<string>,
  manager: EntityManager,
): Promise<number> => {
  const one = rows.find(({ id }) => first.has(id))!;
  const [{ waiting }]: [{ waiting: number }] = await manager.query(
    'SELECT count(*)::int AS waiting FROM outbox WHERE destination = $1 AND id < $2 AND NOT goes_first',
    [one.held.module, rows[0]!.id],
  );
  return waiting;
};

const keepPlaces = (
  places: readonly { filingId: string; subject: string; first: boolean; reason: string }[],
  now: Date,
  manager: EntityManager,
): Promise<unknown> =>
  insertRows(
    manager,
    'replay_place',
    { filing_id: 'uuid', subject: 'text', goes_first: 'boolean', reason: 'text', judged_at: 'timestamptz' },
    places.map(({ filingId, subject, first, reason }) => ({
      ...{ filing_id: filingId, subject, goes_first: first, reason, judged_at: now.toISOString() },
    })),
    `ON CONFLICT (filing_id) DO UPDATE SET goes_first = excluded.goes_first, reason = excluded.reason, judged_at = excluded.judged_at`,
  );

/** What place a filing had, or will have, in the replay after a downtime. */
export interface ReplayPlace {
  readonly filingId: string;
  readonly first: boolean;
  readonly reason: string;
  readonly judgedAt: string;
}

/** Of the filings on a subject, the newest last. */
export const replayPlaces = async (manager: Pick<EntityManager, 'query'>, subject: string): Promise<ReplayPlace[]> => {
  const rows: (Omit<ReplayPlace, 'judgedAt'> & { judgedAt: Date })[] = await manager.query(
    `SELECT filing_id AS "filingId", goes_first AS first, reason, judged_at AS "judgedAt" FROM replay_place WHERE subject = $1 ORDER BY filing_id`,
    [subject],
  );
  return rows.map((row) => ({ ...row, judgedAt: row.judgedAt.toISOString() }));
};
