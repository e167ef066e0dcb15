import { setTimeout as pause } from 'node:timers/promises';
import type { Channel, ChannelModel } from 'amqplib';
import { HEARTBEAT } from '#contracts';
import { closed } from './closed';

/**
 * Names on the broker are written out here and nowhere else. They begin with the installation's own, so that two installations on one broker
 * have nothing in common on it.
 */
export class Names {
  /** Messages; the routing key is their road's end. */
  readonly exchange: string;
  /** Heartbeats. */
  readonly vitals: string;
  /** Listeners tell each sender how far they have heard it; the routing key is the sender. */
  readonly positions: string;

  constructor(private readonly platform: string) {
    this.exchange = platform;
    this.vitals = `${platform}.vitals`;
    this.positions = `${platform}.positions`;
  }

  queueOf(service: string, lane: number): string {
    return this.queue(service, `lane-${lane}`);
  }

  /** A queue of one replica, for what nobody would miss. */
  volatileQueue(service: string, what: string, instance: string): string {
    return this.queue(service, `${what}.${instance}`);
  }

  /** In a regular expression: all queues of a service. */
  queuesOf(service: string): string {
    return this.queue(service, '').replaceAll('.', '\\.');
  }

  private queue(service: string, name: string): string {
    return `${this.platform}.${service}.${name}`;
  }
}

export const routingKeyOf = (service: string, lane: number): string => `${service}.${lane}`;
export const heartbeatKeyOf = (service: string): string => `${HEARTBEAT}.${service}`;

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

/** Something that may fail without the connection: a channel of its own, which a refusal closes. */
const attempt = async (model: ChannelModel, step: (channel: Channel) => Promise<unknown>): Promise<boolean> => {
  const channel = await model.createChannel();
  channel.on('error', () => undefined);
  try {
    await step(channel);
    await closed(channel);
    return true;
  } catch {
    return false;
  }
};

interface Wanted {
  readonly names: Names;
  /** Who declares. */
  readonly service: string;
  readonly services: readonly string[];
  readonly lanes: number;
  readonly serverVersion: string;
}

/**
 * A service declares what it reads, and both sides both ends where they may, so that a message never meets a missing queue, whoever starts
 * first. Where each service may touch only its own (`brokerRights`), a message whose reader has never been there waits in the outbox. What exists
 * is left as it is: exchanges are then the broker's own to keep.
 */
export const declare = async (
  model: ChannelModel,
  channel: Channel,
  { names, service, services, lanes, serverVersion }: Wanted,
): Promise<void> => {
  for (const exchange of [names.exchange, names.vitals, names.positions]) {
    if (!(await attempt(model, (trial) => trial.checkExchange(exchange))))
      await channel.assertExchange(exchange, 'topic', { durable: true });
  }
  const lanesOf = async (owner: string, by: Channel): Promise<void> => {
    for (let lane = 0; lane < lanes; lane += 1) {
      await by.assertQueue(names.queueOf(owner, lane), queueOptions(serverVersion));
      await by.bindQueue(names.queueOf(owner, lane), names.exchange, routingKeyOf(owner, lane));
    }
  };
  const known = await attempt(model, (trial) => trial.checkQueue(names.queueOf(service, lanes - 1)));
  await lanesOf(service, channel);
  for (const other of services) if (other !== service) await attempt(model, (trial) => lanesOf(other, trial));
  if (!known) await pause(SETTLE_MS);
};
