import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Post, Query, Req } from '@nestjs/common';
import { Transform } from 'class-transformer';
import { IsBoolean, IsOptional, IsUUID } from 'class-validator';
import type { FastifyRequest } from 'fastify';
import { Asker, type Asking, Does, Door, For } from '#access';
import { OpenTo, WholeNumber } from '#service';
import { Ending } from '../people/people.controller';
import { Reactivations } from './reactivations';
import type { ReactivationView } from './reactivations-on-file';

export class ReactivationsAsked {
  /** Only those that wait to be decided. */
  @IsOptional()
  @Transform(({ value }) => (value === 'true' ? true : value === 'false' ? false : value))
  @IsBoolean()
  open = false;

  /** Id of the last request already read. */
  @IsOptional()
  @IsUUID()
  after?: string;

  @WholeNumber(1, 200)
  limit = 50;
}

export class ReactivationAsked extends Ending {
  /** The account that shall be active again. */
  @IsUUID()
  accountId: string;
}

/** For owners who signed in: their account lets nobody in while it is deactivated. */
@OpenTo('people who signed in, by their token')
@Controller('me/reactivations')
export class OwnReactivationsController {
  constructor(
    private readonly door: Door,
    private readonly reactivations: Reactivations,
  ) {}

  /** What became of what you asked for. */
  @Get()
  async list(@Req() request: FastifyRequest): Promise<{ reactivations: ReactivationView[] }> {
    const { emailDigest } = await this.door.personOf(request);
    return { reactivations: await this.reactivations.ofPerson(emailDigest) };
  }

  /** Asks CBP to reactivate an account that you own. */
  @Post()
  async ask(@Req() request: FastifyRequest, @Body() { accountId, why }: ReactivationAsked): Promise<ReactivationView> {
    const { emailDigest } = await this.door.personOf(request);
    return this.reactivations.ask(emailDigest, accountId, why);
  }

  /** Takes it back, until it is decided. */
  @Post(':reactivationId/withdraw')
  @HttpCode(200)
  async withdraw(
    @Req() request: FastifyRequest,
    @Param('reactivationId', ParseUUIDPipe) reactivationId: string,
  ): Promise<ReactivationView> {
    const { emailDigest } = await this.door.personOf(request);
    return this.reactivations.withdraw(emailDigest, reactivationId);
  }
}

/** For CBP, which decides. */
@Controller('reactivations')
@For('see', 'application')
export class ReactivationsController {
  constructor(private readonly reactivations: Reactivations) {}

  /** What owners ask for, the oldest first. */
  @Get()
  async list(
    @Query() { open, after, limit }: ReactivationsAsked,
  ): Promise<{ reactivations: ReactivationView[]; next: string | null }> {
    const reactivations = await this.reactivations.list(open, after ?? null, limit);
    return { reactivations, next: reactivations.length === limit ? reactivations.at(-1)!.id : null };
  }

  /** The account is active again. */
  @Post(':reactivationId/grant')
  @Does('change', 'application')
  @HttpCode(200)
  grant(
    @Asker() asking: Asking,
    @Param('reactivationId', ParseUUIDPipe) reactivationId: string,
    @Body() { why }: Ending,
  ): Promise<ReactivationView> {
    return this.reactivations.grant(asking, reactivationId, why);
  }

  /** The account stays as it is. */
  @Post(':reactivationId/refuse')
  @Does('change', 'application')
  @HttpCode(200)
  refuse(
    @Asker() asking: Asking,
    @Param('reactivationId', ParseUUIDPipe) reactivationId: string,
    @Body() { why }: Ending,
  ): Promise<ReactivationView> {
    return this.reactivations.refuse(asking, reactivationId, why);
  }
}
