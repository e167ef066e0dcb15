import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Post, Query, Res } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse } from '@nestjs/swagger';
import { IsIn, IsOptional, IsString, IsUUID, Matches, MaxLength } from 'class-validator';
import type { FastifyReply } from 'fastify';
import { Asker, type Asking, Does, For, KnownAccounts, may } from '#access';
import { Line, Problem, WholeNumber } from '#service';
import { KIND_NAMES, type QuestionKind } from '../earlier-answers/question-kinds.table';
import { relationTo } from '../people/asking-person';
import { AccountQuestions, type AccountQuestionView } from './account-questions';
import { accountQuestionStates } from './account-question.states';

export class AccountQuestionOrder {
  /** Made by who sends it: the same again is the same question. */
  @IsUUID()
  id: string;

  /** Whom it is asked. */
  @IsUUID()
  accountId: string;

  @IsIn(KIND_NAMES)
  kind: QuestionKind;

  /** Description of the goods; this or the heading. */
  @IsOptional()
  @Line(500)
  goods: string | null = null;

  @IsOptional()
  @Matches(/^\d{4}$/)
  heading: string | null = null;

  /** Manufacturer (MID). */
  @IsOptional()
  @Matches(/^[A-Za-z0-9]{2,15}$/, { message: 'supplier must be a MID of 2 to 15 letters and digits' })
  supplier: string | null = null;

  @Line(2_000)
  text: string;

  /** Port for which it is asked. */
  @IsOptional()
  @Matches(/^\d{4}$/)
  port: string | null = null;

  /** Why it is asked although it was answered before. */
  @IsOptional()
  @Line(500)
  whyAgain: string | null = null;
}

export class QuestionAnswer {
  @Line(4_000)
  answer: string;
}

export class AccountQuestionsQuery {
  @IsOptional()
  @IsIn([...accountQuestionStates.states])
  state: string | null = null;

  /** The `next` of the page before. */
  @IsOptional()
  @IsString()
  @MaxLength(20)
  before: string | null = null;

  @WholeNumber(1, 100)
  limit = 50;
}

export class AskedQuestionsQuery extends AccountQuestionsQuery {
  @IsOptional()
  @IsUUID()
  accountId: string | null = null;

  /** `mine`: that who asks has asked, or joined. */
  @IsIn(['all', 'mine'])
  whose: 'all' | 'mine' = 'all';
}

/** Questions of CBP to accounts. */
@Controller('account-questions')
@For('change', 'asking of accounts')
export class AccountQuestionsController {
  constructor(
    private readonly questions: AccountQuestions,
    private readonly accounts: KnownAccounts,
  ) {}

  /** Questions to accounts with who asked them, the newest first. */
  @Get()
  @Does('see', 'asking of accounts')
  list(
    @Asker() asking: Asking,
    @Query() query: AskedQuestionsQuery,
  ): Promise<{ questions: AccountQuestionView[]; next: string | null }> {
    return this.questions.list(asking, { ...query, mine: query.whose === 'mine' });
  }

  /** Asks an account, or joins who asked it the same (200). */
  @Post()
  @ApiCreatedResponse({ description: 'It was asked' })
  @ApiOkResponse({ description: 'It is asked already: who asks reads its answer too' })
  async ask(
    @Asker() asking: Asking,
    @Body() order: AccountQuestionOrder,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<AccountQuestionView> {
    if (!(await this.accounts.byId(order.accountId)))
      throw new Problem('not-valid', 'Some fields are wrong.', [
        { at: '/accountId', text: `there is no account ${order.accountId}` },
      ]);
    const { fresh, question } = await this.questions.ask(asking, order);
    void reply.status(fresh ? 201 : 200);
    return question;
  }

  /** Writes down what the account answered otherwise, as by a document. By one of those who asked. */
  @Post(':questionId/answer')
  @HttpCode(200)
  answer(
    @Asker() asking: Asking,
    @Param('questionId', ParseUUIDPipe) id: string,
    @Body() { answer }: QuestionAnswer,
  ): Promise<AccountQuestionView> {
    return this.questions.answer(asking, id, null, answer);
  }

  /** Takes it back for who asks; with the last of those who asked it ends. */
  @Post(':questionId/withdrawal')
  @HttpCode(200)
  withdraw(@Asker() asking: Asking, @Param('questionId', ParseUUIDPipe) id: string): Promise<AccountQuestionView> {
    return this.questions.withdraw(asking, id);
  }
}

/** What CBP asks an account, for the account. */
@Controller('accounts/:accountId/questions')
@For('see', 'question to an account')
export class QuestionsToAccountController {
  constructor(private readonly questions: AccountQuestions) {}

  /** Questions of CBP to the account, the newest first. */
  @Get()
  list(
    @Asker() asking: Asking,
    @Param('accountId', ParseUUIDPipe) accountId: string,
    @Query() query: AccountQuestionsQuery,
  ): Promise<{ questions: AccountQuestionView[]; next: string | null }> {
    if (!may(asking, 'see', 'question to an account', relationTo(asking, accountId)))
      throw new Problem('not-found', `There is no account ${accountId}.`);
    return this.questions.list(asking, { ...query, accountId, mine: false });
  }

  /** The account answers: everybody who asked reads it. */
  @Post(':questionId/answer')
  @Does('change', 'question to an account')
  @HttpCode(200)
  answer(
    @Asker() asking: Asking,
    @Param('accountId', ParseUUIDPipe) accountId: string,
    @Param('questionId', ParseUUIDPipe) id: string,
    @Body() { answer }: QuestionAnswer,
  ): Promise<AccountQuestionView> {
    if (relationTo(asking, accountId) !== 'own' || !may(asking, 'change', 'question to an account', 'own'))
      throw new Problem('not-found', `There is no account ${accountId} of yours.`);
    return this.questions.answer(asking, id, accountId, answer);
  }
}
