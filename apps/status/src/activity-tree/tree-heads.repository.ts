import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { ActivityTreeHeld } from '#contracts';
import { insertRows } from '#persistence';

/** What the gateway told, and when. */
export interface TreeTold extends ActivityTreeHeld {
  /** ISO 8601. */
  readonly asOf: string;
}

type Head = ActivityTreeHeld['heads'][number];
interface Row {
  size: string;
  root_hash: string;
  signed_at: Date;
  key_id: string;
  signature: string;
  heard_at: Date;
}

/** Signed heads of the tree over all activity logs as rows: only added to, so that one that was published stays. */
@Injectable()
export class TreeHeadsRepository {
  constructor(private readonly source: DataSource) {}

  get reachable(): boolean {
    return this.source.isInitialized;
  }

  async keep({ heads, keys, asOf }: TreeTold): Promise<void> {
    await this.source.transaction(async (manager) => {
      await insertRows(
        manager,
        'activity_tree_head',
        {
          signature: 'text',
          size: 'bigint',
          root_hash: 'text',
          signed_at: 'timestamptz',
          key_id: 'text',
          heard_at: 'timestamptz',
        },
        heads.map((head) => ({
          signature: head.signature,
          size: head.size,
          root_hash: head.rootHash,
          signed_at: head.signedAt,
          key_id: head.keyId,
          heard_at: head.heardAt,
        })),
        'ON CONFLICT DO NOTHING',
      );
      // As a part of a SELECT: nothing follows on it, so it does not end the quiet.
      await manager.query(
        `WITH kept AS (INSERT INTO activity_tree_until (keys, as_of) VALUES ($1, $2)
         ON CONFLICT (one) DO UPDATE SET keys = excluded.keys, as_of = excluded.as_of WHERE activity_tree_until.as_of <= excluded.as_of)
         SELECT`,
        [JSON.stringify(keys), asOf],
      );
    });
  }

  /** The newest first; null when nothing was ever told. */
  async newest(limit: number): Promise<TreeTold | null> {
    const [until]: { keys: ActivityTreeHeld['keys']; as_of: Date }[] = await this.source.query(
      'SELECT keys, as_of FROM activity_tree_until',
    );
    if (!until) return null;
    const rows: Row[] = await this.source.query(
      'SELECT * FROM activity_tree_head ORDER BY signed_at DESC, size DESC LIMIT $1',
      [limit],
    );
    const heads = rows.map(
      (row): Head => ({
        size: Number(row.size),
        rootHash: row.root_hash,
        signedAt: row.signed_at.toISOString(),
        keyId: row.key_id,
        signature: row.signature,
        heardAt: row.heard_at.toISOString(),
      }),
    );
    return { heads, keys: until.keys, asOf: until.as_of.toISOString() };
  }
}
