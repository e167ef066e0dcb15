import { createServer, type Server } from 'node:net';
import { PortTaken } from './failure';
import { freePort, isPortFree } from './processes';

/**
 * A loopback port from the moment it is chosen. Two things keep others away:
 * - a claim under a name that is one on the whole machine, kept until `release` or the end of this process: no other Portway chooses the port,
 *   also while the program that belongs there is dead. (Linux; where there are no such names, the second has to do.)
 * - listening on it ourselves until the program does: nobody else can. Whoever knocks meanwhile is turned away.
 */
export class HeldPort {
  private guard: Server | undefined;

  private constructor(
    readonly port: number,
    private readonly claim: Server | undefined,
  ) {}

  /** @returns undefined when somebody has it */
  static async take(port: number): Promise<HeldPort | undefined> {
    let claim: Server | undefined;
    if (process.platform === 'linux') {
      claim = await listening((server) => server.listen(`\0portway-port-${port}`));
      if (!claim) return undefined;
    }
    const held = new HeldPort(port, claim);
    held.guard = await listening((server) => server.listen(port, '127.0.0.1'));
    if (held.guard) return held;
    await held.release();
    return undefined;
  }

  /** Some free one, below the range that systems lend to outgoing connections. */
  static async takeAny(): Promise<HeldPort> {
    for (;;) {
      const held = await HeldPort.take(await freePort());
      if (held) return held;
    }
  }

  /** Clears the port for its program, which is started next; false when a stranger has taken it since it last ran. */
  async clear(): Promise<boolean> {
    if (!this.guard) return isPortFree(this.port);
    await closed(this.guard);
    this.guard = undefined;
    return true;
  }

  /** @throws PortTaken naming the program that cannot be started */
  async clearFor(program: string): Promise<void> {
    if (!(await this.clear())) throw new PortTaken(`${program} cannot use port ${this.port}: another program took it.`);
  }

  /** After a start that failed: somebody may have been faster in the moment between clearing the port and listening on it. @throws always */
  async blame(program: string, error: unknown): Promise<never> {
    if (!(await isPortFree(this.port)))
      throw new PortTaken(`${program} cannot use port ${this.port}: another program took it.`);
    throw error;
  }

  async release(): Promise<void> {
    await Promise.all([this.guard, this.claim].map((server) => server && closed(server)));
    this.guard = undefined;
  }
}

function listening(listen: (server: Server) => Server): Promise<Server | undefined> {
  return new Promise((resolve) => {
    const server = createServer((socket) => socket.destroy());
    server.once('error', () => resolve(undefined));
    listen(server.unref()).once('listening', () => resolve(server));
  });
}

function closed(server: Server): Promise<void> {
  return new Promise((resolve) => server.close(() => resolve()));
}
