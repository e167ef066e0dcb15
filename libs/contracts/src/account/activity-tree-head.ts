import { type KeyObject, sign, verify } from 'node:crypto';
import { keyIdOf, type HeadKeys } from './activity-head';

/** How far the tree over all activity logs reached at an instant: its number of leaves and its root (RFC 6962), in hexadecimal. */
export interface TreeHead {
  readonly size: number;
  readonly rootHash: string;
  /** ISO 8601 in UTC with milliseconds. */
  readonly signedAt: string;
}

/** A tree head with the word of who keeps the logs. `signature` is Ed25519 over `treeHeadText`, in base64. */
export interface SignedTreeHead extends TreeHead {
  readonly keyId: string;
  readonly signature: string;
}

/** What is signed, in UTF-8: four lines, each with its line end. */
export const treeHeadText = ({ size, rootHash, signedAt }: TreeHead): string =>
  `portway activity tree\n${size}\n${rootHash}\n${signedAt}\n`;

export const signTreeHead = (head: TreeHead, key: KeyObject): SignedTreeHead => ({
  ...head,
  keyId: keyIdOf(key),
  signature: sign(null, Buffer.from(treeHeadText(head)), key).toString('base64'),
});

/** Whether one of these keys signed it. */
export const isTreeHeadSigned = (head: SignedTreeHead, keys: HeadKeys): boolean => {
  const key = keys.get(head.keyId);
  return key !== undefined && verify(null, Buffer.from(treeHeadText(head)), key, Buffer.from(head.signature, 'base64'));
};
