import { Client, type ClientConfig } from 'pg';
import type { Socket } from 'node:net';

/** What pg's client knows of itself beyond its typings. */
interface Insides {
  readonly connection: {
    readonly stream: Socket;
    on(event: 'commandComplete', hear: (message: { readonly text: string }) => void): void;
  };
  readonly _activeQuery: unknown;
  readonly _ending: boolean;
}

/** What the server says of such a statement when it is done: `INSERT 0 1`, `UPDATE 3`. */
const WROTE = /^(INSERT 0|UPDATE|DELETE|MERGE) [1-9]/;

/**
 * A client of pg that destroys its connection when the server says nothing for so long while a statement, or the farewell, waits for its answer.
 * pg's own `query_timeout` only answers the caller: the connection would go back to the pool with the old statement still on it, and the next
 * one would wait as well.
 *
 * @param wrote called for each statement that is an INSERT, UPDATE, DELETE or MERGE by its own word and changed a row, and when it is committed
 * @param silentAfterMs counted by the socket's own timer: no clock that is set can shorten or stretch it, and a statement costs no timer
 */
export const clientThatGivesUp = (
  silentAfterMs: number,
  wrote?: () => void,
): (new (
  config?: string | ClientConfig,
) => Client) =>
  class extends Client {
    constructor(config?: string | ClientConfig) {
      super(config);
      const client = this as unknown as Insides;
      // Between two users of a pool nobody else listens, and an error that nobody hears would end the process. Whoever uses it next is told.
      this.on('error', () => undefined);
      if (wrote) hearWrites(client.connection, wrote);
      this.once('connect', () => {
        // After the handshake: with TLS it is another stream than the one before.
        const { stream } = client.connection;
        stream.setTimeout(silentAfterMs).on('timeout', () => {
          if (client._activeQuery || client._ending)
            stream.destroy(
              new Error(
                `Query read timeout: the database said nothing for ${(stream.timeout ?? silentAfterMs) / 1_000} s`,
              ),
            );
        });
      });
    }
  };

/** Others see what a transaction wrote when it is committed, so that is told as well. */
const hearWrites = (connection: Insides['connection'], wrote: () => void): void => {
  let unfinished = false;
  connection.on('commandComplete', ({ text }) => {
    const writes = WROTE.test(text);
    if (writes || (unfinished && text === 'COMMIT')) wrote();
    unfinished = writes || (unfinished && text !== 'COMMIT' && text !== 'ROLLBACK');
  });
};

/** Lets a connection be silent for longer, until `asBefore`; `giveUp` closes it at once, whatever it waits for. */
export const letBeSilent = (client: unknown, silentAfterMs: number): { asBefore(): void; giveUp(): void } => {
  const { stream } = (client as Insides).connection;
  const before = stream.timeout ?? 0;
  stream.setTimeout(silentAfterMs);
  return {
    asBefore: () => void stream.setTimeout(before),
    giveUp: () => void stream.destroy(new Error('Connection terminated: what was asked for is not wanted any more')),
  };
};
