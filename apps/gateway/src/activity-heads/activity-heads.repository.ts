import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import type { ActivityHeadsPage, SignedHead } from '#contracts';
import { insertRows } from '#persistence';

/** How far the activity logs of accounts reached, as signed by who keeps them. Rows are only added. */
@Injectable()
export class ActivityHeadsRepository {
  constructor(private readonly source: DataSource) {}

  /** Keeps heads, each once. */
  async keep(manager: EntityManager, heads: readonly SignedHead[], heardAt: Date): Promise<void> {
    await insertRows(
      manager,
      'activity_head',
      {
        account_id: 'uuid',
        sequence: 'bigint',
        hash: 'text',
        signed_at: 'timestamptz',
        key_id: 'text',
        signature: 'text',
        heard_at: 'timestamptz',
      },
      heads.map(({ accountId, sequence, hash, signedAt, keyId, signature }) => ({
        account_id: accountId,
        sequence,
        hash,
        signed_at: signedAt,
        key_id: keyId,
        signature,
        heard_at: heardAt.toISOString(),
      })),
      'ON CONFLICT DO NOTHING',
    );
  }

  /** Of each account the head that reaches furthest. */
  async furthest(
    manager: EntityManager,
    accountIds: readonly string[],
  ): Promise<Map<string, { sequence: number; hash: string; signedAt: string }>> {
    const rows: { account_id: string; sequence: string; hash: string; signed_at: Date }[] = await manager.query(
      `SELECT w.account_id, h.sequence, h.hash, h.signed_at FROM unnest($1::uuid[]) AS w(account_id)
        CROSS JOIN LATERAL (SELECT sequence, hash, signed_at FROM activity_head WHERE account_id = w.account_id ORDER BY sequence DESC, id DESC LIMIT 1) h`,
      [[...new Set(accountIds)]],
    );
    return new Map(
      rows.map((row) => [
        row.account_id,
        { sequence: Number(row.sequence), hash: row.hash, signedAt: row.signed_at.toISOString() },
      ]),
    );
  }

  /** Of an account, in the order in which they were heard. */
  async page(accountId: string, after: number, limit: number): Promise<ActivityHeadsPage> {
    const rows: {
      id: string;
      sequence: string;
      hash: string;
      signed_at: Date;
      key_id: string;
      signature: string;
      heard_at: Date;
    }[] = await this.source.query(
      'SELECT id, sequence, hash, signed_at, key_id, signature, heard_at FROM activity_head WHERE account_id = $1 AND id > $2 ORDER BY id LIMIT $3',
      [accountId, after, limit],
    );
    const heads = rows.map((row) => ({
      id: Number(row.id),
      accountId,
      sequence: Number(row.sequence),
      hash: row.hash,
      signedAt: row.signed_at.toISOString(),
      keyId: row.key_id,
      signature: row.signature,
      heardAt: row.heard_at.toISOString(),
    }));
    return { heads, next: heads.length === limit ? heads.at(-1)!.id : null };
  }
}
