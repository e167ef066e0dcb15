import { Body, Controller, HttpCode, Post, UseGuards } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { ManualDecisionMade } from '#contracts';
import { Transactions } from '#messaging';
import { OperationsGuard, Problem } from '#service';
import { PaperDecisionDesk, type ClaimResult } from './paper-decision.desk';

/** Where the officer's desk claims a paper release before the goods go. */
@ApiExcludeController()
@Controller('operations/manual-decisions')
@UseGuards(OperationsGuard)
export class PaperDecisionController {
  constructor(
    private readonly transactions: Transactions,
    private readonly desk: PaperDecisionDesk,
  ) {}

  /**
   * The same decision again is answered as the first time.
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
    return this.transactions.run((unit) => this.desk.claim(unit, { decision, cause: { correlationId: decision.decisionId } }));
  }
}
