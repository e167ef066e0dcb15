import type { Asking } from '#access';
import type { Batch } from '#catair';
import type { SummaryQuestions } from '../../questions/summary-questions';
import { AbiSummaryQuestions } from './abi-summary-questions';

const image = (n: number): string =>
  `J1   ${[0, 1, 2, 3, 4].map((at) => `B76  ${String(n * 5 + at).padStart(8, '0')}`).join('')}`.padEnd(80);
const batch = {
  blocks: [{ header: { processingFilerCode: 'B76' } }],
  transactions: () =>
    Array.from({ length: 50 }, (_, n) => ({ records: [{ recordId: 'J1', image: image(n), index: 0, level: 0 }] })),
} as unknown as Batch;
const asking = { account: { filerCodes: ['B76'] } } as unknown as Asking;

test('a query that names more entries than are answered in time tells those that were, and that there are more', async () => {
  const asked: number[] = [];
  const questions = {
    named: async (_asking: Asking, keys: readonly string[]) => {
      asked.push(keys.length);
      return new Map();
    },
  } as unknown as SummaryQuestions;
  const answer = new AbiSummaryQuestions(questions);
  const late = (await answer.records(batch, asking, performance.now() - 1)) as string[];
  expect(asked).toEqual([100]);
  expect(late).toHaveLength(101);
  expect(late.at(-1)).toMatch(/^JZ016/);
  const inTime = (await answer.records(batch, asking, performance.now() + 60_000)) as string[];
  expect(inTime).toHaveLength(250);
  expect(new Set(inTime.map((record) => record.slice(0, 5)))).toEqual(new Set(['JZ013']));
});
