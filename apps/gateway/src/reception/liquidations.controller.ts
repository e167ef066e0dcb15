import { Controller, Get, Query } from '@nestjs/common';
import { ApiOperation, ApiProperty, ApiPropertyOptional, ApiTags } from '@nestjs/swagger';
import { IsOptional, Matches } from 'class-validator';
import { type LiquidationNotices, LiquidationNoticesRequest } from '#contracts';
import { isCustomsDate } from '#kernel';
import { AnswersOk, OpenTo, Problem, Problems, WholeNumber } from '#service';
import { Owners } from '../questions/owners';

class NoticesQuery {
  @ApiProperty({ description: 'Day on which they were posted, by the clock of the port of entry', format: 'date' })
  @Matches(/^\d{4}-\d{2}-\d{2}$/)
  on!: string;

  @ApiPropertyOptional({ description: 'Code of the port of entry' })
  @IsOptional()
  @Matches(/^\d{4}$/)
  port?: string;

  @ApiPropertyOptional({ description: 'The `next` of the page before' })
  @IsOptional()
  @Matches(/^[A-Z0-9]{3}\d{8}-\d{1,9}$/)
  after?: string;

  @ApiPropertyOptional({ default: 100, maximum: 1000 })
  @WholeNumber(1, 1_000)
  limit = 100;
}

/** The bulletin of liquidations, which is the legal notice of them (19 CFR 159.9): by day and port, entry numbers without names. */
@ApiTags('Look-ups')
@Controller('liquidations')
export class LiquidationsController {
  constructor(private readonly owners: Owners) {}

  @Get()
  @OpenTo('everybody')
  @ApiOperation({
    summary: 'Notices of liquidation posted on a day: of all ports or one, by entry number, open to everyone',
    operationId: 'readLiquidations',
  })
  @AnswersOk('The notices, and where to read on.', LiquidationNoticesRequest.answer)
  @Problems('not-valid', 'look-up-unavailable')
  async read(@Query() { on, port, after, limit }: NoticesQuery): Promise<LiquidationNotices> {
    if (!isCustomsDate(on)) throw new Problem('not-valid', 'on is not a day.', [{ at: '/on', text: 'is not a day' }]);
    const query = { on, limit, ...(port && { port }), ...(after && { after }) };
    const page = await this.owners.ask('entry', LiquidationNoticesRequest, { parameters: {}, query });
    return page ?? { notices: [], next: null, asOf: new Date().toISOString() };
  }
}
