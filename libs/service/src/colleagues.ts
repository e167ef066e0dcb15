import type { FastifyRequest } from 'fastify';
import { mayCall, type ServiceName } from '#contracts';
import type { KeyRing } from '#kernel';
import type { ServiceConfig } from './config';

/** `gateway MARK`: which service asks, and the proof that it is this one that asks for just this. */
export const CALLER = 'x-portway-caller';

/**
 * The other services of the installation, by HTTP. Each request is marked with what its two services alone know: no secret is sent, and who is
 * asked at a wrong address learns nothing with which he could ask anything else. A mark has no time in it, so that clocks may differ; what is
 * asked twice is only read, or means the same as once.
 */
export class Colleagues {
  constructor(
    readonly service: string,
    private readonly keys: KeyRing | undefined,
    private readonly config: Pick<ServiceConfig, 'OPERATIONS_TOKEN'>,
  ) {}

  /**
   * Headers by which a service that is asked knows this one.
   *
   * @param said what is sent along and must not be changed on the way: the body
   */
  headersFor(callee: ServiceName, method: string, url: URL, said = ''): Record<string, string> {
    const named = { [CALLER]: this.nameFor(callee, method, url.pathname + url.search, said) };
    return this.keys ? named : { ...named, authorization: `Bearer ${this.config.OPERATIONS_TOKEN}` };
  }

  /** The value of the header CALLER alone. */
  nameFor(callee: ServiceName, method: string, path: string, said = ''): string {
    return this.keys ? `${this.service} ${this.keys.markFor(callee, placeOf(method, path), said)}` : this.service;
  }

  /** The service that asks, proved by its mark over what was said; null for everybody else. Without keys: as it names itself. */
  callerOf({ method, url, headers }: Pick<FastifyRequest, 'method' | 'url' | 'headers'>, said: string): string | null {
    const [caller = '', mark] = String(headers[CALLER] ?? '').split(' ');
    if (!this.keys) return caller || null;
    return this.keys.isFrom(caller, mark, placeOf(method, url), said) ? caller : null;
  }

  /** Whether the service that it names itself may ask for this; what it sends with it proves that it is this one. */
  mayAsk({ method, url, headers }: Pick<FastifyRequest, 'method' | 'url' | 'headers'>): boolean {
    const [caller = '', mark] = String(headers[CALLER] ?? '').split(' ');
    return this.keys !== undefined && mark !== undefined && mayCall(caller, this.service, method, url);
  }

  /** Whether a service asks for something that it may ask for. */
  isLetIn(request: Pick<FastifyRequest, 'method' | 'url' | 'headers' | 'body'>): boolean {
    if (!this.keys) return false;
    const caller = this.callerOf(request, request.body === undefined || request.body === null ? '' : JSON.stringify(request.body));
    return caller !== null && mayCall(caller, this.service, request.method, request.url);
  }
}

const placeOf = (method: string, url: string): string[] => ['request', method, url];
