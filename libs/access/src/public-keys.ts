import type { JSONWebKeySet, JWK } from 'jose';

const PRIVATE_PARTS = ['d', 'p', 'q', 'dp', 'dq', 'qi', 'oth', 'k'];

const isPublic = (key: unknown): key is JWK =>
  typeof key === 'object' &&
  key !== null &&
  ['EC', 'RSA', 'OKP'].includes((key as JWK).kty ?? '') &&
  PRIVATE_PARTS.every((part) => !(part in key));

/** A JSON Web Key Set (RFC 7517, section 5) of public keys, at least one; null when it is none. */
export const publicKeysIn = (text: string): JSONWebKeySet | null => {
  try {
    const { keys } = JSON.parse(text) as { keys?: unknown };
    return Array.isArray(keys) && keys.length > 0 && keys.every(isPublic) ? { keys } : null;
  } catch {
    return null;
  }
};
