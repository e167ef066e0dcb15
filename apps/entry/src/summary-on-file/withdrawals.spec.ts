import type { EntityManager } from 'typeorm';
import { type Withdrawal, Withdrawals } from './withdrawals';

test('a final withdrawal takes the mark from the one that had it, and writes nothing else of that: a summary deleted at this moment is not brought back', async () => {
  const [warehouse, before, now] = ['B7600000018', 'B7600000026', 'B7600000034'];
  const links = new Withdrawals(
    new Map<string, Withdrawal>([
      [before, { warehouse, isFinal: true, quantities: { '8471300100 NO': '4' } }],
      [now, { warehouse, isFinal: false, quantities: {} }],
    ]),
  );
  const said: [string, unknown][] = [];
  links.link(now, { warehouse, isFinal: true, quantities: {} });
  expect(links.seenBy(before, warehouse).finalBy).toBe(now);
  await links.save({
    query: async (sql: string, values: unknown) => said.push([sql.trim().split(' ')[0]!, values]),
  } as unknown as EntityManager);
  expect(said.filter(([, values]) => JSON.stringify(values).includes(before))).toEqual([
    ['UPDATE', [[before], [warehouse]]],
  ]);
  expect(said.map(([verb]) => verb)).toEqual(['UPDATE', 'DELETE', 'INSERT']);
});
