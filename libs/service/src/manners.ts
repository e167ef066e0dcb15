import type { Socket } from 'node:net';
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { OperationsListener } from './listeners';
import { faultOfAddress, faultOfBody, namedTwice } from './odd-input';
import { Problem, problemDocument, sendProblem } from './problem';

/** A year. Subdomains are somebody else's to decide on. */
const TLS_ONLY = 'max-age=31536000';

/** What every answer says of itself. A handler that knows better says otherwise: public pages may be kept, and have a style and a script. */
const describe = (request: FastifyRequest, reply: FastifyReply): void => {
  void reply.headers({
    'cache-control': 'no-store',
    'content-security-policy': "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
  });
  // RFC 6797, 7.2: only in answers that go over TLS, here or at the proxy in front. Who only says so hears it himself and nobody else.
  if (request.protocol === 'https' || request.headers['x-forwarded-proto'] === 'https')
    void reply.header('strict-transport-security', TLS_ONLY);
};

/**
 * How every service meets requests before its own code does: addresses and bodies that nothing can be made of are refused, a wrong method is
 * told the right ones, every answer says how it may be kept and shown.
 */
export const teachManners = (fastify: FastifyInstance, listener: OperationsListener): void => {
  const routes: { method: string; url: string; pattern: RegExp }[] = [];
  fastify.addHook('onRoute', ({ method, url }) => {
    for (const one of [method].flat()) routes.push({ method: one, url, pattern: patternOf(url) });
  });
  fastify.addHook('onRequest', (request, reply, done) => {
    describe(request, reply);
    done(refusalOf(request, reply) as Error | undefined);
  });
  const refusalOf = (request: FastifyRequest, reply: FastifyReply): Problem | undefined => {
    const fault = faultOfAddress(request.url);
    if (fault) return new Problem('not-readable', fault);
    if (request.is404) {
      const path = decodeURIComponent(request.url.split('?')[0]!);
      const methods = new Set(
        routes
          .filter(({ url, pattern }) => pattern.test(path) && !listener.hides(url, request))
          .map(({ method }) => method),
      );
      if (methods.size === 0) return undefined;
      const allowed = [...methods].sort().join(', ');
      void reply.header('allow', allowed);
      return new Problem(
        'method-not-allowed',
        `${request.method} is not answered here: ${allowed} ${methods.size === 1 ? 'is' : 'are'}.`,
      );
    }
    if (listener.hides(request.routeOptions.url, request))
      return new Problem('not-found', `Cannot ${request.method} ${request.url}`);
    const twice = namedTwice(request.query as Record<string, unknown>);
    return twice.length > 0
      ? new Problem('not-valid', 'Some fields of the query are given more than once.', twice)
      : undefined;
  };
  fastify.addHook('preValidation', (request, _reply, done) => {
    const fault = faultOfBody(request.body);
    done(
      fault
        ? (new Problem('not-valid', 'Something in the message cannot be kept by anything here.', [fault]) as Error)
        : undefined,
    );
  });
};

/** The paths of a route: `:name` is a part of one, `*` all that is left. */
const patternOf = (url: string): RegExp =>
  new RegExp(
    `^${url
      .split(/(:\w+|\*)/)
      .map((part) =>
        part === '*' ? '.*' : part.startsWith(':') ? '[^/]+' : part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'),
      )
      .join('')}$`,
  );

/** For what the server refuses before any route is looked for. */
export const frameworkErrors = (error: FastifyError, request: FastifyRequest, reply: FastifyReply): void => {
  describe(request, reply);
  if (error.code === 'FST_ERR_MAX_PARAM_LENGTH')
    sendProblem(reply, new Problem('not-found', 'Nothing here has so long a number or name.'));
  else sendProblem(reply, new Problem('not-readable', faultOfAddress(request.url) ?? 'The address cannot be read.'));
};

/** For what is not even a request. Nobody may be listening any more. */
export const clientErrorHandler = (error: NodeJS.ErrnoException, socket: Socket): void => {
  if (error.code === 'ECONNRESET' || socket.destroyed) return;
  const problem =
    error.code === 'ERR_HTTP_REQUEST_TIMEOUT'
      ? new Problem('cut-off', 'The request was not complete in time.')
      : error.code === 'HPE_HEADER_OVERFLOW'
        ? new Problem('too-large', 'The head of the request is larger than any of ours has to be.')
        : new Problem('not-readable', 'This is no HTTP request that can be read.');
  const document = problemDocument(problem, undefined);
  const text = JSON.stringify(document);
  const head = `HTTP/1.1 ${document['status']} ${document['title']}\r\ncontent-type: application/problem+json; charset=utf-8\r\ncontent-length: ${Buffer.byteLength(text)}\r\nconnection: close\r\n\r\n`;
  if (socket.writable) socket.end(head + text);
  else socket.destroy(error);
};
