import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Post, Res } from '@nestjs/common';
import { ApiOkResponse, ApiProduces } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  IsArray,
  IsIn,
  IsInt,
  IsOptional,
  IsString,
  Matches,
  Max,
  Min,
  ValidateNested,
} from 'class-validator';
import type { FastifyReply } from 'fastify';
import { Asker, type Asking, Does, For } from '#access';
import { isCustomsDate } from '#kernel';
import { Line, Problem } from '#service';
import { SHORTEST_WORKING_DAYS } from '../clocks/case-clock.rules';
import { CaseNotices, type CaseNoticeView } from './case-notices';
import { noticePage, noticeText } from './notice-text';

const NUMBER = /^FP-\d{2}-\d{6,9}-\d{2}$/;
/** No script, nothing from elsewhere, nobody's frame. */
const POLICY = `default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`;

export class CaseNoticePlace {
  @Matches(NUMBER)
  noticeNumber: string;
}

export class MailingProof {
  /** Number of the notice. */
  @Matches(NUMBER)
  servedNotice: string;

  /** What proves it: number of the certified mail, or of the message. */
  @Line(60)
  reference: string;
}

export class MailingOrder {
  /** Of the case as it was seen. */
  @IsInt()
  @Min(1)
  version: number;

  @IsString()
  mailedOn: string;

  @IsIn(['certified mail', 'registered mail', 'first-class mail', 'courier', 'electronic'])
  how: string;

  /** Working days that the notices give to petition, where less than 180 days are left to the limitation (19 CFR 171.2(e), 172.3(e)); seven where it is left out. */
  @IsOptional()
  @IsInt()
  @Min(SHORTEST_WORKING_DAYS)
  @Max(60)
  workingDays: number | null = null;

  /** One for every notice that was issued and waits: all parties are notified at the same time. */
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(20)
  @ValidateNested({ each: true })
  @Type(() => MailingProof)
  proofs: MailingProof[];
}

/** Notices of a case: of people of CBP all, of a party those to itself once they are mailed. */
@Controller()
@For('see', 'enforcement notice')
export class CaseNoticesController {
  constructor(private readonly notices: CaseNotices) {}

  /** Notices of a case, in the order in which they were issued. */
  @Get('enforcement-cases/:id/notices')
  async list(@Asker() asking: Asking, @Param('id', ParseUUIDPipe) id: string): Promise<{ notices: CaseNoticeView[] }> {
    return { notices: await this.notices.ofCase(asking, id) };
  }

  /** Notes that the notices that were issued were mailed, with proof: with that day their clock begins, and the accounts of the parties are told. */
  @Post('enforcement-cases/:id/mailings')
  @Does('change', 'enforcement notice')
  @HttpCode(200)
  async mail(
    @Asker() asking: Asking,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() order: MailingOrder,
  ): Promise<{ notices: CaseNoticeView[] }> {
    if (!isCustomsDate(order.mailedOn))
      throw new Problem('not-valid', 'Some fields are wrong.', [
        { at: '/mailedOn', text: `'${order.mailedOn}' is not a day, YYYY-MM-DD` },
      ]);
    return { notices: await this.notices.mail(asking, id, order) };
  }

  /** One notice as data. */
  @Get('enforcement-notices/:noticeNumber')
  one(@Asker() asking: Asking, @Param() { noticeNumber }: CaseNoticePlace): Promise<CaseNoticeView> {
    return this.notices.one(asking, noticeNumber);
  }

  /** One notice as plain text, 78 characters a line. */
  @Get('enforcement-notices/:noticeNumber/text')
  @ApiProduces('text/plain')
  @ApiOkResponse({ description: 'The notice', schema: { type: 'string' } })
  async text(
    @Asker() asking: Asking,
    @Param() { noticeNumber }: CaseNoticePlace,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const text = noticeText(await this.notices.one(asking, noticeNumber));
    void reply.type('text/plain; charset=utf-8').send(text);
  }

  /** One notice as a page that prints on letter paper. */
  @Get('enforcement-notices/:noticeNumber/page')
  @ApiProduces('text/html')
  @ApiOkResponse({ description: 'The page', schema: { type: 'string' } })
  async page(
    @Asker() asking: Asking,
    @Param() { noticeNumber }: CaseNoticePlace,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const page = noticePage(await this.notices.one(asking, noticeNumber));
    void reply.header('content-security-policy', POLICY).type('text/html; charset=utf-8').send(page);
  }
}
