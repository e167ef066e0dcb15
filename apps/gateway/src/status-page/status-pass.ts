import * as http from 'node:http';
import * as https from 'node:https';
import type { Readable } from 'node:stream';
import { Inject, Injectable, OnModuleDestroy } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Holdings, CALLER, Colleagues, LOG, type Log, networkOf, Refusals } from '#service';
import { GatewayConfig } from '../config/gateway.config';

const ANSWER_WITHIN_MS = 3_000;
/** The status service says something on every stream at least each 15 seconds. */
const SILENT_AFTER_MS = 45_000;
const ASKED_WITH = [
  'accept',
  'accept-encoding',
  'accept-language',
  'if-none-match',
  'if-modified-since',
  'last-event-id',
  'content-type',
  'user-agent',
];
/** Between two neighbours only (RFC 9110, 7.6.1). */
const OF_THE_CONNECTION = new Set([
  'connection',
  'keep-alive',
  'proxy-authenticate',
  'proxy-authorization',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
]);

export interface PassedOn {
  readonly status: number;
  readonly headers: Record<string, string | string[]>;
  readonly body: Readable;
}

/** Whose page it is: the sheets that ports print are the port service's, all others the status service's. */
export const ownerOfPage = (path: string): 'status' | 'port' =>
  /^\/status\/sheets(\/|$)/.test(path.split('?')[0]!) ? 'port' : 'status';

/** Hands a request to the service whose page it is and its answer back, piece by piece as it comes. */
@Injectable()
export class StatusPass implements OnModuleDestroy {
  private readonly bases: Readonly<Record<'status' | 'port', URL | null>>;
  private readonly agents: readonly [http.Agent, https.Agent];
  private readonly streams = new Set<http.ClientRequest>();
  private readonly readers: Holdings;

  constructor(
    private readonly config: GatewayConfig,
    private readonly refusals: Refusals,
    private readonly colleagues: Colleagues,
    @Inject(LOG) private readonly log: Log,
  ) {
    this.readers = new Holdings(config.ADDRESS_STATUS_STREAMS);
    const baseOf = (owner: string): URL | null => {
      const url = config.SERVICE_URLS[owner];
      return url ? new URL(url) : null;
    };
    this.bases = { status: baseOf('status'), port: baseOf('port') };
    const options = { keepAlive: true, maxSockets: 64 + config.STATUS_STREAMS, maxFreeSockets: 16 };
    this.agents = [new http.Agent(options), new https.Agent({ ...options, ...colleagues.trust })];
  }

  onModuleDestroy(): void {
    for (const stream of this.streams) stream.destroy();
    for (const agent of this.agents) agent.destroy();
  }

  /** @param path with its query, as the partner asked for it */
  async hand(
    request: FastifyRequest,
    reply: FastifyReply,
    path: string,
    body: Buffer | null,
  ): Promise<PassedOn | 'too many streams' | 'too many streams of one' | 'away'> {
    const owner = ownerOfPage(path);
    const base = this.bases[owner];
    if (!base) return 'away';
    const follows = path.split('?')[0] === '/status/events';
    if (follows && this.streams.size >= this.config.STATUS_STREAMS) return 'too many streams';
    const network = networkOf(request.ip);
    if (follows && !this.readers.take(network)) {
      this.refusals.note('too many streams', request.ip);
      return 'too many streams of one';
    }
    const headers: http.OutgoingHttpHeaders = Object.fromEntries(
      ASKED_WITH.flatMap((name) => (request.headers[name] === undefined ? [] : [[name, request.headers[name]]])),
    );
    // A subscriber shows its own token. Who it is that asks, for the limits on subscribing, is believed only of us.
    if (path.startsWith('/status/subscriptions') && request.headers.authorization)
      headers['authorization'] = request.headers.authorization;
    headers['x-portway-client'] = request.ip;
    headers[CALLER] = this.colleagues.nameFor(
      owner,
      request.method,
      base.pathname.replace(/\/+$/, '') + path,
      request.ip,
    );
    headers['x-correlation-id'] = String(reply.getHeader('x-correlation-id') ?? '');
    if (body) headers['content-length'] = body.length;
    try {
      return await this.ask(base, request.method, path, headers, body, reply, follows ? network : null);
    } catch (error) {
      this.log.warn({ owner, reason: (error as Error).message }, 'the owner of a public page does not answer');
      return 'away';
    }
  }

  private ask(
    base: URL,
    method: string,
    path: string,
    headers: http.OutgoingHttpHeaders,
    body: Buffer | null,
    reply: FastifyReply,
    follower: string | null,
  ): Promise<PassedOn> {
    const { protocol, hostname, port, pathname } = base;
    return new Promise((resolve, reject) => {
      const outgoing = (protocol === 'https:' ? https : http).request({
        agent: this.agents[protocol === 'https:' ? 1 : 0],
        method,
        hostname: hostname.replace(/^\[|\]$/g, ''),
        port,
        path: pathname.replace(/\/+$/, '') + path,
        headers,
      });
      if (follower !== null) this.streams.add(outgoing);
      const late = setTimeout(
        () => outgoing.destroy(new Error(`no answer within ${ANSWER_WITHIN_MS} ms`)),
        ANSWER_WITHIN_MS,
      );
      outgoing.on('close', () => {
        clearTimeout(late);
        this.streams.delete(outgoing);
        if (follower !== null) this.readers.give(follower);
      });
      // Whoever goes away stops what was asked in his name.
      reply.raw.once('close', () => outgoing.destroy());
      outgoing.on('error', reject);
      outgoing.on('response', (response) => {
        clearTimeout(late);
        outgoing.setTimeout(SILENT_AFTER_MS, () => outgoing.destroy(new Error('the status service fell silent')));
        const kept = Object.entries(response.headers).filter(
          ([name, value]) => value !== undefined && !OF_THE_CONNECTION.has(name),
        );
        resolve({
          status: response.statusCode ?? 502,
          headers: Object.fromEntries(kept) as PassedOn['headers'],
          body: response,
        });
      });
      outgoing.end(body ?? undefined);
    });
  }
}
