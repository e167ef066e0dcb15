import { hashApiKey, hashPassword, newApiKey, verifyPassword } from './secrets';

describe('secrets of accounts', () => {
  test('a password fits its own hash and no other password does', async () => {
    const hash = await hashPassword('SEA2704');
    expect(hash).toMatch(/^scrypt\$16384\$[0-9a-f]{32}\$[0-9a-f]{64}$/);
    expect(await verifyPassword('SEA2704', hash)).toBe(true);
    expect(await verifyPassword('SEA2705', hash)).toBe(false);
  });
  test('the same password is hashed differently each time', async () => {
    expect(await hashPassword('SEA2704')).not.toBe(await hashPassword('SEA2704'));
  });
  test.each(['', 'SEA2704', 'scrypt$16384$00$00', 'scrypt$999999$00$00', 'scrypt$3$00$' + '00'.repeat(32)])(
    'a hash that cannot be read (%s) fits no password',
    async (hash) => {
      expect(await verifyPassword('SEA2704', hash)).toBe(false);
    },
  );
  test('an API key is long, random and recognised by its digest', () => {
    const key = newApiKey();
    expect(key).toMatch(/^pk_[A-Za-z0-9_-]{43}$/);
    expect(newApiKey()).not.toBe(key);
    expect(hashApiKey('abc')).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
  });
});
