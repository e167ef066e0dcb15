import { createHash } from 'node:crypto';

/** What may be told of a step: names, ids of messages and numbers. Nothing that somebody filed, and nobody's name or number. */
export type StepAttribute =
  | 'db.system.name'
  | 'http.request.method'
  | 'http.response.status_code'
  | 'http.route'
  | 'messaging.batch.message_count'
  | 'messaging.destination.name'
  | 'messaging.message.id'
  | 'messaging.system'
  | 'portway.channel'
  | 'portway.database.milliseconds'
  | 'portway.database.statements'
  | 'portway.filings'
  | 'portway.kind'
  | 'portway.lane'
  | 'portway.module'
  | 'portway.outcome';

/** A step on the way of a filing, or of whatever else has a correlation id; told when it is over. */
export interface Step {
  readonly name: string;
  readonly kind: 'internal' | 'server' | 'client' | 'producer' | 'consumer';
  /** Steps of one correlation id are one trace. */
  readonly correlationId: string;
  /** 16 hex digits; absent, any: nobody has to find it. */
  readonly id?: string | undefined;
  /** The step that led to it. */
  readonly after?: string | undefined;
  /** Milliseconds since 1970. */
  readonly from: number;
  readonly to: number;
  readonly attributes: Readonly<Partial<Record<StepAttribute, string | number>>>;
  /** Steps of other traces that it has to do with. */
  readonly links?: readonly { readonly correlationId: string; readonly id: string }[];
  /** The name of what went wrong, never its words: they may quote what was filed. */
  readonly fault?: string;
}

/** Where steps are told. */
export interface Traces {
  readonly on: boolean;
  /** Decided by the correlation id alone, so that all services decide alike and a trace is whole or not there. */
  isTraced(correlationId: string): boolean;
  add(step: Step): void;
  /** What was told is sent, or given up. */
  end(): Promise<void>;
}

export const NO_TRACES: Traces = {
  on: false,
  isTraced: () => false,
  add: () => undefined,
  end: () => Promise.resolve(),
};

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const digits = (count: number, ...parts: readonly string[]): string =>
  createHash('sha256').update(parts.join('\n')).digest('hex').slice(0, count);

/** The trace of a correlation id, as W3C Trace Context writes it: of a filing its id without dashes. */
export const traceIdOf = (correlationId: string): string =>
  UUID.test(correlationId) ? correlationId.replaceAll('-', '') : digits(32, correlationId);

/**
 * A step that others refer to has an id that they can work out, in another process, days later and after a restart: nothing of a trace has to be stored or sent
 * with a message.
 */
export const stepIdOf = (...named: readonly string[]): string => digits(16, ...named);

/** The first step of a trace: the acceptance of a filing, or a request. */
export const firstStepOf = (correlationId: string): string => stepIdOf('first', correlationId);

const SHARES = 1_000_000;

/** Whether a correlation id belongs to the share of all (0 to 1) that is traced. */
export const isInShare = (correlationId: string, share: number): boolean =>
  share >= 1 || (share > 0 && Number.parseInt(digits(12, 'share', correlationId), 16) % SHARES < share * SHARES);
