import { Controller, Get, Query } from '@nestjs/common';
import { IsIn, IsOptional, IsString, IsUUID, Length, Matches } from 'class-validator';
import { Asker, type Asking, For, Looks } from '#access';
import { earlierAnswerSubject } from '#contracts';
import { Problem, WholeNumber } from '#service';
import { type AnswersFound, AnswerSearch } from './answer-search';
import { DecisionSpread, type SpreadOfKind, type SpreadOfProduct } from './decision-spread';
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
