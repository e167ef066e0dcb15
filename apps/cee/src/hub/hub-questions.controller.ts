import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Post, Query, Res } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse } from '@nestjs/swagger';
import { IsIn, IsOptional, IsString, IsUUID, Matches, MaxLength } from 'class-validator';
import type { FastifyReply } from 'fastify';
import { Asker, type Asking, Does, For } from '#access';
import { Line, WholeNumber } from '#service';
import { Paragraphs } from '../center-pages/paragraphs';
import { KIND_NAMES, type QuestionKind } from '../earlier-answers/question-kinds.table';
import { isOfCbp } from '../people/asking-person';
import { HubQuestions, type HubQuestionView } from './hub-questions';
import { type HubQuestionState, hubQuestionStates } from './hub-question.states';

export class HubQuestionOrder {
  /** Made by who sends it: the same again is the same question. */
  @IsUUID()
  id: string;

  /** Which Center is asked; that of the heading, or of the account, where it is left out. */
  @IsOptional()
  @Matches(/^CEE\d{3}$/)
  center: string | null = null;

  @IsIn(KIND_NAMES)
  kind: QuestionKind = 'other';

  /** In a word or two, such as `household plastics`. */
  @Line(60)
  topic: string;

  /** Description of the goods. */
  @IsOptional()
  @Line(500)
  goods: string | null = null;

  @IsOptional()
  @Matches(/^\d{4}$/)
  heading: string | null = null;

  @Line(4_000)
  text: string;

  /** The agency for which CBP passes it on, such as `FDA`. */
  @IsOptional()
  @Line(60)
  agency: string | null = null;
}

export class HubQuestionAnswer {
  @Line(4_000)
  answer: string;
}

export class HubQuestionRedirected {
  @Matches(/^CEE\d{3}$/)
  center: string;

  @Line(300)
  why: string;
}

export class HubQuestionWithdrawn {
  @Line(300)
  why: string;
}

export class HubQuestionPublished {
  /** The question, in words that name nobody. */
  @Line(200)
  title: string;

  /** The answer, in words that name nobody. */
  @Paragraphs(8_000)
  text: string;
}

export class HubQuestionsQuery {
  @IsIn([...hubQuestionStates.states])
  state: HubQuestionState = 'asked';

  @IsOptional()
  @Matches(/^CEE\d{3}$/)
  center: string | null = null;

  /** The `next` of the page before. */
  @IsOptional()
  @IsString()
  @MaxLength(20)
  after: string | null = null;

  @WholeNumber(1, 100)
  limit = 50;
}

/** Questions to the Centers, by whoever trades, and by ports and other agencies. */
@Controller('hub-questions')
@For('see', 'question to a Center')
export class HubQuestionsController {
  constructor(private readonly questions: HubQuestions) {}

  /** Questions to the Centers: an account's own, and for CBP all. */
  @Get()
  list(
    @Asker() asking: Asking,
    @Query() query: HubQuestionsQuery,
  ): Promise<{ questions: HubQuestionView[]; next: string | null }> {
    return this.questions.list({ ...query, accountId: isOfCbp(asking) ? null : asking.account.accountId });
  }

  /** One question with its clock, answer and history. */
  @Get(':questionId')
  one(@Asker() asking: Asking, @Param('questionId', ParseUUIDPipe) id: string): Promise<HubQuestionView> {
    return this.questions.one(asking, id);
  }

  /** Asks a Center. The same again is the same question (200). */
  @Post()
  @Does('change', 'question to a Center')
  @ApiCreatedResponse({ description: 'It was asked' })
  @ApiOkResponse({ description: 'It was there' })
  async ask(
    @Asker() asking: Asking,
    @Body() order: HubQuestionOrder,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<HubQuestionView> {
    const { fresh, question } = await this.questions.ask(asking, order);
    void reply.status(fresh ? 201 : 200);
    return question;
  }

  /** Takes the question back. */
  @Post(':questionId/withdrawal')
  @Does('change', 'question to a Center')
  @HttpCode(200)
  withdraw(
    @Asker() asking: Asking,
    @Param('questionId', ParseUUIDPipe) id: string,
    @Body() { why }: HubQuestionWithdrawn,
  ): Promise<HubQuestionView> {
    return this.questions.withdraw(asking, id, why);
  }

  /** Gives the question to the Center that owns it. */
  @Post(':questionId/redirection')
  @Does('change', 'answer of a Center')
  @HttpCode(200)
  redirect(
    @Asker() asking: Asking,
    @Param('questionId', ParseUUIDPipe) id: string,
    @Body() { center, why }: HubQuestionRedirected,
  ): Promise<HubQuestionView> {
    return this.questions.redirect(asking, id, center, why);
  }

  /** Answers the question, by somebody of its Center. */
  @Post(':questionId/answer')
  @Does('change', 'answer of a Center')
  @HttpCode(200)
  answer(
    @Asker() asking: Asking,
    @Param('questionId', ParseUUIDPipe) id: string,
    @Body() { answer }: HubQuestionAnswer,
  ): Promise<HubQuestionView> {
    return this.questions.answer(asking, id, answer);
  }

  /** Publishes question and answer, without names, on the Center's page. */
  @Post(':questionId/publication')
  @Does('change', 'answer of a Center')
  @HttpCode(200)
  publish(
    @Asker() asking: Asking,
    @Param('questionId', ParseUUIDPipe) id: string,
    @Body() { title, text }: HubQuestionPublished,
  ): Promise<HubQuestionView> {
    return this.questions.publish(asking, id, title, text);
  }
}
