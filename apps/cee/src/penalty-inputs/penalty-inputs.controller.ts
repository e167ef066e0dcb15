import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Post, Query } from '@nestjs/common';
import { IsIn, IsOptional, Matches } from 'class-validator';
import { Asker, type Asking, Does, For } from '#access';
import { Line, WholeNumber } from '#service';
import { PenaltyInputs, type PenaltyInputView, RECOMMENDATIONS, type Recommendation } from './penalty-inputs';

export class PenaltyInputsAsked {
  @IsOptional()
  @Matches(/^CEE0(0[1-9]|10)$/)
  center: string | null = null;

  @WholeNumber(1, 200)
  limit = 50;
}

export class PenaltyInputGiven {
  @IsIn(RECOMMENDATIONS)
  recommendation: Recommendation;

  @Line(4_000)
  answer: string;
}

/** What the officers of fines, penalties and forfeitures ask the Center on a petition, each with its clock. */
@Controller('penalty-inputs')
@For('change', 'input on a penalty')
export class PenaltyInputsController {
  constructor(private readonly inputs: PenaltyInputs) {}

  /** Open questions by the day on which they are due: of a Center's people those of the Center. */
  @Get()
  @Does('see', 'input on a penalty')
  async list(
    @Asker() asking: Asking,
    @Query() { center, limit }: PenaltyInputsAsked,
  ): Promise<{ questions: PenaltyInputView[] }> {
    return { questions: await this.inputs.open(asking, center, limit) };
  }

  /** One question, also of those that are answered. The account is told that CBP looked. */
  @Get(':inputId')
  @Does('see', 'input on a penalty')
  one(@Asker() asking: Asking, @Param('inputId', ParseUUIDPipe) id: string): Promise<PenaltyInputView> {
    return this.inputs.one(asking, id);
  }

  /** The Center's input: a recommendation and why. It is part of the decision on the petition, whatever that is. */
  @Post(':inputId/answer')
  @HttpCode(200)
  answer(
    @Asker() asking: Asking,
    @Param('inputId', ParseUUIDPipe) id: string,
    @Body() given: PenaltyInputGiven,
  ): Promise<PenaltyInputView> {
    return this.inputs.answer(asking, id, given);
  }
}
