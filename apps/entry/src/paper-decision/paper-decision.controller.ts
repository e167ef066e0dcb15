import { Body, Controller, HttpCode, Post, UseGuards } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { type ClaimResult, ManualDecisionMade } from '#contracts';
import { Transactions } from '#messaging';
import { OperationsGuard, Problem } from '#service';
import { MissedDecisions } from './missed-decisions';
import { PaperDecisionDesk } from './paper-decision.desk';
import { PaperDecisionFence } from '../paper-standing/paper-decision.fence';

/** The desk waits 1.5 s for its answer. */
const SLOW_AFTER_MS = 1_000;

/** Where the officer's desk claims a paper release before the goods go. */
@ApiExcludeController()
@Controller('operations/manual-decisions')
@UseGuards(OperationsGuard)
export class PaperDecisionController {
  constructor(
    private readonly transactions: Transactions,
    private readonly desk: PaperDecisionDesk,
    private readonly fence: PaperDecisionFence,
    private readonly missed: MissedDecisions,
  ) {}

  /**
   * The same decision again is answered as the first time. A desk that gets no answer, a late one or an error goes on without; nothing is
   * released here before it is known what it did.
   *
   * @throws Problem `not-valid` naming the first member that does not match the contract
   */
  @Post()
  @HttpCode(200)
  async claim(@Body() body: unknown): Promise<ClaimResult> {
    const fault = ManualDecisionMade.faultOf(body);
    if (fault !== null) {
      const [at, ...text] = fault.split(': ');
      throw new Problem('not-valid', 'This is not a manual decision.', [{ at: at ?? '/', text: text.join(': ') }]);
    }
    const decision = body as ManualDecisionMade;
    let late = false;
    const slow = setTimeout(() => {
      late = true;
      this.fence.arm();
    }, SLOW_AFTER_MS);
    try {
      return await this.transactions.run((unit) =>
        this.desk.claim(unit, { decision, cause: { correlationId: decision.decisionId } }),
      );
    } catch (error) {
      this.missed.claimFailed(decision);
      throw error;
    } finally {
      clearTimeout(slow);
      if (late) this.fence.arm();
    }
  }
}
