import { createHash, randomBytes } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import { Injectable, OnApplicationBootstrap, OnModuleDestroy } from '@nestjs/common';
import type { Recurring } from '#kernel';
import { Holdings, RecurringWork } from '#service';
import { type Change, ToldBook } from '../../told/told-book';
import { StatusConfig } from '../../config/status.config';
import { SummaryBoard } from '../../summary/summary.board';
import { publicDowntime, publicIncident, publicNotice } from '../../said/public-records';

const HEARTBEAT_MS = 15_000;
const REMEMBERED = 500;
/** A reader that takes nothing any more is let go; it comes back by itself and goes on where it was. */
const MOST_UNREAD_BYTES = 256 * 1024;
const RETRY_MS = 3_000;

type EventKind = 'summary' | 'incident' | 'downtime' | 'notice';

/**
 * What changes, told as it happens to everybody who follows: `summary` when a state, a gate or the headline changes, and every
 * incident, downtime and notice as it is made or changed. Ids are `PROCESS-NUMBER`; who comes back with an id of this process gets
 * what it missed, anybody else the state of now.
 */
@Injectable()
export class EventStreams implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly readers = new Set<ServerResponse>();
  /** By the network they read from. */
  private readonly networks: Holdings;
  private readonly run = randomBytes(6).toString('hex');
  private readonly past: { number: number; text: string }[] = [];
  private number = 0;
  private digest = '';
  private readonly heartbeat: Recurring;
  private stopHearing: () => void = () => undefined;
  private closing = false;

  constructor(
    private readonly board: SummaryBoard,
    private readonly book: ToldBook,
    private readonly config: StatusConfig,
    work: RecurringWork,
  ) {
    this.networks = new Holdings(config.ADDRESS_STATUS_STREAMS);
    this.heartbeat = work.every(HEARTBEAT_MS, 'keeping event streams open', () => this.send(': still here\n\n'));
  }

  onApplicationBootstrap(): void {
    this.board.onShown(() => this.compare());
    this.stopHearing = this.book.onChange((change) => this.hear(change));
  }

  /** A stream never ends by itself: the server could not close with one open. */
  async onModuleDestroy(): Promise<void> {
    this.closing = true;
    await this.heartbeat.stop();
    this.stopHearing();
    for (const reader of this.readers) reader.end();
  }

  get count(): number {
    return this.readers.size;
  }

  get hasRoom(): boolean {
    return !this.closing && this.readers.size < this.config.STATUS_STREAMS;
  }

  /** Whether one more reader of this network may follow; if so, the place is taken until its stream ends. */
  takePlace(network: string): boolean {
    return this.networks.take(network);
  }

  /** Takes over an answer whose head is already written, in a place that was taken. */
  add(reader: ServerResponse, network: string, lastEventId: string | undefined): void {
    // Who went away before this cannot be heard going any more.
    if (reader.destroyed) return this.networks.give(network);
    this.readers.add(reader);
    reader.on('close', () => {
      this.readers.delete(reader);
      this.networks.give(network);
    });
    reader.on('error', () => reader.destroy());
    reader.write(`retry: ${RETRY_MS}\n\n${this.missed(lastEventId)}`);
  }

  private missed(lastEventId: string | undefined): string {
    const [run, number] = lastEventId?.split('-') ?? [];
    const after = Number(number);
    const oldest = this.past[0]?.number ?? this.number + 1;
    if (run === this.run && after >= oldest - 1 && after <= this.number)
      return this.past
        .filter((event) => event.number > after)
        .map(({ text }) => text)
        .join('');
    return this.text('summary', this.summary(), this.number);
  }

  private compare(): void {
    const said = JSON.stringify(this.summary());
    const digest = createHash('sha256').update(said).digest('base64url');
    if (digest === this.digest) return;
    this.digest = digest;
    this.tell('summary', this.summary());
  }

  private hear({ kind, record }: Change): void {
    if (kind === 'incident') this.tell(kind, publicIncident(record, this.board.standing));
    else if (kind === 'notice') this.tell(kind, publicNotice(record));
    else this.tell(kind, publicDowntime(record, this.board.standing));
  }

  /** What is worth an event: not the ages and numbers that move all the time. */
  private summary(): Record<string, unknown> {
    const { headline: _moves, ...whole } = this.board.whole;
    return {
      ...whole,
      components: this.board.components.map(({ name, state, since, said, whatHappensToYourFilings }) => ({
        name,
        state,
        since,
        said,
        whatHappensToYourFilings,
      })),
      watches: this.board.watches.map(({ component, kind, since }) => ({ component, kind, since })),
      gates: this.board.gates.map(({ module, direction, state, since, incidentNumber, explanation }) => ({
        module,
        direction,
        state,
        since,
        incidentNumber,
        explanation,
      })),
    };
  }

  private tell(kind: EventKind, data: unknown): void {
    this.number += 1;
    const text = this.text(kind, data, this.number);
    this.past.push({ number: this.number, text });
    if (this.past.length > REMEMBERED) this.past.shift();
    this.send(text);
  }

  private text(kind: EventKind, data: unknown, number: number): string {
    return `id: ${this.run}-${number}\nevent: ${kind}\ndata: ${JSON.stringify(data)}\n\n`;
  }

  private send(text: string): void {
    for (const reader of this.readers) {
      if (reader.writableLength > MOST_UNREAD_BYTES) reader.destroy();
      else reader.write(text);
    }
  }
}
