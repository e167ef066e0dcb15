import type { Static, TObject } from '@sinclair/typebox';
import {
  type Channel,
  type Contract,
  FILING_KINDS,
  type FilingKind,
  type FilingModule,
  type FilingOrigin,
  kindOf,
} from '#contracts';
import { idWithin, timeOrderedId, type FieldError } from '#kernel';
import type { Acknowledgement } from '#x12';
import type { Account } from '../account/account';

export type Module = FilingModule;

/** One filing of a transmission: which module decides on it, and the message that takes it there. */
export interface NewFiling {
  readonly id: string;
  readonly module: Module;
  /** As partners call it. */
  readonly kind: FilingKind;
  /** Filings of one subject are handled in the order sent. */
  readonly subject: string;
  /** As people write it: `B76-0324527-8`. */
  readonly reference: string;
  readonly contract: Contract;
  readonly data: object;
  /** Of what was sent, what its answer needs; each format has its own. An answer in JSON needs nothing of it. */
  readonly sent?: object;
}

/**
 * A filing from the message that takes it to its module: all else of it is in the table of kinds.
 *
 * @throws Error for a message of which the table does not know that it takes a filing
 */
export const filingOf = <S extends TObject>(
  contract: Contract<S>,
  data: Static<S> & { readonly origin: FilingOrigin },
): NewFiling => {
  const { kind, module, subject, reference } = kindOf(contract);
  return {
    id: data.origin.filingId,
    module,
    kind,
    subject: subject(data as never),
    reference: reference(data as never),
    contract: contract as unknown as Contract,
    data,
  };
};

/** How many filings of a kind. */
export interface KindCount {
  readonly kind: FilingKind;
  readonly filings: number;
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
  /** The same, kind by kind. A transmission has no module: each of its filings has that of its kind. */
  readonly counts: readonly KindCount[];
  /** What is told of a transmission without any filing: refused, or nothing to do as with an acknowledgement. */
  readonly withoutFilings?: 'processed' | 'rejected' | 'not processed, resend';
  /** Made one after the other where there are many. */
  readonly filings: Iterable<NewFiling>;
  /** Why something of it was refused at once, with what to do. */
  readonly errors?: readonly FieldError[];
  /** Answers that are known at once: refused batches, syntax acknowledgements. */
  readonly answers: readonly NewAnswer[];
  /** What the sender says of notices and answers that it was sent. */
  readonly acknowledgements?: readonly Acknowledgement[];
}

/** How many filings of a transmission each module decides on. */
export const modulesOf = ({ counts }: Pick<NewTransmission, 'counts'>): ReadonlyMap<Module, number> => {
  const filings = new Map<Module, number>();
  for (const { kind, filings: count } of counts) {
    const { module } = FILING_KINDS[kind];
    filings.set(module, (filings.get(module) ?? 0) + count);
  }
  return filings;
};

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
  readonly kind: FilingKind;
  readonly disposition: 'held, do not resend' | 'not processed, resend';
  readonly filings: number;
}

/** What became of a transmission at the moment it was stored. */
export type Verdict =
  | {
      readonly kind: 'new';
      /** The first of them. */
      readonly filingIds: readonly string[];
      /** Of kinds whose module's gate was not open: what becomes of the filings. */
      readonly treated?: readonly TreatedKind[];
      /** What it acknowledged. */
      readonly acknowledged?: readonly AcknowledgedNotice[];
    }
  | { readonly kind: 'repeat'; readonly of: string; readonly disposition: TransmissionDisposition }
  | { readonly kind: 'conflict'; readonly of: string; readonly receivedAt: string };

/** What is told of a transmission with filings as it is stored: held as soon as one of them is, to be sent again only where all are. */
export const toldOf = (
  { treated = [] }: Extract<Verdict, { kind: 'new' }>,
  { filingCount }: Pick<NewTransmission, 'filingCount'>,
): TransmissionDisposition => {
  if (treated.some(({ disposition }) => disposition === 'held, do not resend')) return 'held, do not resend';
  const notTaken = treated.reduce((sum, { filings }) => sum + filings, 0);
  return notTaken > 0 && notTaken === filingCount ? 'not processed, resend' : 'accepted, being processed';
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
