import { countWaits, ownWait, waitLeftMs } from './own-waits';

const never = (): Promise<never> => new Promise(() => undefined);

describe('A request', () => {
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => jest.useRealTimers());
  const passed = async (ms: number): Promise<void> => void (await jest.advanceTimersByTimeAsync(ms));

  test('waits nine and a half seconds at most, all its waits together, and is told what it waited for', async () => {
    await countWaits(async () => {
      const first = ownWait(new Promise<string>((done) => setTimeout(() => done('who asks'), 6_000)), 'not used');
      await passed(6_000);
      expect(await first).toBe('who asks');
      expect(waitLeftMs()).toBe(3_500);
      // What its sender takes to send the rest is no wait for us.
      await passed(20_000);
      const second = ownWait(never(), 'The journal did not answer in time.').catch((error: unknown) => error);
      await passed(3_500);
      expect(await second).toMatchObject({
        kind: 'unavailable',
        detail: 'The journal did not answer in time.',
        retryAfterSeconds: 5,
      });
      expect(waitLeftMs()).toBe(0);
    });
  });

  test('does not use up what another one may wait', async () => {
    const one = countWaits(() => ownWait(never(), 'late').catch(() => waitLeftMs()));
    const other = countWaits(async () => waitLeftMs());
    await passed(9_500);
    expect(await Promise.all([one, other])).toEqual([0, 9_500]);
  });

  test('that is none, such as what is read again later, waits as long as it takes', async () => {
    const read = ownWait(new Promise<string>((done) => setTimeout(() => done('read'), 60_000)), 'late');
    await passed(60_000);
    expect(await read).toBe('read');
  });
});
