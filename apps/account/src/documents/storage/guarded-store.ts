import { type ObjectStore, StoreUnavailable } from './object-store';

/** After one that was given up nobody else waits for as long: for this time all are refused at once, then one tries. */
const REST_MS = 5_000;

/** A store that is waited for only so long. One that takes requests and answers none (a frozen bucket, a file system that hangs) is worse than one that is away: whoever waits for it holds something. */
export class GuardedStore implements ObjectStore {
  private restsUntil = -Infinity;
  private isTried = false;

  constructor(
    private readonly store: ObjectStore,
    private readonly withinMs: number,
  ) {}

  put(name: string, bytes: Buffer): Promise<void> {
    return this.within(() => this.store.put(name, bytes));
  }

  get(name: string): Promise<Buffer | null> {
    return this.within(() => this.store.get(name));
  }

  remove(name: string): Promise<void> {
    return this.within(() => this.store.remove(name));
  }

  private async within<T>(work: () => Promise<T>): Promise<T> {
    const rested = this.restsUntil > -Infinity;
    if (rested && (this.isTried || performance.now() < this.restsUntil))
      throw new StoreUnavailable('the store of documents did not answer, and is not asked again yet');
    if (rested) this.isTried = true;
    const signal = AbortSignal.timeout(this.withinMs);
    try {
      const result = await Promise.race([work(), givenUp(signal, this.withinMs)]);
      this.restsUntil = -Infinity;
      return result;
    } catch (error) {
      if (signal.aborted) this.restsUntil = performance.now() + REST_MS;
      throw error;
    } finally {
      if (rested) this.isTried = false;
    }
  }
}

const givenUp = (signal: AbortSignal, ms: number): Promise<never> =>
  new Promise((_resolve, reject) =>
    signal.addEventListener('abort', () =>
      reject(new StoreUnavailable(`the store of documents did not answer within ${ms / 1_000} s`)),
    ),
  );
