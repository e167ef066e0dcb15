import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Post, Query, Res, UseGuards } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { OperationsGuard } from '#service';
import { Line } from '../people/people.controller';
import { PowersOfAttorney, type PowersPage, type PowerView } from './powers-of-attorney';
import { GrantOrder, PowersQuery, RevocationOrder } from './powers-of-attorney.controller';

export class GrantOnPaper extends GrantOrder {
  /** Who granted it. */
  @Line(100)
  actor: string;
}

export class RevocationOnPaper extends RevocationOrder {
  /** Who revoked it. */
  @Line(100)
  actor: string;
}

/** For what importers grant and revoke on paper. */
@Controller('operations/accounts/:accountId/powers-of-attorney')
@UseGuards(OperationsGuard)
export class PowersOnPaperController {
  constructor(private readonly powers: PowersOfAttorney) {}

  /** Powers of attorney of the importer numbers, or for the filer codes, that the account has; ended and revoked ones too. */
  @Get()
  list(
    @Param('accountId', ParseUUIDPipe) accountId: string,
    @Query() { as, after, limit }: PowersQuery,
  ): Promise<PowersPage> {
    return this.powers.list(accountId, as, after, limit);
  }

  /** Grants a power of attorney to a filer. The same again changes nothing (200). */
  @Post()
  @ApiCreatedResponse({ description: 'It was granted' })
  @ApiOkResponse({ description: 'It was there' })
  async grant(
    @Param('accountId', ParseUUIDPipe) accountId: string,
    @Body() { actor, reason, ...wanted }: GrantOnPaper,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<PowerView> {
    const { granted, power } = await this.powers.grant(
      accountId,
      wanted,
      { name: actor, channel: 'operations' },
      reason,
    );
    void reply.status(granted ? 201 : 200);
    return power;
  }

  /** Revokes a power of attorney at once, or from a day on. The same again changes nothing. */
  @Post(':powerId/revocations')
  @HttpCode(200)
  async revoke(
    @Param('accountId', ParseUUIDPipe) accountId: string,
    @Param('powerId', ParseUUIDPipe) powerId: string,
    @Body() { from, actor, reason }: RevocationOnPaper,
  ): Promise<PowerView> {
    return (await this.powers.revoke(accountId, powerId, from, { name: actor, channel: 'operations' }, reason)).power;
  }
}
