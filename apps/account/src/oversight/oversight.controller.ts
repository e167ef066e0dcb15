import { Readable } from 'node:stream';
import { Body, Controller, Get, Param, Post, Query, Res } from '@nestjs/common';
import { IsOptional } from 'class-validator';
import type { FastifyReply } from 'fastify';
import { Asker, type Asking, Does, For } from '#access';
import { OpenTo, Sends, WholeNumber } from '#service';
import { whoIs } from '../people/people';
import { Line } from '../people/people.controller';
import type { Edition, OversightReport, Participant } from './oversight.data';
import { OversightBook } from './oversight-book';
import { OVERSIGHT_POLICY, oversightCsv, oversightPage } from './oversight-page';

/** PostgreSQL's largest `integer`. */
const MOST_VERSION = 2_147_483_647;

export class EditionAsked {
  /** Which version was published; the newest where it is left out. */
  @IsOptional()
  @WholeNumber(1, MOST_VERSION)
  version?: number;
}

export class Correction {
  /** What it corrects, in a sentence: it stands in the report. */
  @Line(300)
  why: string;
}

const sendPage = (reply: FastifyReply, page: string): void => {
  void reply.header('content-security-policy', OVERSIGHT_POLICY).type('text/html; charset=utf-8').send(page);
};

/** The oversight report of each quarter, without a name in it. */
@Controller('oversight')
@OpenTo('everybody')
export class OversightController {
  constructor(private readonly book: OversightBook) {}

  /** Quarters with their versions, the newest first. */
  @Get()
  async list(): Promise<{ reports: Edition[] }> {
    return { reports: await this.book.list() };
  }

  /** A quarter's volumes, times, outages, use of roll-outs and suggestions, and what of them is not known. */
  @Get(':quarter')
  async data(@Param('quarter') quarter: string, @Query() { version }: EditionAsked): Promise<OversightReport> {
    const { edition, data } = await this.book.edition(quarter, version ?? null);
    return { ...edition, ...data.figures };
  }

  /** The same as CSV, a number a line. */
  @Sends('text/csv')
  @Get(':quarter/figures.csv')
  async csv(
    @Param('quarter') quarter: string,
    @Query() { version }: EditionAsked,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const { edition, data } = await this.book.edition(quarter, version ?? null);
    await reply
      .type('text/csv; charset=utf-8')
      .header('content-disposition', `attachment; filename="oversight-${edition.quarter}.csv"`)
      .send(Readable.from(oversightCsv(edition, data.figures), { objectMode: false }));
  }

  /** The same as a page with pictures. */
  @Sends('text/html')
  @Get(':quarter/page')
  async page(
    @Param('quarter') quarter: string,
    @Query() { version }: EditionAsked,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const { edition, data } = await this.book.edition(quarter, version ?? null);
    sendPage(reply, oversightPage(edition, data, false));
  }
}

/** What CBP sees of it beside that, and how a version that was published is corrected. */
@Controller('oversight-for-cbp')
@For('see', 'oversight report')
export class OversightForCbpController {
  constructor(private readonly book: OversightBook) {}

  /** Accounts that used each capability in the quarter, by name. */
  @Get(':quarter')
  async participants(
    @Param('quarter') quarter: string,
    @Query() { version }: EditionAsked,
  ): Promise<Edition & { participants: readonly Participant[] }> {
    const { edition, data } = await this.book.edition(quarter, version ?? null);
    return { ...edition, participants: data.participants };
  }

  /** The whole report as a page, with the participants. */
  @Sends('text/html')
  @Get(':quarter/page')
  async page(
    @Param('quarter') quarter: string,
    @Query() { version }: EditionAsked,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const { edition, data } = await this.book.edition(quarter, version ?? null);
    sendPage(reply, oversightPage(edition, data, true));
  }

  /** Publishes a quarter anew, as it is known now, with the reason; earlier versions stay. */
  @Post(':quarter/versions')
  @Does('change', 'oversight report')
  correct(@Asker() asking: Asking, @Param('quarter') quarter: string, @Body() { why }: Correction): Promise<Edition> {
    return this.book.correct(quarter, whoIs(asking), why);
  }
}
