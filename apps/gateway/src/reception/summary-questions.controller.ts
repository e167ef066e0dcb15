import { type Static, type TSchema, Type } from '@sinclair/typebox';
import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiOperation, ApiPropertyOptional, ApiTags } from '@nestjs/swagger';
import { Type as ClassType } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  IsArray,
  IsBoolean,
  IsIn,
  IsOptional,
  Matches,
  ValidateNested,
} from 'class-validator';
import { Asker, type Asking } from '#access';
import {
  ProtestsRequest,
  SUMMARY_CRITERIA,
  SummariesRequest,
  type SummaryCriterion,
  type SummaryTold,
} from '#contracts';
import { isRealInstant } from '#kernel';
import { AnswersOk, Problem, Problems } from '#service';
import { ForAccounts } from '../edge/for-accounts';
import { isKnown, type Known } from '../questions/questions';
import { type SummaryAnswered, SummaryQuestions } from '../questions/summary-questions';

const RANGE_DAYS = 31;
const DAY_MS = 86_400_000;
const ENTRY = /^([A-Z0-9]{3})-?(\d{7})-?(\d)$/;
const KINDS = ['summary', 'claim for drawback'] as const;

const { release, ...told } = Type.Omit(SummariesRequest.answer.properties.summaries.items, [
  'seenBy',
  'suretyAgents',
]).properties;
const nullable = <T extends TSchema>(schema: T) => Type.Union([schema, Type.Null()]);
const Summary = Type.Object({
  ...told,
  isOwner: Type.Boolean({ description: 'You filed it' }),
  release: nullable(
    Type.Object({
      ...release.anyOf[0].properties,
      released: nullable(Type.Boolean({ description: 'Null while nothing may be told of a release at a land border' })),
    }),
  ),
  protests: nullable(
    Type.Array(Type.Omit(ProtestsRequest.answer.properties.protests.items, ['entry']), {
      description: 'Null where the Centers do not answer and nothing was known before',
    }),
  ),
});
const SummaryAnswer = Type.Object({
  asOf: Type.String({ format: 'date-time', description: 'When its owner said so' }),
  isLastKnown: Type.Boolean({ description: 'Its owner does not answer now: this is what it answered last' }),
  ageSeconds: Type.Integer({ description: 'How old the answer is' }),
  summary: Summary,
});
const SummariesAnswer = Type.Object({
  summaries: Type.Array(SummaryAnswer),
  notForYou: Type.Array(Type.String(), { description: 'Entries that were named and are not on file, or not for you' }),
  next: nullable(
    Type.Object(
      { acceptedAt: Type.String({ format: 'date-time' }), entry: Type.String() },
      { description: 'Of a search: send it as `after` for the next page; null behind the last' },
    ),
  ),
});

class ContentQuery {
  @ApiPropertyOptional({ enum: ['true', 'false'], description: 'What was filed too, as the J0 record asks for it' })
  @IsIn(['true', 'false'])
  content = 'false';
}

class SummariesAfter {
  @Matches(/Z$/)
  acceptedAt: string;

  @Matches(/^[A-Z0-9]{3}\d{8}$/)
  entry: string;
}

/** What the J2 record asks. */
class SummarySearchAsked {
  @IsIn(SUMMARY_CRITERIA)
  criterion: SummaryCriterion;

  /** UTC, `2026-11-01T00:00:00Z`: when the last filing was accepted; 31 days at the most. */
  @Matches(/Z$/)
  acceptedFrom: string;

  @Matches(/Z$/)
  acceptedTo: string;

  /** Left out: all. */
  @IsOptional()
  @IsArray()
  @IsIn(KINDS, { each: true })
  kinds: SummaryTold['kind'][] = [...KINDS];

  /** Left out: all of yours, and those under bonds of your sureties. CBP names them. */
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(50)
  @Matches(/^[A-Z0-9]{3}$/, { each: true })
  filerCodes?: string[];

  @IsOptional()
  @ValidateNested()
  @ClassType(() => SummariesAfter)
  after?: SummariesAfter;
}

class SummariesAskedFor {
  /** Entry numbers as people write them: `B76-0324527-8`. */
  @IsOptional()
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(500)
  @Matches(ENTRY, { each: true })
  entries?: string[];

  @IsOptional()
  @ValidateNested()
  @ClassType(() => SummarySearchAsked)
  search?: SummarySearchAsked;

  /** What was filed too, for those who filed it and for CBP. */
  @IsOptional()
  @IsBoolean()
  content = false;
}

/** What EQ asks, in JSON. While the owner of an answer is away, the last one with its age. */
@ApiTags('Questions')
@Controller('questions/entry-summaries')
export class SummaryQuestionsController {
  constructor(private readonly questions: SummaryQuestions) {}

  @Get(':filerCode/:entryNumber')
  @ForAccounts('see', 'question on a summary')
  @ApiOperation({
    summary: 'How an entry summary stands: for its filer, its importer, the surety of its bond and CBP',
    operationId: 'askEntrySummary',
  })
  @AnswersOk('The summary, and what was filed where it was asked for and may be seen.', SummaryAnswer)
  @Problems('not-authenticated', 'not-found', 'look-up-unavailable')
  async one(
    @Param('filerCode') filerCode: string,
    @Param('entryNumber') number: string,
    @Query() { content }: ContentQuery,
    @Asker() asking: Asking,
  ): Promise<Static<typeof SummaryAnswer>> {
    const key = filerCode + number.replace('-', '');
    const nothing = new Problem('not-found', `No entry summary ${filerCode}-${number} is on file for you.`);
    if (!/^[A-Z0-9]{3}\d{8}$/.test(key)) throw nothing;
    const found = (await this.questions.named(asking, [key], content === 'true')).get(key) ?? 'unknown';
    if (found === 'away') throw away();
    if (!isKnown(found)) throw nothing;
    return answered(found);
  }

  @Post()
  @HttpCode(200)
  @ForAccounts('see', 'question on a summary')
  @ApiOperation({
    summary: 'How entry summaries stand, by their numbers or by a search as the J2 record asks it',
    operationId: 'askEntrySummaries',
  })
  @AnswersOk('As named, or of a search a page in the order in which they were accepted.', SummariesAnswer)
  @Problems('not-authenticated', 'not-valid', 'look-up-unavailable')
  async many(
    @Body() { entries, search, content }: SummariesAskedFor,
    @Asker() asking: Asking,
  ): Promise<Static<typeof SummariesAnswer>> {
    if ((entries === undefined) === (search === undefined)) throw notValid('/', 'has either entries or a search');
    if (search) {
      const page = await this.questions.search(asking, { ...rangeOf(search), withContent: content });
      if (page === 'away') throw away();
      return {
        summaries: page.summaries.map((value) => answered({ value, asOf: page.asOf, isLastKnown: false })),
        ...{ notForYou: [], next: page.next },
      };
    }
    const keys = [...new Set(entries!.map((text) => text.replaceAll('-', '')))];
    const found = await this.questions.named(asking, keys, content);
    const summaries: Known<SummaryAnswered>[] = [];
    const notForYou: string[] = [];
    for (const key of keys) {
      const one = found.get(key) ?? 'unknown';
      if (one === 'away') throw away();
      if (isKnown(one)) summaries.push(one);
      else notForYou.push(key);
    }
    return { summaries: summaries.map(answered), notForYou, next: null };
  }
}

const notValid = (at: string, text: string): Problem =>
  new Problem('not-valid', 'What is asked for cannot be read.', [{ at, text }]);

/** The limits of the J2 record (p. ESQ-20, note 1). */
const rangeOf = ({ criterion, acceptedFrom, acceptedTo, kinds, filerCodes, after }: SummarySearchAsked) => {
  for (const [name, text] of Object.entries({ acceptedFrom, acceptedTo }))
    if (!isRealInstant(text)) throw notValid(`/search/${name}`, 'is no instant, such as 2026-11-01T00:00:00Z');
  if (after && !isRealInstant(after.acceptedAt)) throw notValid('/search/after/acceptedAt', 'is no instant');
  const [from, to] = [new Date(acceptedFrom), new Date(acceptedTo)];
  if (from >= to) throw notValid('/search/acceptedTo', 'must be after acceptedFrom');
  if (to.getTime() - from.getTime() > RANGE_DAYS * DAY_MS)
    throw notValid('/search/acceptedTo', `is more than ${RANGE_DAYS} days after acceptedFrom`);
  return {
    criterion,
    acceptedFrom: from,
    acceptedTo: to,
    kinds,
    ...(filerCodes && { filerCodes }),
    ...(after && { after }),
  };
};

const away = (): Problem =>
  new Problem(
    'look-up-unavailable',
    'Who keeps the answer does not answer at this moment, and nothing was known before.',
    [],
    10,
  );

const answered = ({ value, asOf, isLastKnown }: Known<SummaryAnswered>): Static<typeof SummaryAnswer> => ({
  asOf: asOf.toISOString(),
  isLastKnown,
  ageSeconds: Math.max(0, Math.round((Date.now() - asOf.getTime()) / 1_000)),
  summary: {
    ...value,
    protests: value.protests?.map(({ entry: _entry, ...protest }) => protest) ?? null,
  },
});
