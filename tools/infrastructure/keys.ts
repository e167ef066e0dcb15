import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * For each service a folder with its own private key, the public keys of all, and the secret that all share for messages, as KEYS_DIR wants it. What is there
 * stays; for a service that is new a key is made, and the others are given its public one.
 *
 * @param mode of what is secret: who may read it beside its owner
 */
export function keepKeys(folder: string, services: readonly string[], mode = 0o600): void {
  const publicKeys = new Map<string, string>();
  for (const service of services) {
    const own = join(folder, service);
    mkdirSync(own, { recursive: true, mode: 0o700 });
    const [secret, open] = [join(own, `${service}.key`), join(own, `${service}.pub`)];
    if (!existsSync(secret) || !existsSync(open)) {
      const { privateKey, publicKey } = generateKeyPairSync('x25519', {
        privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
        publicKeyEncoding: { type: 'spki', format: 'pem' },
      });
      writeFileSync(secret, privateKey, { mode });
      writeFileSync(open, publicKey);
    }
    publicKeys.set(service, readFileSync(open, 'utf8'));
  }
  const shared = join(folder, 'messages.key');
  if (!existsSync(shared)) writeFileSync(shared, `${randomBytes(32).toString('base64')}\n`, { mode: 0o600 });
  for (const service of services) writeFileSync(join(folder, service, 'messages.key'), readFileSync(shared), { mode });
  for (const service of services)
    for (const [other, pem] of publicKeys) writeFileSync(join(folder, service, `${other}.pub`), pem);
}
