const inSpareTime =
  jest.requireActual<
    (
      begin: () => Promise<unknown> | undefined,
      options: { most: () => number; over: AbortSignal; watch: () => Promise<number> },
    ) => Promise<void>
  >('./spare-time.cjs');

/** Looks at which files began, where the processors were so idle at each look; below nothing: a file has ended before it. All end with the last look. */
const begunAt = async (idle: readonly number[], files: number): Promise<number[]> => {
  const begun: number[] = [];
  const ends: (() => void)[] = [];
  const over = new AbortController();
  let look = 0;
  const begin = (): Promise<unknown> | undefined => {
    if (begun.length === files) for (const end of ends) end();
    if (begun.length === files) return undefined;
    begun.push(look);
    return new Promise<void>((end) => ends.push(end));
  };
  const watch = async (): Promise<number> => {
    const share = idle[look];
    look += 1;
    if (share === undefined) over.abort();
    if (share === undefined) for (const end of ends) end();
    if (share !== undefined && share < 0) ends.shift()!();
    await new Promise((resolve) => setImmediate(resolve));
    return share ?? 0;
  };
  await inSpareTime(begin, { most: () => 2, over: over.signal, watch });
  return begun;
};

describe('One more test file', () => {
  it('begins where the processors had time to spare, one at a look and two at most', async () => {
    expect(await begunAt([0.1, 0.5, 0.2, 0.4, 0.5], 5)).toEqual([2, 4]);
  });

  it('takes the place of one that ended', async () => {
    expect(await begunAt([0.5, 0.5, 0.5, -1, 0.5], 5)).toEqual([1, 2, 5]);
  });

  it('is none where they are busy, and none where none is left', async () => {
    expect(await begunAt([0, 0.1, 0.24], 5)).toEqual([]);
    expect(await begunAt([0.9, 0.9, 0.9], 1)).toEqual([1]);
  });
});
