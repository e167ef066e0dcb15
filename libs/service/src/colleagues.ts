import { createHash } from 'node:crypto';
import type { SecureContextOptions } from 'node:tls';
import type { FastifyRequest } from 'fastify';
import { addressOf, type AnswerOf, type AskedBy, mayCall, type RequestContract, type ServiceName } from '#contracts';
import type { KeyRing } from '#kernel';
import type { ServiceConfig } from './config';
import { InnerLines, trustOf } from './inner-lines';

/** `gateway DIGEST MARK`: which service asks, the digest of what it says with it, and the proof that it is this one that asks for just this. */
export const CALLER = 'x-portway-caller';

/** Why another service cannot be asked: it is away, slow, or does not answer what was agreed. */
export class CannotBeAsked extends Error {
  override readonly name = 'CannotBeAsked';
}

export interface Patience {
  /** Milliseconds that an answer may take, its body included. */
  readonly withinMs: number;
  /** Ends the asking before that. */
  readonly signal?: AbortSignal;
}

/**
 * The other services of the installation, by HTTP. Each request is marked with what its two services alone know: no secret is sent, and who is
 * asked at a wrong address learns nothing with which he could ask anything else. A mark has no time in it, so that clocks may differ; what is
 * asked twice is only read, or means the same as once.
 */
export class Colleagues {
  private readonly lines: InnerLines;

  constructor(
    readonly service: string,
    private readonly keys: KeyRing | undefined,
    private readonly config: Pick<ServiceConfig, 'OPERATIONS_TOKEN'> &
      Partial<Pick<ServiceConfig, 'SERVICE_URLS' | 'CA'>>,
  ) {
    this.lines = new InnerLines(config);
  }

  /** Whom an agent of its own believes. */
  get trust(): SecureContextOptions {
    return trustOf(this.config);
  }

  /** Base address of another service; null where this one was told none. */
  addressOf(callee: ServiceName): string | null {
    return this.config.SERVICE_URLS?.[callee]?.replace(/\/+$/, '') || null;
  }

  /**
   * Asks another service.
   *
   * @returns what it answers, which keeps the contract; null where it knows nothing under that address
   * @throws CannotBeAsked
   */
  async ask<C extends RequestContract>(
    callee: ServiceName,
    contract: C,
    asked: Omit<AskedBy<C>, 'body'> & { readonly body?: AskedBy<C>['body'] },
    { withinMs, signal }: Patience,
  ): Promise<AnswerOf<C> | null> {
    const base = this.addressOf(callee);
    if (base === null) throw new CannotBeAsked(`no address of the ${callee} service is configured`);
    const url = new URL(base + addressOf(contract, asked.parameters, asked.query));
    const said = contract.body === null ? '' : JSON.stringify(asked.body);
    const [answer, fault] = await this.exchange(callee, contract, url, said, {
      signal: AbortSignal.any([AbortSignal.timeout(withinMs), ...(signal ? [signal] : [])]),
    });
    if (fault !== null) throw new CannotBeAsked(`the ${callee} service ${fault}`);
    return answer as AnswerOf<C> | null;
  }

  /** The answer, or what is wrong with it. */
  private async exchange(
    callee: ServiceName,
    { method, faultOf, name }: RequestContract,
    url: URL,
    said: string,
    { signal }: { readonly signal: AbortSignal },
  ): Promise<[answer: unknown, fault: string | null]> {
    try {
      const response = await this.lines.ask(url, {
        method,
        headers: {
          ...this.headersFor(callee, method, url, said),
          ...(said && { 'content-type': 'application/json' }),
        },
        signal,
        ...(said && { body: said }),
      });
      if (!response.ok) {
        await response.body?.cancel();
        return response.status === 404 ? [null, null] : [null, `answered ${response.status}`];
      }
      const answer: unknown = await response.json();
      const fault = faultOf(answer);
      return [answer, fault && `answered something that is no ${name} (${fault})`];
    } catch (error) {
      return [null, `could not be asked: ${(error as Error).message}`];
    }
  }

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
    const digest = digestOf(said);
    return this.keys
      ? `${this.service} ${digest} ${this.keys.markFor(callee, placeOf(method, path), digest)}`
      : this.service;
  }

  /** The service that asks and says this; null for everybody else. Without keys: as it names itself. */
  callerOf(request: Asking, said: string): string | null {
    const [caller = '', digest] = wordsOf(request);
    if (!this.keys) return caller || null;
    return digest === digestOf(said) && this.isProved(request) ? caller : null;
  }

  /** Whether a service asks for something that it may ask for. What it says with it is not there yet, and is judged by `isLetIn`. */
  mayAsk(request: Asking): boolean {
    return this.isProved(request) && mayCall(wordsOf(request)[0]!, this.service, request.method, request.url);
  }

  /** Whether a service asks for something that it may ask for, and says what it marked. */
  isLetIn(request: Asking & Pick<FastifyRequest, 'body'>): boolean {
    const said = request.body === undefined || request.body === null ? '' : JSON.stringify(request.body);
    return this.mayAsk(request) && this.callerOf(request, said) !== null;
  }

  private isProved(request: Asking): boolean {
    const [caller = '', digest = '', mark] = wordsOf(request);
    return this.keys?.isFrom(caller, mark, placeOf(request.method, request.url), digest) === true;
  }
}

type Asking = Pick<FastifyRequest, 'method' | 'url' | 'headers'>;

const wordsOf = ({ headers }: Asking): string[] => String(headers[CALLER] ?? '').split(' ');
const digestOf = (said: string): string => createHash('sha256').update(said).digest('base64url');
const placeOf = (method: string, url: string): string[] => ['request', method, url];
