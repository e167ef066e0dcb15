import type { EntityManager } from 'typeorm';
import type { MailboxEntry } from './mailbox-entry';

/** Puts the bodies together of those rows whose entries have them in pieces; the database does it, so that none is in memory here. */
export const putTogether = async (
  manager: EntityManager,
  table: 'mailbox' | 'mailbox_held',
  rows: readonly { readonly id: number | string; readonly entry: Pick<MailboxEntry, 'inPieces'> }[],
): Promise<void> => {
  for (const { id, entry } of rows) {
    if (!entry.inPieces) continue;
    await manager.query(
      `UPDATE ${table} SET body = (SELECT string_agg(text, '' ORDER BY begins) FROM answer_piece WHERE transmission_id = $2 AND batch = $3) WHERE id = $1`,
      [id, entry.inPieces.transmissionId, entry.inPieces.batch],
    );
  }
};
