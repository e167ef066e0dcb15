import { randomBytes } from 'node:crypto';
import { Controller, Get, HttpCode, Post, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Problem } from '#service';
import { PortalConfig } from '../config/portal.config';
import { ModuleHealth } from '../modules/module-health';
import { holderOf, type Session, Sessions } from './sessions';
import { SignIn } from './sign-in';

/** What a page is told of who looks at it. */
export interface SessionView {
  /** Of this session; pages keep what they knew under it. */
  readonly id: string;
  /** Of the person or the key, in every session; what was typed without a network is sent under it. */
  readonly holder: string;
  readonly name: string;
  readonly by: 'token' | 'key';
  /** ISO 8601; after it, sign in again. */
  readonly until: string;
}

const HOUR_MS = 3_600_000;

const viewOf = ({ id, holder, name, by, until }: Session): SessionView => ({ id, holder, name, by, until });

/** A path of ours, and no address that a browser takes for another site's. */
const pathOf = (wanted: string | undefined): string =>
  wanted && /^\/(?![/\\])[\x21-\x7e]*$/.test(wanted) ? wanted : '/';

@Controller('session')
export class SessionController {
  constructor(
    private readonly sessions: Sessions,
    private readonly signIn: SignIn,
    private readonly modules: ModuleHealth,
    private readonly config: PortalConfig,
  ) {}

  /** Who looks at the page, and by what one can sign in here. */
  @Get()
  async read(
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<{ session: SessionView | null; ways: string[] }> {
    const session = await this.sessions.of(request, reply);
    const { SIGN_IN_ISSUER, KEY_SIGN_IN } = this.config;
    return {
      session: session && viewOf(session),
      ways: [...(SIGN_IN_ISSUER === '' ? [] : ['person']), ...(KEY_SIGN_IN === 'yes' ? ['key'] : [])],
    };
  }

  @Get('sign-in')
  async begin(@Query('back') back: string | undefined, @Res() reply: FastifyReply): Promise<void> {
    try {
      const { address, way } = await this.signIn.begin(pathOf(back));
      await this.sessions.leave(reply, way);
      void reply.redirect(address, 303);
    } catch (error) {
      this.sayTo(reply, error, pathOf(back));
    }
  }

  @Get('callback')
  async callback(
    @Query() { code, state }: { code?: string; state?: string },
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const way = await this.sessions.comeBack(request, reply);
    if (!way || way.state !== state || !code) {
      void reply.redirect('/sign-in?failed=yes', 303);
      return;
    }
    try {
      await this.sessions.begin(reply, await this.signIn.finish(code, way));
      void reply.redirect(way.back, 303);
    } catch (error) {
      this.sayTo(reply, error, way.back);
    }
  }

  /** A browser is at this address and not a page of ours that could read a problem document: the page for signing in says what is the matter. */
  private sayTo(reply: FastifyReply, error: unknown, back: string): void {
    if (!(error instanceof Problem)) throw error;
    const failed = error.kind === 'look-up-unavailable' ? 'away' : 'yes';
    void reply.redirect(`/sign-in?${new URLSearchParams({ failed, back })}`, 303);
  }

  /** Opens the pages with the API key in `Authorization`. @throws Problem where it opens nothing */
  @Post('key')
  @HttpCode(200)
  async key(@Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply): Promise<SessionView> {
    this.sessions.requireOurPage(request);
    const [, bearer] = /^Bearer (\S{8,300})$/.exec(request.headers.authorization ?? '') ?? [];
    if (this.config.KEY_SIGN_IN !== 'yes' || !bearer)
      throw new Problem('not-authenticated', 'Nobody signs in with an API key here.');
    const name = await this.modules.accountOf(bearer, request.ip);
    const until = new Date(Date.now() + this.config.KEY_SIGN_IN_HOURS * HOUR_MS).toISOString();
    const session = {
      ...{ bearer, by: 'key' as const, id: randomBytes(9).toString('base64url') },
      ...{ holder: holderOf(bearer), name, until },
    };
    await this.sessions.begin(reply, session);
    return viewOf(session);
  }

  /** Signs out of the pages; `next` is where the browser signs out of the provider too. */
  @Post('end')
  @HttpCode(200)
  async end(
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<{ next: string | null }> {
    this.sessions.requireOurPage(request);
    const session = await this.sessions.of(request, reply);
    this.sessions.end(reply);
    return { next: session ? await this.signIn.signOutAt(session) : null };
  }

  /** Signs out everywhere: no token of the person opens anything any more. @throws Problem where the account service does not answer; then nothing has ended */
  @Post('end-everywhere')
  @HttpCode(200)
  async endEverywhere(
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<{ next: string | null }> {
    this.sessions.requireOurPage(request);
    const session = await this.sessions.of(request, reply);
    if (session?.by === 'token') await this.modules.signOutEverywhere(session.bearer);
    return this.end(request, reply);
  }
}
