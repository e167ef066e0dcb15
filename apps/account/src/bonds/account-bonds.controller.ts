import { Controller, Get, Param, ParseUUIDPipe, Query } from '@nestjs/common';
import { Ctx, EventPattern, Payload } from '@nestjs/microservices';
import { IsOptional, Matches } from 'class-validator';
import { Asker, type Asking, For } from '#access';
import { BondChanged } from '#contracts';
import { MessageContext, type Received } from '#messaging';
import { WholeNumber } from '#service';
import { OwnLooks } from '../activity-log/own-looks';
import { type AccountBond, AccountBonds } from './account-bonds';

export class AccountBondsQuery {
  /** The `next` of the page before. */
  @IsOptional()
  @Matches(/^[0-9A-Z]{9}$/)
  afterBond: string | null = null;

  @WholeNumber(1, 200)
  limit = 50;
}

/** Bonds of an account. */
@Controller('accounts/:accountId/bonds')
@For('see', 'bond')
export class AccountBondsController {
  constructor(
    private readonly bonds: AccountBonds,
    private readonly looks: OwnLooks,
  ) {}

  /** Bonds of which the account is principal, co-principal or surety, as the register told them last. */
  @Get()
  async list(
    @Asker() asking: Asking,
    @Param('accountId', ParseUUIDPipe) accountId: string,
    @Query() { afterBond, limit }: AccountBondsQuery,
  ): Promise<{ bonds: AccountBond[]; next: string | null }> {
    const page = await this.bonds.of(asking, accountId, afterBond ?? '', limit);
    await this.looks.atAccount(asking, accountId, 'bonds');
    return page;
  }
}

/** Keeps bonds as the register tells them. */
@Controller()
export class AccountBondsConsumer {
  constructor(private readonly bonds: AccountBonds) {}

  @EventPattern<string>(BondChanged.type, { batch: true, repeats: true })
  async take(@Payload() messages: Received<BondChanged>[], @Ctx() { unit }: MessageContext): Promise<void> {
    await this.bonds.keep(
      unit.manager,
      messages.map(({ data }) => data),
    );
  }
}
