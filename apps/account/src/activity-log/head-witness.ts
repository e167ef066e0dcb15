import { Injectable } from '@nestjs/common';
import { type ActivityHeadsPage, ActivityHeadsRequest, type SignedHead } from '#contracts';
import { CannotBeAsked, Colleagues } from '#service';

const WITHIN_MS = 10_000;

/** The signed heads that the gateway holds. */
@Injectable()
export class HeadWitness {
  constructor(private readonly colleagues: Colleagues) {}

  /** All that it heard of an account, in the order in which it heard them; null when it does not answer. */
  async headsOf(accountId: string): Promise<SignedHead[] | null> {
    const heads: SignedHead[] = [];
    try {
      for (let after: number | null = 0; after !== null; ) {
        const page: ActivityHeadsPage | null = await this.colleagues.ask(
          'gateway',
          ActivityHeadsRequest,
          { parameters: { accountId }, query: { after } },
          { withinMs: WITHIN_MS },
        );
        // A page that leads back would be read for ever.
        if (!page || (page.next !== null && page.next <= after)) return null;
        heads.push(...page.heads);
        after = page.next;
      }
    } catch (error) {
      // Away is as good as unwilling: nothing can be compared.
      if (error instanceof CannotBeAsked) return null;
      throw error;
    }
    return heads;
  }
}
