import { Body, Controller, Get, HttpCode, Param, ParseIntPipe, ParseUUIDPipe, Post, Query, Res } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse } from '@nestjs/swagger';
import { IsBoolean, IsIn, IsISO8601, IsOptional, IsString, IsUUID, Length, Matches } from 'class-validator';
import type { FastifyReply } from 'fastify';
import { DataSource } from 'typeorm';
import { Asker, type Asking, Does, For, may } from '#access';
import { actingPerson, instantAsked, Problem, WholeNumber } from '#service';
import { Line } from '../people/people.controller';
import { relationTo } from '../people/people';
import {
  ADMITTED_NUMBERS,
  type AdmissionView,
  type CapabilityOfAccount,
  CapabilityRegister,
  type CapabilityView,
} from './capabilities';
import { type UseOfCapability, useOf } from './capability-use';

const CENTERS = /^CEE0(0[1-9]|10)$/;
/** The first accounts of an industry: ACE began with forty. */
const FIRST_FORTY = 40;
const JUDGES = ['gateway', 'manifest', 'entry', 'cee', 'account', 'port'];

export class CapabilityOrder {
  /** Small letters, digits and hyphens, such as `periodic-statement`. */
  @Matches(/^[a-z][a-z0-9-]{1,39}$/)
  code: string;

  @Line(80)
  name: string;

  /** What it changes for an account that has it. */
  @Line(300)
  changes: string;

  /** The service that judges by it. */
  @IsIn(JUDGES)
  judgedBy: string;

  /** Nobody has it before; now where it is left out. */
  @IsOptional()
  @IsISO8601({ strict: true })
  from: string | null = null;

  /** Nobody has it from then on; null for no end. */
  @IsOptional()
  @IsISO8601({ strict: true })
  to: string | null = null;

  @Line(300)
  why: string;
}

export class WaveOrder {
  @Line(80)
  name: string;

  /** The last wave: it is opened to all, and nobody is named. */
  @IsBoolean()
  everybody = false;

  /** The industry of its accounts, by Center; null for all. */
  @IsOptional()
  @Matches(CENTERS)
  center: string | null = null;

  /** So many accounts and numbers at most. */
  @WholeNumber(1, 1_000)
  most = FIRST_FORTY;
}

/** One of `accountId`, `name`, and `kind` with `value`. */
export class AdmissionOrder {
  @IsOptional()
  @IsUUID()
  accountId: string | null = null;

  /** Of the account, in full. */
  @IsOptional()
  @Line(120)
  name: string | null = null;

  /** Of a number that has the capability in whichever account it is. */
  @IsOptional()
  @IsIn([...ADMITTED_NUMBERS])
  kind: string | null = null;

  @IsOptional()
  @IsString()
  @Length(1, 20)
  value: string | null = null;

  @Line(300)
  why: string;
}

export class EffectiveOrder {
  /** The instant with which it takes effect, now or later; now where it is left out. */
  @IsOptional()
  @IsISO8601({ strict: true })
  from: string | null = null;

  @Line(300)
  why: string;
}

export class AdmissionsAsked {
  /** The `next` of the page before. */
  @Matches(/^\d{1,18}$/)
  after = '0';

  @WholeNumber(1, 500)
  limit = 100;
}

export class UseAsked {
  /** First day, UTC. */
  @Matches(/^\d{4}-\d{2}-\d{2}$/)
  from: string;

  /** The day after the last one. */
  @Matches(/^\d{4}-\d{2}-\d{2}$/)
  to: string;
}

const at = (field: string, text: string | null): Date | null => {
  const instant = instantAsked(field, text ?? undefined);
  return instant === undefined ? null : new Date(instant);
};

/** Who gives the order, by name. @throws Problem `not-authorized` for a key that was issued to nobody by name */
const orderedBy = ({ person, account }: Asking): string => `${actingPerson(person)} (${account.name})`;

@Controller('capabilities')
@For('see', 'capability')
export class CapabilitiesController {
  constructor(private readonly register: CapabilityRegister) {}

  /** Every capability, how far it is rolled out, and its waves. */
  @Get()
  async list(): Promise<{ capabilities: CapabilityView[] }> {
    return { capabilities: await this.register.list() };
  }

  /** Registers a capability. It is open to nobody until a wave is opened. */
  @Post()
  @Does('change', 'capability')
  add(@Asker() asking: Asking, @Body() { from, to, ...order }: CapabilityOrder): Promise<CapabilityView> {
    return this.register.register({ ...order, from: at('from', from), to: at('to', to) }, orderedBy(asking));
  }

  /** Turns a capability off for all. What was received before is finished under it. */
  @Post(':code/off')
  @Does('change', 'capability')
  @HttpCode(200)
  off(
    @Asker() asking: Asking,
    @Param('code') code: string,
    @Body() { from, why }: EffectiveOrder,
  ): Promise<CapabilityView> {
    return this.register.turnOff(code, at('from', from), orderedBy(asking), why);
  }

  /** Plans a wave: the first accounts of an industry, or all. */
  @Post(':code/waves')
  @Does('change', 'capability')
  plan(@Asker() asking: Asking, @Param('code') code: string, @Body() order: WaveOrder): Promise<CapabilityView> {
    return this.register.planWave(code, order, orderedBy(asking));
  }

  /** Names an account or a number in a wave. The same again changes nothing (200). */
  @Post(':code/waves/:number/admissions')
  @Does('change', 'capability')
  @ApiCreatedResponse({ description: 'It was named' })
  @ApiOkResponse({ description: 'It has the capability already, or will have it' })
  async admit(
    @Asker() asking: Asking,
    @Param('code') code: string,
    @Param('number', ParseIntPipe) number: number,
    @Body() { why, ...wanted }: AdmissionOrder,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<AdmissionView> {
    const { fresh, admission } = await this.register.admit(code, wave(number), wanted, orderedBy(asking), why);
    void reply.status(fresh ? 201 : 200);
    return admission;
  }

  /** Opens a wave. */
  @Post(':code/waves/:number/open')
  @Does('change', 'capability')
  @HttpCode(200)
  open(
    @Asker() asking: Asking,
    @Param('code') code: string,
    @Param('number', ParseIntPipe) number: number,
    @Body() { from, why }: EffectiveOrder,
  ): Promise<CapabilityView> {
    return this.register.openWave(code, wave(number), at('from', from), orderedBy(asking), why);
  }

  /** Ends a wave for all in it. */
  @Post(':code/waves/:number/close')
  @Does('change', 'capability')
  @HttpCode(200)
  close(
    @Asker() asking: Asking,
    @Param('code') code: string,
    @Param('number', ParseIntPipe) number: number,
    @Body() { from, why }: EffectiveOrder,
  ): Promise<CapabilityView> {
    return this.register.closeWave(code, wave(number), at('from', from), orderedBy(asking), why);
  }

  /** Ends the admission of an account or number. */
  @Post(':code/admissions/:admissionId/end')
  @Does('change', 'capability')
  @HttpCode(200)
  end(
    @Asker() asking: Asking,
    @Param('code') code: string,
    @Param('admissionId', ParseUUIDPipe) id: string,
    @Body() { from, why }: EffectiveOrder,
  ): Promise<AdmissionView> {
    return this.register.endAdmission(code, id, at('from', from), orderedBy(asking), why);
  }
}

const MOST_WAVES = 10_000;
const wave = (number: number): number => {
  if (number >= 1 && number <= MOST_WAVES) return number;
  throw new Problem('not-found', `There is no wave ${number}.`);
};

@Controller('capabilities')
@For('see', 'use of a capability')
export class CapabilityUseController {
  constructor(
    private readonly register: CapabilityRegister,
    private readonly source: DataSource,
  ) {}

  /** Who is and was admitted to a capability, in the order in which they were named. */
  @Get(':code/admissions')
  admissions(
    @Param('code') code: string,
    @Query() { after, limit }: AdmissionsAsked,
  ): Promise<{ admissions: AdmissionView[]; next: string | null }> {
    return this.register.admissions(code, after, limit);
  }

  /** Filings taken under a capability, and refused for want of it, by wave and by account. */
  @Get(':code/use')
  async use(@Param('code') code: string, @Query() { from, to }: UseAsked): Promise<UseOfCapability> {
    return useOf(this.source.manager, code, instantAsked('from', from)!, instantAsked('to', to)!);
  }

  /** Accounts of a wave's industry with the most entries at its Center that are not in the capability yet. */
  @Get(':code/waves/:number/candidates')
  async candidates(
    @Param('code') code: string,
    @Param('number', ParseIntPipe) number: number,
  ): Promise<{ accounts: { accountId: string; name: string; entries: number }[] }> {
    return { accounts: await this.register.candidates(code, wave(number)) };
  }
}

@Controller('accounts/:accountId/capabilities')
@For('see', 'capability')
export class AccountCapabilitiesController {
  constructor(private readonly register: CapabilityRegister) {}

  /** Which capabilities the account has, had and will have. */
  @Get()
  async list(
    @Asker() asking: Asking,
    @Param('accountId', ParseUUIDPipe) accountId: string,
  ): Promise<{ capabilities: CapabilityOfAccount[] }> {
    if (!may(asking, 'see', 'capability', relationTo(asking, accountId)))
      throw new Problem('not-found', `There is no account ${accountId}.`);
    return { capabilities: await this.register.ofAccount(accountId) };
  }
}
