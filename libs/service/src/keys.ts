import { createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { KeyRing } from '#kernel';
import { BadConfiguration } from './config';

const BLOCK = /-----BEGIN [A-Z ]+-----[\s\S]+?-----END [A-Z ]+-----/g;

/**
 * The secrets under which messages with the number of a person are encrypted: `messages.key` in the folder of the keys, each 32 bytes in base64, the one in
 * use first.
 *
 * @throws BadConfiguration when it is missing or not readable
 */
export const readMessageKeys = (folder: string): Buffer[] => {
  try {
    const secrets = readFileSync(join(folder, 'messages.key'), 'utf8')
      .split(/\s+/)
      .filter((text) => text !== '')
      .map((text) => Buffer.from(text, 'base64'));
    if (secrets.length === 0) throw new Error('it holds no key');
    for (const { length } of secrets) if (length !== 32) throw new Error(`it holds a key of ${length} bytes, not 32`);
    return secrets;
  } catch (error) {
    throw new BadConfiguration(
      `KEYS_DIR: messages.key in ${folder} cannot be used, \`npm run keys\` makes it: ${(error as Error).message}`,
    );
  }
};

/**
 * The keys in a folder: `<service>.key` with this service's X25519 private keys and `<name>.pub` with the public ones of each service, as
 * `openssl genpkey -algorithm X25519` writes them (PEM). A file may hold several, the one in use first.
 *
 * @throws BadConfiguration naming the file that is missing or not readable
 */
export const readKeys = (folder: string, platform: string, service: string): KeyRing => {
  const file = (name: string, read: (pem: string) => KeyObject): KeyObject[] => {
    try {
      const blocks = readFileSync(join(folder, name), 'utf8').match(BLOCK) ?? [];
      if (blocks.length === 0) throw new Error('it holds no key');
      return blocks.map((block) => {
        const key = read(block);
        if (key.asymmetricKeyType !== 'x25519')
          throw new Error(`it holds a key of type ${key.asymmetricKeyType}, not X25519`);
        return key;
      });
    } catch (error) {
      throw new BadConfiguration(`KEYS_DIR: ${name} in ${folder} cannot be used: ${(error as Error).message}`);
    }
  };
  let names: string[];
  try {
    names = readdirSync(folder).filter((name) => name.endsWith('.pub'));
  } catch (error) {
    throw new BadConfiguration(`KEYS_DIR: ${folder} cannot be read: ${(error as Error).message}`);
  }
  const known = new Map(names.map((name) => [name.slice(0, -'.pub'.length), file(name, createPublicKey)]));
  if (!known.has(service)) throw new BadConfiguration(`KEYS_DIR: ${folder} has no ${service}.pub`);
  return new KeyRing(platform, service, file(`${service}.key`, createPrivateKey), known);
};
