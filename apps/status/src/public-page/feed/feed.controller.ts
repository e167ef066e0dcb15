import { createHash } from 'node:crypto';
import { Controller, Get, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { OpenTo, Sends } from '#service';
import { StatusConfig } from '../../config/status.config';
import { sendKnown } from '../../summary/known-version';
import { BulletinBoard } from '../../bulletin/bulletin-board';
import type { Bulletin } from '../../said/public-records';
import { atomFeed } from './atom';

@OpenTo('everybody')
@Controller('status')
export class FeedController {
  private written: { of: Bulletin; etag: string; body: Buffer } | undefined;

  constructor(
    private readonly bulletin: BulletinBoard,
    private readonly config: StatusConfig,
  ) {}

  /** Notices and incidents as an Atom feed. */
  @Get('feed.atom')
  @Sends('application/atom+xml')
  read(@Req() request: FastifyRequest, @Res() reply: FastifyReply): void {
    if (this.written?.of !== this.bulletin.now) {
      const body = Buffer.from(atomFeed(this.bulletin.now, this.config.PUBLIC_URL));
      this.written = {
        of: this.bulletin.now,
        body,
        etag: `"${createHash('sha256').update(body).digest('base64url').slice(0, 22)}"`,
      };
    }
    void reply.header('access-control-allow-origin', '*');
    sendKnown(request, reply, {
      etag: this.written.etag,
      body: this.written.body,
      type: 'application/atom+xml; charset=utf-8',
      maxAgeSeconds: 30,
    });
  }
}
