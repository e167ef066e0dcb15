import v8 from 'node:v8';
import type { Log } from './log';
import { giveMemoryBack } from './memory';

const MB = 1024 * 1024;

test('memory is given back while it is quiet, after the start and when much came since the last time, and not while there is anything to do', async () => {
  jest.useFakeTimers();
  const heap = jest.spyOn(v8, 'getHeapStatistics');
  const kept = globalThis.gc;
  const collected = jest.fn();
  globalThis.gc = collected as unknown as typeof globalThis.gc;
  let total = 110 * MB;
  heap.mockImplementation(() => ({ total_heap_size: total }) as ReturnType<typeof v8.getHeapStatistics>);
  const quiet = { isNow: false };
  const giving = giveMemoryBack(quiet, { error: () => undefined } as unknown as Log);
  try {
    await jest.advanceTimersByTimeAsync(60_000);
    expect(collected).not.toHaveBeenCalled();
    quiet.isNow = true;
    collected.mockImplementation(() => (total = 52 * MB));
    await jest.advanceTimersByTimeAsync(20_000);
    expect(collected.mock.calls).toEqual([[{ type: 'major', flavor: 'last-resort' }]]);
    total = 83 * MB;
    await jest.advanceTimersByTimeAsync(60_000);
    expect(collected).toHaveBeenCalledTimes(1);
    total = 85 * MB;
    await jest.advanceTimersByTimeAsync(60_000);
    expect(collected).toHaveBeenCalledTimes(2);
    // What got less by itself counts from there.
    total = 40 * MB;
    await jest.advanceTimersByTimeAsync(20_000);
    total = 73 * MB;
    await jest.advanceTimersByTimeAsync(20_000);
    expect(collected).toHaveBeenCalledTimes(3);
  } finally {
    await giving.stop();
    globalThis.gc = kept;
    heap.mockRestore();
    jest.useRealTimers();
  }
});
