import { type Vitals, NOT_PROBED } from '#contracts';
import { clearingOf, flowsOf, gatesOf } from './backlog.rules';
import type { ServiceSightings } from './sightings';

const NOW = Date.parse('2026-11-21T21:00:00Z');
const replica = (
  instance: string,
  secondsAgo: number,
  backlog: Vitals['backlog'],
  more: Partial<Vitals> = {},
): ServiceSightings['replicas'][number] => ({
  seenAt: NOW - secondsAgo * 1_000,
  vitals: {
    service: 'gateway',
    instance,
    startedAt: '2026-11-21T20:00:00Z',
    at: '2026-11-21T21:00:00Z',
    brokerConnected: true,
    databaseReachable: true,
    outbox: { depth: 0, oldestSeconds: null },
    inbox: { waiting: 0, setAside: 0, oldestSeconds: null },
    queue: { depth: 0 },
    handledTotal: 0,
    backlog,
    ...more,
  },
});
const gateway = (...replicas: ServiceSightings['replicas'][number][]): ServiceSightings => ({
  service: 'gateway',
  replicas,
  probe: NOT_PROBED,
});

describe('The backlog of a module', () => {
  it('is counted once, and its rates are added up over the replicas that were heard lately', () => {
    const seen = gateway(
      replica('gateway-1', 1, [
        { module: 'entry', unanswered: 900, oldestSeconds: 40, receivedPerSecond: 10, answeredPerSecond: 30.05 },
      ]),
      replica('gateway-2', 3, [
        { module: 'entry', unanswered: 960, oldestSeconds: 42, receivedPerSecond: 5, answeredPerSecond: 15 },
      ]),
      replica('gateway-3', 60, [
        { module: 'entry', unanswered: 5_000, oldestSeconds: 99, receivedPerSecond: 900, answeredPerSecond: 1 },
      ]),
    );
    expect(flowsOf(seen, 10, NOW)).toEqual([
      { module: 'entry', unanswered: 900, oldestSeconds: 40, receivedPerSecond: 15, answeredPerSecond: 45.1 },
    ]);
  });

  it('is not known when the gateway was not heard lately or cannot reach its database', () => {
    expect(flowsOf(undefined, 10, NOW)).toEqual([]);
    expect(
      flowsOf(gateway(replica('gateway-1', 11, [{ module: 'entry', unanswered: 1, oldestSeconds: 1 }])), 10, NOW),
    ).toEqual([]);
    expect(flowsOf(gateway(replica('gateway-1', 1, [], { databaseReachable: false })), 10, NOW)).toEqual([]);
  });

  it('has no rates while no replica tells any', () => {
    const seen = gateway(replica('gateway-1', 1, [{ module: 'entry', unanswered: 2, oldestSeconds: 1 }]));
    expect(flowsOf(seen, 10, NOW)).toMatchObject([{ receivedPerSecond: null, answeredPerSecond: null }]);
  });
});

test('the gates are those of the newest word of the gateway', () => {
  const gate = {
    module: 'entry',
    direction: 'inbound',
    since: '2026-11-21T20:30:00Z',
    changedBy: 'the platform',
    cause: 'no heartbeat',
    incidentNumber: null,
    held: 3,
    oldestSeconds: 2,
  } as const;
  const seen = gateway(
    replica('gateway-1', 4, [], { gates: [{ ...gate, state: 'FLOWING' }] }),
    replica('gateway-2', 1, [], { gates: [{ ...gate, state: 'STOPPED' }] }),
    replica('gateway-3', 0, []),
  );
  expect(gatesOf(seen, 10, NOW)).toMatchObject([{ state: 'STOPPED' }]);
  expect(gatesOf(seen, 0.5, NOW)).toEqual([]);
});

describe('The estimated time to clear', () => {
  it.each([
    [
      '1,000 wait, 60 a second are answered and 10 come',
      { unanswered: 1_000, oldestSeconds: 300, receivedPerSecond: 10, answeredPerSecond: 60 },
      'FLOWING',
      20,
      null,
    ],
    [
      'a part of a second counts as a second',
      { unanswered: 1, oldestSeconds: 1, receivedPerSecond: 0, answeredPerSecond: 3 },
      null,
      1,
      null,
    ],
    [
      'nothing waits',
      { unanswered: 0, oldestSeconds: null, receivedPerSecond: 4, answeredPerSecond: 4 },
      'FLOWING',
      0,
      'nothing waits',
    ],
    [
      'as much comes as is answered, all of it young',
      { unanswered: 12, oldestSeconds: 1, receivedPerSecond: 40, answeredPerSecond: 40 },
      'FLOWING',
      null,
      'keeps up',
    ],
    [
      'more comes than is answered',
      { unanswered: 5_000, oldestSeconds: 90, receivedPerSecond: 40, answeredPerSecond: 39 },
      'FLOWING',
      null,
      'grows',
    ],
    [
      'nothing is answered',
      { unanswered: 5_000, oldestSeconds: 90, receivedPerSecond: 0, answeredPerSecond: 0 },
      null,
      null,
      'stopped',
    ],
    [
      'the gate is stopped, and the last answers still count in the rate',
      { unanswered: 5_000, oldestSeconds: 9, receivedPerSecond: 1, answeredPerSecond: 9 },
      'STOPPED',
      null,
      'stopped',
    ],
    [
      'rates are not told',
      { unanswered: 7, oldestSeconds: 9, receivedPerSecond: null, answeredPerSecond: null },
      'FLOWING',
      null,
      'not known',
    ],
  ] as const)('%s', (_case, flow, gate, secondsToClear, why) => {
    expect(clearingOf(flow, gate, 30)).toEqual({ secondsToClear, why });
  });
});
