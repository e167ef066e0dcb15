import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto';
import { base32, fromBase32 } from '#kernel';

const READER_BYTES = 6;
const DAY_BYTES = 2;
const SIGNATURE_BYTES = 12;
const DAY_MS = 86_400_000;
const FORM = /^answer-([a-z2-7]{32})$/i;
const SALT = 'portway';
const PURPOSE = 'addresses that conversations are answered at';

/** Keys that addresses are signed with, made of those of the documents: who has not those signs none. The first signs, the others are good for what it signed before. */
export const addressKeys = (documentKeys: string): Buffer[] =>
  documentKeys
    .split(',')
    .filter((key) => key !== '')
    .map((key) => Buffer.from(hkdfSync('sha256', Buffer.from(key, 'base64'), SALT, PURPOSE, 32)));

const signatureOf = (said: Buffer, key: Buffer): Buffer =>
  createHmac('sha256', key).update(said).digest().subarray(0, SIGNATURE_BYTES);

/**
 * The address that somebody answers a conversation at by e-mail: it says who takes part in which one and until when it is good, signed. 39 characters before the domain;
 * mail servers may change their case.
 *
 * @param reader number of who takes part, of which each is of one conversation
 * @param until the last day (UTC) that it is good for
 */
export const answerAddress = (reader: string, until: Date, domain: string, [key]: readonly Buffer[]): string | null => {
  if (!key) return null;
  const said = Buffer.alloc(READER_BYTES + DAY_BYTES);
  said.writeUIntBE(Number(reader), 0, READER_BYTES);
  said.writeUInt16BE(Math.floor(until.getTime() / DAY_MS), READER_BYTES);
  return `answer-${base32(Buffer.concat([said, signatureOf(said, key)])).toLowerCase()}@${domain}`;
};

/** Whether an address is of this form, whoever made it. */
export const isAnswerAddress = (address: string, domain: string): boolean => {
  const [local = '', at] = address.split('@');
  return at?.toLowerCase() === domain.toLowerCase() && FORM.test(local);
};

/** An e-mail without the addresses that it was sent to: whoever reads it could answer at them in the name of its writer. */
export const withoutAddresses = (mail: Buffer): Buffer =>
  Buffer.from(
    mail.toString('latin1').replace(/answer-[a-z2-7]{32}(?=@|=40|%40)/gi, 'answer-'.padEnd(39, '*')),
    'latin1',
  );

/** Who answers at an address; or why nobody does. */
export const readerAt = (
  address: string,
  now: Date,
  keys: readonly Buffer[],
): { readonly reader: string } | 'not signed here' | 'expired' => {
  const [, token] = FORM.exec(address.split('@')[0]!) ?? [];
  const bytes = token === undefined ? null : fromBase32(token.toUpperCase());
  if (!bytes || bytes.length < READER_BYTES + DAY_BYTES + SIGNATURE_BYTES) return 'not signed here';
  const said = bytes.subarray(0, READER_BYTES + DAY_BYTES);
  const signature = bytes.subarray(READER_BYTES + DAY_BYTES, READER_BYTES + DAY_BYTES + SIGNATURE_BYTES);
  if (!keys.some((key) => timingSafeEqual(signatureOf(said, key), signature))) return 'not signed here';
  if (said.readUInt16BE(READER_BYTES) < Math.floor(now.getTime() / DAY_MS)) return 'expired';
  return { reader: String(said.readUIntBE(0, READER_BYTES)) };
};
