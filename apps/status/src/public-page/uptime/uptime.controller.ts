import { Controller, Get, Param, Query, Req, Res } from '@nestjs/common';
import { IsIn } from 'class-validator';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { OpenTo, Problem, Sends } from '#service';
import { sendKnown } from '../../summary/known-version';
import { UptimeBook, type UptimeDocument, WINDOW_NAMES, type WindowName, type WindowUptime } from './uptime-book';

export class UptimeQuery {
  @IsIn(WINDOW_NAMES)
  window: WindowName = '24h';
}

@OpenTo('everybody')
@Controller('status')
export class UptimeController {
  constructor(private readonly book: UptimeBook) {}

  /** All components and windows; what was counted last while the database is away (see `asOf`). */
  @Get('uptime.json')
  @Sends<UptimeDocument>('application/json')
  all(@Req() request: FastifyRequest, @Res() reply: FastifyReply): void {
    void reply.header('access-control-allow-origin', '*');
    sendKnown(request, reply, {
      etag: this.book.etag,
      type: 'application/json; charset=utf-8',
      body: this.book.body,
      maxAgeSeconds: 60,
    });
  }

  /** How long a component worked in a window of time. */
  @Get('components/:name/uptime')
  one(
    @Param('name') name: string,
    @Query() { window }: UptimeQuery,
  ): WindowUptime & { component: string; asOf: string | null; rule: string } {
    const uptime = this.book.of(name)?.windows.find((one) => one.window === window);
    if (!uptime)
      throw new Problem(
        'not-found',
        this.book.document.asOf ? `No component is called ${name}.` : 'Nothing has been counted yet.',
      );
    const { asOf, rule } = this.book.document;
    return { component: name, asOf, rule, ...uptime };
  }
}
