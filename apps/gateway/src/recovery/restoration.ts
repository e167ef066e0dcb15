import { type FileHandle, open } from 'node:fs/promises';
import { Inject, Injectable, OnModuleInit } from '@nestjs/common';
import { Counter } from 'prom-client';
import { DataSource } from 'typeorm';
import { Transactions } from '#messaging';
import { isDatabaseUnavailable, reasonOf } from '#persistence';
import { LOG, type Log, Metrics } from '#service';
import type { Account } from '../account/account';
import { GatewayConfig } from '../config/gateway.config';
import { type Forgotten, Journal } from '../intake/journal';
import type { NewTransmission } from '../filing/transmission';
import { Continuity, type Memory } from '../journal/continuity';
import { folderOf, type Segment, segmentsIn } from '../journal/copy-folder';
import {
  type AccountRecord,
  bodyOf,
  isAccount,
  type PlacedRecord,
  recordsOf,
  type TransmissionRecord,
} from '../journal/copy-records';
import { JournalCopy } from '../journal/journal-copy';
import { Reread } from './reread';

const LOOKED_FOR_AT_ONCE = 1_000;
/** Brought back in one transaction. */
const TRANSMISSIONS_AT_ONCE = 100;
const BYTES_AT_ONCE = 8 * 1024 * 1024;
const FILINGS_AT_ONCE = 2_000;
const RECALLED = 4;

/** A transmission in the copy. */
interface Placed extends PlacedRecord {
  readonly record: TransmissionRecord;
  readonly path: string;
  readonly account: AccountRecord['account'] | null;
  /** Never less than that of what its process stored before: the order in which the transmissions took effect. */
  readonly order: string;
}

/** Brings what a journal forgot that was put back to an earlier state back from its copy: what every process wrote, also those that are gone. */
@Injectable()
export class Restoration implements Memory, OnModuleInit {
  private restored: Counter | undefined;

  constructor(
    private readonly source: DataSource,
    private readonly transactions: Transactions,
    private readonly journal: Journal,
    private readonly reread: Reread,
    private readonly continuity: Continuity,
    private readonly copy: JournalCopy,
    private readonly config: GatewayConfig,
    private readonly metrics: Metrics,
    @Inject(LOG) private readonly log: Log,
  ) {}

  onModuleInit(): void {
    this.restored = new Counter({
      name: 'portway_journal_restored_total',
      help: 'Transmissions brought back from the copy of the journal',
      registers: [this.metrics.registry],
    });
    if (this.copy.isKept) this.continuity.memory = this;
  }

  /** The last in the newest file of every process that wrote. */
  async recall(journal: string): Promise<string[]> {
    const newest = new Map((await this.segments(journal)).map((segment) => [segment.writer, segment]));
    const ids: string[] = [];
    for (const segment of newest.values())
      ids.push(
        ...(await transmissionsIn(segment))
          .filter(({ record }) => !record.of)
          .slice(-RECALLED)
          .map(({ record }) => record.id),
      );
    return ids;
  }

  async restore(journal: string): Promise<{ restored: number; failed: number }> {
    const forgotten = await this.forgotten(journal);
    let restored = 0;
    let failed = 0;
    for (let from = 0; from < forgotten.length; ) {
      const batch = await this.batchFrom(forgotten, from);
      from += batch.taken;
      const brought = await this.bring(batch.read);
      restored += brought;
      failed += batch.taken - brought;
    }
    return { restored, failed };
  }

  private segments(journal: string): Promise<Segment[]> {
    return segmentsIn(folderOf(this.config.JOURNAL_COPY_DIR, journal));
  }

  /** In the order in which they took effect. A process' files are looked through from the newest back to the first of which nothing is missing. */
  private async forgotten(journal: string): Promise<Placed[]> {
    const byWriter = new Map<string, Segment[]>();
    for (const segment of await this.segments(journal))
      byWriter.set(segment.writer, [...(byWriter.get(segment.writer) ?? []), segment]);
    const found: Placed[] = [];
    for (const segments of byWriter.values()) {
      for (const segment of segments.reverse()) {
        const held = await transmissionsIn(segment);
        const missing = await this.missing(held);
        found.push(...missing);
        if (missing.length === 0 && held.length > 0) break;
      }
    }
    return found.sort((a, b) => (a.order < b.order ? -1 : a.order > b.order ? 1 : 0));
  }

  private async missing(placed: readonly Placed[]): Promise<Placed[]> {
    const missing: Placed[] = [];
    for (let from = 0; from < placed.length; from += LOOKED_FOR_AT_ONCE) {
      const part = placed.slice(from, from + LOOKED_FOR_AT_ONCE);
      const rows: { id: string }[] = await this.source.query('SELECT id FROM transmission WHERE id = ANY($1)', [
        part.map(({ record }) => record.id),
      ]);
      const known = new Set(rows.map(({ id }) => id));
      missing.push(...part.filter(({ record }) => !known.has(record.id)));
    }
    return missing;
  }

  private async batchFrom(forgotten: readonly Placed[], from: number): Promise<{ taken: number; read: Forgotten[] }> {
    const read: Forgotten[] = [];
    let [taken, bytes, filings] = [0, 0, 0];
    while (
      from + taken < forgotten.length &&
      taken < TRANSMISSIONS_AT_ONCE &&
      bytes < BYTES_AT_ONCE &&
      filings < FILINGS_AT_ONCE
    ) {
      const one = forgotten[from + taken]!;
      taken += 1;
      bytes += one.bodyBytes;
      filings += one.record.filings;
      try {
        read.push(await this.readOne(one));
      } catch (error) {
        if (isDatabaseUnavailable(error)) throw error;
        this.log.error(
          { transmissionId: one.record.id, accountId: one.record.accountId, reason: reasonOf(error) },
          'an accepted transmission could not be brought back from the copy',
        );
      }
    }
    return { taken, read };
  }

  private async readOne(placed: Placed): Promise<Forgotten> {
    const { record, account, path } = placed;
    const { id, channel, key, receivedAt, correlationId, envelope, format, contentHash } = record;
    if (record.of !== undefined) return { transmission: repeatOf(record), of: record.of, notTaken: [] };
    const file = await open(path);
    const body = await bodyOf(file, placed).finally(() => file.close());
    const owner: Account = account
      ? { ...account, abi: account.abi && { ...account.abi, passwordHash: '' } }
      : ((await this.source.query('SELECT data FROM account WHERE id = $1', [record.accountId]))[0].data as Account);
    const transmission = await this.reread.read({
      id,
      channel,
      key,
      receivedAt,
      correlationId,
      envelope,
      body,
      account: owner,
    });
    // An interchange is known by what it says itself: an earlier release knew it by less.
    const known = channel === 'x12' ? {} : { contentHash, key };
    return { transmission: { ...transmission, format, ...known }, of: null, notTaken: record.notTaken ?? [] };
  }

  /** One that cannot be written must not keep the others away. */
  private async bring(batch: readonly Forgotten[]): Promise<number> {
    if (batch.length === 0) return 0;
    try {
      const brought = await this.transactions.run((unit) => this.journal.restore(unit, batch));
      this.restored?.inc(brought);
      return batch.length;
    } catch (error) {
      if (isDatabaseUnavailable(error)) throw error;
      if (batch.length > 1) {
        let brought = 0;
        for (const one of batch) brought += await this.bring([one]);
        return brought;
      }
      this.log.error(
        { err: error, transmissionId: batch[0]!.transmission.id },
        'an accepted transmission could not be brought back from the copy',
      );
      return 0;
    }
  }
}

const transmissionsIn = async ({ path }: Segment): Promise<Placed[]> => {
  const found: Placed[] = [];
  const accounts = new Map<string, AccountRecord['account']>();
  let order = '';
  let file: FileHandle;
  try {
    file = await open(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return found;
    throw error;
  }
  try {
    for await (const { record, ...place } of recordsOf(file)) {
      if (isAccount(record)) accounts.set(record.account.accountId, record.account);
      else {
        if (record.receivedAt > order) order = record.receivedAt;
        found.push({ ...place, record, path, order, account: accounts.get(record.accountId) ?? null });
      }
    }
  } finally {
    await file.close();
  }
  return found;
};

/** A repeat has no effect of its own. */
const repeatOf = ({
  of: _,
  notTaken: __,
  accountId,
  filings: filingCount,
  ...record
}: TransmissionRecord): NewTransmission => ({
  ...record,
  account: { accountId } as Account,
  envelope: record.envelope as object,
  filingCount,
  counts: [],
  filings: [],
  answers: [],
  body: Buffer.alloc(0),
});
