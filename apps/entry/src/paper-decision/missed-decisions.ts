import { setTimeout as pause } from 'node:timers/promises';
import { Inject, Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { ManualDecisionMade } from '#contracts';
import { Transactions } from '#messaging';
import { Database, isDatabaseUnavailable } from '#persistence';
import { LOG, type Log } from '#service';
import { EntryConfig } from '../entry.config';
import { PaperDecisionDesk } from './paper-decision.desk';
import { PaperDecisionFence } from './paper-decision.fence';
import { PaperDecisionRepository } from './paper-decision.repository';

const PAGE = 500;
const AGAIN_MS = 250;
const ANSWER_WITHIN_MS = 10_000;
/** So long after a claim was left alone the desk has registered its decision: it waits 1.5 s for the answer, the fence is armed after 1 s. */
const REGISTERED_AFTER_MS = 1_000;

interface Numbered {
  readonly sequence: number;
  readonly decision: ManualDecisionMade;
}

/**
 * Asks the status service, each time the fence was armed, what was decided on paper without this service, and opens the fence. When
 * the status service cannot be reached for PAPER_DECISIONS_WITHIN_SECONDS everybody may pass, and it keeps asking; the decisions come as
 * messages too. That time runs only while the database answers.
 */
@Injectable()
export class MissedDecisions implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly stopping = new AbortController();
  /** Claims that could not be recorded: the desk went on without. */
  private readonly unanswered = new Map<string, ManualDecisionMade>();
  private working: Promise<void> = Promise.resolve();

  constructor(
    private readonly config: EntryConfig,
    private readonly database: Database,
    private readonly transactions: Transactions,
    private readonly decisions: PaperDecisionRepository,
    private readonly desk: PaperDecisionDesk,
    private readonly fence: PaperDecisionFence,
    @Inject(LOG) private readonly log: Log,
  ) {}

  onApplicationBootstrap(): void {
    const { status } = this.fence;
    if (status) this.working = this.keepAsking(status);
  }

  async onModuleDestroy(): Promise<void> {
    this.stopping.abort();
    await this.working;
  }

  /** A claim that this service failed to answer. What it is about is not released any more before it is recorded. */
  claimFailed(decision: ManualDecisionMade): void {
    if (this.fence.status === null) return;
    this.unanswered.set(decision.decisionId, decision);
    this.fence.arm();
  }

  private async keepAsking(status: string): Promise<void> {
    const { signal } = this.stopping;
    const stopped = new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));
    await Promise.race([this.database.connected(), stopped]);
    while (!signal.aborted) await Promise.race([this.fence.armedAfter(await this.askUntilAnswered(status)), stopped]);
  }

  /** Answers the round of the fence that was opened. */
  private async askUntilAnswered(status: string): Promise<number> {
    let patience: NodeJS.Timeout | undefined;
    let reason = 'it has not answered yet';
    const within = this.config.PAPER_DECISIONS_WITHIN_SECONDS;
    const giveUp = (): void => {
      patience = undefined;
      this.log.error({ seconds: within, reason }, 'the status service did not tell in time: cargo is released without knowing what was decided on paper; asking goes on');
      this.fence.open(this.fence.round);
    };
    const stopWaiting = (): void => {
      clearTimeout(patience);
      patience = undefined;
    };
    let { round } = this.fence;
    for (; !this.stopping.signal.aborted; round = this.fence.round) {
      try {
        await this.recordUnanswered();
        if (!this.fence.isOpen) patience ??= setTimeout(giveUp, within * 1_000);
        await this.untilRegistered();
        const count = await this.readAll(status);
        if (this.fence.open(round)) {
          this.log.info({ count }, 'decisions made on paper are known');
          break;
        }
        stopWaiting();
      } catch (error) {
        reason = (error as Error).message;
        if (isDatabaseUnavailable(error)) stopWaiting();
        this.log.debug({ reason }, 'decisions made on paper could not be read');
        await this.pause(AGAIN_MS);
      }
    }
    stopWaiting();
    return round;
  }

  private async untilRegistered(): Promise<void> {
    const { armedAgainAt } = this.fence;
    if (armedAgainAt !== null) await this.pause(Math.min(armedAgainAt + REGISTERED_AFTER_MS - Date.now(), REGISTERED_AFTER_MS));
  }

  private pause(ms: number): Promise<void> {
    return pause(Math.max(ms, 0), undefined, { signal: this.stopping.signal, ref: false }).catch(() => undefined);
  }

  private async recordUnanswered(): Promise<void> {
    const decisions = [...this.unanswered.values()];
    await this.keepEach(decisions);
    for (const { decisionId } of decisions) this.unanswered.delete(decisionId);
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

  private async keep(page: readonly Numbered[], upTo: number): Promise<void> {
    const sound = page.filter(({ sequence, decision }) => {
      const fault = ManualDecisionMade.faultOf(decision);
      if (fault !== null) this.log.error({ sequence, fault }, 'a decision made on paper is not readable and was passed over');
      return fault === null;
    });
    await this.keepEach(sound.map(({ decision }) => decision));
    await this.transactions.run(({ manager }) => this.decisions.keepReadUpTo(manager, upTo));
  }

  /** One decision that cannot be recorded keeps no other from it. */
  private async keepEach(decisions: readonly ManualDecisionMade[]): Promise<void> {
    try {
      await this.record(decisions);
    } catch (error) {
      if (isDatabaseUnavailable(error)) throw error;
      for (const decision of decisions) {
        await this.record([decision]).catch((reason: unknown) => {
          if (isDatabaseUnavailable(reason)) throw reason;
          this.log.error({ controlNumber: decision.controlNumber, err: reason }, 'a decision made on paper could not be recorded');
        });
      }
    }
  }

  private record(decisions: readonly ManualDecisionMade[]): Promise<void> {
    return this.transactions.run((unit) =>
      this.desk.record(unit, decisions.map((decision) => ({ decision, cause: { correlationId: decision.decisionId } }))),
    );
  }
}
