import { ManualDecisionMade } from '#contracts';
import { eventually } from '../../../../test/support/eventually';
import { Colleagues, RecurringWork } from '#service';
import { EntryConfig } from '../config/entry.config';
import { MissedDecisions } from './missed-decisions';
import { PaperDecisionFence } from '../paper-standing/paper-decision.fence';

const silent = { debug: () => undefined, info: () => undefined, error: () => undefined };
const decision = ManualDecisionMade.example;
const page = (decisions: unknown): Response =>
  new Response(JSON.stringify(decisions), { headers: { 'content-type': 'application/json' } });
const told = (request: string): Response =>
  page({ decisions: request.includes('after=0&') ? [{ sequence: 1, decision }] : [] });

const stops: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (const stop of stops.splice(0).reverse()) await stop();
  jest.restoreAllMocks();
});

/** The asking of a service whose port service answers like this, one answer a request, the last one again and again. */
const asking = (
  answers: readonly ((request: string) => unknown)[],
  faults: readonly unknown[] = [],
  config: Partial<EntryConfig> = {},
  isRefused = false,
) => {
  const settings = Object.assign(new EntryConfig(), {
    SERVICE_URLS: { port: 'http://port' },
    PAPER_DECISIONS_WITHIN_SECONDS: 3_600,
    ...config,
  });
  const [left, broken] = [[...answers], [...faults]];
  const requests: string[] = [];
  jest.spyOn(globalThis, 'fetch').mockImplementation(async (input) => {
    requests.push(String(input));
    return (left.length > 1 ? left.shift()! : left[0]!)(String(input)) as Response;
  });
  const errors: object[] = [];
  const log = { ...silent, error: (fields: object) => errors.push(fields) } as never;
  let upTo = 0;
  const [unweighed, recorded]: [Set<string>, string[]] = [new Set(), []];
  const transactions = {
    run: async (work: (unit: unknown) => unknown) => {
      if (broken.length > 0) throw broken.shift();
      return work({ manager: {} });
    },
  };
  const decisions = {
    readUpTo: async () => upTo,
    keepReadUpTo: async (_: unknown, sequence: number) => void (upTo = sequence),
    unweighed: async () => [...unweighed].map((decisionId) => ({ decisionId })),
  };
  const desk = {
    keep: async (_: unknown, list: ManualDecisionMade[]) => {
      for (const { decisionId } of list) unweighed.add(decisionId);
    },
    weigh: async (_: unknown, list: { decisionId: string }[]) => {
      if (isRefused) throw new Error('it cannot be decided');
      for (const { decisionId } of list) {
        if (!unweighed.delete(decisionId)) throw new Error('it is not kept');
        recorded.push(decisionId);
      }
    },
  };
  const work = new RecurringWork(log, { ownsLane: () => true });
  const fence = new PaperDecisionFence(settings, work);
  const missed = new MissedDecisions(
    settings,
    transactions as never,
    decisions as never,
    desk as never,
    fence,
    new Colleagues('entry', undefined, settings),
    log,
    work,
  );
  fence.onApplicationBootstrap();
  missed.onApplicationBootstrap();
  work.onApplicationBootstrap();
  stops.push(
    () => fence.onModuleDestroy(),
    () => missed.onModuleDestroy(),
  );
  return { fence, missed, requests, recorded, errors };
};
const failing = (thrown: unknown) => () => {
  throw thrown;
};
const aborted = new DOMException('The operation was aborted due to timeout', 'TimeoutError');

test.each<[string, (request: string) => unknown]>([
  ['freezes until it is given up', failing(aborted)],
  ['is away', failing(new TypeError('fetch failed', { cause: { code: 'ECONNREFUSED' } }))],
  ['answers an error', () => new Response('', { status: 500 })],
  ['answers something unreadable', () => new Response('<html>')],
  ['answers nothing', () => page(null)],
  ['answers no list', () => page({ decisions: { sequence: 1 } })],
  ['answers a list of nothing', () => page({ decisions: [null] })],
  ['answers without numbers', () => page({ decisions: [{ decision }] })],
  ['answers what was asked for already', () => page({ decisions: [{ sequence: 0, decision }] })],
  ['makes something else fail', failing(undefined)],
])('a port service that %s is asked again, and releases go on when it has told', async (_, answer) => {
  const { fence, recorded } = asking([answer, answer, told]);
  await eventually(() => fence.isOpen);
  expect(recorded).toContain(decision.decisionId);
});

test('a service that stood still asks again, also when it was answered before and the port service stands still now', async () => {
  const { fence, requests } = asking([told, told, failing(aborted), failing(aborted), told]);
  await eventually(() => fence.isOpen);
  const before = requests.length;
  fence.arm();
  await eventually(() => fence.isOpen);
  expect(requests.length - before).toBeGreaterThanOrEqual(3);
  fence.arm();
  await eventually(() => fence.isOpen);
});

test.each([
  ['a number', 23],
  ['nothing', undefined],
  ['an error of the data', Object.assign(new Error('x'), { code: '22P02' })],
  ['a lost database', Object.assign(new Error('x'), { code: '08006' })],
])('whatever its own database throws, %s, it is asked again', async (_, thrown) => {
  const { fence, missed } = asking([told], [thrown, thrown]);
  missed.claimFailed(decision);
  await eventually(() => fence.isOpen);
});

test('nobody waits longer for it than is allowed, and it is still asked', async () => {
  const { fence, requests } = asking([failing(aborted)], [], { PAPER_DECISIONS_WITHIN_SECONDS: 1 });
  await eventually(() => fence.isOpen);
  const before = requests.length;
  await eventually(() => requests.length > before + 1);
});

test('what cannot be recorded is told once, however often the port service is asked for the rest, and again when all is asked anew', async () => {
  const withinASecond = { PAPER_DECISIONS_WITHIN_SECONDS: 1 };
  const { fence, requests, errors } = asking([told, failing(aborted)], [], withinASecond, true);
  const refused = () => errors.filter((fields) => 'decisionId' in fields);
  await eventually(() => fence.isOpen && refused().length > 0);
  const before = requests.length;
  await eventually(() => requests.length > before + 3);
  expect(refused()).toEqual([expect.objectContaining({ decisionId: decision.decisionId })]);
  fence.arm();
  await eventually(() => refused().length === 2);
});

test('where nothing changed it is not asked', async () => {
  const { fence, requests } = asking([told]);
  await eventually(() => fence.isOpen);
  await eventually(() => requests.length === 2);
  jest.spyOn(Date, 'now').mockReturnValue(0);
  fence.arm();
  await eventually(() => fence.isOpen);
  expect(requests).toHaveLength(3);
});
