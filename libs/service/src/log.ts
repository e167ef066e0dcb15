import { AsyncLocalStorage } from 'node:async_hooks';
import { randomUUID } from 'node:crypto';
import { LoggerService } from '@nestjs/common';
import pino, { Logger } from 'pino';
import { traceIdOf } from '#kernel';
import { LogOutput } from './log-output';

export type Log = Logger;
/** Injection token of the service's logger. */
export const LOG = Symbol('log');

const context = new AsyncLocalStorage<{ correlationId: string }>();

/** Everything logged inside `work` carries the correlation id. */
export const withCorrelation = <T>(correlationId: string, work: () => T): T => context.run({ correlationId }, work);
export const currentCorrelation = (): string | undefined => context.getStore()?.correlationId;

const CORRELATION = /^[A-Za-z0-9._-]{1,64}$/;
/** What whoever asks wants to find it again by; a new one where nothing fit is given. */
export const correlationOf = ({ headers }: { readonly headers: NodeJS.Dict<string | string[]> }): string => {
  const given = headers['x-correlation-id'];
  return typeof given === 'string' && CORRELATION.test(given) ? given : randomUUID();
};

/** Fields that are never written, at the top of a line or one below. */
const SECRETS = ['password', 'apiKey', 'authorization', 'token', 'secret', 'cookie'];

/** Faults of servers may quote their address, with the password by which they are reached. */
const withoutPasswords = (line: string): string =>
  line.includes('://') ? line.replace(/(:\/\/[^\s:/@"\\]*):[^\s/@"\\]+@/g, '$1:…@') : line;

/** A line about a message names its own correlation id; any other has that of the request. */
const withTrace = (line: object): object => {
  const store = context.getStore();
  const correlationId = (line as { correlationId?: unknown }).correlationId ?? store?.correlationId;
  return typeof correlationId === 'string' ? { ...store, trace_id: traceIdOf(correlationId) } : {};
};

/**
 * JSON lines on standard output: time, level, service, instance, correlationId, msg. Written within a second, and when the process ends.
 *
 * @param traced whether each line has its `trace_id` too, as OpenTelemetry calls it
 */
export const createLog = (service: string, instance: string, level: string, traced = false): Log => {
  const log: Log = pino(
    {
      level,
      base: { service, instance },
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      mixin: traced ? withTrace : () => context.getStore() ?? {},
      // A failed query carries its parameters, which may be a partner's whole message: only what tells the fault is logged.
      serializers: {
        err: ({ name, message, code, stack }: NodeJS.ErrnoException) => ({ type: name, message, code, stack }),
      },
      redact: { paths: SECRETS.flatMap((name) => [name, `*.${name}`]), remove: true },
      hooks: { streamWrite: withoutPasswords },
    },
    new LogOutput(1, (lost) => log.warn(lost, 'the log could not be written for a while')),
  );
  // Beside the log, Node itself and a failing start write to these.
  for (const output of [process.stdout, process.stderr])
    if (output.listenerCount('error') === 0) output.on('error', ignore);
  return log;
};

const ignore = (): void => undefined;

/** Nest tells of every route and module it sets up; that is of use only to somebody debugging the start. */
const START_UP = new Set([
  'InstanceLoader',
  'RouterExplorer',
  'RoutesResolver',
  'NestFactory',
  'NestApplication',
  'NestMicroservice',
]);

/** Nest's own lines in the same form. */
export const nestLog = (log: Log): LoggerService => {
  const write =
    (level: 'info' | 'warn' | 'error' | 'debug') =>
    (message: unknown, ...rest: unknown[]): void => {
      const origin = rest.filter((r) => typeof r === 'string').at(-1) as string | undefined;
      const fields = message instanceof Error ? { origin, err: message } : { origin };
      log[level === 'info' && START_UP.has(origin ?? '') ? 'debug' : level](
        fields,
        message instanceof Error ? message.message : String(message),
      );
    };
  return {
    log: write('info'),
    warn: write('warn'),
    error: write('error'),
    fatal: write('error'),
    debug: write('debug'),
    verbose: write('debug'),
  };
};
