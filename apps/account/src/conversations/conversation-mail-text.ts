import { Injectable } from '@nestjs/common';
import { AccountConfig, peopleUrl } from '../config/account.config';
import type { AccountMail } from '../mails/account-mails';
import { addressKeys, answerAddress } from './answer-address.rules';

const DAY_MS = 86_400_000;

/** What e-mails of conversations say: that there is something, and where. Never what, by whom, or what the conversation is about. */
@Injectable()
export class ConversationMailText {
  private readonly keys: readonly Buffer[];

  constructor(private readonly config: AccountConfig) {
    this.keys = config.DOCUMENT_MAIL_PORT === 0 ? [] : addressKeys(config.DOCUMENT_KEYS);
  }

  /** @param reader who may answer by e-mail; null where nobody may */
  something(conversation: { id: string; number: string }, to: string, reader: string | null): AccountMail {
    return this.mail(conversation, to, reader, 'There is something new for you in a conversation.');
  }

  reminder(conversation: { id: string; number: string }, to: string, reader: string | null): AccountMail {
    return this.mail(conversation, to, reader, 'In a conversation an answer is waited for.');
  }

  /** To somebody of an office that owes answers, of which so many are late. */
  ofOffice(office: string, to: string, waiting: number, late: number): AccountMail {
    const query = new URLSearchParams({ owedBy: 'CBP', ...(office !== '' && { office }) }).toString();
    const whose = office === '' ? 'that no office takes part in' : `of ${office}`;
    return {
      to,
      subject: 'Portway: answers are waited for in conversations',
      text: [
        `In conversations ${whose} answers of CBP are waited for: ${waiting}, of which late: ${late}.`,
        '',
        `${peopleUrl(this.config)}/conversations?${query}`,
        '',
        'This e-mail cannot be answered.',
      ].join('\n'),
    };
  }

  /** To somebody of whose e-mail not everything could be taken. */
  partsLeft(conversation: { id: string; number: string }, to: string, left: readonly string[]): AccountMail {
    const words = [
      'Your answer was taken, but not everything that was attached to it. The e-mail is kept as it came.',
      ...left.map((why, at) => `${at + 1}. ${why}`),
    ];
    return this.mail(conversation, to, null, words.join('\n'));
  }

  private mail(
    { id, number }: { id: string; number: string },
    to: string,
    reader: string | null,
    words: string,
  ): AccountMail {
    const replyTo = reader === null ? null : this.addressOf(reader, new Date());
    const text = [
      words,
      '',
      `Conversation ${number}: ${peopleUrl(this.config)}/conversations/${id}`,
      '',
      replyTo === null
        ? 'This e-mail cannot be answered.'
        : `An answer to this e-mail becomes a message of yours in the conversation, for ${this.config.CONVERSATION_MAIL_DAYS} days from now. Send it from this address of yours; pass this e-mail on to nobody.`,
    ];
    return {
      to,
      subject: `Portway: conversation ${number}`,
      text: text.join('\n'),
      ...(replyTo !== null && { replyTo }),
    };
  }

  /** Null where e-mails cannot be answered. */
  addressOf(reader: string, now: Date): string | null {
    const domain = this.config.DOCUMENT_MAIL_ADDRESS.split('@')[1]!;
    return answerAddress(
      reader,
      new Date(now.getTime() + this.config.CONVERSATION_MAIL_DAYS * DAY_MS),
      domain,
      this.keys,
    );
  }
}
