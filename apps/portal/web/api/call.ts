import type { AnswerOf, Asked, Module, OperationOf } from './modules';

/** A problem document (RFC 9457) as every module sends it. */
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

/** Why an answer did not come. `status` is 0 where nobody could be asked. */
export class CallFailed extends Error {
  constructor(readonly problem: ProblemDocument) {
    super(problem.detail ?? problem.title);
  }

  get isAway(): boolean {
    return this.problem.status === 0 || this.problem.status >= 502;
  }
}

export interface Sent {
  readonly path?: Readonly<Record<string, string | number>>;
  readonly query?: Readonly<Record<string, unknown>>;
  readonly body?: unknown;
  /** Of a body that is no JSON. */
  readonly contentType?: string;
  /** The same for the same order: it is then done once, however often it is sent. */
  readonly idempotencyKey?: string;
  readonly signal?: AbortSignal;
  /** `reload` asks past the browser's own cache, which may keep what everybody reads for a minute. */
  readonly cache?: RequestCache;
}

const CHOSEN = 'portway.account';

/** The account that a person who works in several works in now. */
export const chosenAccount = {
  get: (): string | null => sessionStorage.getItem(CHOSEN),
  set: (accountId: string | null): void => {
    if (accountId) sessionStorage.setItem(CHOSEN, accountId);
    else sessionStorage.removeItem(CHOSEN);
  },
};

/** Address of an operation of a module, as the portal passes it on; for links and downloads too. */
export const addressOf = (module: Module, operation: string, { path = {}, query = {} }: Sent = {}): string => {
  const template = operation.slice(operation.indexOf(' ') + 1);
  const filled = template.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(String(path[name] ?? '')));
  const search = new URLSearchParams(
    Object.entries(query).flatMap(([name, value]) =>
      value === undefined || value === null || value === ''
        ? []
        : [value].flat().map((one) => [name, String(one)] as [string, string]),
    ),
  ).toString();
  return `/api/${module}${filled}${search && `?${search}`}`;
};

let afterOrder = (): void => undefined;
/** What is done after each order that a module carried out. */
export const afterOrders = (act: () => void): void => void (afterOrder = act);

/** Asks a module. @throws CallFailed */
export async function call<M extends Module, K extends OperationOf<M>>(
  module: M,
  operation: K,
  asked: Asked<M, K> & Pick<Sent, 'contentType' | 'idempotencyKey' | 'signal' | 'cache'>,
): Promise<AnswerOf<M, K>> {
  const { body, contentType, idempotencyKey, signal, cache, ...rest } = asked as Sent;
  const isText = typeof body === 'string' || body instanceof Blob;
  const type = contentType ?? (body === undefined ? null : isText ? 'text/plain' : 'application/json');
  const account = chosenAccount.get();
  const method = operation.slice(0, operation.indexOf(' '));
  const answer = await send(addressOf(module, operation, rest), {
    method,
    headers: {
      ...(type && { 'content-type': type }),
      ...(idempotencyKey && { 'idempotency-key': idempotencyKey }),
      ...(account && { 'portway-account': account }),
    },
    ...(body !== undefined && { body: isText ? (body as string | Blob) : JSON.stringify(body) }),
    ...(signal && { signal }),
    ...(cache && { cache }),
  });
  if (method !== 'GET') afterOrder();
  return answer as AnswerOf<M, K>;
}

/** Nobody could be asked, or the answer broke off. */
const cutOff = (error: unknown): never => {
  if ((error as Error).name === 'AbortError') throw error;
  throw new CallFailed({ type: 'urn:portway:problem:offline', title: 'No network', status: 0 });
};

/** When somebody last touched the page, in milliseconds of its clock that nobody sets. */
let touchedAt = performance.now();
for (const kind of ['pointerdown', 'keydown', 'wheel', 'touchmove'])
  addEventListener(kind, () => (touchedAt = performance.now()), { capture: true, passive: true });
const untouchedSeconds = (): number => Math.floor((performance.now() - touchedAt) / 1_000);

/** A request of ours to this origin. @throws CallFailed */
export async function send(address: string, init: RequestInit = {}): Promise<unknown> {
  const answer = await fetch(address, {
    ...init,
    headers: {
      accept: 'application/json',
      ...init.headers,
      'x-portway-page': '1',
      'x-portway-untouched': String(untouchedSeconds()),
    },
    credentials: 'same-origin',
  }).catch(cutOff);
  const isJson = /json/.test(answer.headers.get('content-type') ?? '');
  const content: unknown =
    answer.status === 204 ? undefined : await (isJson ? answer.json() : answer.text()).catch(cutOff);
  if (answer.ok) return content;
  throw new CallFailed(
    isJson
      ? (content as ProblemDocument)
      : { type: 'about:blank', title: answer.statusText || 'No answer', status: answer.status },
  );
}
