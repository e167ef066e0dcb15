import type { Channel, Contract, FilingOrigin } from '#contracts';
import { idWithin, timeOrderedId, type FieldError } from '#kernel';
import type { Acknowledgement } from '#x12';
import type { Account } from '../account/account';

export type Module = 'manifest' | 'entry';

/** One filing of a transmission: which module decides on it, and the message that takes it there. */
export interface NewFiling {
  readonly id: string;
  readonly module: Module;
  /** As partners call it: cargo release, entry summary, manifest, … */
  readonly kind: string;
  /** Filings of one subject are handled in the order sent. */
  readonly subject: string;
  /** As people write it: `B76-0324527-8`. */
  readonly reference: string;
  readonly contract: Contract;
  readonly data: object;
  /** Of what was sent, what its answer needs; each format has its own. An answer in JSON needs nothing of it. */
  readonly sent?: object;
}

/** Something for a partner's mailbox. */
export interface NewAnswer {
  readonly event: 'answer' | 'notification';
  readonly format: Channel;
  readonly contentType: string;
  /** Output application: SX, AX, X1 of CATAIR, 997, 355, 350 of X12, or the kind of JSON document. */
  readonly application: string;
  readonly body: string;
}

/** What a partner sent, read and found in order, before it is stored. Journal rows of a process are written in the order given. */
export interface NewTransmission {
  readonly id: string;
  readonly account: Account;
  readonly channel: Channel;
  /** Such as `CATAIR SE` or `X12 309`. */
  readonly format: string;
  /** The partner's own number for it (ISA13, Idempotency-Key); null when the content is its only name. */
  readonly key: string | null;
  readonly contentHash: string;
  readonly body: Buffer;
  readonly receivedAt: string;
  readonly correlationId: string;
  /** What answering needs of the transmission as a whole. */
  readonly envelope: object;
  readonly filingCount: number;
  /** The module that decides on the filings. */
  readonly module: Module;
  /** Kinds of its filings, as each filing names its own. */
  readonly kinds: readonly string[];
  /** What is told of a transmission without any filing: refused, or nothing to do as with an acknowledgement. */
  readonly withoutFilings?: 'processed' | 'rejected';
  /** Made one after the other where there are many. */
  readonly filings: Iterable<NewFiling>;
  /** Why something of it was refused at once, with what to do. */
  readonly errors?: readonly FieldError[];
  /** Answers that are known at once: refused batches, syntax acknowledgements. */
  readonly answers: readonly NewAnswer[];
  /** What the sender says of notices and answers that it was sent. */
  readonly acknowledgements?: readonly Acknowledgement[];
}

/** What a partner said of something that it was sent. */
export interface AcknowledgedNotice {
  /** Control number under which it was sent (ISA13, GS06), nine digits. */
  readonly control: string;
  /** What it was: 350, 355, 997; null when nothing of that number is in the account's mailbox. */
  readonly notice: string | null;
  readonly mailboxId: number | null;
  readonly status: AcknowledgedStatus;
}

export type AcknowledgedStatus = 'accepted' | 'accepted with errors' | 'partly accepted' | 'rejected';

export type TransmissionDisposition =
  | 'accepted, being processed'
  | 'held, do not resend'
  | 'processed'
  | 'rejected'
  | 'not processed, resend';

/** What is told of all filings of one kind in a transmission that came while the gate of their module was not open. */
export interface TreatedKind {
  readonly kind: string;
  readonly disposition: 'held, do not resend' | 'not processed, resend';
  readonly filings: number;
}

/** What became of a transmission at the moment it was stored. */
export type Verdict =
  | {
      readonly kind: 'new';
      /** The first of them. */
      readonly filingIds: readonly string[];
      /** Where the gate of its module was not open: what becomes of its filings, kind by kind. */
      readonly treated?: readonly TreatedKind[];
      /** What it acknowledged. */
      readonly acknowledged?: readonly AcknowledgedNotice[];
    }
  | { readonly kind: 'repeat'; readonly of: string; readonly disposition: TransmissionDisposition }
  | { readonly kind: 'conflict'; readonly of: string; readonly receivedAt: string };

/** What is told of a transmission with filings as it is stored: held as soon as one of them is. */
export const toldOf = ({ treated = [] }: Extract<Verdict, { kind: 'new' }>): TransmissionDisposition => {
  if (treated.length === 0) return 'accepted, being processed';
  return treated.some(({ disposition }) => disposition === 'held, do not resend')
    ? 'held, do not resend'
    : 'not processed, resend';
};

/** A transmission that was stored before and is read again as it was read then. */
export interface Kept {
  readonly id: string;
  readonly receivedAt: string;
  readonly correlationId: string;
  readonly envelope: unknown;
  /** Ids of its filings by ordinal where they do not follow from its own, as of filings of earlier releases. */
  readonly filingIds?: readonly string[];
}

export interface Arrival {
  readonly id: string;
  readonly receivedAt: string;
  readonly origin: (filingId: string) => FilingOrigin;
  /** Of the filing with this ordinal, the same whenever the transmission is read: so it is the same message whenever it is sent. */
  readonly filingId: (ordinal: number) => string;
}

/** How a transmission begins, whatever its format. */
export const arrival = (account: Pick<Account, 'accountId'>, channel: Channel, kept?: Kept): Arrival => {
  const id = kept?.id ?? timeOrderedId();
  const receivedAt = kept?.receivedAt ?? new Date().toISOString();
  return {
    id,
    receivedAt,
    origin: (filingId) => ({ filingId, transmissionId: id, accountId: account.accountId, channel, receivedAt }),
    filingId: (ordinal) => kept?.filingIds?.[ordinal] ?? idWithin(id, ordinal),
  };
};
