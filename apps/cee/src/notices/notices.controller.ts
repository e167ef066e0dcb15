import { Body, Controller, Get, Header, HttpCode, Param, ParseUUIDPipe, Post, Query, Res } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiProduces } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  IsArray,
  IsBoolean,
  IsIn,
  IsInt,
  IsOptional,
  IsString,
  IsUUID,
  Matches,
  Max,
  MaxLength,
  Min,
  ValidateNested,
} from 'class-validator';
import type { FastifyReply } from 'fastify';
import { Asker, type Asking, Does, For, KnownAccounts, Looks, may } from '#access';
import { centerNoticeSubject, EntrySummaryFiled, entrySubject, kindOf } from '#contracts';
import { Problem, WholeNumber } from '#service';
import { isOfCbp, relationTo } from '../people/asking-person';
import { centerAsked, isOfPort, requireOwnPort, requireSight } from '../people/center-people';
import { CenterQuery, ItemPlace } from '../work/work.controller';
import { WorkLists } from '../work/work-lists';
import { CenterNotices, NOTICE_DECISIONS, type NoticeDecision } from './center-notices';
import type { Notice, NoticeLineView, NoticeView } from './notice';
import { ANSWERS, isParty, NoticeAnswers } from './notice-answers';
import { documentOf } from './notice-document';
import { NOTICE_FORM_CODES, type NoticeFormCode, SUBJECT_MATTERS } from './notice-forms.table';

const NUMBER = /^(?:RI|NA|NR)\d{10}$/;
const TEXT = /^[\x21-\x7e](?:[\x20-\x7e\n]*[\x21-\x7e])?$/;
const TEXT_MESSAGE = '$property must be printable ASCII characters, in lines, without spaces around it';
const LINE = /^[\x21-\x7e](?:[\x20-\x7e]*[\x21-\x7e])?$/;
const LINE_MESSAGE = '$property must be one line of printable ASCII characters without spaces around it';
const MOST_CENTS = 99_999_999_999;

export class FeeOwed {
  /** Accounting class, such as 499 for merchandise processing. */
  @Matches(/^\d{3}$/)
  class: string;

  @IsInt()
  @Min(0)
  @Max(MOST_CENTS)
  cents: number;
}

/** What is owed in the end. */
export class OwedInTheEnd {
  @IsInt()
  @Min(0)
  @Max(MOST_CENTS)
  dutyCents: number;

  @IsArray()
  @ArrayMaxSize(20)
  @ValidateNested({ each: true })
  @Type(() => FeeOwed)
  fees: FeeOwed[] = [];
}

export class NoticeWanted {
  /** Made by who sends it: the same again is the same notice. */
  @IsUUID()
  id: string;

  /** `CF-28` request for information, `CF-29` notice of action, `CF-4647` notice to mark or redeliver. */
  @IsIn(NOTICE_FORM_CODES)
  form: NoticeFormCode;

  /** Of CF-29: the action is taken at once, not proposed first. */
  @IsBoolean()
  taken = false;

  @IsIn(SUBJECT_MATTERS)
  about: string;

  /** What is asked, or why: for importer and filer. */
  @IsString()
  @MaxLength(4_000)
  @Matches(TEXT, { message: TEXT_MESSAGE })
  question: string;

  /** The goods in words. */
  @IsOptional()
  @IsString()
  @MaxLength(300)
  @Matches(LINE, { message: LINE_MESSAGE })
  product: string | null = null;

  /** Tariff number of the goods, 4 to 10 digits. */
  @IsOptional()
  @Matches(/^\d{4}(?:\d{2}){0,3}$/)
  heading: string | null = null;

  /** Manufacturer (MID) of the goods, where what is asked or decided concerns only one. */
  @IsOptional()
  @Matches(/^[A-Za-z0-9]{2,15}$/, { message: 'supplier must be a MID of 2 to 15 letters and digits' })
  supplier: string | null = null;

  /** Lines of the entry, such as `001`; all of it where none is named. */
  @IsArray()
  @ArrayMaxSize(999)
  @Matches(/^\d{3}$/, { each: true })
  entryLines: string[] = [];

  /** Of CF-29 the action, of CF-4647 what is demanded. */
  @IsOptional()
  @IsString()
  @MaxLength(60)
  action: string | null = null;

  /** Of CF-29: what is owed once the action is taken. */
  @IsOptional()
  @ValidateNested()
  @Type(() => OwedInTheEnd)
  finally: OwedInTheEnd | null = null;

  /** Of CF-29: what is decided, such as the tariff number, the rate, the country, the basis of appraisement. It binds later decisions on the goods. */
  @IsOptional()
  @IsString()
  @MaxLength(200)
  @Matches(LINE, { message: LINE_MESSAGE })
  outcome: string | null = null;

  /** Of CF-28: why it is asked although it was answered before. */
  @IsOptional()
  @IsString()
  @MaxLength(500)
  @Matches(LINE, { message: LINE_MESSAGE })
  whyAgain: string | null = null;

  /** Of the specialist; ten digits. */
  @IsOptional()
  @Matches(/^\d{10}$/)
  phone: string | null = null;
}

export class NoticeDecided {
  /** Made by who sends it: the same again is the same decision. */
  @IsUUID()
  id: string;

  @IsIn(NOTICE_DECISIONS)
  decision: NoticeDecision;

  /** For importer and filer. */
  @IsString()
  @MaxLength(300)
  @Matches(LINE, { message: LINE_MESSAGE })
  reason: string;

  /** The last day of more time; after `found insufficient` the clock begins anew where it is left out. */
  @IsOptional()
  @IsString()
  @MaxLength(10)
  until: string | null = null;

  /** Of `action ordered`: what is owed in the end, where it is not what was proposed. */
  @IsOptional()
  @ValidateNested()
  @Type(() => OwedInTheEnd)
  finally: OwedInTheEnd | null = null;

  /** Of `action ordered`: what is decided, where it is not what was proposed. */
  @IsOptional()
  @IsString()
  @MaxLength(200)
  @Matches(LINE, { message: LINE_MESSAGE })
  outcome: string | null = null;
}

export class NoticeAnswered {
  /** Made by who sends it: the same again is the same answer. */
  @IsUUID()
  id: string;

  /** `answered` to CF-28; `agreed`, `disagreed` to CF-29; `marked`, `redelivered` to CF-4647. */
  @IsIn(ANSWERS)
  says: (typeof ANSWERS)[number];

  @IsOptional()
  @IsString()
  @MaxLength(10_000)
  @Matches(/^[^\s\p{C}](?:[^\p{C}\n]|\n)*$/u, { message: 'text must be lines of text' })
  text: string | null = null;

  /** Ids of documents at the account service, or references that their filer gave them. */
  @IsArray()
  @ArrayMaxSize(20)
  @Matches(/^[\x21-\x7e](?:[\x20-\x7e]{0,48}[\x21-\x7e])?$/, {
    each: true,
    message: 'each of documentReferences must be 1 to 50 printable ASCII characters',
  })
  documentReferences: string[] = [];
}

export class NoticesQuery extends CenterQuery {
  @IsOptional()
  @IsIn(NOTICE_FORM_CODES)
  form: NoticeFormCode | null = null;

  @IsOptional()
  @IsString()
  @MaxLength(20)
  state: string | null = null;

  /** The `next` of the page before. */
  @IsOptional()
  @IsString()
  @MaxLength(40)
  after: string | null = null;

  @WholeNumber(1, 100)
  limit = 50;
}

export class IssuedNoticesQuery extends NoticesQuery {
  /** For people of ports: one of theirs; all of theirs where it is left out. */
  @IsOptional()
  @Matches(/^\d{4}$/)
  port: string | null = null;
}

export class NoticePlace {
  @Matches(NUMBER)
  actionNumber: string;
}

const ENTRY = kindOf(EntrySummaryFiled).kind;
const shownOf = (notice: Notice) => [
  {
    accountIds: [...new Set([notice.importerAccountId, notice.filerAccountId])],
    ...{ kind: 'Center notice', subject: centerNoticeSubject(notice.number) },
  },
];

/** Requests and notices on an entry, by who has its work item, or by its port where that decides. */
@Controller('work-items/:itemId/notices')
@For('see', 'Center notice')
export class ItemNoticesController {
  constructor(
    private readonly notices: CenterNotices,
    private readonly lists: WorkLists,
    private readonly looks: Looks,
  ) {}

  /** Those on the entry, the oldest first. */
  @Get()
  @Does('see', 'work item')
  async list(@Asker() asking: Asking, @Param() { itemId }: ItemPlace): Promise<{ notices: NoticeLineView[] }> {
    const item = await this.lists.item(itemId);
    requireSight(asking, item);
    await this.looks.tell(asking, `requests and notices on work item ${itemId}`, () => [
      { accountIds: [item.accountId], kind: ENTRY, subject: entrySubject(item) },
    ]);
    return { notices: await this.notices.ofItem(itemId) };
  }

  /** Issues a request or notice to the importer of record. The same again is the same one (200), and so is a request that is out already: who asks reads its answer too. */
  @Post()
  @Does('change', 'Center notice')
  @ApiCreatedResponse({ description: 'It was issued' })
  @ApiOkResponse({ description: 'It was there, or asks the same and is joined' })
  async issue(
    @Asker() asking: Asking,
    @Param() { itemId }: ItemPlace,
    @Body() wanted: NoticeWanted,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<NoticeView> {
    const { fresh, notice } = await this.notices.issue(asking, itemId, wanted);
    void reply.status(fresh ? 201 : 200);
    return notice;
  }
}

/** Requests and notices by their number. */
@Controller('notices')
@For('see', 'Center notice')
export class NoticesController {
  constructor(
    private readonly notices: CenterNotices,
    private readonly answers: NoticeAnswers,
    private readonly looks: Looks,
  ) {}

  /** Those of a Center, by number; for people of ports those that their ports issued. */
  @Get()
  @Does('see', 'work item')
  list(
    @Asker() asking: Asking,
    @Query() { center, port, ...asked }: IssuedNoticesQuery,
  ): Promise<{ notices: NoticeLineView[]; next: string | null }> {
    if (isOfPort(asking)) {
      if (port !== null) requireOwnPort(asking.ports, port);
      return this.notices.ofPorts(port === null ? asking.ports : [port], asked);
    }
    return this.notices.ofCenter(centerAsked(asking, center), asked);
  }

  /** One with its clock, answers and history. */
  @Get(':actionNumber')
  async read(@Asker() asking: Asking, @Param() { actionNumber }: NoticePlace): Promise<NoticeView> {
    await this.look(asking, actionNumber);
    return this.notices.view(actionNumber);
  }

  /** The document, to be read and printed: plain text, 78 characters a line. */
  @Get(':actionNumber/document')
  @Header('content-type', 'text/plain; charset=utf-8')
  @ApiProduces('text/plain')
  @ApiOkResponse({ description: 'The document', schema: { type: 'string' } })
  async document(@Asker() asking: Asking, @Param() { actionNumber }: NoticePlace): Promise<string> {
    await this.look(asking, actionNumber);
    return documentOf(await this.notices.view(actionNumber));
  }

  /** Answers, by the importer or the filer. */
  @Post(':actionNumber/answers')
  @Does('change', 'answer to a Center notice')
  @HttpCode(200)
  answer(
    @Asker() asking: Asking,
    @Param() { actionNumber }: NoticePlace,
    @Body() answer: NoticeAnswered,
  ): Promise<NoticeView> {
    return this.answers.answer(asking, actionNumber, answer);
  }

  /** Decides on an answer, gives more time, takes the action, closes or withdraws: by who has the work item, who issued it while the item waits, or a team lead; of what a port issued by an officer of that port. */
  @Post(':actionNumber/decisions')
  @Does('change', 'Center notice')
  @HttpCode(200)
  decide(
    @Asker() asking: Asking,
    @Param() { actionNumber }: NoticePlace,
    @Body() decision: NoticeDecided,
  ): Promise<NoticeView> {
    return this.notices.decide(asking, actionNumber, decision);
  }

  /** What may not be seen is not there. @throws Problem `not-found` */
  private async look(asking: Asking, number: string): Promise<void> {
    const notice = await this.notices.find(number);
    const relation = isParty(notice, asking.account.accountId) ? 'own' : 'any';
    if (!may(asking, 'see', 'Center notice', relation))
      throw new Problem('not-found', `There is no request or notice ${number}.`);
    await this.looks.tell(asking, `${notice.form} ${number}`, () => shownOf(notice));
  }
}

@Controller('accounts/:accountId/notices')
@For('see', 'Center notice')
export class AccountNoticesController {
  constructor(
    private readonly notices: CenterNotices,
    private readonly accounts: KnownAccounts,
    private readonly looks: Looks,
  ) {}

  /** Requests and notices to the account, and on entries that it filed, by number. */
  @Get()
  async list(
    @Asker() asking: Asking,
    @Param('accountId', ParseUUIDPipe) accountId: string,
    @Query() { center: _center, ...asked }: NoticesQuery,
  ): Promise<{ notices: NoticeLineView[]; next: string | null }> {
    const account = await this.accounts.byId(accountId);
    if (!account || !may(asking, 'see', 'Center notice', relationTo(asking, accountId)))
      throw new Problem('not-found', `There is no account ${accountId}.`);
    const page = await this.notices.ofAccount(accountId, asked);
    if (isOfCbp(asking))
      await this.looks.tell(asking, 'its requests and notices of Centers', () =>
        page.notices.map(({ actionNumber }) => ({
          ...{ accountIds: [accountId], kind: 'Center notice', subject: centerNoticeSubject(actionNumber) },
        })),
      );
    return page;
  }
}
