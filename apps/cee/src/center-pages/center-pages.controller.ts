import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Post, Query, Res } from '@nestjs/common';
import { IsIn, IsInt, IsOptional, IsString, IsUUID, Length, Matches, Max, Min } from 'class-validator';
import type { FastifyReply } from 'fastify';
import { Asker, type Asking, For } from '#access';
import { isCustomsDate } from '#kernel';
import { Line, OpenTo, Problem, Sends, WholeNumber } from '#service';
import { Paragraphs } from './paragraphs';
import {
  PUBLICATION_KINDS,
  type PublicationKind,
  Publications,
  type PublicationVersion,
  type PublicationView,
} from './publications';
import { publicationsFeed } from './publications.feed';

const DAY = /^\d{4}-\d{2}-\d{2}$/;
const IN_FEED = 50;
/** Everybody's caches may show a page for a minute, and for a day while nobody answers. */
const FOR_CACHES = 'public, max-age=60, stale-if-error=86400';

export class PageQuery {
  @IsOptional()
  @Matches(/^CEE\d{3}$/)
  center: string | null = null;
}

export class PublicationsQuery extends PageQuery {
  @IsOptional()
  @IsIn([...PUBLICATION_KINDS])
  kind: PublicationKind | null = null;

  @IsOptional()
  @IsString()
  @Length(2, 60)
  topic: string | null = null;

  /** First day, `YYYY-MM-DD`. */
  @IsOptional()
  @Matches(DAY)
  from: string | null = null;

  /** Last day. */
  @IsOptional()
  @Matches(DAY)
  to: string | null = null;

  /** Words of title and text; quotes, `or` and `-` as in web searches. */
  @IsOptional()
  @IsString()
  @Length(2, 200)
  q: string | null = null;

  /** The `next` of the page before. */
  @IsOptional()
  @Matches(/^\d{4}-\d{2}-\d{2}\.[0-9a-f-]{36}$/)
  after: string | null = null;

  @WholeNumber(1, 100)
  limit = 20;
}

/** @throws Problem `not-valid` */
const requireDays = (days: Readonly<Record<string, string | null>>): void => {
  const wrong = Object.entries(days).filter(([, day]) => day !== null && !isCustomsDate(day));
  if (wrong.length > 0)
    throw new Problem(
      'not-valid',
      'Some fields are wrong.',
      wrong.map(([at, day]) => ({ at: `/${at}`, text: `'${day}' is not a day, YYYY-MM-DD` })),
    );
};

export interface CenterPage {
  readonly id: string;
  readonly name: string;
  readonly city: string;
  readonly published: readonly { kind: string; publications: number }[];
  readonly topics: readonly string[];
}

/** The pages of the Centers, for everybody. */
@Controller('center-pages')
@OpenTo('everybody')
export class CenterPagesController {
  constructor(private readonly publications: Publications) {}

  /** The Centers, with what each has published and on which topics. */
  @Get()
  async centers(@Res({ passthrough: true }) reply: FastifyReply): Promise<{ centers: CenterPage[] }> {
    void reply.header('cache-control', FOR_CACHES);
    return { centers: await this.publications.centers() };
  }

  /** What Centers publish, by Center, kind, topic, days and words, the newest day first. */
  @Get('publications')
  async list(
    @Query() query: PublicationsQuery,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<{ publications: PublicationView[]; next: string | null }> {
    const { from, to, after } = query;
    requireDays({ from, to, after: after?.slice(0, 10) ?? null });
    void reply.header('cache-control', FOR_CACHES);
    return this.publications.list(query);
  }

  /** One publication with its versions, in each of which is marked what changed. */
  @Get('publications/:publicationId')
  async one(
    @Param('publicationId', ParseUUIDPipe) id: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<PublicationView & { versions: PublicationVersion[] }> {
    const found = await this.publications.one(id);
    void reply.header('cache-control', FOR_CACHES);
    return found;
  }

  /** The fifty that changed last, as an Atom feed. */
  @Get('feed.atom')
  @Sends('application/atom+xml')
  async feed(@Query() { center }: PageQuery, @Res() reply: FastifyReply): Promise<void> {
    const feed = publicationsFeed(await this.publications.newest(center, IN_FEED), center);
    await reply
      .header('cache-control', FOR_CACHES)
      .header('access-control-allow-origin', '*')
      .type('application/atom+xml; charset=utf-8')
      .send(feed);
  }
}

export class PublicationOrder {
  /** Made by who sends it: the same again is the same publication. */
  @IsUUID()
  id: string;

  @Matches(/^CEE\d{3}$/)
  center: string;

  @IsIn([...PUBLICATION_KINDS])
  kind: PublicationKind;

  /** In a word or two, such as `household plastics`. */
  @Line(60)
  topic: string;

  /** Of the decision, the ruling, the notice. */
  @Matches(DAY)
  day: string;

  @Line(200)
  title: string;

  @Paragraphs(8_000)
  text: string;

  /** The account that it comes from, which it must not name. */
  @IsOptional()
  @IsUUID()
  aboutAccountId: string | null = null;

  /** Why it is published; people of CBP read it. */
  @Line(300)
  why: string;
}

export class PublicationCorrected {
  /** The version that is corrected. */
  @IsInt()
  @Min(1)
  @Max(1_000_000)
  version: number;

  @Line(200)
  title: string;

  @Paragraphs(8_000)
  text: string;

  @Line(300)
  why: string;
}

export class PublicationWithdrawn {
  @Line(300)
  why: string;
}

/** What people of the Centers do with the pages. */
@Controller('center-pages/publications')
@For('change', 'publication')
export class PublicationsController {
  constructor(private readonly publications: Publications) {}

  /** Publishes on the page of a Center. What names an account, a person of it or the number of an importer is refused. */
  @Post()
  @HttpCode(200)
  publish(@Asker() asking: Asking, @Body() order: PublicationOrder): Promise<PublicationView> {
    requireDays({ day: order.day });
    const { aboutAccountId, ...publication } = order;
    return this.publications.publish(asking, { ...publication, about: aboutAccountId, askedBy: null });
  }

  /** Publishes a further version; earlier ones stay, and what changed is marked. */
  @Post(':publicationId/versions')
  @HttpCode(200)
  correct(
    @Asker() asking: Asking,
    @Param('publicationId', ParseUUIDPipe) id: string,
    @Body() correction: PublicationCorrected,
  ): Promise<PublicationView> {
    return this.publications.correct(asking, id, correction);
  }

  /** Takes it off the page. */
  @Post(':publicationId/withdrawal')
  @HttpCode(200)
  withdraw(
    @Asker() asking: Asking,
    @Param('publicationId', ParseUUIDPipe) id: string,
    @Body() { why }: PublicationWithdrawn,
  ): Promise<{ id: string; state: string }> {
    return this.publications.withdraw(asking, id, why);
  }
}
