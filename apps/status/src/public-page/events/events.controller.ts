import type { OutgoingHttpHeaders } from 'node:http';
import { Controller, Get, Headers, Query, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { OpenTo, Problem } from '#service';
import { EventStreams } from './event-streams';

@OpenTo('everybody')
@Controller('status')
export class EventsController {
  constructor(private readonly streams: EventStreams) {}

  /** Server-sent events. Answers 503 when as many follow as this process serves. */
  @Get('events')
  follow(@Headers('last-event-id') last: string | undefined, @Query('lastEventId') asked: string | undefined, @Res() reply: FastifyReply): void {
    if (!this.streams.hasRoom) {
      throw new Problem('look-up-unavailable', 'As many readers as this process serves follow the status live. summary.json and the page are open to you all the same.', [], 30);
    }
    reply.hijack();
    reply.raw.writeHead(200, {
      ...(reply.getHeaders() as OutgoingHttpHeaders), 'content-type': 'text/event-stream; charset=utf-8', 'access-control-allow-origin': '*', 'x-accel-buffering': 'no',
    });
    this.streams.add(reply.raw, last ?? (typeof asked === 'string' ? asked : undefined));
  }
}
