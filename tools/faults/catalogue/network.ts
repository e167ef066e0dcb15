import type { Fault } from '../fault';
import type { ServiceName } from '#contracts';

const halfOpen = (service: ServiceName, server: 'database' | 'broker'): Fault => ({
  name: `${service}-${server}-half-open`,
  title: `the network between ${service} and the ${server} swallows everything`,
  seconds: 20,
  named: service === 'status' ? [] : [service, server === 'broker' ? 'broker' : `${service}-database`],
  async begin(stage) {
    const ways = stage.waysOf(service, server);
    for (const way of ways) way.set('swallow');
    return async () => {
      for (const way of ways) way.set('open');
    };
  },
});

const commitLost = (service: ServiceName): Fault => ({
  name: `${service}-commit-word-lost`,
  title: `${service} commits, and every fourth time the connection is cut before the confirmation`,
  seconds: 15,
  named: [],
  async begin(stage) {
    const ways = stage.waysOf(service, 'database');
    for (const way of ways) way.loseCommits(4);
    return async () => {
      for (const way of ways) way.loseCommits(0);
      if (ways.every(({ lostCommits }) => lostCommits === 0)) throw new Error('no confirmation was lost');
    };
  },
});

/** Its connections stay open at the servers, who learn nothing; it is started again at once, as if elsewhere. */
const powerLost = (service: ServiceName): Fault => ({
  name: `${service}-power-lost`,
  title: `the host of ${service} loses its power, and ${service} is started elsewhere`,
  seconds: 3,
  named: [],
  async begin(stage) {
    const ways = [...stage.waysOf(service, 'database'), ...stage.waysOf(service, 'broker')];
    for (const way of ways) way.forsake();
    await stage.kill(service);
    return () => stage.start(service);
  },
});

const slow = (service: ServiceName): Fault => ({
  name: `${service}-database-slow`,
  title: `every word between ${service} and its database takes half a second longer`,
  seconds: 20,
  named: [],
  async begin(stage) {
    const ways = stage.waysOf(service, 'database');
    for (const way of ways) way.set('slow', 500);
    return async () => {
      for (const way of ways) way.set('open');
    };
  },
});

const SERVICES: readonly ServiceName[] = ['gateway', 'manifest', 'entry'];

export const NETWORK_FAULTS: readonly Fault[] = [
  ...SERVICES.map((service) => halfOpen(service, 'database')),
  ...SERVICES.map((service) => halfOpen(service, 'broker')),
  ...SERVICES.map(commitLost),
  ...SERVICES.map(powerLost),
  slow('entry'),
  slow('gateway'),
];
