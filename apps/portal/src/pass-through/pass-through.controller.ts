import { Agent as PlainAgent, type IncomingHttpHeaders, type IncomingMessage, request as plain } from 'node:http';
import { Agent as SecureAgent, request as secure } from 'node:https';
import { All, Controller, type OnModuleDestroy, Param, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { currentCorrelation, Problem, trustOf } from '#service';
import { PortalConfig } from '../config/portal.config';
import { Sessions } from '../session/sessions';
import { ModuleHealth } from '../modules/module-health';

/** Of one connection (RFC 9110, 7.6.1). */
const OF_THE_CONNECTION = [
  'connection',
  'keep-alive',
  'proxy-authenticate',
  'proxy-authorization',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
];
/** What is between the browser and the portal. */
const STAYS_HERE = [
  ...OF_THE_CONNECTION,
  'host',
  'cookie',
  'origin',
  'referer',
  'authorization',
  'x-portway-page',
  'x-portway-untouched',
  'x-forwarded-for',
  'x-forwarded-proto',
  'x-forwarded-host',
  'forwarded',
  // What it says would be believed of us.
  'client-cert',
  'client-cert-chain',
];
const STAYS_THERE = [...OF_THE_CONNECTION, 'set-cookie', 'content-security-policy', 'strict-transport-security'];
/** For operators and other services, whatever is in the way of them where the module is. */
const NOT_FOR_PEOPLE = /^\/+(operations|metrics|oidc|sign-in|set-up|passkeys)(\/|$)/i;
/** Means another address than it says. */
const CLIMBS = /\/\.\.?(\/|$)/;
/** What a module sends is shown as its own page, never as one of ours: it can neither run a script nor use who signed in. */
const AS_A_GUEST = 'sandbox allow-downloads allow-modals allow-popups';
const plainly = (path: string): string => decodeURIComponent(path).replaceAll('\\', '/');
const NEVER_SENT = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH']);
const IDLE_MS = 30_000;

/** `/api/MODULE/…` is the module's own HTTP side, with the token of who signed in: the portal adds nothing to it and keeps nothing of it. */
@Controller('api')
export class PassThroughController implements OnModuleDestroy {
  /** Answers that never end by themselves. */
  private readonly streams = new Set<IncomingMessage>();
  private readonly agents: { readonly 'http:': PlainAgent; readonly 'https:': SecureAgent };

  constructor(
    private readonly modules: ModuleHealth,
    private readonly sessions: Sessions,
    private readonly config: PortalConfig,
  ) {
    const options = { keepAlive: true, timeout: IDLE_MS };
    this.agents = { 'http:': new PlainAgent(options), 'https:': new SecureAgent({ ...options, ...trustOf(config) }) };
  }

  /** Who follows live begins again at another replica; the portal would wait for them for ever. */
  onModuleDestroy(): void {
    for (const stream of this.streams) stream.destroy();
  }

  @All(':module/*')
  async pass(
    @Param('module') module: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const { origin } = this.modules.addressOf(module);
    const ours = `/api/${module}/`;
    const path = request.url.slice(ours.length - 1);
    const target = request.url.startsWith(ours) ? new URL(origin + path) : null;
    if (!target || CLIMBS.test(plainly(path.split('?')[0]!)) || NOT_FOR_PEOPLE.test(plainly(target.pathname)))
      throw new Problem('not-found', 'This is not reached through the portal.');
    const headers = await this.headersFor(request, reply);
    const answer = await this.sent(module, target, headers, request);
    this.modules.hasAnswered(module);
    void reply.status(answer.statusCode ?? 502);
    for (const [name, value] of Object.entries(answer.headers))
      if (value !== undefined && !STAYS_THERE.includes(name)) void reply.header(name, value);
    const policy = answer.headers['content-security-policy'];
    void reply.header('content-security-policy', policy ? [policy, AS_A_GUEST].flat() : AS_A_GUEST);
    reply.raw.once('close', () => answer.destroy());
    if (answer.headers['content-type']?.startsWith('text/event-stream')) {
      this.streams.add(answer);
      answer.once('close', () => this.streams.delete(answer));
    }
    await reply.send(answer);
  }

  /** With a key of its own a request needs no session; with a session an order must come from our pages. */
  private async headersFor(request: FastifyRequest, reply: FastifyReply): Promise<IncomingHttpHeaders> {
    const headers = Object.fromEntries(
      Object.entries(request.headers).filter(([name]) => !STAYS_HERE.includes(name)),
    ) as IncomingHttpHeaders;
    const { authorization } = request.headers;
    const session = authorization ? null : await this.sessions.of(request, reply);
    if (session) this.sessions.requireOurPage(request);
    return {
      ...headers,
      // Without it the body of a GET or a DELETE would go on as a request of its own.
      ...(request.headers['transfer-encoding'] && { 'transfer-encoding': 'chunked' }),
      ...((authorization ?? session) && { authorization: authorization ?? `Bearer ${session!.bearer}` }),
      'x-forwarded-for': request.ip,
      'x-correlation-id': currentCorrelation(),
    };
  }

  private sent(
    module: string,
    target: URL,
    headers: IncomingHttpHeaders,
    { raw, method }: FastifyRequest,
  ): Promise<IncomingMessage> {
    const protocol = target.protocol as 'http:' | 'https:';
    return new Promise((resolve, reject) => {
      const upstream = (protocol === 'https:' ? secure : plain)(target, {
        method,
        headers: headers as Record<string, string>,
        agent: this.agents[protocol],
      });
      let late: NodeJS.Timeout | undefined;
      const wait = (): void => {
        late = setTimeout(
          () => upstream.destroy(Object.assign(new Error('no answer'), { code: 'ETIMEDOUT' })),
          this.config.ANSWER_SECONDS * 1_000,
        );
      };
      const waitNoMore = (): void => {
        raw.off('end', wait);
        clearTimeout(late);
      };
      // A module is waited for once it has the whole request: who sends slowly is not its fault.
      if (raw.readableEnded) wait();
      else raw.once('end', wait);
      upstream.once('response', (answer) => {
        waitNoMore();
        resolve(answer);
      });
      upstream.once('error', (error: NodeJS.ErrnoException) => {
        waitNoMore();
        const isRead = method === 'GET' || method === 'HEAD';
        const kind = isRead ? 'look-up-unavailable' : NEVER_SENT.has(error.code ?? '') ? 'unavailable' : 'not-known';
        reject(new Problem(kind, this.modules.silence(module), [], 5));
      });
      raw.once('close', () => {
        if (!raw.complete) upstream.destroy();
      });
      raw.pipe(upstream);
    });
  }
}
