import type { DataSource } from 'typeorm';
import { Inbox, type Incoming } from './inbox';
import { messagingDefaults } from './settings';

const message = (id: string): Incoming => ({
  ...{ id, type: 'entry.told', subject: `entry:${id}`, correlationId: id, at: '2026-11-30T00:00:00Z', data: {} },
  ...{ lane: 0, version: 1, hash: 'h', redelivered: false },
});

/** A database whose transactions end with these errors, one after the other, and then well. */
const database = (...failures: readonly Error[]) => {
  const left = [...failures];
  let transactions = 0;
  const asked: string[] = [];
  const source = {
    manager: {},
    transaction: async () => {
      transactions += 1;
      const failure = left.shift();
      if (failure) throw failure;
    },
    query: async (text: string) => {
      asked.push(text);
      throw new Error('the careful way');
    },
  };
  return { source: source as unknown as DataSource, asked, transactions: () => transactions };
};
const cancelled = (where?: string): Error =>
  Object.assign(new Error('canceling statement due to statement timeout'), { code: '57014', where });

const inboxOf = (source: DataSource): Inbox => {
  const silent = { debug() {}, info() {}, warn() {}, error() {} };
  return new Inbox(
    source,
    { ...messagingDefaults, service: 'entry', instance: 'e', amqpUrl: '' },
    new Map(),
    silent,
    () => undefined,
  );
};
const take = (source: DataSource) =>
  inboxOf(source).take([
    { lane: 0, place: { sender: 'gateway', after: 0, last: 2, beat: 1 }, messages: [message('1'), message('2')] },
  ]);

test.each([
  ['a row of a bill that many others are at', cancelled('while locking tuple (0,17) in relation "bill_on_file"')],
  [
    'a key that another transaction is writing',
    cancelled('while inserting index tuple (3,2) in relation "entry_summary_pkey"'),
  ],
  [
    'a lock for longer than it may',
    Object.assign(new Error('canceling statement due to lock timeout'), { code: '55P03' }),
  ],
  ['a connection, of which others have all', new Error('timeout exceeded when trying to connect')],
])(
  'messages that waited for %s are taken again as they are: no attempt is counted, none is taken apart',
  async (_what, failure) => {
    const { source, asked, transactions } = database(failure, failure);
    await take(source);
    expect([transactions(), asked]).toEqual([3, []]);
  },
);

test('a statement that takes too long by itself is an attempt that failed', async () => {
  const { source, asked } = database(cancelled());
  await expect(take(source)).rejects.toThrow('the careful way');
  expect(asked).toHaveLength(1);
});
