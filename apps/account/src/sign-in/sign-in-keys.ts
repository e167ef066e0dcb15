import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';

const CIPHER = 'aes-256-gcm';
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** What cookies are signed with. */
export const cookieKeys = (secrets: readonly Buffer[]): string[] =>
  secrets.map((secret) => Buffer.from(hkdfSync('sha256', secret, '', 'portway sign-in cookies', 32)).toString('hex'));

/** Secrets that must be read again, as those of authenticator apps, are sealed for whose they are. */
export const sealed = ([secret]: readonly Buffer[], plain: Buffer, personId: string): Buffer => {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv(CIPHER, secret!, nonce).setAAD(Buffer.from(personId));
  return Buffer.concat([nonce, cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
};

/** @throws when none of the secrets opens it */
export const opened = (secrets: readonly Buffer[], content: Buffer, personId: string): Buffer => {
  for (const secret of secrets) {
    try {
      const decipher = createDecipheriv(CIPHER, secret, content.subarray(0, NONCE_BYTES), { authTagLength: TAG_BYTES })
        .setAAD(Buffer.from(personId))
        .setAuthTag(content.subarray(-TAG_BYTES));
      return Buffer.concat([decipher.update(content.subarray(NONCE_BYTES, -TAG_BYTES)), decipher.final()]);
    } catch {
      // Perhaps one that was in use before.
    }
  }
  throw new Error('what is kept of a credential opens with none of SIGN_IN_SECRETS');
};
