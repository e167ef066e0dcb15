import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { TransportMode } from '#contracts';
import { inTransaction } from '#persistence';
import { Problem } from '#service';
import type { Overlay } from './overlay';
import type { Procedure } from './procedure/procedure';

export const NATIONAL = 'national';

/** A version as it was published: of the national procedure, or of what a port changed of it. */
export interface Published<D extends Procedure | Overlay = Procedure | Overlay> {
  /** `national`, or the port's code. */
  readonly place: string;
  readonly mode: TransportMode;
  /** From 1, of its place and mode. */
  readonly version: number;
  readonly effectiveFrom: string;
  /** The national version it was written for; null when it is national itself. */
  readonly nationalVersion: number | null;
  readonly document: D;
  readonly officer: string;
  readonly publishedAt: string;
}

interface Row {
  readonly sequence: string;
  readonly place: string;
  readonly mode: TransportMode;
  readonly version: number;
  readonly effective_from: string;
  readonly national_version: number | null;
  readonly document: Procedure | Overlay;
  readonly officer: string;
  readonly published_at: Date;
}

/** One publisher at a time, so that sequence numbers become visible in their order and a reader of the newest misses none. */
const LOCK = `SELECT pg_advisory_xact_lock(hashtext('playbook_version'))`;

const INSERT = `INSERT INTO playbook_version (place, mode, version, effective_from, national_version, document, officer, account_id, published_at)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`;

@Injectable()
export class PlaybooksRepository {
  constructor(private readonly source: DataSource) {}

  get connected(): boolean {
    return this.source.isInitialized;
  }

  /** What was published after this sequence number, the oldest first. */
  async after(sequence: string): Promise<{ sequence: string; published: Published[] }> {
    const rows: Row[] = await this.source.query(
      `SELECT sequence, place, mode, version, effective_from::text, national_version, document, officer, published_at
         FROM playbook_version WHERE sequence > $1 ORDER BY sequence`,
      [sequence],
    );
    return {
      sequence: rows.at(-1)?.sequence ?? sequence,
      published: rows.map((row) => ({
        place: row.place,
        mode: row.mode,
        version: row.version,
        effectiveFrom: row.effective_from,
        nationalVersion: row.national_version,
        document: row.document,
        officer: row.officer,
        publishedAt: row.published_at.toISOString(),
      })),
    };
  }

  /** Stores what the program was delivered with; what is stored already stays as it is. */
  async storeFirst(versions: readonly Published[]): Promise<void> {
    await inTransaction(this.source, async (manager) => {
      await manager.query(LOCK);
      for (const first of versions)
        await manager.query(`${INSERT} ON CONFLICT (place, mode, version) DO NOTHING`, parameters(first, null));
    });
  }

  /** @throws Problem `state-conflict` when another version was published since the writer read the newest */
  async publish(version: Published, accountId: string): Promise<void> {
    if (!this.connected)
      throw new Problem(
        'unavailable',
        'Nothing can be published while the database is away; what was published is still read.',
        [],
        5,
      );
    await inTransaction(this.source, async (manager) => {
      await manager.query(LOCK);
      const [row] = await manager.query(
        'SELECT coalesce(max(version), 0) AS newest FROM playbook_version WHERE place = $1 AND mode = $2',
        [version.place, version.mode],
      );
      const { newest } = row as { newest: number };
      if (newest !== version.version - 1)
        throw new Problem(
          'state-conflict',
          `The newest version is ${newest}, not ${version.version - 1}: read it, and publish what replaces it.`,
        );
      await manager.query(INSERT, parameters(version, accountId));
    });
  }
}

const parameters = (v: Published, accountId: string | null): unknown[] => [
  v.place,
  v.mode,
  v.version,
  v.effectiveFrom,
  v.nationalVersion,
  JSON.stringify(v.document),
  v.officer,
  accountId,
  v.publishedAt,
];
