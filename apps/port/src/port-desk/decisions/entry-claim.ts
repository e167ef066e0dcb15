import { Inject, Injectable } from '@nestjs/common';
import { type ManualDecisionMade, ReleaseClaim } from '#contracts';
import { CannotBeAsked, Colleagues, LOG, type Log } from '#service';

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
    private readonly colleagues: Colleagues,
    @Inject(LOG) private readonly log: Log,
  ) {}

  async claim(decision: ManualDecisionMade): Promise<Claim> {
    if (this.colleagues.addressOf('entry') === null) return { kind: 'unreachable' };
    try {
      const asked = { parameters: {}, body: decision };
      const answer = await this.colleagues.ask('entry', ReleaseClaim, asked, { withinMs: ANSWER_WITHIN_MS });
      if (answer === null) throw new CannotBeAsked('the entry service has no such address');
      return answer.result === 'recorded'
        ? { kind: answer.result }
        : { kind: answer.result, releasedAt: answer.releasedAt ?? new Date().toISOString() };
    } catch (error) {
      this.log.warn(
        { controlNumber: decision.controlNumber, reason: (error as Error).message },
        'the entry service could not be asked about a paper release',
      );
      return { kind: 'unreachable' };
    }
  }
}
