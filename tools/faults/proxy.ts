import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';

/**
 * - `open`: everything passes
 * - `swallow`: nothing passes in either direction, not even that one side has closed; connections can still be made, and nobody answers on them
 * - `slow`: every piece takes `delayMs` longer
 */
export type ProxyMode = 'open' | 'swallow' | 'slow';

/** One connection through the proxy. What was swallowed once is never delivered: such a connection stays silent for good. */
interface Connection {
  readonly client: Socket;
  readonly server: Socket;
  lost: boolean;
  /** The client has asked for a COMMIT whose confirmation must not arrive. */
  committing: boolean;
}

/** A stretch of network between one client and one server, on loopback. */
export class TcpProxy {
  private readonly connections = new Set<Connection>();
  private readonly listener: Server;
  private mode: ProxyMode = 'open';
  private delayMs = 0;
  /** One COMMIT in so many loses its confirmation; 0: none. */
  private loseEvery = 0;
  private commits = 0;
  /** COMMITs that were done and whose confirmation was withheld. */
  lostCommits = 0;

  /** Where everything goes; nobody is let in before it is set. */
  private target: { readonly host: string; readonly port: number } | null = null;

  private constructor() {
    this.listener = createServer((client) => this.take(client));
  }

  static async listening(): Promise<TcpProxy> {
    const proxy = new TcpProxy();
    await new Promise<void>((resolve) => proxy.listener.listen(0, '127.0.0.1', resolve));
    return proxy;
  }

  get port(): number {
    return (this.listener.address() as AddressInfo).port;
  }

  leadTo(host: string, port: number): void {
    this.target = { host, port };
  }

  /** Of connections that lost something meanwhile, `open` brings none back; new ones pass, and so do those on which nothing was said. */
  set(mode: ProxyMode, delayMs = 0): void {
    this.mode = mode;
    this.delayMs = delayMs;
  }

  /** Everything that is connected now falls silent for good, as when the host behind it lost its power; new connections pass. */
  forsake(): void {
    for (const connection of this.connections) connection.lost = true;
  }

  /** Ends every connection on both sides at once. */
  cut(): void {
    for (const { client, server } of this.connections) {
      client.destroy();
      server.destroy();
    }
  }

  /** Of every so many COMMITs, the server does one and the client never hears of it: its connection is cut instead. 0 ends it. */
  loseCommits(every: number): void {
    this.loseEvery = every;
  }

  async close(): Promise<void> {
    this.cut();
    await new Promise<void>((resolve) => this.listener.close(() => resolve()));
  }

  private take(client: Socket): void {
    if (!this.target) return void client.destroy();
    const server = connect(this.target.port, this.target.host);
    const connection: Connection = { client, server, lost: this.mode === 'swallow', committing: false };
    this.connections.add(connection);
    client.setNoDelay(true);
    server.setNoDelay(true);
    let gone = 0;
    const closed = (other: Socket) => (): void => {
      gone += 1;
      if (gone === 2) this.connections.delete(connection);
      // Whoever is behind a silent network does not learn that the other side is gone.
      if (this.isSilent(connection)) connection.lost = true;
      else other.destroy();
    };
    for (const [one, other] of [
      [client, server],
      [server, client],
    ] as const) {
      one.on('error', () => undefined);
      one.on('close', closed(other));
      one.on('end', () => void (this.isSilent(connection) ? (connection.lost = true) : other.end()));
      let turn = Promise.resolve();
      one.on('data', (bytes: Buffer) => {
        if (this.isSilent(connection)) {
          connection.lost = true;
          return;
        }
        if (one === client) this.watchForCommit(connection, bytes);
        else if (connection.committing && bytes.includes(CONFIRMED)) return this.loseConfirmation(connection);
        if (this.mode !== 'slow') {
          other.write(bytes);
          return;
        }
        turn = turn.then(async () => {
          await pause(this.delayMs);
          other.write(bytes);
        });
      });
    }
  }

  private isSilent(connection: Connection): boolean {
    return connection.lost || this.mode === 'swallow';
  }

  private watchForCommit(connection: Connection, bytes: Buffer): void {
    if (this.loseEvery === 0 || !bytes.includes(ASKED)) return;
    this.commits += 1;
    if (this.commits % this.loseEvery === 0) connection.committing = true;
  }

  private loseConfirmation({ client, server }: Connection): void {
    this.lostCommits += 1;
    client.destroy();
    server.destroy();
  }
}

/** A simple query of PostgreSQL's protocol, and the tag of its completion. */
const ASKED = Buffer.from('COMMIT\0');
const CONFIRMED = Buffer.from('COMMIT\0');
