import { ArgumentsHost, Catch, ExceptionFilter, HttpException } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Observable, throwError } from 'rxjs';
import type { FieldError } from '#kernel';
import { hasCommitted, isDatabaseUnavailable, OutcomeUnknown, reasonOf } from '#persistence';
import { currentCorrelation, type Log } from './log';

/** What a partner is told to do with the message it sent. */
export type MessageDisposition =
  | 'processed'
  | 'accepted, being processed'
  | 'rejected'
  | 'held, do not resend'
  | 'not processed, resend'
  | 'not known, resend'
  | 'stop sending';

export interface ProblemKind {
  readonly status: number;
  readonly title: string;
  /** What the caller can do. */
  readonly remedy: string;
  /** What happened to the message; null where the request was no message. */
  readonly disposition: MessageDisposition | null;
}

/** Every problem an HTTP answer can name, by the last part of its type (RFC 9457). */
export const problems = {
  'not-authenticated': {
    status: 401,
    title: 'No valid key',
    remedy: "Send the account's API key, or the token that you signed in for, as `Authorization: Bearer …`.",
    disposition: 'rejected',
  },
  'not-authorized': {
    status: 403,
    title: 'Not allowed for this account',
    remedy: "Use an account that has this right, or ask the account's owner for it.",
    disposition: 'rejected',
  },
  'not-found': {
    status: 404,
    title: 'Nothing here',
    remedy: 'Check the address and the number in it.',
    disposition: null,
  },
  'method-not-allowed': {
    status: 405,
    title: 'Method not allowed here',
    remedy: 'See the OpenAPI document for the methods of this address.',
    disposition: 'rejected',
  },
  'not-readable': {
    status: 400,
    title: 'The message cannot be read',
    remedy: 'Correct the message as the detail says and send it again.',
    disposition: 'rejected',
  },
  'not-valid': {
    status: 422,
    title: 'The message has errors',
    remedy: 'Correct the fields named in `errors` and send it again.',
    disposition: 'rejected',
  },
  'too-large': {
    status: 413,
    title: 'The message is too large',
    remedy: 'Send it in several smaller messages.',
    disposition: 'rejected',
  },
  'wrong-content-type': {
    status: 415,
    title: 'Content type not accepted here',
    remedy: 'Send the content type named in the OpenAPI document.',
    disposition: 'rejected',
  },
  'wrong-protocol-version': {
    status: 412,
    title: 'Another version of the protocol is spoken here',
    remedy: 'Use the version that `Tus-Version` names.',
    disposition: 'rejected',
  },
  'checksum-mismatch': {
    status: 460,
    title: 'The checksum is another',
    remedy: 'Send the piece again from the same offset.',
    disposition: 'not processed, resend',
  },
  'too-slow': {
    status: 408,
    title: 'The message came too slowly',
    remedy: 'Send the whole message again, over a connection that carries it.',
    disposition: 'not processed, resend',
  },
  'too-many-requests': {
    status: 429,
    title: 'More than your share',
    remedy: 'Wait as long as `Retry-After` says, then send again, and send more slowly.',
    disposition: 'not processed, resend',
  },
  'too-many-look-ups': {
    status: 429,
    title: 'More than your share',
    remedy: 'Wait as long as `Retry-After` says, then ask again, and ask less often.',
    disposition: null,
  },
  'cut-off': {
    status: 400,
    title: 'The message was cut off',
    remedy: 'Send the whole message again.',
    disposition: 'not processed, resend',
  },
  conflict: {
    status: 409,
    title: 'The same number came before with other content',
    remedy: 'Use a new control number or key for a new message.',
    disposition: 'rejected',
  },
  'state-conflict': {
    status: 409,
    title: 'Not possible in the present state',
    remedy: 'Look at the present state and decide again.',
    disposition: 'rejected',
  },
  unavailable: {
    status: 503,
    title: 'Not available now',
    remedy: 'Wait as long as `Retry-After` says and send again.',
    disposition: 'not processed, resend',
  },
  'not-known': {
    status: 503,
    title: 'Not known whether it was kept',
    remedy:
      'Send exactly the same again, with the same `Idempotency-Key` or control number: if it was kept you are told so, and nothing is done twice.',
    disposition: 'not known, resend',
  },
  'outcome-not-known': {
    status: 503,
    title: 'Not known whether it was done',
    remedy: 'Look at how it stands before you do it again: it may have been done.',
    disposition: null,
  },
  'look-up-unavailable': {
    status: 503,
    title: 'This cannot be looked up now',
    remedy: 'Ask again after as long as `Retry-After` says. Nothing you filed is affected.',
    disposition: null,
  },
  'stop-sending': {
    status: 503,
    title: 'No filings are taken now',
    remedy: 'Stop sending until the status page says that filings are taken again, then send.',
    disposition: 'stop sending',
  },
  internal: {
    status: 500,
    title: 'An error on our side',
    remedy: 'Send again in a few minutes; if it persists, report the correlation id.',
    disposition: 'not processed, resend',
  },
} as const satisfies Record<string, ProblemKind>;

export type ProblemName = keyof typeof problems;

/** Thrown to end a request with a problem document. */
export class Problem extends Error {
  constructor(
    readonly kind: ProblemName,
    readonly detail: string,
    readonly errors: readonly FieldError[] = [],
    readonly retryAfterSeconds?: number,
  ) {
    super(detail);
  }
}

export const problemDocument = (problem: Problem, correlationId: string | undefined): Record<string, unknown> => {
  const { status, title, remedy, disposition } = problems[problem.kind];
  return {
    type: `urn:portway:problem:${problem.kind}`,
    title,
    status,
    detail: problem.detail,
    remedy,
    ...(disposition ? { disposition } : {}),
    ...(problem.errors.length > 0 ? { errors: problem.errors } : {}),
    ...(correlationId ? { correlationId } : {}),
  };
};

const byStatus: Record<number, ProblemName> = {
  400: 'not-readable',
  401: 'not-authenticated',
  403: 'not-authorized',
  404: 'not-found',
  405: 'method-not-allowed',
  409: 'state-conflict',
  413: 'too-large',
  415: 'wrong-content-type',
  422: 'not-valid',
  503: 'unavailable',
};

const foreseen = (error: unknown): Problem | undefined => {
  if (error instanceof Problem) return error;
  if (error instanceof OutcomeUnknown)
    return new Problem(
      'outcome-not-known',
      'The database was lost at the very moment it was stored; whether it was stored is not known.',
      [],
      5,
    );
  if (isDatabaseUnavailable(error) && hasCommitted())
    return new Problem(
      'outcome-not-known',
      'Something of it was stored before the database was lost; how it stands cannot be told now.',
      [],
      5,
    );
  if (isDatabaseUnavailable(error))
    return new Problem('unavailable', 'The service cannot store anything at this moment.', [], 5);
  const status =
    error instanceof HttpException ? error.getStatus() : Number((error as { statusCode?: number }).statusCode);
  const code = (error as { code?: string }).code;
  if (code === 'ECONNRESET' || code === 'FST_ERR_CTP_INVALID_CONTENT_LENGTH')
    return new Problem('cut-off', 'The request ended before its announced length.');
  if (status in byStatus)
    return new Problem(byStatus[status]!, (error as Error).message || problems[byStatus[status]!].title);
  return undefined;
};

/** Nothing of its inside is told, and after something was stored not that nothing was. */
const unforeseen = (): Problem =>
  hasCommitted()
    ? new Problem(
        'outcome-not-known',
        'Something of it was stored before the request failed; how it stands cannot be told now.',
        [],
        5,
      )
    : new Problem('internal', 'The request could not be completed.');

/** Anything that was thrown as a problem. */
export const asProblem = (error: unknown): Problem => foreseen(error) ?? unforeseen();

const OF_READS: Readonly<Partial<Record<ProblemName, ProblemName>>> = {
  unavailable: 'look-up-unavailable',
  'outcome-not-known': 'look-up-unavailable',
  'too-many-requests': 'too-many-look-ups',
};

/** Who only asked has nothing to send again. */
const asReadProblem = (problem: Problem, method: string): Problem => {
  const kind = OF_READS[problem.kind];
  if (!kind || (method !== 'GET' && method !== 'HEAD')) return problem;
  return new Problem(kind, problem.detail, problem.errors, problem.retryAfterSeconds);
};

/** The service's only way to answer an HTTP error. What a message handler threw goes on to the inbox as it is. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  constructor(private readonly log: Log) {}

  catch(error: unknown, host: ArgumentsHost): Observable<never> | undefined {
    if (host.getType() !== 'http') return throwError(() => error);
    const reply = host.switchToHttp().getResponse<FastifyReply>();
    const request = host.switchToHttp().getRequest<FastifyRequest>();
    const known = foreseen(error);
    const { method } = request;
    const route = request.routeOptions.url;
    if (!known) this.log.error({ err: error, method, route }, 'request failed');
    else if (isDatabaseUnavailable(error))
      this.log.warn({ reason: reasonOf(error), method, route }, 'the database did not serve a request');
    sendProblem(reply, asReadProblem(known ?? unforeseen(), request.method));
    return undefined;
  }
}

export const sendProblem = (reply: FastifyReply, problem: Problem): void => {
  if (reply.sent) return;
  if (problem.retryAfterSeconds !== undefined) void reply.header('retry-after', String(problem.retryAfterSeconds));
  if (problem.kind === 'not-authenticated') void reply.header('www-authenticate', 'Bearer');
  const { disposition } = problems[problem.kind];
  if (disposition) void reply.header('x-disposition', disposition);
  const document = problemDocument(problem, currentCorrelation());
  void reply
    .status(document['status'] as number)
    .header('content-type', 'application/problem+json; charset=utf-8')
    .send(JSON.stringify(document));
};
