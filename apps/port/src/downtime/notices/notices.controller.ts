import { Body, Controller, Get, HttpCode, Post, Query } from '@nestjs/common';
import { Type } from '@sinclair/typebox';
import { IsOptional, Matches } from 'class-validator';
import { Does, For } from '#access';
import { Transactions } from '#messaging';
import { Takes, WholeNumber } from '#service';
import { ActingOfficer } from '../../officers/acting-officer';
import type { Officer } from '../../officers/officer';
import { refuseIf } from '../authority/refusals';
import { DowntimeBook } from '../book/downtime-book';
import { actorOf } from '../model/actor';
import { Audience } from '#contracts';
import type { Notice } from '../model/records';
import { Exactly, Known, ListOf, Name, Statement } from '#contracts';
import { RequestShape } from '../model/request-shape';
import { foreignFunctions } from '../authority/own-functions.rules';
import { noticeContent } from '../model/notice';
import { NoticeIssuing, titleOf } from './notice-issuing';
import { noticeText } from './notice-text.rules';

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

const Announcement = Exactly({
  drill: Type.Boolean({ default: false }),
  title: Name,
  audience: ListOf(Audience),
  statement: Statement,
  officer: Known(Name),
});
const announcement = new RequestShape(Announcement);

/** Notices as officers read them, filers' own outages too; and announcements of what is no incident: new edits, documents, deadlines put off. */
@Controller('downtime/notices')
@For('see', 'notice')
export class NoticesController {
  constructor(
    private readonly transactions: Transactions,
    private readonly issuing: NoticeIssuing,
    private readonly book: DowntimeBook,
  ) {}

  /** Notices as officers read them, the newest first. */
  @Get()
  async list(@Query() { limit, before, drills }: NoticesQuery): Promise<{ notices: Notice[] }> {
    return { notices: await this.book.notices({ limit, before, drills: drills === 'true' }) };
  }

  /** Announces what is no incident. */
  @Post()
  @Does('change', 'notice')
  @Takes(Announcement, 'The announcement')
  async announce(@ActingOfficer() officer: Officer, @Body() body: unknown): Promise<Notice> {
    const { drill, title, audience, statement, officer: person } = announcement.read(body);
    refuseIf(foreignFunctions(statement));
    const notice = await this.transactions.run((unit) =>
      this.issuing.issue(unit, {
        occasion: 'announcement',
        drill,
        by: actorOf(officer, person),
        incidentNumber: null,
        downtimeNumber: null,
        title,
        audience,
        statement,
      }),
    );
    await this.book.refresh();
    return notice;
  }

  /** The text that an announcement would have. Nothing is issued. */
  @Post('preview')
  @Does('change', 'notice')
  @HttpCode(200)
  @Takes(Announcement, 'The announcement')
  preview(@Body() body: unknown): { text: string } {
    const { drill, title, audience, statement } = announcement.read(body);
    refuseIf(foreignFunctions(statement));
    const content = noticeContent({
      title: titleOf({ drill, title }),
      published: new Date().toISOString(),
      audience,
      statement,
      everywhere: null,
      incident: null,
      downtime: null,
      thread: { original: null, previous: null },
    });
    return { text: noticeText(content, null, drill) };
  }
}
