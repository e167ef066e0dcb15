import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Post, Query, Res } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsIn, IsOptional, IsString, IsUUID, Matches, MaxLength, ValidateNested } from 'class-validator';
import type { FastifyReply } from 'fastify';
import { Asker, type Asking, Does, For } from '#access';
import { Line, WholeNumber } from '#service';
import { ordering } from '../people/asking-person';
import { RulingOrder } from '../rulings/rulings.controller';
import { adviceStates } from './advice.states';
import { type AdviceView, InternalAdvice } from './internal-advice';

export class AdviceQuestionOrder {
  /** Made by who sends it: the same again is the same question. */
  @IsUUID()
  id: string;

  /** The protest that it is about: it waits for the answer. */
  @IsOptional()
  @Matches(/^PR-\d{2}-\d{6,9}$/)
  protestNumber: string | null = null;

  /** Instead, the entry that it is about. */
  @IsOptional()
  @IsString()
  @MaxLength(20)
  entryNumber: string | null = null;

  @Line(4_000)
  question: string;
}

export class AdviceAnswer {
  /** In a sentence. */
  @Line(2_000)
  answer: string;

  /** The ruling that it is. */
  @ValidateNested()
  @Type(() => RulingOrder)
  ruling: RulingOrder;
}

export class AdviceClosed {
  @Line(500)
  why: string;
}

export class AdviceQuery {
  @IsIn(adviceStates.states)
  state = 'open';

  /** The `next` of the page before. */
  @IsOptional()
  @Matches(/^IA-\d{2}-\d{6,9}$/)
  after: string | null = null;

  @WholeNumber(1, 100)
  limit = 50;
}

/** Questions of Centers and ports to headquarters on transactions that go on (19 CFR 177.11). */
@Controller('internal-advice')
@For('see', 'internal advice')
export class InternalAdviceController {
  constructor(private readonly advice: InternalAdvice) {}

  /** Questions, what is due first first. */
  @Get()
  list(@Query() page: AdviceQuery): Promise<{ advice: AdviceView[]; next: string | null }> {
    return this.advice.list(page);
  }

  /** Asks headquarters. The same again is the same question (200). */
  @Post()
  @Does('change', 'internal advice')
  @ApiCreatedResponse({ description: 'It was asked' })
  @ApiOkResponse({ description: 'It was there' })
  async ask(
    @Asker() asking: Asking,
    @Body() question: AdviceQuestionOrder,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<AdviceView> {
    const { fresh, advice } = await this.advice.ask(asking, question, ordering(asking));
    void reply.status(fresh ? 201 : 200);
    return advice;
  }

  /** Answers by a ruling, which binds who decides. */
  @Post(':adviceId/answer')
  @Does('change', 'answer to internal advice')
  @HttpCode(200)
  answer(
    @Asker() asking: Asking,
    @Param('adviceId', ParseUUIDPipe) adviceId: string,
    @Body() answer: AdviceAnswer,
  ): Promise<AdviceView> {
    return this.advice.answer(asking, adviceId, answer, ordering(asking));
  }

  /** Headquarters does not consider it. */
  @Post(':adviceId/refusal')
  @Does('change', 'answer to internal advice')
  @HttpCode(200)
  refuse(
    @Asker() asking: Asking,
    @Param('adviceId', ParseUUIDPipe) adviceId: string,
    @Body() { why }: AdviceClosed,
  ): Promise<AdviceView> {
    return this.advice.close(asking, adviceId, 'refused', why, ordering(asking));
  }

  /** Who asked takes it back. */
  @Post(':adviceId/withdrawal')
  @Does('change', 'internal advice')
  @HttpCode(200)
  withdraw(
    @Asker() asking: Asking,
    @Param('adviceId', ParseUUIDPipe) adviceId: string,
    @Body() { why }: AdviceClosed,
  ): Promise<AdviceView> {
    return this.advice.close(asking, adviceId, 'withdrawn', why, ordering(asking));
  }
}
