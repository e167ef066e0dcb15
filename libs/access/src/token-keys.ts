import { createHash, createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto';

/** @param text an EC key on P-256, PKCS#8 (DER) in base64 @throws when it is none */
const tokenSigningKey = (text: string): KeyObject => {
  const key = createPrivateKey({ key: Buffer.from(text, 'base64'), format: 'der', type: 'pkcs8' });
  if (key.asymmetricKeyDetails?.namedCurve !== 'prime256v1') throw new Error('it is no EC key on P-256');
  return key;
};

export const isTokenSigningKey = (text: string): boolean => {
  try {
    return tokenSigningKey(text) !== undefined;
  } catch {
    return false;
  }
};

const named = (jwk: object, key: KeyObject): object => ({
  ...jwk,
  alg: 'ES256',
  use: 'sig',
  kid: createHash('sha256')
    .update(createPublicKey(key).export({ format: 'der', type: 'spki' }))
    .digest('base64url')
    .slice(0, 16),
});

/** The private keys as a JSON Web Key Set, the one in use first. */
export const signingKeySet = (texts: string): { keys: object[] } => ({
  keys: texts.split(',').map((text) => {
    const key = tokenSigningKey(text);
    return named(key.export({ format: 'jwk' }), key);
  }),
});

/** The public keys for SIGN_IN_KEYS of all services. */
export const publicKeySet = (texts: string): { keys: object[] } => ({
  keys: texts.split(',').map((text) => {
    const key = tokenSigningKey(text);
    return named(createPublicKey(key).export({ format: 'jwk' }), key);
  }),
});
