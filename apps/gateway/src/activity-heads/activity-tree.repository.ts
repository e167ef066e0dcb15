import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import type { SignedTreeHead, TreeHead } from '#contracts';
import { insertRows } from '#persistence';

export interface HeldTreeHead extends SignedTreeHead {
  readonly id: number;
  readonly heardAt: string;
}

interface HeldRow {
  id: string;
  size: string;
  root_hash: string;
  signed_at: Date;
  key_id: string;
  signature: string;
  heard_at: Date;
}

/** How far the tree over all activity logs reached, as signed by who keeps them. Rows are only added. */
@Injectable()
export class ActivityTreeRepository {
  constructor(private readonly source: DataSource) {}

  /** Keeps heads, each once. */
  async keep(manager: EntityManager, heads: readonly SignedTreeHead[], heardAt: Date): Promise<void> {
    await insertRows(
      manager,
      'activity_tree_head',
      {
        size: 'bigint',
        root_hash: 'text',
        signed_at: 'timestamptz',
        key_id: 'text',
        signature: 'text',
        heard_at: 'timestamptz',
      },
      heads.map(({ size, rootHash, signedAt, keyId, signature }) => ({
        size,
        root_hash: rootHash,
        signed_at: signedAt,
        key_id: keyId,
        signature,
        heard_at: heardAt.toISOString(),
      })),
      'ON CONFLICT DO NOTHING',
    );
  }

  /** The head that reaches furthest, or null. */
  async furthest(manager: EntityManager): Promise<TreeHead | null> {
    const [row]: HeldRow[] = await manager.query(
      'SELECT size, root_hash, signed_at FROM activity_tree_head ORDER BY size DESC, id DESC LIMIT 1',
    );
    return row ? { size: Number(row.size), rootHash: row.root_hash, signedAt: row.signed_at.toISOString() } : null;
  }

  /** The newest first; `before`: only those heard before that one. */
  async page(before: number, limit: number): Promise<HeldTreeHead[]> {
    const rows: HeldRow[] = await this.source.query(
      'SELECT * FROM activity_tree_head WHERE id < $1 ORDER BY id DESC LIMIT $2',
      [before, limit],
    );
    return rows.map((row) => ({
      id: Number(row.id),
      size: Number(row.size),
      rootHash: row.root_hash,
      signedAt: row.signed_at.toISOString(),
      keyId: row.key_id,
      signature: row.signature,
      heardAt: row.heard_at.toISOString(),
    }));
  }
}
