import { setTimeout as pause } from 'node:timers/promises';
import type { Channel, ChannelModel } from 'amqplib';

/** Names on the broker are written out here and nowhere else. */
export const EXCHANGE = 'portway';
export const queueOf = (service: string, lane: number): string => `portway.${service}.lane-${lane}`;
export const routingKeyOf = (service: string, lane: number): string => `${service}.${lane}`;
export const VITALS_EXCHANGE = 'portway.vitals';
/** Listeners tell each sender how far they have heard it; the routing key is the sender. */
export const POSITIONS_EXCHANGE = 'portway.positions';

/**
 * The broker carries only what can be worked now: a full queue refuses (the publisher's rows stay in its outbox), it never drops.
 * A queue has one active consumer, so a lane is worked by one replica at a time. No delivery limit: attempts are counted in the
 * inbox, where a crash counts too, and a message never leaves the queue before it is on file there.
 */
const QUEUE = {
  durable: true,
  arguments: {
    'x-queue-type': 'quorum',
    'x-single-active-consumer': true,
    'x-max-length': 2_000,
    'x-overflow': 'reject-publish',
    // RabbitMQ 4 limits deliveries to 20 unless told; a lane whose service crashes on start must not lose its head.
    'x-delivery-limit': -1,
  },
} as const;

/** RabbitMQ before 4.0 knows no `-1`: there, no limit is the default. */
export const queueOptions = (serverVersion: string): { durable: true; arguments: Record<string, unknown> } => {
  const { 'x-delivery-limit': limit, ...rest } = QUEUE.arguments;
  const major = Number.parseInt(serverVersion, 10);
  return { durable: true, arguments: major >= 4 ? { ...rest, 'x-delivery-limit': limit } : rest };
};

/** RabbitMQ 3.10 writes a new queue to disk a moment after it says that it exists; killed in between, it loses what it confirmed. */
const SETTLE_MS = 1_500;

const exists = async (model: ChannelModel, queue: string): Promise<boolean> => {
  const channel = await model.createChannel();
  channel.on('error', () => undefined);
  try {
    await channel.checkQueue(queue);
    await channel.close();
    return true;
  } catch {
    return false;
  }
};

/** Both sides declare both ends, so a message never meets a missing queue, whoever starts first. */
export const declare = async (model: ChannelModel, channel: Channel, services: readonly string[], lanes: number, serverVersion: string): Promise<void> => {
  await channel.assertExchange(EXCHANGE, 'topic', { durable: true });
  await channel.assertExchange(VITALS_EXCHANGE, 'topic', { durable: true });
  await channel.assertExchange(POSITIONS_EXCHANGE, 'topic', { durable: true });
  const known = await exists(model, queueOf(services.at(-1)!, lanes - 1));
  for (const service of services) {
    for (let lane = 0; lane < lanes; lane += 1) {
      await channel.assertQueue(queueOf(service, lane), queueOptions(serverVersion));
      await channel.bindQueue(queueOf(service, lane), EXCHANGE, routingKeyOf(service, lane));
    }
  }
  if (!known) await pause(SETTLE_MS);
};
