import type { EntityManager } from 'typeorm';
import type { SelectionMade } from '#contracts';
import type { CustomsDate } from '#kernel';
import { insertRows } from '#persistence';
import type { PlaceCounted } from './statement.rules';

/** As the entry service last told of each entry. */
export const keepSelections = async (manager: EntityManager, told: readonly SelectionMade[]): Promise<void> => {
  const newest = new Map<string, SelectionMade>();
  for (const one of told) {
    const key = `${one.filerCode}${one.entryNumber}`;
    if ((newest.get(key)?.version ?? 0) <= one.version) newest.set(key, one);
  }
  await insertRows(
    manager,
    'trusted_selection',
    {
      ...{ entry: 'text', version: 'int', account_id: 'uuid', port: 'text', mode: 'text', day: 'date' },
      ...{ exam: 'boolean', avoided: 'boolean', rate: 'int', drawn_at: 'int', hours: 'numeric' },
    },
    [...newest].sort().map(([entry, one]) => ({
      ...{ entry, version: one.version, account_id: one.trustedAccountId, day: one.day },
      ...{ port: one.portOfEntry ?? '', mode: one.modeOfTransport ?? '' },
      ...{ exam: one.selectedBy !== null, avoided: one.examAvoided, rate: one.rate, drawn_at: one.drawnAt },
      hours: one.examination?.hours ?? null,
    })),
    `ON CONFLICT (entry) DO UPDATE SET version = excluded.version, account_id = excluded.account_id, port = excluded.port, mode = excluded.mode,
       day = excluded.day, exam = excluded.exam, avoided = excluded.avoided, rate = excluded.rate, drawn_at = excluded.drawn_at, hours = excluded.hours
      WHERE trusted_selection.version <= excluded.version`,
  );
};

/** By port and mode, what happened to an account's entries from a day to a day, and how long exams of the untrusted took there. */
export const selectionsOf = async (
  manager: Pick<EntityManager, 'query'>,
  accountId: string,
  from: CustomsDate,
  to: CustomsDate,
): Promise<PlaceCounted[]> =>
  manager.query(
    `SELECT own.port, own.mode, own.entries, own.exams, own.avoided, own.hours, own.expected AS "expectedExams", peers.exams AS "peerExams",
            peers.hours AS "peerHours", observed.entries AS "peerEntries", observed.exams AS "peerSelected"
       FROM (SELECT port, mode, count(*)::int AS entries, (count(*) FILTER (WHERE exam))::int AS exams, (count(*) FILTER (WHERE avoided))::int AS avoided,
                    coalesce(sum(hours), 0)::float8 AS hours, (sum(rate) / 10000.0)::float8 AS expected
               FROM trusted_selection WHERE account_id = $1 AND day BETWEEN $2 AND $3 GROUP BY port, mode) own
       CROSS JOIN LATERAL (SELECT count(*)::int AS exams, coalesce(sum(hours), 0)::float8 AS hours FROM trusted_selection s
          WHERE s.account_id IS NULL AND s.port = own.port AND s.mode = own.mode AND s.day BETWEEN $2 AND $3 AND s.exam AND s.hours IS NOT NULL) peers
       CROSS JOIN LATERAL (SELECT coalesce(sum(f.entries), 0)::int AS entries, coalesce(sum(f.exams), 0)::int AS exams FROM peer_figure f
          WHERE f.port = own.port AND f.mode = own.mode AND f.month BETWEEN $2 AND $3) observed
      ORDER BY own.port, own.mode`,
    [accountId, from, to],
  );
