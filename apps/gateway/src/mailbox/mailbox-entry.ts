import type { Module, NewAnswer } from '../filing/transmission';

export interface MailboxEntry extends NewAnswer {
  readonly accountId: string;
  readonly transmissionId: string | null;
  readonly correlationId: string;
  /** The module that says it; absent where the gateway itself does. */
  readonly from?: Module;
  /** For the activity log: what was answered, with its outcome. */
  readonly disposition?: string;
  readonly items?: { kind: string; subject: string; filingId: string | null; outcome: string | null }[];
}
