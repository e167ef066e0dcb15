import { hash } from 'node:crypto';

/** Leaves `from` up to, not including, `to`, as one subtree of a Merkle tree (RFC 6962, 2.1). */
export interface LeafRange {
  readonly from: number;
  readonly to: number;
}

/** A complete subtree: `2 ** level` leaves from `position * 2 ** level` on. */
export interface TreeNode {
  readonly level: number;
  readonly position: number;
}

const LEAF = Buffer.of(0);
const NODE = Buffer.of(1);

/** The leaf of an entry of the log is made of the 32 bytes of the entry's hash. */
export const leafHash = (entryHash: Buffer): Buffer => hash('sha256', Buffer.concat([LEAF, entryHash]), 'buffer');

export const nodeHash = (left: Buffer, right: Buffer): Buffer =>
  hash('sha256', Buffer.concat([NODE, left, right]), 'buffer');

/** What stands for a tree without leaves. */
export const EMPTY_ROOT = hash('sha256', '', 'buffer');

/** The greatest power of two below a number of leaves, two at least. */
const splitOf = (leaves: number): number => {
  let power = 1;
  while (power * 2 < leaves) power *= 2;
  return power;
};

/** The complete subtrees that a range of leaves consists of, the greatest first. The range must be one of those a tree splits into. */
export const completeNodes = ({ from, to }: LeafRange): TreeNode[] => {
  const nodes: TreeNode[] = [];
  for (let at = from; at < to; ) {
    let level = 0;
    while (2 ** (level + 1) <= to - at) level++;
    nodes.push({ level, position: at / 2 ** level });
    at += 2 ** level;
  }
  return nodes;
};

/** The hash of a range, of the hashes of its complete subtrees. */
export const rangeHash = (hashes: readonly Buffer[]): Buffer =>
  hashes.length === 0 ? EMPTY_ROOT : hashes.reduceRight((right, left) => nodeHash(left, right));

/** The hash of a complete subtree, of the hashes of all subtrees one or more levels below it; there are a power of two of them. */
export const completeHash = (hashes: readonly Buffer[]): Buffer => {
  let level = hashes;
  while (level.length > 1) {
    const above: Buffer[] = [];
    for (let at = 0; at < level.length; at += 2) above.push(nodeHash(level[at]!, level[at + 1]!));
    level = above;
  }
  return level[0]!;
};

/** What proves that a leaf is in a tree, from the leaf upwards (RFC 6962, 2.1.1). */
export const inclusionPath = (leaf: number, size: number): LeafRange[] => {
  const path: LeafRange[] = [];
  let range: LeafRange = { from: 0, to: size };
  while (range.to - range.from > 1) {
    const middle: number = range.from + splitOf(range.to - range.from);
    const [left, right]: [LeafRange, LeafRange] = [
      { from: range.from, to: middle },
      { from: middle, to: range.to },
    ];
    path.unshift(leaf < middle ? right : left);
    range = leaf < middle ? left : right;
  }
  return path;
};

/** What proves that a tree of `size` leaves begins with the one of its first `earlier` leaves (RFC 6962, 2.1.2). */
export const consistencyPath = (earlier: number, size: number): LeafRange[] => {
  const path: LeafRange[] = [];
  if (earlier === 0) return path;
  let range: LeafRange = { from: 0, to: size };
  let isKnown = true;
  while (range.to !== earlier) {
    const middle: number = range.from + splitOf(range.to - range.from);
    if (earlier <= middle) {
      path.unshift({ from: middle, to: range.to });
      range = { from: range.from, to: middle };
    } else {
      path.unshift({ from: range.from, to: middle });
      range = { from: middle, to: range.to };
      isKnown = false;
    }
  }
  return isKnown ? path : [range, ...path];
};

/** Whether a path proves that the leaf is in the tree with this root (RFC 9162, 2.1.3.2). */
export const provesInclusion = (
  leaf: number,
  hash: Buffer,
  size: number,
  root: Buffer,
  path: readonly Buffer[],
): boolean => {
  if (leaf < 0 || leaf >= size) return false;
  let [own, last, at] = [leaf, size - 1, hash];
  for (const sibling of path) {
    if (last === 0) return false;
    if (own % 2 === 1 || own === last) {
      at = nodeHash(sibling, at);
      while (own % 2 === 0 && own > 0) [own, last] = [own / 2, Math.floor(last / 2)];
    } else at = nodeHash(at, sibling);
    [own, last] = [Math.floor(own / 2), Math.floor(last / 2)];
  }
  return last === 0 && at.equals(root);
};

/** Whether a path proves that the later tree begins with the earlier one (RFC 9162, 2.1.4.2). */
export const provesConsistency = (
  earlier: number,
  earlierRoot: Buffer,
  size: number,
  root: Buffer,
  path: readonly Buffer[],
): boolean => {
  if (earlier > size || earlier < 0) return false;
  if (earlier === size) return path.length === 0 && earlierRoot.equals(root);
  if (earlier === 0) return path.length === 0 && earlierRoot.equals(EMPTY_ROOT);
  let [first, last] = [earlier - 1, size - 1];
  while (first % 2 === 1) [first, last] = [(first - 1) / 2, Math.floor(last / 2)];
  const [start, ...others] = first === 0 ? [earlierRoot, ...path] : path;
  if (!start) return false;
  let [before, now] = [start, start];
  for (const other of others) {
    if (last === 0) return false;
    if (first % 2 === 1 || first === last) {
      before = nodeHash(other, before);
      now = nodeHash(other, now);
      while (first % 2 === 0 && first > 0) [first, last] = [first / 2, Math.floor(last / 2)];
    } else now = nodeHash(now, other);
    [first, last] = [Math.floor(first / 2), Math.floor(last / 2)];
  }
  return last === 0 && before.equals(earlierRoot) && now.equals(root);
};
