import type { FileHandle } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';
import { Inject, Injectable, OnModuleDestroy, OnModuleInit } from '@nestjs/common';
import { Counter, Gauge } from 'prom-client';
import type { Recurring } from '#kernel';
import { reasonOf } from '#persistence';
import { LOG, type Log, Metrics, RecurringWork } from '#service';
import type { Account } from '../account/account';
import { GatewayConfig } from '../config/gateway.config';
import type { NewTransmission, Verdict } from '../filing/transmission';
import { type AccountRecord, encode, type TransmissionRecord } from './copy-records';
import { cleanFolder, createSegment, folderOf, SEGMENT_BYTES, SEGMENT_MS } from './copy-folder';
import { Continuity } from './continuity';

const CLEAN_EVERY_MS = 60_000;
/** A receipt waits no longer for the copy: a disk that hangs must not stop filing. */
const LONGEST_WAIT_MS = 2_000;
/** What waits to be written beyond it is left out: memory is not the place for it. */
const WAITING_BYTES = 256 * 1024 * 1024;

export interface Accepted {
  readonly transmission: NewTransmission;
  readonly verdict: Verdict;
}

/**
 * A second copy of what was accepted, outside the journal's database: written after the commit and before the receipt, a write for all that was
 * committed together. It is for a journal that is put back to an earlier state, so nothing waits for the disk itself. A copy that
 * cannot be written is told to operators and refuses nobody.
 */
@Injectable()
export class JournalCopy implements OnModuleInit, OnModuleDestroy {
  private readonly writer: string;
  private waiting: Buffer[] = [];
  private waitingBytes = 0;
  private writing: Promise<void> = Promise.resolve();
  private file: FileHandle | undefined;
  private written = 0;
  private openedAt = 0;
  private number = 0;
  /** Accounts whose state is in this file, as last written. */
  private readonly accounts = new Map<string, { account: Account; text: string }>();
  private failing = false;
  /** Bytes in the folder; null while nobody could look. */
  private kept: number | null = null;
  private errors: Counter | undefined;
  private readonly cleaning: Recurring;

  constructor(
    private readonly config: GatewayConfig,
    private readonly continuity: Continuity,
    private readonly metrics: Metrics,
    @Inject(LOG) private readonly log: Log,
    work: RecurringWork,
  ) {
    this.writer = `${config.INSTANCE}-${Date.now()}`;
    this.cleaning = work.every(CLEAN_EVERY_MS, 'removing old copies of the journal', () => this.clean(), {
      firstAfterMs: 1_000,
      when: this.isKept,
    });
  }

  get isKept(): boolean {
    return this.config.JOURNAL_COPY_DIR !== '';
  }

  onModuleInit(): void {
    const registers = [this.metrics.registry];
    this.errors = new Counter({
      name: 'portway_journal_copy_errors_total',
      help: 'Transmissions accepted whose copy could not be written',
      registers,
    });
    const state = (): { failing: number; kept: number | null } => ({
      failing: Number(!this.isKept || this.failing),
      kept: this.kept,
    });
    new Gauge({
      name: 'portway_journal_copy_failing',
      help: '1 while no copy of the journal is written',
      registers,
      collect() {
        this.set(state().failing);
      },
    });
    new Gauge({
      name: 'portway_journal_copy_bytes',
      help: 'Bytes in the folder of copies, as last looked at',
      registers,
      collect() {
        const { kept } = state();
        if (kept === null) this.remove();
        else this.set(kept);
      },
    });
    if (!this.isKept)
      this.log.warn(
        {},
        'JOURNAL_COPY_DIR is empty: no copy of what is accepted is kept outside the database, and one that is put back to an earlier state loses what came since',
      );
  }

  async onModuleDestroy(): Promise<void> {
    await this.cleaning.stop();
    await this.writing;
    await this.file?.close().catch(() => undefined);
  }

  /** Of what was committed together, in the order written. Resolves when it is in the file, or it is known that it will not be. Never rejects. */
  async append(accepted: readonly Accepted[]): Promise<void> {
    this.continuity.remember(
      accepted.filter(({ verdict }) => verdict.kind === 'new').map(({ transmission }) => transmission.id),
    );
    const kept = accepted.filter(({ verdict }) => verdict.kind !== 'conflict');
    if (!this.isKept || kept.length === 0) return;
    const bytes = kept.reduce(
      (sum, { transmission, verdict }) => sum + (verdict.kind === 'new' ? transmission.body.length : 0),
      0,
    );
    if (this.waitingBytes > 0 && this.waitingBytes + bytes > WAITING_BYTES)
      return this.fail(new Error('the disk takes it too slowly'), kept.length);
    this.waitingBytes += bytes;
    const done = this.writing.then(() => this.write(kept)).finally(() => (this.waitingBytes -= bytes));
    this.writing = done;
    const late = new AbortController();
    const isLate = await Promise.race([
      done.then(() => false),
      pause(LONGEST_WAIT_MS, true, { ref: false, signal: late.signal }).catch(() => false),
    ]);
    late.abort();
    // It may be written yet; until it is, nobody is told that it was.
    if (isLate) this.fail(new Error(`the disk has not taken it for ${LONGEST_WAIT_MS / 1_000} s`), 0);
  }

  private async write(accepted: readonly Accepted[]): Promise<void> {
    try {
      const file = await this.fileFor();
      this.waiting = [];
      for (const { transmission, verdict } of accepted) {
        if (verdict.kind === 'new') this.noteAccount(transmission.account);
        this.waiting.push(
          ...encode(recordOf(transmission, verdict), verdict.kind === 'new' ? transmission.body : undefined),
        );
      }
      const bytes = this.waiting.reduce((sum, part) => sum + part.length, 0);
      const { bytesWritten } = await file.writev(this.waiting);
      this.written += bytesWritten;
      if (bytesWritten < bytes) throw new Error(`only ${bytesWritten} of ${bytes} bytes were written`);
      if (this.failing) this.log.warn({}, 'the copy of the journal is written again');
      this.failing = false;
    } catch (error) {
      // Part of a record may be in the file: the next goes into another one.
      await this.turn();
      this.fail(error, accepted.length);
    } finally {
      this.waiting = [];
    }
  }

  private async fileFor(): Promise<FileHandle> {
    if (this.file && (this.written >= SEGMENT_BYTES || performance.now() - this.openedAt >= SEGMENT_MS))
      await this.turn();
    if (!this.file) {
      if (!this.continuity.journal) throw new Error('it is not known which journal this is');
      this.file = await createSegment(
        folderOf(this.config.JOURNAL_COPY_DIR, this.continuity.journal),
        this.writer,
        (this.number += 1),
      );
      this.openedAt = performance.now();
    }
    return this.file;
  }

  private async turn(): Promise<void> {
    await this.file?.close().catch(() => undefined);
    this.file = undefined;
    this.written = 0;
    this.accounts.clear();
  }

  private noteAccount(account: Account): void {
    const known = this.accounts.get(account.accountId);
    if (known?.account === account) return;
    const record = {
      account: { ...account, abi: account.abi && { site: account.abi.site, id: account.abi.id } },
    } satisfies AccountRecord;
    const text = JSON.stringify(record);
    this.accounts.set(account.accountId, { account, text });
    if (known?.text !== text) this.waiting.push(...encode(record));
  }

  private fail(error: unknown, transmissions: number): void {
    this.errors?.inc(transmissions);
    if (!this.failing)
      this.log.error(
        { reason: reasonOf(error), folder: this.config.JOURNAL_COPY_DIR },
        'the copy of the journal cannot be written; filing goes on',
      );
    this.failing = true;
  }

  private async clean(): Promise<void> {
    const { JOURNAL_COPY_DIR, JOURNAL_COPY_HOURS, JOURNAL_COPY_BYTES } = this.config;
    const { kept, since, dropped } = await cleanFolder(
      JOURNAL_COPY_DIR,
      Date.now() - JOURNAL_COPY_HOURS * 3_600_000,
      JOURNAL_COPY_BYTES,
    ).catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return { kept: 0, since: null, dropped: 0 };
      this.kept = null;
      throw error;
    });
    this.kept = kept;
    if (dropped > 0)
      this.log.warn(
        { dropped, keptSince: since && new Date(since).toISOString() },
        'copies of the journal were removed before their time, because JOURNAL_COPY_BYTES is reached',
      );
  }
}

const recordOf = (t: NewTransmission, verdict: Verdict): TransmissionRecord => ({
  id: t.id,
  accountId: t.account.accountId,
  channel: t.channel,
  format: t.format,
  key: t.key,
  contentHash: t.contentHash,
  receivedAt: t.receivedAt,
  correlationId: t.correlationId,
  envelope: t.envelope,
  filings: t.filingCount,
  ...(verdict.kind === 'repeat' ? { of: verdict.of } : {}),
  ...(verdict.kind === 'new' && verdict.treated?.some(isNotTaken)
    ? { notTaken: verdict.treated.filter(isNotTaken).map(({ kind }) => kind) }
    : {}),
});

const isNotTaken = ({ disposition }: { disposition: string }): boolean => disposition === 'not processed, resend';
