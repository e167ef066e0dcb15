import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Post, Query, Res } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  IsArray,
  IsIn,
  IsInt,
  IsOptional,
  IsString,
  IsUUID,
  Matches,
  MaxLength,
  ValidateNested,
} from 'class-validator';
import type { FastifyReply } from 'fastify';
import { Asker, type Asking, Does, For, may } from '#access';
import { Line, Problem, WholeNumber } from '#service';
import { actingFor, ordering, relationTo } from '../people/asking-person';
import { appealStates } from './appeal.states';
import { type AppealDecision, AssignmentAppeals, type AssignmentAppealView } from './assignment-appeals';

export class AppealImporter {
  /** Importer of record number. */
  @IsString()
  @MaxLength(20)
  number: string;

  /** Of its continuous bond. */
  @IsOptional()
  @IsString()
  @MaxLength(20)
  bondNumber: string | null = null;
}

export class HeadingOfImports {
  /** Heading of the tariff, four digits. */
  @IsString()
  @MaxLength(10)
  heading: string;

  /** Entry lines. */
  @IsInt()
  lines: number;

  /** Whole dollars. */
  @IsInt()
  valueDollars: number;
}

/** What 19 CFR 101.10(c) asks for. What is missing is told by its field, all at once. */
export class AssignmentAppealOrder {
  /** Made by who sends it: the same again is the same appeal. */
  @IsUUID()
  id: string;

  @IsOptional()
  @IsString()
  @MaxLength(6)
  currentCenter: string | null = null;

  @IsOptional()
  @IsString()
  @MaxLength(6)
  preferredCenter: string | null = null;

  /** All importer numbers of the account, each with its bond number. */
  @IsArray()
  @ArrayMaxSize(1_000)
  @ValidateNested({ each: true })
  @Type(() => AppealImporter)
  importers: AppealImporter[] = [];

  @IsOptional()
  @Line(4_000)
  justification: string | null = null;

  /** How long the account has imported: `new`, `under a year`, `over a year`. */
  @IsOptional()
  @IsString()
  @MaxLength(20)
  form: string | null = null;

  /** What was imported: one full year, or what there is of less. */
  @IsArray()
  @ArrayMaxSize(1_300)
  @ValidateNested({ each: true })
  @Type(() => HeadingOfImports)
  actual: HeadingOfImports[] = [];

  /** First month of it, `YYYY-MM`. */
  @IsOptional()
  @IsString()
  @MaxLength(7)
  actualFrom: string | null = null;

  /** Last month of it, `YYYY-MM`. */
  @IsOptional()
  @IsString()
  @MaxLength(7)
  actualTo: string | null = null;

  /** What is expected in a year, for who imports for less than one. */
  @IsArray()
  @ArrayMaxSize(1_300)
  @ValidateNested({ each: true })
  @Type(() => HeadingOfImports)
  projected: HeadingOfImports[] = [];
}

export class AppealWithdrawal {
  @Line(300)
  why: string;
}

export class AppealDecided {
  @IsIn(['granted', 'denied'])
  decision: AppealDecision['decision'];

  /** Team of the preferred Center; for a granted appeal. */
  @IsOptional()
  @Matches(/^\d{3}$/)
  team: string | null = null;

  /** First day of the assignment, one that has begun at no port; for a granted appeal. */
  @IsOptional()
  @IsString()
  from: string | null = null;

  @Line(500)
  reason: string;
}

export class AppealsQuery {
  @IsOptional()
  @IsIn([...appealStates.states])
  state: string | null = null;

  /** The `next` of the page before. */
  @IsOptional()
  @IsString()
  @MaxLength(40)
  after: string | null = null;

  @WholeNumber(1, 100)
  limit = 50;
}

/** What may not be seen is not there. @throws Problem `not-found` */
const requireSight = (asking: Asking, accountId: string): void => {
  if (!may(asking, 'see', 'assignment appeal', relationTo(asking, accountId)))
    throw new Problem('not-found', `There is no account ${accountId}.`);
};

/** @throws Problem `not-found`, `not-authorized` */
const requireOwn = (asking: Asking, accountId: string): void => {
  requireSight(asking, accountId);
  if (relationTo(asking, accountId) !== 'own' || !may(asking, 'change', 'assignment appeal', 'own'))
    throw new Problem('not-authorized', 'Appeals are filed by the people of an account for it.');
};

@Controller('accounts/:accountId/assignment-appeals')
@For('see', 'assignment appeal')
export class AccountAppealsController {
  constructor(private readonly appeals: AssignmentAppeals) {}

  /** Appeals of the account, with their clocks and decisions. */
  @Get()
  async list(
    @Asker() asking: Asking,
    @Param('accountId', ParseUUIDPipe) accountId: string,
    @Query() page: AppealsQuery,
  ): Promise<{ appeals: AssignmentAppealView[]; next: string | null }> {
    requireSight(asking, accountId);
    return this.appeals.list(accountId, page);
  }

  /** Appeals against the Center. The same again is the same one (200). */
  @Post()
  @Does('change', 'assignment appeal')
  @ApiCreatedResponse({ description: 'It was filed' })
  @ApiOkResponse({ description: 'It was there' })
  async file(
    @Asker() asking: Asking,
    @Param('accountId', ParseUUIDPipe) accountId: string,
    @Body() { id, ...contents }: AssignmentAppealOrder,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<AssignmentAppealView> {
    requireOwn(asking, accountId);
    const { fresh, appeal } = await this.appeals.file(id, asking, contents, actingFor(asking));
    void reply.status(fresh ? 201 : 200);
    return appeal;
  }

  /** Takes an appeal back. */
  @Post(':appealId/withdrawal')
  @Does('change', 'assignment appeal')
  @HttpCode(200)
  withdraw(
    @Asker() asking: Asking,
    @Param('accountId', ParseUUIDPipe) accountId: string,
    @Param('appealId', ParseUUIDPipe) appealId: string,
    @Body() { why }: AppealWithdrawal,
  ): Promise<AssignmentAppealView> {
    requireOwn(asking, accountId);
    return this.appeals.withdraw(appealId, accountId, why, actingFor(asking));
  }
}

@Controller('assignment-appeals')
@For('change', 'appeal decision')
export class AppealDecisionsController {
  constructor(private readonly appeals: AssignmentAppeals) {}

  /** Appeals of all accounts, oldest first. */
  @Get()
  @Does('see', 'appeal decision')
  list(@Query() page: AppealsQuery): Promise<{ appeals: AssignmentAppealView[]; next: string | null }> {
    return this.appeals.list(null, page);
  }

  /** Grants or denies an appeal; a granted one assigns all importers of it from a day on. */
  @Post(':appealId/decision')
  @HttpCode(200)
  decide(
    @Asker() asking: Asking,
    @Param('appealId', ParseUUIDPipe) appealId: string,
    @Body() decision: AppealDecided,
  ): Promise<AssignmentAppealView> {
    const { decision: word, team, from } = decision;
    const wrong = (['team', 'from'] as const).flatMap((field) => {
      const isThere = { team, from }[field] !== null;
      if (isThere === (word === 'granted')) return [];
      return [
        {
          at: `/${field}`,
          text: isThere ? 'is for a granted appeal' : 'is missing: a granted appeal is an assignment',
        },
      ];
    });
    if (wrong.length > 0) throw new Problem('not-valid', 'Some fields are wrong.', wrong);
    return this.appeals.decide(appealId, decision, ordering(asking));
  }
}
