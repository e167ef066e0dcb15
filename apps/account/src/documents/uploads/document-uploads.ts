import type { Readable } from 'node:stream';
import { Inject, Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { timeOrderedId } from '#kernel';
import { Transactions } from '#messaging';
import { asProblem, LOG, type Log, Problem, RecurringWork, tooMany } from '#service';
import { AccountConfig } from '../../config/account.config';
import { withMerged } from '../../activity-log/merged-logs';
import { DocumentRegister } from '../register/document-register';
import { AtOnce } from '../storage/at-once';
import { Damaged } from '../storage/sealed-content';
import { SealedPieces } from '../storage/sealed-pieces';
import { StoreUnavailable } from '../storage/object-store';
import type { Announced, Checksum } from './upload-headers.rules';

/** A document that comes in pieces. */
export interface DocumentUploadView {
  id: string;
  name: string;
  /** `receiving`, `received` (it is a document), or `refused`. */
  state: string;
  /** Bytes that are kept of it. */
  received: number;
  /** Bytes that it has. */
  length: number;
  expiresAt: Date;
  documentId: string | null;
  /** Why it was refused: rule, and what was found. */
  refusal: string | null;
}

/** Who began it. */
export interface Uploader {
  readonly accountId: string;
  /** The digest of its key; null for a person who signed in. */
  readonly keyHash: string | null;
  readonly by: string;
  readonly channel: string;
}

type Row = DocumentUploadView & {
  accountId: string;
  begunBy: string;
  channel: string;
  declared: string | null;
  subjects: string[];
};

const COLUMNS = `id, account_id AS "accountId", begun_by AS "begunBy", channel, name, declared, subjects, state, received, length,
  expires_at AS "expiresAt", document_id AS "documentId", refusal`;

/** Held in memory of each that is being received; what came is kept whenever so much has come. */
const PIECE_BYTES = 2 * 1024 * 1024;
const MOST_OPEN = 100;
const HANDED_IN_AT_ONCE = 2;
const HANDING_IN_SECONDS = 120;
const LOOK_EVERY_MS = 5_000;
const CLEAN_EVERY_MS = 60_000;
const AT_ONCE = 20;
const AGAIN_SECONDS = 5;
const HOUR_MS = 3_600_000;

/** A key by which nothing can be handed in any more. */
const KEY_ENDED = `u.key_hash IS NOT NULL AND NOT EXISTS (
  SELECT FROM api_key k JOIN account a ON a.id = k.account_id
   WHERE k.hash = u.key_hash AND k.revoked_at IS NULL AND (k.valid_until IS NULL OR k.valid_until > $1) AND a.active AND a.merged_into IS NULL
     AND (k.person_id IS NULL OR EXISTS (SELECT FROM person_role r WHERE r.account_id = a.id AND r.person_id = k.person_id
           AND r.valid_from <= $1 AND (r.valid_to IS NULL OR r.valid_to > $1))))`;

/**
 * Documents that come in pieces, over any number of connections and replicas: each piece is a sealed object, how far it came is in the database. When all is there it is
 * handed in like any other; nothing of it is a document before.
 */
@Injectable()
export class DocumentUploads {
  private readonly handing = new AtOnce(HANDED_IN_AT_ONCE);

  constructor(
    private readonly source: DataSource,
    private readonly transactions: Transactions,
    private readonly pieces: SealedPieces,
    private readonly register: DocumentRegister,
    private readonly config: AccountConfig,
    @Inject(LOG) private readonly log: Log,
    work: RecurringWork,
  ) {
    const options = { by: 'one replica', when: config.DOCUMENT_STORE !== '' } as const;
    work.every(LOOK_EVERY_MS, 'handing in documents whose pieces are all there', () => this.finishComplete(), options);
    work.every(CLEAN_EVERY_MS, 'removing uploads that were abandoned', () => this.removeAbandoned(), options);
  }

  /** @throws Problem `too-large`, `too-many-requests` where the account has too many open */
  async begin({ length, name, declared, subjects }: Announced, by: Uploader): Promise<DocumentUploadView> {
    this.register.refuseWhereNoneAreKept();
    const { DOCUMENT_MAX_BYTES: most, DOCUMENT_UPLOAD_HOURS: hours } = this.config;
    if (length > most) throw new Problem('too-large', `The document has ${length} bytes; at most ${most} are taken.`);
    const id = timeOrderedId();
    await this.transactions.run(async ({ manager, now }) => {
      // Who begins several at once waits here.
      await manager.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [
        `document uploads ${by.accountId}`,
      ]);
      const [{ open }] = await manager.query(
        `SELECT count(*)::int AS open FROM document_upload WHERE account_id = $1 AND state = 'receiving'`,
        [by.accountId],
      );
      if (open >= MOST_OPEN)
        throw tooMany(`The account has ${MOST_OPEN} uploads that are not finished: finish or end some of them.`, 60);
      await manager.query(
        `INSERT INTO document_upload (id, account_id, key_hash, begun_by, channel, name, declared, subjects, length, state, begun_at, expires_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, 'receiving', $10, $11)`,
        [
          ...[id, by.accountId, by.keyHash, by.by, by.channel, name, declared, subjects, length],
          ...[now, new Date(now.getTime() + hours * HOUR_MS)],
        ],
      );
    });
    return this.read(id, by.accountId);
  }

  /** @throws Problem `not-found` also for one of another account, and one that has expired */
  async read(id: string, accountId: string): Promise<DocumentUploadView> {
    return viewOf(await this.rowOf(id, accountId));
  }

  /**
   * Takes the next piece. What came of it is kept when it is cut off; with a checksum only the whole of it is. The last one hands the document in.
   *
   * @param admitted judges again who sends, once all of it has come
   * @throws Problem `state-conflict` for another offset than it has come to, `checksum-mismatch`, `too-large` for more than was announced, and as a document that is handed in
   */
  async append(
    id: string,
    accountId: string,
    offset: number,
    content: Readable,
    checksum: Checksum | null,
    admitted: () => Promise<unknown>,
  ): Promise<DocumentUploadView> {
    const upload = await this.rowOf(id, accountId);
    if (upload.state !== 'receiving') throw over(upload);
    if (offset !== upload.received) throw otherOffset(offset, upload.received);
    await this.receive(upload, content, checksum, admitted);
    return this.finishedOr(id, accountId);
  }

  /** Ends an upload; what came of it goes. */
  async end(id: string, accountId: string): Promise<void> {
    await this.rowOf(id, accountId);
    await this.remove(id);
  }

  /** @returns whether there are more */
  async finishComplete(now = new Date()): Promise<boolean> {
    const complete: { id: string }[] = await this.source.query(
      `SELECT id FROM document_upload WHERE state = 'receiving' AND received = length AND (taken_until IS NULL OR taken_until < $1) ORDER BY id LIMIT $2`,
      [now, AT_ONCE],
    );
    for (const { id } of complete) {
      try {
        await this.finish(id);
      } catch (error) {
        const { kind, detail } = asProblem(error);
        if (kind === 'not-valid' || kind === 'state-conflict') continue;
        this.log.warn(
          { uploadId: id, reason: detail },
          'a document whose pieces are all there could not be handed in yet',
        );
        return false;
      }
    }
    return complete.length === AT_ONCE;
  }

  /** @returns whether there are more */
  async removeAbandoned(now = new Date()): Promise<boolean> {
    const rows: { id: string }[] = await this.source.query(
      `SELECT id FROM document_upload u WHERE (expires_at <= $1 OR (state = 'receiving' AND received < length AND ${KEY_ENDED}))
          AND (taken_until IS NULL OR taken_until < $1) ORDER BY id LIMIT $2`,
      [now, AT_ONCE],
    );
    for (const { id } of rows) await this.remove(id);
    return rows.length === AT_ONCE;
  }

  private async receive(
    upload: Row,
    content: Readable,
    checksum: Checksum | null,
    admitted: () => Promise<unknown>,
  ): Promise<void> {
    const written: { name: string; bytes: number }[] = [];
    let at = upload.received;
    let held: Buffer[] = [];
    let heldBytes = 0;
    const write = async (): Promise<void> => {
      if (heldBytes === 0) return;
      const piece = Buffer.concat(held);
      [held, heldBytes] = [[], 0];
      written.push({ name: await this.written(upload.id, at + bytesIn(written), piece), bytes: piece.length });
    };
    const keep = async (): Promise<void> => {
      if (written.length === 0) return;
      await this.keep(upload, at, written);
      at += bytesIn(written);
      written.length = 0;
    };
    let ended: unknown;
    try {
      for await (const piece of content as AsyncIterable<Buffer>) {
        held.push(piece);
        heldBytes += piece.length;
        if (at + bytesIn(written) + heldBytes > upload.length)
          throw new Problem('too-large', `The document was announced with ${upload.length} bytes, and more came.`);
        checksum?.hash.update(piece);
        // The last piece waits for the end: more may come than was announced.
        if (heldBytes < PIECE_BYTES || at + bytesIn(written) + heldBytes === upload.length) continue;
        await write();
        if (!checksum) await keep();
      }
    } catch (error) {
      ended = error;
    }
    const isCut = ended !== undefined && !(ended instanceof Problem && ended.kind === 'too-large');
    try {
      if (ended !== undefined && (checksum || !isCut)) throw ended;
      if (checksum && !checksum.hash.digest().equals(checksum.expected))
        throw new Problem('checksum-mismatch', 'The piece has another checksum than was said; nothing of it was kept.');
      await this.refuseEnded(upload.id, admitted);
      await write();
      await keep();
    } catch (error) {
      await this.pieces.drop(written.map(({ name }) => name));
      throw error;
    }
    if (ended !== undefined) throw ended;
  }

  /** Whose right ended meanwhile leaves nothing behind. */
  private async refuseEnded(id: string, admitted: () => Promise<unknown>): Promise<void> {
    try {
      await admitted();
    } catch (error) {
      if (error instanceof Problem && (error.kind === 'not-authenticated' || error.kind === 'not-authorized'))
        await this.remove(id);
      throw error;
    }
  }

  private async written(id: string, place: number, piece: Buffer): Promise<string> {
    try {
      return await this.pieces.write(id, place, piece);
    } catch (error) {
      throw this.isAway(error) ? storeAway() : error;
    }
  }

  /** Of two who send the same piece at once the second is told where the upload stands. */
  private async keep(
    { id, length }: Row,
    at: number,
    written: readonly { readonly name: string; readonly bytes: number }[],
  ): Promise<void> {
    await this.transactions.run(async ({ manager, now }) => {
      const to = at + bytesIn(written);
      const [rows] = await manager.query(
        `UPDATE document_upload SET received = $3, taken_until = CASE WHEN $3 = length THEN $4::timestamptz ELSE NULL END
          WHERE id = $1 AND received = $2 AND state = 'receiving' RETURNING id`,
        [id, at, to, new Date(now.getTime() + HANDING_IN_SECONDS * 1_000)],
      );
      if (rows.length === 0) {
        const [known] = await manager.query('SELECT received FROM document_upload WHERE id = $1', [id]);
        throw known ? otherOffset(at, known.received) : gone(id, length);
      }
      await this.pieces.keep(
        manager,
        written.map(({ name }) => name),
      );
    });
  }

  /** Hands in what is complete; who has just written the last piece has it for some time, afterwards whoever comes first. */
  private async finishedOr(id: string, accountId: string): Promise<DocumentUploadView> {
    const upload = await this.rowOf(id, accountId);
    if (upload.state !== 'receiving' || upload.received < upload.length) return viewOf(upload);
    await this.finish(id);
    return this.read(id, accountId);
  }

  private async finish(id: string): Promise<void> {
    await this.handing.do(async () => {
      const [upload]: Row[] = await this.source.query(
        `SELECT ${COLUMNS} FROM document_upload WHERE id = $1 AND state = 'receiving' AND received = length`,
        [id],
      );
      if (!upload) return;
      await this.source.query(
        'UPDATE document_upload SET taken_until = now() + make_interval(secs => $2) WHERE id = $1',
        [id, HANDING_IN_SECONDS],
      );
      const { accountId, begunBy: by, channel, name, declared, subjects } = upload;
      try {
        const content = await this.contentOf(id);
        const received = await this.register.receive({ accountId, by, channel, name, declared, subjects, content });
        await this.settle(id, 'received', received.document.id, null);
      } catch (error) {
        const { kind, detail, errors } = asProblem(error);
        if (kind === 'not-valid' || kind === 'state-conflict' || kind === 'not-found')
          await this.settle(
            id,
            'refused',
            null,
            errors.map(({ code, text }) => [code, text].filter(Boolean).join(' ')).join('; ') || detail,
          );
        else await this.source.query('UPDATE document_upload SET taken_until = NULL WHERE id = $1', [id]);
        throw error;
      }
    });
  }

  private async contentOf(id: string): Promise<Buffer> {
    try {
      return await this.pieces.read(id);
    } catch (error) {
      if (this.isAway(error)) throw storeAway();
      if (!(error instanceof Damaged)) throw error;
      this.log.error({ uploadId: id, reason: error.message }, 'a piece of a document is damaged');
      throw new Problem(
        'state-conflict',
        `What was kept of the document is damaged (${error.message}): send it again.`,
      );
    }
  }

  private async settle(id: string, state: string, documentId: string | null, refusal: string | null): Promise<void> {
    await this.transactions.run(async ({ manager }) => {
      await manager.query(
        'UPDATE document_upload SET state = $2, document_id = $3, refusal = $4, taken_until = NULL WHERE id = $1',
        [id, state, documentId, refusal],
      );
      await this.pieces.release(manager, id);
    });
  }

  private async remove(id: string): Promise<void> {
    await this.transactions.run(async ({ manager }) => {
      await manager.query('DELETE FROM document_upload WHERE id = $1', [id]);
      await this.pieces.release(manager, id);
    });
  }

  private async rowOf(id: string, accountId: string): Promise<Row> {
    const [row]: Row[] = await this.source.query(
      `SELECT ${COLUMNS} FROM document_upload WHERE id = $1 AND account_id = ANY($2::uuid[]) AND expires_at > now()`,
      [id, await withMerged(this.source.manager, accountId)],
    );
    if (!row) throw new Problem('not-found', `There is no upload ${id}; it may have expired.`);
    return row;
  }

  private isAway(error: unknown): boolean {
    if (!(error instanceof StoreUnavailable)) return false;
    this.log.error({ reason: error.message }, 'documents can neither be stored nor read');
    return true;
  }
}

const viewOf = ({
  accountId: _,
  begunBy: _by,
  channel: _channel,
  declared: _declared,
  subjects: _subjects,
  ...view
}: Row): DocumentUploadView => view;

const bytesIn = (written: readonly { readonly bytes: number }[]): number =>
  written.reduce((sum, { bytes }) => sum + bytes, 0);

const otherOffset = (said: number, received: number): Problem =>
  new Problem('state-conflict', `The piece begins at ${said}, but ${received} bytes are kept: go on from there.`);

const over = ({ state, refusal }: Row): Problem =>
  new Problem('state-conflict', `The document is ${state}${refusal ? `: ${refusal}` : ''}.`);

const gone = (id: string, length: number): Problem =>
  new Problem('not-found', `The upload ${id} of ${length} bytes was ended meanwhile.`);

const storeAway = (): Problem =>
  new Problem(
    'unavailable',
    'Documents can neither be stored nor read at this moment; go on from where the upload stands.',
    [],
    AGAIN_SECONDS,
  );
