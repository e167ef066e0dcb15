import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Post, Query, Res } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse } from '@nestjs/swagger';
import {
  ArrayMaxSize,
  ArrayUnique,
  IsArray,
  IsBoolean,
  IsIn,
  IsNotEmpty,
  IsOptional,
  IsString,
  IsUUID,
  Length,
  Matches,
  MaxLength,
} from 'class-validator';
import type { FastifyReply } from 'fastify';
import { Asker, type Asking, Does, For, may } from '#access';
import { Problem, WholeNumber } from '#service';
import { OwnLooks } from '../activity-log/own-looks';
import { relationTo, whoIs } from '../people/people';
import { POWER_SCOPES } from './power.rules';
import { PowersOfAttorney, type PowerSide, type PowersPage, type PowerView } from './powers-of-attorney';

const SCOPES = POWER_SCOPES.map(({ scope }) => scope as string);
const SIDES: PowerSide[] = ['importer', 'filer'];
const ONE_LINE = { message: '$property must be one line of text' };

export class GrantOrder {
  /** Made by who sends it: the same again is the same grant. */
  @IsUUID()
  id: string;

  /** Importer of record number that the account has. */
  @IsString()
  @Length(1, 20)
  importerNumber: string;

  @Matches(/^[A-Z0-9]{3}$/, { message: 'filerCode must be three letters or digits' })
  filerCode: string;

  @IsArray()
  @ArrayUnique()
  @IsIn(SCOPES, { each: true })
  scopes: string[];

  /** Ports of entry; null for all. */
  @IsOptional()
  @IsArray()
  @ArrayUnique()
  @ArrayMaxSize(500)
  @Matches(/^\d{4}$/, { each: true })
  ports: string[] | null = null;

  /** Whether a partnership grants it: for two years at most. */
  @IsBoolean()
  partnership = false;

  /** First day, YYYY-MM-DD. */
  @IsString()
  from: string;

  /** Last day; null while no end is known. */
  @IsOptional()
  @IsString()
  to: string | null = null;

  @IsOptional()
  @IsString()
  @MaxLength(200)
  @Matches(/^[^\p{C}]*$/u, ONE_LINE)
  reason: string | null = null;
}

export class RevocationOrder {
  /** First day without it, YYYY-MM-DD; left out, it ends at once. */
  @IsOptional()
  @IsString()
  from: string | null = null;

  @IsString()
  @IsNotEmpty()
  @MaxLength(200)
  @Matches(/^[^\p{C}]*$/u, ONE_LINE)
  reason: string;
}

export class RenunciationOrder {
  @IsString()
  @IsNotEmpty()
  @MaxLength(200)
  @Matches(/^[^\p{C}]*$/u, ONE_LINE)
  reason: string;
}

export class PowersQuery {
  /** Those the account granted as importer, or those it has as filer. */
  @IsIn(SIDES)
  as: PowerSide = 'importer';

  /** The `next` of the page before. */
  @Matches(/^\d{1,18}$/)
  after = '0';

  @WholeNumber(1, 500)
  limit = 100;
}

@Controller('accounts/:accountId/powers-of-attorney')
@For('see', 'power of attorney')
export class PowersOfAttorneyController {
  constructor(
    private readonly powers: PowersOfAttorney,
    private readonly looks: OwnLooks,
  ) {}

  /** Powers of attorney of the importer numbers, or for the filer codes, that the account has; ended and revoked ones too. */
  @Get()
  async list(
    @Asker() asking: Asking,
    @Param('accountId', ParseUUIDPipe) accountId: string,
    @Query() { as, after, limit }: PowersQuery,
  ): Promise<PowersPage> {
    requireSight(asking, accountId);
    const page = await this.powers.list(accountId, as, after, limit);
    await this.looks.atAccount(asking, accountId, 'powers of attorney');
    return page;
  }

  /** Grants a power of attorney to a filer. The same again changes nothing (200). */
  @Post()
  @Does('change', 'power of attorney')
  @ApiCreatedResponse({ description: 'It was granted' })
  @ApiOkResponse({ description: 'It was there' })
  async grant(
    @Asker() asking: Asking,
    @Param('accountId', ParseUUIDPipe) accountId: string,
    @Body() { reason, ...wanted }: GrantOrder,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<PowerView> {
    requireOwn(asking, accountId);
    const by = { name: whoIs(asking), channel: 'account' };
    const { granted, power } = await this.powers.grant(accountId, wanted, by, reason);
    void reply.status(granted ? 201 : 200);
    return power;
  }

  /** Revokes a power of attorney at once, or from a day on. The same again changes nothing. */
  @Post(':powerId/revocations')
  @Does('change', 'power of attorney')
  @HttpCode(200)
  async revoke(
    @Asker() asking: Asking,
    @Param('accountId', ParseUUIDPipe) accountId: string,
    @Param('powerId', ParseUUIDPipe) powerId: string,
    @Body() { from, reason }: RevocationOrder,
  ): Promise<PowerView> {
    requireOwn(asking, accountId);
    const by = { name: whoIs(asking), channel: 'account' };
    return (await this.powers.revoke(accountId, powerId, from, by, reason)).power;
  }

  /** Renounces a power of attorney that the account has as filer, at once. The same again changes nothing. */
  @Post(':powerId/renunciations')
  @Does('change', 'power of attorney held')
  @HttpCode(200)
  async renounce(
    @Asker() asking: Asking,
    @Param('accountId', ParseUUIDPipe) accountId: string,
    @Param('powerId', ParseUUIDPipe) powerId: string,
    @Body() { reason }: RenunciationOrder,
  ): Promise<PowerView> {
    requireSight(asking, accountId);
    if (!may(asking, 'change', 'power of attorney held', relationTo(asking, accountId)))
      throw new Problem('not-authorized', 'Only the filer itself renounces a power of attorney.');
    const by = { name: whoIs(asking), channel: 'account' };
    return (await this.powers.renounce(accountId, powerId, by, reason)).power;
  }
}

const requireSight = (asking: Asking, accountId: string): void => {
  if (!may(asking, 'see', 'power of attorney', relationTo(asking, accountId)))
    throw new Problem('not-found', `There is no account ${accountId}.`);
};

/** Powers are granted and revoked by the importer alone. */
const requireOwn = (asking: Asking, accountId: string): void => {
  requireSight(asking, accountId);
  if (!may(asking, 'change', 'power of attorney', relationTo(asking, accountId)))
    throw new Problem('not-authorized', 'Only the importer itself grants and revokes its powers of attorney.');
};
