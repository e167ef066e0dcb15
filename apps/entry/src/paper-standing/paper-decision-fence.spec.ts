import { UnitOfWork } from '#messaging';
import { isDatabaseUnavailable } from '#persistence';
import { RecurringWork } from '#service';
import { EntryConfig } from '../config/entry.config';
import { PaperDecisionFence } from './paper-decision.fence';
import { Standstill } from './standstill';

const work = new RecurringWork({ error: () => undefined } as never, { ownsLane: () => true });
/** A unit of work that has written nothing: what remains is whether it may be committed. */
const unit = (): UnitOfWork => new UnitOfWork({} as never, 4);
const withStatus = (): PaperDecisionFence =>
  new PaperDecisionFence(Object.assign(new EntryConfig(), { SERVICE_URLS: { port: 'http://port/' } }), work);
const isResolved = (promise: Promise<unknown>): Promise<boolean> =>
  Promise.race([promise.then(() => true), new Promise<boolean>((later) => setImmediate(() => later(false)))]);

const open: PaperDecisionFence[] = [];
const started = (fence: PaperDecisionFence): PaperDecisionFence => {
  open.push(fence);
  fence.onApplicationBootstrap();
  work.onApplicationBootstrap();
  return fence;
};
afterEach(() => open.splice(0).forEach((fence) => fence.onModuleDestroy()));

describe('the fence before every release', () => {
  test('whoever comes before the decisions are known waits, at the start and whenever it is armed again', async () => {
    const fence = started(withStatus());
    for (let round = 1; round <= 3; round += 1) {
      const waiting = fence.passed(unit());
      expect([fence.isOpen, await isResolved(waiting)]).toEqual([false, false]);
      expect(fence.open(round)).toBe(true);
      expect([fence.isOpen, await isResolved(waiting)]).toEqual([true, true]);
      fence.arm();
    }
  });

  test('work that was begun before it was armed is not committed, and is taken again as if the database had been away', async () => {
    const fence = started(withStatus());
    fence.open(1);
    const [early, late] = [unit(), unit()];
    await fence.passed(early);
    fence.arm();
    fence.open(2);
    await fence.passed(late);
    const failure = await early.flush().catch((error: unknown) => error);
    expect(isDatabaseUnavailable(failure)).toBe(true);
    await expect(late.flush()).resolves.toBe(0);
  });

  test('an answer to a question that was asked before it was armed opens nothing', () => {
    const fence = started(withStatus());
    fence.arm();
    expect([fence.open(1), fence.isOpen]).toEqual([false, false]);
    expect([fence.open(2), fence.isOpen]).toEqual([true, true]);
  });

  test('who waits when the service stops is sent away, also when it was armed while stopping', async () => {
    const fence = started(withStatus());
    const waiting = fence.passed(unit());
    fence.onModuleDestroy();
    await expect(waiting).rejects.toThrow('stopping');
    fence.arm();
    await expect(fence.passed(unit())).rejects.toThrow('stopping');
  });

  test('where there is no port service nobody waits, and nothing arms it', async () => {
    const fence = started(new PaperDecisionFence(new EntryConfig(), work));
    fence.arm();
    expect([fence.isOpen, await isResolved(fence.passed(unit()))]).toEqual([true, true]);
  });

  test('work in hand while the process stood still is not committed, even before any timer has noticed', async () => {
    const fence = started(withStatus());
    fence.open(1);
    const inHand = unit();
    await fence.passed(inHand);
    const until = performance.now() + 1_050;
    while (performance.now() < until);
    expect(isDatabaseUnavailable(await inHand.flush().catch((error: unknown) => error))).toBe(true);
    expect(fence.isOpen).toBe(false);
  });
});

describe('a process that stood still', () => {
  const clocks = (): { wall: number; monotonic: number; still: Standstill } => {
    const at = { wall: 1_000_000, monotonic: 50 };
    return Object.assign(at, { still: new Standstill([() => at.wall, () => at.monotonic]) });
  };
  const go = (at: ReturnType<typeof clocks>, wall: number, monotonic = wall): boolean => {
    at.wall += wall;
    at.monotonic += monotonic;
    return at.still.beat();
  };

  test.each<[string, number, number, boolean]>([
    ['for as long as a beat', 100, 100, false],
    ['for a whole second', 1_000, 1_000, false],
    ['for longer than a second', 1_001, 1_001, true],
    ['with its machine suspended, so that the monotonic clock stood too', 60_000, 2, true],
    ['while the wall clock was set back', -3_600_000, 1_400, true],
    ['not at all, while the wall clock was set back', -3_600_000, 100, false],
  ])('%s', (_name, wall, monotonic, stood) => {
    const at = clocks();
    expect(go(at, wall, monotonic)).toBe(stood);
    expect(go(at, 100)).toBe(false);
  });
});
