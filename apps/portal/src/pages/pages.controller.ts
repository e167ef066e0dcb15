import { Controller, Get, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Problem } from '#service';
import { PortalConfig } from '../config/portal.config';
import { PageFiles } from './page-files';

/** Nothing but what the portal itself serves, and no script or style that stands in a page. */
const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data: blob:",
  "font-src 'self'",
  "connect-src 'self'",
  "manifest-src 'self'",
  "worker-src 'self'",
  "frame-src 'self'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
].join('; ');

const A_YEAR = 'public, max-age=31536000, immutable';
const FIRST_PAGE = '/index.html';
/** Has a name with an ending: a file, and no address of a page. */
const IS_FILE = /\.[a-z0-9]{1,12}$/i;

/** The web application: each address that is no file of it is a page, and begins with the same one. */
@Controller()
export class PagesController {
  private readonly host: string;

  constructor(
    private readonly files: PageFiles,
    private readonly config: PortalConfig,
  ) {
    this.host = new URL(config.PORTAL_URL).host;
  }

  @Get(['', '*'])
  read(@Req() request: FastifyRequest, @Res() reply: FastifyReply): void {
    const path = decodeURIComponent(request.url.split('?')[0]!);
    const isFile = IS_FILE.test(path);
    // Cookies and orders are of one name only.
    if (!isFile && request.host !== this.host) {
      void reply.redirect(this.config.PORTAL_URL + request.url, 307);
      return;
    }
    const file = this.files.at(isFile ? path : FIRST_PAGE);
    if (!file) throw new Problem('not-found', isFile ? 'There is no such file.' : 'The pages are not built.');
    void reply.headers({
      'content-type': file.type,
      etag: file.etag,
      vary: 'accept-encoding',
      'cache-control': file.isImmutable ? A_YEAR : 'no-cache',
      'content-security-policy': POLICY,
      'cross-origin-opener-policy': 'same-origin',
      'permissions-policy': 'camera=(self), geolocation=(), microphone=()',
    });
    if (request.headers['if-none-match'] === file.etag) {
      void reply.status(304).send();
      return;
    }
    const accepted = String(request.headers['accept-encoding'] ?? '');
    const coding = ['br', 'gzip'].find((one) => file.bodies[one] && new RegExp(`\\b${one}\\b`).test(accepted)) ?? '';
    if (coding) void reply.header('content-encoding', coding);
    void reply.send(file.bodies[coding]);
  }
}
