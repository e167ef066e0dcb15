import { createHash } from 'node:crypto';
import { Controller, Get, Param, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { OpenTo, Problem, Sends } from '#service';
import { ToldBook } from '../../told/told-book';
import type { Html } from '#kernel';
import { StatusConfig } from '../../config/status.config';
import { sendKnown } from '../../summary/known-version';
import { SummaryBoard } from '../../summary/summary.board';
import { BulletinBoard } from '../../bulletin/bulletin-board';
import { type Bulletin, publicDowntime, publicIncident, publicNotice } from '../../said/public-records';
import { UptimeBook } from '../uptime/uptime-book';
import { helpDeskOf } from './help-desk';
import { PAGE_HEADERS } from './layout';
import { historyPage, incidentPage, noticePage, shortPage } from './records-pages';
import { statusPage } from './status-page';

const HISTORY_DAYS = 396;
const DAY = 86_400_000;
const NUMBER = /^[A-Z0-9-]{1,40}$/;

const HTML = 'text/html; charset=utf-8';

/** The pages that everybody may read. */
@OpenTo('everybody')
@Controller()
export class PageController {
  private written: { of: string; bulletin: Bulletin; etag: string; body: Buffer } | undefined;

  constructor(
    private readonly board: SummaryBoard,
    private readonly bulletin: BulletinBoard,
    private readonly uptime: UptimeBook,
    private readonly book: ToldBook,
    private readonly config: StatusConfig,
  ) {}

  /** From memory. Written once for each look and each change of what is said, however many read it. */
  @Get(['', 'status'])
  @Sends('text/html')
  now(@Req() request: FastifyRequest, @Res() reply: FastifyReply): void {
    const of = this.board.etag + this.uptime.etag;
    const bulletin = this.bulletin.now;
    if (this.written?.of !== of || this.written.bulletin !== bulletin) {
      const { at, whole, components, gates, watches } = this.board;
      const page = statusPage({
        at,
        whole,
        components,
        gates,
        watches,
        bulletin,
        uptime: this.uptime.document,
        helpDesk: helpDeskOf(this.config),
      });
      const body = Buffer.from(page.text);
      this.written = {
        of,
        bulletin,
        body,
        etag: `"${createHash('sha256').update(body).digest('base64url').slice(0, 22)}"`,
      };
    }
    sendKnown(request, reply.headers(PAGE_HEADERS), {
      etag: this.written.etag,
      body: this.written.body,
      type: HTML,
      maxAgeSeconds: 1,
    });
  }

  /** Incidents of the last thirteen months. */
  @Get('status/history')
  @Sends('text/html')
  async history(@Res() reply: FastifyReply): Promise<void> {
    const from = new Date(Date.now() - HISTORY_DAYS * DAY).toISOString();
    try {
      const incidents = await this.book.incidents({ from, to: new Date().toISOString() });
      await send(
        reply,
        historyPage(
          incidents.map((incident) => publicIncident(incident)),
          from,
        ),
      );
    } catch {
      await send(
        reply.status(503).header('retry-after', '10'),
        shortPage('The history cannot be read now', 'Its database is away. The status of now is shown all the same.'),
      );
    }
  }

  /** One incident, for people. */
  @Get('status/incidents/:number')
  @Sends('text/html')
  async incident(@Param('number') number: string, @Res() reply: FastifyReply): Promise<void> {
    const incident = NUMBER.test(number) ? await this.book.incident(number) : null;
    if (!incident || incident.number !== number) throw new Problem('not-found', 'There is no such incident.');
    const downtimes = this.book.downtimesInForce().filter(({ incidentNumber }) => incidentNumber === number);
    await send(
      reply,
      incidentPage(
        publicIncident(incident, this.board.standing),
        downtimes.map((downtime) => publicDowntime(downtime, this.board.standing)),
        helpDeskOf(this.config),
      ),
    );
  }

  /** One notice, for people. */
  @Get('status/notices/:number')
  @Sends('text/html')
  async notice(@Param('number') number: string, @Res() reply: FastifyReply): Promise<void> {
    const notice = NUMBER.test(number) ? await this.book.notice(number) : null;
    if (!notice) throw new Problem('not-found', 'There is no such notice.');
    await send(reply, noticePage(publicNotice(notice), helpDeskOf(this.config)));
  }
}

export const send = async (reply: FastifyReply, page: Html): Promise<void> => {
  await reply.headers(PAGE_HEADERS).header('cache-control', 'max-age=5').type(HTML).send(page.text);
};
