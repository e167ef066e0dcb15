import type { OutgoingHttpHeaders } from 'node:http';
import { Controller, Get, Headers, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Colleagues, OpenTo, Problem, Refusals, Sends, tooMany } from '#service';
import { askerOf } from '../askers/asker';
import { EventStreams } from './event-streams';

@OpenTo('everybody')
@Controller('status')
export class EventsController {
  constructor(
    private readonly streams: EventStreams,
    private readonly colleagues: Colleagues,
    private readonly refusals: Refusals,
  ) {}

  /** Server-sent events. Answers 503 when as many follow as this process serves, 429 when as many of one network address do. */
  @Get('events')
  @Sends('text/event-stream')
  follow(
    @Req() request: FastifyRequest,
    @Headers('last-event-id') last: string | undefined,
    @Query('lastEventId') asked: string | undefined,
    @Res() reply: FastifyReply,
  ): void {
    if (!this.streams.hasRoom) {
      throw new Problem(
        'look-up-unavailable',
        'As many readers as this process serves follow the status live. summary.json and the page are open to you all the same.',
        [],
        30,
      );
    }
    const asker = askerOf(request, this.colleagues);
    if (!this.streams.takePlace(asker)) {
      this.refusals.note('too many streams', asker);
      throw tooMany(
        'As many readers of your network address as may do so follow the status live. summary.json and the page are open to you all the same.',
        30,
      );
    }
    reply.hijack();
    reply.raw.writeHead(200, {
      ...(reply.getHeaders() as OutgoingHttpHeaders),
      'content-type': 'text/event-stream; charset=utf-8',
      'access-control-allow-origin': '*',
      'x-accel-buffering': 'no',
    });
    this.streams.add(reply.raw, asker, last ?? (typeof asked === 'string' ? asked : undefined));
  }
}
