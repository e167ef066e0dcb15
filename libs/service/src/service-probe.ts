import * as http from 'node:http';
import * as https from 'node:https';
import type { Socket } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { type ProbeOutcome, type ServiceName, type Vitals, VitalsRequest } from '#contracts';
import type { Colleagues } from './colleagues';

const REPLY_WITHIN_MS = 800;
/** Vitals that are not there by then may be long in coming: it is asked beside whether the process lives. */
const VITALS_AT_ONCE_MS = 300;
const NOBODY_LISTENS = new Set(['ECONNREFUSED', 'ECONNRESET', 'EPIPE']);

/** The vitals in an unknown value, or null when it holds none. */
export const vitalsIn = (value: unknown): Vitals | null =>
  VitalsRequest.faultOf(value) === null ? (value as Vitals) : null;

type Reply =
  | { kind: 'reply'; status: number; body: string; ms: number; socket: Socket }
  | { kind: 'silent' | 'refused' | 'unreachable' };

/**
 * Asks one service by HTTP whether it lives and how it is. Keeps its connections open between looks: at the other end of one on which the process has
 * said which it is there is no other, so there it is asked how it is at once.
 */
export class ServiceProbe {
  private readonly agent: http.Agent;
  private readonly base: string;
  /** On which a process of its own answered. */
  private readonly proved = new WeakSet<Socket>();
  private isClosed = false;

  /**
   * With `startId`, only a process of that start counts; anybody else at the address is as good as nobody.
   *
   * @param ended called when a connection to the process ends: it may have
   */
  constructor(
    private readonly service: ServiceName,
    base: string,
    private readonly colleagues: Colleagues,
    private readonly startId = '',
    private readonly ended: () => void = () => undefined,
  ) {
    this.base = base.replace(/\/+$/, '');
    const options = { keepAlive: true, maxSockets: 4 };
    this.agent = base.startsWith('https:')
      ? new https.Agent({ ...options, ...colleagues.trust })
      : new http.Agent(options);
  }

  async look(): Promise<ProbeOutcome> {
    const vitals = this.hasProvedConnection ? this.askVitals() : undefined;
    const atOnce = vitals && (await Promise.race([vitals, pause(VITALS_AT_ONCE_MS, undefined, { ref: false })]));
    if (atOnce?.kind === 'reply') return answered(atOnce, atOnce.ms);
    const live = await this.get('/health/live');
    if (live.kind !== 'reply') return { kind: live.kind };
    if (!this.isOwn(live.body)) return { kind: 'refused' };
    this.proved.add(live.socket);
    const said = await (vitals && atOnce === undefined ? vitals : this.askVitals());
    return said.kind === 'reply' ? answered(said, live.ms) : { kind: 'alive only', ms: live.ms };
  }

  /** One of those is free; the next request takes a free one. */
  private get hasProvedConnection(): boolean {
    const free = Object.values(this.agent.freeSockets).flatMap((sockets) => sockets ?? []);
    return free.length > 0 && free.every((socket) => !socket.destroyed && this.proved.has(socket));
  }

  private askVitals(): Promise<Reply> {
    const { method, path } = VitalsRequest;
    return this.get(path, this.colleagues.headersFor(this.service, method, new URL(this.base + path)));
  }

  close(): void {
    this.isClosed = true;
    this.agent.destroy();
  }

  private isOwn(body: string): boolean {
    if (!this.startId) return true;
    const { instance } = (parsed(body) ?? {}) as { instance?: unknown };
    return typeof instance === 'string' && instance.endsWith(`/${this.startId}`);
  }

  private get(path: string, headers: http.OutgoingHttpHeaders = {}): Promise<Reply> {
    const began = performance.now();
    return new Promise((resolve) => {
      let connected = false;
      const request = (this.base.startsWith('https:') ? https : http).get(
        this.base + path,
        { agent: this.agent, headers },
        (response) => {
          let body = '';
          response.setEncoding('utf8');
          response.on('data', (text: string) => (body += text));
          response.on('end', () =>
            finish({
              kind: 'reply',
              status: response.statusCode ?? 0,
              body,
              ms: Math.round(performance.now() - began),
              socket: request.socket!,
            }),
          );
          response.on('error', () => finish({ kind: 'silent' }));
        },
      );
      const late = setTimeout(() => finish({ kind: connected ? 'silent' : 'unreachable' }), REPLY_WITHIN_MS);
      const finish = (reply: Reply): void => {
        clearTimeout(late);
        // Where that ends its connection, nobody else has.
        if (reply.kind !== 'reply' && request.socket) this.proved.delete(request.socket);
        request.destroy();
        resolve(reply);
      };
      request.on('socket', (socket) => {
        connected = !socket.connecting;
        if (connected) return;
        socket.once('connect', () => (connected = true));
        socket.once('close', () => {
          if (this.proved.has(socket) && !this.isClosed) this.ended();
        });
      });
      request.on('error', (error: NodeJS.ErrnoException) =>
        finish({ kind: NOBODY_LISTENS.has(error.code ?? '') ? 'refused' : 'unreachable' }),
      );
    });
  }
}

const answered = ({ status, body }: { status: number; body: string }, ms: number): ProbeOutcome => ({
  kind: 'answered',
  ms,
  vitals: status === 200 ? vitalsIn(parsed(body)) : null,
});

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};
