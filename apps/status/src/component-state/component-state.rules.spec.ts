import fc from 'fast-check';
import {
  COMPONENTS,
  type Vitals,
  afterProbe,
  NOT_PROBED,
  type ProbeOutcome,
  type ProbeSightings,
  type ReplicaSighting,
} from '#contracts';
import { DISPOSITIONS } from '#kernel';
import {
  type Backlog,
  backlogFor,
  judgeAll,
  judgeBroker,
  judgeModule,
  type ComponentState,
} from './component-state.rules';
import { forecastOf } from './filing-disposition.rules';
import type { OwnSightings, ServiceSightings } from './sightings';
import { afterWords, MOVES, type Standing } from './standing.rules';

const T0 = Date.parse('2026-11-24T10:00:00Z');
const THRESHOLDS = { slowAfterSeconds: 30, downAfterSeconds: 3, unknownAfterSeconds: 10 };
const s = (seconds: number): number => T0 + seconds * 1_000;

const vitals = (service: string, more: Partial<Vitals> = {}): Vitals => ({
  service,
  instance: `${service}-1`,
  startedAt: new Date(T0).toISOString(),
  at: new Date(T0).toISOString(),
  brokerConnected: true,
  databaseReachable: true,
  outbox: { depth: 0, oldestSeconds: null },
  inbox: { waiting: 0, setAside: 0, oldestSeconds: null },
  queue: { depth: 0 },
  handledTotal: 0,
  backlog: [],
  ...more,
});
const heard = (at: number, service = 'entry', more: Partial<Vitals> = {}): ReplicaSighting => ({
  seenAt: at,
  vitals: vitals(service, more),
});
const seen = (
  replicas: ReplicaSighting[],
  probe: ProbeSightings = NOT_PROBED,
  service = 'entry',
): ServiceSightings => ({ service, replicas, probe });
/** One probe a second from second 0 on. */
const probes = (...outcomes: ProbeOutcome[]): ProbeSightings =>
  outcomes.reduce((before, outcome, second) => afterProbe(before, outcome, 500, s(second), s(second) + 5), NOT_PROBED);
const times = (count: number, outcome: ProbeOutcome): ProbeOutcome[] => Array.from({ length: count }, () => outcome);
const judged = (
  sightings: ServiceSightings,
  at: number,
  backlog: { unanswered: number; oldestSeconds: number | null } | null = null,
  blocked = false,
) => judgeModule(sightings, backlog, blocked, THRESHOLDS, at);

const ANSWERED: ProbeOutcome = { kind: 'answered', ms: 4, vitals: null };
const REFUSED: ProbeOutcome = { kind: 'refused' };

describe('The state of a module', () => {
  it('is unknown when nothing was ever seen of it', () => {
    expect(judged(seen([]), s(0))).toMatchObject({
      state: 'unknown',
      evidence: { lastSeenSeconds: null, replicas: 0 },
    });
  });

  it('is operational while it is heard and keeps up', () => {
    expect(judged(seen([heard(s(0))]), s(2))).toMatchObject({
      state: 'operational',
      evidence: { lastSeenSeconds: 2, replicas: 1, queueDepth: 0 },
    });
  });

  it('is slow while it shows what happened later than the two seconds that are promised, and says how soon it shows filings', () => {
    const visible = { filings: 10, p50Seconds: 0.2, p99Seconds: 0.41, longestSeconds: 0.5, behindSeconds: 0.3 };
    expect(judged(seen([heard(s(0), 'account', { visible })]), s(1))).toMatchObject({
      state: 'operational',
      evidence: { visibleAfterSeconds: 0.4, behindSeconds: 0.3 },
    });
    const late = { ...visible, p99Seconds: 12, behindSeconds: 3.2 };
    expect(judged(seen([heard(s(0), 'account', { visible: late })]), s(1))).toMatchObject({
      state: 'slow',
      reason: 'What happened is shown 3.2 s later; 2 s are promised.',
    });
    const oneView = { ...late, behindSeconds: 7, view: 'record search' };
    expect(judged(seen([heard(s(0), 'account', { visible: oneView })]), s(1))).toMatchObject({
      state: 'slow',
      reason: 'What happened is shown 7 s later in record search; 2 s are promised.',
    });
    const caughtUp = { ...late, behindSeconds: null };
    expect(judged(seen([heard(s(0), 'account', { visible: caughtUp })]), s(1))).toMatchObject({
      state: 'operational',
      evidence: { visibleAfterSeconds: 12 },
    });
  });

  it('is unknown when the last evidence is older than ten seconds', () => {
    expect(judged(seen([heard(s(0))]), s(10)).state).toBe('operational');
    expect(judged(seen([heard(s(0))]), s(11)).state).toBe('unknown');
  });

  it('is down when nobody listens for more than three seconds and no replica is heard', () => {
    const killed = seen([heard(s(0))], probes(ANSWERED, ...times(5, REFUSED)));
    expect(judged(killed, s(4)).state).toBe('operational');
    expect(judged(killed, s(5))).toMatchObject({
      state: 'down',
      evidence: { lastProbe: 'refused', replicas: 0, databaseReachable: null },
    });
  });

  it('stays down for as long as nobody listens, and is operational with the first heartbeat after its start', () => {
    const dead = seen([heard(s(0))], probes(ANSWERED, ...times(120, REFUSED)));
    expect(judged(dead, s(120)).state).toBe('down');
    const back = seen([heard(s(121))], afterProbe(dead.probe, ANSWERED, 500, s(121), s(121)));
    expect(judged(back, s(121)).state).toBe('operational');
  });

  it('is slow, not down, when its address is refused but replicas are heard', () => {
    expect(judged(seen([heard(s(5))], probes(...times(6, REFUSED))), s(6)).state).toBe('slow');
  });

  it('is down when it takes connections but replied to nothing for more than ten seconds', () => {
    const hung = seen([heard(s(0))], probes(ANSWERED, ...times(12, { kind: 'silent' } as const)));
    expect(judged(hung, s(6)).state).toBe('slow');
    expect(judged(hung, s(12)).state).toBe('down');
  });

  it('is down when it lives and could not say how it is for more than ten seconds: what it stands on hangs', () => {
    const hung = seen([heard(s(0))], probes(ANSWERED, ...times(12, { kind: 'alive only', ms: 3 } as const)));
    expect(judged(hung, s(6)).state).toBe('slow');
    expect(judged(hung, s(12))).toMatchObject({
      state: 'down',
      reason: 'It lives and has not been able to say how it is for 11 s.',
    });
  });

  it('is unknown, not down, when the network tells nothing', () => {
    expect(judged(seen([], probes(...times(30, { kind: 'unreachable' } as const))), s(30)).state).toBe('unknown');
  });

  it('is down when no replica can reach its database, and slow when one of two cannot', () => {
    const without = { databaseReachable: false };
    expect(judged(seen([heard(s(0), 'entry', without)]), s(1)).state).toBe('down');
    expect(judged(seen([heard(s(0), 'entry', without), heard(s(0))]), s(1)).state).toBe('slow');
  });

  it('is slow when its oldest unprocessed work is older than thirty seconds', () => {
    const inbox = (oldestSeconds: number) => ({ inbox: { waiting: 3, setAside: 0, oldestSeconds } });
    expect(judged(seen([heard(s(0), 'entry', inbox(29))]), s(1)).state).toBe('operational');
    expect(judged(seen([heard(s(0), 'entry', inbox(31))]), s(1))).toMatchObject({
      state: 'slow',
      evidence: { oldestUnprocessedSeconds: 31, inboxWaiting: 3 },
    });
  });

  it('is slow when the gateway has waited longer than thirty seconds for its answers', () => {
    const late = judged(seen([heard(s(0))]), s(1), { unanswered: 21, oldestSeconds: 45 });
    expect(late).toMatchObject({ state: 'slow', evidence: { backlogUnanswered: 21, backlogOldestSeconds: 45 } });
  });

  it('is not called slow for what it cannot send because the receiver or the broker is away', () => {
    const full = seen([heard(s(0), 'gateway', { outbox: { depth: 900, oldestSeconds: 300 } })], NOT_PROBED, 'gateway');
    expect(judged(full, s(1), null, true).state).toBe('operational');
    expect(judged(full, s(1), null, false).state).toBe('slow');
  });

  it('is slow when every reply of more than three seconds took long, and one quick reply ends that', () => {
    const slow: ProbeOutcome = { kind: 'answered', ms: 700, vitals: null };
    expect(judged(seen([heard(s(5))], probes(...times(6, slow))), s(5)).state).toBe('slow');
    expect(judged(seen([heard(s(5))], probes(...times(5, slow), ANSWERED)), s(5)).state).toBe('operational');
  });

  it('is unknown when it lives but would not say how it is', () => {
    expect(judged(seen([], probes(...times(3, ANSWERED))), s(3)).state).toBe('unknown');
  });

  it('never claims operational without evidence of the last ten seconds, whatever was seen before', () => {
    const kind = fc.constantFrom<ProbeOutcome>(
      ANSWERED,
      REFUSED,
      { kind: 'silent' },
      { kind: 'unreachable' },
      { kind: 'alive only', ms: 3 },
    );
    fc.assert(
      fc.property(
        fc.array(kind, { maxLength: 40 }),
        fc.array(fc.integer({ min: 0, max: 60 }), { maxLength: 5 }),
        fc.integer({ min: 0, max: 90 }),
        (outcomes, beats, at) => {
          const sightings = seen(
            beats.filter((b) => b <= at).map((b) => heard(s(b))),
            probes(...outcomes.slice(0, at)),
          );
          const alive = Math.max(...sightings.replicas.map((r) => r.seenAt), sightings.probe.answeredAt ?? -Infinity);
          const { state } = judged(sightings, s(at));
          if (s(at) - alive > 10_000) expect(['unknown', 'down']).toContain(state);
          if (state === 'operational') expect(sightings.replicas.some((r) => s(at) - r.seenAt <= 10_000)).toBe(true);
        },
      ),
    );
  });
});

describe('A module that lives and does not do its work', () => {
  type Case = readonly [
    what: string,
    sightings: ServiceSightings,
    backlog: Backlog | null,
    state: ComponentState,
    reason: string,
  ];
  const backlog = (of: Partial<Backlog>): Backlog => ({
    unanswered: 40,
    oldestSeconds: 12,
    overtaken: 0,
    standstill: null,
    waitAheadSeconds: 0,
    ...of,
  });
  const intake = (refusingSeconds: number | null) => ({
    intake: { acceptedPerSecond: 0, refusedPerSecond: 9, lastAcceptedSeconds: 12, refusingSeconds },
  });
  const lanes = (unowned: number) => ({ lanes: { total: 4, unowned } });
  const standing = (sightings: ServiceSightings, of: Partial<Standing>): ServiceSightings => ({
    ...sightings,
    standing: { ...MOVES, ...of },
  });
  const entry = (more: Partial<Vitals> = {}): ServiceSightings => seen([heard(s(59), 'entry', more)]);
  const gateway = (...more: Partial<Vitals>[]): ServiceSightings =>
    seen(
      more.map((one, i) => heard(s(59), 'gateway', { instance: `gateway-${i + 1}`, ...one })),
      NOT_PROBED,
      'gateway',
    );

  it.each<Case>([
    [
      'answers none of the filings that wait',
      entry(),
      backlog({ standstill: { filings: 37, seconds: 12 } }),
      'down',
      '37 filings wait for it and none was answered for 12 s.',
    ],
    [
      'has not answered for a moment',
      entry(),
      backlog({ standstill: { filings: 37, seconds: 8 } }),
      'operational',
      'It runs and keeps up.',
    ],
    [
      'answers, and has more ahead of it than it can do soon',
      entry(),
      backlog({ waitAheadSeconds: 61 }),
      'slow',
      'A filing that comes now waits about 61 s for its answer.',
    ],
    [
      'is given no filings because it failed',
      entry(),
      backlog({ stoppedBecause: 'No replica of entry has been heard for 11 s.' }),
      'down',
      'It is given no filings. No replica of entry has been heard for 11 s.',
    ],
    [
      'leaves filings behind although it answers later ones',
      entry(),
      backlog({ overtaken: 12, oldestSeconds: 45 }),
      'slow',
      'Its oldest unprocessed work is 45 s old.',
    ],
    [
      'keeps a bad filing for a person',
      entry({ inbox: { waiting: 0, setAside: 1, oldestSeconds: null } }),
      backlog({ overtaken: 1, oldestSeconds: 9_000 }),
      'operational',
      'It runs and keeps up.',
    ],
    [
      'has lanes that nobody works',
      standing(entry(lanes(2)), { lanesUnownedSince: s(48) }),
      null,
      'slow',
      '2 of 4 lanes of entry are worked by nobody for 12 s.',
    ],
    [
      'has no lane that anybody works',
      standing(entry(lanes(4)), { lanesUnownedSince: s(48) }),
      null,
      'down',
      '4 of 4 lanes of entry are worked by nobody for 12 s.',
    ],
    [
      'changes the owners of its lanes',
      standing(entry(lanes(4)), { lanesUnownedSince: s(56) }),
      null,
      'operational',
      'It runs and keeps up.',
    ],
    [
      'takes nothing out of its queues',
      standing(entry(), { queueUntouchedSince: s(45) }),
      null,
      'down',
      'Messages wait in its queues and it has handled none for 15 s.',
    ],
    [
      'is the gateway and takes no answers',
      standing(gateway({}), { queueUntouchedSince: s(45) }),
      null,
      'slow',
      'Messages wait in its queues and it has handled none for 15 s.',
    ],
    [
      'has work that does not go round',
      entry({ late: [{ work: 'missed decisions', seconds: 40 }] }),
      null,
      'slow',
      'entry-1: missed decisions has not gone round for 40 s.',
    ],
    [
      'is the gateway and refuses everything',
      gateway(intake(12), intake(9)),
      null,
      'down',
      'It runs and has taken nothing of what came for 9 s.',
    ],
    [
      'is the gateway and one of its replicas refuses everything',
      gateway(intake(12), intake(null)),
      null,
      'slow',
      '1 of its 2 replicas refuse everything that comes.',
    ],
    [
      'has a replica that is frozen',
      seen([heard(s(59)), heard(s(48), 'entry', { instance: 'entry-2' })]),
      null,
      'slow',
      'entry-2 has been silent for 12 s.',
    ],
    [
      'has lost a replica long ago, whose place others took',
      seen([heard(s(400)), heard(s(48), 'entry', { instance: 'entry-2' })]),
      null,
      'operational',
      'It runs and keeps up.',
    ],
  ])('%s', (_what, sightings, held, state, reason) => {
    const now = Math.max(...sightings.replicas.map(({ seenAt }) => seenAt)) + 1_000;
    expect(judged(sightings, now, held)).toMatchObject({ state, reason });
  });
});

describe("The gateway's backlog", () => {
  it('is not known when the gateway has not been heard lately', () => {
    const gateway = seen(
      [heard(s(0), 'gateway', { backlog: [{ module: 'entry', unanswered: 21, oldestSeconds: 12 }] })],
      NOT_PROBED,
      'gateway',
    );
    expect(backlogFor('entry', gateway, THRESHOLDS, s(2))).toEqual({ unanswered: 21, oldestSeconds: 12 });
    expect(backlogFor('manifest', gateway, THRESHOLDS, s(2))).toEqual({ unanswered: 0, oldestSeconds: null });
    expect(backlogFor('entry', gateway, THRESHOLDS, s(20))).toBeNull();
  });
});

const own = (more: Partial<OwnSightings> = {}): OwnSightings => ({
  watchingSince: T0,
  watchingSinceInstant: '2026-11-24T10:00:00Z',
  brokerConnected: true,
  brokerLastConnectedAt: s(60),
  databaseReachable: true,
  databaseLastReachableAt: s(60),
  historyWaiting: 0,
  ...more,
});

describe('The state of the broker', () => {
  const entryConnected = (brokerConnected: boolean) => [seen([heard(s(59), 'entry', { brokerConnected })])];

  it('is operational while this service is connected to it', () => {
    expect(judgeBroker(own(), entryConnected(true), THRESHOLDS, s(60)).state).toBe('operational');
  });

  it('is down when nobody is connected to it', () => {
    const away = own({ brokerConnected: false, brokerLastConnectedAt: s(50) });
    expect(judgeBroker(away, entryConnected(false), THRESHOLDS, s(60)).state).toBe('down');
    expect(judgeBroker(away, [], THRESHOLDS, s(60)).state).toBe('down');
  });

  it('is slow when some are connected to it and some are not', () => {
    const away = own({ brokerConnected: false, brokerLastConnectedAt: s(50) });
    expect(judgeBroker(away, entryConnected(true), THRESHOLDS, s(60)).state).toBe('slow');
    expect(judgeBroker(own(), entryConnected(false), THRESHOLDS, s(60)).state).toBe('slow');
  });

  it.each([
    [16, 'The broker is connected and has not taken a message of gateway for 16 s.'],
    [
      45,
      'The broker is connected and has not taken a message of gateway for 45 s: look at its memory and disk, and restart it.',
    ],
  ])(
    'is down when it is connected and has taken nothing for %d seconds, and says what to do',
    (notTakenSeconds, reason) => {
      const gateway = seen(
        [
          heard(s(59), 'gateway', {
            backlog: [{ module: 'entry', unanswered: 9, oldestSeconds: 50, notTakenSeconds }],
          }),
        ],
        NOT_PROBED,
        'gateway',
      );
      expect(judgeBroker(own(), [gateway], THRESHOLDS, s(60))).toMatchObject({ state: 'down', reason });
      // A queue that is full because nobody empties it is no fault of the broker.
      expect(judgeBroker(own(), [gateway], THRESHOLDS, s(60), (service) => service !== 'entry').state).toBe(
        'operational',
      );
    },
  );

  it('is unknown in the first seconds', () => {
    expect(judgeBroker(own({ brokerConnected: false, brokerLastConnectedAt: null }), [], THRESHOLDS, s(1)).state).toBe(
      'unknown',
    );
  });
});

describe('All components together', () => {
  const states = (services: ServiceSightings[], sees: OwnSightings, at: number): Record<string, ComponentState> =>
    Object.fromEntries(
      judgeAll(sees, seen([], NOT_PROBED, 'status'), services, THRESHOLDS, at).map((j) => [j.name, j.state]),
    );

  it("with entry dead: entry is down, its database unknown, all others operational although the gateway's outbox grows old", () => {
    const gateway = seen(
      [heard(s(59), 'gateway', { outbox: { depth: 50, oldestSeconds: 55 } })],
      NOT_PROBED,
      'gateway',
    );
    const entry = seen([], probes(...times(60, REFUSED)));
    expect(states([gateway, entry], own(), s(60))).toEqual({
      gateway: 'operational',
      entry: 'down',
      status: 'operational',
      broker: 'operational',
      'gateway-database': 'operational',
      'entry-database': 'unknown',
      'status-database': 'operational',
    });
  });

  it('with everything else dead: the modules and the broker are down, and status says so', () => {
    const dead = (name: string) => seen([], probes(...times(60, REFUSED)), name);
    const alone = own({
      brokerConnected: false,
      brokerLastConnectedAt: null,
      databaseReachable: false,
      databaseLastReachableAt: null,
    });
    expect(states([dead('gateway'), dead('entry')], alone, s(60))).toEqual({
      gateway: 'down',
      entry: 'down',
      status: 'operational',
      broker: 'down',
      'gateway-database': 'unknown',
      'entry-database': 'unknown',
      'status-database': 'down',
    });
  });
});

describe('What happens to filings', () => {
  it('is said for every component in every state, in the words partners act upon', () => {
    for (const name of COMPONENTS) {
      for (const state of ['operational', 'slow', 'down', 'unknown'] as const) {
        const { disposition, text } = forecastOf(name, state);
        expect(DISPOSITIONS[disposition]).toBeDefined();
        expect(text).toMatch(/\.$/);
      }
    }
  });

  it('with entry or the broker down: held, do not resend; with the gateway down: not processed, resend', () => {
    expect(forecastOf('entry', 'down').disposition).toBe('held, do not resend');
    expect(forecastOf('broker', 'down').disposition).toBe('held, do not resend');
    expect(forecastOf('gateway', 'down').disposition).toBe('not processed, resend');
    for (const aside of ['cee', 'account', 'status', 'port', 'port-database'])
      expect(forecastOf(aside, 'down').disposition).toBe('accepted, being processed');
  });
});

describe('What does not move is told by the words that follow each other', () => {
  const words = (...said: Partial<Vitals>[]): Standing =>
    said.reduce<Standing>(
      (before, more, i) =>
        afterWords(
          before,
          [{ seenAt: s(i), vitals: vitals('entry', { at: new Date(s(i)).toISOString(), ...more }) }],
          s(i),
        ),
      MOVES,
    );

  it('a queue that is not empty while nothing is handled', () => {
    const waits = { queue: { depth: 3 } };
    expect(
      words({ ...waits, handledTotal: 7 }, { ...waits, handledTotal: 7 }, { ...waits, handledTotal: 7 })
        .queueUntouchedSince,
    ).toBe(s(1));
    expect(
      words({ ...waits, handledTotal: 7 }, { ...waits, handledTotal: 7 }, { ...waits, handledTotal: 8 })
        .queueUntouchedSince,
    ).toBeNull();
    expect(words({ handledTotal: 7 }, { handledTotal: 7 }).queueUntouchedSince).toBeNull();
  });

  it('an outbox whose oldest row stays, and not one that is only long', () => {
    const row = (oldestSeconds: number) => ({ outbox: { depth: 9, oldestSeconds } });
    expect(words(row(1), row(2), row(3)).outboxStuckSince).toBe(s(1));
    expect(words(row(30), row(30), row(30)).outboxStuckSince).toBeNull();
    expect(
      words({ ...row(1), brokerConnected: false }, { ...row(2), brokerConnected: false }).outboxStuckSince,
    ).toBeNull();
  });

  it('a service that is not connected to the broker while others are: it is named, and no longer once it is connected', () => {
    const cut = words({ brokerConnected: true }, { brokerConnected: false }, { brokerConnected: false });
    expect(cut.brokerAwaySince).toBe(s(1));
    expect(words({ brokerConnected: false }, { brokerConnected: true }).brokerAwaySince).toBeNull();
    const own: OwnSightings = {
      watchingSince: T0,
      watchingSinceInstant: new Date(T0).toISOString(),
      brokerConnected: true,
      brokerLastConnectedAt: s(5),
      databaseReachable: true,
      databaseLastReachableAt: s(5),
      historyWaiting: 0,
    };
    const stateOf = (...services: ServiceSightings[]) =>
      Object.fromEntries(
        judgeAll(own, seen([], NOT_PROBED, 'status'), services, THRESHOLDS, s(5)).map(({ name, state }) => [
          name,
          state,
        ]),
      );
    const away = {
      ...seen([heard(s(5), 'gateway', { brokerConnected: false })], NOT_PROBED, 'gateway'),
      standing: cut,
    };
    const well = ['entry', 'manifest'].map((service) => ({
      ...seen([heard(s(5), service)], NOT_PROBED, service),
      standing: MOVES,
    }));
    expect(stateOf(away, ...well)).toMatchObject({ gateway: 'slow', entry: 'operational', broker: 'operational' });
    // Nobody is: then it is the broker.
    const all = well.map((one) => ({
      ...one,
      replicas: [heard(s(5), one.service, { brokerConnected: false })],
      standing: cut,
    }));
    expect(stateOf(away, ...all)).toMatchObject({ gateway: 'operational', entry: 'operational', broker: 'slow' });
    // A broker that runs and serves no queue comes back by itself no more.
    const said = (now: number): string =>
      judgeBroker(
        { ...own, brokerLastConnectedAt: now },
        [away, ...all].map((one) => ({ ...one, replicas: [heard(now, one.service, { brokerConnected: false })] })),
        THRESHOLDS,
        now,
      ).reason;
    expect(said(s(20))).toBe('3 of 3 replicas are not connected to it.');
    expect(said(s(45))).toBe('3 of 3 replicas are not connected to it: look at its memory and disk, and restart it.');
    const blocked = { ...own, brokerLastConnectedAt: s(20), brokerBlockedSince: s(10) };
    expect(judgeBroker(blocked, [], THRESHOLDS, s(12)).state).toBe('operational');
    expect(judgeBroker(blocked, [], THRESHOLDS, s(20))).toMatchObject({
      state: 'down',
      reason: 'It says that it takes nothing, for want of memory or disk, for 10 s.',
    });
    const nobody = { ...own, brokerConnected: false };
    expect(judgeBroker(nobody, [], THRESHOLDS, s(60)).reason).toBe(
      'Nobody has been connected to it for 55 s: look at its memory and disk, and restart it.',
    );
  });

  it('lanes that nobody works', () => {
    expect(words({ lanes: { total: 4, unowned: 1 } }, { lanes: { total: 4, unowned: 1 } }).lanesUnownedSince).toBe(
      s(0),
    );
    expect(
      words({ lanes: { total: 4, unowned: 1 } }, { lanes: { total: 4, unowned: 0 } }).lanesUnownedSince,
    ).toBeNull();
  });
});
