import { Injectable, OnModuleDestroy } from '@nestjs/common';
import type { Recurring, Turn } from '#kernel';
import { Transactions, UnitOfWork } from '#messaging';
import { RecurringWork } from '#service';
import { GatewayConfig } from '../config/gateway.config';
import { MailboxRepository } from '../mailbox/mailbox.repository';
import type { MailboxEntry } from '../mailbox/mailbox-entry';
import { HeldFilingsRepository } from './held-filings.repository';
import { NAMED, summaryDocument, summaryNotice, summaryText } from './summary.document';

const LOOK_EVERY_MS = 1_000;
/** What was received just before the gate opened may be committed a moment later. */
const SETTLING_MS = 2_000;
const ACCOUNTS_AT_ONCE = 20;

/**
 * Tells each account that felt it once what a downtime meant for its filings, when the gate is open again and they are answered. Each step is one
 * transaction over what the database says is left to do, so any replica goes on where another one died.
 */
@Injectable()
export class DowntimeSummaries implements OnModuleDestroy {
  private readonly recurring: Recurring;
  private stopping = false;

  constructor(
    private readonly held: HeldFilingsRepository,
    private readonly mailbox: MailboxRepository,
    private readonly transactions: Transactions,
    private readonly config: GatewayConfig,
    work: RecurringWork,
  ) {
    this.recurring = work.every(LOOK_EVERY_MS, 'summing up downtimes', (turn) => this.carryOn(turn));
  }

  async onModuleDestroy(): Promise<void> {
    this.stopping = true;
    await this.recurring.stop();
  }

  /** Everything that can be done now. */
  async carryOn(turn?: Turn): Promise<void> {
    if (!(await this.held.anythingDue())) return;
    await this.transactions.run(async ({ manager }) => {
      await this.held.begin(manager);
      await this.held.end(manager);
    });
    for (let last: number | null = 0; last !== null && !this.stopping; turn?.progress())
      last = await this.closeOne(last);
    while (!this.stopping && (await this.transactions.run((unit) => this.tellSome(unit)))) turn?.progress();
  }

  /** Looks at the next ended period behind `after`: its accounts are owed a summary once all is answered, or the wait is over. */
  private closeOne(after: number): Promise<number | null> {
    return this.transactions.run(async ({ manager, now }) => {
      const period = await this.held.claimEnded(after, new Date(now.getTime() - SETTLING_MS), manager);
      if (!period) return null;
      await this.held.gather(period, now, manager);
      const waitUntil = period.endedAt.getTime() + this.config.SUMMARY_WAIT_SECONDS * 1_000;
      if (now.getTime() >= waitUntil || !(await this.held.anyWaiting(period, manager)))
        await this.held.owe(period, this.config.SUMMARY_HELD_SECONDS, now, manager);
      return period.id;
    });
  }

  private async tellSome(unit: UnitOfWork): Promise<boolean> {
    const owed = await this.held.takeOwed(ACCOUNTS_AT_ONCE, unit.now, unit.manager);
    if (!owed) return false;
    const { period, accountIds } = owed;
    const kinds = await this.held.kinds(period, accountIds, NAMED, unit.manager);
    const filings = await this.held.toActOn(period, accountIds, NAMED, unit.manager);
    const channels = await this.held.channels(accountIds, unit.manager);
    await this.mailbox.place(
      unit,
      accountIds.flatMap((accountId): MailboxEntry[] => {
        const own = <T extends { accountId: string }>(all: readonly T[]): Omit<T, 'accountId'>[] =>
          all.filter((each) => each.accountId === accountId).map(({ accountId: _, ...rest }) => rest);
        const document = summaryDocument(period, own(kinds), own(filings));
        const used = channels.get(accountId) ?? [];
        const notices = [
          summaryNotice(document),
          ...(used.includes('json') || used.length === 0
            ? []
            : [summaryText(document, used.includes('abi') ? 'abi' : 'x12')]),
        ];
        return notices.map((notice) => ({
          ...notice,
          accountId,
          transmissionId: null,
          correlationId: accountId,
          items: [{ kind: 'downtime summary', subject: document.gate, filingId: null, outcome: null }],
        }));
      }),
    );
    return true;
  }
}
