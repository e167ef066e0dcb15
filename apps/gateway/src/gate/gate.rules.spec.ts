import { Vitals, afterProbe, NOT_PROBED, type ProbeOutcome, type ProbeSightings } from '#contracts';
import { judgeModule, judgeWork, type ModuleHealth, type ModuleSightings, type WorkSightings } from './gate.rules';

const THRESHOLDS = { refusedMs: 2_500, silentMs: 10_000, databaseMs: 3_000, failingMessages: 5, progressMs: 10_000 };
const T0 = Date.parse('2026-11-21T20:30:00Z');
const at = (seconds: number): number => T0 + seconds * 1_000;

const vitals = (said: Partial<Vitals> = {}): Vitals => ({
  service: 'entry',
  instance: 'entry-1',
  startedAt: '2026-11-21T08:00:00Z',
  at: '2026-11-21T20:30:00Z',
  brokerConnected: true,
  databaseReachable: true,
  outbox: { depth: 0, oldestSeconds: null },
  inbox: { waiting: 0, setAside: 0, oldestSeconds: null },
  queue: { depth: 0 },
  handledTotal: 100,
  failing: 0,
  backlog: [],
  ...said,
});
const heard = (seconds: number, said: Partial<Vitals> = {}) => ({ seenAt: at(seconds), vitals: vitals(said) });
const probes = (outcome: ProbeOutcome, from: number, to: number): ProbeSightings => {
  let seen = NOT_PROBED;
  for (let t = from; t <= to; t += 0.5) seen = afterProbe(seen, outcome, 800, at(t), at(t));
  return seen;
};
const seen = (of: Partial<ModuleSightings>): ModuleSightings => ({
  module: 'entry',
  replicas: [],
  probe: NOT_PROBED,
  hearingSince: at(-60),
  databaseAwaySince: null,
  failedBefore: 0,
  ...of,
});
const judge = (of: Partial<ModuleSightings>, seconds = 0) => judgeModule(seen(of), THRESHOLDS, at(seconds));
const answered: ProbeOutcome = { kind: 'answered', ms: 5, vitals: vitals() };

describe('A gate closes', () => {
  test('when nobody has listened at the address for two and a half seconds and nobody was heard meanwhile', () => {
    expect(judge({ replicas: [heard(-3)], probe: probes({ kind: 'refused' }, -2.5, 0) })).toEqual({
      state: 'failing',
      cause: 'Nobody listens at the address of entry for 3 s, and no replica of it is heard.',
      seen: true,
    });
  });

  test('when neither a heartbeat nor a reply has come for ten seconds', () => {
    expect(judge({ replicas: [heard(-11)], probe: probes({ kind: 'silent' }, -11, 0) }).state).toBe('failing');
    expect(judge({ replicas: [heard(-11)], probe: probes({ kind: 'unreachable' }, -11, 0) }).state).toBe('failing');
    expect(judge({ replicas: [heard(-11)] })).toEqual({
      state: 'failing',
      cause: 'No replica of entry has been heard or has replied for 11 s.',
      seen: false,
    });
  });

  test('when no replica has reached the database for three seconds', () => {
    const replicas = [
      heard(-1, { databaseReachable: false }),
      heard(-2, { databaseReachable: false, instance: 'entry-2' }),
    ];
    expect(judge({ replicas, databaseAwaySince: at(-3) }).state).toBe('failing');
    expect(judge({ replicas, databaseAwaySince: at(-2) }).state).toBe('not known');
  });

  test('when five different messages in a row failed', () => {
    expect(judge({ replicas: [heard(-1, { failing: 5 })], probe: probes(answered, -2, 0) })).toEqual({
      state: 'failing',
      cause: 'The last 5 messages that entry worked at failed, all of them different.',
      seen: true,
    });
  });
});

describe('A gate does not close', () => {
  test.each<[string, Partial<ModuleSightings>]>([
    [
      'for one bad message, or four',
      { replicas: [heard(-1, { failing: 4, inbox: { waiting: 40, setAside: 9, oldestSeconds: 3_600 } })] },
    ],
    [
      'while one of two replicas is dead and the other is heard',
      { replicas: [heard(-60), heard(-1, { instance: 'entry-2' })], probe: probes({ kind: 'refused' }, -60, 0) },
    ],
    ['for a refused connection at a restart', { replicas: [heard(-2)], probe: probes({ kind: 'refused' }, -2, 0) }],
    [
      'while one replica still reaches the database',
      { replicas: [heard(-1, { databaseReachable: false }), heard(-1, { instance: 'entry-2' })] },
    ],
    [
      'because the broker is away: the module replies',
      { hearingSince: null, replicas: [heard(-60)], probe: probes(answered, -60, 0) },
    ],
    ['because the broker is away and there is no other way to look', { hearingSince: null, replicas: [heard(-60)] }],
    ['for a module that was never seen, as when the platform starts', { probe: probes({ kind: 'refused' }, -9, 0) }],
    ['when nothing at all is known', {}],
  ])('%s', (_why, of) => {
    expect(judge(of).state).not.toBe('failing');
  });
});

test('what failed before a trial began does not count against the module afterwards', () => {
  expect(judge({ replicas: [heard(-1, { failing: 7 })], failedBefore: 5 }).state).toBe('healthy');
  expect(judge({ replicas: [heard(-1, { failing: 10 })], failedBefore: 5 }).state).toBe('failing');
});

test('a module is healthy only when it can be given work: it is heard, reaches its database and the broker', () => {
  expect(judge({ replicas: [heard(-1)], probe: probes(answered, -2, 0) }).state).toBe('healthy');
  expect(judge({ replicas: [heard(-1, { brokerConnected: false })], probe: probes(answered, -2, 0) }).state).toBe(
    'not known',
  );
  expect(judge({ replicas: [heard(-1)], probe: probes({ kind: 'refused' }, -1, 0) }).state).toBe('not known');
});

describe('A module that lives and', () => {
  const WELL: ModuleHealth = { state: 'healthy', cause: 'entry runs and reaches its database.', seen: true };
  const works = (of: Partial<WorkSightings>, health = WELL) =>
    judgeWork(
      health,
      { module: 'entry', unanswered: 40, standstill: null, lanes: { total: 4, unowned: 0, unownedMs: 0 }, ...of },
      THRESHOLDS,
    );

  test.each<[string, Partial<WorkSightings>, string]>([
    [
      'answers none of the filings that wait',
      { standstill: { filings: 37, seconds: 12.2 } },
      '37 filings wait for entry and none was answered for 12 s.',
    ],
    [
      'does not answer the only one that waits',
      { standstill: { filings: 1, seconds: 10 } },
      '1 filing waits for entry and none was answered for 10 s.',
    ],
    [
      'leaves lanes to nobody while filings wait',
      { lanes: { total: 4, unowned: 2, unownedMs: 11_000 } },
      '2 of 4 lanes of entry are worked by nobody for 11 s.',
    ],
  ])('%s is failing', (_why, of, cause) => expect(works(of)).toEqual({ state: 'failing', cause, seen: true }));

  test('is not connected to the broker while filings wait is failing too', () => {
    expect(
      works(
        { standstill: { filings: 3, seconds: 11 } },
        { state: 'not known', cause: 'entry is not connected to the broker.', seen: true },
      ).state,
    ).toBe('failing');
  });

  test.each<[string, Partial<WorkSightings>]>([
    ['answers', {}],
    ['has not answered for a moment', { standstill: { filings: 300, seconds: 9.9 } }],
    ['changes the owners of its lanes', { lanes: { total: 4, unowned: 4, unownedMs: 4_000 } }],
    [
      'leaves lanes to nobody while nothing waits',
      { unanswered: 0, lanes: { total: 4, unowned: 1, unownedMs: 60_000 } },
    ],
    ['is too old to say anything of lanes', { lanes: null }],
  ])('%s is well', (_why, of) => expect(works(of)).toBe(WELL));

  test('was never seen is not judged by what waits for it: it may just be starting', () => {
    const unseen: ModuleHealth = { state: 'not known', cause: 'Nothing was seen of entry lately.', seen: false };
    expect(works({ standstill: { filings: 37, seconds: 60 } }, unseen)).toBe(unseen);
  });
});
