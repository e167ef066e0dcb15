import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Post, Query, Res, UseGuards } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  IsArray,
  IsBoolean,
  IsIn,
  IsInt,
  IsOptional,
  IsString,
  IsUUID,
  Matches,
  Max,
  MaxLength,
  Min,
  ValidateNested,
} from 'class-validator';
import type { FastifyReply } from 'fastify';
import { Asker, type Asking, Does, For, Looks, may } from '#access';
import { trustedTraderSubject } from '#contracts';
import { isCustomsDate } from '#kernel';
import { Line, OperationsGuard, Problem, WholeNumber } from '#service';
import { today } from '../days/customs-days';
import { relationTo } from '../people/asking-person';
import type {
  Participation,
  ParticipationLine,
  ParticipationView,
  StandingAppealView,
} from './participation.repository';
import { participationStates, standingAppealStates } from '../trusted-standing/participation.states';
import { Participations } from './participations';
import { AGREEMENTS, agreementOn, criteriaOf, criteriaOn, type CriteriaVersion } from './programs.data';
import { type Program, PROGRAMS } from '../trusted-standing/programs';
import { ANSWERS } from './questionnaire.rules';
import { StandingAppeals } from './standing-appeals';

const CENTER = /^CEE0(0[1-9]|10)$/;
const CRITERION = /^\d{1,2}\.\d{1,2}$/;
const MOST = 100;

export class CriteriaAsked {
  @IsIn(PROGRAMS)
  program: Program = 'CTPAT';

  /** The day; today where it is left out. */
  @IsOptional()
  @IsString()
  on: string | null = null;

  /** Of the questionnaire, instead of that in force on the day: that of an application. */
  @IsOptional()
  @Matches(/^[0-9-]{4,10}$/)
  version: string | null = null;
}

export class ParticipationOpened {
  /** Made by who sends it: the same again is the same application. */
  @IsUUID()
  id: string;

  @IsIn(PROGRAMS)
  program: Program;
}

export class AgreementSigned {
  /** Of the agreement in force. */
  @Matches(/^[A-Z0-9-]{3,30}$/)
  version: string;
}

export class CriterionAnswer {
  @Matches(CRITERION)
  criterion: string;

  @IsIn(ANSWERS)
  answer: (typeof ANSWERS)[number];

  /** How it is met; why it is not, or does not apply. */
  @Line(2_000)
  how: string;

  /** Ids of documents that show it, by the account service. */
  @IsArray()
  @ArrayMaxSize(20)
  @IsUUID(undefined, { each: true })
  documents: string[] = [];
}

export class CriteriaAnswered {
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(MOST)
  @ValidateNested({ each: true })
  @Type(() => CriterionAnswer)
  answers: CriterionAnswer[];

  /** Of the criteria that are answered; those of the application where it is left out. A newer one begins the self-assessment anew. */
  @IsOptional()
  @Matches(/^[0-9-]{4,10}$/)
  criteriaVersion: string | null = null;
}

export class ActionDone {
  @Line(1_000)
  done: string;

  @IsArray()
  @ArrayMaxSize(20)
  @IsUUID(undefined, { each: true })
  documents: string[] = [];
}

export class ParticipationWithdrawn {
  @Line(300)
  why: string;
}

export class StandingAppealOrder {
  @IsUUID()
  id: string;

  /** Why the decision is wrong. */
  @Line(4_000)
  grounds: string;
}

export class ImprovementAction {
  /** Made by who sends it. */
  @IsUUID()
  id: string;

  @Matches(CRITERION)
  criterion: string;

  @Line(500)
  what: string;

  /** The last day. */
  @IsString()
  @MaxLength(10)
  due: string;
}

class WithActions {
  /** What is to be improved, by when. */
  @IsArray()
  @ArrayMaxSize(MOST)
  @ValidateNested({ each: true })
  @Type(() => ImprovementAction)
  actions: ImprovementAction[] = [];
}

export class ApplicationReturned extends WithActions {
  /** Of the participation as who decides has seen it. */
  @IsInt()
  @Min(1)
  version: number;

  @Line(300)
  why: string;
}

export class StandingDecisionOrder extends ApplicationReturned {
  @IsIn(['certified', 'refused', 'validated', 'suspended', 'reinstated', 'removed'])
  decision: 'certified' | 'refused' | 'validated' | 'suspended' | 'reinstated' | 'removed';

  /** Of a validation: 1, 2 or 3. */
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(3)
  tier: number | null = null;

  /** The first day on which it holds; today where it is left out. */
  @IsOptional()
  @IsString()
  @MaxLength(10)
  from: string | null = null;

  /** Suspended or removed for false or misleading information: the account has less time to appeal. */
  @IsBoolean()
  falseStatement = false;
}

export class VisitPlanned {
  @IsUUID()
  id: string;

  @IsString()
  @MaxLength(10)
  plannedFor: string;

  @Line(200)
  place: string;
}

export class VisitFinding {
  @Matches(CRITERION)
  criterion: string;

  @Line(1_000)
  finding: string;
}

export class VisitReport extends WithActions {
  @IsString()
  @MaxLength(10)
  heldOn: string;

  @IsArray()
  @ArrayMaxSize(MOST)
  @ValidateNested({ each: true })
  @Type(() => VisitFinding)
  findings: VisitFinding[] = [];

  @Line(300)
  conclusion: string;
}

export class ActionJudged {
  @IsBoolean()
  accepted: boolean;

  @Line(300)
  why: string;
}

export class StandingAppealDecided {
  @IsIn(['granted', 'denied'])
  decision: 'granted' | 'denied';

  @Line(500)
  reason: string;
}

export class ParticipationsAsked {
  @IsOptional()
  @IsIn([...participationStates.states])
  state: string | null = null;

  @IsOptional()
  @IsIn(PROGRAMS)
  program: string | null = null;

  @IsOptional()
  @Matches(CENTER)
  center: string | null = null;

  /** Found in the number or in the account's name. */
  @IsOptional()
  @Matches(/^[^\p{C}]{1,60}$/u)
  words: string | null = null;

  /** The `next` of the page before. */
  @IsOptional()
  @IsString()
  @MaxLength(40)
  after: string | null = null;

  @WholeNumber(1, 100)
  limit = 50;
}

export class StandingAppealsAsked {
  @IsOptional()
  @IsIn([...standingAppealStates.states])
  state: string | null = null;

  /** The `next` of the page before. */
  @IsOptional()
  @IsString()
  @MaxLength(40)
  after: string | null = null;

  @WholeNumber(1, 100)
  limit = 50;
}

export class FormerStandingOrder {
  @IsUUID()
  id: string;

  @IsUUID()
  accountId: string;

  @IsIn(PROGRAMS)
  program: Program;

  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(3)
  tier: number | null = null;

  /** Since when it stands so. */
  @IsString()
  @MaxLength(10)
  from: string;

  /** What it rests on. */
  @Line(300)
  source: string;

  /** Who enters it. */
  @Line(60)
  actor: string;
}

@Controller('trusted-criteria')
@For('see', 'trusted trader')
export class TrustedCriteriaController {
  /** The agreement and the questionnaire of a program in force on a day; of the questionnaire an older version, where it is asked for. */
  @Get()
  read(@Query() { program, on, version }: CriteriaAsked): {
    agreement: (typeof AGREEMENTS)[number];
    questionnaire: CriteriaVersion;
  } {
    if (on !== null && !isCustomsDate(on))
      throw new Problem('not-valid', 'Some fields are wrong.', [{ at: '/on', text: 'is not a day, YYYY-MM-DD' }]);
    const day = on ?? today(new Date());
    const agreement = agreementOn(program, day);
    const questionnaire = version === null ? criteriaOn(program, day) : criteriaOf(program, version);
    if (!questionnaire && version !== null)
      throw new Problem('not-found', `There are no criteria ${version} of ${program}.`);
    if (!agreement || !questionnaire) throw new Problem('not-found', `There was no ${program} on ${day}.`);
    return { agreement, questionnaire };
  }
}

/** What may not be seen is not there. @throws Problem `not-found`, `not-authorized` */
const requireOwner = (asking: Asking, accountId: string): void => {
  if (relationTo(asking, accountId) !== 'own') throw new Problem('not-found', `There is no account ${accountId}.`);
  if (!may(asking, 'change', 'trusted trader', 'own'))
    throw new Problem('not-authorized', 'The owner of the account or a proxy owner acts for it here.');
};

/** A trusted trader's own: applications, self-assessment, improvement, appeals. */
@Controller('accounts/:accountId/trusted-participations')
@For('change', 'trusted trader')
export class AccountParticipationsController {
  constructor(
    private readonly participations: Participations,
    private readonly appeals: StandingAppeals,
    private readonly looks: Looks,
  ) {}

  /** Participations of the account, with what is missing, clocks, actions, visits, appeals and history. The account is told that CBP looked. */
  @Get()
  @Does('see', 'trusted trader')
  async list(
    @Asker() asking: Asking,
    @Param('accountId', ParseUUIDPipe) accountId: string,
  ): Promise<{ participations: ParticipationView[] }> {
    if (!may(asking, 'see', 'trusted trader', relationTo(asking, accountId)))
      throw new Problem('not-found', `There is no account ${accountId}.`);
    const found = await this.participations.of(accountId);
    await this.looks.tell(asking, 'its participation as a trusted trader', () => found.map(shown));
    return { participations: found };
  }

  /** Begins an application. The same again is the same one (200). */
  @Post()
  @ApiCreatedResponse({ description: 'It was begun' })
  @ApiOkResponse({ description: 'It was there' })
  async open(
    @Asker() asking: Asking,
    @Param('accountId', ParseUUIDPipe) accountId: string,
    @Body() { id, program }: ParticipationOpened,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ParticipationView> {
    requireOwner(asking, accountId);
    const { fresh, participation } = await this.participations.open(asking, id, program);
    void reply.status(fresh ? 201 : 200);
    return participation;
  }

  /** Signs the agreement in force. */
  @Post(':participationId/agreement')
  @HttpCode(200)
  sign(
    @Asker() asking: Asking,
    @Param('accountId', ParseUUIDPipe) accountId: string,
    @Param('participationId', ParseUUIDPipe) id: string,
    @Body() { version }: AgreementSigned,
  ): Promise<ParticipationView> {
    requireOwner(asking, accountId);
    return this.participations.sign(asking, id, version);
  }

  /** Answers criteria of the questionnaire; what was answered of others stays. */
  @Post(':participationId/answers')
  @HttpCode(200)
  answer(
    @Asker() asking: Asking,
    @Param('accountId', ParseUUIDPipe) accountId: string,
    @Param('participationId', ParseUUIDPipe) id: string,
    @Body() { answers, criteriaVersion }: CriteriaAnswered,
  ): Promise<ParticipationView> {
    requireOwner(asking, accountId);
    return this.participations.answer(asking, id, answers, criteriaVersion);
  }

  /** Sends the application in. What is missing is told, each by its criterion. */
  @Post(':participationId/submission')
  @HttpCode(200)
  submit(
    @Asker() asking: Asking,
    @Param('accountId', ParseUUIDPipe) accountId: string,
    @Param('participationId', ParseUUIDPipe) id: string,
  ): Promise<ParticipationView> {
    requireOwner(asking, accountId);
    return this.participations.submit(asking, id);
  }

  /** Says what was done of the improvement programme. */
  @Post(':participationId/actions/:actionId/completion')
  @HttpCode(200)
  complete(
    @Asker() asking: Asking,
    @Param('accountId', ParseUUIDPipe) accountId: string,
    @Param('participationId', ParseUUIDPipe) id: string,
    @Param('actionId', ParseUUIDPipe) actionId: string,
    @Body() { done, documents }: ActionDone,
  ): Promise<ParticipationView> {
    requireOwner(asking, accountId);
    return this.participations.actionDone(asking, id, actionId, done, documents);
  }

  /** Takes the application back, or leaves the program. */
  @Post(':participationId/withdrawal')
  @HttpCode(200)
  withdraw(
    @Asker() asking: Asking,
    @Param('accountId', ParseUUIDPipe) accountId: string,
    @Param('participationId', ParseUUIDPipe) id: string,
    @Body() { why }: ParticipationWithdrawn,
  ): Promise<ParticipationView> {
    requireOwner(asking, accountId);
    return this.participations.withdraw(asking, id, why);
  }

  /** Appeals against a suspension or removal. The same again is the same appeal (200). */
  @Post(':participationId/appeals')
  @ApiCreatedResponse({ description: 'It was filed' })
  @ApiOkResponse({ description: 'It was there' })
  async appeal(
    @Asker() asking: Asking,
    @Param('accountId', ParseUUIDPipe) accountId: string,
    @Param('participationId', ParseUUIDPipe) id: string,
    @Body() order: StandingAppealOrder,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<StandingAppealView> {
    requireOwner(asking, accountId);
    const { fresh, appeal } = await this.appeals.file(asking, id, order);
    void reply.status(fresh ? 201 : 200);
    return appeal;
  }
}

const shown = ({ accountId, number }: Participation) => ({
  ...{ accountIds: [accountId], kind: 'trusted trader', subject: trustedTraderSubject(number) },
});

/** Trusted traders as CBP works with them: specialists of the account's Center, who decides there, headquarters. */
@Controller('trusted-participations')
@For('change', 'review of a trusted trader')
export class ParticipationsController {
  constructor(
    private readonly participations: Participations,
    private readonly looks: Looks,
  ) {}

  /** Participations by number, of a Center, a program, a state, with words in their number or the account's name. */
  @Get()
  @Does('see', 'review of a trusted trader')
  list(@Query() asked: ParticipationsAsked): Promise<{ participations: ParticipationLine[]; next: string | null }> {
    return this.participations.list(asked);
  }

  /** One with all that belongs to it. The account is told that it was looked at. */
  @Get(':participationId')
  @Does('see', 'review of a trusted trader')
  async one(@Asker() asking: Asking, @Param('participationId', ParseUUIDPipe) id: string): Promise<ParticipationView> {
    const view = await this.participations.one(id);
    await this.looks.tell(asking, `${view.program} ${view.number}`, () => [shown(view)]);
    return view;
  }

  /** Sends an application back, with what is to be improved. */
  @Post(':participationId/return')
  @HttpCode(200)
  giveBack(
    @Asker() asking: Asking,
    @Param('participationId', ParseUUIDPipe) id: string,
    @Body() order: ApplicationReturned,
  ): Promise<ParticipationView> {
    return this.participations.giveBack(asking, id, order);
  }

  /** Plans a validation visit. */
  @Post(':participationId/visits')
  @HttpCode(200)
  plan(
    @Asker() asking: Asking,
    @Param('participationId', ParseUUIDPipe) id: string,
    @Body() visit: VisitPlanned,
  ): Promise<ParticipationView> {
    return this.participations.planVisit(asking, id, visit);
  }

  /** Reports what a visit found. */
  @Post(':participationId/visits/:visitId/report')
  @HttpCode(200)
  report(
    @Asker() asking: Asking,
    @Param('participationId', ParseUUIDPipe) id: string,
    @Param('visitId', ParseUUIDPipe) visitId: string,
    @Body() report: VisitReport,
  ): Promise<ParticipationView> {
    return this.participations.reportVisit(asking, id, visitId, report);
  }

  /** Accepts an action of the improvement programme, or sends it back. */
  @Post(':participationId/actions/:actionId/judgement')
  @HttpCode(200)
  judge(
    @Asker() asking: Asking,
    @Param('participationId', ParseUUIDPipe) id: string,
    @Param('actionId', ParseUUIDPipe) actionId: string,
    @Body() judged: ActionJudged,
  ): Promise<ParticipationView> {
    return this.participations.judgeAction(asking, id, actionId, judged);
  }

  /** Certifies, refuses, validates with a tier, suspends, reinstates or removes. Of two decisions on the same version one takes effect. */
  @Post(':participationId/decision')
  @Does('change', 'decision on a trusted trader')
  @HttpCode(200)
  decide(
    @Asker() asking: Asking,
    @Param('participationId', ParseUUIDPipe) id: string,
    @Body() order: StandingDecisionOrder,
  ): Promise<ParticipationView> {
    return this.participations.decide(asking, id, order);
  }
}

@Controller('trusted-appeals')
@For('change', 'appeal of a trusted trader')
export class StandingAppealsController {
  constructor(private readonly appeals: StandingAppeals) {}

  /** Appeals of all accounts, oldest first. */
  @Get()
  @Does('see', 'appeal of a trusted trader')
  list(@Query() asked: StandingAppealsAsked): Promise<{ appeals: StandingAppealView[]; next: string | null }> {
    return this.appeals.list(asked);
  }

  /** Grants or denies an appeal; a granted one reinstates the standing from today on. */
  @Post(':appealId/decision')
  @HttpCode(200)
  decide(
    @Asker() asking: Asking,
    @Param('appealId', ParseUUIDPipe) id: string,
    @Body() decision: StandingAppealDecided,
  ): Promise<StandingAppealView> {
    return this.appeals.decide(asking, id, decision);
  }
}

@Controller('operations/trusted-participations')
@UseGuards(OperationsGuard)
export class FormerStandingsController {
  constructor(private readonly participations: Participations) {}

  /** Takes over a standing that was there before the platform was. The same again is the same one (200). */
  @Post()
  @ApiCreatedResponse({ description: 'It was taken over' })
  @ApiOkResponse({ description: 'It was there' })
  async takeOver(
    @Body() order: FormerStandingOrder,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ParticipationView> {
    const { fresh, participation } = await this.participations.takeOver(order);
    void reply.status(fresh ? 201 : 200);
    return participation;
  }
}
