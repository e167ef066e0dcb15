import { Body, Controller, HttpCode, Post, UseGuards } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { TypeCompiler } from '@sinclair/typebox/compiler';
import { type SummariesAsked, SummariesRequest } from '#contracts';
import { OperationsGuard, Problem } from '#service';
import { SummaryQueryReader } from './summary-query.reader';

const asked = TypeCompiler.Compile(SummariesRequest.body);

/** How entry summaries stand, for the gateway. */
@ApiExcludeController()
@Controller('operations/summaries')
@UseGuards(OperationsGuard)
export class SummaryQueryController {
  constructor(private readonly reader: SummaryQueryReader) {}

  /** Entry summaries and claims for drawback, by their numbers or by a search. */
  @Post()
  @HttpCode(200)
  async read(@Body() body: unknown): Promise<SummariesAsked> {
    if (!asked.Check(body)) {
      const fault = asked.Errors(body).First();
      throw new Problem('not-valid', 'What is asked for cannot be read.', [
        { at: fault?.path ?? '', text: fault?.message ?? 'cannot be read' },
      ]);
    }
    const { entries, search, withContent } = body;
    if (search) return this.reader.search(search, withContent);
    return { summaries: await this.reader.named(entries ?? [], withContent), more: false };
  }
}
