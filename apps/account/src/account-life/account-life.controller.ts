import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Post, Query } from '@nestjs/common';
import { Type } from 'class-transformer';
import { ArrayMaxSize, IsArray, IsOptional, IsString, IsUUID, Length, ValidateNested } from 'class-validator';
import { Asker, type Asking, Does, For } from '#access';
import { WholeNumber } from '#service';
import { OwnLooks } from '../activity-log/own-looks';
import { Ending, Line, PersonOfAccount } from '../people/people.controller';
import type { AccountView } from '../trade-account/trade-accounts';
import { AccountLife } from './account-life';

export class AccountSearch {
  /** Part of a name, or a whole number that the account has or had. */
  @IsString()
  @Length(2, 120)
  search: string;

  /** Id of the last account already read. */
  @IsOptional()
  @IsUUID()
  after?: string;

  @WholeNumber(1, 200)
  limit = 50;
}

export class NumberOrder {
  /** `importer number`, `filer code`, `SCAC`, `surety code`, `FIRMS code` or `zone number`. */
  @IsString()
  kind: string;

  @IsString()
  @Length(2, 20)
  value: string;
}

export class NumberAdded extends NumberOrder {
  /** Sub-accounts under it, such as `importer` and `exporter`; none for the one that its kind stands for. */
  @IsArray()
  @ArrayMaxSize(10)
  @IsString({ each: true })
  subAccounts: string[] = [];
}

export class NumberEnded extends NumberOrder {
  @Line(300)
  why: string;
}

export class NumberMoved extends NumberEnded {
  /** The account that it moves to. */
  @IsUUID()
  to: string;
}

export class Split {
  /** Name of the new account. */
  @Line(120)
  name: string;

  /** Numbers that go over to it. */
  @IsArray()
  @ArrayMaxSize(1_000)
  @ValidateNested({ each: true })
  @Type(() => NumberOrder)
  numbers: NumberOrder[];

  /** Who owns it. */
  @ValidateNested()
  @Type(() => PersonOfAccount)
  owner: PersonOfAccount;

  @Line(300)
  why: string;
}

export class Merger {
  /** The account that goes on. */
  @IsUUID()
  into: string;

  @Line(300)
  why: string;
}

@Controller('accounts')
@For('see', 'account')
export class AccountLifeController {
  constructor(
    private readonly life: AccountLife,
    private readonly looks: OwnLooks,
  ) {}

  /** Accounts by name or number, also by one they had before; of an account that was merged the one that goes on. For CBP all, else the own. */
  @Get()
  async search(
    @Asker() asking: Asking,
    @Query() { search, after, limit }: AccountSearch,
  ): Promise<{ accounts: AccountView[]; next: string | null }> {
    const accounts = await this.life.search(asking, search, after ?? null, limit);
    return { accounts, next: accounts.length === limit ? accounts.at(-1)!.id : null };
  }

  /** One account as it stands, and which were merged into it. */
  @Get(':accountId')
  async read(
    @Asker() asking: Asking,
    @Param('accountId', ParseUUIDPipe) accountId: string,
  ): Promise<AccountView & { mergedFrom: string[] }> {
    const account = await this.life.read(asking, accountId);
    await this.looks.atAccount(asking, accountId, 'account');
    return account;
  }

  /** Adds a number. Importer numbers by an owner, all by CBP. */
  @Post(':accountId/numbers')
  @Does('change', 'account')
  @HttpCode(200)
  add(
    @Asker() asking: Asking,
    @Param('accountId', ParseUUIDPipe) accountId: string,
    @Body() order: NumberAdded,
  ): Promise<AccountView> {
    return this.life.addNumber(asking, accountId, order);
  }

  /** Ends a number; its history stays. */
  @Post(':accountId/numbers/end')
  @Does('change', 'account')
  @HttpCode(200)
  end(
    @Asker() asking: Asking,
    @Param('accountId', ParseUUIDPipe) accountId: string,
    @Body() { why, ...number }: NumberEnded,
  ): Promise<AccountView> {
    return this.life.endNumber(asking, accountId, number, why);
  }

  /** Numbers of persons (social security numbers) in clear; everywhere else only the last four digits are shown. Who asked, and why, is in the account's log. */
  @Post(':accountId/numbers/reveal')
  @Does('see', 'personal number')
  @HttpCode(200)
  async reveal(
    @Asker() asking: Asking,
    @Param('accountId', ParseUUIDPipe) accountId: string,
    @Body() { why }: Ending,
  ): Promise<{ importerNumbers: string[] }> {
    return { importerNumbers: await this.life.reveal(asking, accountId, why) };
  }

  /** Moves a number to another account in one instant. By CBP. */
  @Post(':accountId/numbers/move')
  @Does('change', 'account')
  @HttpCode(204)
  move(
    @Asker() asking: Asking,
    @Param('accountId', ParseUUIDPipe) accountId: string,
    @Body() { to, why, ...number }: NumberMoved,
  ): Promise<void> {
    return this.life.moveNumber(asking, accountId, number, to, why);
  }

  /** Opens an account with some of the numbers of this one. */
  @Post(':accountId/split')
  @Does('change', 'merger')
  split(
    @Asker() asking: Asking,
    @Param('accountId', ParseUUIDPipe) accountId: string,
    @Body() order: Split,
  ): Promise<AccountView> {
    return this.life.split(asking, accountId, order);
  }

  /** Merges the account into another, for good; answers that one. */
  @Post(':accountId/merge')
  @Does('change', 'merger')
  @HttpCode(200)
  merge(
    @Asker() asking: Asking,
    @Param('accountId', ParseUUIDPipe) accountId: string,
    @Body() { into, why }: Merger,
  ): Promise<AccountView> {
    return this.life.merge(asking, accountId, into, why);
  }

  /** Nobody gets in with the account's keys until it is reactivated; what it filed goes on. By CBP. */
  @Post(':accountId/suspend')
  @Does('change', 'account')
  @HttpCode(200)
  suspend(
    @Asker() asking: Asking,
    @Param('accountId', ParseUUIDPipe) accountId: string,
    @Body() { why }: Ending,
  ): Promise<AccountView> {
    return this.life.decide(asking, accountId, 'suspended', why);
  }

  /** Ends a suspension or deactivation. By CBP. */
  @Post(':accountId/reactivate')
  @Does('change', 'account')
  @HttpCode(200)
  reactivate(
    @Asker() asking: Asking,
    @Param('accountId', ParseUUIDPipe) accountId: string,
    @Body() { why }: Ending,
  ): Promise<AccountView> {
    return this.life.decide(asking, accountId, 'reactivated', why);
  }

  /** Takes an account out of use. By CBP. */
  @Post(':accountId/deactivate')
  @Does('change', 'account')
  @HttpCode(200)
  deactivate(
    @Asker() asking: Asking,
    @Param('accountId', ParseUUIDPipe) accountId: string,
    @Body() { why }: Ending,
  ): Promise<AccountView> {
    return this.life.decide(asking, accountId, 'deactivated', why);
  }
}
