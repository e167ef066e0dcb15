import { Controller, Get, Param, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { OpenTo, Problem, Sends } from '#service';
import { sendKnown } from '../../summary/known-version';
import { ASSETS, ASSETS_VERSION } from './assets';

@OpenTo('everybody')
@Controller('status/assets')
export class AssetsController {
  /** Only what the pages use. An address of an earlier release answers 404: a page of that release is reloaded. */
  @Get(':version/*')
  @Sends('application/octet-stream')
  read(
    @Param('version') version: string,
    @Param('*') name: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): void {
    const asset = version === ASSETS_VERSION ? ASSETS.get(name) : undefined;
    if (!asset) throw new Problem('not-found', 'There is no such file.');
    void reply.header('x-content-type-options', 'nosniff').header('access-control-allow-origin', '*');
    sendKnown(request, reply, { etag: `"${ASSETS_VERSION}"`, maxAgeSeconds: 'immutable', ...asset });
  }
}
