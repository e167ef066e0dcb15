import { requestContract } from '../request';
import { Vitals } from './heartbeat';

/** How a service is, at any time: so that it is seen also when the broker is dead. */
export const VitalsRequest = requestContract({
  name: 'every-service.vitals',
  version: 1,
  owner: 'every service',
  describes: 'What a running service says of itself: its database and broker, what waits in it, and its recurring work',
  method: 'GET',
  path: '/operations/vitals',
  answer: Vitals,
  example: {
    parameters: {},
    query: {},
    answer: {
      service: 'manifest',
      instance: 'manifest-1',
      startedAt: '2026-11-21T06:00:00.000Z',
      at: '2026-11-21T14:05:09.120Z',
      brokerConnected: true,
      databaseReachable: true,
      outbox: { depth: 0, oldestSeconds: null },
      inbox: { waiting: 0, setAside: 0, oldestSeconds: null },
      queue: { depth: 0 },
      handledTotal: 18_204,
      failing: 0,
      lanes: { total: 8, unowned: 0 },
      late: [],
      backlog: [],
    },
  },
});
