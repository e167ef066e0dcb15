import { createHash } from 'node:crypto';

/**
 * JSON with object keys in order, so that equal content gives equal text whatever order it was built in.
 * Undefined members are left out; a bigint is written as its digits in quotes.
 */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_key, member: unknown) => {
    if (typeof member === 'bigint') return member.toString();
    if (member !== null && typeof member === 'object' && !Array.isArray(member)) {
      return Object.fromEntries(Object.entries(member).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)));
    }
    return member;
  });
}

const sha256 = (content: string | Uint8Array): Buffer => createHash('sha256').update(content).digest();

/** SHA-256 as lower-case hex: of the bytes or text themselves, or of the canonical JSON of any other value. */
export function contentHash(value: unknown): string {
  const content = typeof value === 'string' || value instanceof Uint8Array ? value : canonicalJson(value);
  return sha256(content).toString('hex');
}

/**
 * A UUID that depends on the content alone (RFC 9562, version 8), so that a message handled twice writes the same
 * row and sends the same identifier.
 */
export function contentId(...parts: readonly unknown[]): string {
  const bytes = sha256(canonicalJson(parts)).subarray(0, 16);
  bytes[6] = (bytes[6] & 0x0f) | 0x80;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = bytes.toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}
