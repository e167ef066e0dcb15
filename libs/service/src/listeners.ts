import { createServer, type IncomingMessage, type RequestListener, type Server } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import type { AddressInfo, Socket } from 'node:net';
import type { TlsOptions } from 'node:tls';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { ListeningConfig } from './config';

/** With which a service answers by TLS; null where it answers plainly. */
export const tlsOf = ({
  TLS_CERTIFICATE: cert,
  TLS_KEY: key,
}: Pick<ListeningConfig, 'TLS_CERTIFICATE' | 'TLS_KEY'>): TlsOptions | null =>
  cert === '' ? null : { cert, key, minVersion: 'TLSv1.2' };

/** What only those who run the platform and its own services use. */
const forOperations = (route: string | undefined): boolean =>
  route !== undefined && /^\/(operations|metrics)(\/|$)/.test(route);

/**
 * A connection that waits for its next request too long is let go. Where the whole process stood still, that next request may be there and not be read yet: nothing is let go
 * before what came meanwhile was looked at, or whoever sent it would get no reply at all.
 */
export const lookBeforeLettingGo = (server: Server): void => {
  server.on('timeout', (socket) => {
    const { bytesRead } = socket;
    // After what is on its way was read.
    setImmediate(() => {
      if (socket.bytesRead === bytesRead) socket.destroy();
    });
  });
};

/** Whoever is connected for so long and asks nothing has nothing on its way any more (milliseconds). */
const SILENT_FOR_MS = 1_000;

/**
 * Connections that have asked nothing yet, as browsers and clients keep some ready. A server that stops takes them for busy and waits for them until its time for
 * headers is over, longer than a process is given to stop.
 */
export class SilentConnections {
  /** By whom is at the other end: under TLS, what is connected and what asks are two sockets. */
  private readonly since = new Map<string, { readonly socket: Socket; readonly at: number }>();

  constructor(server: Server) {
    server.on('connection', (socket) => {
      const end = otherEndOf(socket);
      this.since.set(end, { socket, at: performance.now() });
      socket.once('close', () => this.since.delete(end));
    });
    server.on('request', ({ socket }) => this.since.delete(otherEndOf(socket)));
  }

  /** Once a service stops, none of those is waited for. */
  letGo(): void {
    const longAgo = performance.now() - SILENT_FOR_MS;
    for (const { socket, at } of this.since.values()) if (at < longAgo) socket.destroy();
  }
}

const otherEndOf = ({ remoteAddress, remotePort }: Socket): string => `${remoteAddress} ${remotePort}`;

/**
 * The second port of a service. Behind it is the same application, with everything it answers; the first port knows neither /metrics nor
 * /operations as soon as there is a second.
 */
export class OperationsListener {
  private readonly requests = new WeakSet<IncomingMessage>();
  private server: Server | undefined;

  constructor(
    private readonly port: number | null,
    private readonly tls: TlsOptions | null,
  ) {}

  /** Whether whoever sent the request is to find nothing at this route, though it is there. */
  hides(route: string | undefined, { raw }: Pick<FastifyRequest, 'raw'>): boolean {
    return this.port !== null && forOperations(route) && !this.requests.has(raw);
  }

  /** @returns its base address; the application's own where there is no second port */
  async listen(fastify: FastifyInstance, host: string, own: string): Promise<string> {
    if (this.port === null) return own;
    const { requestTimeout, headersTimeout, keepAliveTimeout } = fastify.server;
    const times = { requestTimeout, headersTimeout, keepAliveTimeout };
    const answer: RequestListener = (request, response) => {
      this.requests.add(request);
      fastify.routing(request, response);
    };
    const server = (this.server = this.tls
      ? createSecureServer({ ...times, ...this.tls }, answer)
      : createServer(times, answer));
    lookBeforeLettingGo(server);
    server.on('clientError', (error, socket) => fastify.server.emit('clientError', error, socket));
    await new Promise<void>((resolve, reject) => server.once('error', reject).listen(this.port!, host, resolve));
    return own.replace(/:\d+$/, `:${(server.address() as AddressInfo).port}`);
  }

  /** After the application is closed: whoever is still connected waits for nothing. */
  close(): void {
    this.server?.close();
    this.server?.closeAllConnections();
  }
}
