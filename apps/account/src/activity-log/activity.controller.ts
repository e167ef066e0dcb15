import { Controller, Get, Param, ParseUUIDPipe, Query, UseGuards } from '@nestjs/common';
import { Type } from 'class-transformer';
import { IsInt, Max, Min } from 'class-validator';
import { DataSource } from 'typeorm';
import { OperationsGuard } from '#service';
import type { ChainedEntry } from './activity-chain.rules';
import { readActivity, verifyActivity, type Verification } from './activity.repository';

export class ActivityPage {
  /** Sequence number of the last entry already read. */
  @Type(() => Number)
  @IsInt()
  @Min(0)
  after = 0;

  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(1_000)
  limit = 100;
}

@Controller('operations/accounts/:accountId/activity')
@UseGuards(OperationsGuard)
export class ActivityController {
  constructor(private readonly source: DataSource) {}

  /** Oldest first. `next` is the `after` of the following page, null when there is no more at this moment. */
  @Get()
  async read(@Param('accountId', ParseUUIDPipe) accountId: string, @Query() { after, limit }: ActivityPage): Promise<{ entries: ChainedEntry[]; next: number | null }> {
    const entries = await readActivity(this.source.manager, accountId, after, limit);
    return { entries, next: entries.length === limit ? entries.at(-1)!.sequence : null };
  }

  @Get('verify')
  verify(@Param('accountId', ParseUUIDPipe) accountId: string): Promise<Verification> {
    return verifyActivity(this.source.manager, accountId);
  }
}
