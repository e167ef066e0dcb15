import { Controller, Get, HttpCode, Param, Post, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { Allowances, networkOf, Problem, tooMany } from '#service';
import { PortalConfig } from '../config/portal.config';
import { ModuleHealth } from '../modules/module-health';
import { Sessions } from '../session/sessions';
import { sampleRelease } from './sample-release';

/** A visitor files one every ten seconds, a few at once; all visitors together one a second. */
const VISITOR = { perSecond: 0.1, burst: 4 };
const EVERYBODY = { perSecond: 1, burst: 10 };
/** Looking at them costs nothing but a read. */
const LOOKS = { perSecond: 2, burst: 30 };

/** What a visitor without an account may do where the platform runs as a demo: file a sample as the demo broker, and see what becomes of it. */
@Controller('try')
export class TryItController {
  private readonly visitors = new Allowances(VISITOR.perSecond, VISITOR.burst);
  private readonly everybody = new Allowances(EVERYBODY.perSecond, EVERYBODY.burst);
  private readonly looks = new Allowances(LOOKS.perSecond, LOOKS.burst);

  constructor(
    private readonly config: PortalConfig,
    private readonly modules: ModuleHealth,
    private readonly sessions: Sessions,
  ) {}

  /** Whether there is something to try. */
  @Get()
  offered(): { offered: boolean } {
    return { offered: this.config.TRY_IT_KEY !== '' };
  }

  /** Files a cargo release of today; what the gateway answers, and what was filed. */
  @Post('releases')
  @HttpCode(200)
  async file(@Req() request: FastifyRequest): Promise<{ filed: object; answer: unknown }> {
    this.sessions.requireOurPage(request);
    const key = this.key();
    const wait = this.visitors.take(networkOf(request.ip)) || this.everybody.take('');
    if (wait > 0) throw tooMany('Samples are filed one at a time here.', wait);
    const filed = sampleRelease();
    return { filed, answer: await this.modules.read('gateway', 'POST', '/filings/cargo-release', key, filed) };
  }

  /** What has become of it. */
  @Get('filings/:id')
  async look(@Param('id') id: string, @Req() request: FastifyRequest): Promise<unknown> {
    const wait = this.looks.take(networkOf(request.ip));
    if (wait > 0) throw tooMany('You look too often.', wait);
    if (!/^[0-9a-f-]{36}$/.test(id)) throw new Problem('not-found', 'There is no such filing.');
    return this.modules.read('gateway', 'GET', `/filings/${id}`, this.key());
  }

  private key(): string {
    const { TRY_IT_KEY } = this.config;
    if (TRY_IT_KEY === '') throw new Problem('not-found', 'There is nothing to try here: this is no demo.');
    return TRY_IT_KEY;
  }
}
