import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { keyIdOf, publicKeyText } from '#contracts';
import { Transactions } from '#messaging';
import { csvLine, Problem } from '#service';
import { ADDED_FIELDS, type ChainedEntry, HASHED_FIELDS } from './activity-chain.rules';
import { ActivityKeys } from './activity-keys';
import { type ActivitySearch, searchActivity } from './activity-search';
import { consistencyProof, inclusionProofs } from './activity-tree';
import { type KeptTreeHead, lastTreeHead, leavesOf } from './activity-tree.repository';
import { appendActivity, headOf, readActivity } from './activity.repository';

export type ExportFormat = 'jsonl' | 'csv';

const ENTRIES_AT_ONCE = 500;
const CSV_COLUMNS = [...HASHED_FIELDS, ...ADDED_FIELDS, 'previousHash', 'hash', 'removedAt'] as const;

/** Exports of logs, in pieces of constant size. */
@Injectable()
export class ActivityExport {
  constructor(
    private readonly source: DataSource,
    private readonly transactions: Transactions,
    private readonly keys: ActivityKeys,
  ) {}

  /**
   * Notes the export in the log and begins it; the note is its last entry. JSON Lines: a first line with the signed head of the tree and what proves
   * that it continues the one of `since` leaves; a line an entry, with its place in the tree and its path, or without where it is younger than the
   * head; a last line with the signed end of the log.
   *
   * @throws Problem `not-valid` where the tree that was signed last has fewer than `since` leaves
   */
  async begin(order: {
    readonly accountId: string;
    readonly search: ActivitySearch;
    readonly format: ExportFormat;
    readonly since: number;
    readonly person: string;
  }): Promise<AsyncGenerator<string>> {
    const { accountId, search, format, since, person } = order;
    const { manager } = this.source;
    const treeHead = await lastTreeHead(manager);
    if (since > (treeHead?.size ?? 0))
      throw new Problem('not-valid', `The tree that was signed last has ${treeHead?.size ?? 0} leaves.`, [
        { at: '/since', text: `${treeHead?.size ?? 0} at most: more means that the log went back` },
      ]);
    const names = Object.keys(search);
    await this.transactions.run((unit) =>
      appendActivity(
        unit.manager,
        [
          {
            accountId,
            occurredAt: unit.now.toISOString(),
            kind: 'exported',
            channel: 'activity log',
            transmissionId: null,
            mailboxId: null,
            filingId: null,
            itemKind: null,
            subject: null,
            outcome: null,
            disposition: format,
            summary:
              names.length === 0 ? 'the whole activity log' : `what of the activity log fits ${names.join(', ')}`,
            person,
          },
        ],
        unit.now,
      ),
    );
    const end = await headOf(manager, accountId);
    const entries =
      names.length === 0
        ? this.whole(accountId, end.sequence)
        : this.found({ ...search, accounts: [accountId] }, end.sequence);
    if (format === 'csv') return csvOf(entries);
    const first = {
      export: 'portway activity log',
      version: 1,
      accountId,
      selection: names.length === 0 ? null : search,
      treeHead,
      consistency:
        treeHead && since > 0 ? { earlier: since, path: await consistencyProof(manager, since, treeHead.size) } : null,
      keys: [...this.keys.known.values()].map((key) => ({
        keyId: keyIdOf(key),
        algorithm: 'Ed25519',
        publicKey: publicKeyText(key),
      })),
    };
    const accountHead = this.keys.sign({ accountId, ...end, signedAt: new Date().toISOString() });
    return this.linesOf(first, entries, treeHead, accountHead);
  }

  private async *whole(accountId: string, last: number): AsyncGenerator<ChainedEntry[]> {
    for (let after = 0; after < last; ) {
      const page = await readActivity(this.source.manager, accountId, after, Math.min(ENTRIES_AT_ONCE, last - after));
      if (page.length === 0) return;
      yield page;
      after = page.at(-1)!.sequence;
    }
  }

  private async *found(search: ActivitySearch, last: number): AsyncGenerator<ChainedEntry[]> {
    let after: ChainedEntry | null = null;
    for (;;) {
      const found: ChainedEntry[] = await searchActivity(this.source.manager, search, after, ENTRIES_AT_ONCE);
      const page = found.filter(({ sequence }) => sequence <= last);
      if (page.length > 0) yield page;
      if (page.length < ENTRIES_AT_ONCE) return;
      after = page.at(-1)!;
    }
  }

  private async *linesOf(
    first: object,
    pages: AsyncGenerator<ChainedEntry[]>,
    head: KeptTreeHead | null,
    accountHead: object,
  ): AsyncGenerator<string> {
    yield `${JSON.stringify(first)}\n`;
    let count = 0;
    for await (const page of pages) {
      count += page.length;
      const leaves = await leavesOf(this.source.manager, page);
      const places = page.map(({ accountId, sequence }) => {
        const leaf = leaves.get(`${accountId} ${sequence}`);
        return leaf !== undefined && head && leaf < head.size ? leaf : null;
      });
      const proven = places.filter((leaf) => leaf !== null);
      const paths = proven.length > 0 ? await inclusionProofs(this.source.manager, proven, head!.size) : [];
      let at = 0;
      yield page
        .map((entry, index) => {
          const leaf = places[index]!;
          return `${JSON.stringify({ entry: asExported(entry), leaf, path: leaf === null ? null : paths[at++] })}\n`;
        })
        .join('');
    }
    yield `${JSON.stringify({ end: true, entries: count, accountHead })}\n`;
  }
}

/** Of an entry that was removed by policy, what is left of it and nothing in place of the rest. */
const asExported = (entry: ChainedEntry): Partial<ChainedEntry> => {
  const { accountId, sequence, recordedAt, previousHash, hash, removedAt } = entry;
  return removedAt === undefined ? entry : { accountId, sequence, recordedAt, previousHash, hash, removedAt };
};

async function* csvOf(pages: AsyncGenerator<ChainedEntry[]>): AsyncGenerator<string> {
  yield csvLine(CSV_COLUMNS);
  for await (const page of pages)
    yield page.map((entry) => csvLine(CSV_COLUMNS.map((name) => entry[name] ?? null))).join('');
}
