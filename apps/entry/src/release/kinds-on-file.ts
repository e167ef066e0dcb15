import type { EntityManager } from 'typeorm';
import type { CargoReleaseFiled } from '#contracts';
import { releaseKey, type Release } from './release.model';
import type { OriginatingEntry } from './rule';
import { asksForImmediateDelivery } from './warehouse.rules';

/** Warehouse entries on file that filings name as the one their goods come from, by filer code and number. A batch that names none costs no statement. */
export async function originatingEntries(
  manager: EntityManager,
  filings: readonly CargoReleaseFiled[],
): Promise<ReadonlyMap<string, OriginatingEntry>> {
  const keys = filings.flatMap(({ originatingEntry: named }) =>
    named ? [releaseKey(named.filerCode, named.entryNumber)] : [],
  );
  if (keys.length === 0) return new Map();
  const rows: (OriginatingEntry & { key: string })[] = await manager.query(
    `SELECT r.entry_key AS key, r.content->>'entryType' AS "entryType",
            (SELECT v.content->>'importDate' FROM entry_summary_version v
              WHERE v.entry_key = r.entry_key AND v.content IS NOT NULL ORDER BY v.revision DESC LIMIT 1) AS "importDate"
       FROM cargo_release r WHERE r.entry_key = ANY($1) AND r.state <> 'cancelled'`,
    [[...new Set(keys)]],
  );
  return new Map(rows.map(({ key, entryType, importDate }) => [key, { entryType, importDate }]));
}

/** Of entries that ask for immediate delivery, the keys of those whose summary is on file. */
export async function withSummary(manager: EntityManager, releases: readonly Release[]): Promise<ReadonlySet<string>> {
  const keys = releases.filter(({ content }) => asksForImmediateDelivery(content)).map(({ key }) => key);
  if (keys.length === 0) return new Set();
  const rows: { key: string }[] = await manager.query(
    `SELECT entry_key AS key FROM entry_summary WHERE entry_key = ANY($1) AND state <> 'deleted'
       UNION SELECT release_key FROM consolidated_release WHERE release_key = ANY($1)`,
    [keys],
  );
  return new Set(rows.map(({ key }) => key));
}
