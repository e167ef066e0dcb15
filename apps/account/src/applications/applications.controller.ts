import { Body, Controller, Get, Headers, HttpCode, Param, ParseUUIDPipe, Post, Query, Req } from '@nestjs/common';
import { Transform, Type } from 'class-transformer';
import { ArrayMaxSize, IsArray, IsBoolean, IsOptional, IsUUID, ValidateNested } from 'class-validator';
import type { FastifyRequest } from 'fastify';
import { Asker, type Asking, Does, For } from '#access';
import { Allowances, networkOf, OpenTo, tooMany, WholeNumber } from '#service';
import { NumberAdded } from '../account-life/account-life.controller';
import { AccountConfig } from '../config/account.config';
import { Ending, Line, PersonOfAccount } from '../people/people.controller';
import { Applications, type ApplicationView } from './applications';

const HOUR = 3_600;
const APPLICANT = "the applicant, by the application's own token";

export class AccountApplication {
  /** Name of the account. */
  @Line(120)
  name: string;

  /** All numbers that it shall have, of any number of importers. */
  @IsArray()
  @ArrayMaxSize(200)
  @ValidateNested({ each: true })
  @Type(() => NumberAdded)
  numbers: NumberAdded[];

  /** Who applies, and owns the account when it is approved. */
  @ValidateNested()
  @Type(() => PersonOfAccount)
  applicant: PersonOfAccount;

  /** What CBP should know. */
  @IsOptional()
  @Line(1_000)
  note: string | null = null;
}

export class ApplicationsAsked {
  /** Only those that wait to be decided. */
  @IsOptional()
  @Transform(({ value }) => (value === 'true' ? true : value === 'false' ? false : value))
  @IsBoolean()
  open = false;

  /** Id of the last application already read. */
  @IsOptional()
  @IsUUID()
  after?: string;

  @WholeNumber(1, 200)
  limit = 50;
}

const tokenIn = (authorization: string | undefined): string | undefined =>
  /^Bearer (\S+)$/i.exec(authorization ?? '')?.[1];

/** For whoever applies for an account. */
@Controller('applications')
export class ApplicantsController {
  private readonly allowances: Allowances;

  constructor(
    private readonly applications: Applications,
    private readonly config: AccountConfig,
  ) {
    this.allowances = new Allowances(config.APPLICATIONS_PER_HOUR / HOUR, config.APPLICATIONS_PER_HOUR);
  }

  /** Applies for an account. The token in the answer is how the applicant looks at the application; it is shown nowhere else. */
  @Post()
  @OpenTo('everybody')
  apply(@Body() order: AccountApplication, @Req() { ip }: FastifyRequest): Promise<{ id: string; token: string }> {
    const wait = this.allowances.take(networkOf(ip));
    if (wait > 0)
      throw tooMany(
        `More than ${this.config.APPLICATIONS_PER_HOUR} applications an hour came from your network address.`,
        wait,
      );
    return this.applications.apply(order);
  }

  /** How the application stands. */
  @Get(':id/state')
  @OpenTo(APPLICANT)
  state(
    @Headers('authorization') authorization: string | undefined,
    @Param('id', ParseUUIDPipe) id: string,
  ): Promise<ApplicationView> {
    return this.applications.readWith(tokenIn(authorization), id);
  }

  /** Withdraws an application that is not decided yet. */
  @Post(':id/withdraw')
  @OpenTo(APPLICANT)
  @HttpCode(200)
  withdraw(
    @Headers('authorization') authorization: string | undefined,
    @Param('id', ParseUUIDPipe) id: string,
  ): Promise<ApplicationView> {
    return this.applications.withdraw(tokenIn(authorization), id);
  }

  /** Gives the owner of an approved account the first key, once. */
  @Post(':id/key')
  @OpenTo(APPLICANT)
  takeKey(
    @Headers('authorization') authorization: string | undefined,
    @Param('id', ParseUUIDPipe) id: string,
  ): Promise<{ accountId: string; keyId: string; apiKey: string }> {
    return this.applications.takeKey(tokenIn(authorization), id);
  }
}

/** For CBP, which vets applications. */
@Controller('applications')
@For('see', 'application')
export class VettingController {
  constructor(private readonly applications: Applications) {}

  /** Applications, the oldest first. */
  @Get()
  async list(
    @Query() { open, after, limit }: ApplicationsAsked,
  ): Promise<{ applications: ApplicationView[]; next: string | null }> {
    const applications = await this.applications.list(open, after ?? null, limit);
    return { applications, next: applications.length === limit ? applications.at(-1)!.id : null };
  }

  /** Approves an application: the account is opened, and the applicant owns it. */
  @Post(':id/approve')
  @Does('change', 'application')
  @HttpCode(200)
  approve(
    @Asker() asking: Asking,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() { why }: Ending,
  ): Promise<ApplicationView> {
    return this.applications.approve(asking, id, why);
  }

  /** Refuses an application, with the reason that the applicant is told. */
  @Post(':id/refuse')
  @Does('change', 'application')
  @HttpCode(200)
  refuse(
    @Asker() asking: Asking,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() { why }: Ending,
  ): Promise<ApplicationView> {
    return this.applications.refuse(asking, id, why);
  }
}
