import type { EntityManager } from 'typeorm';

/** Locks a content's row until the transaction ends. @returns whether it must be stored: it is new, was damaged, or is about to be removed */
export const claimContent = async (
  manager: EntityManager,
  sha256: string,
  bytes: number,
  now: Date,
): Promise<{ mustBeStored: boolean }> => {
  const inserted = await manager.query(
    `INSERT INTO document_content (sha256, bytes, stored_at, verified_at) VALUES ($1, $2, $3, $3) ON CONFLICT DO NOTHING RETURNING sha256`,
    [sha256, bytes, now],
  );
  if (inserted.length > 0) return { mustBeStored: true };
  const [known] = await manager.query(
    'SELECT damaged_at, unused_since FROM document_content WHERE sha256 = $1 FOR UPDATE',
    [sha256],
  );
  // Between the two statements it was removed: it is new after all.
  if (!known) return claimContent(manager, sha256, bytes, now);
  return { mustBeStored: known.damaged_at !== null || known.unused_since !== null };
};

export const noteStored = async (manager: EntityManager, sha256: string, now: Date): Promise<void> => {
  await manager.query(
    `UPDATE document_content SET stored_at = $2, verified_at = $2, damaged_at = NULL, damage = NULL, unused_since = NULL WHERE sha256 = $1`,
    [sha256, now],
  );
};

/** Marks a content that no document has any more. */
export const noteUnused = async (manager: EntityManager, sha256: string, now: Date): Promise<void> => {
  await manager.query(
    `UPDATE document_content SET unused_since = $2 WHERE sha256 = $1
        AND NOT EXISTS (SELECT FROM document d WHERE d.sha256 = $1 AND d.state IN ('being checked', 'kept'))`,
    [sha256, now],
  );
};

/** The next content to remove, locked; one whose document came back is none. */
export const nextUnused = async (manager: EntityManager): Promise<string | null> => {
  const [row] = await manager.query(
    `SELECT sha256 FROM document_content c WHERE unused_since IS NOT NULL
        AND NOT EXISTS (SELECT FROM document d WHERE d.sha256 = c.sha256 AND d.state IN ('being checked', 'kept'))
      ORDER BY unused_since LIMIT 1 FOR UPDATE SKIP LOCKED`,
  );
  return row?.sha256 ?? null;
};

export const forgetContent = async (manager: EntityManager, sha256: string): Promise<void> => {
  await manager.query('DELETE FROM document_content WHERE sha256 = $1', [sha256]);
};

/** Contents that were last compared with their checksum before an instant, the longest ago first. */
export const leastVerified = async (manager: EntityManager, before: Date, limit: number): Promise<string[]> => {
  const rows: { sha256: string }[] = await manager.query(
    'SELECT sha256 FROM document_content WHERE verified_at < $1 AND unused_since IS NULL ORDER BY verified_at LIMIT $2',
    [before, limit],
  );
  return rows.map(({ sha256 }) => sha256);
};

/** @param damage what is wrong with it; null when it is as it was stored */
export const noteVerified = async (
  manager: EntityManager,
  sha256: string,
  now: Date,
  damage: string | null,
): Promise<void> => {
  await manager.query(
    `UPDATE document_content SET verified_at = $2, damage = $3, damaged_at = CASE WHEN $3::text IS NULL THEN NULL ELSE coalesce(damaged_at, $2) END
      WHERE sha256 = $1`,
    [sha256, now, damage],
  );
};

/** A content that is not what was stored, and the documents that have it. */
export interface DamagedContent {
  sha256: string;
  damage: string;
  damagedAt: Date;
  documentIds: string[];
}

export const damagedContents = async (manager: EntityManager, limit: number): Promise<DamagedContent[]> =>
  manager.query(
    `SELECT c.sha256, c.damage, c.damaged_at AS "damagedAt",
            ARRAY(SELECT d.id::text FROM document d WHERE d.sha256 = c.sha256 AND d.state IN ('being checked', 'kept') ORDER BY d.id) AS "documentIds"
       FROM document_content c WHERE c.damaged_at IS NOT NULL ORDER BY c.damaged_at, c.sha256 LIMIT $1`,
    [limit],
  );

export const damagedCount = async (manager: EntityManager): Promise<number> => {
  const [{ count }] = await manager.query(
    'SELECT count(*)::int AS count FROM document_content WHERE damaged_at IS NOT NULL',
  );
  return count;
};
