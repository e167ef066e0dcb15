import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { publicKeySet } from '#access';
import { publicKeyText, signingKey } from '#contracts';
import type { Secrets } from '../infrastructure/secrets';

/** An Ed25519 private key as services are given it: PKCS#8 (DER) in base64. */
export function newSigningKey(): string {
  return generateKeyPairSync('ed25519').privateKey.export({ format: 'der', type: 'pkcs8' }).toString('base64');
}

/** An EC private key on P-256: PKCS#8 (DER) in base64. */
function newTokenKey(): string {
  return generateKeyPairSync('ec', { namedCurve: 'P-256' })
    .privateKey.export({ format: 'der', type: 'pkcs8' })
    .toString('base64');
}

/** What a service is given beside what all are given: each key goes to those who need it and to nobody else. */
export function keysOf(service: string, secrets: Secrets): Record<string, string> {
  const signInKey = secrets.get('sign-in signing key', newTokenKey);
  const SIGN_IN_KEYS = JSON.stringify(publicKeySet(signInKey));
  if (service === 'account')
    return {
      SIGN_IN_KEYS,
      SIGN_IN_SIGNING_KEY: signInKey,
      SIGN_IN_SECRETS: secrets.get('sign-in secret', () => randomBytes(32).toString('base64')),
      ACTIVITY_SIGNING_KEY: secrets.get('activity signing key', newSigningKey),
      DOCUMENT_KEYS: secrets.get('document key', () => randomBytes(32).toString('base64')),
    };
  if (service === 'gateway')
    return {
      SIGN_IN_KEYS,
      ACTIVITY_PUBLIC_KEYS: publicKeyText(signingKey(secrets.get('activity signing key', newSigningKey))),
    };
  if (service === 'portal')
    return { SESSION_SECRETS: secrets.get('portal session secret', () => randomBytes(32).toString('base64')) };
  if (service === 'port' || service === 'enforcement') return { SIGN_IN_KEYS };
  if (service === 'cee')
    return {
      SIGN_IN_KEYS,
      IMPORTER_DIGEST_KEY: secrets.get('importer digest key', () => randomBytes(32).toString('hex')),
    };
  return {};
}
