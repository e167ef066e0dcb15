import { createHmac, timingSafeEqual } from 'node:crypto';

export type LinkPurpose = 'confirm' | 'unsubscribe';

const signatureOf = (key: string, id: string, purpose: LinkPurpose): string =>
  createHmac('sha256', key).update(`${purpose}:${id}`).digest('base64url');

/** A link that only the receiver of the mail can have. The key is the subscription's own. */
export const signedLink = (base: string, key: string, id: string, purpose: LinkPurpose): string =>
  `${base}/status/subscriptions/${id}/${purpose}?signature=${signatureOf(key, id, purpose)}`;

export const isSigned = (given: string, key: string, id: string, purpose: LinkPurpose): boolean => {
  const [a, b] = [Buffer.from(given), Buffer.from(signatureOf(key, id, purpose))];
  return a.length === b.length && timingSafeEqual(a, b);
};
