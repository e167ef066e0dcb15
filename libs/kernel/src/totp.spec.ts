import { base32, fromBase32, totpAddress, totpCode, totpStep, totpStepOf } from './totp';

const SECRET = Buffer.from('12345678901234567890');

test.each([
  [59, '94287082'],
  [1_111_111_109, '07081804'],
  [1_111_111_111, '14050471'],
  [1_234_567_890, '89005924'],
  [2_000_000_000, '69279037'],
  [20_000_000_000, '65353130'],
])('at second %i the code is that of RFC 6238, appendix B: %s', (second, code) => {
  expect(totpCode(SECRET, totpStep(second * 1_000), 8)).toBe(code);
  expect(totpCode(SECRET, totpStep(second * 1_000))).toBe(code.slice(2));
});

test.each([
  ['', ''],
  ['f', 'MY'],
  ['fo', 'MZXQ'],
  ['foo', 'MZXW6'],
  ['foob', 'MZXW6YQ'],
  ['fooba', 'MZXW6YTB'],
  ['foobar', 'MZXW6YTBOI'],
])('%p in Base32 is that of RFC 4648, section 10: %p', (text, coded) => {
  expect(base32(Buffer.from(text))).toBe(coded);
  expect(fromBase32(coded).toString()).toBe(text);
});

test('a code is good half a minute early or late, and never twice', () => {
  const at = 1_234_567_890_000;
  const step = totpStep(at);
  for (const near of [step - 1, step, step + 1]) expect(totpStepOf(SECRET, totpCode(SECRET, near), at, 0)).toBe(near);
  for (const far of [step - 2, step + 2]) expect(totpStepOf(SECRET, totpCode(SECRET, far), at, 0)).toBeNull();
  expect(totpStepOf(SECRET, totpCode(SECRET, step), at, step)).toBeNull();
  expect(totpStepOf(SECRET, '', at, 0)).toBeNull();
});

test('an authenticator app is told the address, the secret and the issuer', () => {
  expect(totpAddress('maya+customs@harbor.example', SECRET)).toBe(
    'otpauth://totp/Portway:maya%2Bcustoms%40harbor.example?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=Portway',
  );
});
