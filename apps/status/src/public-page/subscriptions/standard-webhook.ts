import { createHmac, randomBytes } from 'node:crypto';

const PREFIX = 'whsec_';

/** A secret in the manner of Standard Webhooks: its bytes in base64 behind `whsec_`. */
export const newWebhookSecret = (): string => PREFIX + randomBytes(32).toString('base64');

/**
 * The headers that prove that a message is ours and whole (Standard Webhooks): HMAC-SHA256 over id, seconds and body, one signature for
 * each live secret, so that a receiver may change over from one to the next at its leisure.
 */
export const webhookHeaders = (
  secrets: readonly string[],
  id: string,
  seconds: number,
  body: string,
): Record<string, string> => ({
  'webhook-id': id,
  'webhook-timestamp': String(seconds),
  'webhook-signature': secrets
    .map(
      (secret) =>
        `v1,${createHmac('sha256', Buffer.from(secret.slice(PREFIX.length), 'base64'))
          .update(`${id}.${seconds}.${body}`)
          .digest('base64')}`,
    )
    .join(' '),
});
