import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { simpleParser } from 'mailparser';
import { DataSource } from 'typeorm';
import { askingAs, type Asking, emailDigest, emailIdentity, KeyHolders } from '#access';
import { Transactions } from '#messaging';
import { Problem } from '#service';
import { AccountConfig } from '../config/account.config';
import { AnswersByMail } from '../documents/mail/answers-by-mail';
import { MailDigest } from '../documents/mail/mail-text.rules';
import { DocumentRegister } from '../documents/register/document-register';
import { type OfferedOne, receiveEach } from '../documents/register/each-document';
import { SealedPieces } from '../documents/storage/sealed-pieces';
import { AccountMails } from '../mails/account-mails';
import { addressKeys, isAnswerAddress, readerAt } from './answer-address.rules';
import { survivorOf } from './conversation.repository';
import { ConversationMailText } from './conversation-mail-text';
import { ConversationWriter } from './conversation-writer';
import { answerIn, isAutomatic } from './mail-answer.rules';

interface Reader {
  conversationId: string;
  number: string;
  accountId: string;
  email: string;
}

const MOST_FILES = 20;

/** Answers by e-mail to conversations: a message of whom the address was made for, sent from that person's own address. What the e-mail repeats is cut; as it came it is kept beside. */
@Injectable()
export class MailAnswers extends AnswersByMail {
  private readonly keys: readonly Buffer[];
  private readonly domain: string;

  constructor(
    private readonly source: DataSource,
    private readonly transactions: Transactions,
    private readonly holders: KeyHolders,
    private readonly writer: ConversationWriter,
    private readonly register: DocumentRegister,
    private readonly pieces: SealedPieces,
    private readonly mails: AccountMails,
    private readonly text: ConversationMailText,
    private readonly config: AccountConfig,
  ) {
    super();
    this.keys = addressKeys(config.DOCUMENT_KEYS);
    this.domain = config.DOCUMENT_MAIL_ADDRESS.split('@')[1]!;
  }

  isFor(address: string): boolean {
    return isAnswerAddress(address, this.domain);
  }

  async require(address: string): Promise<void> {
    await this.readerOf(address);
  }

  async receive(address: string, content: Buffer): Promise<string> {
    const reader = await this.readerOf(address);
    const mail = await simpleParser(content, { skipImageLinks: true });
    if (isAutomatic(mail.headers))
      throw new Problem('not-valid', 'Answers that a program writes are not taken; nothing of it was kept.');
    const senders = mail.from?.value ?? [];
    if (senders.length !== 1 || emailIdentity(senders[0]!.address ?? '') !== emailIdentity(reader.email))
      throw new Problem(
        'not-authorized',
        'Only whom the e-mail was sent to answers it, from the address that it was sent to.',
      );
    const asking = await this.askingOf(reader);
    const { text } = answerIn(mail.text ?? '');
    const files = mail.attachments.filter(({ related }) => !related);
    if (text === '' && files.length === 0)
      throw new Problem('not-valid', 'The answer is empty: nothing was written above the e-mail that it repeats.');
    const { documents, left } = await this.handIn(asking, files);
    const id = this.idOf(address, content);
    const piece = await this.pieces.write(id, 0, content);
    try {
      const { fresh } = await this.writer.write(asking, reader.conversationId, {
        ...{ id, text: text || '[documents]', wantsAnswer: true, asksOffice: null, mentions: [], documents },
        ...{ channel: 'e-mail', original: (manager) => this.pieces.keep(manager, [piece]) },
      });
      if (!fresh) await this.pieces.drop([piece]);
      if (fresh && left.length > 0)
        await this.transactions.run((unit) =>
          this.mails.post(
            unit,
            this.text.partsLeft({ id: reader.conversationId, number: reader.number }, reader.email, left),
          ),
        );
      return fresh ? `Received for conversation ${reader.number}.` : 'Received before.';
    } catch (error) {
      await this.pieces.drop([piece]).catch(() => {});
      throw error;
    }
  }

  private async readerOf(address: string): Promise<Reader> {
    const said = readerAt(address, new Date(), this.keys);
    if (said === 'expired')
      throw new Problem(
        'not-authorized',
        'The time in which that e-mail could be answered is over: write in the conversation itself.',
      );
    const [reader]: Reader[] =
      said === 'not signed here'
        ? []
        : await this.source.query(
            `SELECT r.conversation_id AS "conversationId", c.number, r.account_id AS "accountId", p.email FROM conversation_reader r
               JOIN conversation c ON c.id = r.conversation_id JOIN person p ON p.id = r.person_id WHERE r.id = $1`,
            [said.reader],
          );
    if (!reader) throw new Problem('not-found', 'That address was not made here: nothing is taken at it.');
    return reader;
  }

  /** @throws Problem `not-authorized` for who has no role any more */
  private async askingOf({ accountId, email }: Reader): Promise<Asking> {
    const digest = emailDigest(email);
    const goesOnIn = await survivorOf(this.source.manager, accountId);
    const { accounts } = await this.holders.ofPerson(digest);
    const account = accounts.find((one) => one.accountId === goesOnIn);
    const asking = account ? askingAs(account, digest, new Date().toISOString()) : 'no role any more';
    if (typeof asking === 'string')
      throw new Problem('not-authorized', 'You take part in that conversation no more; nothing was kept.');
    return asking;
  }

  /** @throws Problem `unavailable` where documents cannot be kept now: the mail server sends the whole again */
  private async handIn(
    asking: Asking,
    files: readonly { filename?: string; contentType: string; content: Buffer }[],
  ): Promise<{ documents: string[]; left: string[] }> {
    const documents: string[] = [];
    const left: string[] = [];
    for (const [at, { filename, content }] of files.entries()) {
      const name = filename?.replace(/[/\\]/g, '-').replace(/\s+/g, ' ').trim() || `attachment-${at + 1}.bin`;
      if (at >= MOST_FILES) {
        left.push(`An answer has at most ${MOST_FILES} documents.`);
        continue;
      }
      const offered: OfferedOne = {
        ...{ name, declared: null, subjects: [] },
        content: content.length > this.config.DOCUMENT_MAX_BYTES ? null : content,
      };
      const from = { accountId: asking.account.accountId, by: asking.person ?? asking.account.name, channel: 'e-mail' };
      const [result] = await receiveEach(this.register, from, [offered], this.config.DOCUMENT_MAX_BYTES);
      if (result!.disposition === 'not processed, resend')
        throw new Problem('unavailable', 'Its documents cannot be kept at this moment.', [], 60);
      if (result!.document?.state === 'kept') documents.push(result!.document.id);
      else if (result!.document)
        left.push('One waits for the virus scanner: name it in a message when it was checked.');
      else left.push(result!.errors.map(({ code, text }) => [code, text].filter(Boolean).join(' ')).join('; '));
    }
    return { documents: [...new Set(documents)], left };
  }

  /** The same e-mail that comes again has the same, whatever mail servers on the way wrote into it. */
  private idOf(address: string, content: Buffer): string {
    const digest = new MailDigest();
    digest.add(content);
    const hex = createHash('sha256').update(`${address.toLowerCase()}\n${digest.value()}`).digest('hex');
    return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
  }
}
