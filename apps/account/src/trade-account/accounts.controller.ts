import {
  applyDecorators,
  Body,
  Controller,
  Delete,
  Get,
  HttpCode,
  Param,
  ParseUUIDPipe,
  Post,
  Query,
  Res,
  UseGuards,
} from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayUnique,
  IsArray,
  IsBoolean,
  IsEmail,
  IsIn,
  IsNotEmpty,
  IsObject,
  IsOptional,
  IsString,
  IsUUID,
  Length,
  Matches,
  MaxLength,
  ValidateNested,
} from 'class-validator';
import type { FastifyReply } from 'fastify';
import { AccountKind } from '#contracts';
import { OperationsGuard, WholeNumber } from '#service';
import { TradeAccounts, type AccountView, type NewKey } from './trade-accounts';

const KINDS = AccountKind.anyOf.map((kind) => kind.const as string);

const KEY = /^pk_[A-Za-z0-9_-]{12,120}$/;
const KEY_SAYS = 'apiKey must be pk_ and 12 to 120 letters, digits, - or _';

const MaybePerson = (): PropertyDecorator =>
  applyDecorators(
    IsOptional(),
    IsString(),
    Length(2, 60),
    Matches(/^[^\s\p{C}](?:[^\p{C}]*[^\s\p{C}])?$/u, {
      message: '$property must be one line of text without spaces around it',
    }),
  ) as PropertyDecorator;

export class AbiCredentials {
  /** Site code of the A record: four characters. */
  @Matches(/^[A-Z0-9]{1,4}$/)
  site: string;

  /** Filer or party code of the A record. */
  @Matches(/^[A-Z0-9]{1,4}$/)
  id: string;

  @IsString()
  @Length(4, 64)
  password: string;
}

/** A standing in a trusted trader program. */
export class TrustedOrder {
  @IsString()
  program: string;

  @IsOptional()
  @IsString()
  tier: string | null = null;

  /** Under which the program knows the account. */
  @IsString()
  @Length(1, 40)
  number: string;

  /** First day, YYYY-MM-DD. */
  @IsString()
  from: string;

  /** Last day; null while no end is known. */
  @IsOptional()
  @IsString()
  to: string | null = null;
}

/** Somebody whom an account has from its opening on. */
export class FirstPerson {
  @IsString()
  @Length(2, 60)
  name: string;

  @IsEmail()
  @MaxLength(254)
  email: string;

  @IsString()
  @MaxLength(40)
  role: string;

  /** For a user: `read` or `write` by function. */
  @IsOptional()
  @IsObject()
  leaves: Record<string, string> | null = null;

  /** For people of CBP: the Center they serve, such as `CEE009`. */
  @IsOptional()
  @Matches(/^CEE0(0[1-9]|10)$/)
  center: string | null = null;

  /** A key for the person; null for none. */
  @IsOptional()
  @Matches(KEY, { message: KEY_SAYS })
  apiKey: string | null = null;
}

/** The whole state that an account shall have. */
export class AccountOrder {
  @IsUUID()
  id: string;

  @IsString()
  @IsNotEmpty()
  @MaxLength(120)
  name: string;

  @IsArray()
  @ArrayUnique()
  @IsIn(KINDS, { each: true })
  kinds: string[];

  @IsArray()
  @IsString({ each: true })
  importerNumbers: string[];

  @IsArray()
  @IsString({ each: true })
  filerCodes: string[];

  @IsArray()
  @IsString({ each: true })
  scacs: string[];

  @IsArray()
  @IsString({ each: true })
  suretyCodes: string[] = [];

  @IsArray()
  @IsString({ each: true })
  firmsCodes: string[] = [];

  @IsArray()
  @IsString({ each: true })
  zoneNumbers: string[] = [];

  /** Codes of Appendix V of a partner government agency. */
  @IsArray()
  @IsString({ each: true })
  agencyCodes: string[] = [];

  @IsArray()
  @ArrayUnique()
  @Matches(/^\d{4}$/, { each: true })
  ports: string[];

  /** Standing in trusted trader programs, by days; what is left out ends. */
  @IsArray()
  @ValidateNested({ each: true })
  @Type(() => TrustedOrder)
  trusted: TrustedOrder[] = [];

  /** Null: the account sends nothing by ABI. */
  @IsOptional()
  @ValidateNested()
  @Type(() => AbiCredentials)
  abi: AbiCredentials | null = null;

  /** A key the account shall have besides those it has; null changes no keys. */
  @IsOptional()
  @Matches(KEY, { message: KEY_SAYS })
  apiKey: string | null = null;

  /** Whom that key is issued to; needed where the account gives orders. */
  @MaybePerson()
  apiKeyPerson: string | null = null;

  @IsBoolean()
  active = true;

  /** The people it begins with, where it never had any; from then on its owner gives roles. */
  @IsArray()
  @ArrayMaxSize(20)
  @ValidateNested({ each: true })
  @Type(() => FirstPerson)
  people: FirstPerson[] = [];

  /** Leave an account that is there already as it is, but for people where it never had any. */
  @IsBoolean()
  onlyIfNew = false;
}

export class KeyOrder {
  /** Whom it is for; needed where the account gives orders. */
  @MaybePerson()
  person: string | null = null;

  /** One of the account's people, whose key it then is: the first one of an owner, who issues the others. */
  @IsOptional()
  @IsUUID()
  personId: string | null = null;
}

export class AccountPage {
  /** Id of the last account already read. */
  @IsOptional()
  @IsUUID()
  after?: string;

  @WholeNumber(1, 1_000)
  limit = 100;
}

@Controller('operations/accounts')
@UseGuards(OperationsGuard)
export class AccountsController {
  constructor(private readonly accounts: TradeAccounts) {}

  /** Opens the account (201) or brings it to the state ordered (200). The same order again changes nothing. */
  @Post()
  @ApiCreatedResponse({ description: 'The account was opened' })
  @ApiOkResponse({ description: 'It was there, and is as ordered' })
  async order(@Body() order: AccountOrder, @Res({ passthrough: true }) reply: FastifyReply): Promise<AccountView> {
    const { opened, account } = await this.accounts.bringTo(order);
    void reply.status(opened ? 201 : 200);
    return account;
  }

  /** Every account, by id. */
  @Get()
  async list(@Query() { after, limit }: AccountPage): Promise<{ accounts: AccountView[]; next: string | null }> {
    const accounts = await this.accounts.list(after ?? null, limit);
    return { accounts, next: accounts.length === limit ? accounts.at(-1)!.id : null };
  }

  /** Tells every account again as it stands, for a service that began to listen later. Who knows them already changes nothing. */
  @Post('announce')
  @HttpCode(200)
  async announce(): Promise<{ announced: number }> {
    return { announced: await this.accounts.announceAll() };
  }

  /** One account as it stands. */
  @Get(':accountId')
  read(@Param('accountId', ParseUUIDPipe) accountId: string): Promise<AccountView> {
    return this.accounts.read(accountId);
  }

  /** The key is in this answer and nowhere else. */
  @Post(':accountId/keys')
  issueKey(
    @Param('accountId', ParseUUIDPipe) accountId: string,
    @Body() { person, personId }: KeyOrder,
  ): Promise<NewKey> {
    return this.accounts.issueKey(accountId, person, personId);
  }

  /** Ends a key at once. */
  @Delete(':accountId/keys/:keyId')
  @HttpCode(200)
  revokeKey(
    @Param('accountId', ParseUUIDPipe) accountId: string,
    @Param('keyId', ParseUUIDPipe) keyId: string,
  ): Promise<AccountView> {
    return this.accounts.revokeKey(accountId, keyId);
  }
}
