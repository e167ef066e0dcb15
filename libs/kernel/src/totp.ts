import { createHmac } from 'node:crypto';

/** Time-based one-time passwords as authenticator apps make them: SHA-1, 30 seconds, six digits (RFC 6238, section 4; RFC 4226, section 5.3). */
const STEP_SECONDS = 30;
const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** @param at milliseconds since 1970 */
export const totpStep = (at: number): number => Math.floor(at / 1_000 / STEP_SECONDS);

/** @param digits 8 in the test vectors of RFC 6238 */
export const totpCode = (secret: Buffer, step: number, digits = 6): string => {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(step));
  const mac = createHmac('sha1', secret).update(counter).digest();
  const number = mac.readUInt32BE(mac[mac.length - 1]! & 0x0f) & 0x7f_ff_ff_ff;
  return String(number % 10 ** digits).padStart(digits, '0');
};

/**
 * The step of which this is the code: the present one, or one beside it (RFC 6238, section 5.2), and later than the last that was used, so that no code is good twice.
 *
 * @returns null when it is the code of none
 */
export const totpStepOf = (secret: Buffer, code: string, at: number, lastUsed: number): number | null => {
  const now = totpStep(at);
  const step = [now, now - 1, now + 1].find((one) => one > lastUsed && totpCode(secret, one) === code);
  return step ?? null;
};

/** RFC 4648, section 6, without padding: as people type it into an app. */
export const base32 = (bytes: Buffer): string => {
  let [bits, held, text] = [0, 0, ''];
  for (const byte of bytes) {
    held = (held << 8) | byte;
    for (bits += 8; bits >= 5; ) text += ALPHABET[(held >>> (bits -= 5)) & 31];
    held &= (1 << bits) - 1;
  }
  return bits > 0 ? text + ALPHABET[(held << (5 - bits)) & 31] : text;
};

/** The reverse of `base32`. */
export const fromBase32 = (text: string): Buffer => {
  const bits = [...text].map((sign) => ALPHABET.indexOf(sign).toString(2).padStart(5, '0')).join('');
  return Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)));
};

/** What an authenticator app reads from a link or a bar code. */
export const totpAddress = (email: string, secret: Buffer): string =>
  `otpauth://totp/Portway:${encodeURIComponent(email)}?secret=${base32(secret)}&issuer=Portway`;
