import type { MailboxEntry } from '../demo/partner';
import type { Consignment, Message } from '../drill/consignment';
import { type DrillFiling, isAcknowledged, isRefusal } from '../drill/ledger';
import { NO_ANSWERS } from '../drill/mail';

/** One filing with what must become of it. */
export interface Filed extends DrillFiling {
  readonly message: Message;
  readonly cargo: Consignment;
  /** A second add of an entry number that is in use: it must be rejected with condition 007. */
  readonly secondAdd: boolean;
}

/** An entry of a partner's mailbox. */
export interface Mail {
  readonly role: string;
  readonly entry: MailboxEntry;
  /** When the partner read it, in epoch milliseconds. */
  readonly at: number;
}

/** All that partners sent, and all that their mailboxes gave them, read by cursor as it came. */
export class Book {
  readonly filings: Filed[] = [];
  readonly mail: Mail[] = [];
  /** When the first answer to a transmission was read. */
  readonly answeredAt = new Map<string, number>();

  open(filing: Omit<Filed, 'sendings'>): Filed {
    const opened = { ...filing, sendings: [] };
    this.filings.push(opened);
    return opened;
  }

  read(mail: Mail): void {
    this.mail.push(mail);
    const { transmissionId, application } = mail.entry;
    if (transmissionId !== null && !NO_ANSWERS.includes(application) && !this.answeredAt.has(transmissionId))
      this.answeredAt.set(transmissionId, mail.at);
  }

  /** Transmissions that were acknowledged, repeats with them. */
  get acknowledged(): number {
    return this.filings.reduce((sum, { sendings }) => sum + sendings.filter(isAcknowledged).length, 0);
  }

  /** Transmissions that were acknowledged before this instant and have no answer yet. */
  waiting(before = Infinity): number {
    return this.filings.reduce(
      (sum, { sendings }) =>
        sum +
        sendings.filter((s) => isAcknowledged(s) && s.saidAt < before && !this.answeredAt.has(s.transmissionId)).length,
      0,
    );
  }

  /** Sendings that were refused, or that nothing was said to. */
  get notTaken(): number {
    return this.filings.reduce(
      (sum, { sendings }) => sum + sendings.filter((sending) => !isAcknowledged(sending) && !isRefusal(sending)).length,
      0,
    );
  }

  /** When the first filing sent to this module after an instant was answered; null: none has been. */
  answeredAgain(module: Filed['module'], after: number): number | null {
    const answered = this.filings
      .filter((filing) => filing.module === module)
      .flatMap(({ sendings }) => sendings.filter((s) => isAcknowledged(s) && s.at >= after))
      .map(({ transmissionId }) => this.answeredAt.get(transmissionId!))
      .filter((at) => at !== undefined);
    return answered.length === 0 ? null : Math.min(...answered);
  }
}
