import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { hashApiKey } from '#service';
import { GatewayConfig } from '../gateway.config';
import type { Account } from './account';

const CACHE_SIZE = 50_000;

interface Known {
  readonly account: Account | null;
  readonly until: number;
}

/** Finds the account of an API key. What is found is trusted for some seconds, so that replicas agree soon after a change. */
@Injectable()
export class Accounts {
  private readonly known = new Map<string, Known>();
  private readonly expected = new Map<string, number>();
  private readonly asked = new Map<string, Promise<Account | null>>();

  constructor(
    private readonly source: DataSource,
    private readonly config: GatewayConfig,
  ) {}

  /** The account, or null when no active account has this key. */
  ofKey(key: string): Account | null | Promise<Account | null> {
    const hash = hashApiKey(key);
    const found = this.known.get(hash);
    if (found && found.until > performance.now()) return found.account;
    let question = this.asked.get(hash);
    if (!question) {
      question = this.read(hash).finally(() => this.asked.delete(hash));
      this.asked.set(hash, question);
    }
    return question;
  }

  /**
   * Called while a change of accounts is being written, before it is committed: nothing that was known is trusted any more, and
   * what is still read of an older version is not remembered.
   */
  expect(changed: readonly { accountId: string; version: number }[]): void {
    for (const { accountId, version } of changed) this.expected.set(accountId, Math.max(version, this.expected.get(accountId) ?? 0));
    this.known.clear();
  }

  private async read(hash: string): Promise<Account | null> {
    const [row] = await this.source.query(
      'SELECT a.data, a.version FROM api_key k JOIN account a ON a.id = k.account_id WHERE k.hash = $1 AND a.active',
      [hash],
    );
    const account = (row?.data ?? null) as Account | null;
    // Keys nobody holds are not remembered: there is no end of them.
    if (account && row.version >= (this.expected.get(account.accountId) ?? 0)) {
      if (this.known.size >= CACHE_SIZE) this.known.clear();
      this.known.set(hash, { account, until: performance.now() + this.config.KEY_CACHE_SECONDS * 1_000 });
    }
    return account;
  }
}
