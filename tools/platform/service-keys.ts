import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { publicKeyText, signingKey } from '#contracts';
import type { Secrets } from '../infrastructure/secrets';

/** An Ed25519 private key as services are given it: PKCS#8 (DER) in base64. */
export function newSigningKey(): string {
  return generateKeyPairSync('ed25519').privateKey.export({ format: 'der', type: 'pkcs8' }).toString('base64');
}

/** What a service is given beside what all are given: each key goes to those who need it and to nobody else. */
export function keysOf(service: string, secrets: Secrets): Record<string, string> {
  if (service === 'cee')
    return { IMPORTER_DIGEST_KEY: secrets.get('importer digest key', () => randomBytes(32).toString('hex')) };
  if (service === 'account')
    return {
      ACTIVITY_SIGNING_KEY: secrets.get('activity signing key', newSigningKey),
      DOCUMENT_KEYS: secrets.get('document key', () => randomBytes(32).toString('base64')),
    };
  if (service === 'gateway')
    return { ACTIVITY_PUBLIC_KEYS: publicKeyText(signingKey(secrets.get('activity signing key', newSigningKey))) };
  return {};
}
