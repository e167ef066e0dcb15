import { connect } from 'amqplib';

export interface Queues {
  /** Resolves when the broker has confirmed the message. */
  emit(queue: string, message: object): Promise<void>;
  /** Handles messages one by one each, up to 64 at a time, and acknowledges each when it is done. */
  each<T>(queue: string, handle: (message: T) => Promise<void>): Promise<void>;
}

const NAMES = ['peer.filed', 'peer.answered'];
const AT_A_TIME = 64;

/**
 * What Nest's RabbitMQ transport does for `emit` and `@EventPattern` with `noAck: false`, with as safe a queue as Portway's:
 * quorum, persistent messages, publisher confirms.
 */
export const connectQueues = async (url: string): Promise<Queues> => {
  const connection = await connect(url, { noDelay: true });
  const publisher = await connection.createConfirmChannel();
  for (const name of NAMES)
    await publisher.assertQueue(name, { durable: true, arguments: { 'x-queue-type': 'quorum' } });
  return {
    emit: (queue, message) =>
      new Promise((done, fail) => {
        publisher.sendToQueue(queue, Buffer.from(JSON.stringify(message)), { persistent: true }, (refused: unknown) =>
          refused ? fail(refused as Error) : done(),
        );
      }),
    async each(queue, handle) {
      const channel = await connection.createChannel();
      await channel.prefetch(AT_A_TIME);
      await channel.consume(queue, (message) => {
        if (!message) return;
        void handle(JSON.parse(message.content.toString('utf8'))).then(
          () => channel.ack(message),
          () => channel.nack(message),
        );
      });
    },
  };
};
