import { Injectable, OnModuleDestroy, OnModuleInit } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Vitals } from '#contracts';
import { MessagingRuntime } from '#messaging';
import { type BacklogReader, Problem, VitalsReader } from '#service';
import { Gates } from '../gate/gates';
import { GatewayConfig } from '../gateway.config';
import { Rate } from './rate';
import type { Module } from './transmission';

const LOOK_EVERY_MS = 1_000;
/** A broker that was there and is not for so long: filings wait in the outbox. */
const BROKER_AWAY_MS = 2_000;

/** Knows how far each module is behind, so that partners are told "held" or "stop sending" instead of waiting in vain. */
@Injectable()
export class ModulePressure implements BacklogReader, OnModuleInit, OnModuleDestroy {
  private readonly received: Record<Module, Rate> = { manifest: new Rate(), entry: new Rate() };
  private readonly answered: Record<Module, Rate> = { manifest: new Rate(), entry: new Rate() };
  private latest: Vitals['backlog'] = [];
  private brokerSeenAt: number | null = null;
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly source: DataSource,
    private readonly config: GatewayConfig,
    private readonly vitals: VitalsReader,
    private readonly gates: Gates,
    private readonly messaging: MessagingRuntime,
  ) {}

  onModuleInit(): void {
    this.vitals.backlog = this;
    this.timer = setInterval(() => {
      if (this.messaging.broker.connected) this.brokerSeenAt = Date.now();
      void this.read().catch(() => undefined);
    }, LOOK_EVERY_MS).unref();
  }

  onModuleDestroy(): void {
    clearInterval(this.timer);
  }

  /** Unanswered filings by module with the age of the oldest. Both modules are always listed. */
  async read(): Promise<Vitals['backlog']> {
    const rows: { module: string; unanswered: number; age: number }[] = await this.source.query(
      `SELECT module, sum(unanswered)::int AS unanswered, extract(epoch FROM now() - min(received_at))::float8 AS age
         FROM transmission WHERE unanswered > 0 GROUP BY module`,
    );
    this.latest = (['manifest', 'entry'] as const).map((module) => {
      const row = rows.find((r) => r.module === module);
      return { module, unanswered: row?.unanswered ?? 0, oldestSeconds: row ? Math.max(0, row.age) : null,
        receivedPerSecond: this.received[module].perSecond(), answeredPerSecond: this.answered[module].perSecond() };
    });
    return this.latest;
  }

  noteReceived(module: Module, filings: number): void {
    this.received[module].add(filings);
  }

  noteAnswered(module: Module, filings: number): void {
    this.answered[module].add(filings);
  }

  /** @throws Problem `stop-sending` when the module is too far behind */
  admit(wanted: Module): void {
    const full = this.latest.find(({ module, unanswered }) => unanswered >= this.config.BACKLOG_LIMIT && module === wanted);
    if (full) {
      throw new Problem('stop-sending', `The ${full.module} module has ${full.unanswered} filings to answer; no more are taken for it.`, [], 300);
    }
  }

  /** Whether filings for this module wait: behind its gate, for the broker, or longer than usual. They are safe; sending them again would change nothing. */
  isBehind(module: Module): boolean {
    if (!this.messaging.broker.connected && this.brokerSeenAt !== null && Date.now() - this.brokerSeenAt > BROKER_AWAY_MS) return true;
    if (this.gates.stateOf(module, 'inbound') !== 'FLOWING') return true;
    return (this.latest.find((entry) => entry.module === module)?.oldestSeconds ?? 0) > this.config.HELD_AFTER_SECONDS;
  }
}
