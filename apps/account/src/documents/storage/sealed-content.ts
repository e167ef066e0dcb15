import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';

/** AES-256 keys that documents are sealed with, by their ids. */
export interface DocumentKeys {
  /** Seals what is new. */
  readonly current: string;
  readonly byId: ReadonlyMap<string, Buffer>;
}

const KEY_ID_BYTES = 8;

/** @param text the key in use first, then those before it, whose documents can still be opened */
export const documentKeys = (text: string): DocumentKeys => {
  const keys = text.split(',').map((one) => Buffer.from(one, 'base64'));
  const byId = new Map(
    keys.map(
      (key) =>
        [
          createHash('sha256')
            .update(key)
            .digest('hex')
            .slice(0, 2 * KEY_ID_BYTES),
          key,
        ] as const,
    ),
  );
  return { current: [...byId.keys()][0]!, byId };
};

const MAGIC = Buffer.from('PWD1');
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const DATA_KEY_BYTES = 32;
const HEAD_BYTES = MAGIC.length + KEY_ID_BYTES;
const WRAPPED_BYTES = NONCE_BYTES + DATA_KEY_BYTES + TAG_BYTES;
const CIPHER = 'aes-256-gcm';

/** What is stored cannot be opened, or is not what was stored under this name. */
export class Damaged extends Error {}

const encrypted = (key: Buffer, plain: Buffer, bound: Buffer): Buffer[] => {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv(CIPHER, key, nonce).setAAD(bound);
  const text = cipher.update(plain);
  cipher.final();
  return [nonce, text, cipher.getAuthTag()];
};

const decrypted = (key: Buffer, sealed: Buffer, bound: Buffer): Buffer => {
  const decipher = createDecipheriv(CIPHER, key, sealed.subarray(0, NONCE_BYTES), { authTagLength: TAG_BYTES })
    .setAAD(bound)
    .setAuthTag(sealed.subarray(-TAG_BYTES));
  const plain = decipher.update(sealed.subarray(NONCE_BYTES, -TAG_BYTES));
  decipher.final();
  return plain;
};

const boundTo = (head: Buffer, name: string): Buffer => Buffer.concat([head, Buffer.from(name)]);

/**
 * Content as it is stored: `PWD1`, 8 bytes key id, the key of this content wrapped by that key, then the content; both AES-256-GCM as nonce (12), text,
 * tag (16), and both bound to the head and to the name under which it is stored.
 */
export const seal = (plain: Buffer, name: string, { current, byId }: DocumentKeys): Buffer => {
  const head = Buffer.concat([MAGIC, Buffer.from(current, 'hex')]);
  const bound = boundTo(head, name);
  const dataKey = randomBytes(DATA_KEY_BYTES);
  return Buffer.concat([head, ...encrypted(byId.get(current)!, dataKey, bound), ...encrypted(dataKey, plain, bound)]);
};

/** @throws Damaged also where the key is not known any more */
export const unseal = (sealed: Buffer, name: string, { byId }: DocumentKeys): { plain: Buffer; keyId: string } => {
  const head = sealed.subarray(0, HEAD_BYTES);
  if (sealed.length < HEAD_BYTES + WRAPPED_BYTES + NONCE_BYTES + TAG_BYTES || !head.subarray(0, 4).equals(MAGIC))
    throw new Damaged('it is no sealed document');
  const keyId = head.toString('hex', MAGIC.length);
  const key = byId.get(keyId);
  if (!key) throw new Damaged(`the key ${keyId} is not known`);
  const bound = boundTo(head, name);
  try {
    const dataKey = decrypted(key, sealed.subarray(HEAD_BYTES, HEAD_BYTES + WRAPPED_BYTES), bound);
    return { plain: decrypted(dataKey, sealed.subarray(HEAD_BYTES + WRAPPED_BYTES), bound), keyId };
  } catch {
    throw new Damaged('it was changed since it was stored');
  }
};
