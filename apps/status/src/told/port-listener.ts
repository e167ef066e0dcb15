import { Inject, Injectable } from '@nestjs/common';
import type { TSchema } from '@sinclair/typebox';
import { TypeCompiler } from '@sinclair/typebox/compiler';
import { Value } from '@sinclair/typebox/value';
import {
  type PublicRecord,
  type PublicRecords,
  PublicRecordsRequest,
  ToldDowntime,
  ToldIncident,
  ToldNotice,
  ToldOverride,
} from '#contracts';
import type { Turn } from '#kernel';
import { isDatabaseUnavailable } from '#persistence';
import { Colleagues, LOG, type Log, RecurringWork } from '#service';
import { StatusConfig } from '../config/status.config';
import { NOTICES_REMEMBERED, ToldBook } from './told-book';
import { ToldRepository } from './told.repository';

const ASK_EVERY_MS = 1_000;
/** While nothing was declared lately. */
const QUIET_ASK_MS = 2_000;
const ANSWER_WITHIN_MS = 2_000;
const PAGE = 500;
/** How long ago the port service was heard is written down so often, where nothing else is. */
const NOTE_EVERY_MS = 10_000;

const readable = (schema: TSchema) => ({ schema, check: TypeCompiler.Compile(schema) });
const SHAPES: Readonly<Record<string, ReturnType<typeof readable>>> = {
  incident: readable(ToldIncident),
  downtime: readable(ToldDowntime),
  notice: readable(ToldNotice),
  override: readable(ToldOverride),
};

/**
 * Asks the port service once a second what was declared since the last time. A start begins with all there is, so that a release that reads
 * more than the one before has it. While the port service is away what it told last stands, from memory or the own database.
 */
@Injectable()
export class PortListener {
  private after = 0;
  private isLoaded = false;
  private hasHeard = false;
  private notedAt = -Infinity;
  /** Until when was told as this process wrote it down, ISO. */
  private written: string | null = null;
  /** Heard and not yet written. */
  private unwritten: PublicRecord[] = [];

  constructor(
    private readonly book: ToldBook,
    private readonly repository: ToldRepository,
    private readonly colleagues: Colleagues,
    private readonly config: StatusConfig,
    @Inject(LOG) private readonly log: Log,
    work: RecurringWork,
  ) {
    work.every(ASK_EVERY_MS, 'asking what was declared', (turn) => this.look(turn), {
      firstAfterMs: 0,
      until: 'the last request',
      quietMs: QUIET_ASK_MS,
    });
  }

  private async look(turn: Turn): Promise<void> {
    await this.atDatabase(() => this.load());
    await this.ask(turn);
    await this.atDatabase(() => this.write());
  }

  private async ask(turn: Turn): Promise<void> {
    if (!this.config.SERVICE_URLS['port']) return;
    try {
      while (!(await this.readPage(turn))) turn.progress();
    } catch (error) {
      this.log.debug({ reason: (error as Error).message }, 'the port service did not say what was declared');
    }
  }

  /** Whether that was all. */
  private async readPage({ signal }: Turn): Promise<boolean> {
    const said = await this.colleagues.ask(
      'port',
      PublicRecordsRequest,
      { parameters: {}, query: { after: this.after, limit: PAGE } },
      { withinMs: ANSWER_WITHIN_MS, signal },
    );
    // An address that is not there says nothing of what was declared.
    if (said === null) throw new Error('the port service does not know this question');
    if (this.after > 0 && said.order !== this.book.order) {
      this.after = 0;
      this.unwritten = [];
      this.log.warn({}, 'the port service tells in another order than before: everything is read again');
      return false;
    }
    const records = said.records.flatMap((told) => this.known(told) ?? []);
    this.book.take({ order: said.order, at: said.asOf, records });
    this.unwritten.push(...records);
    this.after = said.upTo;
    this.hasHeard = true;
    return said.isAll;
  }

  /** Null for what this release cannot read; the next start reads it again. */
  private known({ sequence, kind, record }: PublicRecords['records'][number]): PublicRecord | null {
    const shape = SHAPES[kind];
    const whole = shape && Value.Default(shape.schema, record);
    if (shape?.check.Check(whole)) return { sequence, kind, record: whole } as PublicRecord;
    const fault = shape?.check.Errors(whole).First();
    this.log.error(
      { sequence, kind, fault: fault ? `${fault.path}: ${fault.message}` : 'unknown kind' },
      'something that was declared is not readable and is not shown',
    );
    return null;
  }

  private async load(): Promise<void> {
    if (this.isLoaded) return;
    const told = await this.repository.remembered(NOTICES_REMEMBERED);
    this.isLoaded = true;
    if (told && (this.book.order === null || this.book.order === told.order)) this.book.take(told);
  }

  private async write(): Promise<void> {
    const { order, asOf } = this.book;
    if (order === null || asOf === null || !this.hasHeard) return;
    if (this.unwritten.length === 0 && performance.now() - this.notedAt < NOTE_EVERY_MS) return;
    const records = this.unwritten;
    const before = await this.repository.keep({ order, at: asOf, records });
    this.unwritten = this.unwritten.slice(records.length);
    this.notedAt = performance.now();
    // A database that knows less than was written into it was put back.
    if (this.written !== null && (before ?? '') < this.written) this.after = 0;
    this.written = asOf;
  }

  private async atDatabase(work: () => Promise<void>): Promise<void> {
    if (!this.repository.reachable) return;
    try {
      await work();
    } catch (error) {
      if (!isDatabaseUnavailable(error)) this.log.warn({ err: error }, 'what was declared could not be kept');
    }
  }
}
