import { Injectable, OnModuleInit } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { FILING_MODULES, type Vitals } from '#contracts';
import { MessagingRuntime } from '#messaging';
import { type BacklogReader, Problem, RecurringWork, Refusals, VitalsReader } from '#service';
import { Gates } from './gates';
import { ModuleProgress } from './module-progress';
import { GatewayConfig } from '../config/gateway.config';
import { Rate } from '../edge/rate';
import type { Module, NewTransmission } from '../filing/transmission';

const LOOK_EVERY_MS = 1_000;
/** A broker that was there and is not for so long: filings wait in the outbox. */
const BROKER_AWAY_MS = 2_000;
/** A broker that is there and takes nothing for so long, as one that is short of memory. */
const NOT_TAKEN_SECONDS = 5;
const STOPPED_SECONDS = 300;
/** One account is behind by itself, and its answers come. */
const ACCOUNT_STOPPED_SECONDS = 60;

const ratesOfModules = (): ReadonlyMap<Module, Rate> => new Map(FILING_MODULES.map((module) => [module, new Rate()]));

/** Knows how far each module is behind, so that partners are told "held" or "stop sending" instead of waiting in vain. */
@Injectable()
export class ModulePressure implements BacklogReader, OnModuleInit {
  private readonly received = ratesOfModules();
  private readonly answered = ratesOfModules();
  private latest: Vitals['backlog'] = [];
  /** Accounts that have as many filings to be answered by a module as one account may have. */
  private full = new Set<string>();
  /** Those that have so many, of transmissions that are not bulk by themselves, that what they file is. */
  private busy = new Set<string>();
  private brokerSeenAt: number | null = null;

  constructor(
    private readonly source: DataSource,
    private readonly config: GatewayConfig,
    private readonly refusals: Refusals,
    private readonly vitals: VitalsReader,
    private readonly gates: Gates,
    private readonly messaging: MessagingRuntime,
    private readonly progress: ModuleProgress,
    work: RecurringWork,
  ) {
    work.every(LOOK_EVERY_MS, 'looking how far the modules are behind', async () => {
      if (this.messaging.broker.connected) this.brokerSeenAt = performance.now();
      await this.read();
      await this.readAccounts();
    });
  }

  onModuleInit(): void {
    this.vitals.backlog = this;
  }

  /** Unanswered filings by module with the age of the oldest. All modules are always listed. */
  async read(): Promise<Vitals['backlog']> {
    const figures = this.progress.atRest ?? (await this.progress.read());
    this.latest = figures.map(({ module, unanswered, oldestSeconds, waiting }) => ({
      module,
      unanswered,
      oldestSeconds,
      receivedPerSecond: this.received.get(module)!.perSecond(),
      answeredPerSecond: this.answered.get(module)!.perSecond(),
      overtaken: unanswered - waiting,
      standstill: this.progress.standstillOf(module),
      waitAheadSeconds: this.progress.waitAheadSeconds(module),
      notTakenSeconds: this.gates.stateOf(module, 'inbound') === 'FLOWING' ? this.progress.notLeftSeconds(module) : 0,
    }));
    return this.latest;
  }

  /** Looked for only where a module has so much to answer that one account may have its share. */
  private async readAccounts(): Promise<void> {
    const { BULK_FROM, ACCOUNT_BACKLOG_LIMIT } = this.config;
    const least = Math.min(BULK_FROM, ACCOUNT_BACKLOG_LIMIT);
    const modules = this.latest.filter(({ unanswered }) => unanswered >= least).map(({ module }) => module);
    const rows: { name: string; unanswered: number; small: number }[] =
      modules.length === 0
        ? []
        : await this.source.query(
            `SELECT module || ' ' || account_id AS name, sum(unanswered)::int AS unanswered, coalesce(sum(unanswered) FILTER (WHERE filings < $3), 0)::int AS small FROM module_work WHERE module = ANY($1) AND unanswered > 0
        GROUP BY module, account_id HAVING sum(unanswered) >= $2`,
            [modules, least, BULK_FROM],
          );
    const named = (wanted: (row: { unanswered: number; small: number }) => boolean): Set<string> =>
      new Set(rows.filter(wanted).map(({ name }) => name));
    this.full = named(({ unanswered }) => unanswered >= ACCOUNT_BACKLOG_LIMIT);
    this.busy = named(({ small }) => small >= BULK_FROM);
  }

  /** Whether its filings for this module let those of others go first. */
  isBulk(module: Module, { account, filingCount }: Pick<NewTransmission, 'account' | 'filingCount'>): boolean {
    return filingCount >= this.config.BULK_FROM || this.busy.has(`${module} ${account.accountId}`);
  }

  noteReceived(module: Module, filings: number): void {
    this.received.get(module)!.add(filings);
  }

  /** @param newest the newest transmission among those of which something was answered */
  noteAnswered(module: Module, filings: number, newest: string): void {
    this.answered.get(module)!.add(filings);
    this.progress.noteAnswered(module, filings, newest);
  }

  /** @throws Problem `stop-sending` when the module is too far behind, or has too much of this account to answer */
  admit(wanted: Module, accountId: string): void {
    const full = this.latest.find(
      ({ module, unanswered }) => unanswered >= this.config.BACKLOG_LIMIT && module === wanted,
    );
    if (full) {
      throw new Problem(
        'stop-sending',
        `The ${full.module} module has ${full.unanswered} filings to answer; no more are taken for it.`,
        [],
        STOPPED_SECONDS,
      );
    }
    if (this.full.has(`${wanted} ${accountId}`)) {
      this.refusals.note('too many unanswered filings', accountId);
      throw new Problem(
        'stop-sending',
        `The ${wanted} module has ${this.config.ACCOUNT_BACKLOG_LIMIT} filings of your account to answer, or more; no more of yours are taken for it until it has answered some.`,
        [],
        ACCOUNT_STOPPED_SECONDS,
      );
    }
  }

  /**
   * Whether a filing that comes now waits: behind the module's gate, for the broker, or for a module that answers nothing or has too much ahead of
   * it. One old filing without an answer says nothing of the next. They are safe; sending them again would change nothing.
   */
  isBehind(module: Module): boolean {
    if (this.brokerSeenAt !== null) {
      if (!this.messaging.broker.connected && performance.now() - this.brokerSeenAt > BROKER_AWAY_MS) return true;
      if (this.progress.notLeftSeconds(module) > NOT_TAKEN_SECONDS) return true;
    }
    if (this.gates.stateOf(module, 'inbound') !== 'FLOWING') return true;
    const held = this.config.HELD_AFTER_SECONDS;
    return this.progress.heldUpSeconds(module) > held || (this.progress.waitAheadSeconds(module) ?? 0) > held;
  }
}
