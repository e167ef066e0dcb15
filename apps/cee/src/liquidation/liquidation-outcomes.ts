import { Injectable } from '@nestjs/common';
import type { LiquidationChanged, LiquidationOrdered } from '#contracts';
import type { UnitOfWork } from '#messaging';

/** What became of an order of a Center. */
export interface LiquidationOutcome {
  readonly orderId: string;
  readonly reference: string | null;
  /** Why the entry service did not carry it out; null where it did. */
  readonly refusal: string | null;
  /** Where the liquidation stands after it. */
  readonly liquidation: LiquidationChanged;
}

type Follower = (unit: UnitOfWork, outcomes: readonly LiquidationOutcome[]) => Promise<void>;

/** Who ordered something by a notice, a protest or a case follows here what became of it: in the transaction in which the entry service's word is heard, once. */
@Injectable()
export class LiquidationOutcomes {
  private readonly followers: { readonly basis: LiquidationOrdered['basis']; readonly follower: Follower }[] = [];

  /** Called once, in a constructor. @param basis of the orders that are followed */
  follow(basis: LiquidationOrdered['basis'], follower: Follower): void {
    this.followers.push({ basis, follower });
  }

  async tell(
    unit: UnitOfWork,
    outcomes: readonly (LiquidationOutcome & { readonly basis: LiquidationOrdered['basis'] })[],
  ): Promise<void> {
    for (const { basis, follower } of this.followers) {
      const own = outcomes.filter((outcome) => outcome.basis === basis);
      if (own.length > 0) await follower(unit, own);
    }
  }
}
