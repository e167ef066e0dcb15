import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { FilerSetUp, FilerSetUpChanged } from '#contracts';
import type { UnitOfWork } from '#messaging';
import { atAGlance, insertRows, storedShape, WhileAway } from '#persistence';
import { ownWait } from '#service';
import { GatewayConfig } from '../config/gateway.config';

export const storedSetUp = storedShape<FilerSetUp>({ name: 'filer_set_up.data', version: 1 });

const REMEMBERED = 50_000;

interface Known {
  readonly setUp: FilerSetUp | null;
  readonly until: number;
}

/**
 * The gateway's own copy of how filers are set up: batches are judged by it without asking, also while account is away. A filer of whom nothing was
 * ever told has none, and is judged by its account alone.
 */
@Injectable()
export class FilerSetUps {
  private readonly known = new Map<string, Known>();
  private readonly cacheMs: number;
  private readonly whileAway = new WhileAway();

  constructor(
    private readonly source: DataSource,
    config: GatewayConfig,
  ) {
    this.cacheMs = config.KEY_CACHE_SECONDS * 1_000;
  }

  /** Set-ups of these filer codes that are on file. While the database is away, as they were known. */
  async of(filerCodes: readonly string[]): Promise<ReadonlyMap<string, FilerSetUp>> {
    const now = performance.now();
    const unsure = filerCodes.filter((code) => (this.known.get(code)?.until ?? 0) <= now);
    if (unsure.length > 0) {
      const read = this.whileAway.orAsKnown(
        () => this.read(unsure, now),
        () => this.known,
      );
      await (unsure.every((code) => this.known.has(code))
        ? atAGlance(read)
        : ownWait(read, 'How the filer is set up could not be looked up in time; nothing of this message was kept.'));
    }
    return new Map(
      filerCodes.flatMap((code) => {
        const setUp = this.known.get(code)?.setUp;
        return setUp ? [[code, setUp] as const] : [];
      }),
    );
  }

  /** An older revision never replaces a newer one. */
  async store(unit: UnitOfWork, changes: readonly FilerSetUpChanged[]): Promise<void> {
    // Of one filer the last of a batch: a statement writes a row once.
    const newest = new Map<string, FilerSetUpChanged>();
    for (const change of changes)
      if (change.revision >= (newest.get(change.filerCode)?.revision ?? 0)) newest.set(change.filerCode, change);
    await insertRows(
      unit.manager,
      'filer_set_up',
      { filer_code: 'text', revision: 'int', data: 'jsonb', changed_at: 'timestamptz' },
      [...newest.values()].map(({ filerCode, revision, setUp, changedAt }) => ({
        filer_code: filerCode,
        revision,
        data: storedSetUp.write(setUp),
        changed_at: changedAt,
      })),
      `ON CONFLICT (filer_code) DO UPDATE SET (revision, data, changed_at) = (excluded.revision, excluded.data, excluded.changed_at)
        WHERE filer_set_up.revision <= excluded.revision`,
    );
    for (const code of newest.keys()) this.known.delete(code);
  }

  private async read(filerCodes: readonly string[], now: number): Promise<void> {
    if (!this.source.isInitialized) return;
    const rows: { filer_code: string; data: unknown }[] = await this.source.query(
      'SELECT filer_code, data FROM filer_set_up WHERE filer_code = ANY($1)',
      [filerCodes],
    );
    const found = new Map(rows.map(({ filer_code, data }) => [filer_code, storedSetUp.read(data)]));
    if (this.known.size >= REMEMBERED) this.known.clear();
    for (const code of filerCodes) this.known.set(code, { setUp: found.get(code) ?? null, until: now + this.cacheMs });
  }
}
