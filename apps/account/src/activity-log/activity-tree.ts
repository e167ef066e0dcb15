import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { ACTIVITY_TREE_SUBJECT, ActivityTreeSigned } from '#contracts';
import { Transactions } from '#messaging';
import { RecurringWork } from '#service';
import { AccountConfig } from '../config/account.config';
import { ActivityKeys } from './activity-keys';
import { hashesOf, keepTreeHead, lastTreeHead, leadsSigning, sealEntries, treeSize } from './activity-tree.repository';
import { consistencyPath, inclusionPath } from './merkle-tree.rules';

const SEALS_EVERY_MS = 1_000;
const SEALED_AT_ONCE = 5_000;
const DAY_SECONDS = 86_400;
/** How often it is looked whether a head is due, within the time after which it is. */
const LOOKS = 10;

/**
 * Gives every entry of every account's log its place in one Merkle tree, and signs how far that reaches: where it grew, after the time configured, and once a
 * day in any case. Each head is told to the gateway, which keeps and publishes it.
 */
@Injectable()
export class ActivityTree {
  constructor(
    private readonly source: DataSource,
    private readonly transactions: Transactions,
    private readonly keys: ActivityKeys,
    private readonly config: AccountConfig,
    work: RecurringWork,
  ) {
    work.every(SEALS_EVERY_MS, 'giving entries of activity logs their places in the tree', () => this.seal());
    const signsEveryMs = (config.ACTIVITY_TREE_SECONDS * 1_000) / LOOKS;
    work.every(signsEveryMs, 'signing how far the tree of activity logs reaches', () => this.sign());
  }

  /** One transaction's worth of entries; whether there are more. */
  async seal(): Promise<boolean> {
    const [row]: { due: boolean }[] = await this.source.query(
      'SELECT EXISTS (SELECT 1 FROM activity_head WHERE sealed_sequence < sequence) AS due',
    );
    if (!row!.due) return false;
    return (await this.source.transaction((manager) => sealEntries(manager, SEALED_AT_ONCE))) === SEALED_AT_ONCE;
  }

  /** Signs a head where one is due. */
  sign(): Promise<void> {
    return this.transactions.run(async (unit) => {
      if (!(await leadsSigning(unit.manager))) return;
      const [size, last] = [await treeSize(unit.manager), await lastTreeHead(unit.manager)];
      const age = last ? (unit.now.getTime() - Date.parse(last.signedAt)) / 1_000 : Infinity;
      const isDue = age >= (last && last.size === size ? DAY_SECONDS : this.config.ACTIVITY_TREE_SECONDS);
      if (size === 0 || !isDue) return;
      const [root] = await hashesOf(unit.manager, [{ from: 0, to: size }]);
      const head = this.keys.signTree({ size, rootHash: root!.toString('hex'), signedAt: unit.now.toISOString() });
      await keepTreeHead(unit.manager, head);
      unit.publish(ActivityTreeSigned, ACTIVITY_TREE_SUBJECT, head, { correlationId: randomUUID() });
    });
  }
}

const inHex = (hashes: readonly Buffer[]): string[] => hashes.map((hash) => hash.toString('hex'));

/** Paths, from the leaf upwards, of leaves in the tree of the first `size` ones; in hexadecimal. */
export const inclusionProofs = async (
  manager: EntityManager,
  leaves: readonly number[],
  size: number,
): Promise<string[][]> => {
  const paths = leaves.map((leaf) => inclusionPath(leaf, size));
  const hashes = inHex(await hashesOf(manager, paths.flat()));
  let at = 0;
  return paths.map(({ length }) => hashes.slice(at, (at += length)));
};

/** That the tree of `size` leaves begins with the one of the first `earlier`; in hexadecimal. */
export const consistencyProof = async (manager: EntityManager, earlier: number, size: number): Promise<string[]> =>
  inHex(await hashesOf(manager, consistencyPath(earlier, size)));
