import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

/**
 * `open` forwards; `swallow` takes what comes from either side, forwards nothing and keeps every connection, new ones too, as a network does that
 * drops packets after it acknowledged them; `cut` ends what there is and refuses what comes.
 */
export type ProxyMode = 'open' | 'swallow' | 'cut';

export interface TcpProxy {
  readonly port: number;
  mode: ProxyMode;
  close(): Promise<void>;
}

/** Stands on loopback between a service and its server. */
export async function startTcpProxy(target: { readonly host?: string; readonly port: number }): Promise<TcpProxy> {
  let mode: ProxyMode = 'open';
  const pairs = new Set<{ readonly from: Socket; readonly to: Socket; swallowed: boolean }>();
  const server = createServer({ allowHalfOpen: true }, (from) => {
    if (mode === 'cut') return void from.resetAndDestroy();
    const to = connect({ port: target.port, host: target.host ?? '127.0.0.1', allowHalfOpen: true });
    const pair = { from, to, swallowed: mode === 'swallow' };
    pairs.add(pair);
    const forward = (source: Socket, sink: Socket): void => {
      source.on('data', (data) => void (pair.swallowed || sink.write(data)));
      source.on('end', () => void (pair.swallowed || sink.end()));
      source.on('error', () => undefined);
      // What was swallowed once is gone: such a connection never works again, and neither side learns of the other's end.
      source.on('close', () => void (pair.swallowed || sink.destroy()));
    };
    forward(from, to);
    forward(to, from);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const endAll = (): void => {
    for (const { from, to } of pairs) {
      from.resetAndDestroy();
      to.resetAndDestroy();
    }
    pairs.clear();
  };
  return {
    port: (server.address() as AddressInfo).port,
    get mode() {
      return mode;
    },
    set mode(next: ProxyMode) {
      mode = next;
      if (next === 'cut') endAll();
      if (next === 'swallow') for (const pair of pairs) pair.swallowed = true;
    },
    async close() {
      endAll();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}
