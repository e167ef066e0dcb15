import { createHash } from 'node:crypto';
import fc from 'fast-check';
import {
  completeHash,
  completeNodes,
  consistencyPath,
  EMPTY_ROOT,
  inclusionPath,
  leafHash,
  type LeafRange,
  nodeHash,
  provesConsistency,
  provesInclusion,
  rangeHash,
} from './merkle-tree.rules';

const sha = (...parts: Buffer[]): Buffer => createHash('sha256').update(Buffer.concat(parts)).digest();
/** The definition of RFC 6962, 2.1, word for word. */
const plainly = (entries: readonly Buffer[]): Buffer => {
  if (entries.length === 0) return sha();
  if (entries.length === 1) return sha(Buffer.of(0), entries[0]!);
  const k = 2 ** (Math.ceil(Math.log2(entries.length)) - 1);
  return sha(Buffer.of(1), plainly(entries.slice(0, k)), plainly(entries.slice(k)));
};
const entriesOf = (count: number): Buffer[] =>
  Array.from({ length: count }, (_, at) => sha(Buffer.from(`entry ${at}`)));
const hashOf = (entries: readonly Buffer[], range: LeafRange): Buffer =>
  rangeHash(
    completeNodes(range).map(({ level, position }) =>
      completeHash(entries.slice(position * 2 ** level, (position + 1) * 2 ** level).map(leafHash)),
    ),
  );
const rootOf = (entries: readonly Buffer[]) => hashOf(entries, { from: 0, to: entries.length });

describe('the Merkle tree over all activity logs', () => {
  test('has the roots that Certificate Transparency publishes for its test entries', () => {
    const known = ['', '00', '10', '2021', '3031', '40414243', '5051525354555657', '606162636465666768696a6b6c6d6e6f'];
    const entries = known.map((hex) => Buffer.from(hex, 'hex'));
    expect(rootOf(entries).toString('hex')).toBe('5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328');
    expect(rootOf(entries.slice(0, 3)).toString('hex')).toBe(
      'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77',
    );
    expect(EMPTY_ROOT.toString('hex')).toBe('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855');
  });
  test('has the root that the definition gives, whatever the number of entries', () => {
    for (let size = 0; size <= 130; size++) {
      const entries = entriesOf(size);
      expect(rootOf(entries)).toEqual(plainly(entries));
    }
  });
  test('every entry is proved to be in it, and no other in its place', () => {
    for (let size = 1; size <= 20; size++) {
      const entries = entriesOf(size);
      const root = plainly(entries);
      for (let leaf = 0; leaf < size; leaf++) {
        const path = inclusionPath(leaf, size).map((range) => hashOf(entries, range));
        expect(provesInclusion(leaf, leafHash(entries[leaf]!), size, root, path)).toBe(true);
        for (let other = 0; other < size; other++)
          if (other !== leaf) {
            expect(provesInclusion(other, leafHash(entries[leaf]!), size, root, path)).toBe(false);
            expect(provesInclusion(leaf, leafHash(entries[other]!), size, root, path)).toBe(false);
          }
      }
    }
  });
  test('every tree is proved to continue every earlier one', () => {
    for (let size = 1; size <= 40; size++)
      for (let earlier = 0; earlier <= size; earlier++) {
        const entries = entriesOf(size);
        const path = consistencyPath(earlier, size).map((range) => hashOf(entries, range));
        const [before, now] = [plainly(entries.slice(0, earlier)), plainly(entries)];
        expect(provesConsistency(earlier, before, size, now, path)).toBe(true);
        expect(provesConsistency(earlier, sha(before), size, now, path)).toBe(false);
        // Every tree continues the one without leaves.
        expect(provesConsistency(earlier, before, size, sha(now), path)).toBe(earlier === 0);
      }
  });
  test('a history that was rewritten is not proved by any path of the two trees', () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 200 }), fc.nat(), fc.nat(), (size, a, b) => {
        const earlier = 1 + (a % (size - 1));
        const entries = entriesOf(size);
        const rewritten = entries.map((entry, at) => (at === b % earlier ? sha(entry) : entry));
        for (const told of [entries, rewritten]) {
          const path = consistencyPath(earlier, size).map((range) => hashOf(told, range));
          expect(provesConsistency(earlier, plainly(entries.slice(0, earlier)), size, plainly(rewritten), path)).toBe(
            false,
          );
        }
      }),
      { numRuns: 60 },
    );
  });
  test('a path with a hash changed, left out or added proves nothing', () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 300 }), fc.nat(), fc.nat(), (size, a, b) => {
        const entries = entriesOf(size);
        const [leaf, root] = [a % size, plainly(entries)];
        const path = inclusionPath(leaf, size).map((range) => hashOf(entries, range));
        const at = b % path.length;
        const proves = (other: Buffer[]) => provesInclusion(leaf, leafHash(entries[leaf]!), size, root, other);
        expect(proves(path.with(at, nodeHash(path[at]!, path[at]!)))).toBe(false);
        expect(proves(path.toSpliced(at, 1))).toBe(false);
        expect(proves([...path, path[at]!])).toBe(false);
      }),
      { numRuns: 100 },
    );
  });
});
