import type { NoticeContent, ToldNotice } from '#contracts';
import { Controller, Get, Param, Query, Res } from '@nestjs/common';
import { IsOptional, IsString, Matches } from 'class-validator';
import type { FastifyReply } from 'fastify';
import { OpenTo, Problem, Sends, WholeNumber, instantAsked } from '#service';
import {
  publicDowntime,
  type PublicDowntime,
  publicIncident,
  type PublicIncident,
  publicNotice,
  type PublicNotice,
} from '../../said/public-records';
import { SummaryBoard } from '../../summary/summary.board';
import { ToldBook } from '../../told/told-book';

/** Without `from`, only what is open or in force. */
export class PeriodQuery {
  @IsOptional()
  @IsString()
  from?: string;

  @IsOptional()
  @IsString()
  to?: string;
}

export class NoticesQuery {
  @WholeNumber(1, 200)
  limit = 50;

  /** The number of the last notice of the page before. */
  @IsOptional()
  @Matches(/^(DRILL-)?\d{2}-\d{6}$/)
  before?: string;

  /** `true` shows notices of drills too. */
  @IsOptional()
  @Matches(/^(true|false)$/)
  drills?: string;
}

type NoticeDocument = PublicNotice & { readonly content: NoticeContent };
const periodOf = ({ from, to }: PeriodQuery): { from: string; to: string } => ({
  from: instantAsked('from', from) ?? '1970-01-01T00:00:00Z',
  to: instantAsked('to', to) ?? new Date().toISOString(),
});

/**
 * Incidents, downtimes and notices as data, open to everyone. What is open, in force or new is answered from memory; `asOf` tells when it
 * was last heard where it is declared. A filer's own outage is not shown.
 */
@OpenTo('everybody')
@Controller('status')
export class PublicRecordsController {
  constructor(
    private readonly book: ToldBook,
    private readonly board: SummaryBoard,
  ) {}

  /** Incidents that are open, or that were in a period. */
  @Get('incidents.json')
  async incidents(@Query() query: PeriodQuery): Promise<{ asOf: string | null; incidents: PublicIncident[] }> {
    const found = query.from || query.to ? await this.book.incidents(periodOf(query)) : this.book.openIncidents();
    return {
      asOf: this.book.asOf,
      incidents: found.map((incident) => publicIncident(incident, this.board.standing)),
    };
  }

  /** One incident with what was said of it. */
  @Get('incidents/:number.json')
  async incident(@Param('number') number: string): Promise<PublicIncident> {
    const incident = await this.book.incident(number);
    if (!incident || incident.number !== number) throw new Problem('not-found', `There is no incident ${number}.`);
    return publicIncident(incident, this.board.standing);
  }

  /** Downtimes in force, or those of a period. */
  @Get('downtimes.json')
  async downtimes(@Query() query: PeriodQuery): Promise<{ asOf: string | null; downtimes: PublicDowntime[] }> {
    const found = query.from || query.to ? await this.book.downtimes(periodOf(query)) : this.book.downtimesInForce();
    return {
      asOf: this.book.asOf,
      downtimes: found.map((downtime) => publicDowntime(downtime, this.board.standing)),
    };
  }

  /** Notices, the newest first. */
  @Get('notices.json')
  async notices(
    @Query() { limit, before, drills }: NoticesQuery,
  ): Promise<{ asOf: string | null; notices: PublicNotice[]; next: string | null }> {
    const found = await this.book.notices({ limit, before, drills: drills === 'true' });
    const next = found.length === limit ? (found.at(-1)?.number ?? null) : null;
    return {
      asOf: this.book.asOf,
      notices: found.map(publicNotice),
      next,
    };
  }

  /** With everything that was stated, field by field. */
  @Get('notices/:number.json')
  async notice(@Param('number') number: string): Promise<NoticeDocument> {
    const notice = await this.known(number);
    return { ...publicNotice(notice), content: notice.content };
  }

  /** A notice as the text that is mailed. */
  @Get('notices/:number.txt')
  @Sends('text/plain')
  async text(@Param('number') number: string, @Res() reply: FastifyReply): Promise<void> {
    const { text } = await this.known(number);
    await reply.type('text/plain; charset=utf-8').send(text);
  }

  private async known(number: string): Promise<ToldNotice> {
    const notice = await this.book.notice(number);
    if (!notice) throw new Problem('not-found', `There is no notice ${number}.`);
    return notice;
  }
}
