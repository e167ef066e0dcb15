/**
 * Reads what a partner transmits: batches, their blocks, their transactions. The first pass checks everything that can be told
 * from the text alone and keeps no record; transactions are cut out afterwards, one at a time, from a batch without faults.
 */
import { agencyLayoutAt, agencyLevel, isAgencyRecord } from './agency-records';
import { decode } from './codec';
import {
  batchFault,
  Block,
  blockFault,
  blockHeaderFaults,
  blockTrailerFaults,
  type ControlFault,
  type Envelope,
  envelopeOf,
  headerFaults,
  trailerFaults,
  transactionFault,
} from './control';
import type { ControlCode } from './conditions';
import { begins, type Grammar, GRAMMARS, groupHeads, UsageWalk } from './grammar';
import type { Layout } from './layout';
import { bytesOf, foldedByte, recordKey, RecordWalker } from './records';

export interface ReadOptions {
  /** Input applications that are taken, by default every application with a grammar; another known one is refused by name (PX1). */
  readonly accepts?: ReadonlySet<string>;
}

/** One record of a transaction: 80 characters in upper case, and its place within the transaction, from 0. */
export interface RecordImage {
  readonly recordId: string;
  readonly image: string;
  readonly index: number;
  /** How many records head the groups that it stands in, so 0 for what stands in none: those above it with lower levels are its heads. */
  readonly level: number;
}

export interface Transaction {
  readonly application: string;
  readonly block: Block;
  /** Where its records begin and end in the transmission, in bytes from 0. */
  readonly startByte: number;
  readonly endByte: number;
  /** Within the block, from 1. */
  readonly position: number;
  /** Of the header record within the batch, from 1; A is record 1. */
  readonly recordPosition: number;
  readonly records: readonly RecordImage[];
}

export interface Batch {
  /** Within the transmission, from 1. Every batch gets an answer of its own (p. B&B-9). */
  readonly position: number;
  /** Where its first record begins in the transmission, in bytes from 0. */
  readonly startByte: number;
  /** Null when the A record is missing. */
  readonly envelope: Envelope | null;
  /** Of a batch that is refused: those before the first fault of batch or block control. */
  readonly blocks: readonly Block[];
  /**
   * Empty when the batch is accepted. Faults of one level only: while batch control is faulty the blocks are not judged, while
   * a block is faulty no transaction is (pp. B&B-34..36). At most 100 are kept.
   */
  readonly faults: readonly ControlFault[];
  readonly recordCount: number;
  readonly transactionCount: number;
  /** The transactions in the order sent, cut from the transmission as they are asked for; none when there are faults. */
  transactions(): Generator<Transaction, void, undefined>;
}

export interface Transmission {
  /** Empty when the transmission holds no record at all. */
  readonly batches: readonly Batch[];
  readonly recordCount: number;
}

const LETTER = { A: 65, B: 66, Y: 89, Z: 90 } as const;
const RECORDS_PER_TURN = 8192;
const FAULTS_KEPT = 100;

/**
 * The guide sets no limit to the batches of a transmission or the blocks of a batch. These are ours: they keep a transmission of
 * nothing but control records from filling the memory. What goes beyond is refused with X36, never dropped in silence.
 */
export const BATCHES_PER_TRANSMISSION = 999;
export const BLOCKS_PER_BATCH = 99_999;

/** Reads a whole transmission at once. Never throws, whatever the bytes. */
export function readTransmission(input: string | Uint8Array, options: ReadOptions = {}): Transmission {
  const scan = scanTransmission(input, options);
  for (;;) {
    const step = scan.next();
    if (step.done) return step.value;
  }
}

/** Reads a transmission and lets the event loop run every few thousand records. */
export async function readTransmissionInTurns(
  input: string | Uint8Array,
  options: ReadOptions = {},
): Promise<Transmission> {
  const scan = scanTransmission(input, options);
  for (;;) {
    const step = scan.next();
    if (step.done) return step.value;
    await new Promise((resolve) => setImmediate(resolve));
  }
}

/** The same reading in steps: yields the number of records read so far, returns the transmission. */
export function* scanTransmission(
  input: string | Uint8Array,
  options: ReadOptions = {},
): Generator<number, Transmission, undefined> {
  const accepted = options.accepts ?? new Set(GRAMMARS.keys());
  const bytes = bytesOf(input);
  const walker = new RecordWalker(bytes);
  const batches: Batch[] = [];
  let recordCount = 0;
  let current: BatchScan | null = null;
  while (walker.next()) {
    const letter = foldedByte(bytes, walker.start, walker.end);
    if (current && letter === LETTER.A && !current.isBeyondLimit) {
      batches.push(current.finish());
      current = null;
    }
    current ??= new BatchScan(bytes, batches.length + 1, walker.start, accepted);
    current.take(walker, letter);
    if (current.closed) {
      batches.push(current.finish());
      current = null;
    }
    recordCount += 1;
    if (recordCount % RECORDS_PER_TURN === 0) yield recordCount;
  }
  if (current) batches.push(current.finish());
  return { batches, recordCount };
}

/** Checks one batch, record by record. */
class BatchScan {
  closed = false;
  private readonly faults: Record<ControlFault['level'], ControlFault[]> = { batch: [], block: [], transaction: [] };
  private readonly blocks: Block[] = [];
  private blockCount = 0;
  private recordCount = 0;
  private transactionCount = 0;
  private header: string | null = null;
  private application = '';
  private grammar: Grammar | null = null;
  private block: Block | null = null;
  private strayReported = false;
  /** The open transaction; null where only a header record may stand. */
  private walk: UsageWalk | null = null;
  /** The rest of a faulty transaction is passed over. */
  private passing = false;

  constructor(
    private readonly bytes: Buffer,
    private readonly position: number,
    private readonly startByte: number,
    private readonly accepted: ReadonlySet<string>,
  ) {}

  /** This batch stands for everything after the last batch that is still read. */
  get isBeyondLimit(): boolean {
    return this.position > BATCHES_PER_TRANSMISSION;
  }

  take(walker: RecordWalker, letter: number): void {
    this.recordCount += 1;
    if (this.recordCount > 1 && (this.header === null || this.isBeyondLimit)) return;
    if (this.isBeyondLimit) {
      this.header = walker.image();
      this.add(
        batchFault(
          'X36',
          `more than ${BATCHES_PER_TRANSMISSION} batches in one transmission: nothing from here on was read`,
          'A',
        ),
      );
      return;
    }
    if (letter !== LETTER.A && this.header === null) this.add(batchFault('PX2', undefined, 'A'));
    if (walker.cut)
      this.add(batchFault('X42', `record ${this.recordCount} has ${walker.end - walker.start} of 80 characters`));
    if (letter === LETTER.A) this.open(walker.image());
    else if (this.header === null) return;
    else if (letter === LETTER.B) this.openBlock(walker);
    else if (letter === LETTER.Y) this.closeBlock(walker.image());
    else if (letter === LETTER.Z) this.close(walker.image());
    else this.detail(walker);
  }

  finish(): Batch {
    if (this.header !== null && !this.closed && !this.isBeyondLimit) {
      if (this.block) this.add(batchFault('X05', `block ${this.block.position} has no Y record`, 'Y'));
      this.add(batchFault('X06', `the batch ends after record ${this.recordCount} without a Z record`, 'Z'));
    }
    const { batch, block, transaction } = this.faults;
    const faults = [batch, block, transaction].find((level) => level.length > 0) ?? [];
    const { bytes, startByte, recordCount, application, grammar, blocks } = this;
    return {
      position: this.position,
      startByte,
      envelope: this.header === null ? null : envelopeOf(this.header),
      blocks,
      faults,
      recordCount,
      transactionCount: this.transactionCount,
      transactions: () =>
        faults.length > 0 || !grammar ? nothing() : cut(bytes, startByte, recordCount, application, grammar, blocks),
    };
  }

  private open(image: string): void {
    this.header = image;
    this.application = envelopeOf(image).applicationId;
    this.grammar = GRAMMARS.get(this.application) ?? null;
    headerFaults(image, this.accepted).forEach((fault) => this.add(fault));
  }

  private close(image: string): void {
    if (this.block) this.add(batchFault('X05', `block ${this.block.position} has no Y record`, 'Y'));
    else if (this.blockCount === 0) this.add(batchFault('X03', 'the batch holds no block', 'B'));
    trailerFaults(this.header!, image).forEach((fault) => this.add(fault));
    this.closed = true;
  }

  private openBlock(walker: RecordWalker): void {
    if (this.block)
      this.add(
        batchFault('X05', `block ${this.block.position} has no Y record before record ${this.recordCount}`, 'Y'),
      );
    this.blockCount += 1;
    this.block = new Block(this.blockCount, walker.image(), walker.start);
    this.walk = null;
    this.passing = false;
    this.strayReported = false;
    if (this.blockCount === 2 && this.grammar?.asks === true)
      this.add(batchFault('X41', `the batch asks in more than one block: put every question into one`, 'B'));
    if (this.blockCount === BLOCKS_PER_BATCH + 1) {
      this.add(blockFault('X36', this.block, `more than ${BLOCKS_PER_BATCH} blocks in one batch`, 'B'));
    }
    if (this.isJudgingBlocks) blockHeaderFaults(this.block, this.application).forEach((fault) => this.add(fault));
    if (this.isJudgingTransactions) this.blocks.push(this.block);
  }

  private closeBlock(image: string): void {
    if (!this.block) {
      this.stray('Y');
      return;
    }
    this.endTransaction();
    if (this.isJudgingBlocks) blockTrailerFaults(this.block, image).forEach((fault) => this.add(fault));
    this.block = null;
  }

  private detail(walker: RecordWalker): void {
    const { block, grammar } = this;
    if (!block) {
      if (!this.strayReported) this.stray(nameOf(walker));
      return;
    }
    block.recordCount += 1;
    if (!grammar || !this.isJudgingTransactions) return;
    const layout = layoutAt(grammar, this.bytes, walker);
    if (begins(grammar, layout)) this.beginTransaction(walker, block, grammar);
    else if (grammar.refusesByTransaction) {
      if (!this.walk && !this.passing) this.beginTransaction(walker, block, grammar);
      return;
    } else if (this.passing) return;
    // Behind the trailer of a transaction it is one that stands at a wrong place of it.
    else if (layout && isAgencyRecord(layout) && block.transactionCount > 0) return;
    else if (!this.walk) this.missingHeader(walker, block, grammar);
    else if (!layout) this.blame('X34', walker, 0, `${nameOf(walker)} is no record of ${this.application}`);
    else this.place(layout, grammar);
    if (layout && !this.passing && !grammar.refusesByTransaction) this.checkColumns(walker, layout);
  }

  private beginTransaction(walker: RecordWalker, block: Block, grammar: Grammar): void {
    this.endTransaction();
    this.passing = false;
    block.transactionCount += 1;
    this.transactionCount += 1;
    const at = walker.start + grammar.actionColumn - 1;
    this.walk = new UsageWalk(grammar, String.fromCharCode(foldedByte(this.bytes, at, walker.end)), this.recordCount);
    if (block.transactionCount > grammar.transactionsPerBlock) {
      this.blame('X36', walker, 0, `more than ${grammar.transactionsPerBlock} transactions in block ${block.position}`);
    }
  }

  private missingHeader(walker: RecordWalker, block: Block, grammar: Grammar): void {
    block.transactionCount += 1;
    this.blame('X33', walker, 0, `${nameOf(walker)} stands where ${grammar.header.recordId} must begin a transaction`);
  }

  private place(layout: Layout, grammar: Grammar): void {
    const fault = this.walk!.place(layout.recordId, this.recordCount);
    if (fault) this.fault(fault.code, fault.at, 0, fault.recordId, fault.text);
    else if (layout === grammar.trailer) this.endTransaction();
  }

  private checkColumns(walker: RecordWalker, layout: Layout): void {
    const strange = walker.strangeColumn();
    if (strange > 0)
      this.blame(
        'X40',
        walker,
        strange,
        `${layout.recordId} column ${strange}: not a character of a standard keyboard`,
      );
    for (const { from, to, filler } of layout.fixed) {
      const filled = filler ? walker.filledColumn(from, to) : 0;
      if (filled > 0)
        return this.blame(
          'X39',
          walker,
          filled,
          `${layout.recordId} column ${filled}: data found in filler, send spaces`,
        );
    }
    if (layout.series.length === 0) return;
    const gap = decode(layout, walker.image()).faults.find(({ kind }) => kind === 'series');
    if (gap) this.blame('X38', walker, gap.from, gap.text);
  }

  private endTransaction(): void {
    const missing = this.passing ? null : this.walk?.close();
    this.walk = null;
    if (missing) this.fault(missing.code, missing.at, 0, missing.recordId, missing.text);
  }

  /** A fault of the record at hand. The rest of its transaction tells nothing new. */
  private blame(code: ControlCode, walker: RecordWalker, column: number, text: string): void {
    this.fault(code, this.recordCount, column, nameOf(walker), text);
  }

  private fault(code: ControlCode, recordPosition: number, column: number, recordId: string, text: string): void {
    this.passing = true;
    if (this.grammar!.ceasesAtFirstFault && this.faults.transaction.length > 0) return;
    const place = { position: this.block!.transactionCount, recordPosition, column };
    this.add(transactionFault(code, this.block!, place, recordId, text));
  }

  private get isJudgingBlocks(): boolean {
    return this.faults.batch.length === 0 && this.faults.block.length < FAULTS_KEPT;
  }

  private get isJudgingTransactions(): boolean {
    return this.faults.batch.length === 0 && this.faults.block.length === 0;
  }

  private stray(recordId: string): void {
    if (this.strayReported) return;
    this.strayReported = true;
    this.add(batchFault('X03', `record ${this.recordCount} (${recordId}) stands outside any block`, recordId));
  }

  private add(fault: ControlFault): void {
    const kept = this.faults[fault.level];
    if (kept.length < FAULTS_KEPT) kept.push(fault);
  }
}

/** Cuts the transactions out of a batch that was found without faults. */
function* cut(
  bytes: Buffer,
  startByte: number,
  recordCount: number,
  application: string,
  grammar: Grammar,
  blocks: readonly Block[],
): Generator<Transaction, void, undefined> {
  const walker = new RecordWalker(bytes, startByte);
  let blockAt = -1;
  let position = 0;
  let open: { recordPosition: number; startByte: number; endByte: number; records: RecordImage[] } | null = null;
  const levels = levelsOf(grammar);
  const close = (): Transaction[] => {
    const transaction = open ? [{ application, block: blocks[blockAt]!, position, ...open }] : [];
    open = null;
    return transaction;
  };
  for (let at = 1; at <= recordCount && walker.next(); at += 1) {
    const letter = foldedByte(bytes, walker.start, walker.end);
    const isControl = letter === LETTER.A || letter === LETTER.B || letter === LETTER.Y || letter === LETTER.Z;
    const layout = isControl ? undefined : layoutAt(grammar, bytes, walker);
    if (isControl || begins(grammar, layout)) yield* close();
    if (isControl) {
      if (letter !== LETTER.B) continue;
      blockAt += 1;
      position = 0;
      continue;
    }
    if (begins(grammar, layout) || open === null) {
      position += 1;
      open = { recordPosition: at, startByte: walker.start, endByte: walker.end, records: [] };
    }
    open!.endByte = walker.end;
    const records: RecordImage[] = open!.records;
    const image = walker.image().toUpperCase();
    const level = layout ? levelOf(layout, levels) : 0;
    records.push({ recordId: layout?.recordId ?? nameOf(walker), image, index: records.length, level });
  }
}

function layoutAt(grammar: Grammar, bytes: Buffer, { start, end }: RecordWalker): Layout | undefined {
  const key = recordKey(bytes, start, end);
  return grammar.layouts.get(key) ?? (grammar.takesAgencyData ? agencyLayoutAt(bytes, start, end, key) : undefined);
}

function levelOf(layout: Layout, levels: ReadonlyMap<Layout, number>): number {
  return isAgencyRecord(layout) ? agencyLevel(layout) : (levels.get(layout) ?? 0);
}

const knownLevels = new WeakMap<Grammar, ReadonlyMap<Layout, number>>();

function levelsOf(grammar: Grammar): ReadonlyMap<Layout, number> {
  let levels = knownLevels.get(grammar);
  if (!levels) {
    levels = new Map([...grammar.layouts.values()].map((each) => [each, groupHeads(grammar, each.recordId).length]));
    knownLevels.set(grammar, levels);
  }
  return levels;
}

function* nothing(): Generator<never, void, undefined> {}

function nameOf(walker: RecordWalker): string {
  const image = walker
    .image()
    .toUpperCase()
    .replace(/[^\x20-\x7e]/g, '?');
  return image.slice(0, /^\d/.test(image) ? 2 : 4).trim();
}
