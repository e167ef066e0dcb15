import { setTimeout as pause } from 'node:timers/promises';
import { Inject, Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { ManualDecisionMade, type ManualDecisionsPage, ManualDecisionsRequest } from '#contracts';
import type { Recurring, Turn } from '#kernel';
import { Transactions, type UnitOfWork } from '#messaging';
import { isDatabaseUnavailable, reasonOf } from '#persistence';
import { Colleagues, LOG, type Log, RecurringWork } from '#service';
import { EntryConfig } from '../config/entry.config';
import { PaperDecisionDesk } from './paper-decision.desk';
import { PaperDecisionFence } from '../paper-standing/paper-decision.fence';
import { PaperDecisionRepository } from '../paper-standing/paper-decision.repository';

const PAGE = 500;
const AGAIN_MS = 250;
const ANSWER_WITHIN_MS = 10_000;
/** So long after a claim was left alone the desk has registered its decision: it waits 1.5 s for the answer, the fence is armed after 1 s. */
const REGISTERED_AFTER_MS = 1_000;

type Identified = Pick<ManualDecisionMade, 'decisionId'>;

/**
 * Asks the port service, each time the fence was armed, what was decided on paper without this service, and opens the fence. When
 * the port service cannot be reached for PAPER_DECISIONS_WITHIN_SECONDS everybody may pass, and it keeps asking; the decisions come as
 * messages too. That time runs only while the database answers.
 */
@Injectable()
export class MissedDecisions implements OnApplicationBootstrap, OnModuleDestroy {
  /** Claims that could not be recorded: the desk went on without. */
  private readonly unanswered = new Map<string, ManualDecisionMade>();
  /** What could not be recorded, by the round of the fence in which that was: it is told once a round. */
  private readonly refused = new Map<string, number>();
  private readonly asking: Recurring;
  /** The round of the fence that was answered last. */
  private answered = 0;
  private patience: NodeJS.Timeout | undefined;
  private reason = 'it has not answered yet';

  constructor(
    private readonly config: EntryConfig,
    private readonly transactions: Transactions,
    private readonly decisions: PaperDecisionRepository,
    private readonly desk: PaperDecisionDesk,
    private readonly fence: PaperDecisionFence,
    private readonly colleagues: Colleagues,
    @Inject(LOG) private readonly log: Log,
    work: RecurringWork,
  ) {
    this.asking = work.every(AGAIN_MS, 'asking what was decided on paper', (turn) => this.askOnce(turn), {
      firstAfterMs: 0,
      when: fence.port !== null,
    });
  }

  onApplicationBootstrap(): void {
    if (this.fence.port === null) return;
    this.fence.onArmed(() => this.asking.wake());
  }

  async onModuleDestroy(): Promise<void> {
    await this.asking.stop();
    this.stopWaiting();
  }

  /** A claim that this service failed to answer. What it is about is not released any more before it is recorded. */
  claimFailed(decision: ManualDecisionMade): void {
    if (this.fence.port === null) return;
    this.unanswered.set(decision.decisionId, decision);
    this.fence.arm();
  }

  /** Asks unless the fence stands open by an answer; true when it was armed again meanwhile. Whatever keeps it from an answer, the next turn asks again. */
  private async askOnce(turn: Turn): Promise<boolean> {
    const { port, round } = this.fence;
    if (port === null || this.answered === round) return false;
    try {
      await this.keepUnanswered();
      if (!this.fence.isOpen)
        this.patience ??= setTimeout(() => this.giveUp(), this.config.PAPER_DECISIONS_WITHIN_SECONDS * 1_000);
      await this.untilRegistered(turn);
      // First all of it, then what follows from it: a stop that was taken back says nothing without the release that came after it.
      const count = await this.readAll(turn);
      await this.weighAll(turn);
      this.stopWaiting();
      if (!this.fence.open(round)) return true;
      this.answered = round;
      this.log.info({ count }, 'decisions made on paper are known');
    } catch (error) {
      this.reason = reasonOf(error);
      if (isDatabaseUnavailable(error)) this.stopWaiting();
      this.log.debug({ reason: this.reason }, 'decisions made on paper could not be read');
      if (this.fence.isOpen) await this.weighWhatIsKnown(turn);
    }
    return false;
  }

  /** Releases go on without the rest, so what is known of it counts. */
  private async weighWhatIsKnown(turn: Turn): Promise<void> {
    await this.weighAll(turn).catch((error: unknown) =>
      this.log.debug({ reason: reasonOf(error) }, 'decisions made on paper could not be weighed'),
    );
  }

  private giveUp(): void {
    this.patience = undefined;
    const fields = { seconds: this.config.PAPER_DECISIONS_WITHIN_SECONDS, reason: this.reason };
    this.log.error(
      fields,
      'the port service did not tell in time: cargo is released without knowing what was decided on paper; asking goes on',
    );
    this.fence.open(this.fence.round);
  }

  private stopWaiting(): void {
    clearTimeout(this.patience);
    this.patience = undefined;
  }

  private async untilRegistered({ signal }: Turn): Promise<void> {
    const { armedAgainAt } = this.fence;
    const rest = armedAgainAt === null ? 0 : armedAgainAt + REGISTERED_AFTER_MS - performance.now();
    if (rest > 0) await pause(rest, undefined, { signal, ref: false });
  }

  private async keepUnanswered(): Promise<void> {
    const decisions = [...this.unanswered.values()];
    await this.keepEach(decisions);
    for (const { decisionId } of decisions) this.unanswered.delete(decisionId);
  }

  private async readAll(turn: Turn): Promise<number> {
    let count = 0;
    let after = await this.transactions.run(({ manager }) => this.decisions.readUpTo(manager));
    for (;;) {
      const page = await this.read(after, turn.signal);
      turn.progress();
      const last = page.at(-1);
      if (!last) return count;
      if (last.sequence <= after) throw new Error(`the decisions after ${after} end with ${last.sequence}`);
      await this.keep(page, last.sequence);
      count += page.length;
      after = last.sequence;
    }
  }

  private async read(after: number, signal: AbortSignal): Promise<ManualDecisionsPage['decisions']> {
    const asked = { parameters: {}, query: { after, limit: PAGE } };
    const page = await this.colleagues.ask('port', ManualDecisionsRequest, asked, {
      withinMs: ANSWER_WITHIN_MS,
      signal,
    });
    // A port service of an earlier release has no such address, and no decisions.
    return page?.decisions ?? [];
  }

  private async keep(page: ManualDecisionsPage['decisions'], upTo: number): Promise<void> {
    const sound = page.filter(({ sequence, decision }) => {
      const fault = ManualDecisionMade.faultOf(decision);
      if (fault !== null)
        this.log.error({ sequence, fault }, 'a decision made on paper is not readable and was passed over');
      return fault === null;
    });
    await this.keepEach(sound.map(({ decision }) => decision as ManualDecisionMade));
    await this.transactions.run(({ manager }) => this.decisions.keepReadUpTo(manager, upTo));
  }

  /** They are there for `weighAll`, and count for what is filed from now on. */
  private keepEach(decisions: readonly ManualDecisionMade[]): Promise<void> {
    return this.eachAloneIfNeeded(decisions, (unit, some) => this.desk.keep(unit, some));
  }

  /** Once all are kept their entries are decided anew. What fails is tried at the next asking, and when its message comes. */
  private async weighAll(turn: Turn): Promise<void> {
    const kept = await this.transactions.run(({ manager }) => this.decisions.unweighed(manager));
    const left = kept.filter(({ decisionId }) => this.refused.get(decisionId) !== this.fence.round);
    for (let from = 0; from < left.length; from += PAGE) {
      await this.eachAloneIfNeeded(left.slice(from, from + PAGE), (unit, some) => this.desk.weigh(unit, some));
      turn.progress();
    }
  }

  /** Together in one step; when that fails one by one, so that one that cannot be recorded keeps no other from it. */
  private async eachAloneIfNeeded<T extends Identified>(
    all: readonly T[],
    work: (unit: UnitOfWork, some: readonly T[]) => Promise<void>,
  ): Promise<void> {
    try {
      await this.transactions.run((unit) => work(unit, all));
    } catch (error) {
      if (isDatabaseUnavailable(error)) throw error;
      for (const one of all)
        await this.transactions
          .run((unit) => work(unit, [one]))
          .catch((reason: unknown) => {
            if (isDatabaseUnavailable(reason)) throw reason;
            this.refused.set(one.decisionId, this.fence.round);
            this.log.error(
              { decisionId: one.decisionId, err: reason },
              'a decision made on paper could not be recorded',
            );
          });
    }
  }
}
