import type { AccountUse } from '#contracts';
import type { RecurringWork } from '#service';
import { UseBook, Uses } from './uses';

const ACCOUNT = '0b5a1f0e-7d0e-4a53-8b55-0d9c1e6f2b10';
const AT = Date.parse('2026-11-21T14:00:00.000Z');

class Book extends UseBook {
  readonly kept: (readonly AccountUse[])[] = [];
  isAway = false;

  keep(uses: readonly AccountUse[]): Promise<void> {
    if (this.isAway) return Promise.reject(new Error('the database is away'));
    this.kept.push(uses);
    return Promise.resolve();
  }
}

const opened = () => {
  const book = new Book();
  return { book, uses: new Uses(book, { every: () => undefined } as unknown as RecurringWork) };
};

test('a key that is used ten thousand times costs one line each ten minutes, with its last use', async () => {
  const { book, uses } = opened();
  for (let use = 0; use < 10_000; use += 1) uses.note(ACCOUNT, 'a'.repeat(64), AT + use);
  uses.note(ACCOUNT, null, AT + 60_000);
  await uses.tell();
  await uses.tell();
  expect(book.kept).toEqual([
    [
      {
        accountId: ACCOUNT,
        lastUsedAt: '2026-11-21T14:01:00.000Z',
        keys: [{ hash: 'a'.repeat(64), lastUsedAt: '2026-11-21T14:00:09.999Z' }],
      },
    ],
  ]);
});

test('what cannot be kept is kept the next time, and an earlier use never takes the place of a later one', async () => {
  const { book, uses } = opened();
  uses.note(ACCOUNT, 'a'.repeat(64), AT);
  book.isAway = true;
  await expect(uses.tell()).rejects.toThrow('away');
  uses.note(ACCOUNT, 'a'.repeat(64), AT + 1_000);
  uses.note(ACCOUNT, 'a'.repeat(64), AT - 1_000);
  await expect(uses.tell()).rejects.toThrow('away');
  book.isAway = false;
  await uses.tell();
  expect(book.kept).toEqual([
    [
      {
        accountId: ACCOUNT,
        lastUsedAt: '2026-11-21T14:00:01.000Z',
        keys: [{ hash: 'a'.repeat(64), lastUsedAt: '2026-11-21T14:00:01.000Z' }],
      },
    ],
  ]);
});

test('what was noted when the service stops is kept before it ends; a database that is away does not hold it up', async () => {
  const { book, uses } = opened();
  uses.note(ACCOUNT, 'a'.repeat(64), AT);
  await uses.onApplicationShutdown();
  expect(book.kept).toMatchObject([[{ accountId: ACCOUNT, keys: [{ hash: 'a'.repeat(64) }] }]]);
  uses.note(ACCOUNT, null, AT + 1_000);
  book.isAway = true;
  await uses.onApplicationShutdown();
  expect(book.kept).toHaveLength(1);
});
