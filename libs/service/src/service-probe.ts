import * as http from 'node:http';
import * as https from 'node:https';
import { type ProbeOutcome, type ServiceName, type Vitals, VitalsRequest } from '#contracts';
import type { Colleagues } from './colleagues';

const REPLY_WITHIN_MS = 800;
const NOBODY_LISTENS = new Set(['ECONNREFUSED', 'ECONNRESET', 'EPIPE']);

/** The vitals in an unknown value, or null when it holds none. */
export const vitalsIn = (value: unknown): Vitals | null =>
  VitalsRequest.faultOf(value) === null ? (value as Vitals) : null;

type Reply =
  | { kind: 'reply'; status: number; body: string; ms: number }
  | { kind: 'silent' | 'refused' | 'unreachable' };

/** Asks one service by HTTP whether it lives and how it is. Keeps its connections open between looks. */
export class ServiceProbe {
  private readonly agent: http.Agent;
  private readonly base: string;

  /** With `startId`, only a process of that start counts; anybody else at the address is as good as nobody. */
  constructor(
    private readonly service: ServiceName,
    base: string,
    private readonly colleagues: Colleagues,
    private readonly startId = '',
  ) {
    this.base = base.replace(/\/+$/, '');
    const options = { keepAlive: true, maxSockets: 4 };
    this.agent = base.startsWith('https:') ? new https.Agent(options) : new http.Agent(options);
  }

  async look(): Promise<ProbeOutcome> {
    const live = await this.get('/health/live');
    if (live.kind !== 'reply') return { kind: live.kind };
    if (!this.isOwn(live.body)) return { kind: 'refused' };
    const { method, path } = VitalsRequest;
    const vitals = await this.get(path, this.colleagues.headersFor(this.service, method, new URL(this.base + path)));
    if (vitals.kind !== 'reply') return { kind: 'alive only', ms: live.ms };
    return { kind: 'answered', ms: live.ms, vitals: vitals.status === 200 ? vitalsIn(parsed(vitals.body)) : null };
  }

  close(): void {
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
            }),
          );
          response.on('error', () => finish({ kind: 'silent' }));
        },
      );
      const late = setTimeout(() => finish({ kind: connected ? 'silent' : 'unreachable' }), REPLY_WITHIN_MS);
      const finish = (reply: Reply): void => {
        clearTimeout(late);
        request.destroy();
        resolve(reply);
      };
      request.on('socket', (socket) => {
        if (socket.connecting) socket.once('connect', () => (connected = true));
        else connected = true;
      });
      request.on('error', (error: NodeJS.ErrnoException) =>
        finish({ kind: NOBODY_LISTENS.has(error.code ?? '') ? 'refused' : 'unreachable' }),
      );
    });
  }
}

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};
