import { createHash, createPrivateKey, createPublicKey, type KeyObject, sign, verify } from 'node:crypto';

/** How far an account's activity log reached at an instant: its last entry, and the hash that stands for it and for all before it. */
export interface ActivityHead {
  readonly accountId: string;
  readonly sequence: number;
  readonly hash: string;
  /** ISO 8601 in UTC with milliseconds. */
  readonly signedAt: string;
}

/** A head with the word of who keeps the log. `signature` is Ed25519 over `headText`, in base64. */
export interface SignedHead extends ActivityHead {
  readonly keyId: string;
  readonly signature: string;
}

/** Public keys by their ids. */
export type HeadKeys = ReadonlyMap<string, KeyObject>;

/** What is signed, in UTF-8: five lines, each with its line end. */
export const headText = ({ accountId, sequence, hash, signedAt }: ActivityHead): string =>
  `portway activity head\n${accountId}\n${sequence}\n${hash}\n${signedAt}\n`;

/** The public half of a key as SPKI (DER) in base64, the form in which it is configured and served. */
export const publicKeyText = (key: KeyObject): string =>
  (key.type === 'private' ? createPublicKey(key) : key).export({ format: 'der', type: 'spki' }).toString('base64');

/** The first sixteen hexadecimal digits of the SHA-256 of the public key as SPKI (DER). */
export const keyIdOf = (key: KeyObject): string =>
  createHash('sha256')
    .update(Buffer.from(publicKeyText(key), 'base64'))
    .digest('hex')
    .slice(0, 16);

/** Keys as they are configured: Ed25519, SPKI (DER) in base64, separated by commas. */
export const headKeys = (text: string): Map<string, KeyObject> =>
  new Map(
    text
      .split(',')
      .filter(Boolean)
      .map((one) => {
        const key = createPublicKey({ key: Buffer.from(one, 'base64'), format: 'der', type: 'spki' });
        return [keyIdOf(key), key];
      }),
  );

/** Ed25519, PKCS#8 (DER) in base64. */
export const signingKey = (text: string): KeyObject =>
  createPrivateKey({ key: Buffer.from(text, 'base64'), format: 'der', type: 'pkcs8' });

export const signHead = (head: ActivityHead, key: KeyObject): SignedHead => ({
  ...head,
  keyId: keyIdOf(key),
  signature: sign(null, Buffer.from(headText(head)), key).toString('base64'),
});

/** Whether one of these keys signed it. */
export const isSigned = (head: SignedHead, keys: HeadKeys): boolean => {
  const key = keys.get(head.keyId);
  return key !== undefined && verify(null, Buffer.from(headText(head)), key, Buffer.from(head.signature, 'base64'));
};

/** Forms of keys as they are configured, for who checks a configuration. */
export const PUBLIC_KEYS_FORM = /^(MCowBQYDK2VwAyEA[A-Za-z0-9+/]{43}=(,(?=.)|$))*$/;
export const SIGNING_KEY_FORM = /^(MC4CAQAwBQYDK2VwBCIEI[A-P][A-Za-z0-9+/]{42})?$/;
