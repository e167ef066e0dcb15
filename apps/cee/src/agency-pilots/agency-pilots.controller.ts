import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Post, Query, Res } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  IsArray,
  IsIn,
  IsInt,
  IsOptional,
  IsString,
  IsUUID,
  Max,
  MaxLength,
  Min,
  ValidateNested,
} from 'class-validator';
import type { FastifyReply } from 'fastify';
import { Asker, type Asking, Does, For } from '#access';
import { Line } from '#service';
import { PILOT_EFFECTS, type PilotEffect } from './pilot.rules';
import { AgencyPilots, type PilotMeasure, type PilotView } from './agency-pilots';

export class PilotBenefitOrder {
  /** What the agency gives. */
  @Line(300)
  benefit: string;

  @IsString()
  @MaxLength(10)
  from: string;

  /** The last day. */
  @IsOptional()
  @IsString()
  @MaxLength(10)
  to: string | null = null;

  /** Which benefit of the platform it acts as, at the ports of the pilot; left out where the agency does it in its own work. */
  @IsOptional()
  @IsIn(PILOT_EFFECTS)
  brings: PilotEffect | null = null;

  /** Of a lower exam rate: exams in 10,000 entries. */
  @IsOptional()
  @IsInt()
  @Min(0)
  @Max(10_000)
  figure: number | null = null;
}

export class PilotProposed {
  /** Made by who sends it: the same again is the same pilot. */
  @IsUUID()
  id: string;

  /** Code of the agency. */
  @IsString()
  @MaxLength(3)
  agency: string;

  @Line(200)
  title: string;

  /** Port codes; all where it is left out. */
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(500)
  @IsString({ each: true })
  @MaxLength(4, { each: true })
  ports: string[] | null = null;

  /** Trusted traders that take part. */
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(1_000)
  @IsUUID(undefined, { each: true })
  accounts: string[];

  @IsArray()
  @ArrayMaxSize(50)
  @ValidateNested({ each: true })
  @Type(() => PilotBenefitOrder)
  benefits: PilotBenefitOrder[] = [];
}

export class PilotDecided {
  @IsIn(['started', 'refused', 'ended'])
  decision: 'started' | 'refused' | 'ended';

  @Line(300)
  why: string;
}

export class PilotRated {
  /** 1 to 5, the best. */
  @IsInt()
  @Min(1)
  @Max(5)
  rating: number;

  @Line(1_000)
  comment: string;
}

export class PilotsAsked {
  /** Those that this account takes part in. */
  @IsOptional()
  @IsUUID()
  accountId: string | null = null;
}

/** Pilots with partner agencies. */
@Controller('agency-pilots')
@For('change', 'agency pilot')
export class AgencyPilotsController {
  constructor(private readonly pilots: AgencyPilots) {}

  /** Pilots, the best rated first. An account sees those that it takes part in. */
  @Get()
  @Does('see', 'agency pilot')
  async list(@Asker() asking: Asking, @Query() { accountId }: PilotsAsked): Promise<{ pilots: PilotView[] }> {
    return { pilots: await this.pilots.list(asking, accountId) };
  }

  /** Proposes a pilot. The same again is the same one (200). */
  @Post()
  @ApiCreatedResponse({ description: 'It was proposed' })
  @ApiOkResponse({ description: 'It was there' })
  async propose(
    @Asker() asking: Asking,
    @Body() wanted: PilotProposed,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<PilotView> {
    const { fresh, pilot } = await this.pilots.propose(asking, wanted);
    void reply.status(fresh ? 201 : 200);
    return pilot;
  }

  /** Starts, refuses or ends a pilot. With a third agency none is started. */
  @Post(':pilotId/decision')
  @HttpCode(200)
  decide(
    @Asker() asking: Asking,
    @Param('pilotId', ParseUUIDPipe) id: string,
    @Body() decided: PilotDecided,
  ): Promise<PilotView> {
    return this.pilots.decide(asking, id, decided);
  }

  /** Says how a pilot goes: an importer that takes part, or a Center. */
  @Post(':pilotId/ratings')
  @Does('change', 'rating of a pilot')
  @HttpCode(200)
  rate(
    @Asker() asking: Asking,
    @Param('pilotId', ParseUUIDPipe) id: string,
    @Body() rated: PilotRated,
  ): Promise<PilotView> {
    return this.pilots.rate(asking, id, rated);
  }

  /** Exams of those who take part before and during the pilot. */
  @Get(':pilotId/results')
  @Does('see', 'results of a pilot')
  results(@Param('pilotId', ParseUUIDPipe) id: string): Promise<{ before: PilotMeasure; during: PilotMeasure }> {
    return this.pilots.results(id);
  }
}
