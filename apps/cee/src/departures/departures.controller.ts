import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Post, Query } from '@nestjs/common';
import { IsIn, IsOptional, IsString, IsUUID, Matches, MaxLength } from 'class-validator';
import { Asker, type Asking, Does, For } from '#access';
import { Line, WholeNumber } from '#service';
import { KIND_NAMES, type QuestionKind } from '../earlier-answers/question-kinds.table';
import { Departures, type DepartureView } from './departures';
import { departureStates } from './departure.states';

export class DepartureOrder {
  /** Made by who sends it: the same again is the same proposal. */
  @IsUUID()
  id: string;

  @IsIn(KIND_NAMES)
  kind: QuestionKind;

  /** The goods, in the words of the decision that is to be made. */
  @Line(500)
  goods: string;

  /** For kinds that are told apart by account. */
  @IsOptional()
  @IsUUID()
  accountId: string | null = null;

  /** For kinds that are told apart by supplier: its MID. */
  @IsOptional()
  @Matches(/^[A-Za-z0-9]{2,15}$/, { message: 'supplier must be a MID of 2 to 15 letters and digits' })
  supplier: string | null = null;

  /** What is to be decided, such as `3924.10.40` or `CN`. */
  @Line(200)
  outcome: string;

  /** Why it departs from what was decided before. */
  @Line(1_000)
  reason: string;
}

export class DepartureDecided {
  @IsIn(['approved', 'refused'])
  decision: 'approved' | 'refused';

  @Line(500)
  why: string;
}

export class DeparturesQuery {
  @IsOptional()
  @IsIn([...departureStates.states])
  state: string | null = null;

  /** The `next` of the page before. */
  @IsOptional()
  @IsString()
  @MaxLength(20)
  before: string | null = null;

  @WholeNumber(1, 100)
  limit = 50;
}

/** Decisions that depart from earlier ones on the same product. */
@Controller('departures')
@For('see', 'departure')
export class DeparturesController {
  constructor(private readonly departures: Departures) {}

  /** Proposals to depart from earlier decisions, the newest first. */
  @Get()
  list(@Query() query: DeparturesQuery): Promise<{ departures: DepartureView[]; next: string | null }> {
    return this.departures.list(query);
  }

  /** Proposes to decide otherwise than before, with the reason. */
  @Post()
  @Does('change', 'departure')
  @HttpCode(200)
  propose(@Asker() asking: Asking, @Body() order: DepartureOrder): Promise<DepartureView> {
    return this.departures.propose(asking, order);
  }

  /** A second person approves or refuses the proposal. */
  @Post(':departureId/decision')
  @Does('change', 'approval of a departure')
  @HttpCode(200)
  decide(
    @Asker() asking: Asking,
    @Param('departureId', ParseUUIDPipe) id: string,
    @Body() { decision, why }: DepartureDecided,
  ): Promise<DepartureView> {
    return this.departures.decide(asking, id, decision, why);
  }
}
