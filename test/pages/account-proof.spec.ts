import { createHash, generateKeyPairSync, sign } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ChainedEntry, KeptTreeHead } from '../../apps/portal/web/api/account';
import { prove } from '../../apps/portal/web/pages/account/proof';

const guide = readFileSync(join(__dirname, '..', '..', 'docs', 'partners', 'accounts.md'), 'utf8');
const { entries } = JSON.parse(/```json\n(\{\s*"entries"[\s\S]*?)```/.exec(guide)![1]!) as { entries: ChainedEntry[] };
const sha = (...parts: Buffer[]): Buffer => createHash('sha256').update(Buffer.concat(parts)).digest();
const LEAF = Buffer.of(0);
const NODE = Buffer.of(1);

/** A tree of three leaves, the entry the second one, signed as the platform signs (guide for partners, "The activity log"). */
const proofOf = (entry: ChainedEntry) => {
  const [first, own, third] = [sha(Buffer.of(7)), sha(LEAF, Buffer.from(entry.hash, 'hex')), sha(Buffer.of(8))];
  const rootHash = sha(NODE, sha(NODE, first!, own!), third!).toString('hex');
  const { publicKey, privateKey } = generateKeyPairSync('ed25519');
  const der = publicKey.export({ type: 'spki', format: 'der' });
  const signedAt = '2026-11-21T14:15:00.000Z';
  const said = `portway activity tree\n3\n${rootHash}\n${signedAt}\n`;
  const head: KeptTreeHead = {
    id: 1,
    keyId: sha(der).toString('hex').slice(0, 16),
    signature: sign(null, Buffer.from(said), privateKey).toString('base64'),
    size: 3,
    rootHash,
    signedAt,
  };
  return {
    keys: [der.toString('base64')],
    proof: { head, leaf: 1, path: [first!.toString('hex'), third!.toString('hex')] },
  };
};

describe('the page of the activity log', () => {
  const entry = entries[0]!;
  const { proof, keys } = proofOf(entry);

  test('proves the entry of the guide for partners by its text, the tree and the signature', async () => {
    expect(await prove(entry, proof, keys)).toEqual({ text: 'fits', tree: true, signature: true });
  });

  test('finds an entry whose text was changed', async () => {
    expect(await prove({ ...entry, summary: 'nothing was ever filed' }, proof, keys)).toMatchObject({
      text: 'does not fit',
    });
  });

  test('finds an entry that is not in the tree, and one at another place', async () => {
    expect(await prove(entries[1]!, proof, keys)).toMatchObject({ tree: false });
    expect(await prove(entry, { ...proof, leaf: 2 }, keys)).toMatchObject({ tree: false });
  });

  test('finds a tree that nobody known signed, or that was changed after it was signed', async () => {
    expect(await prove(entry, proof, [])).toMatchObject({ signature: false });
    expect(await prove(entry, { ...proof, head: { ...proof.head, size: 4 } }, keys)).toMatchObject({
      signature: false,
    });
  });

  test('knows an entry that was removed by policy by its hash', async () => {
    const left = { ...entry, removedAt: '2032-01-01T00:00:00Z' };
    expect(await prove(left, proof, keys)).toEqual({ text: 'removed', tree: true, signature: true });
  });
});
