import { Controller, Get, Query, UseGuards } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { ManualDecisionMade } from '#contracts';
import { OperationsGuard, WholeNumber } from '#service';
import { DecisionsRepository } from './decisions.repository';

export class FeedQuery {
  @WholeNumber(0) after = 0;
  @WholeNumber(1, 1_000) limit = 500;
}

/** For a module that comes back and must know what was decided without it. No drills. */
@ApiExcludeController()
@Controller('operations/manual-decisions')
@UseGuards(OperationsGuard)
export class DecisionFeedController {
  constructor(private readonly decisions: DecisionsRepository) {}

  /** Oldest first. What is committed later has a higher sequence than all that was ever shown, so no page skips a decision. */
  @Get()
  async read(
    @Query() { after, limit }: FeedQuery,
  ): Promise<{ decisions: { sequence: number; decision: ManualDecisionMade }[] }> {
    return { decisions: await this.decisions.feed(after, limit) };
  }
}
