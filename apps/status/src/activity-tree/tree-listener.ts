import { Inject, Injectable } from '@nestjs/common';
import { ActivityTreeRequest } from '#contracts';
import type { Turn } from '#kernel';
import { isDatabaseUnavailable } from '#persistence';
import { Colleagues, LOG, type Log, RecurringWork } from '#service';
import { StatusConfig } from '../config/status.config';
import { TreeHeadsRepository, type TreeTold } from './tree-heads.repository';

const ANSWER_WITHIN_MS = 2_000;
export const HEADS_SHOWN = 30;

/** Asks the gateway for the signed heads of the tree over all activity logs. While it is away what it told last stands, with its age. */
@Injectable()
export class TreeListener {
  private told: TreeTold | null = null;
  private isLoaded = false;

  constructor(
    private readonly repository: TreeHeadsRepository,
    private readonly colleagues: Colleagues,
    private readonly config: StatusConfig,
    @Inject(LOG) private readonly log: Log,
    work: RecurringWork,
  ) {
    work.every(
      config.ACTIVITY_TREE_ASKED_SECONDS * 1_000,
      'asking for the heads of activity logs',
      (turn) => this.look(turn),
      {
        firstAfterMs: 0,
      },
    );
  }

  /** What was told last; null when nothing ever was. */
  get now(): TreeTold | null {
    return this.told;
  }

  private async look(turn: Turn): Promise<void> {
    if (!this.isLoaded) await this.atDatabase(() => this.load());
    const heard = await this.ask(turn);
    if (!heard) return;
    this.told = heard;
    await this.atDatabase(async () => {
      await this.repository.keep(heard);
      await this.load();
    });
  }

  private async ask({ signal }: Turn): Promise<TreeTold | null> {
    if (!this.config.SERVICE_URLS['gateway']) return null;
    try {
      const held = await this.colleagues.ask(
        'gateway',
        ActivityTreeRequest,
        { parameters: {} },
        { withinMs: ANSWER_WITHIN_MS, signal },
      );
      return held && { ...held, asOf: new Date().toISOString() };
    } catch (error) {
      this.log.debug({ reason: (error as Error).message }, 'the gateway did not tell the heads of activity logs');
      return null;
    }
  }

  /** What is kept may hold heads that the gateway does not tell any more. */
  private async load(): Promise<void> {
    const kept = await this.repository.newest(HEADS_SHOWN);
    this.isLoaded = true;
    if (kept && (!this.told || kept.asOf >= this.told.asOf)) this.told = kept;
  }

  private async atDatabase(work: () => Promise<void>): Promise<void> {
    if (!this.repository.reachable) return;
    try {
      await work();
    } catch (error) {
      if (!isDatabaseUnavailable(error)) this.log.warn({ err: error }, 'heads of activity logs could not be kept');
    }
  }
}
