import { GuardedStore } from './guarded-store';
import { type ObjectStore, StoreUnavailable } from './object-store';

const storeOf = (get: () => Promise<Buffer | null>): ObjectStore => ({
  get,
  put: () => Promise.resolve(),
  remove: () => Promise.resolve(),
});

const FROZEN = (): Promise<never> => new Promise(() => {});

describe('A store that takes what it is asked and never answers', () => {
  test('is given up after its time, and the next are refused at once', async () => {
    let asked = 0;
    const store = new GuardedStore(
      storeOf(() => {
        asked += 1;
        return FROZEN();
      }),
      20,
    );
    await expect(store.get('a')).rejects.toThrow('did not answer within 0.02 s');
    await expect(store.get('b')).rejects.toThrow('is not asked again yet');
    await expect(store.put('b', Buffer.alloc(0))).rejects.toThrow(StoreUnavailable);
    expect(asked).toBe(1);
  });

  test('is tried by one after a rest, and by all when that was answered', async () => {
    const clock = jest.spyOn(performance, 'now');
    const at = performance.now();
    let frozen = true;
    let asked = 0;
    const store = new GuardedStore(
      storeOf(() => {
        asked += 1;
        return frozen ? FROZEN() : Promise.resolve(Buffer.from('a'));
      }),
      20,
    );
    await expect(store.get('a')).rejects.toThrow('within');
    clock.mockReturnValue(at + 60_000);
    const trial = store.get('a');
    await expect(store.get('a')).rejects.toThrow('not asked again yet');
    await expect(trial).rejects.toThrow('within');
    frozen = false;
    clock.mockReturnValue(at + 120_000);
    await expect(store.get('a')).resolves.toEqual(Buffer.from('a'));
    await expect(store.get('a')).resolves.toEqual(Buffer.from('a'));
    expect(asked).toBe(4);
    clock.mockRestore();
  });

  test('while one that says what is wrong is asked again at once', async () => {
    const store = new GuardedStore(
      storeOf(() => Promise.reject(new StoreUnavailable('it answered 503'))),
      1_000,
    );
    await expect(store.get('a')).rejects.toThrow('503');
    await expect(store.get('a')).rejects.toThrow('503');
  });
});
