import v8 from 'node:v8';
import type { Log } from './log';
import { giveMemoryBack } from './memory';

const MB = 1024 * 1024;

test('memory that is not used is given back while it is quiet, not while there is anything to do, nor where there is little of it', async () => {
  jest.useFakeTimers();
  const heap = jest.spyOn(v8, 'getHeapStatistics');
  const kept = globalThis.gc;
  const collected = jest.fn();
  globalThis.gc = collected as unknown as typeof globalThis.gc;
  const has = (total: number, used: number): void =>
    void heap.mockReturnValue({ total_heap_size: total * MB, used_heap_size: used * MB } as ReturnType<
      typeof v8.getHeapStatistics
    >);
  const quiet = { isNow: false };
  const giving = giveMemoryBack(quiet, { error: () => undefined } as unknown as Log);
  try {
    has(110, 50);
    await jest.advanceTimersByTimeAsync(60_000);
    expect(collected).not.toHaveBeenCalled();
    quiet.isNow = true;
    await jest.advanceTimersByTimeAsync(20_000);
    expect(collected.mock.calls).toEqual([[{ type: 'major', flavor: 'last-resort' }]]);
    has(52, 50);
    await jest.advanceTimersByTimeAsync(60_000);
    expect(collected).toHaveBeenCalledTimes(1);
  } finally {
    await giving.stop();
    globalThis.gc = kept;
    heap.mockRestore();
    jest.useRealTimers();
  }
});
