import { Controller, Get, Param, ParseUUIDPipe, Query, UseGuards } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { ActivityPage } from '#contracts';
import { OperationsGuard, WholeNumber } from '#service';
import { ActivityKeys } from './activity-keys';
import { readActivity, verifyActivity, type Verification } from './activity.repository';
import { HeadWitness } from './head-witness';
import { Witness } from './witness.rules';

export class ActivityQuery {
  /** Sequence number of the last entry already read. */
  @WholeNumber(0)
  after = 0;

  @WholeNumber(1, 1_000)
  limit = 100;
}

@Controller('operations/accounts/:accountId/activity')
@UseGuards(OperationsGuard)
export class ActivityController {
  constructor(
    private readonly source: DataSource,
    private readonly keys: ActivityKeys,
    private readonly heads: HeadWitness,
  ) {}

  /** Oldest first. `next` is the `after` of the following page, null when there is no more at this moment. */
  @Get()
  async read(
    @Param('accountId', ParseUUIDPipe) accountId: string,
    @Query() { after, limit }: ActivityQuery,
  ): Promise<ActivityPage> {
    const entries = await readActivity(this.source.manager, accountId, after, limit);
    return { entries, next: entries.length === limit ? entries.at(-1)!.sequence : null };
  }

  /** Checks an account's chain of entries, and that it reaches as far as the heads that the gateway holds. */
  @Get('verify')
  async verify(@Param('accountId', ParseUUIDPipe) accountId: string): Promise<Verification> {
    const heads = await this.heads.headsOf(accountId);
    return verifyActivity(this.source.manager, accountId, heads && new Witness(heads, this.keys.known));
  }
}
