import { generateKeyPairSync } from 'node:crypto';
import {
  headKeys,
  type HeadKeys,
  keyIdOf,
  publicKeyText,
  PUBLIC_KEYS_FORM,
  type SignedHead,
  signHead,
  SIGNING_KEY_FORM,
  signingKey,
} from '#contracts';
import { Witness } from './witness.rules';

const { privateKey } = generateKeyPairSync('ed25519');
const keys: HeadKeys = headKeys(publicKeyText(privateKey));
const hash = (digit: string): string => digit.repeat(64);
const head = (sequence: number, signedAt: string, digit = 'a'): SignedHead =>
  signHead(
    {
      accountId: '0b5a1f0e-7d0e-4a53-8b55-0d9c1e6f2b10',
      sequence,
      hash: hash(digit),
      signedAt: `2026-11-21T${signedAt}:00.000Z`,
    },
    privateKey,
  );

describe('what the gateway holds of an activity log', () => {
  test('fits a log that has what was signed, and more', () => {
    const witness = new Witness([head(3, '08:00'), head(5, '09:00', 'b')], keys);
    expect([
      witness.fault,
      witness.faultAt({ sequence: 3, hash: hash('a') }),
      witness.faultAt({ sequence: 4, hash: hash('c') }),
      witness.faultAt({ sequence: 5, hash: hash('b') }),
    ]).toEqual([null, null, null, null]);
    expect(witness.faultBehind({ sequence: 5, hash: hash('b') }, '2026-11-21T09:00:00.000Z')).toBeNull();
    expect(witness.faultBehind({ sequence: 9, hash: hash('d') }, null)).toBeNull();
    expect(witness.furthest).toMatchObject({ sequence: 5 });
  });
  test('names a rewritten entry, one that is missing at the end, and a database that does not know what was signed', () => {
    const witness = new Witness([head(3, '08:00'), head(5, '09:00', 'b')], keys);
    expect(witness.faultAt({ sequence: 3, hash: hash('c') })).toMatch(
      /^entry 3 is not the one that was signed at 2026-11-21T08:00:00.000Z/,
    );
    const end = { sequence: 4, hash: hash('c') };
    expect(witness.faultBehind(end, '2026-11-21T09:00:00.000Z')).toBe(
      'entries were cut off: the log ends with entry 4, entry 5 was signed at 2026-11-21T09:00:00.000Z',
    );
    for (const last of [null, '2026-11-21T08:00:00.000Z'])
      expect(witness.faultBehind(end, last)).toMatch(
        /^this database is an older copy: the log ends with entry 4 .* entry 5 was signed at/,
      );
    expect(
      new Witness([head(5, '09:00'), head(4, '10:00', 'c')], keys).faultBehind(end, '2026-11-21T10:00:00.000Z'),
    ).toMatch(/^the log went back, .*: entry 5 was signed at .*09:00.*, and at .*10:00.* only entry 4$/);
  });
  test('names a head that no known key signed, and one that was changed after it was signed', () => {
    expect(new Witness([head(3, '08:00')], new Map()).fault).toMatch(
      /^the gateway holds a head of entry 3, 2026-11-21T08:00:00.000Z, that key/,
    );
    expect(new Witness([{ ...head(3, '08:00'), sequence: 2 }], keys).fault).toMatch(/head of entry 2/);
  });
});

test('keys are configured in the forms in which openssl writes them, and nothing else is taken', () => {
  const pkcs8 = privateKey.export({ format: 'der', type: 'pkcs8' }).toString('base64');
  const spki = publicKeyText(privateKey);
  expect([pkcs8, ''].every((text) => SIGNING_KEY_FORM.test(text))).toBe(true);
  expect([spki, `${spki},${spki}`, ''].every((text) => PUBLIC_KEYS_FORM.test(text))).toBe(true);
  expect([spki, pkcs8.slice(1), `${pkcs8}=`, 'x'].some((text) => SIGNING_KEY_FORM.test(text))).toBe(false);
  expect([pkcs8, `${spki},`, `,${spki}`, `${spki} ${spki}`].some((text) => PUBLIC_KEYS_FORM.test(text))).toBe(false);
  expect(keyIdOf(signingKey(pkcs8))).toBe([...keys.keys()][0]);
});
