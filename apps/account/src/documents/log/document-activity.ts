import type { Disposition } from '#kernel';
import type { ActivityEntry } from '../../activity-log/activity-chain.rules';

/** What happened to a document, for its account's activity log. */
export const documentActivity = (
  now: Date,
  accountId: string,
  channel: string,
  kind: string,
  subject: string,
  summary: string,
  disposition: Disposition = 'processed',
): ActivityEntry => ({
  accountId,
  occurredAt: now.toISOString(),
  kind,
  channel,
  transmissionId: null,
  mailboxId: null,
  filingId: /^filing:(.+)$/.exec(subject)?.[1] ?? null,
  itemKind: 'document',
  subject,
  outcome: null,
  disposition,
  summary,
});

export const documentSubject = (id: string): string => `document:${id}`;
