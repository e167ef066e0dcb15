import { WhileAway } from './while-away';

const SILENT = Object.assign(new Error('connect ETIMEDOUT'), { code: 'ETIMEDOUT' });
const never = (): Promise<never> => new Promise(() => undefined);

describe('While a database is away', () => {
  let now = 0;
  beforeEach(() => {
    now = 0;
    jest.spyOn(performance, 'now').mockImplementation(() => now);
  });
  afterEach(() => jest.restoreAllMocks());

  test('whoever has something known waits for a silent one once and not again, however long it is silent', async () => {
    const away = new WhileAway();
    let asked = 0;
    const known = (): string => 'known';
    expect(await away.orAsKnown(() => Promise.reject(SILENT), known)).toBe('known');
    const silent = (): Promise<never> => {
      asked += 1;
      return never();
    };
    for (now of [1_000, 4_999]) expect(await away.orAsKnown(silent, known)).toBe('known');
    expect(asked).toBe(0);
    // One of all who ask looks again whether it is back, and waits for no more than a glance.
    now = 5_001;
    expect(await Promise.all([1, 2, 3].map(() => away.orAsKnown(silent, known)))).toEqual(['known', 'known', 'known']);
    expect(asked).toBe(1);
  });

  test('whoever has something known does not wait for the end of a statement on one that falls silent, and others then not at all', async () => {
    const away = new WhileAway(undefined, 20);
    const known = (): string => 'known';
    expect(await away.orAsKnown(never, known)).toBe('known');
    let asked = 0;
    const silent = (): Promise<never> => {
      asked += 1;
      return never();
    };
    expect(await away.orAsKnown(silent, known)).toBe('known');
    expect(asked).toBe(0);
  });

  test('what is read as soon as it is back is what the asker gets, and who knows nothing is told that it is away', async () => {
    const away = new WhileAway();
    await expect(
      away.orAsKnown(
        () => Promise.reject(SILENT),
        () => undefined,
      ),
    ).rejects.toBe(SILENT);
    expect(
      await away.orAsKnown(
        async () => 'read',
        () => undefined,
      ),
    ).toBe('read');
    expect(
      await away.orAsKnown(
        () => Promise.reject(SILENT),
        () => 'known',
      ),
    ).toBe('known');
    now = 5_001;
    expect(
      await away.orAsKnown(
        async () => 'read',
        () => 'known',
      ),
    ).toBe('read');
    expect(
      await away.orAsKnown(
        async () => 'read again',
        () => 'known',
      ),
    ).toBe('read again');
  });

  test('another fault is nobody answered from what was known by', async () => {
    const fault = new Error('column data does not exist');
    await expect(
      new WhileAway().orAsKnown(
        () => Promise.reject(fault),
        () => 'known',
      ),
    ).rejects.toBe(fault);
  });
});
