import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { accountSubject, type AccountUse } from '#contracts';
import { Transactions } from '#messaging';
import { currentCorrelation, RecurringWork } from '#service';
import { KEEPING, type Keeping } from './known-accounts';

/** So often each process tells which accounts and keys were used: a key costs one write in this time, however often it is used. */
const TOLD_EVERY_MS = 600_000;

/** Where uses of accounts are kept, or told to who keeps them. */
export abstract class UseBook {
  abstract keep(uses: readonly AccountUse[]): Promise<void>;
}

/** Tells the account service, one message an account. */
@Injectable()
export class ToldUses extends UseBook {
  constructor(
    private readonly transactions: Transactions,
    @Inject(KEEPING) private readonly keeping: Keeping,
  ) {
    super();
  }

  async keep(uses: readonly AccountUse[]): Promise<void> {
    await this.transactions.run(async (unit) => {
      for (const use of uses)
        unit.publish(this.keeping.tellsUse, accountSubject(use.accountId), use, {
          correlationId: currentCorrelation() ?? use.accountId,
        });
    });
  }
}

/**
 * Notes in memory when accounts and keys were last used, and has that kept every ten minutes and when the service stops, after its last request. What a process that dies
 * had noted since is lost, and of one that stops while its database is away.
 */
@Injectable()
export class Uses implements OnApplicationShutdown {
  private noted = new Map<string, { at: number; keys: Map<string, number> }>();

  constructor(
    private readonly book: UseBook,
    work: RecurringWork,
  ) {
    work.every(TOLD_EVERY_MS, 'telling which accounts and keys were used', () => this.tell());
  }

  /** Nothing else of the service ends later for it: what cannot be kept now is not kept. */
  async onApplicationShutdown(): Promise<void> {
    await this.tell().catch(() => undefined);
  }

  /** @param keyHash of the key that was shown, or that a token was issued for; null for a person who signed in */
  note(accountId: string, keyHash: string | null, at = Date.now()): void {
    let use = this.noted.get(accountId);
    if (!use) this.noted.set(accountId, (use = { at, keys: new Map() }));
    use.at = Math.max(use.at, at);
    if (keyHash !== null) use.keys.set(keyHash, Math.max(use.keys.get(keyHash) ?? 0, at));
  }

  /** Has everything kept that was noted; what cannot be kept now is kept the next time. */
  async tell(): Promise<void> {
    const told = this.noted;
    if (told.size === 0) return;
    this.noted = new Map();
    try {
      await this.book.keep(
        [...told].map(([accountId, { at, keys }]) => ({
          accountId,
          lastUsedAt: new Date(at).toISOString(),
          keys: [...keys].map(([hash, used]) => ({ hash, lastUsedAt: new Date(used).toISOString() })),
        })),
      );
    } catch (error) {
      for (const [accountId, { at, keys }] of told) {
        this.note(accountId, null, at);
        for (const [hash, used] of keys) this.note(accountId, hash, used);
      }
      throw error;
    }
  }
}
