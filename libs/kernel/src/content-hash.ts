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

/** SHA-256 as lower-case hex: of the bytes or text themselves, or of the canonical JSON of any other value. */
export function contentHash(value: unknown): string {
  const content = typeof value === 'string' || value instanceof Uint8Array ? value : canonicalJson(value);
  return createHash('sha256').update(content).digest('hex');
}
