import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Post, Query } from '@nestjs/common';
import { IsIn, IsOptional, IsString, IsUUID, Length, Matches, MaxLength } from 'class-validator';
import { Asker, type Asking, Does, For, Looks } from '#access';
import { earlierAnswerSubject } from '#contracts';
import { Line, Problem, WholeNumber } from '#service';
import { type AnswersFound, AnswerSearch } from './answer-search';
import { DecisionSpread, type SpreadOfKind, type SpreadOfProduct } from './decision-spread';
import { Departures, type DepartureView } from './departures';
import { departureStates } from './departure.states';
import { KIND_NAMES, type QuestionKind } from './question-kinds.table';

export class EarlierAnswersQuery {
  /** Description of the goods: found are the same, and such as are like it. */
  @IsOptional()
  @IsString()
  @Length(2, 500)
  goods: string | null = null;

  /** Words of question or answer. */
  @IsOptional()
  @IsString()
  @Length(2, 200)
  words: string | null = null;

  @IsOptional()
  @IsUUID()
  accountId: string | null = null;

  /** Manufacturer (MID). */
  @IsOptional()
  @Matches(/^[A-Za-z0-9]{2,15}$/, { message: 'supplier must be a MID of 2 to 15 letters and digits' })
  supplier: string | null = null;

  /** Heading of the tariff. */
  @IsOptional()
  @Matches(/^\d{4}$/)
  heading: string | null = null;

  @IsOptional()
  @IsIn(KIND_NAMES)
  kind: QuestionKind | null = null;

  @WholeNumber(1, 100)
  limit = 20;
}

/** What was asked, answered and decided before, at whichever port. */
@Controller('earlier-answers')
@For('see', 'earlier answer')
export class EarlierAnswersController {
  constructor(
    private readonly search: AnswerSearch,
    private readonly looks: Looks,
  ) {}

  /** Earlier requests, answers, decisions and rulings for the same account, product, supplier or heading, or such as are like it, each with why it was found. */
  @Get()
  async find(@Asker() asking: Asking, @Query() wanted: EarlierAnswersQuery): Promise<AnswersFound> {
    const { goods, words, accountId, supplier, heading } = wanted;
    if ([goods, words, accountId, supplier, heading].every((value) => value === null))
      throw new Problem('not-valid', 'Say what to look for.', [
        { at: '/goods', text: 'is missing', remedy: 'Give goods, words, accountId, supplier or heading.' },
      ]);
    const found = await this.search.find({ ...wanted, supplier: supplier?.toUpperCase() ?? null });
    await this.looks.tell(asking, 'earlier questions and decisions', () =>
      found.answers.map(({ accountId: of, source, sourceNumber }) => ({
        ...{
          accountIds: of === null ? [] : [of],
          kind: source,
          subject: earlierAnswerSubject(source, sourceNumber),
        },
      })),
    );
    return found;
  }
}

export class SpreadQuery {
  @IsOptional()
  @IsIn(KIND_NAMES)
  kind: QuestionKind | null = null;

  /** Products on which this Center decided. */
  @IsOptional()
  @Matches(/^CEE\d{3}$/)
  center: string | null = null;

  /** The `next` of the page before. */
  @IsOptional()
  @Matches(/^\d{1,9}\.\d{1,15}$/)
  after: string | null = null;

  @WholeNumber(1, 100)
  limit = 20;
}

/** How far decisions on one product differ between ports and Centers. */
@Controller('decision-spread')
@For('see', 'spread of decisions')
export class DecisionSpreadController {
  constructor(private readonly spread: DecisionSpread) {}

  /** For each kind of question how many decisions are not the most common one of their product; and products with more than one outcome, by port and Center, the widest first. */
  @Get()
  async list(
    @Query() query: SpreadQuery,
  ): Promise<{ kinds: SpreadOfKind[]; products: SpreadOfProduct[]; next: string | null }> {
    return { kinds: await this.spread.ofKinds(), ...(await this.spread.products(query)) };
  }
}

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
