import { Controller, Get, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { OpenTo, Sends } from '#service';
import { isKnown } from './known-version';
import type { OpenWatch } from '../flow/flow-book';
import type { Bulletin } from '../said/public-records';
import type { OnTheWhole } from './indicator.rules';
import { type ComponentSummary, type GateSummary, SummaryBoard } from './summary.board';

type Said = Pick<Bulletin, 'incidents' | 'downtimes' | 'maintenance'>;

/** What the summary says. */
export type SummaryDocument = OnTheWhole &
  Said & {
    readonly at: string;
    readonly components: readonly ComponentSummary[];
    readonly gates: readonly GateSummary[];
    /** Early warnings: what is worth watching while all still works. */
    readonly watches: readonly OpenWatch[];
    readonly drills: Said;
    /** When incidents, downtimes and maintenance were last read; null when they never were. */
    readonly saidAsOf: string | null;
  };

@OpenTo('everybody')
@Controller('status')
export class SummaryController {
  constructor(private readonly board: SummaryBoard) {}

  /** Every component's state, computed from what was seen, and all that is said. Open to everyone, served from memory. */
  @Get('summary.json')
  @Sends<SummaryDocument>('application/json')
  summary(@Req() request: FastifyRequest, @Res() reply: FastifyReply): void {
    const { body, etag } = this.board;
    void reply.header('etag', etag).header('cache-control', 'max-age=1').header('access-control-allow-origin', '*');
    if (isKnown(request.headers['if-none-match'], etag)) void reply.status(304).send();
    else void reply.type('application/json; charset=utf-8').send(body);
  }
}
