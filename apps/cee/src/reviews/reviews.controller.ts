import { Body, Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import { Type } from 'class-transformer';
import { ArrayMaxSize, IsArray, IsIn, IsOptional, IsUUID, Matches, ValidateNested } from 'class-validator';
import { Asker, type Asking, Does, For, Looks } from '#access';
import { EntrySummaryFiled, entrySubject, kindOf } from '#contracts';
import { Line } from '#service';
import { requireSight } from '../people/center-people';
import { ItemPlace } from '../work/work.controller';
import { WorkLists } from '../work/work-lists';
import { REJECTION_CODES } from './rejection-codes.table';
import { type DecisionView, REVIEW_DECISIONS, type ReviewDecision, SummaryReviews } from './summary-reviews';

/** The goods of the line, and what was decided on them: by these the decision is found again, and compared with others on the same goods. */
export class ProductDecided {
  /** Description of the goods. */
  @Line(500)
  goods: string;

  /** Manufacturer (MID). */
  @IsOptional()
  @Matches(/^[A-Za-z0-9]{2,15}$/, { message: 'supplier must be a MID of 2 to 15 letters and digits' })
  supplier: string | null = null;

  /** Tariff number under which they were filed. */
  @IsOptional()
  @Matches(/^\d{4}(?:\.?\d{2}){0,3}$/, { message: 'tariff must be a tariff number of 4 to 10 digits' })
  tariff: string | null = null;

  /** What they are by the decision: a tariff number for R01, a basis of appraisement for R02, a country for R03. */
  @Line(200)
  outcome: string;
}

export class FindingOrder {
  /** Line of the summary, such as `001`; the whole summary where it is left out. */
  @IsOptional()
  @Matches(/^\d{3}$/)
  line: string | null = null;

  @IsIn(REJECTION_CODES.map(({ code }) => code))
  code: string;

  /** For the filer: printable characters that CATAIR has. */
  @Matches(/^[\x21-\x7e](?:[\x20-\x7e]{0,298}[\x21-\x7e])?$/, {
    message: 'text must be one line of 1 to 300 printable ASCII characters without spaces around it',
  })
  text: string;

  /** Which goods it is about. */
  @IsOptional()
  @ValidateNested()
  @Type(() => ProductDecided)
  product: ProductDecided | null = null;
}

export class SummaryDecisionOrder {
  /** Made by who sends it: the same again is the same decision. */
  @IsUUID()
  id: string;

  /** `begin review` takes the summary out of its filer's control; `reject` and `in order` end the review. */
  @IsIn(REVIEW_DECISIONS)
  decision: ReviewDecision;

  @IsArray()
  @ArrayMaxSize(99)
  @ValidateNested({ each: true })
  @Type(() => FindingOrder)
  findings: FindingOrder[] = [];
}

/** The review of an entry summary, by who has its work item. */
@Controller('work-items/:itemId/decisions')
@For('see', 'work item')
export class ReviewsController {
  constructor(
    private readonly reviews: SummaryReviews,
    private readonly lists: WorkLists,
    private readonly looks: Looks,
  ) {}

  /** What was decided on a summary, and what the entry service says became of it. */
  @Get()
  async list(@Asker() asking: Asking, @Param() { itemId }: ItemPlace): Promise<{ decisions: DecisionView[] }> {
    const item = await this.lists.item(itemId);
    requireSight(asking, item);
    await this.looks.tell(asking, `decisions on work item ${itemId}`, () => [
      { accountIds: [item.accountId], kind: kindOf(EntrySummaryFiled).kind, subject: entrySubject(item) },
    ]);
    return { decisions: await this.reviews.of(itemId) };
  }

  /** Decides. The answer says `waits` until the entry service has carried it out or refused it. */
  @Post()
  @Does('change', 'work item')
  @HttpCode(200)
  decide(
    @Asker() asking: Asking,
    @Param() { itemId }: ItemPlace,
    @Body() order: SummaryDecisionOrder,
  ): Promise<DecisionView> {
    return this.reviews.decide(asking, itemId, order);
  }
}
