import type { AnsweredItem } from '../filing/answered-filing';
import type { Module, NewAnswer } from '../filing/transmission';

export interface MailboxEntry extends NewAnswer {
  readonly accountId: string;
  readonly transmissionId: string | null;
  readonly correlationId: string;
  /** The module that says it; absent where the gateway itself does. */
  readonly from?: Module;
  /** Its body stands in `answer_piece` under its transmission and this number, or under those of the transmission that it repeats; `body` is empty. */
  readonly inPieces?: { readonly transmissionId: string; readonly batch: number };
  /** For the activity log: what was answered, with its outcome. */
  readonly disposition?: string;
  readonly items?: AnsweredItem[];
}
