import { createHash } from 'node:crypto';
import { Controller, Get, Param, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { tradeName } from '#contracts';
import { OpenTo, Problem, Sends } from '#service';
import { countsAs, type Indicator } from '../../summary/indicator.rules';
import { sendKnown } from '../../summary/known-version';
import { SummaryBoard } from '../../summary/summary.board';
import { stateWord } from '../../said/public-words';
import { badge, type BadgeColour } from './badge';

const WHOLE: Readonly<Record<Indicator, string>> = {
  none: 'operational',
  minor: 'limited',
  major: 'partly down',
  critical: 'down',
};
const BY_STATE: Readonly<Record<ReturnType<typeof countsAs>, BadgeColour>> = {
  operational: 'green',
  slow: 'yellow',
  partial: 'yellow',
  down: 'red',
  maintenance: 'blue',
  unknown: 'grey',
};

@OpenTo('everybody')
@Controller('status')
export class BadgesController {
  constructor(private readonly board: SummaryBoard) {}

  /** The state of the platform as a picture. */
  @Get('badge.svg')
  @Sends('image/svg+xml')
  whole(@Req() request: FastifyRequest, @Res() reply: FastifyReply): void {
    const { indicator, colour } = this.board.whole;
    this.draw(request, reply, badge('Portway', WHOLE[indicator], colour));
  }

  /** The state of one component as a picture. */
  @Get('components/:name/badge.svg')
  @Sends('image/svg+xml')
  component(@Param('name') name: string, @Req() request: FastifyRequest, @Res() reply: FastifyReply): void {
    const found = this.board.components.find((component) => component.name === name);
    if (!found) throw new Problem('not-found', `No component is called ${name}.`);
    const state = countsAs(name, found.state, found.said?.state);
    this.draw(request, reply, badge(`Portway: ${tradeName(name)}`, stateWord(state), BY_STATE[state]));
  }

  private draw(request: FastifyRequest, reply: FastifyReply, picture: string): void {
    const body = Buffer.from(picture);
    void reply.header('access-control-allow-origin', '*');
    sendKnown(request, reply, {
      etag: `"${createHash('sha256').update(body).digest('base64url').slice(0, 22)}"`,
      body,
      type: 'image/svg+xml; charset=utf-8',
      maxAgeSeconds: 30,
    });
  }
}
