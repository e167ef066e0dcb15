import type { EntityManager } from 'typeorm';
import { insertRows } from '#persistence';
import type { EntrySummaryRepository } from './entry-summary.repository';
import type { ConsolidatedOnFile, ReleaseOnFile } from './summary.model';

/** What a batch of summaries may consolidate: kept current while its filings are judged one after the other. */
export class Consolidations {
  private readonly accountsFor = new Map<string, readonly string[]>();

  constructor(
    private readonly releases: ReadonlyMap<string, ReleaseOnFile>,
    private readonly accounted: Map<string, string>,
    private readonly summarised: Set<string>,
  ) {
    for (const [release, entry] of accounted)
      this.accountsFor.set(entry, [...(this.accountsFor.get(entry) ?? []), release]);
  }

  /**
   * @param ownRelease a cargo release is on file under the number of the summary itself
   * @param stays the filing may not change what the summary accounts for
   */
  seenBy(entryKey: string, ownRelease: boolean, stays: boolean): ConsolidatedOnFile {
    return {
      release: (key) => this.releases.get(key),
      accountedBy: (key) => this.accounted.get(key),
      hasSummary: (key) => this.summarised.has(key),
      ownRelease,
      keeps: stays && (this.accountsFor.get(entryKey) ?? []).length > 0,
    };
  }

  /** The release of these that was made first: the time for the summary of all runs from it. */
  firstOf(releaseKeys: readonly string[]): ReleaseOnFile | undefined {
    let first: ReleaseOnFile | undefined;
    for (const key of releaseKeys) {
      const release = this.releases.get(key);
      if (release && (!first?.releaseDate || (release.releaseDate && release.releaseDate < first.releaseDate)))
        first = release;
    }
    return first;
  }

  /** From now on a summary is on file under that number, or none. */
  summarise(entryKey: string, stands: boolean): void {
    if (stands) this.summarised.add(entryKey);
    else this.summarised.delete(entryKey);
  }

  /** From now on the summary accounts for these releases and no others; answers which it lets go. */
  account(entryKey: string, releaseKeys: readonly string[]): readonly string[] {
    const before = this.accountsFor.get(entryKey) ?? [];
    for (const release of before) this.accounted.delete(release);
    for (const release of releaseKeys) this.accounted.set(release, entryKey);
    this.accountsFor.set(entryKey, releaseKeys);
    return before.filter((release) => this.accounted.get(release) !== entryKey);
  }
}

/**
 * Reads what is on file of releases that are named and of those that these summaries account for. The releases, those under the summaries' own numbers too, are locked: of two
 * summaries that would take one, under its own number or with others, one sees the other.
 * @param entryKeys keys of the summaries that are filed
 */
export async function readConsolidations(
  manager: EntityManager,
  summaries: EntrySummaryRepository,
  releaseKeys: readonly string[],
  entryKeys: readonly string[],
): Promise<Consolidations> {
  const named = [...new Set(releaseKeys)];
  const keys = [...new Set([...named, ...entryKeys])];
  await manager.query('SELECT 1 FROM cargo_release WHERE entry_key = ANY($1) ORDER BY entry_key FOR NO KEY UPDATE', [
    keys,
  ]);
  const rows: { release: string; entry: string }[] = await manager.query(
    `SELECT release_key AS release, entry_key AS entry FROM consolidated_release WHERE release_key = ANY($1) OR entry_key = ANY($2) ORDER BY release_key`,
    [keys, entryKeys],
  );
  return new Consolidations(
    await summaries.releases(manager, named),
    new Map(rows.map(({ release, entry }) => [release, entry])),
    await summaries.onFile(manager, named),
  );
}

/** What each summary accounts for after its change; the last of a batch counts. */
export async function saveConsolidations(
  manager: EntityManager,
  after: ReadonlyMap<string, readonly string[]>,
): Promise<void> {
  if (after.size === 0) return;
  await manager.query('DELETE FROM consolidated_release WHERE entry_key = ANY($1)', [[...after.keys()]]);
  const rows = [...after].flatMap(([entry, releases]) =>
    [...new Set(releases)].map((release) => ({ release_key: release, entry_key: entry })),
  );
  if (rows.length > 0)
    await insertRows(manager, 'consolidated_release', { release_key: 'text', entry_key: 'text' }, rows);
}
