import { listeners, type ServiceName } from '#contracts';
import { heartbeatKeyOf, Names } from './topology';

/** What RabbitMQ is to let a user do, as regular expressions over names and routing keys. */
export interface BrokerRights {
  readonly configure: string;
  readonly write: string;
  readonly read: string;
  /** By exchange: which routing keys may be sent to it, and bound. */
  readonly topics: readonly { readonly exchange: string; readonly write: string; readonly read: string }[];
}

/** Exchanges that must exist before services come, because none of them may declare any. All are durable topic exchanges. */
export const brokerExchanges = (platform: string): readonly string[] => {
  const { exchange, vitals, positions } = new Names(platform);
  return [exchange, vitals, positions];
};

/**
 * A service declares, reads and (RabbitMQ parts no right to read from it) purges its own queues, sends to those who listen to it, and tells those it
 * listens to how far it has heard them. It reaches no other queue.
 */
export const brokerRights = (platform: string, service: ServiceName): BrokerRights => {
  const names = new Names(platform);
  const own = names.queuesOf(service);
  const reachable = `^((${brokerExchanges(platform).map(literal).join('|')})$|${own})`;
  const services = Object.keys(listeners) as ServiceName[];
  const listening = services.filter((other) => listeners[other].some(({ owner }) => owner === service));
  const heard = [...new Set((listeners[service] ?? []).map(({ owner }) => owner))];
  return {
    configure: `^${own}`,
    write: reachable,
    read: reachable,
    topics: [
      { exchange: names.exchange, write: `^${anyOf(listening)}\\.\\d+$`, read: `^${service}\\.\\d+$` },
      { exchange: names.vitals, write: `^${literal(heartbeatKeyOf(service))}$`, read: '.*' },
      // Its own name too: a replica tells the others of an operator's replay.
      { exchange: names.positions, write: `^${anyOf([...heard, service])}$`, read: `^${service}$` },
    ],
  };
};

const literal = (text: string): string => text.replaceAll('.', '\\.');
const anyOf = (names: readonly string[]): string => `(${names.map(literal).join('|')})`;
