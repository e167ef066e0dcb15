import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

/** What happens to a COMMIT: PostgreSQL gets it and its confirmation is lost, or it is lost on the way there. */
export type Loss = 'confirmation' | 'commit';

/** A road to PostgreSQL on which single COMMITs, or everything, can be lost. */
export interface CommitProxy {
  /** The database's address by way of the proxy. */
  readonly url: string;
  /**
   * Cuts the connection at the next COMMIT of a transaction in which this text was sent.
   *
   * @param away whether nobody gets through from then on
   * @returns how many were cut so far
   */
  lose(what: Loss, text: string, away?: boolean): void;
  readonly lost: number;
  /** Everybody gets through again. */
  mend(): void;
  close(): Promise<void>;
}

/** A simple query as the driver sends it: `Q`, length, text, NUL. */
const COMMIT = Buffer.from('Q\0\0\0\x0bCOMMIT\0', 'latin1');

export const commitProxy = async (databaseUrl: string): Promise<CommitProxy> => {
  const target = new URL(databaseUrl);
  const sockets = new Set<Socket>();
  let plan: { what: Loss; text: string; away: boolean } | null = null;
  let away = false;
  let lost = 0;
  const server = createServer((client) => {
    if (away) return void client.destroy();
    const upstream = connect(Number(target.port || 5432), target.hostname);
    let chosen = false;
    let losing = false;
    for (const socket of [client, upstream]) {
      sockets.add(socket);
      socket.on('error', () => undefined);
      socket.on('close', () => {
        sockets.delete(socket);
        client.destroy();
        upstream.destroy();
      });
    }
    client.on('data', (data) => {
      chosen ||= plan !== null && data.includes(plan.text);
      if (!chosen || !data.includes(COMMIT) || plan === null) return void upstream.write(data);
      const { what } = plan;
      lost += 1;
      away ||= plan.away;
      plan = null;
      losing = true;
      if (what === 'commit') client.destroy();
      else upstream.write(data);
      if (away) for (const socket of sockets) if (socket !== upstream && socket !== client) socket.destroy();
    });
    // The first word that comes back is the confirmation: it was committed.
    upstream.on('data', (data) => void (losing ? client.destroy() : client.write(data)));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = new URL(databaseUrl);
  url.hostname = '127.0.0.1';
  url.port = String((server.address() as AddressInfo).port);
  return {
    url: url.href,
    get lost() {
      return lost;
    },
    lose(what, text, untilMended = false) {
      plan = { what, text, away: untilMended };
    },
    mend() {
      away = false;
    },
    async close() {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
};
