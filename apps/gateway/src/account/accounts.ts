import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { hashApiKey } from '#service';
import { GatewayConfig } from '../config/gateway.config';
import type { KeyHolder } from './account';
import { storedAccount } from './stored-account';

const CACHE_SIZE = 50_000;

interface Known {
  readonly holder: KeyHolder;
  readonly until: number;
}

/** Finds whose an API key is. What is found is trusted for some seconds, so that replicas agree soon after a change. */
@Injectable()
export class Accounts {
  private readonly known = new Map<string, Known>();
  private readonly expected = new Map<string, number>();
  private readonly asked = new Map<string, Promise<KeyHolder | null>>();

  constructor(
    private readonly source: DataSource,
    private readonly config: GatewayConfig,
  ) {}

  /** Null when no active account has this key. */
  ofKey(key: string): KeyHolder | null | Promise<KeyHolder | null> {
    const hash = hashApiKey(key);
    const found = this.known.get(hash);
    if (found && found.until > performance.now()) return found.holder;
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
    for (const { accountId, version } of changed)
      this.expected.set(accountId, Math.max(version, this.expected.get(accountId) ?? 0));
    this.known.clear();
  }

  private async read(hash: string): Promise<KeyHolder | null> {
    const [row] = await this.source.query(
      'SELECT a.data, a.version, k.person FROM api_key k JOIN account a ON a.id = k.account_id WHERE k.hash = $1 AND a.active',
      [hash],
    );
    if (!row) return null;
    const holder = { account: storedAccount.read(row.data), person: row.person } as KeyHolder;
    // Keys nobody holds are not remembered: there is no end of them.
    if (row.version >= (this.expected.get(holder.account.accountId) ?? 0)) {
      if (this.known.size >= CACHE_SIZE) this.known.clear();
      this.known.set(hash, { holder, until: performance.now() + this.config.KEY_CACHE_SECONDS * 1_000 });
    }
    return holder;
  }
}
