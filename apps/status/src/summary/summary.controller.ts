import { Controller, Get, Headers, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { SummaryBoard } from './summary.board';

@Controller('status')
export class SummaryController {
  constructor(private readonly board: SummaryBoard) {}

  /** Every component's state, computed from what was seen. Open to everyone, served from memory. */
  @Get('summary.json')
  summary(@Headers('if-none-match') known: string | undefined, @Res() reply: FastifyReply): void {
    const { body, etag } = this.board;
    void reply.header('etag', etag).header('cache-control', 'max-age=1').header('access-control-allow-origin', '*');
    if (known !== undefined && isKnown(known, etag)) void reply.status(304).send();
    else void reply.type('application/json; charset=utf-8').send(body);
  }
}

/** RFC 9110, 13.1.2: a list of tags or `*`, compared weakly. */
const isKnown = (header: string, etag: string): boolean =>
  header.trim() === '*' || header.split(',').some((tag) => tag.trim().replace(/^W\//, '') === etag);
