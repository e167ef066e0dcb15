import type { Channel } from 'amqplib';

/**
 * Closes a channel. Ends when the broker confirms it, and as well when the connection is lost first: what amqplib's `close` answers does not end then, and
 * whoever waited for it stood still for ever.
 */
export const closed = (channel: Channel): Promise<void> =>
  new Promise((resolve) => {
    const done = (): void => resolve();
    channel.once('close', done);
    channel.close().then(done, done);
  });
