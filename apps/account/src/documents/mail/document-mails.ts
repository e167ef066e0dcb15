import { Readable } from 'node:stream';
import { Inject, Injectable } from '@nestjs/common';
import { MailParser } from 'mailparser';
import { DataSource } from 'typeorm';
import type { Turn } from '#kernel';
import { Transactions } from '#messaging';
import { isDatabaseUnavailable } from '#persistence';
import { LOG, type Log, MailSender, RecurringWork } from '#service';
import { AccountConfig } from '../../config/account.config';
import { DOCUMENT_KINDS } from '../checks/document-kinds';
import { MOST_FILES } from '../forms/document-form';
import { isGivenUp, isRefusal, TOLD_AFTER_TRIES, waitAfter } from '../../mails/sending.rules';
import { DocumentRegister } from '../register/document-register';
import { type DocumentResult, receiveEach } from '../register/each-document';
import { Damaged } from '../storage/sealed-content';
import { StoreUnavailable } from '../storage/object-store';
import { SealedPieces } from '../storage/sealed-pieces';
import { answerTo, type LeftPart, type MailRead, recordsNamedIn } from './mail-text.rules';

interface MailRow {
  id: string;
  accountId: string;
  messageId: string;
  sender: string;
  sentBy: string;
  receivedAt: Date;
  readAt: Date | null;
  subject: string | null;
  answer: string | null;
  tries: number;
  /** Of its answer, by the mail server. */
  refusals: number;
}

const COLUMNS = `id, account_id AS "accountId", message_id AS "messageId", sender, sent_by AS "sentBy", received_at AS "receivedAt", read_at AS "readAt", subject, answer, tries, refusals`;
const LOOK_EVERY_MS = 2_000;
const OLD_EVERY_MS = 3_600_000;
const OLD_AT_ONCE = 1_000;
const AT_ONCE = 10;
/** One that ends the process that reads it, or cannot be read for other reasons, is answered so after as many tries. */
const MOST_READINGS = 5;

/** Why an e-mail cannot be read at this moment: it is tried again. */
class NotNow extends Error {}

/** E-mails that were received: their attachments are handed in like any other document, one at a time, and their sender is answered. */
@Injectable()
export class DocumentMails {
  constructor(
    private readonly source: DataSource,
    private readonly transactions: Transactions,
    private readonly pieces: SealedPieces,
    private readonly register: DocumentRegister,
    private readonly config: AccountConfig,
    private readonly sender: MailSender,
    @Inject(LOG) private readonly log: Log,
    work: RecurringWork,
  ) {
    const options = { by: 'one replica', when: config.DOCUMENT_MAIL_PORT !== 0 } as const;
    work.every(LOOK_EVERY_MS, 'reading e-mails with documents', (turn) => this.readWaiting(new Date(), turn), options);
    work.every(LOOK_EVERY_MS, 'answering e-mails with documents', (turn) => this.answerRead(new Date(), turn), options);
    work.every(OLD_EVERY_MS, 'removing what is kept of old e-mails with documents', () => this.removeOld(), {
      by: 'one replica',
    });
  }

  /** @returns whether there are more */
  async readWaiting(now = new Date(), turn?: Turn): Promise<boolean> {
    const rows = await this.waiting('received', now);
    for (const mail of rows) {
      if (turn?.signal.aborted) return false;
      // Counted before it is read: one that ends the process is not read for ever.
      await this.tried(mail, now);
      const read = mail.tries < MOST_READINGS ? await this.read(mail) : unreadable(mail, 'it was tried several times');
      if (read) await this.settle(mail, read);
      turn?.progress();
    }
    return rows.length === AT_ONCE;
  }

  /** @returns whether there are more */
  async answerRead(now = new Date(), turn?: Turn): Promise<boolean> {
    const rows = await this.waiting('read', now);
    for (const mail of rows) {
      if (turn?.signal.aborted) return false;
      await this.tried(mail, now);
      await this.answerOne(mail, now);
      turn?.progress();
    }
    return rows.length === AT_ONCE;
  }

  private async answerOne(mail: MailRow, now: Date): Promise<void> {
    const { status, error: fault } =
      mail.sender === '' ? { status: null, error: 'it names no sender' } : await this.send(mail);
    const refusals = mail.refusals + (isRefusal(status) ? 1 : 0);
    const isLast = mail.sender === '' || isGivenUp(refusals, mail.readAt!, now);
    const state = fault === null ? 'answered' : isLast ? 'not answered' : 'read';
    if (state === 'not answered')
      this.log.error({ mailId: mail.id, reason: fault }, 'an e-mail with documents could not be answered');
    else if (state === 'read' && mail.tries + 1 === TOLD_AFTER_TRIES)
      this.log.warn(
        { mailId: mail.id, reason: fault },
        'the answer to an e-mail with documents waits: it cannot be sent now',
      );
    await this.source.query(
      `UPDATE document_mail SET state = $2, fault = $3, refusals = $4 WHERE id = $1 AND state = 'read'`,
      [mail.id, state, fault, refusals],
    );
  }

  /**
   * What is kept of an e-mail (sender, subject, answer) goes when its documents may; of an account whose activity log is under a legal hold nothing does.
   *
   * @returns whether there are more
   */
  async removeOld(now = new Date()): Promise<boolean> {
    const [, removed]: [unknown, number] = await this.source.query(
      `DELETE FROM document_mail WHERE id IN (
         SELECT id FROM document_mail m WHERE state IN ('answered', 'not answered') AND received_at < $1::timestamptz - make_interval(years => $2)
            AND NOT EXISTS (SELECT 1 FROM activity_hold h WHERE h.account_id = m.account_id AND h.lifted_at IS NULL)
          ORDER BY received_at LIMIT $3)`,
      [now, this.config.DOCUMENT_RETENTION_YEARS, OLD_AT_ONCE],
    );
    return removed === OLD_AT_ONCE;
  }

  private waiting(state: 'received' | 'read', now: Date): Promise<MailRow[]> {
    return this.source.query(
      `SELECT ${COLUMNS} FROM document_mail WHERE state = $1 AND next_try_at <= $2 ORDER BY id LIMIT $3`,
      [state, now, AT_ONCE],
    );
  }

  private async tried({ id, tries }: MailRow, now: Date): Promise<void> {
    await this.source.query('UPDATE document_mail SET tries = tries + 1, next_try_at = $2 WHERE id = $1', [
      id,
      new Date(now.getTime() + waitAfter(tries)),
    ]);
  }

  /** Null when it is to be tried again. */
  private async read(mail: MailRow): Promise<MailRead | null> {
    try {
      return await this.handIn(mail);
    } catch (error) {
      if (error instanceof NotNow || error instanceof StoreUnavailable || isDatabaseUnavailable(error)) {
        this.log.warn(
          { mailId: mail.id, reason: (error as Error).message },
          'an e-mail with documents cannot be read now',
        );
        // What is away is no fault of the e-mail.
        await this.source.query('UPDATE document_mail SET tries = tries - 1 WHERE id = $1', [mail.id]);
        return null;
      }
      this.log.error({ mailId: mail.id, err: error }, 'an e-mail with documents cannot be read');
      return unreadable(
        mail,
        error instanceof Damaged ? 'what was kept of it is damaged' : 'nothing that could be named',
      );
    }
  }

  private async handIn(mail: MailRow): Promise<MailRead> {
    const parser = new MailParser({
      skipHtmlToText: true,
      skipTextToHtml: true,
      skipImageLinks: true,
      skipTextLinks: true,
    } as object);
    const source = Readable.from(this.pieces.stream(mail.id));
    source.on('error', (error) => parser.destroy(error));
    source.pipe(parser);
    let subject = '';
    parser.on(
      'headers',
      (headers: Map<string, unknown>) => (subject = String(headers.get('subject') ?? '').slice(0, 500)),
    );
    const [results, left]: [DocumentResult[], LeftPart[]] = [[], []];
    let fault: string | null = null;
    const from = { accountId: mail.accountId, by: mail.sentBy, channel: 'e-mail' };
    try {
      for await (const part of parser) {
        if (part.type !== 'attachment') continue;
        const name = nameOf(part, results.length + left.length + 1);
        if (part.related || results.length >= MOST_FILES) {
          part.content.resume();
          const why = part.related
            ? 'It is shown inside the text: attach it as a file of its own.'
            : `An e-mail has at most ${MOST_FILES} documents.`;
          left.push({ name, why });
          await ended(part.content);
        } else {
          const content = await bytesOf(part.content, this.config.DOCUMENT_MAX_BYTES);
          const declared = DOCUMENT_KINDS.some(({ mediaType }) => mediaType === part.contentType)
            ? part.contentType
            : null;
          const offered = { name, declared, content, subjects: recordsNamedIn(subject) };
          const [result] = await receiveEach(this.register, from, [offered], this.config.DOCUMENT_MAX_BYTES);
          if (result!.disposition === 'not processed, resend') throw new NotNow(result!.errors[0]?.text);
          results.push(result!);
        }
        part.release?.();
      }
    } catch (error) {
      if (
        error instanceof NotNow ||
        error instanceof StoreUnavailable ||
        error instanceof Damaged ||
        isDatabaseUnavailable(error)
      )
        throw error;
      fault = (error as Error).message;
    } finally {
      source.destroy();
      parser.destroy();
    }
    return { subject, receivedAt: mail.receivedAt, records: recordsNamedIn(subject), results, left, fault };
  }

  private async settle({ id }: MailRow, read: MailRead): Promise<void> {
    await this.transactions.run(async ({ manager, now }) => {
      await manager.query(
        `UPDATE document_mail SET state = 'read', read_at = $2, subject = $3, answer = $4, fault = $5, tries = 0, next_try_at = $2
          WHERE id = $1 AND state = 'received'`,
        [id, now, read.subject, answerTo(read), read.fault],
      );
      await this.pieces.release(manager, id);
    });
  }

  private send({
    id,
    sender,
    subject,
    answer,
    messageId,
  }: MailRow): Promise<{ status: number | null; error: string | null }> {
    const address = this.config.DOCUMENT_MAIL_ADDRESS;
    return this.sender.send({
      id,
      from: address,
      to: sender,
      subject: `Re: ${subject || 'documents'}`,
      text: answer!,
      messageId: `<${id}@${address.split('@')[1]}>`,
      headers: {
        'Auto-Submitted': 'auto-replied',
        ...(messageId !== '' && { 'In-Reply-To': messageId, References: messageId }),
      },
    });
  }
}

const unreadable = ({ receivedAt, subject }: MailRow, fault: string): MailRead => ({
  ...{ subject: subject ?? '', receivedAt, records: [], results: [], left: [] },
  fault,
});

/** A part without a name has that of its place. */
const nameOf = ({ filename, contentType }: { filename?: string; contentType: string }, place: number): string => {
  const ending = DOCUMENT_KINDS.find(({ mediaType }) => mediaType === contentType)?.endings[0] ?? 'bin';
  return filename?.replace(/[/\\]/g, '-').replace(/\s+/g, ' ').trim() || `attachment-${place}.${ending}`;
};

/** Null for more than `most`: then it is read to its end and not held. */
const bytesOf = async (content: Readable, most: number): Promise<Buffer | null> => {
  const pieces: Buffer[] = [];
  let bytes = 0;
  for await (const piece of content as AsyncIterable<Buffer>) {
    bytes += piece.length;
    if (bytes > most) pieces.length = 0;
    else pieces.push(piece);
  }
  return bytes > most ? null : Buffer.concat(pieces);
};

const ended = (content: Readable): Promise<void> =>
  new Promise((resolve) => {
    if (content.readableEnded || content.destroyed) resolve();
    else
      content
        .once('close', resolve)
        .once('end', resolve)
        .once('error', () => resolve());
  });
