import type { NewTransmission } from '../filing/transmission';
import { onlyModule } from './transmission-parts';

export const TRANSMISSION_COLUMNS = {
  id: 'uuid',
  account_id: 'uuid',
  channel: 'text',
  format: 'text',
  module: 'text',
  idempotency_key: 'text',
  content_hash: 'text',
  body: 'bytea',
  received_at: 'timestamptz',
  correlation_id: 'text',
  disposition: 'text',
  filings: 'int',
  unanswered: 'int',
  envelope: 'jsonb',
  answered_at: 'timestamptz',
  duplicate_of: 'uuid',
  errors: 'jsonb',
};

/** The name under which a repeat is found. A transmission without effect has none: sent again, it is judged again. */
export const idempotencyKey = (t: NewTransmission): string | null => {
  if (t.filingCount === 0) return null;
  return t.key === null ? `sha256:${t.contentHash}` : `key:${t.key}`;
};

export type TransmissionRow = Record<Exclude<keyof typeof TRANSMISSION_COLUMNS, 'id' | 'body'>, unknown> & {
  readonly id: string;
  readonly body: Buffer;
};

export const transmissionRow = (t: NewTransmission): TransmissionRow => ({
  id: t.id,
  account_id: t.account.accountId,
  channel: t.channel,
  format: t.format,
  module: onlyModule(t),
  idempotency_key: idempotencyKey(t),
  content_hash: t.contentHash,
  body: t.body,
  received_at: t.receivedAt,
  correlation_id: t.correlationId,
  disposition: t.filingCount > 0 ? 'accepted, being processed' : (t.withoutFilings ?? 'rejected'),
  filings: t.filingCount,
  unanswered: t.filingCount,
  envelope: t.envelope,
  answered_at: t.filingCount > 0 ? null : t.receivedAt,
  duplicate_of: null,
  errors: t.errors?.length ? t.errors : null,
});
