import type { ChainedEntry, KeptTreeHead } from '../../api/account';

/** What a browser found out about an entry of a log by itself. */
export interface Proven {
  /** Whether the entry's text gives its hash (an entry that was removed by policy has none left). */
  readonly text: 'fits' | 'does not fit' | 'removed';
  /** Whether the entry is in the tree that was signed (RFC 9162, 2.1.3.2). */
  readonly tree: boolean;
  /** Whether one of the public keys signed that tree; null where this browser cannot tell. */
  readonly signature: boolean | null;
}

const HASHED = [
  'accountId',
  'sequence',
  'occurredAt',
  'recordedAt',
  'kind',
  'channel',
  'transmissionId',
  'mailboxId',
  'filingId',
  'itemKind',
  'subject',
  'outcome',
  'disposition',
  'summary',
] as const;
const ADDED = ['person', 'port', 'center'] as const;
const KEY_ID_DIGITS = 16;
const LEAF = Uint8Array.of(0);
const NODE = Uint8Array.of(1);

type Bytes = Uint8Array<ArrayBuffer>;
const text = (words: string): Bytes => new TextEncoder().encode(words) as Bytes;
const bytesOf = (hex: string): Bytes => Uint8Array.from(hex.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
const hexOf = (bytes: Bytes): string => Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
const plain = (base64: string): Bytes => Uint8Array.from(atob(base64), (sign) => sign.charCodeAt(0));
const sha = async (...parts: readonly Bytes[]): Promise<Bytes> =>
  new Uint8Array(await crypto.subtle.digest('SHA-256', await new Blob([...parts]).arrayBuffer()));
const half = (number: number): number => Math.floor(number / 2);

/** The hash of an entry, from its text and the hash before it, as the guide for partners has it ("The activity log"). */
export const hashOf = async (entry: ChainedEntry): Promise<string> => {
  const values: unknown[] = HASHED.map((name) => entry[name]);
  if (ADDED.some((name) => entry[name] !== undefined)) values.push(...ADDED.map((name) => entry[name] ?? null));
  return hexOf(await sha(text(entry.previousHash), text(JSON.stringify(values))));
};

const isInTree = async (
  hash: string,
  leaf: number,
  { size, rootHash }: KeptTreeHead,
  path: readonly string[],
): Promise<boolean> => {
  if (!Number.isSafeInteger(leaf) || leaf < 0 || leaf >= size) return false;
  let [own, last] = [leaf, size - 1];
  let at = await sha(LEAF, bytesOf(hash));
  for (const sibling of path.map(bytesOf)) {
    if (last === 0) return false;
    if (own % 2 === 1 || own === last) {
      at = await sha(NODE, sibling, at);
      while (own % 2 === 0 && own > 0) [own, last] = [half(own), half(last)];
    } else at = await sha(NODE, at, sibling);
    [own, last] = [half(own), half(last)];
  }
  return last === 0 && hexOf(at) === rootHash;
};

const isSigned = async (head: KeptTreeHead, publicKeys: readonly string[]): Promise<boolean | null> => {
  const said = text(`portway activity tree\n${head.size}\n${head.rootHash}\n${head.signedAt}\n`);
  try {
    for (const der of publicKeys.map(plain)) {
      if (hexOf(await sha(der)).slice(0, KEY_ID_DIGITS) !== head.keyId) continue;
      const key = await crypto.subtle.importKey('spki', der, { name: 'Ed25519' }, false, ['verify']);
      return await crypto.subtle.verify({ name: 'Ed25519' }, key, plain(head.signature), said);
    }
    return false;
  } catch {
    // A browser without Ed25519.
    return null;
  }
};

/** Checks an entry against its proof without asking anybody. @param publicKeys of the log's signers, DER in base64 */
export const prove = async (
  entry: ChainedEntry,
  proof: { readonly head: KeptTreeHead; readonly leaf: number; readonly path: readonly string[] },
  publicKeys: readonly string[],
): Promise<Proven> => ({
  text: entry.removedAt ? 'removed' : (await hashOf(entry)) === entry.hash ? 'fits' : 'does not fit',
  tree: await isInTree(entry.hash, proof.leaf, proof.head, proof.path),
  signature: await isSigned(proof.head, publicKeys),
});
