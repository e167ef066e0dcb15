import type { Operations } from './operations.js';

export type * from './operations.js';

export type OperationName = keyof Operations & string;
type Of<K extends OperationName> = Operations[K];
type Given<N extends string, T> = [T] extends [Readonly<Record<string, never>>]
  ? unknown
  : Partial<T> extends T
    ? { readonly [P in N]?: T }
    : { readonly [P in N]: T };
type Body<T> = [T] extends [undefined] ? unknown : { readonly body: T };

/** What an operation wants: the parts of its address, its query, its body. */
export type Asked<K extends OperationName> = Given<'path', Of<K>['path']> &
  Given<'query', Of<K>['query']> &
  Body<Of<K>['body']>;

export interface How {
  /** Of a body that is text: `text/plain` where nothing is said. */
  readonly contentType?: string;
  /** The same for the same message: it then takes effect once, however often it is sent. */
  readonly idempotencyKey?: string;
  readonly signal?: AbortSignal;
}

/** A problem document (RFC 9457). `disposition` says what happened to the message, `remedy` what to do. */
export interface ProblemDocument {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail?: string;
  readonly remedy?: string;
  readonly disposition?: string;
  readonly errors?: readonly { readonly at: string; readonly text: string }[];
  readonly correlationId?: string;
}

/** An answer that is none of those hoped for. */
export class PortwayProblem extends Error {
  constructor(
    readonly problem: ProblemDocument,
    /** Seconds to wait before the next attempt; null where nothing is said. */
    readonly retryAfterSeconds: number | null,
  ) {
    super([problem.title, problem.detail, problem.remedy].filter(Boolean).join(' '));
  }
}

export interface Settings {
  /** Address of the gateway: `https://portway.example`. */
  readonly url: string;
  /** API key, or token of who signed in. */
  readonly key: string;
  readonly fetch?: typeof fetch;
}

/** A client of the interfaces for partners. `portway.call('POST /abi', { body: text })` is typed by the OpenAPI document. */
export class Portway {
  constructor(private readonly settings: Settings) {}

  /** A body of text may be given as bytes too. @throws PortwayProblem with what happened and what to do; TypeError where nobody could be reached */
  async call<K extends OperationName>(operation: K, asked: Asked<K> & How): Promise<Of<K>['answer']> {
    const { path, query, body, contentType, idempotencyKey, signal } = asked as {
      path?: Record<string, unknown>;
      query?: Record<string, unknown>;
      body?: unknown;
    } & How;
    const at = operation.indexOf(' ');
    const address = new URL(
      operation
        .slice(at + 1)
        .replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(String(path?.[name] ?? ''))),
      this.settings.url,
    );
    for (const [name, value] of Object.entries(query ?? {}))
      if (value !== undefined) address.searchParams.set(name, String(value));
    const isText = typeof body === 'string' || body instanceof Uint8Array;
    const answer = await (this.settings.fetch ?? fetch)(address, {
      method: operation.slice(0, at),
      headers: {
        accept: 'application/json',
        authorization: `Bearer ${this.settings.key}`,
        ...(body !== undefined && { 'content-type': contentType ?? (isText ? 'text/plain' : 'application/json') }),
        ...(idempotencyKey && { 'idempotency-key': idempotencyKey }),
      },
      ...(body !== undefined && { body: isText ? (body as string) : JSON.stringify(body) }),
      ...(signal && { signal }),
    });
    const text = await answer.text();
    const isJson = /json/.test(answer.headers.get('content-type') ?? '');
    const content: unknown = isJson && text !== '' ? JSON.parse(text) : text;
    if (answer.ok) return content as Of<K>['answer'];
    const wait = Number(answer.headers.get('retry-after'));
    throw new PortwayProblem(
      isJson ? (content as ProblemDocument) : { type: 'about:blank', title: answer.statusText, status: answer.status },
      Number.isFinite(wait) && wait > 0 ? wait : null,
    );
  }
}
