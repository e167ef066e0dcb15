import type { KeyRing, Logins, Quiet, Traces } from '#kernel';

/** Days for which a handled message is remembered, which is how long a repeated one is recognised. */
export const HANDLED_DAYS = 14;
/** What is older is not sent again: who hears it might have forgotten it, and would handle it a second time. */
export const AGAIN_DAYS = HANDLED_DAYS - 1;

/** How messages travel. Every service of one installation must be given the same `lanes`. */
export interface MessagingSettings {
  /** The service's name; its queues and its outbox rows are found by it. */
  readonly service: string;
  /** Unique among running processes, such as `entry-1`. */
  readonly instance: string;
  /** With `amqps` the connection is encrypted, and the broker must prove its name. */
  readonly amqpUrl: string;
  /** As whom each new connection enters; absent, as the one in `amqpUrl`. */
  readonly logins?: Logins;
  /** Certificates (PEM) of those who may vouch for the broker; absent, those that Node trusts. */
  readonly ca?: string;
  /** The installation's name, in lower case: two of them on one broker have nothing in common on it. */
  readonly platform: string;
  /** By them services prove to each other who they are. Without them all that comes is believed: for a broker that nobody else can reach. */
  readonly keys?: KeyRing;
  /** Secrets of 32 bytes under which messages with the number of a person are encrypted, the one in use first; the same for all services. Without any they are sent as they are. */
  readonly messageKeys?: readonly Buffer[];
  /** Subjects are spread over this many lanes. Order is kept inside a lane; a service can use as many replicas as there are lanes. */
  readonly lanes: number;
  /** Messages handled in one transaction at the most. */
  readonly batch: number;
  /** Attempts before a message that fails is set aside for a person. Attempts ended by a crash count. */
  readonly attempts: number;
  /** Milliseconds before the second, third, … attempt; the last value is used for all that follow. */
  readonly retryDelays: readonly number[];
  /** How long what was sent is kept, so that a listener whose database was put back can have it again: a PostgreSQL interval. */
  readonly keepSent: string;
  /** Hears of all that the process writes and of all orders that it is given. Without it nothing is ever looked for less often. */
  readonly quiet?: Quiet;
  /** Where the way of messages through this service is told; absent, nowhere. */
  readonly traces?: Traces;
}

export const messagingDefaults = {
  platform: 'portway',
  lanes: 4,
  batch: 400,
  attempts: 5,
  retryDelays: [1_000, 5_000, 15_000, 60_000] as readonly number[],
  keepSent: '72 hours',
};
