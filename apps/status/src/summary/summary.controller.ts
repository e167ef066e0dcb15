import { Controller, Get, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { OpenTo } from '#service';
import { isKnown } from './known-version';
import { SummaryBoard } from './summary.board';

@OpenTo('everybody')
@Controller('status')
export class SummaryController {
  constructor(private readonly board: SummaryBoard) {}

  /** Every component's state, computed from what was seen, and all that is said. Open to everyone, served from memory. */
  @Get('summary.json')
  summary(@Req() request: FastifyRequest, @Res() reply: FastifyReply): void {
    const { body, etag } = this.board;
    void reply.header('etag', etag).header('cache-control', 'max-age=1').header('access-control-allow-origin', '*');
    if (isKnown(request.headers['if-none-match'], etag)) void reply.status(304).send();
    else void reply.type('application/json; charset=utf-8').send(body);
  }
}
