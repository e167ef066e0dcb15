import { createHash, randomBytes, scrypt, timingSafeEqual } from 'node:crypto';

const COST = 16_384;
const MOST_COST = 131_072;
const KEY_BYTES = 32;

/** scrypt with block size 8 and parallelization 1; the memory it may take grows with its cost. */
const derive = (password: string, salt: Buffer, cost: number, bytes: number): Promise<Buffer> =>
  new Promise((resolve, reject) => {
    scrypt(password, salt, bytes, { N: cost, r: 8, p: 1, maxmem: 256 * cost * 8 }, (error, key) =>
      error ? reject(error) : resolve(key),
    );
  });

/** `scrypt$COST$SALT$HASH`, salt and hash in hex. Takes some 50 ms on purpose: keep the result of a check, not the password. */
export const hashPassword = async (password: string): Promise<string> => {
  const salt = randomBytes(16);
  return `scrypt$${COST}$${salt.toString('hex')}$${(await derive(password, salt, COST, KEY_BYTES)).toString('hex')}`;
};

/** Whether this is the password of a hash by `hashPassword`. A hash that cannot be read fits no password. */
export const verifyPassword = async (password: string, hash: string): Promise<boolean> => {
  const [, costText = '', salt = '', expected = ''] =
    /^scrypt\$(\d{1,6})\$((?:[0-9a-f]{2})+)\$((?:[0-9a-f]{2}){16,64})$/.exec(hash) ?? [];
  const cost = Number(costText);
  if (cost < 2 || cost > MOST_COST || (cost & (cost - 1)) !== 0) return false;
  const wanted = Buffer.from(expected, 'hex');
  return timingSafeEqual(await derive(password, Buffer.from(salt, 'hex'), cost, wanted.length), wanted);
};

/** A new API key: `pk_` and 256 random bits. Shown once; only its hash is kept. */
export const newApiKey = (): string => `pk_${randomBytes(32).toString('base64url')}`;

/** SHA-256 in hex: keys are long and random, so a plain digest cannot be searched, and a look-up by it is one index read. */
export const hashApiKey = (key: string): string => createHash('sha256').update(key).digest('hex');
