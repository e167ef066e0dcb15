import { connect } from 'amqplib';
import { Client } from 'pg';

const SECONDS = 4;
const ROWS = 500;
const WINDOW = 1_000;
/** About the size of a cargo release as a message. */
const MESSAGE = Buffer.alloc(1_500, 'x');

/** Rows a second that PostgreSQL commits, in batches of 500 by `unnest`, one transaction a batch, on so many connections. */
export const postgresFloor = async (url: string, connections: number): Promise<number> => {
  const setUp = new Client({ connectionString: url });
  await setUp.connect();
  await setUp.query(
    'DROP TABLE IF EXISTS floor; CREATE TABLE floor (id uuid PRIMARY KEY, subject text NOT NULL, data text NOT NULL, at timestamptz NOT NULL)',
  );
  const text = MESSAGE.toString();
  let rows = 0;
  const began = performance.now();
  const write = async (): Promise<void> => {
    const client = new Client({ connectionString: url });
    await client.connect();
    while (performance.now() - began < SECONDS * 1_000) {
      const ids = Array.from({ length: ROWS }, () => crypto.randomUUID());
      await client.query(
        'INSERT INTO floor SELECT id, subject, data, now() FROM unnest($1::uuid[], $2::text[], $3::text[]) AS u(id, subject, data)',
        [ids, ids, ids.map(() => text)],
      );
      rows += ROWS;
    }
    await client.end();
  };
  await Promise.all(Array.from({ length: connections }, write));
  const seconds = (performance.now() - began) / 1_000;
  await setUp.query('DROP TABLE floor');
  await setUp.end();
  return rows / seconds;
};

export interface RabbitFloor {
  readonly confirmedPerSecond: number;
  readonly deliveredPerSecond: number;
}

/** Persistent messages through one quorum queue: at most 1,000 unconfirmed, at most 1,000 unacknowledged, all acknowledged one by one. */
export const rabbitFloor = async (url: string): Promise<RabbitFloor> => {
  const queue = 'bench.floor';
  const connection = await connect(url, { noDelay: true });
  const publisher = await connection.createConfirmChannel();
  const consumer = await connection.createChannel();
  await consumer.assertQueue(queue, { durable: true, arguments: { 'x-queue-type': 'quorum' } });
  await consumer.prefetch(WINDOW);
  let delivered = 0;
  await consumer.consume(queue, (message) => {
    if (!message) return;
    consumer.ack(message);
    delivered += 1;
  });
  const began = performance.now();
  let [sent, confirmed] = [0, 0];
  await new Promise<void>((done, fail) => {
    const fill = (): void => {
      const over = performance.now() - began > SECONDS * 1_000;
      while (!over && sent - confirmed < WINDOW) {
        sent += 1;
        publisher.sendToQueue(queue, MESSAGE, { persistent: true }, (refused: unknown) => {
          if (refused) return fail(refused as Error);
          confirmed += 1;
          if (confirmed % 50 === 0 || confirmed === sent) setImmediate(fill);
        });
      }
      if (over && confirmed === sent) done();
    };
    fill();
  });
  const confirmSeconds = (performance.now() - began) / 1_000;
  while (delivered < sent) await new Promise((resolve) => setTimeout(resolve, 10));
  const deliverSeconds = (performance.now() - began) / 1_000;
  await consumer.deleteQueue(queue);
  await connection.close();
  return { confirmedPerSecond: confirmed / confirmSeconds, deliveredPerSecond: delivered / deliverSeconds };
};
