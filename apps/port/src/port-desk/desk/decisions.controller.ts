import { Body, Controller, Get, HttpCode, Param, Post, Query, Res } from '@nestjs/common';
import { ApiCreatedResponse, ApiExcludeController, ApiOkResponse } from '@nestjs/swagger';
import { IsIn, IsOptional, IsString } from 'class-validator';
import type { FastifyReply } from 'fastify';
import { Asker, type Asking, Does, For } from '#access';
import { Problem } from '#service';
import type { Looker, Officer } from '../../officers/officer';
import { ActingOfficer, Looking } from '../../officers/acting-officer';
import { DeskLooks } from './desk-looks';
import { type DecisionView, DeskSearch } from './desk-search';
import { portsAsked } from '../../officers/ports-asked';
import { MatchRepository, type MatchEvent } from '../matching/match.repository';
import { DecisionDesk, unknown } from '../decisions/decision-desk';
import type { RegisteredDecision } from '../decisions/decision.model';
import { DecisionBody, ExamResultBody, KeyedBody, SecondOfficerBody, VoidBody } from '../decisions/decision.requests';
import { type DecisionState, decisionStates } from '../decisions/decision.states';
import { DecisionsRepository, type HistoryEntry } from '../decisions/decisions.repository';
import { LaterFacts } from '../decisions/later-facts';

export class DecisionsQuery {
  @IsOptional() @IsString() port?: string;
  @IsOptional() @IsIn(decisionStates.states) state?: DecisionState;
}

export type WholeDecision = DecisionView & { readonly history: HistoryEntry[]; readonly matchHistory: MatchEvent[] };

/** The register of manual decisions. */
@ApiExcludeController()
@For('see', 'decision on paper')
@Controller('desk/decisions')
export class DecisionsController {
  constructor(
    private readonly desk: DecisionDesk,
    private readonly later: LaterFacts,
    private readonly decisions: DecisionsRepository,
    private readonly matches: MatchRepository,
    private readonly search: DeskSearch,
    private readonly looks: DeskLooks,
  ) {}

  /** 201 with the new decision, 200 with the one that the same request made before. */
  @Post()
  @Does('change', 'decision on paper')
  @ApiCreatedResponse({ description: 'The decision' })
  @ApiOkResponse({ description: 'The decision that the same request made before' })
  async decide(
    @ActingOfficer() officer: Officer,
    @Body() body: DecisionBody,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<RegisteredDecision> {
    const { decision, made } = await this.desk.decide(officer, body);
    void reply.status(made ? 201 : 200);
    return unlessForestalled(decision);
  }

  /** The newest first; `state=awaiting second officer` for what waits for a colleague. */
  @Get()
  async list(
    @Looking() officer: Looker,
    @Query() { port, state }: DecisionsQuery,
  ): Promise<{ decisions: DecisionView[] }> {
    return {
      decisions: await this.search.views(await this.decisions.ofPorts(portsAsked(officer, port), state ?? null)),
    };
  }

  /** A decision with everything that happened to it. */
  @Get(':controlNumber')
  async read(@Asker() asking: Asking, @Param('controlNumber') controlNumber: string): Promise<WholeDecision> {
    const decision = await this.decisions.byNumber(controlNumber);
    if (!decision) throw unknown(controlNumber);
    await this.looks.tell(asking, `decision ${decision.controlNumber}`, { decisions: [decision] });
    const [[view], history, matchHistory] = await Promise.all([
      this.search.views([decision]),
      this.decisions.history(decision.id),
      this.matches.history(decision.id),
    ]);
    return { ...view!, history, matchHistory };
  }

  /** Signs a decision as its second officer. */
  @Post(':controlNumber/second-officer')
  @Does('change', 'decision on paper')
  @HttpCode(200)
  async second(
    @ActingOfficer() officer: Officer,
    @Param('controlNumber') controlNumber: string,
    @Body() body: SecondOfficerBody,
  ): Promise<RegisteredDecision> {
    return unlessForestalled(await this.desk.second(officer, controlNumber, body));
  }

  /** Records that a decision was keyed into the system for which it was a substitute. */
  @Post(':controlNumber/keyed')
  @Does('change', 'decision on paper')
  @HttpCode(200)
  keyed(
    @ActingOfficer() officer: Officer,
    @Param('controlNumber') controlNumber: string,
    @Body() body: KeyedBody,
  ): Promise<RegisteredDecision> {
    return this.later.keyed(officer, controlNumber, body);
  }

  /** Records what an examination found. */
  @Post(':controlNumber/exam-result')
  @Does('change', 'decision on paper')
  @HttpCode(200)
  examResult(
    @ActingOfficer() officer: Officer,
    @Param('controlNumber') controlNumber: string,
    @Body() body: ExamResultBody,
  ): Promise<RegisteredDecision> {
    return this.later.examResult(officer, controlNumber, body);
  }

  /** Takes a decision back. */
  @Post(':controlNumber/void')
  @Does('change', 'voided decision')
  @HttpCode(200)
  void(
    @ActingOfficer() officer: Officer,
    @Param('controlNumber') controlNumber: string,
    @Body() body: VoidBody,
  ): Promise<RegisteredDecision> {
    return this.later.voided(officer, controlNumber, body);
  }
}

/** A release that the platform had made before, or that a hold was faster than, is refused to the officer; its number is kept. */
const unlessForestalled = (decision: RegisteredDecision): RegisteredDecision => {
  if (decision.state === 'expired')
    throw new Problem(
      'state-conflict',
      `${decision.controlNumber} expired before it took effect. Look at the goods again and decide anew.`,
    );
  if (decision.state !== 'released electronically') return decision;
  throw new Problem(
    'state-conflict',
    `The goods were released electronically at ${decision.electronicReleaseAt} by the platform; print the packet of ${decision.controlNumber} instead.`,
    [{ at: '/decision', code: 'D04', text: 'already released electronically' }],
  );
};
