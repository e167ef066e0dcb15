import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Post, Query, Res } from '@nestjs/common';
import { ApiAcceptedResponse, ApiCreatedResponse, ApiOkResponse } from '@nestjs/swagger';
import { ArrayMaxSize, ArrayMinSize, IsArray, IsIn, IsOptional, IsString, IsUUID, Matches } from 'class-validator';
import type { FastifyReply } from 'fastify';
import { Asker, type Asking, Does, For } from '#access';
import { isCustomsDate, parseImporterNumber } from '#kernel';
import { Line, Problem, WholeNumber } from '#service';
import { ordering, requireAllCenters, requireCenter } from '../people/asking-person';
import { AssignmentFactors, type AssignmentFactorView, type NewFactor } from './assignment-factors';
import { AssignmentProposals, type AssignmentProposalView } from './assignment-proposals';
import { ProposalRuns, type ProposalRunView } from './proposal-runs';

const CENTER = /^CEE0(0[1-9]|10)$/;
const ID = /^\d{1,18}$/;
const STATES = ['unchanged', 'open', 'accepted', 'rejected', 'superseded'];

export class ProposalRunOrder {
  /** Made by who sends it: the same again is the same run. */
  @IsUUID()
  id: string;

  /** The day whose scope, assignments and twelve months it goes by; today where it is left out. */
  @IsOptional()
  @IsString()
  asOf: string | null = null;
}

export class ProposalsQuery {
  @IsOptional()
  @IsUUID()
  run: string | null = null;

  /** The Center that is proposed. */
  @IsOptional()
  @Matches(CENTER)
  center: string | null = null;

  @IsOptional()
  @IsIn(STATES)
  state: string | null = null;

  @IsOptional()
  @IsUUID()
  account: string | null = null;

  /** The `next` of the page before. */
  @Matches(ID)
  after = '0';

  @WholeNumber(1, 500)
  limit = 100;
}

export class ProposalAcceptance {
  /** First day of the assignment, one that has begun at no port. */
  @IsString()
  from: string;

  @Line(200)
  why: string;
}

export class ProposalRejection {
  @Line(200)
  why: string;
}

export class AssignmentFactorOrder {
  /** Made by who sends it: the same again is the same finding. */
  @IsUUID()
  id: string;

  @IsIn(['associated parties', 'intended use'])
  kind: NewFactor['kind'];

  /** Importer of record numbers. */
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(1_000)
  @IsString({ each: true })
  importers: string[];

  /** Where the goods belong by their use; for intended use only. */
  @IsOptional()
  @Matches(CENTER)
  center: string | null = null;

  @IsOptional()
  @Matches(/^\d{3}$/)
  team: string | null = null;

  @Line(200)
  why: string;
}

const idOf = (text: string): string => {
  if (ID.test(text)) return text;
  throw new Problem('not-found', 'There is no such proposal.');
};

@Controller('proposal-runs')
@For('see', 'assignment proposal')
export class ProposalRunsController {
  constructor(private readonly runs: ProposalRuns) {}

  /** Runs, newest first, with how far they are. */
  @Get()
  async list(): Promise<{ runs: ProposalRunView[] }> {
    return { runs: await this.runs.list() };
  }

  /** One run, with how far it is. */
  @Get(':id')
  one(@Param('id', ParseUUIDPipe) id: string): Promise<ProposalRunView> {
    return this.runs.one(id);
  }

  /** Orders proposals for all importers. They are computed afterwards; the run says how far it is. The same again is the same one (200). */
  @Post()
  @Does('change', 'assignment proposal')
  @ApiAcceptedResponse({ description: 'It was ordered' })
  @ApiOkResponse({ description: 'It was there' })
  async order(
    @Asker() asking: Asking,
    @Body() { id, asOf }: ProposalRunOrder,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ProposalRunView> {
    if (asOf !== null && !isCustomsDate(asOf))
      throw new Problem('not-valid', 'Some fields are wrong.', [{ at: '/asOf', text: 'is not a day, YYYY-MM-DD' }]);
    // Another day than today makes proposals for all Centers out of date.
    if (asOf !== null) requireAllCenters(asking);
    const { fresh, run } = await this.runs.order(id, asOf, ordering(asking));
    void reply.status(fresh ? 202 : 200);
    return run;
  }
}

@Controller('assignment-proposals')
@For('see', 'assignment proposal')
export class AssignmentProposalsController {
  constructor(private readonly proposals: AssignmentProposals) {}

  /** Proposals, by id. */
  @Get()
  list(@Query() query: ProposalsQuery): Promise<{ proposals: AssignmentProposalView[]; next: string | null }> {
    return this.proposals.list(query);
  }

  /** Assigns the importers of a proposal from a day on; open work stays where it is. */
  @Post(':id/acceptance')
  @Does('change', 'assignment proposal')
  @HttpCode(200)
  async accept(
    @Asker() asking: Asking,
    @Param('id') id: string,
    @Body() { from, why }: ProposalAcceptance,
  ): Promise<AssignmentProposalView> {
    await this.requireOwn(asking, id);
    return this.proposals.accept(idOf(id), from, why, ordering(asking));
  }

  /** Leaves the importers of a proposal where they are. */
  @Post(':id/rejection')
  @Does('change', 'assignment proposal')
  @HttpCode(200)
  async reject(
    @Asker() asking: Asking,
    @Param('id') id: string,
    @Body() { why }: ProposalRejection,
  ): Promise<AssignmentProposalView> {
    await this.requireOwn(asking, id);
    return this.proposals.reject(idOf(id), why, ordering(asking));
  }

  /** It is reviewed by the Center that it proposes, or the one that has the importers now. */
  private async requireOwn(asking: Asking, id: string): Promise<void> {
    const { center, currentCenter } = await this.proposals.one(idOf(id));
    requireCenter(
      asking,
      [center, currentCenter].filter((one) => one !== null),
    );
  }
}

@Controller('assignment-factors')
@For('see', 'assignment proposal')
export class AssignmentFactorsController {
  constructor(private readonly factors: AssignmentFactors) {}

  /** What CBP found of importers, newest first. */
  @Get()
  async list(): Promise<{ factors: AssignmentFactorView[] }> {
    return { factors: await this.factors.list() };
  }

  /** Records that importers are associated, or what their goods are meant for. The next run goes by it. */
  @Post()
  @Does('change', 'assignment proposal')
  @ApiCreatedResponse({ description: 'It was recorded' })
  @ApiOkResponse({ description: 'It was there' })
  async find(
    @Asker() asking: Asking,
    @Body() order: AssignmentFactorOrder,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<AssignmentFactorView> {
    if (order.center !== null) requireCenter(asking, [order.center]);
    const wrong = order.importers.flatMap((number, index) =>
      parseImporterNumber(number).ok ? [] : [{ at: `/importers/${index}`, text: 'is not an importer number' }],
    );
    if (wrong.length > 0) throw new Problem('not-valid', 'Some fields are wrong.', wrong);
    const { fresh, factor } = await this.factors.find(order, ordering(asking));
    void reply.status(fresh ? 201 : 200);
    return factor;
  }

  /** Ends a finding: the next run does not go by it any more. */
  @Post(':id/end')
  @Does('change', 'assignment proposal')
  @HttpCode(200)
  async end(
    @Asker() asking: Asking,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() { why }: ProposalRejection,
  ): Promise<AssignmentFactorView> {
    const { center } = await this.factors.one(id);
    if (center !== null) requireCenter(asking, [center]);
    return this.factors.end(id, why, ordering(asking));
  }
}
