import { Controller, Get, Param, Query } from '@nestjs/common';
import { IsOptional, IsString } from 'class-validator';
import { OpenTo, Problem, WholeNumber, instantAsked } from '#service';
import { SummaryBoard } from '../summary/summary.board';
import { ComponentHistory, type ComponentSample } from './component-history';

export class HistoryQuery {
  /** Only samples older than this instant: for the next page, the `at` of the last one. */
  @IsOptional()
  @IsString()
  before?: string;

  @WholeNumber(1, 1_000)
  limit = 100;
}

@OpenTo('everybody')
@Controller('status/components')
export class HistoryController {
  constructor(
    private readonly history: ComponentHistory,
    private readonly board: SummaryBoard,
  ) {}

  /** What a component's state was, newest first. Answers 503 while the history's database is away. */
  @Get(':name/history')
  async read(
    @Param('name') name: string,
    @Query() query: HistoryQuery,
  ): Promise<{ component: string; samples: ComponentSample[] }> {
    if (!this.board.components.some((c) => c.name === name)) {
      throw new Problem(
        'not-found',
        `No component is called ${name}: ${this.board.components.map((c) => c.name).join(', ')}.`,
      );
    }
    return { component: name, samples: await this.history.of(name, instantAsked('before', query.before), query.limit) };
  }
}
