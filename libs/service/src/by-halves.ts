import { isDatabaseUnavailable } from '#persistence';

/**
 * Works on all items together, and where that fails on each half by itself: what fails alone keeps nothing else waiting.
 *
 * @param work in one transaction, which may be told the same items again in smaller parts
 * @param alone is told of each item that fails by itself
 * @throws unknown where the database is away: then nothing more is tried
 */
export const byHalves = async <Item>(
  items: readonly Item[],
  work: (some: readonly Item[]) => Promise<void>,
  alone: (item: Item, error: unknown) => void,
): Promise<void> => {
  try {
    if (items.length > 0) await work(items);
  } catch (error) {
    if (isDatabaseUnavailable(error)) throw error;
    if (items.length === 1) return alone(items[0]!, error);
    const half = Math.ceil(items.length / 2);
    await byHalves(items.slice(0, half), work, alone);
    await byHalves(items.slice(half), work, alone);
  }
};
