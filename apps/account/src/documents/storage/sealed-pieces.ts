import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { Transactions } from '#messaging';
import { RecurringWork } from '#service';
import { DocumentVault } from './document-vault';
import { Damaged } from './sealed-content';

const LOOK_EVERY_MS = 60_000;
/** Longer than any message may take to arrive: what is not kept by then never will be. */
const WRITING_MINUTES = 15;

/** What is not a document yet: pieces of uploads, and e-mails before they are read. Each is a sealed object under a name of its own that no document has. */
@Injectable()
export class SealedPieces {
  constructor(
    private readonly source: DataSource,
    private readonly transactions: Transactions,
    private readonly vault: DocumentVault,
    work: RecurringWork,
  ) {
    work.every(LOOK_EVERY_MS, 'removing pieces of documents that nobody needs any more', () => this.removeUnused(), {
      by: 'one replica',
      when: vault.isOpen,
    });
  }

  /** Writes a piece, on record before it is there, so that it is found whatever happens. It counts once it is kept. @returns its name */
  async write(ownerId: string, place: number, content: Buffer): Promise<string> {
    const name = randomBytes(32).toString('hex');
    await this.source.query(
      'INSERT INTO document_piece (name, owner_id, place, bytes, written_at) VALUES ($1, $2, $3, $4, now())',
      [name, ownerId, place, content.length],
    );
    await this.vault.keep(content, name);
    return name;
  }

  /** In the transaction in which what it is a piece of goes on. */
  async keep(manager: EntityManager, names: readonly string[]): Promise<void> {
    await manager.query('UPDATE document_piece SET kept = true WHERE name = ANY($1)', [names]);
  }

  /** Lets go of what was written and is not kept. */
  async drop(names: readonly string[]): Promise<void> {
    await this.source.query('UPDATE document_piece SET unused_since = now() WHERE name = ANY($1) AND NOT kept', [
      names,
    ]);
  }

  /** Lets go of all pieces of an owner. */
  async release(manager: EntityManager, ownerId: string): Promise<void> {
    await manager.query(
      'UPDATE document_piece SET kept = false, unused_since = coalesce(unused_since, now()) WHERE owner_id = $1',
      [ownerId],
    );
  }

  /** All that is kept of an owner. @throws as `stream` */
  async read(ownerId: string): Promise<Buffer> {
    const pieces: Buffer[] = [];
    for await (const piece of this.stream(ownerId)) pieces.push(piece);
    return Buffer.concat(pieces);
  }

  /** The same, piece by piece, from the beginning on. @throws Damaged when a piece is missing or not what was written */
  async *stream(ownerId: string): AsyncGenerator<Buffer> {
    const rows: { name: string; place: number; bytes: number }[] = await this.source.query(
      'SELECT name, place, bytes FROM document_piece WHERE owner_id = $1 AND kept ORDER BY place',
      [ownerId],
    );
    let at = 0;
    for (const { name, place, bytes } of rows) {
      const content = await this.vault.open(name);
      if (place !== at || content.length !== bytes) throw new Damaged('a piece is missing');
      yield content;
      at += bytes;
    }
  }

  /** @returns whether there are more */
  async removeUnused(now = new Date()): Promise<boolean> {
    return this.transactions.run(async ({ manager }) => {
      await manager.query(
        `UPDATE document_piece SET unused_since = $1 WHERE NOT kept AND unused_since IS NULL AND written_at < $1::timestamptz - make_interval(mins => $2)`,
        [now, WRITING_MINUTES],
      );
      const [row] = await manager.query(
        'SELECT name FROM document_piece WHERE unused_since IS NOT NULL ORDER BY unused_since LIMIT 1 FOR UPDATE SKIP LOCKED',
      );
      if (!row) return false;
      await this.vault.remove(row.name);
      await manager.query('DELETE FROM document_piece WHERE name = $1', [row.name]);
      return true;
    });
  }
}
