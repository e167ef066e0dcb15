import { Inject, Injectable } from '@nestjs/common';
import type { ManualDecisionMade } from '#contracts';
import { Colleagues, LOG, type Log, ServiceConfig } from '#service';

/** What the entry service says of a paper release that is about to take effect. */
export type Claim =
  | { readonly kind: 'recorded' }
  | { readonly kind: 'already released electronically'; readonly releasedAt: string }
  | { readonly kind: 'unreachable' };

const ANSWER_WITHIN_MS = 1_500;

/** Claims a release at the entry service, so that of a paper and an electronic release at the same moment only one takes place. */
@Injectable()
export class EntryClaim {
  constructor(
    private readonly config: ServiceConfig,
    private readonly colleagues: Colleagues,
    @Inject(LOG) private readonly log: Log,
  ) {}

  async claim(decision: ManualDecisionMade): Promise<Claim> {
    const base = this.config.SERVICE_URLS['entry']?.replace(/\/+$/, '');
    if (!base) return { kind: 'unreachable' };
    try {
      const [url, body] = [new URL(`${base}/operations/manual-decisions`), JSON.stringify(decision)];
      const response = await fetch(url, {
        method: 'POST',
        signal: AbortSignal.timeout(ANSWER_WITHIN_MS),
        body,
        headers: { ...this.colleagues.headersFor('entry', 'POST', url, body), 'content-type': 'application/json' },
      });
      if (!response.ok) throw new Error(`it answered ${response.status}`);
      const { result, releasedAt } = (await response.json()) as { result: string; releasedAt: string | null };
      if (result === 'already released electronically')
        return { kind: result, releasedAt: releasedAt ?? new Date().toISOString() };
      if (result !== 'recorded') throw new Error(`it answered '${result}'`);
      return { kind: 'recorded' };
    } catch (error) {
      this.log.warn(
        { controlNumber: decision.controlNumber, reason: (error as Error).message },
        'the entry service could not be asked about a paper release',
      );
      return { kind: 'unreachable' };
    }
  }
}
