import { Body, Controller, Get, HttpCode, Param, Post, Query, UseGuards } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { OperationsGuard, Problem, WholeNumber, WorklistDecision } from '#service';
import { NoticeAcknowledgements, type RefusedNotice } from '../intake/notice-acknowledgements';

class RefusedQuery {
  /** Only those behind this number: `next` of the page before. */
  @WholeNumber(0)
  after = 0;

  @WholeNumber(1, 1_000)
  limit = 100;
}

/** For operators: notices and answers that partners did not accept (997, 999), until somebody settles them. */
@ApiExcludeController()
@Controller('operations/refused-notices')
@UseGuards(OperationsGuard)
export class RefusedNoticesController {
  constructor(private readonly acknowledgements: NoticeAcknowledgements) {}

  /** Notices and answers that partners did not accept and that nobody has settled. */
  @Get()
  async list(@Query() { after, limit }: RefusedQuery): Promise<{ notices: RefusedNotice[]; next: number | null }> {
    const notices = await this.acknowledgements.refused(after, limit);
    return { notices, next: notices.length === limit ? notices.at(-1)!.id : null };
  }

  /** Settles a notice that was not accepted. */
  @Post(':id/settle')
  @HttpCode(200)
  async settle(@Param('id') id: string, @Body() decision: WorklistDecision): Promise<{ id: number; settled: true }> {
    const open = /^\d{1,15}$/.test(id) && (await this.acknowledgements.settle(Number(id), decision));
    if (!open) throw new Problem('not-found', `No refused notice ${id} waits for a person.`);
    return { id: Number(id), settled: true };
  }
}
