import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Post, Query } from '@nestjs/common';
import { Type } from 'class-transformer';
import { ArrayMaxSize, IsArray, IsIn, IsInt, IsOptional, IsUUID, Matches, Min, ValidateNested } from 'class-validator';
import { Asker, type Asking, Does, For } from '#access';
import { KIND_NAMES, type QuestionKind } from '../earlier-answers/question-kinds.table';
import { Line, WholeNumber } from '#service';
import { ordering } from '../people/asking-person';
import { centerAsked, isOfPort } from '../people/center-people';
import type { ProtestView } from './protest.repository';
import { type ProtestAtHand, ProtestDesk } from './protest-desk';
import {
  DECISIONS,
  GROUNDS,
  type ProtestDecision,
  ProtestReview,
  REVIEW_OUTCOMES,
  type ReviewOutcome,
} from './protest-review';
import { UNDECIDED } from './protest.states';

const RULING = /^(HQ|NY) [A-Z]?\d{6}$/;

export class ProtestsAtHandQuery {
  /** A Center such as `CEE009`; the own where it is left out. `none` for protests that have no Center yet. */
  @IsOptional()
  @Matches(/^(CEE\d{3}|none)$/)
  center: string | null = null;

  @IsOptional()
  @Matches(/^\d{3}$/)
  team: string | null = null;

  @IsIn(UNDECIDED)
  state = 'open';

  /** The `next` of the page before. */
  @IsOptional()
  @Matches(/^PR-\d{2}-\d{6,9}$/)
  after: string | null = null;

  @WholeNumber(1, 100)
  limit = 50;
}

export class ProtestWanted {
  @IsOptional()
  @Matches(/^\d{3}$/)
  team: string | null = null;
}

export class ProtestGiven {
  @Matches(/^CEE\d{3}$/)
  center: string;

  @Matches(/^\d{3}$/)
  team: string;

  @Line(300)
  why: string;
}

export class FeeOwed {
  /** Accounting class such as `499`. */
  @Matches(/^\d{3}$/)
  class: string;

  @IsInt()
  @Min(0)
  cents: number;
}

export class OwedFinally {
  @IsInt()
  @Min(0)
  dutyCents: number;

  @IsArray()
  @ArrayMaxSize(50)
  @ValidateNested({ each: true })
  @Type(() => FeeOwed)
  fees: FeeOwed[] = [];
}

export class EntryDecidedOrder {
  /** Such as `B76-0324527-8`. */
  @Matches(/^[A-Z0-9]{3}-\d{7}-\d$/)
  entryNumber: string;

  @IsIn(['approved', 'denied'])
  decision: 'approved' | 'denied';

  /** Lines that are approved; all that were protested where none is named. */
  @IsArray()
  @ArrayMaxSize(999)
  @Matches(/^\d{3}$/, { each: true })
  lines: string[] = [];

  /** What the entry owes in the end; of an approved liquidation. */
  @IsOptional()
  @ValidateNested()
  @Type(() => OwedFinally)
  finally: OwedFinally | null = null;
}

/** What goods are by the decision: it binds later decisions on them. */
export class HoldingOrder {
  @IsIn(KIND_NAMES)
  kind: QuestionKind;

  /** In words, as they are searched by. */
  @Line(500)
  goods: string;

  /** Manufacturer (MID), where it is one's only. */
  @IsOptional()
  @Matches(/^[A-Za-z0-9]{2,15}$/, { message: 'supplier must be a MID of 2 to 15 letters and digits' })
  supplier: string | null = null;

  /** Such as `3924.10`, `5.3%`, `CN`; nothing for a kind whose decisions are not compared. */
  @IsOptional()
  @Line(200)
  outcome: string | null = null;
}

export class ProtestDecisionOrder {
  /** Made by who sends it: the same again is the same decision. */
  @IsUUID()
  id: string;

  @IsIn(DECISIONS)
  decision: ProtestDecision['decision'];

  /** For `approved` and `by entry`: each entry that was protested in time. */
  @IsArray()
  @ArrayMaxSize(200)
  @ValidateNested({ each: true })
  @Type(() => EntryDecidedOrder)
  entries: EntryDecidedOrder[] = [];

  /** What the goods are by it; of an approval of a liquidation one at least. */
  @IsArray()
  @ArrayMaxSize(50)
  @ValidateNested({ each: true })
  @Type(() => HoldingOrder)
  holdings: HoldingOrder[] = [];

  /** For the protestant (19 CFR 174.30). */
  @Line(500)
  reason: string;

  /** Numbers of rulings that it follows. */
  @IsArray()
  @ArrayMaxSize(50)
  @Matches(RULING, { each: true })
  rulings: string[] = [];
}

export class ReliquidationAgain {
  @IsUUID()
  id: string;

  @Matches(/^[A-Z0-9]{3}-\d{7}-\d$/)
  entryNumber: string;

  @ValidateNested()
  @Type(() => OwedFinally)
  finally: OwedFinally;

  @Line(500)
  reason: string;
}

export class ProtestSuspension {
  @IsUUID()
  id: string;

  @IsIn(GROUNDS)
  ground: string;

  /** Number of the case or protest that is waited for. */
  @Line(60)
  reference: string;

  @Line(300)
  why: string;
}

export class ApplicationJudged {
  @IsIn(['forwarded', 'set aside'])
  decision: 'forwarded' | 'set aside';

  @Line(500)
  why: string;
}

export class FurtherReviewDecided {
  @IsIn(Object.keys(REVIEW_OUTCOMES))
  outcome: ReviewOutcome;

  /** Number of the ruling by which headquarters decides. */
  @Matches(RULING)
  ruling: string;

  @Line(500)
  reason: string;
}

/** The review of protests, by the Center that has them. */
@Controller()
@For('change', 'protest review')
export class ProtestReviewController {
  constructor(
    private readonly desk: ProtestDesk,
    private readonly reviews: ProtestReview,
  ) {}

  /** Protests of a Center, for people of ports those of entries at their ports: what is due first, moved forward by its reasons, stands first. */
  @Get('protests-at-hand')
  @Does('see', 'protest review')
  list(
    @Asker() asking: Asking,
    @Query() { center, ...page }: ProtestsAtHandQuery,
  ): Promise<{ protests: ProtestAtHand[]; next: string | null }> {
    const { ports } = asking;
    if (isOfPort(asking)) return this.desk.page({ ports }, page);
    const isForAll = center === 'none' && asking.center === null;
    return this.desk.page(isForAll ? null : centerAsked(asking, center), page);
  }

  /** Takes the next that nobody has; null where nothing is left. */
  @Post('protests-at-hand/takes')
  @HttpCode(200)
  async takeNext(@Asker() asking: Asking, @Body() { team }: ProtestWanted): Promise<{ protest: ProtestAtHand | null }> {
    return { protest: await this.desk.takeNext(asking, team) };
  }

  /** Takes this one, or has it for another lease. */
  @Post('protests/:protestId/takes')
  @HttpCode(200)
  take(@Asker() asking: Asking, @Param('protestId', ParseUUIDPipe) protestId: string): Promise<ProtestAtHand> {
    return this.desk.take(asking, protestId);
  }

  /** Gives it back to the Center. */
  @Post('protests/:protestId/returns')
  @HttpCode(200)
  giveBack(@Asker() asking: Asking, @Param('protestId', ParseUUIDPipe) protestId: string): Promise<ProtestAtHand> {
    return this.desk.giveBack(asking, protestId);
  }

  /** Gives a protest to a Center or team. */
  @Post('protests/:protestId/center')
  @Does('change', 'distribution of protests')
  @HttpCode(200)
  give(
    @Asker() asking: Asking,
    @Param('protestId', ParseUUIDPipe) protestId: string,
    @Body() to: ProtestGiven,
  ): Promise<ProtestAtHand> {
    return this.desk.give(asking, protestId, to, ordering(asking));
  }

  /** Decides, by who has it. What is approved is reliquidated by the entry service, entry by entry; `outcome` says what became of it. */
  @Post('protests/:protestId/decision')
  @HttpCode(200)
  decide(
    @Asker() asking: Asking,
    @Param('protestId', ParseUUIDPipe) protestId: string,
    @Body() order: ProtestDecisionOrder,
  ): Promise<ProtestView> {
    return this.reviews.decide(asking, protestId, order);
  }

  /** Orders a reliquidation again that the entry service refused. */
  @Post('protests/:protestId/reliquidations')
  @HttpCode(200)
  orderAgain(
    @Asker() asking: Asking,
    @Param('protestId', ParseUUIDPipe) protestId: string,
    @Body() order: ReliquidationAgain,
  ): Promise<ProtestView> {
    return this.reviews.orderAgain(asking, protestId, order);
  }

  /** Suspends it while a court or another case is open. */
  @Post('protests/:protestId/suspensions')
  @HttpCode(200)
  suspend(
    @Asker() asking: Asking,
    @Param('protestId', ParseUUIDPipe) protestId: string,
    @Body() suspension: ProtestSuspension,
  ): Promise<ProtestView> {
    return this.reviews.suspend(asking, protestId, suspension);
  }

  /** Ends a suspension. */
  @Post('protests/:protestId/suspensions/:suspensionId/end')
  @HttpCode(200)
  endSuspension(
    @Asker() asking: Asking,
    @Param('protestId', ParseUUIDPipe) protestId: string,
    @Param('suspensionId', ParseUUIDPipe) suspensionId: string,
  ): Promise<ProtestView> {
    return this.reviews.endSuspension(asking, protestId, suspensionId);
  }

  /** Forwards an application for further review to headquarters, or sets it aside. */
  @Post('protests/:protestId/further-review/judgement')
  @HttpCode(200)
  judge(
    @Asker() asking: Asking,
    @Param('protestId', ParseUUIDPipe) protestId: string,
    @Body() judged: ApplicationJudged,
  ): Promise<ProtestView> {
    return this.reviews.judgeApplication(asking, protestId, judged);
  }

  /** Headquarters decides in further review, by a ruling; the Center disposes of the protest in accord with it. */
  @Post('protests/:protestId/further-review/decision')
  @Does('change', 'further review')
  @HttpCode(200)
  review(
    @Asker() asking: Asking,
    @Param('protestId', ParseUUIDPipe) protestId: string,
    @Body() decided: FurtherReviewDecided,
  ): Promise<ProtestView> {
    return this.reviews.review(protestId, decided, ordering(asking));
  }
}
