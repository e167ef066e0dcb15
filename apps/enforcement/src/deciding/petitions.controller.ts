import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Post, Res } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiProduces } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  IsArray,
  IsBoolean,
  IsIn,
  IsInt,
  IsOptional,
  IsString,
  IsUUID,
  MaxLength,
  Min,
  ValidateNested,
} from 'class-validator';
import type { FastifyReply } from 'fastify';
import { Asker, type Asking, Does, For } from '#access';
import { Line } from '#service';
import { amountOf, requireDays } from '../fields/fields';
import { PetitionDecisions } from './petition-decisions';
import { type Computation, GUIDELINES, type GuidelineName } from '../guidelines/guideline';
import { CULPABILITIES, type Culpability } from '../guidelines/penalties-1592.data';
import { Forwarding } from '../petitions/forwarding';
import { CAPACITIES, type Capacity, PETITION_KINDS, type PetitionKind } from '../petitions/petition.rules';
import { OUTCOMES, type Outcome } from '../petitions/petition.repository';
import { Petitions, type PetitionView } from '../petitions/petitions';

export class PetitionOrder {
  /** Made by who sends it: the same again is the same petition. */
  @IsUUID()
  id: string;

  @IsIn(PETITION_KINDS)
  kind: PetitionKind = 'petition';

  /** Number of the party in the case; left out by who acts for one. */
  @IsOptional()
  @IsInt()
  @Min(1)
  place: number | null = null;

  /** What was seized; of a seizure. */
  @IsOptional()
  @Line(1_000)
  property: string | null = null;

  /** Day and place of the violation or seizure. */
  @IsString()
  @MaxLength(10)
  happenedOn: string;

  @Line(200)
  happenedAt: string;

  /** Facts and circumstances relied upon. */
  @Line(20_000)
  facts: string;

  /** The petitioner's interest in what was seized, and the proof of it. */
  @IsOptional()
  @Line(2_000)
  interest: string | null = null;

  @Line(200)
  signedBy: string;

  @IsIn(CAPACITIES)
  capacity: Capacity;

  /** Of paper, entered by an officer: the day on which it came in, and how many copies. */
  @IsOptional()
  @IsString()
  @MaxLength(10)
  receivedOn: string | null = null;

  @IsOptional()
  @IsInt()
  @Min(1)
  copies: number | null = null;

  /** The day up to which the statute of limitations is waived, in writing with the petition: a supplemental one needs it where less than a year remains. */
  @IsOptional()
  @IsString()
  @MaxLength(10)
  waivedUntil: string | null = null;

  /** The Center is asked for its input. Where a trusted trader petitions it always is. */
  @IsBoolean()
  askCenter = false;
}

export class PetitionWhy {
  @Line(500)
  why: string;
}

export class PetitionRouted extends PetitionWhy {
  /** Of the petition as it was seen. */
  @IsInt()
  @Min(1)
  version: number;
}

export class CenterAsked {
  /** What the Center is asked. */
  @Line(4_000)
  text: string;
}

/** Amounts are dollars and cents, such as `1250.00`; what is left out is none. */
export class GuidelineOrder {
  @IsIn(GUIDELINES)
  guideline: GuidelineName;

  @IsOptional()
  @IsIn(CULPABILITIES)
  culpability: Culpability | null = null;

  /** Loss of duties, taxes and fees, or of revenue. */
  @IsOptional()
  @IsString()
  @MaxLength(20)
  loss: string | null = null;

  @IsOptional()
  @IsString()
  @MaxLength(20)
  dutiableValue: string | null = null;

  @IsOptional()
  @IsString()
  @MaxLength(20)
  domesticValue: string | null = null;

  /** On the loss, after a prior disclosure. */
  @IsOptional()
  @IsString()
  @MaxLength(20)
  interest: string | null = null;

  /** Of a broker: for other violations of the notice. */
  @IsOptional()
  @IsString()
  @MaxLength(20)
  other: string | null = null;

  /** Duty, taxes and fees that were paid late. */
  @IsOptional()
  @IsString()
  @MaxLength(20)
  withheld: string | null = null;

  /** What a timely petition would have come to. */
  @IsOptional()
  @IsString()
  @MaxLength(20)
  base: string | null = null;

  /** Negligent violations of the same issue before. */
  @IsOptional()
  @IsInt()
  @Min(0)
  earlier: number | null = null;

  @IsOptional()
  @IsInt()
  @Min(0)
  missingPowers: number | null = null;

  @IsOptional()
  @IsInt()
  @Min(0)
  daysLate: number | null = null;

  @IsBoolean()
  priorDisclosure = false;

  /** A member of the drawback compliance program. */
  @IsBoolean()
  complianceProgram = false;

  @IsArray()
  @ArrayMaxSize(20)
  @IsString({ each: true })
  mitigating: string[] = [];

  @IsArray()
  @ArrayMaxSize(20)
  @IsString({ each: true })
  aggravating: string[] = [];
}

export class PetitionDecided {
  /** Of the petition as it was seen. */
  @IsInt()
  @Min(1)
  version: number;

  @IsIn(OUTCOMES)
  outcome: Outcome;

  /** Of a mitigation: dollars and cents that are to be paid. */
  @IsOptional()
  @IsString()
  @MaxLength(20)
  amount: string | null = null;

  @Line(4_000)
  reasons: string;

  /** By which the guidelines are computed and kept with the decision. */
  @IsOptional()
  @ValidateNested()
  @Type(() => GuidelineOrder)
  facts: GuidelineOrder | null = null;

  /** Why it departs from what the guidelines come to. */
  @IsOptional()
  @Line(1_000)
  departure: string | null = null;

  /** Why the Center is not waited for, where its time is not over. */
  @IsOptional()
  @Line(500)
  notAwaited: string | null = null;
}

export class PetitionForwarded {
  /** Of the petition as it was seen. */
  @IsInt()
  @Min(1)
  version: number;

  @IsString()
  @MaxLength(10)
  forwardedOn: string;

  /** To whom at the Department of Justice. */
  @Line(200)
  addressee: string;

  /** What proves it: number of the mailing or message. */
  @Line(60)
  reference: string;
}

export class SecondOfficer extends PetitionRouted {
  @IsBoolean()
  agrees: boolean;
}

/** Petitions for relief in a case. */
@Controller('enforcement-cases/:caseId')
@For('see', 'petition')
export class CasePetitionsController {
  constructor(
    private readonly petitions: Petitions,
    private readonly decisions: PetitionDecisions,
  ) {}

  /** Petitions in the order in which they came: for a party its own. */
  @Get('petitions')
  async list(
    @Asker() asking: Asking,
    @Param('caseId', ParseUUIDPipe) caseId: string,
  ): Promise<{ petitions: PetitionView[] }> {
    return { petitions: await this.petitions.ofCase(asking, caseId) };
  }

  /** Files a petition: a party, who acts for it under a power of attorney, or an FP&F officer who has it on paper. The same again is the same one (200). Not taken: 409 with a code. */
  @Post('petitions')
  @Does('change', 'petition')
  @ApiCreatedResponse({ description: 'It was filed' })
  @ApiOkResponse({ description: 'It was there' })
  async file(
    @Asker() asking: Asking,
    @Param('caseId', ParseUUIDPipe) caseId: string,
    @Body() order: PetitionOrder,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<PetitionView> {
    const { id, kind, place, receivedOn, askCenter, ...contents } = order;
    requireDays({ happenedOn: contents.happenedOn, receivedOn, waivedUntil: contents.waivedUntil });
    const { fresh, petition } = await this.petitions.file(asking, caseId, {
      ...{ id, kind, place, receivedOn, askCenter, contents },
    });
    void reply.status(fresh ? 201 : 200);
    return petition;
  }

  /** What the guidelines come to, step by step with the source of each number: help, not a verdict. Nothing is kept. */
  @Post('guideline')
  @Does('see', 'guideline of a penalty')
  @HttpCode(200)
  compute(
    @Asker() asking: Asking,
    @Param('caseId', ParseUUIDPipe) caseId: string,
    @Body() facts: GuidelineOrder,
  ): Promise<Computation> {
    return this.decisions.compute(asking, caseId, { ...facts });
  }
}

/** A petition on its way to a decision. */
@Controller('petitions')
@For('change', 'decision on a petition')
export class PetitionsController {
  constructor(
    private readonly petitions: Petitions,
    private readonly decisions: PetitionDecisions,
    private readonly forwarding: Forwarding,
  ) {}

  /** One petition with its decision and what Centers said; for CBP its steps too. The account is told that CBP looked. */
  @Get(':petitionId')
  @Does('see', 'petition')
  one(@Asker() asking: Asking, @Param('petitionId', ParseUUIDPipe) id: string): Promise<PetitionView> {
    return this.petitions.one(asking, id);
  }

  /** Takes a petition back that is not decided. */
  @Post(':petitionId/withdrawal')
  @Does('change', 'petition')
  @HttpCode(200)
  withdraw(
    @Asker() asking: Asking,
    @Param('petitionId', ParseUUIDPipe) id: string,
    @Body() { why }: PetitionWhy,
  ): Promise<PetitionView> {
    return this.petitions.withdraw(asking, id, why);
  }

  /** Asks the Center of the party for its input, with a clock. */
  @Post(':petitionId/center-input')
  @Does('change', 'petition')
  @HttpCode(200)
  ask(
    @Asker() asking: Asking,
    @Param('petitionId', ParseUUIDPipe) id: string,
    @Body() { text }: CenterAsked,
  ): Promise<PetitionView> {
    return this.petitions.ask(asking, id, text);
  }

  /** To headquarters, which decides (19 CFR 171.12, 172.12). */
  @Post(':petitionId/referral')
  @HttpCode(200)
  refer(
    @Asker() asking: Asking,
    @Param('petitionId', ParseUUIDPipe) id: string,
    @Body() order: PetitionRouted,
  ): Promise<PetitionView> {
    return this.petitions.route(asking, id, 'refer to headquarters', order);
  }

  /** Headquarters gives it back to the FP&F officer. */
  @Post(':petitionId/return')
  @HttpCode(200)
  giveBack(
    @Asker() asking: Asking,
    @Param('petitionId', ParseUUIDPipe) id: string,
    @Body() order: PetitionRouted,
  ): Promise<PetitionView> {
    return this.petitions.route(asking, id, 'return', order);
  }

  /** Asks headquarters for advice on what is novel or complex: nothing is decided meanwhile (19 CFR 171.14, 172.14). */
  @Post(':petitionId/advice')
  @HttpCode(200)
  askAdvice(
    @Asker() asking: Asking,
    @Param('petitionId', ParseUUIDPipe) id: string,
    @Body() order: PetitionRouted,
  ): Promise<PetitionView> {
    return this.petitions.route(asking, id, 'ask advice', order);
  }

  /** Headquarters advises: the petition is pending again. */
  @Post(':petitionId/advice-answer')
  @HttpCode(200)
  advise(
    @Asker() asking: Asking,
    @Param('petitionId', ParseUUIDPipe) id: string,
    @Body() order: PetitionRouted,
  ): Promise<PetitionView> {
    return this.petitions.route(asking, id, 'give advice', order);
  }

  /** Notes that a petition whose case is with the Department of Justice was forwarded there with its record: who filed it is told (19 CFR 171.13(a), 172.13(a)). */
  @Post(':petitionId/forwarding')
  @Does('change', 'petition for Justice')
  @HttpCode(200)
  forward(
    @Asker() asking: Asking,
    @Param('petitionId', ParseUUIDPipe) id: string,
    @Body() order: PetitionForwarded,
  ): Promise<PetitionView> {
    requireDays({ forwardedOn: order.forwardedOn });
    return this.forwarding.forward(asking, id, order);
  }

  /** What goes, or went, to Justice with a petition: the petition and the record of its case, plain text of 78 characters a line. */
  @Get(':petitionId/record')
  @Does('see', 'petition for Justice')
  @ApiProduces('text/plain')
  @ApiOkResponse({ description: 'The petition and the record of its case', schema: { type: 'string' } })
  async record(
    @Asker() asking: Asking,
    @Param('petitionId', ParseUUIDPipe) id: string,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const record = await this.forwarding.record(asking, id);
    void reply.type('text/plain; charset=utf-8').send(record);
  }

  /** Decides; where a second officer must agree, proposes. Two at once: the second is told who was first (409). */
  @Post(':petitionId/decision')
  @HttpCode(200)
  decide(
    @Asker() asking: Asking,
    @Param('petitionId', ParseUUIDPipe) id: string,
    @Body() { amount, facts, ...order }: PetitionDecided,
  ): Promise<PetitionView> {
    const amountCents = amount === null ? null : amountOf('/amount', amount);
    return this.decisions.decide(asking, id, { ...order, amountCents, facts: facts && { ...facts } });
  }

  /** A second officer agrees with what is proposed, or does not. */
  @Post(':petitionId/agreement')
  @HttpCode(200)
  agree(
    @Asker() asking: Asking,
    @Param('petitionId', ParseUUIDPipe) id: string,
    @Body() order: SecondOfficer,
  ): Promise<PetitionView> {
    return this.decisions.agree(asking, id, order);
  }
}
