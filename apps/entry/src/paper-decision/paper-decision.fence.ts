import { setTimeout as pause } from 'node:timers/promises';
import { Inject, Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { ManualDecisionMade } from '#contracts';
import { Transactions } from '#messaging';
import { Database, isDatabaseUnavailable } from '#persistence';
import { LOG, type Log } from '#service';
import { EntryConfig } from '../entry.config';
import { PaperDecisionDesk } from './paper-decision.desk';
import { PaperDecisionRepository } from './paper-decision.repository';

const PAGE = 500;
const AGAIN_MS = 250;
const ANSWER_WITHIN_MS = 10_000;

interface Numbered {
  readonly sequence: number;
  readonly decision: ManualDecisionMade;
}

/**
 * Keeps this service from releasing anything before it knows what was decided on paper while it was down: it asks the status service
 * at its start, and whoever may release goods waits here. When the status service cannot be reached for
 * PAPER_DECISIONS_WITHIN_SECONDS it lets everybody pass and keeps asking; the decisions come as messages too.
 */
@Injectable()
export class PaperDecisionFence implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly stopping = new AbortController();
  /** Whether nobody has to wait: for who comes again anyway. */
  isOpen = false;
  private letPass!: () => void;
  private giveUp!: (reason: Error) => void;
  private readonly opened = new Promise<void>((resolve, reject) => {
    this.letPass = () => {
      this.isOpen = true;
      resolve();
    };
    this.giveUp = reject;
  });
  private asking: Promise<void> = Promise.resolve();

  constructor(
    private readonly config: EntryConfig,
    private readonly database: Database,
    private readonly transactions: Transactions,
    private readonly decisions: PaperDecisionRepository,
    private readonly desk: PaperDecisionDesk,
    @Inject(LOG) private readonly log: Log,
  ) {
    this.opened.catch(() => undefined);
  }

  /**
   * Resolves when the decisions are known, or cannot be had in time.
   *
   * @throws Error when the service stops before that
   */
  passed(): Promise<void> {
    return this.opened;
  }

  onApplicationBootstrap(): void {
    const status = this.config.SERVICE_URLS['status']?.replace(/\/+$/, '');
    if (!status) this.letPass();
    else this.asking = this.askUntilAnswered(status);
  }

  async onModuleDestroy(): Promise<void> {
    this.stopping.abort();
    this.giveUp(new Error('this service is stopping and does not know yet what was decided on paper'));
    await this.asking;
  }

  private async askUntilAnswered(status: string): Promise<void> {
    await Promise.race([this.database.connected(), aborted(this.stopping.signal)]);
    const within = this.config.PAPER_DECISIONS_WITHIN_SECONDS;
    let reason = 'it has not answered yet';
    const patience = setTimeout(() => {
      this.log.error({ seconds: within, reason }, 'the status service did not tell in time: cargo is released without knowing what was decided on paper; asking goes on');
      this.letPass();
    }, within * 1_000);
    while (!this.stopping.signal.aborted) {
      try {
        const count = await this.readAll(status);
        this.log.info({ count }, 'decisions made on paper are known');
        break;
      } catch (error) {
        reason = (error as Error).message;
        this.log.debug({ reason }, 'decisions made on paper could not be read');
        await pause(AGAIN_MS, undefined, { signal: this.stopping.signal, ref: false }).catch(() => undefined);
      }
    }
    clearTimeout(patience);
    if (!this.stopping.signal.aborted) this.letPass();
  }

  private async readAll(status: string): Promise<number> {
    let count = 0;
    let after = await this.transactions.run(({ manager }) => this.decisions.readUpTo(manager));
    for (;;) {
      const page = await this.read(status, after);
      const last = page.at(-1);
      if (!last) return count;
      if (last.sequence <= after) throw new Error(`the decisions after ${after} end with ${last.sequence}`);
      await this.keep(page, last.sequence);
      count += page.length;
      after = last.sequence;
    }
  }

  private async read(status: string, after: number): Promise<Numbered[]> {
    const response = await fetch(`${status}/operations/manual-decisions?after=${after}&limit=${PAGE}`, {
      headers: { authorization: `Bearer ${this.config.OPERATIONS_TOKEN}` },
      signal: AbortSignal.any([this.stopping.signal, AbortSignal.timeout(ANSWER_WITHIN_MS)]),
    });
    // A status service of an earlier release has no such address, and no decisions.
    if (response.status === 404) return [];
    if (!response.ok) throw new Error(`the status service answered ${response.status}`);
    const { decisions } = (await response.json()) as { decisions: Numbered[] };
    return decisions;
  }

  /** One decision that cannot be recorded keeps no other from it. */
  private async keep(page: readonly Numbered[], upTo: number): Promise<void> {
    const sound = page.filter(({ sequence, decision }) => {
      const fault = ManualDecisionMade.faultOf(decision);
      if (fault !== null) this.log.error({ sequence, fault }, 'a decision made on paper is not readable and was passed over');
      return fault === null;
    });
    try {
      await this.record(sound);
    } catch (error) {
      if (isDatabaseUnavailable(error)) throw error;
      for (const numbered of sound) {
        await this.record([numbered]).catch((reason: unknown) => {
          if (isDatabaseUnavailable(reason)) throw reason;
          this.log.error({ controlNumber: numbered.decision.controlNumber, err: reason }, 'a decision made on paper could not be recorded');
        });
      }
    }
    await this.transactions.run(({ manager }) => this.decisions.keepReadUpTo(manager, upTo));
  }

  private record(page: readonly Numbered[]): Promise<void> {
    return this.transactions.run((unit) =>
      this.desk.record(unit, page.map(({ decision }) => ({ decision, cause: { correlationId: decision.decisionId } }))),
    );
  }
}

const aborted = (signal: AbortSignal): Promise<void> => new Promise((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));
