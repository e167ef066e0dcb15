import type { DataSource } from 'typeorm';
import { AccountChanged } from '#contracts';
import type { ServiceConfig } from '#service';
import { type Keeping, KnownAccounts, storedAccount } from './known-accounts';

const AWAY = Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' });

/** Accounts of which a key is read from a database that can go away, by a clock that is set. */
const kept = () => {
  const state = { away: null as Error | null, known: true, reads: 0 };
  const source = {
    isInitialized: true,
    manager: { query: async () => [] },
    query: async () => {
      state.reads += 1;
      if (state.away) throw state.away;
      const data = storedAccount.write(AccountChanged.example as never);
      return state.known ? [{ data, version: 1, person: null, terms: null }] : [];
    },
  } as unknown as DataSource;
  const keeping = { cacheSeconds: () => 5, passwords: false } as unknown as Keeping;
  return { state, accounts: new KnownAccounts(source, keeping, {} as ServiceConfig) };
};

describe('while the database of a service is away', () => {
  let now = 0;
  beforeEach(() => {
    now = 0;
    jest.spyOn(performance, 'now').mockImplementation(() => now);
  });
  afterEach(() => jest.restoreAllMocks());

  test('who was known goes on being let in for a quarter of an hour, and the database is asked again every five seconds', async () => {
    const { state, accounts } = kept();
    expect((await accounts.ofKey('a'))?.account.accountId).toBe(AccountChanged.example.accountId);
    expect((await accounts.ofPerson('p')).accounts).toHaveLength(1);
    state.away = AWAY;
    now = 6_000;
    expect(await accounts.ofKey('a')).not.toBeNull();
    expect((await accounts.ofPerson('p')).accounts).toHaveLength(1);
    const { reads } = state;
    now = 10_000;
    expect(await accounts.ofKey('a')).not.toBeNull();
    expect(state.reads).toBe(reads);
    now = 12_000;
    expect(await accounts.ofKey('a')).not.toBeNull();
    expect(state.reads).toBe(reads + 1);
    now = 905_001;
    await expect(async () => accounts.ofKey('a')).rejects.toBe(AWAY);
  });

  test('who was not known is not let in, and a key that ended is refused as soon as the database is back', async () => {
    const { state, accounts } = kept();
    await accounts.ofKey('a');
    state.away = AWAY;
    now = 6_000;
    await expect(async () => accounts.ofKey('b')).rejects.toBe(AWAY);
    expect(await accounts.ofKey('a')).not.toBeNull();
    [state.away, state.known] = [null, false];
    now = 12_000;
    expect(await accounts.ofKey('a')).toBeNull();
    state.away = AWAY;
    await expect(async () => accounts.ofKey('a')).rejects.toBe(AWAY);
  });

  test('another fault than that is nobody let in by', async () => {
    const { state, accounts } = kept();
    await accounts.ofKey('a');
    state.away = new Error('column data does not exist');
    now = 6_000;
    await expect(async () => accounts.ofKey('a')).rejects.toBe(state.away);
  });
});
