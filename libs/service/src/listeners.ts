import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { FastifyInstance, FastifyRequest } from 'fastify';

/** What only those who run the platform and its own services use. */
const forOperations = (route: string | undefined): boolean =>
  route !== undefined && /^\/(operations|metrics)(\/|$)/.test(route);

/**
 * The second port of a service. Behind it is the same application, with everything it answers; the first port knows neither /metrics nor
 * /operations as soon as there is a second.
 */
export class OperationsListener {
  private readonly requests = new WeakSet<IncomingMessage>();
  private server: Server | undefined;

  constructor(private readonly port: number | null) {}

  /** Whether whoever sent the request is to find nothing at this route, though it is there. */
  hides(route: string | undefined, { raw }: Pick<FastifyRequest, 'raw'>): boolean {
    return this.port !== null && forOperations(route) && !this.requests.has(raw);
  }

  /** @returns its base address; the application's own where there is no second port */
  async listen(fastify: FastifyInstance, host: string, own: string): Promise<string> {
    if (this.port === null) return own;
    const { requestTimeout, headersTimeout, keepAliveTimeout } = fastify.server;
    const server = (this.server = createServer(
      { requestTimeout, headersTimeout, keepAliveTimeout },
      (request, response) => {
        this.requests.add(request);
        fastify.routing(request, response);
      },
    ));
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
