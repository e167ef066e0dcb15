import { Injectable } from '@nestjs/common';
import type { SignedHead } from '#contracts';
import { Colleagues } from '#service';
import { AccountConfig } from '../config/account.config';

const TIMEOUT_MS = 10_000;

/** The signed heads that the gateway holds. */
@Injectable()
export class HeadWitness {
  constructor(
    private readonly config: AccountConfig,
    private readonly colleagues: Colleagues,
  ) {}

  /** All that it heard of an account, in the order in which it heard them; null when it does not answer. */
  async headsOf(accountId: string): Promise<SignedHead[] | null> {
    const heads: SignedHead[] = [];
    for (let after: number | null = 0; after !== null; ) {
      const page: { heads: SignedHead[]; next: number | null } | null = await this.page(accountId, after);
      if (!page) return null;
      heads.push(...page.heads);
      after = page.next;
    }
    return heads;
  }

  private async page(accountId: string, after: number): Promise<{ heads: SignedHead[]; next: number | null } | null> {
    const base = this.config.SERVICE_URLS['gateway'];
    if (!base) return null;
    try {
      const url = new URL(`${base}/operations/activity-heads/${accountId}?after=${after}`);
      const response = await fetch(url, {
        headers: this.colleagues.headersFor('gateway', 'GET', url),
        signal: AbortSignal.timeout(TIMEOUT_MS),
        redirect: 'error',
      });
      if (response.ok) return (await response.json()) as { heads: SignedHead[]; next: number | null };
      await response.body?.cancel();
    } catch {
      // Away is as good as unwilling: nothing can be compared.
    }
    return null;
  }
}
